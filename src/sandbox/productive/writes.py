"""Reading what a write says: only writable names, values of their form, links to records of the same organisation."""

from __future__ import annotations

from typing import Any

from sandbox.productive import forms, records
from sandbox.productive.errors import Refused, invalid
from sandbox.productive.resources import RESOURCES
from sandbox.productive.visit import Visit
from sandbox.productive.wire import Body

IGNORED = frozenset({"subscriber_ids"})  # Writable, and neither shown on the resource nor played here.


def checked(visit: Visit, kind: str, body: Body, *, also: frozenset[str] = frozenset()) -> Body:
    """The same body with every value in its stored form; refused before anything is stored."""
    resource = RESOURCES[kind]
    for name in sorted(body.names()):
        key = f"{name}_id" if name in body.related else name
        if key not in resource.writable | also:
            raise Refused("unknown_attribute", name, pointer=f"data/attributes/{name}")
    attributes = {
        name: forms.read(resource.attributes[name], value, field=name)
        for name, value in body.attributes.items()
        if name not in IGNORED
    }
    for name, linked in body.related.items():
        _check_link(visit, kind, name, linked)
    return Body(attributes=attributes, related=body.related, identity=body.identity)


def require(body: Body, *names: str) -> None:
    """Refuse a body in which one of these is missing or empty."""
    said = body.attributes | body.related
    for name in names:
        if said.get(name) in (None, ""):
            raise invalid(name, "can't be blank")


def refuse_empty(body: Body, *names: str) -> None:
    """Refuse a change that would empty one of these."""
    said = body.attributes | body.related
    require(body, *(name for name in names if name in said))


def _check_link(visit: Visit, kind: str, name: str, linked: Any) -> None:
    target = RESOURCES[kind].relationships[name].target
    if linked is None:
        return
    if target not in RESOURCES:
        raise Refused("not_simulated", name)
    if records.find(visit.store, target, linked, organisation=visit.organisation) is None:
        raise invalid(name, "must exist")
