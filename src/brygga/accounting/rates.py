"""The one rate that an invoice in another currency is booked at, and what the invoice comes to in kronor.

VAT must be told in kronor too, at the ECB's or Nasdaq's mid rate of the tax point (bookkeeping, rule 19).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from brygga.accounting.compared import plain
from brygga.accounting.money import decimals_of, in_kronor, is_exact, product, rounded
from brygga.accounting.notes import Note, NoteKind
from brygga.accounting.problems import Problem, ProblemKind
from brygga.accounting.rulebook import HOME_CURRENCY, Publisher, Rate, RateDay, RateSource, Rulebook
from brygga.accounting.totals import Totals
from brygga.fortnox.registers import Currency
from brygga.productive import schema as productive

# The longest rates that Fortnox is recorded with ("9.2412", 2016 to 2024); whether it keeps more is not known.
RATE_DECIMALS = 4
RATE_MAX = Decimal(10_000)
UNITS = (1, 100)
# What a currency that nobody set up reads as: no other currency is worth exactly one krona.
UNSET = Decimal(1)
SHARE_OFF_MAX = Decimal("0.01")
# How the remarks of an invoice begin that tell its rate, and its VAT in kronor.
RATE_WORDS = ("Kurs / Rate:", "Moms i SEK / VAT in SEK:")


@dataclass(frozen=True)
class Kronor:
    """What an invoice comes to in SEK, each figure rounded by itself: their sum may differ from the total by an öre."""

    net: Decimal
    vat: Decimal
    total: Decimal

    @property
    def difference(self) -> Decimal:
        """What the rounding of the parts adds to the total."""
        return self.net + self.vat - self.total


def wanted_on(invoice: productive.Invoice, day: RateDay) -> date | None:
    """The day whose rate is wanted: the tax point, which is the delivery date, or the invoice date."""
    return invoice.delivery_on if day is RateDay.DELIVERY else invoice.invoiced_on


def is_wanted(invoice: productive.Invoice, rulebook: Rulebook) -> bool:
    """Whether the invoice needs a rate, and could have one: its currency is another that Fortnox has."""
    return invoice.currency != HOME_CURRENCY and invoice.currency in rulebook.currencies


def rate_of(invoice: productive.Invoice, rulebook: Rulebook) -> Rate | Problem | None:
    """The rate from the source that was chosen, or why there is none; None where none is wanted or its day is missing.

    Nothing takes the place of a rate that is missing.
    """
    on = wanted_on(invoice, rulebook.rate_day)
    if not is_wanted(invoice, rulebook) or on is None:
        return None
    if rulebook.fixed_rate is not None:
        return rulebook.fixed_rate
    registered = rulebook.currencies[invoice.currency]
    if rulebook.rate_source is RateSource.FORTNOX:
        return _registered(invoice, registered)
    if rulebook.rate_source is RateSource.PRODUCTIVE:
        return _productives(invoice, unit=unit_of(registered))
    if rulebook.entered_rate is not None:
        return rulebook.entered_rate
    facts = {"currency": invoice.currency, "date": on.isoformat(), "count": str(unit_of(registered))}
    return Problem(ProblemKind.RATE_TO_ENTER, facts)


def unit_of(currency: Currency) -> int:
    """How many of the currency a rate is for: 1 or 100, as the register has it."""
    return int(currency.unit) if currency.unit in UNITS else 1


def kronor(amounts: Totals, rate: Rate) -> Kronor:
    """The totals in SEK: VAT is that of the document at the rate, not a share of the net in SEK."""
    sums = (amounts.net.amount, amounts.total_vat.amount, amounts.total.amount)
    net, vat, total = (in_kronor(amount, rate.rate, rate.unit) for amount in sums)
    return Kronor(net=net, vat=vat, total=total)


def rate_notes(invoice: productive.Invoice, rulebook: Rulebook, rate: Rate, sums: Kronor) -> list[Note]:
    """What is worth knowing of the rate: whose it is, of which day, and the öre that rounding leaves."""
    notes = []
    on = wanted_on(invoice, rulebook.rate_day)
    if rate.source is RateSource.FORTNOX:
        notes.append(Note(NoteKind.RATE_IS_BUYING, {"currency": invoice.currency}))
    if on and rate.on != on:
        of = rate.on.isoformat() if rate.on else ""
        facts = {"currency": invoice.currency, "rate_on": of, "date": on.isoformat()}
        notes.append(Note(NoteKind.RATE_OF_OTHER_DAY, facts))
    if sums.difference:
        facts = {"total": f"{sums.total:.2f}", "meant": f"{sums.net + sums.vat:.2f}"}
        notes.append(Note(NoteKind.KRONOR_ROUNDED, facts))
    return notes


def rate_remarks(currency: str, rate: Rate, sums: Kronor) -> list[str]:
    """What the invoice says of its rate, in Swedish and English at once: VAT in kronor too (ML 17 kap. 24 §)."""
    of_rate, of_vat = RATE_WORDS
    said = [f"{of_rate} {rate.unit} {currency} = {_swedish(plain(rate.rate))} SEK"]
    vat = f"{sums.vat:,.2f}".replace(",", " ")
    return [*said, f"{of_vat} {_swedish(vat)}"] if sums.vat else said


def unit_problems(invoice: productive.Invoice) -> list[Problem]:
    """Productive counts hundredths, also of a currency that has none: a guess, so it is checked before it is believed.

    An invoice says its total in the organisation's currency too, at `exchange_rate` (documented; read 2026-06). If
    Productive counted whole yen, that total would be a hundred times what the figures come to.
    """
    if decimals_of(invoice.currency) == decimals_of(HOME_CURRENCY) or _counts_hundredths(invoice):
        return []
    return [Problem(ProblemKind.MINOR_UNITS_UNKNOWN, {"currency": invoice.currency})]


def _registered(invoice: productive.Invoice, currency: Currency) -> Rate | Problem:
    """The register's buying rate, which is what Fortnox itself would take."""
    if not _is_rate(currency.buy_rate) or currency.unit not in UNITS:
        return _missing(invoice, RateSource.FORTNOX)
    return Rate(rate=currency.buy_rate, unit=unit_of(currency), source=RateSource.FORTNOX, on=currency.rate_on)


