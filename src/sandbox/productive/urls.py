"""Everything under /productive/: the API's paths, and the page that deep links open."""

from __future__ import annotations

from collections.abc import Callable

from werkzeug import Request, Response
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import Map, Rule

from sandbox.clock import SandboxClock
from sandbox.productive import invoices, lines, page, payments, records, wire
from sandbox.productive.errors import Refused, TooManyRequests
from sandbox.productive.filters import Looking, match_for, segments_of, sorted_by
from sandbox.productive.gate import visit_of
from sandbox.productive.paging import page_of
from sandbox.productive.resources import RESOURCES
from sandbox.productive.visit import Visit
from sandbox.store import Record, Store

API = "/productive/api/v2"
TO_THE_SECOND = "filteringSkipDatetimeCastToDate"
LISTED_ONLY = ("organization_memberships",)
KNOWN_PARAMETERS = ("sort", "include", "page[number]", "page[size]", "page[after]")

Action = Callable[[Request, Visit, str, str], Response]


def answer(request: Request, *, store: Store, clock: SandboxClock) -> Response:
    """Answer one request to Productive."""
    if not request.path.startswith(API):
        return page.answer(request, store=store, clock=clock)
    try:
        visit = visit_of(request, store=store, clock=clock)
        action, kind, identity = _route(request)
        return action(request, visit, kind, identity)
    except Refused as refusal:
        return wire.answer(refusal.document(), status=refusal.status)
    except TooManyRequests as limit:
        return wire.answer(limit.document(), status=429, headers={"X-RateLimit-Reset": str(limit.reset_seconds)})


def index(request: Request, visit: Visit, kind: str, _identity: str) -> Response:
    """A list: filtered, sorted, and one page of it. `include` and `fields` are understood before anything is read."""
    showing = wire.showing_of(request, kind)
    flags = request.headers.get("X-Feature-Flags", "")
    looking = Looking(resource=RESOURCES[kind], visit=visit, to_the_second=TO_THE_SECOND in flags)
    asked = [(segments_of(name), value) for name, value in _filters(request)]
    wanted = match_for(asked, looking)
    mine = records.of_organisation(visit.store, kind, visit.organisation)
    listed = sorted_by([record for record in mine if wanted(record)], request.args.get("sort", ""), looking)
    if kind == "service_types":  # Its default order is by name (specification).
        listed.sort(key=lambda record: (record["attributes"]["name"], int(record["id"])))
    return wire.answer(wire.collection(visit, page_of(listed, request), showing))


def show(request: Request, visit: Visit, kind: str, identity: str) -> Response:
    showing = wire.showing_of(request, kind)
    return wire.answer(wire.document(visit, _found(visit, kind, identity), showing))


def create(request: Request, visit: Visit, kind: str, _identity: str) -> Response:
    showing = wire.showing_of(request, kind)
    if kind == "line_items" and wire.is_bulk(request):
        return _many(visit, lines.create_many(visit, wire.read_bulk(request, kind)), showing, status=201)
    record = CREATORS[kind](visit, wire.read(request, kind))
    return wire.answer(wire.document(visit, record, showing), status=201)


def update(request: Request, visit: Visit, kind: str, identity: str) -> Response:
    showing = wire.showing_of(request, kind)
    record = _found(visit, kind, identity)
    UPDATERS[kind](visit, record, wire.read(request, kind, identity=identity))
    return wire.answer(wire.document(visit, record, showing))


def destroy(_request: Request, visit: Visit, kind: str, identity: str) -> Response:
    DELETERS[kind](visit, _found(visit, kind, identity))
    return wire.answer(None)


def finalize(request: Request, visit: Visit, kind: str, identity: str) -> Response:
    showing = wire.showing_of(request, kind)
    invoice = _found(visit, kind, identity)
    invoices.finalize(visit, invoice, wire.read(request, kind, identity=identity))
    return wire.answer(wire.document(visit, invoice, showing))


def update_many(request: Request, visit: Visit, kind: str, _identity: str) -> Response:
    """PATCH on the collection, with `ext=bulk`."""
    showing = wire.showing_of(request, kind)
    changes = [(_found(visit, kind, body.identity), body) for body in _bulk(request, kind)]
    return _many(visit, lines.update_many(visit, changes), showing, status=200)


def destroy_many(request: Request, visit: Visit, kind: str, _identity: str) -> Response:
    """DELETE on the collection, with `ext=bulk`."""
    lines.delete_many(visit, [_found(visit, kind, body.identity) for body in _bulk(request, kind)])
    return wire.answer(None)


CREATORS: dict[str, Callable[[Visit, wire.Body], Record]] = {
    "invoices": invoices.create,
    "line_items": lines.create,
    "payments": payments.create,
}
UPDATERS: dict[str, Callable[[Visit, Record, wire.Body], Record]] = {
    "invoices": invoices.update,
    "line_items": lines.update,
    "payments": payments.update,
}
DELETERS: dict[str, Callable[[Visit, Record], None]] = {
    "invoices": invoices.delete,
    "line_items": lines.delete,
    "payments": payments.delete,
}


def _rules() -> list[Rule]:
    rules = [Rule("/invoices/<identity>/finalize", methods=["PATCH"], endpoint=("invoices", finalize))]
    for kind in RESOURCES:
        rules.append(Rule(f"/{kind}", methods=["GET"], endpoint=(kind, index)))
        if kind not in LISTED_ONLY:
            rules.append(Rule(f"/{kind}/<identity>", methods=["GET"], endpoint=(kind, show)))
    for kind in CREATORS:
        rules.append(Rule(f"/{kind}", methods=["POST"], endpoint=(kind, create)))
        rules.append(Rule(f"/{kind}/<identity>", methods=["PATCH"], endpoint=(kind, update)))
        rules.append(Rule(f"/{kind}/<identity>", methods=["DELETE"], endpoint=(kind, destroy)))
    rules.append(Rule("/line_items", methods=["PATCH"], endpoint=("line_items", update_many)))
    rules.append(Rule("/line_items", methods=["DELETE"], endpoint=("line_items", destroy_many)))
    return rules


PATHS = Map(_rules(), merge_slashes=False)


def _route(request: Request) -> tuple[Action, str, str]:
    adapter = PATHS.bind(request.host, path_info=request.path.removeprefix(API), default_method=request.method)
    try:
        (kind, action), values = adapter.match()
    except MethodNotAllowed:
        raise Refused("method_not_allowed", request.method) from None
    except NotFound:
        raise Refused("record_not_found") from None
    for name in request.args:
        if name not in KNOWN_PARAMETERS and not name.startswith(("filter[", "fields[")):
            raise Refused("unknown_parameter", name)
    return action, kind, values.get("identity", "")


def _many(visit: Visit, made: list[Record], showing: wire.Showing, *, status: int) -> Response:
    return wire.answer({"data": [wire.document(visit, record, showing)["data"] for record in made]}, status=status)


def _filters(request: Request) -> list[tuple[str, str]]:
    return [(name, value) for name, value in request.args.items(multi=True) if name.startswith("filter[")]


def _found(visit: Visit, kind: str, identity: str) -> Record:
    record = records.find(visit.store, kind, identity, organisation=visit.organisation)
    if record is None:
        raise Refused("record_not_found")
    return record


def _bulk(request: Request, kind: str) -> list[wire.Body]:
    if not wire.is_bulk(request):
        raise Refused("method_not_allowed", request.method)
    return wire.read_bulk(request, kind)
