"""The tricky world: every complaint that users of such integrations make, and every case of bookkeeping, once.

What is where, and why it is tricky, is the table in `tricky_traps`.
"""

from __future__ import annotations

from datetime import date, timedelta

from sandbox.clock import SandboxClock
from sandbox.fortnox import customers
from sandbox.fortnox.books import Books
from sandbox.fortnox.grants import REFRESH_TOKENS
from sandbox.store import Store
from sandbox.worlds import (
    bills,
    cast,
    copies,
    expenses,
    offices,
    papers,
    selling,
    small_chart,
    small_customers,
    tricky_drafts,
    tricky_ledger,
    tricky_registers,
)
from sandbox.worlds.bills import Bill
from sandbox.worlds.cast import GOTEBORG, OTHER_SELLER, STOCKHOLM
from sandbox.worlds.small_productive import OTHER_BUYER
from sandbox.worlds.tricky_buyers import FORTNOX_FACTS, TRICKY_BUYERS

LAST_NUMBERS = {STOCKHOLM.productive_id: 1041, GOTEBORG.productive_id: 20_100, OTHER_SELLER.productive_id: 301}
LOCKED_DAYS_AGO = 62
YEN = ("JPY", "Japansk yen", "7.1234", 100)
TIME_REPORT = ("Tidrapport.pdf", papers.page("Tidrapport", "Formgivning: 8 timmar", "Detta är en bilaga, ej faktura."))
SHARES = (("9318", "4001"), ("9308", "4002"), ("9310", "4003"))
QUARTER_DAYS = 92
USED_REFRESH_TOKEN = "tricky-refresh-token-used-by-somebody-else"
STOCKHOLM_BILLS = (
    *tricky_drafts.COPIED, *tricky_drafts.NOT_COPIED, *tricky_drafts.DRAFTS, *tricky_drafts.BULK,
    tricky_drafts.CREDIT_DRAFT, *tricky_drafts.PART_CREDITS, *tricky_drafts.HALF_CREDITS,
)  # fmt: skip
OTHER_SENT = Bill(
    identity="9902", number="301", company=OTHER_BUYER.productive_id, days_ago=20, sent=True, exported=True,
    subject="Kontantmetoden", lines=tricky_drafts.WORK,
)  # fmt: skip


def build(store: Store, clock: SandboxClock) -> None:
    """Fill an empty store."""
    _productive(store, clock)
    _stockholm(_books(store, clock, STOCKHOLM))
    _goteborg(_books(store, clock, GOTEBORG))
    _other(_books(store, clock, OTHER_SELLER))
    _lose_a_connection(store, clock)


def _productive(store: Store, clock: SandboxClock) -> None:
    offices.open_up(store, clock, offices.FYRLJUS, offices.ANNAN, last_numbers=LAST_NUMBERS)
    offices.welcome(store, clock, *cast.BUYERS, *TRICKY_BUYERS, office=offices.FYRLJUS, seller=STOCKHOLM)
    offices.welcome(store, clock, OTHER_BUYER, office=offices.ANNAN, seller=OTHER_SELLER)
    written = (
        (offices.FYRLJUS, STOCKHOLM, STOCKHOLM_BILLS),
        (offices.FYRLJUS, GOTEBORG, tricky_drafts.GOTEBORG_DRAFTS),
        (offices.ANNAN, OTHER_SELLER, (OTHER_SENT,)),
    )
    for office, seller, drafts in written:
        desk = offices.desk_of(store, clock, office=office, seller=seller)
        for bill in drafts:
            bills.write(desk, bill)
    sellers = offices.FYRLJUS.sellers
    visit = selling.build(store, clock, sellers=sellers, shares=SHARES)
    quarter = (visit.today(), visit.today() + timedelta(days=QUARTER_DAYS))
    selling.share(visit, "7790", invoice="9367", budget="4001", period=quarter)
    papers.lay_beside_bill(visit, "9366", *TIME_REPORT)
    desk = offices.desk_of(store, clock, office=offices.FYRLJUS, seller=STOCKHOLM)
    expenses.buy(desk, "5501", line="930804")


def _stockholm(books: Books) -> None:
    """Accrual, with everything but Norwegian kronor; locked up to two months ago once all of it is booked."""
    small_chart.build(books, STOCKHOLM, currencies=(*small_chart.CURRENCIES, YEN))
    small_chart.add_account(books, tricky_ledger.DOUBTFUL_ACCOUNT, "Osäkra kundfordringar")
    tricky_registers.build_stockholm(books)
    _customers(books)
    tricky_ledger.build(books)
    papers.lay_beside_invoice(books, "1039", *TIME_REPORT)
    books.table("customers")["1048"]["Active"] = False
    for account in books.table("accounts").values():
        if account["Number"] == 3590:
            account["ProjectSettings"] = "MANDATORY"
    locked_until = books.clock.today() - timedelta(days=LOCKED_DAYS_AGO)
    books.table("company")["facts"]["LockedUntil"] = locked_until.isoformat()


def _customers(books: Books) -> None:
    small_customers.build(books)
    for buyer in TRICKY_BUYERS:
        customers.create(books, small_customers.fields_of(buyer, buyer.fortnox_customer_number))
    for number, facts in FORTNOX_FACTS.items():
        customers.change(books, number, facts)


def _goteborg(books: Books) -> None:
    """No articles, no accounts for the lower rates or fees, and voucher series of its own."""
    small_chart.build(books, GOTEBORG, currencies=(*small_chart.CURRENCIES, small_chart.NORWEGIAN))
    small_customers.build(books)
    books.table("articles").clear()
    lower = {3002, 3003, 3042, 3043}
    chart = books.table("accounts")
    for key in [key for key, account in chart.items() if account["Number"] in lower]:
        chart.pop(key)
    tricky_registers.build_goteborg(books)


def _other(books: Books) -> None:
    """The cash method, and financial years that begin in July."""
    small_chart.build(books, OTHER_SELLER)
    today = books.clock.today()
    newest = today.year if today.month >= 7 else today.year - 1
    years = sorted(books.table("financialyears").values(), key=lambda year: -year["Id"])
    for offset, year in enumerate(years):
        began_on, ends_on = date(newest - offset, 7, 1), date(newest - offset + 1, 6, 30)
        year |= {"FromDate": began_on.isoformat(), "ToDate": ends_on.isoformat(), "AccountingMethod": "CASH"}
    small_customers.build_other_agency(books)
    copies.write(books, [OTHER_SENT], customers={OTHER_BUYER.productive_id: "12"}, unbooked={"301"})
    copies.set_series(books, 302)


def _lose_a_connection(store: Store, clock: SandboxClock) -> None:
    """A refresh token that somebody has used already: the consent is there, and the connection is dead."""
    store.table(REFRESH_TOKENS)[USED_REFRESH_TOKEN] = {
        "client_id": cast.FORTNOX_CLIENT_ID,
        "tenant": str(GOTEBORG.fortnox_tenant_id),
        "scope": "invoice customer",
        "service": True,
        "at": (clock.now() - timedelta(days=3)).isoformat(),
        "used_at": (clock.now() - timedelta(days=2)).isoformat(),
        "dead": True,
        "parent": "",
    }


def _books(store: Store, clock: SandboxClock, seller: cast.Seller) -> Books:
    return Books(store=store, clock=clock, tenant=str(seller.fortnox_tenant_id))