def _productives(invoice: productive.Invoice, *, unit: int) -> Rate | Problem:
    """The rate that Productive fixed for the invoice, where its organisation counts in kronor."""
    rate = invoice.exchange_rate
    if rate is None or not _is_rate(rate) or invoice.currency_default != HOME_CURRENCY:
        return _missing(invoice, RateSource.PRODUCTIVE)
    sent = rounded(product(rate, Decimal(unit)), RATE_DECIMALS)
    if not _is_rate(sent):
        return _missing(invoice, RateSource.PRODUCTIVE)
    return Rate(rate=sent, unit=unit, source=RateSource.PRODUCTIVE, on=invoice.exchange_date)


def _missing(invoice: productive.Invoice, source: RateSource) -> Problem:
    return Problem(ProblemKind.RATE_MISSING, {"currency": invoice.currency, "source": source.value})


def _is_rate(rate: Decimal) -> bool:
    return rate > 0 and rate != UNSET


def _counts_hundredths(invoice: productive.Invoice) -> bool:
    rate, told = invoice.exchange_rate, invoice.amount_with_tax_default
    same = invoice.currency_default in ("", invoice.currency)
    if rate is None or told is None or same or decimals_of(invoice.currency_default) != decimals_of(HOME_CURRENCY):
        return False
    counted = product(Decimal(invoice.amount_with_tax), rate)
    return abs(counted - told) <= 1 + abs(told) * SHARE_OFF_MAX


def _swedish(number: str) -> str:
    return number.replace(".", ",")


def kept(rate: Rate) -> Mapping[str, str]:
    """Where the rate is from, as a write keeps it beside what it sends."""
    return {
        "rate": str(rate.rate),
        "unit": str(rate.unit),
        "source": rate.source.value,
        "on": rate.on.isoformat() if rate.on else "",
        "publisher": rate.publisher.value if rate.publisher else "",
    }


def read(said: Mapping[str, str]) -> Rate:
    """A rate as a write kept it."""
    return Rate(
        rate=Decimal(said["rate"]),
        unit=int(said["unit"]),
        source=RateSource(said["source"]),
        on=date.fromisoformat(said["on"]) if said["on"] else None,
        publisher=Publisher(said["publisher"]) if said["publisher"] else None,
    )


def typed_rate(text: str) -> Decimal | None:
    """The rate that a person typed, with a comma or a point; None for what cannot be sent."""
    try:
        rate = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return rate if rate.is_finite() and is_enterable(rate, UNITS[0]) else None


def is_enterable(rate: Decimal, unit: int) -> bool:
    """Whether a person's rate can be sent: more than nothing, not the 1 of a slip, and no longer than Fortnox's own."""
    return _is_rate(rate) and rate < RATE_MAX and is_exact(rate, RATE_DECIMALS) and unit in UNITS
