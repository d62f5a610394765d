"""An empty Fortnox company at the moment of a recording, and how records get into it without any request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.app import Sandbox, create_app
from sandbox.clock import SandboxClock
from sandbox.fortnox import accounts, article_fields, customer_fields, fields, invoice_fields, switches
from sandbox.fortnox.books import Books
from sandbox.fortnox.register_kinds import REGISTERS
from sandbox.worlds.cast import STOCKHOLM
from tests.sandbox.fortnox.replay.recording import Exchange

EMPTIED = ("customers", "invoices", "articles", "projects", "units", "termsofpayments", "labels", "costcenters")
FIELDS = {
    "customers": customer_fields.FIELDS,
    "articles": article_fields.FIELDS,
    "invoices": invoice_fields.FIELDS,
    **{kind: register.fields for kind, register in REGISTERS.items()},
}
KEYS = {
    "customers": "CustomerNumber",
    "articles": "ArticleNumber",
    "invoices": "DocumentNumber",
    **{kind: register.key for kind, register in REGISTERS.items()},
}
SERIES = {"customers": "customer_number", "articles": "article_number", "invoices": "invoice_number", "labels": "label"}


@dataclass(frozen=True, kw_only=True)
class Company:
    """One company in a sandbox of its own, whose clock stands at the moment of the recording."""

    sandbox: Sandbox
    books: Books

    def put(self, kind: str, known: Mapping[str, Any]) -> dict[str, Any]:
        """Put a record in as it is known; what is not known is blank."""
        blank = fields.blanks(FIELDS[kind])
        record = {**blank, **({"InvoiceRows": [], "Labels": []} if kind == "invoices" else {}), **known}
        self.books.touch(record)
        self.books.table(kind)[str(record[KEYS[kind]])] = record
        return record

    def put_account(self, number: int) -> None:
        """Put an account into this year's chart."""
        year = self.books.financial_year(self.books.clock.today().isoformat())
        assert year is not None
        record = {**fields.blanks(accounts.FIELDS), "OpeningQuantities": [], "Number": number, "Year": year["Id"]}
        self.books.touch(record)
        self.books.table("accounts").setdefault(f"{year['Id']}.{number}", record)

    def next_number(self, kind: str, number: str) -> None:
        """Let the series of a resource give this number next."""
        self.books.store.counters[self.books.series(SERIES[kind])] = int(number)

    def turn(self, name: str, to: Any) -> None:
        switches.turn(self.books.store, name, to=to)


def company_at(exchange: Exchange) -> Company:
    """A company with the charts of its time and nothing else."""
    sandbox = create_app("small_fortnox", clock=SandboxClock(frozen_at=exchange.at))
    books = Books(store=sandbox.store, clock=sandbox.clock, tenant=str(STOCKHOLM.fortnox_tenant_id))
    for kind in EMPTIED:
        books.table(kind).clear()
    return Company(sandbox=sandbox, books=books)
