"""Which licences a company has: the integration licence, and one for each module that a scope touches.

That both are needed, their codes and sentences: documentation, read 2026-04. Which module a scope belongs to is written
down nowhere: the table is a guess, and its names are the sandbox's own.
"""

from __future__ import annotations

from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refusal

INTEGRATION = "integration"
LICENCES = "Licences"
COMMON = "common"
MODULES = {
    "archive": "archive",
    "article": "invoicing",
    "bookkeeping": "bookkeeping",
    "connectfile": "archive",
    "costcenter": "bookkeeping",
    "currency": "invoicing",
    "customer": "invoicing",
    "inbox": "archive",
    "invoice": "invoicing",
    "noxfinansinvoice": "invoicing",
    "offer": "order",
    "order": "order",
    "payment": "invoicing",
    "price": "invoicing",
    "project": "bookkeeping",
    "salary": "payroll",
    "supplier": "supplier invoices",
    "supplierinvoice": "supplier invoices",
    "timereporting": "time reporting",
    "warehouse": "warehouse",
}
ALL = (INTEGRATION, COMMON, *sorted(set(MODULES.values())))

NO_INTEGRATION = Refusal(2001103, "Api-licens saknas.")  # docs


def missing(books: Books, scope: str) -> Refusal | None:
    """What a call under this scope is refused with, if the company lacks a licence for it."""
    told = books.table("company")["facts"].get(LICENCES)
    held = ALL if told is None else told  # A state of an earlier day says nothing of them.
    if INTEGRATION not in held:
        return NO_INTEGRATION
    if MODULES.get(scope, COMMON) not in held:
        sentence = "Det finns ingen aktiv licens för önskat scope"  # docs
        return Refusal(2001101, sentence, status=books.switch("scope_status"))
    return None
