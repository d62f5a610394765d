"""Reading what a write says: only writable names, values of their form, links to records of the same organisation."""

from __future__ import annotations

from typing import Any

from sandbox.productive import forms, records, switches
from sandbox.productive.errors import Refused, invalid
from sandbox.productive.resources import RESOURCES
from sandbox.productive.visit import Visit
from sandbox.productive.wire import Body

# Targets that are not played: a link to one is kept and shown, and nothing is behind it.
UNSEEN_TARGETS = frozenset(
    {"deal_statuses", "workflows", "pipelines", "sections", "roles", "lost_reasons", "custom_domains"}
)


def checked(visit: Visit, kind: str, body: Body, *, also: frozenset[str] = frozenset()) -> Body:
    """The same body with every value in its stored form; refused before anything is stored.

    What can be written but is not shown on the resource ("subscriber_ids") is not played here, and dropped.
    """
    resource = RESOURCES[kind]
    can_write = resource.writable | also
    unknown = [name for name in sorted(body.names()) if _key(body, name) not in can_write]
    if unknown and switches.read(visit.store, "unknown_attributes") == "refused":
        raise Refused("unknown_attribute", unknown[0], pointer=f"data/attributes/{unknown[0]}")
    attributes = {
        name: forms.read(resource.attributes[name], value, field=name, fraction=_fraction(visit, name))
        for name, value in body.attributes.items()
        if name in resource.attributes and name not in unknown
    }
    related = {name: linked for name, linked in body.related.items() if name not in unknown}
    for name, linked in related.items():
        _check_link(visit, kind, name, linked)
    return Body(attributes=attributes, related=related, identity=body.identity)


def _fraction(visit: Visit, name: str) -> str:
    """What becomes of a fraction of a minor unit; only a price of a line could keep one, for sums are whole."""
    position = str(switches.read(visit.store, "fraction_of_a_minor_unit"))
    return "refused" if position == "kept" and name != "unit_price" else position


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


def _key(body: Body, name: str) -> str:
    """The name of the attribute that is written: a link is written as its foreign key."""
    return f"{name}_id" if name in body.related else name


def _check_link(visit: Visit, kind: str, name: str, linked: Any) -> None:
    target = RESOURCES[kind].relationships[name].target
    if linked is None:
        return
    if target in UNSEEN_TARGETS:
        return
    if target not in RESOURCES:
        raise Refused("not_simulated", name)
    if records.find(visit.store, target, linked, organisation=visit.organisation) is None:
        raise invalid(name, "must exist")
