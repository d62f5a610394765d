"""Arithmetic of an invoice: lines add up, tax is rounded, payments and credit notes reduce what is open.

Amounts are integers in minor units. Every figure is rounded by itself, half away from zero: recorded for 3750 x 1.25 =
4687.5 -> 4688 and 18750 x 1.25 = 23437.5 -> 23438; for negative figures a guess.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sandbox.productive import records, switches
from sandbox.productive.resources import RESOURCES
from sandbox.store import Record, Store

CREDIT_NOTE = 2
WITHOUT_DECIMALS = ("JPY", "KRW", "ISK", "CLP", "VND")


def recount(store: Store, invoice: Record) -> None:
    """Bring every figure of an invoice, its lines and its payments up to date, and those of what it credits."""
    for line in records.belonging_to(store, "line_items", invoice):
        _count_line(store, line, invoice)
    for kind in ("payments", "invoice_attributions"):
        for part in records.belonging_to(store, kind, invoice):
            set_figures(part, {"amount": part["attributes"]["amount"]}, invoice, minor=_minor(store, invoice))

    figures = _totals(store, invoice) | _settled(store, invoice)
    set_figures(invoice, figures, invoice, minor=_minor(store, invoice))
    invoice["attributes"]["paid_on"] = _paid_on(store, invoice)

    credited = records.follow(store, invoice, "parent_invoice")
    if credited is not None:
        recount(store, credited)


def percent_of(store: Store, line: Record) -> Decimal:
    """The tax of a line: both components of its rate, or the old snapshot on the line itself."""
    rate = records.follow(store, line, "tax_rate")
    parts = (
        [line["attributes"]["tax_value"]]
        if rate is None
        else [rate["attributes"]["primary_component_value"], rate["attributes"]["secondary_component_value"]]
    )
    return sum((Decimal(part) for part in parts if part), Decimal(0))


def credit_notes_of(store: Store, invoice: Record) -> list[Record]:
    """Every credit note of an invoice, drafts included."""
    children = records.belonging_to(store, "invoices", invoice)
    return [other for other in children if other["attributes"]["invoice_type_id"] == CREDIT_NOTE]


def rounded(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def set_figures(record: Record, figures: Mapping[str, int | float], owner: Record, *, minor: int = 1) -> None:
    """Figures with twins: `_default` at the owner's rate, `_normalized` as the plain one (recorded)."""
    facts = record["attributes"]
    forms = RESOURCES[record["type"]].attributes
    rate = Decimal(owner["attributes"]["exchange_rate"] or "1.0") * minor
    for name, amount in figures.items():
        facts |= {name: amount, f"{name}_default": rounded(Decimal(str(amount)) * rate), f"{name}_normalized": amount}
    for name in ("currency", "currency_default", "currency_normalized"):
        if name in forms:
            facts[name] = owner["attributes"][name]


def _count_line(store: Store, line: Record, invoice: Record) -> None:
    """unit_price x quantity x (1 - discount / 100); tax is a percentage of the amount (recorded)."""
    facts = line["attributes"]
    amount = rounded(Decimal(str(facts["unit_price"])) * Decimal(facts["quantity"]) * _kept(facts["discount"]))
    tax = rounded(amount * percent_of(store, line) / 100)
    figures = {"unit_price": facts["unit_price"], "amount": amount, "amount_tax": tax, "amount_with_tax": amount + tax}
    set_figures(line, figures, invoice, minor=_minor(store, invoice))


def _totals(store: Store, invoice: Record) -> dict[str, int]:
    """Sums of the lines less the invoice's discount; both ways of rounding are possible (see switches)."""
    lines = records.belonging_to(store, "line_items", invoice)
    kept = _kept(invoice["attributes"]["discount"])
    nets = [Decimal(line["attributes"]["amount"]) * kept for line in lines]
    if switches.read(store, "invoice_discount") == "on_lines":
        nets = [Decimal(rounded(net)) for net in nets]
    amount = rounded(sum(nets, Decimal(0)))
    tax = _tax(store, lines, nets, kept=kept)
    return {"amount": amount, "amount_tax": tax, "amount_with_tax": amount + tax}


def _tax(store: Store, lines: list[Record], nets: list[Decimal], *, kept: Decimal) -> int:
    if switches.read(store, "tax_rounding") == "per_rate":
        bases: dict[Decimal, Decimal] = defaultdict(Decimal)
        for line, net in zip(lines, nets, strict=True):
            bases[percent_of(store, line)] += net
        return sum(rounded(base * percent / 100) for percent, base in bases.items())
    taxes = [Decimal(line["attributes"]["amount_tax"]) * kept for line in lines]
    if switches.read(store, "invoice_discount") == "on_lines":
        return sum(rounded(tax) for tax in taxes)
    return rounded(sum(taxes, Decimal(0)))


def _settled(store: Store, invoice: Record) -> dict[str, int]:
    """What was paid, written off and credited, and what stays open.

    A credit note reduces its original once it is finalized; its own paid and credited amounts are always 0 (help
    article 6491533). That nothing is open on a credit note is a guess.
    """
    if invoice["attributes"]["invoice_type_id"] == CREDIT_NOTE:
        return dict.fromkeys(
            ("amount_paid", "amount_written_off", "amount_credited", "amount_credited_with_tax", "amount_unpaid"), 0
        )
    payments = [payment["attributes"] for payment in records.belonging_to(store, "payments", invoice)]
    written_off = sum(payment["amount"] for payment in payments if payment["written_off_on"])
    paid = sum(payment["amount"] for payment in payments if not payment["written_off_on"])
    credited = [note["attributes"] for note in credit_notes_of(store, invoice) if note["attributes"]["finalized_on"]]
    credited_with_tax = -sum(note["amount_with_tax"] for note in credited)
    invoice["attributes"]["credited"] = bool(credited)
    return {
        "amount_paid": paid,
        "amount_written_off": written_off,
        "amount_credited": -sum(note["amount"] for note in credited),
        "amount_credited_with_tax": credited_with_tax,
        "amount_unpaid": _totals(store, invoice)["amount_with_tax"] - paid - written_off - credited_with_tax,
    }


def _paid_on(store: Store, invoice: Record) -> str | None:
    """Derived, never written: the day of the last thing that settled it, once nothing is open (which day: guess)."""
    payments = [payment["attributes"] for payment in records.belonging_to(store, "payments", invoice)]
    days = [payment["paid_on"] or payment["written_off_on"] or "" for payment in payments]
    if switches.read(store, "credit_notes_settle"):
        days += [note["attributes"]["finalized_on"] or "" for note in credit_notes_of(store, invoice)]
    return max(days) or None if days and invoice["attributes"]["amount_unpaid"] <= 0 else None


def _minor(store: Store, invoice: Record) -> int:
    """How many hundredths of the organisation's currency a whole amount of the invoice's stands for, at a rate of 1."""
    has_none = invoice["attributes"]["currency"] in WITHOUT_DECIMALS
    return 100 if has_none and switches.read(store, "zero_decimal_currencies") == "units" else 1


def _kept(discount: Any) -> Decimal:
    """The share that stays after a discount in percent."""
    return 1 - Decimal(discount or 0) / 100
