"""The control plane under /_sandbox/: plainly not a remote; for tests and for people who play."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from werkzeug import Request, Response
from werkzeug.exceptions import Forbidden, HTTPException
from werkzeug.routing import Map, Rule
from werkzeug.utils import redirect

from sandbox.faults import Fault
from sandbox.fortnox import acts, outbox
from sandbox.fortnox import switches as fortnox_switches
from sandbox.pages import control_page
from sandbox.productive import switches as productive_switches
from sandbox.wire import json_answer
from sandbox.worlds import catalogue

if TYPE_CHECKING:
    from sandbox.app import Sandbox

PAGE = "/_sandbox/"
FORM = "application/x-www-form-urlencoded"
PATHS = Map(
    [
        Rule(PAGE, methods=["GET"], endpoint="page"),
        Rule("/_sandbox/reset", methods=["POST"], endpoint="reset"),
        Rule("/_sandbox/world", methods=["GET"], endpoint="world"),
        Rule("/_sandbox/clock", methods=["GET", "POST"], endpoint="clock"),
        Rule("/_sandbox/latency", methods=["GET", "POST"], endpoint="latency"),
        Rule("/_sandbox/faults", methods=["GET", "POST", "DELETE"], endpoint="faults"),
        Rule("/_sandbox/requests", methods=["GET", "DELETE"], endpoint="requests"),
        Rule("/_sandbox/unknown", methods=["GET"], endpoint="unknown"),
        Rule("/_sandbox/outbox", methods=["GET"], endpoint="outbox"),
        Rule("/_sandbox/snapshot", methods=["GET", "PUT"], endpoint="snapshot"),
        Rule("/_sandbox/switches", methods=["GET", "POST"], endpoint="switches"),
        Rule("/_sandbox/fortnox/<tenant>/<kind>/<number>", methods=["POST"], endpoint="act"),
    ]
)


def answer(request: Request, sandbox: Sandbox) -> Response:
    """Do what the path says; nonsense is answered with 400 and a sentence."""
    try:
        endpoint, arguments = PATHS.bind_to_environ(request.environ).match()
        _check_sender(request)
        done = DOORS[endpoint](request, sandbox, **arguments)
        return redirect(PAGE, code=303) if _is_form(request) else done
    except HTTPException as wrong:
        return json_answer({"error": wrong.description}, status=wrong.code or 400)
    except (KeyError, TypeError, ValueError) as wrong:
        return json_answer({"error": str(wrong)}, status=400)


def _page(_request: Request, sandbox: Sandbox) -> Response:
    return control_page.show(sandbox)


def _is_form(request: Request) -> bool:
    """Whether a page of ours sent it; JSON is JSON whatever it is called, because curl calls it a form."""
    return request.mimetype == FORM and not request.get_data().lstrip().startswith(b"{")


def _check_sender(request: Request) -> None:
    """A browser says which site a form is of; one of another site is refused."""
    origin = request.headers.get("Origin", "")
    if request.method != "GET" and origin and urlsplit(origin).netloc != request.host:
        raise Forbidden("This was sent from another site.")


def _reset(request: Request, sandbox: Sandbox) -> Response:
    sandbox.faults.clear()
    sandbox.requests.clear()
    sandbox.latency.set("off")
    wish = _body(request)
    sandbox.build(wish.get("world", catalogue.DEFAULT), seed=int(wish.get("seed", 1)))
    return _world(request, sandbox)


def _world(_request: Request, sandbox: Sandbox) -> Response:
    tables = {name: len(table) for name, table in sorted(sandbox.store.tables.items())}
    return json_answer({"world": catalogue.name_of(sandbox.store), "tables": tables, "worlds": catalogue.WORLDS})


def _clock(request: Request, sandbox: Sandbox) -> Response:
    wish = _body(request)
    if "now" in wish:
        sandbox.clock.freeze(datetime.fromisoformat(wish["now"]))
    if wish.get("run"):
        sandbox.clock.run()
    sandbox.clock.advance(float(wish.get("advance", 0)))
    sandbox.tick()
    return json_answer({"now": sandbox.clock.now().isoformat(), "frozen": sandbox.clock.is_frozen})


def _latency(request: Request, sandbox: Sandbox) -> Response:
    if request.method == "POST":
        wish = _body(request)
        sandbox.latency.set(wish["mode"], seed=int(wish.get("seed", 1)))
    return json_answer({"mode": sandbox.latency.mode})


def _faults(request: Request, sandbox: Sandbox) -> Response:
    wish = _body(request)
    if request.method == "DELETE" or wish.pop("forget", False):
        sandbox.faults.clear()
    elif request.method == "POST":
        sandbox.faults.plan(Fault(**wish))
    return json_answer({"faults": [asdict(fault) for fault in sandbox.faults.planned()]})


def _requests(request: Request, sandbox: Sandbox) -> Response:
    if request.method == "DELETE":
        sandbox.requests.clear()
    return json_answer(sandbox.requests.report())


def _unknown(_request: Request, sandbox: Sandbox) -> Response:
    """The calls that the sandbox does not imitate, so that a test can fail on them."""
    calls = sandbox.requests.unknown()
    return json_answer({"count": sum(calls.values()), "calls": calls})


def _outbox(request: Request, sandbox: Sandbox) -> Response:
    """What Fortnox's companies have sent, oldest first: ?tenant=100101 narrows it."""
    return json_answer({"letters": outbox.letters(sandbox.store, tenant=request.args.get("tenant", ""))})


def _snapshot(request: Request, sandbox: Sandbox) -> Response:
    if request.method == "PUT":
        sandbox.store.restore(request.get_data(as_text=True))
    return Response(sandbox.store.snapshot(), mimetype="application/json")


def _switches(request: Request, sandbox: Sandbox) -> Response:
    """Switches of what the evidence leaves open: {"remote": "fortnox", "search_lag_seconds": 5}."""
    if request.method == "POST":
        wish = _body(request)
        turn = SWITCHES[wish.pop("remote")].turn
        for name, value in wish.items():
            turn(sandbox.store, name, to=value)
    turned = {remote: sandbox.store.table(f"{remote}.switches") for remote in SWITCHES}
    return json_answer({"turned": turned, "defaults": {name: module.DEFAULTS for name, module in SWITCHES.items()}})


def _act(request: Request, sandbox: Sandbox, *, tenant: str, kind: str, number: str) -> Response:
    """Play the bookkeeper: set fields of one Fortnox record, read-only ones too."""
    record = acts.set_fields(
        sandbox.store, sandbox.clock, tenant=tenant, kind=kind, number=number, fields=_body(request)
    )
    return json_answer(record)


def _body(request: Request) -> dict[str, Any]:
    if _is_form(request):
        return {name: _typed(text) for name, text in request.form.items() if text}
    wish = request.get_json(force=True, silent=True) or {}
    if not isinstance(wish, dict):
        raise TypeError("The body is a JSON object.")
    return wish


def _typed(text: str) -> Any:
    """What a form says: a number, true, false or a text."""
    try:
        return json.loads(text)
    except ValueError:
        return text


SWITCHES: dict[str, Any] = {"fortnox": fortnox_switches, "productive": productive_switches}
DOORS: dict[str, Callable[..., Response]] = {
    "page": _page,
    "reset": _reset,
    "world": _world,
    "clock": _clock,
    "latency": _latency,
    "faults": _faults,
    "requests": _requests,
    "unknown": _unknown,
    "outbox": _outbox,
    "snapshot": _snapshot,
    "switches": _switches,
    "act": _act,
}
