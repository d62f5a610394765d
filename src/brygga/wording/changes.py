"""What an event changed, for a reader of the books: each thing by its name, before and after, as it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from brygga.accounting.compared import Compared
from brygga.accounting.rulebook import HOME_CURRENCY
from brygga.history.models import Event
from brygga.wording import compared, formats, invoice_settings, rates
from brygga.wording.about_customers import FIELDS as CUSTOMER_FIELDS
from brygga.wording.about_customers import UPDATED
from brygga.wording.explanations import fill
from brygga.wording.facts import TREATMENTS, as_amount, as_percent, as_quantity, shown

NO_AMOUNT = "0"

# What of a new Fortnox invoice an accountant reads, in this order; its rows and sums come between and after.
INVOICE: Mapping[str, Compared] = {
    "invoice_date": Compared.INVOICE_DATE,
    "due_date": Compared.DUE_DATE,
    "delivery_date": Compared.DELIVERY_DATE,
    "terms_of_payment": Compared.TERMS_OF_PAYMENT,
    "your_order_number": Compared.ORDER_NUMBER,
}
SUMS: Mapping[str, Compared] = {
    "net": Compared.NET,
    "total_vat": Compared.VAT,
    "round_off": Compared.ROUND_OFF,
    "total": Compared.TOTAL,
}
CUSTOMER: Mapping[str, str] = {
    "customer_number": _("customer number"),
    "name": _("name"),
    "organisation_number": _("organisation number"),
    "vat_number": _("VAT number"),
}
SETTINGS: Mapping[str, str] = {
    "numbers_by": _("Invoice Number Generation"),
    "pdf_by": _("Invoice PDF Generation"),
    "account_25": _("Account for VAT 25 %%"),
    "account_12": _("Account for VAT 12 %%"),
    "account_6": _("Account for VAT 6 %%"),
    "zero_rate": _("VAT 0 %% in Sweden"),
    "account_0": _("Account for VAT 0 %%"),
    "account_outlay": _("Account for outlays"),
    "account_exempt": _("Account for exempt revenue"),
    "account_eu": _("Services in the EU, reverse charge"),
    "account_export": _("Services outside the EU"),
    "domestic_reverse_charge": _("Reverse charge in Sweden"),
    "account_reverse_charge": _("Account for reverse charge in Sweden"),
    "rate_source": _("Exchange rates from"),
    "rate_day": _("Day of the exchange rate"),
}
ANSWERS: Mapping[str, str] = {
    "ask": _("Ask"),
    "delivery": _("Delivery date"),
    "invoice": _("Invoice date"),
    "outlay": _("Outlay"),
    "exempt": _("Exempt"),
    "True": _("on"),
    "False": _("off"),
}
SYSTEMS: Mapping[str, str] = {"fortnox": "Fortnox", "productive": "Productive"}

Side = dict[str, str]


@dataclass(frozen=True)
class Change:
    """One thing that an event changed; `before` or `after` is empty where there was or is none."""

    name: str
    before: str
    after: str


def changes(event: Event) -> tuple[Change, ...]:
    """What differs, in the language of now; nothing for an event whose sentence says it all."""
    if event.kind not in SIDES:
        return ()
    before, after = SIDES[event.kind](event)
    names = dict.fromkeys([*before, *after])
    found = (Change(name, before.get(name, ""), after.get(name, "")) for name in names)
    return tuple(change for change in found if change.before != change.after)


def _created(told: Callable[[Mapping[str, Any]], Side]) -> Callable[[Event], tuple[Side, Side]]:
    """What is new in Fortnox; its number says that it was not there before."""

    def sides(event: Event) -> tuple[Side, Side]:
        after = told(event.after) if isinstance(event.after, dict) else {}
        return {name: gettext("not in Fortnox") for name in [*after][:1]}, after

    return sides


def _kept(told: Callable[[Mapping[str, Any]], Side]) -> Callable[[Event], tuple[Side, Side]]:
    """Both sides as the event keeps them; one that is not there has nothing to tell."""

    def sides(event: Event) -> tuple[Side, Side]:
        before, after = (told(each) if isinstance(each, dict) else {} for each in (event.before, event.after))
        return before, after

    return sides


def _invoice(kept: Mapping[str, Any]) -> Side:
    currency = _text(kept, "currency")
    customer = f"{_text(kept, 'customer_number')} {_text(kept, 'customer_name')}".strip()
    told = {gettext("number"): _text(kept, "document_number"), compared.name(Compared.CUSTOMER): customer}
    told |= {compared.name(what): compared.value(what, _text(kept, field)) for field, what in _given(INVOICE, kept)}
    if currency not in ("", HOME_CURRENCY):
        told[compared.name(Compared.CURRENCY_RATE)] = _rate_words(currency, kept)
    for place, row in enumerate(kept.get("rows") or [], start=1):
        told[gettext("row %(number)s") % {"number": place}] = _row(row)
    sums = ((field, what) for field, what in _given(SUMS, kept) if as_quantity(_text(kept, field)) != NO_AMOUNT)
    return told | {compared.name(what): as_amount(_text(kept, field), currency) for field, what in sums}


def _rate_words(currency: str, kept: Mapping[str, Any]) -> str:
    """`100 JPY = 7.1234 SEK`; an event from before rates were kept has none."""
    rate, unit = _text(kept, "currency_rate"), _text(kept, "currency_unit")
    return rates.said(currency, Decimal(rate), Decimal(unit)) if rate and unit else ""


def _row(row: Mapping[str, Any]) -> str:
    """`3001 Strategy workshop, 16 h × 1,450.00, VAT 25 %: 23,200.00`; a row that only says something is its text."""
    text, account = _text(row, "description"), _text(row, "account_number")
    if account in ("", "0"):
        return text
    quantity = f"{as_quantity(_text(row, 'delivered_quantity'))} {_text(row, 'unit')}".strip()
    return gettext("%(account)s %(text)s, %(quantity)s × %(price)s, VAT %(rate)s: %(total)s") % {
        "account": account,
        "text": text,
        "quantity": quantity,
        "price": as_amount(_text(row, "price")),
        "rate": as_percent(_text(row, "vat")),
        "total": as_amount(_text(row, "total")),
    }


def _customer(kept: Mapping[str, Any]) -> Side:
    told = {fill(name, {}): _text(kept, field) for field, name in _given(CUSTOMER, kept)}
    return told | {gettext("country"): formats.country(_text(kept, "country_code"))}


def _rate(kept: Mapping[str, Any]) -> Side:
    told = {compared.name(Compared.CURRENCY_RATE): as_quantity(_text(kept, "kronor"))}
    publisher = _text(kept, "publisher")
    return told | {gettext("source"): rates.publisher(publisher)}


def _customer_fields(kept: Mapping[str, Any]) -> Side:
    return {fill(name, {}): _text(kept, field) for field, name in CUSTOMER_FIELDS.items() if field in kept}


def _updated_fields(kept: Mapping[str, Any]) -> Side:
    allowed = kept.get("fields") or []
    return {gettext("brought up to date"): ", ".join(fill(UPDATED[each], {}) for each in allowed) or gettext("nothing")}


def _settings(kept: Mapping[str, Any]) -> Side:
    return {fill(name, {}): _answer(_text(kept, field)) for field, name in SETTINGS.items()}


def _service_types(kept: Mapping[str, Any]) -> Side:
    """`Design`: `3041, article 102, Advance`; what is not mapped has nothing to tell."""
    is_on = kept.get("service_types_mapped")
    told = {} if is_on is None else {gettext("Map service types"): _answer(str(is_on))}
    return told | {each["name"]: _mapped(each) for each in kept.values() if isinstance(each, dict)}


def _mapped(kept: Mapping[str, Any]) -> str:
    article, treatment = _text(kept, "article"), _text(kept, "treatment")
    parts = (
        gettext("account %(number)s") % {"number": kept["account"]} if kept.get("account") else "",
        gettext("article %(number)s") % {"number": article} if article else "",
        fill(TREATMENTS[treatment], {}) if treatment in TREATMENTS else treatment,
    )
    return ", ".join(part for part in parts if part)


def _answer(text: str) -> str:
    return fill(ANSWERS[text], {}) if text in ANSWERS else SYSTEMS.get(text, text)


def _renumbered(event: Event) -> tuple[Side, Side]:
    name = gettext("number in Productive")
    return {name: str(event.before or "")}, {name: str(event.after or "")}


def _marked_sent(event: Event) -> tuple[Side, Side]:
    sent, said = gettext("sent in Productive"), gettext("what Productive said to the payment")
    refusal = event.before if isinstance(event.before, dict) else {}
    on = _text(shown(event.facts), "date")
    return {sent: gettext("no")}, {sent: on, said: _text(refusal, "sentence") or _text(refusal, "code")}


def _finalized(event: Event) -> tuple[Side, Side]:
    state, number = gettext("state in Productive"), gettext("number in Productive")
    return {state: gettext("Draft")}, {state: gettext("Finalized"), number: _text(event.facts, "number")}


def _given(fields: Mapping[str, Any], kept: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(field, name) for field, name in fields.items() if _text(kept, field)]


def _text(kept: Mapping[str, Any], field: str) -> str:
    value = kept.get(field)
    return "" if value is None else str(value)


SIDES: Mapping[str, Callable[[Event], tuple[Side, Side]]] = {
    "credit_note_created": _created(_invoice),
    "credit_note_dated": _kept(_invoice),
    "customer_created": _created(_customer),
    "customer_fields_changed": _kept(_updated_fields),
    "customer_updated": _kept(_customer_fields),
    "finalized": _finalized,
    "invoice_created": _created(_invoice),
    "invoice_settings_changed": _kept(invoice_settings.told),
    "invoice_updated": _kept(_invoice),
    "marked_sent": _marked_sent,
    "rate_entered": _kept(_rate),
    "renumbered": _renumbered,
    "service_types_changed": _kept(_service_types),
    "settings_changed": _kept(_settings),
}
