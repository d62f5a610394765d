"""How history is told: one sentence an event, and what it changed."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from brygga.history.models import Event
from brygga.wording import changes as told
from brygga.wording import events
from brygga.wording.changes import Change

register = template.Library()

DONE = frozenset(
    {
        "connected",
        "invoice_created",
        "customer_created",
        "customer_updated",
        "compared",
        "finalized",
        "marked_exported",
        "copied",
    }
)


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
def invoice_name(event: Event, names: Mapping[str, str]) -> str:
    """Whose invoice it happened to, where that is known."""
    return names.get(invoice_id(event), "")


@register.filter
def changes(event: Event) -> tuple[Change, ...]:
    """What was before and what is after, thing by thing; what stayed is left out."""
    return told.changes(event)
