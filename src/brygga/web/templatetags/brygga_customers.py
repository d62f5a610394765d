"""How customers are shown: what speaks for a candidate, and what of one would change."""

from __future__ import annotations

from django import template

from brygga.accounting.customer_updates import FieldChange
from brygga.accounting.customers import Candidate
from brygga.wording import about_customers
from brygga.wording.explanations import fill

register = template.Library()


@register.filter
def speaks_for(candidate: Candidate) -> str:
    """Why this customer could be meant, with the score of its name."""
    return about_customers.speaks_for(candidate)


@register.filter
def field_name(change: FieldChange) -> str:
    """What a field of a customer is called, as the label of a fact."""
    return about_customers.field_name(change)


@register.filter
def vat_type(code: str) -> str:
    """Fortnox's VAT type in words, with its code; one that we do not know stays as it is."""
    words = about_customers.VAT_TYPES.get(code)
    return f"{fill(words, {})} ({code})" if words else code
