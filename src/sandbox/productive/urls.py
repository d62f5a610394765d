"""Everything under /productive/: the API's paths, the storage of files, and the pages of the app."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from werkzeug import Request, Response
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import BaseConverter, Map, Rule

from sandbox.clock import SandboxClock
from sandbox.productive import exchange, files, generating, lines, payments, records, switches, wire
from sandbox.productive.belonging import OWNERS, records_of
from sandbox.productive.errors import Refused, TooManyRequests
from sandbox.productive.filters import Asked, Looking, choice_of, segments_of
from sandbox.productive.gate import visit_of
from sandbox.productive.pages import urls as pages
from sandbox.productive.paging import page_of
from sandbox.productive.resources import RESOURCES
from sandbox.productive.sorting import ordering_of
from sandbox.productive.verbs import ACTIONS, CREATORS, DELETERS, UPDATERS
from sandbox.productive.visit import Visit
from sandbox.store import Record, Store

API = "/productive/api/v2"
TO_THE_SECOND = "filteringSkipDatetimeCastToDate"
LISTED_ONLY = ("organization_memberships", "exchange_rates", "webhook_logs")
UNASKED_ORDER = {"service_types": "name"}  # Its default order is by name (specification).
KNOWN_PARAMETERS = ("sort", "include", "page[number]", "page[size]", "page[after]")

BULK: dict[str, Any] = {"line_items": lines, "payments": payments}

Action = Callable[[Request, Visit, str, str], Response]


def answer(request: Request, *, store: Store, clock: SandboxClock) -> Response:
    """Answer one request to Productive."""
    if request.path.rstrip("/") == files.STORAGE and request.method == "POST":
        return files.store_upload(request, store=store, clock=clock)
    if request.path.startswith(f"{files.FILES}/"):
        return files.fetch(request, store=store)
    if not request.path.startswith(API):
        return pages.answer(request, store=store, clock=clock)
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
    showing = wire.showing_of(request, kind, visit)
    flags = request.headers.get("X-Feature-Flags", "")
    looking = Looking(resource=RESOURCES[kind], visit=visit, to_the_second=TO_THE_SECOND in flags)
    asked = [(segments_of(name), value) for name, value in _filters(request)]
    choice = choice_of(asked, looking)
    ordering = ordering_of(request.args.get("sort", ""), looking, unasked=UNASKED_ORDER.get(kind, ""))
    listed = choice(_candidates(visit, kind, asked))
    sorts = bool(switches.read(visit.store, "cursor_sorts"))
    return wire.answer(wire.collection(visit, page_of(listed, request, ordering, sorts=sorts), showing))


def show(request: Request, visit: Visit, kind: str, identity: str) -> Response:
    showing = wire.showing_of(request, kind, visit)
    return wire.answer(wire.document(visit, _found(visit, kind, identity), showing))


def create(request: Request, visit: Visit, kind: str, _identity: str) -> Response:
    showing = wire.showing_of(request, kind, visit)
    if wire.is_bulk(request):
        return _many(visit, _make_many(visit, kind, _bulk(request, kind)), showing, status=201)
    record = CREATORS[kind](visit, wire.read(request, kind))
    return wire.answer(wire.document(visit, record, showing), status=201)


def update(request: Request, visit: Visit, kind: str, identity: str) -> Response:
    showing = wire.showing_of(request, kind, visit)
    record = _found(visit, kind, identity)
    UPDATERS[kind](visit, record, wire.read(request, kind, identity=identity))
    return wire.answer(wire.document(visit, record, showing))


def destroy(_request: Request, visit: Visit, kind: str, identity: str) -> Response:
    DELETERS[kind](visit, _found(visit, kind, identity))
    return wire.answer(None)


def act(request: Request, visit: Visit, kind: str, identity: str) -> Response:
    """PATCH of an action; its body may be missing."""
    showing = wire.showing_of(request, kind, visit)
    record = _found(visit, kind, identity)
    action = request.path.rpartition("/")[2]
    ACTIONS[kind, action](visit, record, wire.read(request, kind, identity=identity))
    return wire.answer(wire.document(visit, record, showing))


def generate(request: Request, visit: Visit, kind: str, _identity: str) -> Response:
    """POST /line_items/generate with a bare `data` object, or one with attributes."""
    showing = wire.showing_of(request, kind, visit)
    return _many(visit, generating.generate(visit, wire.read_bare(request)), showing, status=201)


def update_many(request: Request, visit: Visit, kind: str, _identity: str) -> Response:
    """PATCH on the collection, with `ext=bulk`."""
    showing = wire.showing_of(request, kind, visit)
    changed = [(_found(visit, kind, body.identity), body) for body in _bulk(request, kind)]
    _check_bulk(visit, kind, request)
    return _many(visit, BULK[kind].update_many(visit, changed), showing, status=200)


def destroy_many(request: Request, visit: Visit, kind: str, _identity: str) -> Response:
    """DELETE on the collection, with `ext=bulk`."""
    doomed = [_found(visit, kind, body.identity) for body in _bulk(request, kind)]
    _check_bulk(visit, kind, request)
    BULK[kind].delete_many(visit, doomed)
    return wire.answer(None)


def _rules() -> list[Rule]:
    rules = [
        Rule("/line_items/generate", methods=["POST"], endpoint=("line_items", generate)),
    ]
    rules += [Rule(f"/{kind}", methods=["PATCH"], endpoint=(kind, update_many)) for kind in BULK]
    rules += [Rule(f"/{kind}", methods=["DELETE"], endpoint=(kind, destroy_many)) for kind in BULK]
    rules += [Rule(f"/{kind}", methods=["GET"], endpoint=(kind, index)) for kind in RESOURCES]
    rules += [Rule(f"/{kind}", methods=["POST"], endpoint=(kind, create)) for kind in CREATORS]
    singles = {
        "GET": (show, set(RESOURCES) - set(LISTED_ONLY)),
        "PATCH": (update, UPDATERS),
        "DELETE": (destroy, DELETERS),
    }
    for method, (action, kinds) in singles.items():
        rules += [Rule(f"/{kind}/<identity>", methods=[method], endpoint=(kind, action)) for kind in kinds]
    rules += [Rule(f"/{kind}/<identity>/{name}", methods=["PATCH"], endpoint=(kind, act)) for kind, name in ACTIONS]
    return rules


class _Identity(BaseConverter):
    """Ids are digits: `/people/merge` is no person."""

    regex = r"\d+"


PATHS = Map(_rules(), merge_slashes=False, converters={"default": _Identity})


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


def _candidates(visit: Visit, kind: str, asked: Asked) -> Sequence[Record]:
    """Every record that may match; of what belongs to one named owner, only that, so that a long list is not read."""
    if kind == "exchange_rates":
        return exchange.listed(visit)
    if any(segments[:1] == ["$op"] for segments, _ in asked):
        return records.of_organisation(visit.store, kind, visit.organisation)
    owners = {f"{name}_id": name for name in OWNERS.get(kind, ())}
    named = [(owners[segments[0]], value) for segments, value in asked if len(segments) == 1 and segments[0] in owners]
    if not named:
        return records.of_organisation(visit.store, kind, visit.organisation)
    name, value = named[0]
    found = (one for identity in set(value.split(",")) for one in records_of(visit.store, kind, identity, by=name))
    mine = [record for record in found if record["organization"] == visit.organisation]
    return sorted(mine, key=lambda record: int(record["id"]))


def _make_many(visit: Visit, kind: str, bodies: list[wire.Body]) -> list[Record]:
    if kind not in BULK or not _knows_bulk(visit, kind):
        raise Refused("malformed_body", "Bulk is not supported on this endpoint")
    return list(BULK[kind].create_many(visit, bodies))


def _check_bulk(visit: Visit, kind: str, request: Request) -> None:
    if not _knows_bulk(visit, kind):
        raise Refused("method_not_allowed", request.method)


def _knows_bulk(visit: Visit, kind: str) -> bool:
    return kind != "payments" or bool(switches.read(visit.store, "payments_know_bulk"))


def _many(visit: Visit, made: list[Record], showing: wire.Showing, *, status: int) -> Response:
    return wire.answer(wire.several(visit, made, showing), status=status)


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
