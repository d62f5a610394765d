"""Two years of one subsidiary's invoices, drawn by chance: who bought what, when, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sandbox.clock import Dice
from sandbox.worlds.bills import PIECE, Bill, Line
from sandbox.worlds.cast import Buyer

OLDEST_DAYS_AGO, NEWEST_DAYS_AGO = 725, 2
DRAFT_DAYS_AGO_MAX = 9
CREDITED_AFTER_DAYS = 12
SETTLED_DAYS_AGO = 45

# What, kind of work, least and most hours, price in kronor.
WORK = (
    ("Strategi", "Strategy", 4, 24, "1450.00"),
    ("Formgivning", "Design", 6, 60, "1250.00"),
    ("Utveckling", "Development", 8, 90, "1200.00"),
    ("Projektledning", "Project management", 3, 30, "1150.00"),
    ("Texter", "Copywriting", 2, 25, "1100.00"),
    ("Korrektur", "Copywriting", 1, 8, "980.00"),
)
# What, rate of VAT, least and most pieces, price in kronor: sold in Sweden only.
THINGS = (
    ("Programblad, tryckt", "6", 40, 400, "12.50"),
    ("Förtäring vid arbetsmöte", "12", 4, 30, "185.00"),
    ("Utlägg: bildlicens", "0", 1, 4, "2400.00"),
)
PRICES = {"EUR": "118.00", "NOK": "1300.00", "USD": "135.00", "GBP": "102.00"}
PARTS_OF_AN_HOUR = ("", ".25", ".5", ".75")
SUBJECTS = ("Löpande arbete", "Webbplats", "Årsredovisning", "Kampanj", "Profilprogram", "Förstudie", "Underhåll")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How much one subsidiary invoices, and which ids and numbers come first."""

    buyers: Sequence[Buyer]
    count: int
    drafts: int
    first_identity: int
    first_number: int


def drawn(plan: Plan, dice: Dice) -> tuple[Bill, ...]:
    """Invoices and credit notes, oldest first and numbered without a hole; then the drafts."""
    days = sorted((dice.whole(NEWEST_DAYS_AGO, OLDEST_DAYS_AGO) for _ in range(plan.count)), reverse=True)
    invoices = [
        _with_fate(_bill(plan, dice, days_ago=days_ago, place=place), dice) for place, days_ago in enumerate(days)
    ]
    credited = [bill for bill in invoices if bill.exported and not bill.paid and _is_credited(bill, dice)]
    notes = [_credit(plan, bill, place=plan.count + place) for place, bill in enumerate(credited)]
    finished = sorted([*invoices, *notes], key=lambda bill: -bill.days_ago)
    numbered = [replace(bill, number=str(plan.first_number + place)) for place, bill in enumerate(finished)]
    first_draft = plan.count + len(notes)
    drafts = [
        _bill(plan, dice, days_ago=dice.whole(0, DRAFT_DAYS_AGO_MAX), place=first_draft + place)
        for place in range(plan.drafts)
    ]
    return (*numbered, *drafts)


def _bill(plan: Plan, dice: Dice, *, days_ago: int, place: int) -> Bill:
    buyer = dice.one_of(plan.buyers)
    return Bill(
        identity=str(plan.first_identity + place),
        company=buyer.productive_id,
        days_ago=days_ago,
        lines=_lines(buyer, dice),
        subject=f"{dice.one_of(SUBJECTS)} {place + 1}",
        order=f"PO-{80_000 + place}" if dice.falls(0.2) else "",
        currency=buyer.currency,
        discount="5.0" if dice.falls(0.04) else None,
    )


def _lines(buyer: Buyer, dice: Dice) -> tuple[Line, ...]:
    """One to five lines of work, and at home sometimes a thing at a lower rate of VAT."""
    work = [_work(buyer, dice) for _ in range(dice.whole(1, 5))]
    things = [_thing(dice)] if buyer.country_code == "SE" and dice.falls(0.25) else []
    return (*work, *things)


def _work(buyer: Buyer, dice: Dice) -> Line:
    text, service, least, most, price = dice.one_of(WORK)
    rates = {"SE": "25", "EE": "reverse", "DE": "reverse", "FI": "reverse", "DK": "reverse"}
    return Line(
        text=text,
        quantity=f"{dice.whole(least, most)}{dice.one_of(PARTS_OF_AN_HOUR)}",
        price=PRICES.get(buyer.currency, price),
        service=service,
        rate=rates.get(buyer.country_code, "0"),
        discount="10.0" if dice.falls(0.05) else None,
    )


def _thing(dice: Dice) -> Line:
    text, rate, least, most, price = dice.one_of(THINGS)
    service = "Outlay" if rate == "0" else "Workshop material"
    return Line(text=text, quantity=str(dice.whole(least, most)), price=price, service=service, rate=rate, unit=PIECE)


def _with_fate(bill: Bill, dice: Dice) -> Bill:
    """Old invoices are mostly paid, new ones mostly open; a few were finalized in Productive and never copied."""
    if dice.falls(0.015):
        return replace(bill, sent=True)
    paid = dice.falls(0.93 if bill.days_ago > SETTLED_DAYS_AGO else 0.3)
    part = "1000.00" if bill.days_ago > SETTLED_DAYS_AGO and dice.falls(0.3) else ""
    return replace(bill, exported=True, sent=bill.days_ago > DRAFT_DAYS_AGO_MAX, paid="all" if paid else part)


def _is_credited(bill: Bill, dice: Dice) -> bool:
    return bill.days_ago > SETTLED_DAYS_AGO and dice.falls(0.4)


def _credit(plan: Plan, bill: Bill, *, place: int) -> Bill:
    """The whole invoice, taken back some days later."""
    lines = tuple(replace(line, quantity=f"-{line.quantity}") for line in bill.lines)
    return replace(
        bill,
        identity=str(plan.first_identity + place),
        days_ago=bill.days_ago - CREDITED_AFTER_DAYS,
        lines=lines,
        subject=f"Kreditering: {bill.subject}",
        credits=bill.identity,
    )
