"""The large world, for benchmarks: 10,000 invoices and 100,000 payments on both sides, built in seconds.

A few invoices of each side are made by the remotes' own rules; all others are copies of their records under other
numbers, on other days. So every record is whole, and none of them has to be thought about twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sandbox import collector
from sandbox.clock import Dice, SandboxClock
from sandbox.fortnox import customers
from sandbox.fortnox.books import Books
from sandbox.store import Store
from sandbox.worlds import agency_buyers, large_fortnox, large_productive, offices, small_chart
from sandbox.worlds.bills import Bill, line
from sandbox.worlds.cast import STOCKHOLM, Buyer
from sandbox.worlds.small_customers import fields_of

INVOICES = 10_000
PAYMENTS_EACH = 10
PAID_EVERY_DAYS = 10
OLDEST_DAYS_AGO, NEWEST_DAYS_AGO = 725, PAID_EVERY_DAYS * PAYMENTS_EACH
FIRST_NUMBER = 100_001
YEARS = 3


@dataclass(frozen=True, kw_only=True)
class Copy:
    """One invoice of the many: which pattern it follows, its number, and its days."""

    pattern: int
    place: int
    on: date

    @property
    def number(self) -> str:
        return str(FIRST_NUMBER + self.place)

    @property
    def paid_on(self) -> tuple[date, ...]:
        return tuple(self.on + timedelta(days=PAID_EVERY_DAYS * turn) for turn in range(1, PAYMENTS_EACH + 1))


def build(store: Store, clock: SandboxClock, *, seed: int = 1) -> None:
    """Fill an empty store, alike for the same seed and the same day."""
    with collector.put_off():
        _fill(store, clock, seed=seed)


def _fill(store: Store, clock: SandboxClock, *, seed: int) -> None:
    buyers = [buyer for buyer in agency_buyers.buyers() if buyer.currency == "SEK" and buyer.fortnox_customer_number]
    bills = tuple(_bill(buyer, place) for place, buyer in enumerate(buyers))
    offices.open_up(store, clock, offices.FYRLJUS, last_numbers={"501": FIRST_NUMBER + INVOICES - 1, "502": 0})
    offices.welcome(store, clock, *buyers, office=offices.FYRLJUS, seller=STOCKHOLM)
    books = Books(store=store, clock=clock, tenant=str(STOCKHOLM.fortnox_tenant_id))
    small_chart.build(books, STOCKHOLM, years=YEARS)
    for buyer in buyers:
        customers.create(books, fields_of(buyer, buyer.fortnox_customer_number))
    copies = list(_copies(clock, len(bills), seed=seed))
    large_fortnox.build(books, bills, copies, numbers=agency_buyers.customer_numbers())
    desk = offices.desk_of(store, clock, office=offices.FYRLJUS, seller=STOCKHOLM)
    large_productive.build(desk, bills, copies)


def _bill(buyer: Buyer, place: int) -> Bill:
    """Two lines whose total is whole kronor and can be paid in ten equal parts."""
    return Bill(
        identity=str(9_000_001 + place),
        number=str(9_001 + place),
        company=buyer.productive_id,
        days_ago=OLDEST_DAYS_AGO,
        lines=(
            line("Formgivning", str(8 + 4 * place), "1,000.00", "Design"),
            line("Utveckling", str(16 + 8 * place), "1,000.00", "Development"),
        ),
        subject="Löpande arbete",
        sent=True,
        exported=True,
    )


def _copies(clock: SandboxClock, patterns: int, *, seed: int) -> Iterator[Copy]:
    """Spread over the days, oldest first."""
    dice, today = Dice(seed), clock.today()
    for place in range(INVOICES):
        days_ago = OLDEST_DAYS_AGO - place * (OLDEST_DAYS_AGO - NEWEST_DAYS_AGO) // INVOICES
        yield Copy(pattern=dice.whole(0, patterns - 1), place=place, on=today - timedelta(days=days_ago))
