"""The agency world: three subsidiaries with a Fortnox company each, two years and some 1,500 invoices."""

from __future__ import annotations

from dataclasses import replace

from sandbox.clock import Dice, SandboxClock
from sandbox.fortnox import customers
from sandbox.fortnox.books import Books
from sandbox.store import Store
from sandbox.worlds import agency_bills, agency_buyers, bills, copies, offices, selling, small_chart
from sandbox.worlds.agency_bills import Plan
from sandbox.worlds.bills import Bill
from sandbox.worlds.cast import GOTEBORG, MALMO, STOCKHOLM, Seller
from sandbox.worlds.small_customers import fields_of

OFFICE = replace(offices.FYRLJUS, sellers=(STOCKHOLM, GOTEBORG, MALMO))
YEARS = 3
CURRENCIES = (*small_chart.CURRENCIES, small_chart.NORWEGIAN, small_chart.BRITISH)
# How many invoices and drafts, which id and which number come first.
SHARES = {
    STOCKHOLM.productive_id: (800, 24, 100_001, 10_001),
    GOTEBORG.productive_id: (450, 14, 200_001, 20_001),
    MALMO.productive_id: (250, 8, 300_001, 30_001),
}
UNBOOKED_DAYS_AGO_MAX = 8


def build(store: Store, clock: SandboxClock, *, seed: int = 1) -> None:
    """Fill an empty store, alike for the same seed and the same day."""
    written = {seller.productive_id: _drawn(seller, seed) for seller in OFFICE.sellers}
    last_numbers = {own: _last_number(drawn) for own, drawn in written.items()}
    offices.open_up(store, clock, OFFICE, last_numbers=last_numbers)
    offices.welcome(store, clock, *agency_buyers.buyers(), office=OFFICE, seller=STOCKHOLM)
    for seller in OFFICE.sellers:
        desk = offices.desk_of(store, clock, office=OFFICE, seller=seller)
        for bill in written[seller.productive_id]:
            bills.write(desk, bill)
        _keep_books(
            Books(store=store, clock=clock, tenant=str(seller.fortnox_tenant_id)), seller, written[seller.productive_id]
        )
    selling.build(store, clock, sellers=OFFICE.sellers, shares=_shares(written[STOCKHOLM.productive_id]))


def _shares(written: tuple[Bill, ...]) -> list[tuple[str, str]]:
    """Whatever Stockholm invoices a client company with a project is for its budget."""
    return [(bill.identity, budget) for bill in written if (budget := selling.budget_of(bill.company))]


def _drawn(seller: Seller, seed: int) -> tuple[Bill, ...]:
    count, drafts, first_identity, first_number = SHARES[seller.productive_id]
    known = agency_buyers.customer_numbers()
    plan = Plan(
        buyers=[buyer for buyer in agency_buyers.buyers() if buyer.productive_id in known],
        count=count,
        drafts=drafts,
        first_identity=first_identity,
        first_number=first_number,
    )
    return agency_bills.drawn(plan, Dice(seed * 1_000 + int(seller.productive_id)))


def _keep_books(books: Books, seller: Seller, written: tuple[Bill, ...]) -> None:
    small_chart.build(books, seller, currencies=CURRENCIES, years=YEARS)
    numbers = agency_buyers.customer_numbers()
    for buyer in agency_buyers.buyers():
        if buyer.productive_id in numbers:
            customers.create(books, fields_of(buyer, numbers[buyer.productive_id]))
    copies.write(books, written, customers=numbers, unbooked=_unbooked(written))
    copies.set_series(books, _last_number(written) + 1)


def _unbooked(written: tuple[Bill, ...]) -> set[str]:
    """The newest have been copied and not yet booked, but for what is paid already."""
    return {bill.number or "" for bill in written if bill.days_ago <= UNBOOKED_DAYS_AGO_MAX and not bill.paid}


def _last_number(written: tuple[Bill, ...]) -> int:
    return max(int(bill.number) for bill in written if bill.number)
