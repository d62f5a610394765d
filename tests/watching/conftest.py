"""What the tests of watching stand on: a copied invoice, a bookkeeper at work in Fortnox, and time that goes by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from brygga.copying.models import Copy
from brygga.copying.states import CopyState
from brygga.jobs.inline import InlineEngine
from brygga.watching.cursors import SWEEP_EVERY
from sandbox.fortnox import invoice_states, invoices
from sandbox.fortnox.books import Books
from sandbox.fortnox.credits import credit
from tests.copying.conftest import Desk, desk

__all__ = ["desk"]


@dataclass(frozen=True)
class Bookkeeper:
    """Somebody who works in Fortnox by hand, on one company's books."""

    books: Books

    def books_it(self, number: str) -> None:
        invoice_states.bookkeep(self.books, number)

    def cancels(self, number: str) -> None:
        invoice_states.cancel(self.books, number)

    def credits(self, number: str) -> str:
        credit(self.books, number)
        return str(self.books.table("invoices")[number]["CreditInvoiceReference"])

    def changes(self, number: str, **fields: Any) -> None:
        invoices.change(self.books, number, fields)

    def changes_first_price(self, number: str, price: object) -> None:
        """As a person does it in the form, which sends all rows again."""
        record = self.books.table("invoices")[number]
        kept = (
            "AccountNumber",
            "ArticleNumber",
            "DeliveredQuantity",
            "Description",
            "Discount",
            "Price",
            "Unit",
            "VAT",
        )
        rows = [{name: row[name] for name in kept if row[name] not in (None, "")} for row in record["InvoiceRows"]]
        rows[0]["Price"] = price
        invoices.change(self.books, number, {"InvoiceRows": rows})


@pytest.fixture
def bookkeeper(desk: Desk) -> Bookkeeper:
    store, clock = desk.sandbox.store, desk.sandbox.clock
    return Bookkeeper(Books(store=store, clock=clock, tenant=str(desk.connection.fortnox_tenant_id)))


@pytest.fixture
def copied(desk: Desk) -> Copy:
    """9001, copied and swept once, so that what follows is new; from here on the requests count."""
    copy = desk.work(desk.ask("9001"))
    assert copy.state == CopyState.COPIED, (copy.reason, copy.problems)
    after_a_sweep(desk, copy)
    after_a_sweep(desk, copy)
    desk.sandbox.requests.clear()
    return copy


def after_a_sweep(desk: Desk, copy: Copy) -> Copy:
    """Time goes by until the next sweep, and everything that it finds is looked at."""
    desk.outside.clock.sleep(SWEEP_EVERY.total_seconds() + 1)
    engine = InlineEngine(outside=desk.outside)
    while engine.run_due():
        pass
    copy.refresh_from_db()
    return copy


def asked(desk: Desk) -> list[tuple[str, str]]:
    """What Fortnox was asked, without its address and its tokens."""
    seen = desk.sandbox.requests.seen(remote="fortnox")
    return [(each.method, each.path.removeprefix("/fortnox/3/")) for each in seen if "/oauth-v1/" not in each.path]
