"""How history is told: one sentence an event, and what it changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template

from brygga.history.models import Event
from brygga.wording import events

register = template.Library()

DONE = frozenset(
    {"connected", "invoice_created", "customer_created", "compared", "finalized", "marked_exported", "copied"}
)
changes_max = 60


@dataclass(frozen=True)
class Change:
    """One value that an event changed; `before` is empty where there was none."""

    name: str
    before: str
    after: str


@register.filter
def sentence(event: Event) -> str:
    """What happened, in the reader's language."""
    return events.sentence(event)


@register.filter
def is_done(event: Event) -> bool:
    """Whether something came about by it."""
    return event.kind in DONE


@register.filter
def invoice_id(event: Event) -> str:
    """Productive's id of the invoice that it happened to; empty for everything else."""
    kind, _, identifier = event.subject.partition(":")
    return identifier if kind == "invoice" else ""


@register.filter
def changes(event: Event) -> list[Change]:
    """What was before and what is after, value by value; values that stayed are left out."""
    before, after = _flat(event.before), _flat(event.after)
    names = dict.fromkeys([*before, *after])
    found = [Change(name, before.get(name, ""), after.get(name, "")) for name in names]
    return [change for change in found if change.before != change.after][:changes_max]


def _flat(value: Any, name: str = "") -> dict[str, str]:
    """Every single value with the way to it: "rows 2 price"."""
    if value in (None, "", [], {}):
        return {}
    if isinstance(value, list):
        value = {str(place): each for place, each in enumerate(value, start=1)}
    if not isinstance(value, dict):
        return {name: str(value)}
    found: dict[str, str] = {}
    for key, each in value.items():
        found |= _flat(each, f"{name} {key.replace('_', ' ')}".strip())
    return found
