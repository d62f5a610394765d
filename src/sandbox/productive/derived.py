"""Facts that are no attributes: the states of an invoice, and what else can be filtered and sorted by."""

from __future__ import annotations

from datetime import date
from typing import Any

from sandbox.productive.derived_selling import SELLING_FACTS
from sandbox.productive.fact import Fact, of_invoice
from sandbox.productive.visit import Visit
from sandbox.store import Record

CREDIT_NOTE = 2
CHANGESET = 2  # The only kind of activity played: 1 is a comment, 3 an e-mail.
AGING_DAYS = (15, 45)


def is_draft(invoice: Record) -> bool:
    return invoice["attributes"]["finalized_on"] is None


def export_status(_visit: Visit, invoice: Record) -> int:
    """1 exported, 2 unexported."""
    return 1 if invoice["attributes"]["exported"] else 2


def sent_status(_visit: Visit, invoice: Record) -> int:
    """1 sent, 2 unsent."""
    return 1 if invoice["attributes"]["sent_on"] else 2


def invoice_state(_visit: Visit, invoice: Record) -> int:
    """1 draft, 2 finalized."""
    return 1 if is_draft(invoice) else 2


def payment_status(_visit: Visit, invoice: Record) -> int:
    """1 paid, 2 unpaid, 3 partially paid."""
    facts = invoice["attributes"]
    if facts["paid_on"]:
        return 1
    return 3 if facts["amount_paid"] or facts["amount_written_off"] else 2


def invoice_status(visit: Visit, invoice: Record) -> int:
    """0 unsent, 1 paid, 2 overdue, 3 not overdue, 4 draft. The order of the questions is a guess."""
    if is_draft(invoice):
        return 4
    if invoice["attributes"]["paid_on"]:
        return 1
    if not invoice["attributes"]["sent_on"]:
        return 0
    return 2 if _days_overdue(visit, invoice) > 0 else 3


def overdue_status(visit: Visit, invoice: Record) -> int:
    """1 and 2, labels not published; 1 as overdue is a guess."""
    return 1 if invoice_status(visit, invoice) == 2 else 2


def invoice_aging(visit: Visit, invoice: Record) -> int:
    """0 other, 1 overdue under 15 days, 2 15 to 45, 3 over 45, 4 not overdue."""
    if invoice_status(visit, invoice) not in {2, 3}:
        return 0
    days = _days_overdue(visit, invoice)
    if days <= 0:
        return 4
    return 1 + sum(days >= step for step in AGING_DAYS)


def archive_status(_visit: Visit, record: Record) -> int:
    """1 active, 2 archived."""
    return 2 if record["attributes"]["archived_at"] else 1


def query(visit: Visit, record: Record) -> str:
    """What a free text search looks at; which texts Productive searches is a guess."""
    names = ("number", "subject", "name", "first_name", "last_name", "email")
    words = [record["attributes"].get(name) for name in names]
    if record["type"] == "payments":  # By the number of its invoice and by its note (specification).
        words += [of_invoice(visit, record)["attributes"].get("number"), record["attributes"]["note"]]
    return " ".join([*(str(word) for word in words if word), company_name(visit, record)]).strip()


def company_name(visit: Visit, record: Record) -> str:
    return _name_of(visit, record, "company")


def subsidiary_name(visit: Visit, record: Record) -> str:
    return _name_of(visit, record, "subsidiary")


def _name_of(visit: Visit, record: Record, relationship: str) -> str:
    other = visit.store.table("productive.companies" if relationship == "company" else "productive.subsidiaries").get(
        record["related"].get(relationship, "")
    )
    return str(other["attributes"]["name"]) if other else ""


def _days_overdue(visit: Visit, invoice: Record) -> int:
    due = invoice["attributes"]["pay_on"]
    return (visit.today() - date.fromisoformat(due)).days if due else 0


def _date_of_payment(_visit: Visit, payment: Record) -> Any:
    return payment["attributes"]["paid_on"] or payment["attributes"]["written_off_on"]


def _contactable(_visit: Visit, entry: Record) -> Any:
    return entry["related"].get(entry["attributes"]["contactable_type"])


FACTS: dict[str, Fact] = {
    "id": Fact(read=lambda _visit, record: record["id"]),
    "organization_id": Fact(read=lambda _visit, record: record["organization"]),
    "export_status": Fact(read=export_status, allowed=(1, 2)),
    "sent_status": Fact(read=sent_status, allowed=(1, 2)),
    "invoice_state": Fact(read=invoice_state, allowed=(1, 2)),
    "payment_status": Fact(read=payment_status, allowed=(1, 2, 3)),
    "invoice_status": Fact(read=invoice_status, allowed=(0, 1, 2, 3, 4)),
    "overdue_status": Fact(read=overdue_status, allowed=(1, 2)),
    "invoice_aging": Fact(read=invoice_aging, allowed=(0, 1, 2, 3, 4)),
    "archive_status": Fact(read=archive_status, allowed=(1, 2)),
    "query": Fact(read=query),
    "company_name": Fact(read=company_name),
    "subsidiary_name": Fact(read=subsidiary_name),
    "invoice_company": Fact(read=lambda visit, record: of_invoice(visit, record)["related"].get("company")),
    "invoice_subsidiary": Fact(read=lambda visit, record: of_invoice(visit, record)["related"].get("subsidiary")),
    "invoice_number": Fact(read=lambda visit, record: of_invoice(visit, record)["attributes"].get("number")),
    "date": Fact(read=_date_of_payment, form="date"),
    "contactable_id": Fact(read=_contactable),
    "is_archived": Fact(read=lambda _visit, record: bool(record["attributes"]["archived_at"]), form="boolean"),
    "activity_type": Fact(read=lambda _visit, _record: CHANGESET, allowed=(1, 2, 3)),
    **SELLING_FACTS,
}
