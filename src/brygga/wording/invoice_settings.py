"""How the choices about a connection's invoices read: in the history, and where they are told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from brygga.accounting.references import LanguageBy, Requires, TextSource
from brygga.accounting.sending import SentBy
from brygga.connections.invoice_settings import InvoiceSettings
from brygga.wording.explanations import fill

NAMES: Mapping[str, str] = {
    "booked_at_once": _("Booking"),
    "sent_by": _("Sending"),
    "language_by": _("Language"),
    "our_reference": _("Our reference"),
    "your_reference": _("Your reference"),
    "order_number": _("Order number"),
    "remarks": _("Remarks"),
    "project": _("Project"),
    "cost_center": _("Cost centre"),
    "project_codes": _("Projects by name"),
    "cost_center_codes": _("Cost centres by name"),
}
SENT: Mapping[str, str] = {
    SentBy.NOBODY: _("Not sent by Fortnox"),
    SentBy.EMAIL: _("By email"),
    SentBy.E_INVOICE: _("As an e-invoice"),
}
LANGUAGES: Mapping[str, str] = {
    LanguageBy.SWEDISH: _("Swedish"),
    LanguageBy.ENGLISH: _("English"),
    LanguageBy.COUNTRY: _("By the client company’s country"),
    LanguageBy.DOCUMENT_TYPE: _("By the document type in Productive"),
}
SOURCES: Mapping[str, str] = {
    TextSource.NOTHING: _("Left out"),
    TextSource.ORDER_NUMBER: _("Purchase order number of the invoice"),
    TextSource.SUBJECT: _("Subject of the invoice"),
    TextSource.NOTE: _("Note of the invoice"),
    TextSource.ISSUER: _("Name of who issued the invoice"),
    TextSource.BUYER_REFERENCE: _("Buyer reference of the client company"),
    TextSource.INVOICE_FIELD: _("Custom field of the invoice"),
    TextSource.COMPANY_FIELD: _("Custom field of the client company"),
    TextSource.PROJECT: _("Number of the project"),
    TextSource.BUDGET: _("Name of the budget"),
    TextSource.BUDGET_FIELD: _("Custom field of the budget"),
}
REQUIRED: Mapping[str, str] = {
    Requires.NOTHING: _("Nothing in particular"),
    Requires.ORDER_NUMBER: _("An order number"),
    Requires.YOUR_REFERENCE: _("Your reference"),
    Requires.EITHER: _("An order number or your reference"),
}
SENDS: Mapping[SentBy, str] = {
    SentBy.NOBODY: _("Nothing is sent to the client."),
    SentBy.EMAIL: _("Fortnox mails it to the client, unless it has been sent already."),
    SentBy.E_INVOICE: _("Fortnox sends it to the client as an e-invoice, unless it has been sent already."),
}
ANSWERS: Mapping[str, Mapping[str, str]] = {
    "booked_at_once": {"False": _("Left unbooked"), "True": _("Booked at once")},
    "sent_by": SENT,
    "language_by": LANGUAGES,
}


def told(kept: Mapping[str, Any]) -> dict[str, str]:
    """Each choice by its name, in the language of now."""
    return {fill(name, {}): _answer(field, str(kept[field])) for field, name in NAMES.items() if field in kept}


def afterwards(settings: InvoiceSettings) -> str:
    """What happens to an invoice once it is copied, in a sentence or two."""
    if not settings.booked_at_once and settings.sent_by is SentBy.NOBODY:
        return gettext("Nothing is booked, and nothing is sent to the client.")
    booking = _("Then it is booked in Fortnox.") if settings.booked_at_once else _("It is left unbooked.")
    return f"{fill(booking, {})} {fill(SENDS[settings.sent_by], {})}"


def _answer(field: str, text: str) -> str:
    if field in ANSWERS:
        return fill(ANSWERS[field].get(text, text), {})
    if field.endswith("_codes"):
        return text.replace("\n", ", ")
    source, _sign, field_id = text.partition(":")
    return source_name(source, field_id)


def source_name(source: str, field_name: str = "") -> str:
    """Where a text is taken from; a custom field by its name, where that is known, or else by its id."""
    said = fill(SOURCES.get(source, source), {})
    return f"{said}: {field_name}" if field_name else said


def text_name(which: str) -> str:
    """What a text of the invoice is called."""
    return fill(NAMES[which], {})


def language_name(code: str) -> str:
    """What a language of Fortnox is called."""
    return fill(LANGUAGES[code.lower()], {})


def required_name(requires: str) -> str:
    """What a client company wants on its invoices."""
    return fill(REQUIRED.get(requires, requires), {})
