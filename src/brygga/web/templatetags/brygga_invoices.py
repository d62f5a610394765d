"""The words and marks of an invoice that several screens show."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.template.context import Context
from django.utils.translation import gettext

from brygga.copying import when_fixed
from brygga.copying.models import Copy
from brygga.productive.schema import InvoiceSummary
from brygga.web.listing import Tab, payment_of
from brygga.web.places import About, Link, link_to
from brygga.wording import invoice_settings
from brygga.wording.explanations import Place

register = template.Library()


register.filter("afterwards", invoice_settings.afterwards)
register.filter("language_name", invoice_settings.language_name)
register.filter("required_name", invoice_settings.required_name)


@register.simple_tag
def tab_name(tab: Tab) -> str:
    """What a tab of the invoice list is called."""
    match tab:
        case Tab.ALL:
            return gettext("All")
        case Tab.NOT_COPIED:
            return gettext("Not copied")
        case Tab.NEEDS_YOU:
            return gettext("Needs you")
        case Tab.UNDER_WAY:
            return gettext("Under way")
        case Tab.COPIED:
            return gettext("Copied")


@register.simple_tag(takes_context=True)
def remedy_link(
    context: Context, place: Place | None, *, invoice_id: str = "", connection: Any = None, number: str = ""
) -> Link | None:
    """The way to where a problem is mended."""
    shell = context.get("shell")
    if shell is None:
        return None
    about = About(
        organisation=shell.organisation,
        invoice_id=invoice_id,
        connection=connection or None,
        fortnox_number=number,
    )
    return link_to(place, about)


@register.filter
def may_go_on(copy: Copy | None) -> bool:
    """Whether a stopped copy can go on by itself once what stops it is mended."""
    return copy is not None and when_fixed.may_go_on(copy)


@register.inclusion_tag("parts/payment.html")
def payment_mark(invoice: InvoiceSummary, today: date) -> dict[str, Any]:
    """How far an invoice is paid in Productive, as a ring that fills."""
    return {"payment": payment_of(invoice, today)}


@register.simple_tag
def unit_name(unit_id: int | None) -> str:
    """The unit behind a quantity, with the space before it; Productive's units have no names on the wire."""
    match unit_id:
        case 1:
            return "\N{NO-BREAK SPACE}" + gettext("h")
        case 2:
            return "\N{NO-BREAK SPACE}" + gettext("pcs")
        case 3:
            return "\N{NO-BREAK SPACE}" + gettext("days")
    return ""
