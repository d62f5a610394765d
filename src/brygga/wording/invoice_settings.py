"""How the choices about a connection's invoices read: in the history, and where they are told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from brygga.accounting.sending import SentBy
from brygga.connections.invoice_settings import InvoiceSettings
from brygga.wording.explanations import fill

NAMES: Mapping[str, str] = {
    "booked_at_once": _("Booking"),
    "sent_by": _("Sending"),
}
SENT: Mapping[str, str] = {
    SentBy.NOBODY: _("Not sent by Fortnox"),
    SentBy.EMAIL: _("By email"),
    SentBy.E_INVOICE: _("As an e-invoice"),
}
SENDS: Mapping[SentBy, str] = {
    SentBy.NOBODY: _("Nothing is sent to the client."),
    SentBy.EMAIL: _("Fortnox mails it to the client, unless it has been sent already."),
    SentBy.E_INVOICE: _("Fortnox sends it to the client as an e-invoice, unless it has been sent already."),
}
ANSWERS: Mapping[str, Mapping[str, str]] = {
    "booked_at_once": {"False": _("Left unbooked"), "True": _("Booked at once")},
    "sent_by": SENT,
}


def told(kept: Mapping[str, Any]) -> dict[str, str]:
    """Each choice by its name, in the language of now."""
    return {fill(name, {}): _answer(field, str(kept[field])) for field, name in NAMES.items() if field in kept}


def afterwards(settings: InvoiceSettings) -> str:
    """What happens to an invoice once it is copied, in a sentence or two."""
    if settings == InvoiceSettings():
        return gettext("Nothing is booked, and nothing is sent to the client.")
    booking = _("Then it is booked in Fortnox.") if settings.booked_at_once else _("It is left unbooked.")
    return f"{fill(booking, {})} {fill(SENDS[settings.sent_by], {})}"


def _answer(field: str, text: str) -> str:
    return fill(ANSWERS[field].get(text, text), {})
