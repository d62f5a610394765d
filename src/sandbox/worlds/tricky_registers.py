"""What is missing, over or odd in the registers of the tricky world's Fortnox companies."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sandbox.fortnox import articles, predefined
from sandbox.fortnox.books import Books
from sandbox.worlds import small_chart
from sandbox.worlds.tricky_buyers import CLOSED_PROJECT

LAST_YEARS_ACCOUNT = 3046
CLOSED_DAYS_AGO = 100
OTHER_SERIES = {"INVOICE": "F", "INVOICEPAYMENT": "G"}


def build_stockholm(books: Books) -> None:
    """A project that is over, and an account that was not carried over into the new year."""
    _close_a_project(books)
    small_chart.add_account(books, LAST_YEARS_ACCOUNT, "Workshopar, 25 % moms", "MP1")
    newest = max(year["Id"] for year in books.table("financialyears").values())
    books.table("accounts").pop(f"{newest}.{LAST_YEARS_ACCOUNT}")
    accounts = {"SalesAccount": LAST_YEARS_ACCOUNT, "EUAccount": 3308, "ExportAccount": 3305}
    facts = {"ArticleNumber": "130", "Description": "Workshop", "Unit": "h", "VAT": 25, "Type": "SERVICE"}
    _keep(books, "articles", "130", {**articles.BLANK, **facts, **accounts})


def build_goteborg(books: Books) -> None:
    """No account for fees, and voucher series of its own."""
    books.table("predefinedaccounts").pop("ADMFEE")
    for name, series in OTHER_SERIES.items():
        predefined.change_series(books, name, {"VoucherSeries": series})


def _close_a_project(books: Books) -> None:
    ended_on = books.clock.today() - timedelta(days=CLOSED_DAYS_AGO)
    facts = {"ProjectNumber": CLOSED_PROJECT, "Description": "Avslutat projekt", "Status": "COMPLETED"}
    _keep(books, "projects", CLOSED_PROJECT, {**facts, "EndDate": ended_on.isoformat()})


def _keep(books: Books, kind: str, key: str, record: dict[str, Any]) -> None:
    books.touch(record)
    books.table(kind)[key] = record
