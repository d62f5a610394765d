"""The JSON:API documents of Productive: how records are shown, and how a body is read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from json.encoder import encode_basestring
from typing import Any

from werkzeug import Request, Response

from sandbox.productive import records, shapes, switches
from sandbox.productive.errors import Refused
from sandbox.productive.paging import Page
from sandbox.productive.resources import RESOURCES
from sandbox.productive.visit import Visit
from sandbox.store import Record

CONTENT_TYPE = "application/vnd.api+json"
BULK_MAX = 100


@dataclass(frozen=True, kw_only=True)
class Body:
    """What a write says: attributes by name and ids by relationship, wherever the foreign keys stood in the body."""

    attributes: dict[str, Any]
    related: dict[str, Any]
    identity: str = ""

    def names(self) -> set[str]:
        """Everything that is written, foreign keys under the name of their relationship."""
        return {*self.attributes, *self.related}


@dataclass(kw_only=True)
class Showing:
    """What a document shows of its records: the included relationships and, per type, the fields asked for."""

    includes: dict[str, Any] = field(default_factory=dict)
    fields: dict[str, shapes.Fields] = field(default_factory=dict)


def document(visit: Visit, record: Record, showing: Showing) -> str:
    """A single document: `data`, `included` when something was, and an empty `meta` (recorded)."""
    [row] = _rows(visit, [(record, showing.includes)], showing)
    return f'{{"data":{row}{_included(visit, [record], showing)},"meta":{{}}}}'


def collection(visit: Visit, page: Page, showing: Showing) -> str:
    paged = f'"links":{shapes.encoded(page.links)},"meta":{shapes.encoded(page.meta)}'
    return f"{{{_rows_of(visit, page.records, showing)}{_included(visit, page.records, showing)},{paged}}}"


def several(visit: Visit, shown: Sequence[Record], showing: Showing) -> str:
    """What a bulk write answers: the records and nothing else."""
    return f"{{{_rows_of(visit, shown, showing)}}}"


def answer(body: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """A document, as text or still to be written; without one 204."""
    if body is None:
        return Response(status=204)
    text = body if isinstance(body, str) else shapes.encoded(body)
    return Response(text, status=status, content_type=f"{CONTENT_TYPE}; charset=utf-8", headers=headers)


def showing_of(request: Request, kind: str, visit: Visit) -> Showing:
    """What `include` and `fields[...]` ask for; an unknown include is refused (a live client's note)."""
    include_status = switches.read(visit.store, "unknown_include_status")
    includes: dict[str, Any] = {}
    for path in filter(None, request.args.get("include", "").split(",")):
        at, target = includes, kind
        for name in path.split("."):
            if target not in RESOURCES or name not in RESOURCES[target].relationships:
                raise Refused("unsupported_include", path, status=include_status)
            at, target = at.setdefault(name, {}), RESOURCES[target].relationships[name].target
    asked = {name[7:-1]: value for name, value in request.args.items() if name.startswith("fields[")}
    return Showing(includes=includes, fields={name: frozenset(value.split(",")) for name, value in asked.items()})


def read(request: Request, kind: str, *, identity: str = "") -> Body:
    """The one resource object of a body."""
    return _read_one(_data(request), kind, identity=identity)


def read_bare(request: Request) -> dict[str, Any]:
    """What an action says that takes a bare `data` object without `attributes`; with them it is understood as well."""
    data = _data(request)
    said = data.get("attributes", data) if isinstance(data, dict) else None
    if not isinstance(said, dict):
        raise Refused("malformed_body", "data must be an object")
    return said


def read_bulk(request: Request, kind: str) -> list[Body]:
    """The objects of a bulk body (`ext=bulk`, at most 100; specification)."""
    data = _data(request)
    if not isinstance(data, list) or not 1 <= len(data) <= BULK_MAX:
        raise Refused("malformed_body", f"Bulk data must hold 1 to {BULK_MAX} objects")
    return [_read_one(one, kind, identity=str(one.get("id", "")) if isinstance(one, dict) else "") for one in data]


def is_bulk(request: Request) -> bool:
    return request.mimetype_params.get("ext") == "bulk"


def _data(request: Request) -> Any:
    try:
        body = json.loads(request.get_data() or b"{}")
    except ValueError:
        raise Refused("malformed_body", "The body is not JSON") from None
    return body.get("data", {}) if isinstance(body, dict) else None


def _read_one(data: Any, kind: str, *, identity: str) -> Body:
    attributes = data.get("attributes") or {} if isinstance(data, dict) else None
    relationships = data.get("relationships") or {} if isinstance(data, dict) else None
    if not isinstance(attributes, dict) or not isinstance(relationships, dict) or data.get("type", kind) != kind:
        raise Refused("malformed_body", f"data must be an object of type {kind}")
    if identity and str(data.get("id", identity)) != identity:
        raise Refused("malformed_body", "data.id differs from the address")

    known = RESOURCES[kind].relationships
    keys = {name: name.removesuffix("_id") for name in attributes if name.removesuffix("_id") in known}
    related = {keys[name]: _identity(attributes[name]) for name in keys}
    related |= {name: _linked(name, link) for name, link in relationships.items()}
    rest = {name: value for name, value in attributes.items() if name not in keys}
    return Body(attributes=rest, related=related, identity=identity)


def _linked(name: str, link: Any) -> Any:
    target = link.get("data") if isinstance(link, dict) else link
    if target is not None and not (isinstance(target, dict) and "id" in target):
        raise Refused("malformed_body", f"relationships.{name} must hold data with an id")
    return _identity(target["id"]) if target else None


def _identity(value: Any) -> str | None:
    return str(value) if value not in (None, "") else None


def _rows_of(visit: Visit, shown: Sequence[Record], showing: Showing) -> str:
    return f'"data":[{",".join(_rows(visit, ((record, showing.includes) for record in shown), showing))}]'


def _rows(visit: Visit, shown: Iterable[tuple[Record, dict[str, Any]]], showing: Showing) -> Iterator[str]:
    """The resource objects of records, each with the relationships that are included."""
    seen: dict[str, shapes.Shape] = {}
    for record, includes in shown:
        kind, wanted = record["type"], showing.fields.get(record["type"])
        shape = seen.get(kind) or seen.setdefault(kind, shapes.shape_for(visit, kind, wanted))
        linked = tuple((name, _linked_to(visit, record, name)) for name in includes) if includes else ()
        related = shapes.relationships(kind, wanted, record["organization"], linked)
        said = f'"attributes":{shapes.attributes(shape, record)},"relationships":{related}'
        yield f'{{"id":{encode_basestring(record["id"])},"type":"{kind}",{said}}}'


def _linked_to(visit: Visit, record: Record, name: str) -> str | tuple[str, ...] | None:
    if RESOURCES[record["type"]].relationships[name].many:
        return tuple(other["id"] for other in records.follow_many(visit.store, record, name))
    return record["related"].get(name) or None


def _included(visit: Visit, shown: Sequence[Record], showing: Showing) -> str:
    """Every included record once, with the relationships that any path to it asked for."""
    if not showing.includes:
        return ""
    found: dict[tuple[str, str], tuple[Record, dict[str, Any]]] = {}
    for record in shown:
        _gather(visit, record, showing.includes, found)
    return f',"included":[{",".join(_rows(visit, found.values(), showing))}]'


def _gather(
    visit: Visit,
    record: Record,
    includes: dict[str, Any],
    found: dict[tuple[str, str], tuple[Record, dict[str, Any]]],
) -> None:
    for name, deeper in includes.items():
        for other in _others(visit, record, name):
            known = found.setdefault((other["type"], other["id"]), (other, {}))
            known[1].update(deeper)
            _gather(visit, other, deeper, found)


def _others(visit: Visit, record: Record, name: str) -> list[Record]:
    if name == "organization":
        other = records.table(visit.store, "organizations").get(record["organization"])
    elif RESOURCES[record["type"]].relationships[name].many:
        return records.follow_many(visit.store, record, name)
    else:
        other = records.follow(visit.store, record, name)
    return [other] if other else []
