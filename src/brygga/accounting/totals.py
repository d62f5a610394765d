"""What an invoice comes to: net per VAT rate, VAT on the summed base, total before Fortnox rounds it to kronor."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from brygga.accounting.lines import BilledLine
from brygga.accounting.money import (
    CENT,
    HUNDRED,
    Money,
    after_discount,
    from_hundredths,
    product,
    rounded,
    vat_per_rate,
)
from brygga.accounting.problems import Problem, ProblemKind
from brygga.fortnox import schema as fortnox
from brygga.productive import schema as productive

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Totals:
    """What an invoice must come to in Fortnox. `total` is before RoundOff; the mappings are by VAT rate in percent."""

    bases: Mapping[int, Money]
    vat: Mapping[int, Money]
    net: Money
    total_vat: Money
    total: Money


def totals(bases: Mapping[int, Decimal], currency: str) -> Totals:
    """The totals of summed bases per VAT rate, highest rate first."""
    ordered = {rate: bases[rate] for rate in sorted(bases, reverse=True)}
    vat = vat_per_rate(ordered)
    net, total_vat = sum(ordered.values(), Decimal(0)), sum(vat.values(), Decimal(0))
    return Totals(
        bases={rate: Money(base, currency) for rate, base in ordered.items()},
        vat={rate: Money(amount, currency) for rate, amount in vat.items()},
        net=Money(net, currency),
        total_vat=Money(total_vat, currency),
        total=Money(net + total_vat, currency),
    )


def totals_of(draft: fortnox.InvoiceDraft) -> Totals:
    """The totals that a Fortnox draft must come to, from nothing but its rows: also from a draft read back later."""
    bases: dict[int, Decimal] = {}
    for row in draft.rows:
        if isinstance(row, fortnox.RowDraft):
            rate = int(row.vat)
            bases[rate] = bases.get(rate, Decimal(0)) + row_total(row)
    return totals(bases, draft.currency)


def row_total(row: fortnox.RowDraft) -> Decimal:
    """What a row comes to before VAT."""
    return rounded(after_discount(product(row.price, row.delivered_quantity), row.discount))


def bases_before_discount(lines: Iterable[BilledLine], by: Callable[[BilledLine], Key]) -> dict[Key, Decimal]:
    """The amounts of the lines, summed by their VAT rate or by whatever else is asked for."""
    bases: dict[Key, Decimal] = {}
    for billed in lines:
        if not billed.is_text_only:
            bases[by(billed)] = bases.get(by(billed), Decimal(0)) + billed.amount
    return bases


def discounts(bases: Mapping[Key, Decimal], invoice: productive.Invoice) -> dict[Key, Decimal]:
    """How much the invoice's own discount takes off each base; empty when it has none.

    `discount` is a percentage of the whole invoice (specification of 2026-06); how Productive rounds it is not
    documented. So each share is rounded, and the largest base takes the few öre that are then missing to Productive's
    own total.
    """
    percent = invoice.discount or Decimal(0)
    if not percent:
        return {}
    shares = {key: rounded(product(base, percent / HUNDRED)) for key, base in bases.items() if base}
    wanted = sum(bases.values(), Decimal(0)) - from_hundredths(invoice.amount)
    missing = wanted - sum(shares.values(), Decimal(0))
    if shares and abs(missing) <= tolerance(len(invoice.lines)):
        largest = max(shares, key=lambda key: abs(bases[key]))
        shares[largest] += missing
    return shares


def tolerance(lines: int) -> Decimal:
    """By how much Productive may differ from what is meant: 0.01 per line (bookkeeping, rule 20)."""
    return CENT * lines


def totals_problems(bases: Mapping[int | None, Decimal], invoice: productive.Invoice) -> list[Problem]:
    """Why the invoice's totals cannot be right; `bases` are after discount."""
    problems = _disagreements(bases, invoice)
    if invoice.amount_with_tax <= 0 and not invoice.is_credit_note:
        facts = {"total": f"{from_hundredths(invoice.amount_with_tax):.2f}", "currency": invoice.currency}
        problems.append(Problem(ProblemKind.TOTAL_NOT_POSITIVE, facts))
    return problems


def vat_difference(meant: Totals, invoice: productive.Invoice) -> Decimal:
    """Productive's VAT less the VAT that is meant; Productive may round it per line (not documented)."""
    return from_hundredths(invoice.amount_tax) - meant.total_vat.amount


def _disagreements(bases: Mapping[int | None, Decimal], invoice: productive.Invoice) -> list[Problem]:
    net = sum(bases.values(), Decimal(0))
    problems = []
    if net != from_hundredths(invoice.amount):
        problems.append(_disagreement("net", from_hundredths(invoice.amount), net))

    known = {rate: base for rate, base in bases.items() if rate is not None}
    if len(known) == len(bases):
        meant = totals(known, invoice.currency)
        if abs(vat_difference(meant, invoice)) > tolerance(len(invoice.lines)):
            problems.append(_disagreement("vat", from_hundredths(invoice.amount_tax), meant.total_vat.amount))
    return problems


def _disagreement(what: str, productive_says: Decimal, meant: Decimal) -> Problem:
    facts = {"what": what, "productive": f"{productive_says:.2f}", "meant": f"{meant:.2f}"}
    return Problem(ProblemKind.TOTALS_DISAGREE, facts)
