"""The life of an invoice in Productive: made, changed, finalized, deleted."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sandbox.productive import amounts, numbering, records, switches
from sandbox.productive.derived import is_draft
from sandbox.productive.errors import Refused, invalid
from sandbox.productive.visit import Visit
from sandbox.productive.wire import Body
from sandbox.productive.writes import checked, refuse_empty, require
from sandbox.store import Record, Store

EXPORT_MARKS = frozenset({"exported", "export_id", "export_invoice_url"})
FREE_AFTERWARDS = EXPORT_MARKS | {"number", "sent_on", "tag_list", "note", "custom_fields", "attachment", "paid_on"}
INVOICE, CREDIT_NOTE = 1, 2
TERMS_DAYS_MAX = 999
ADDRESS = ("name", "email", "phone", "address", "city", "state", "zipcode", "country", "vat")


def create(visit: Visit, body: Body) -> Record:
    """POST /invoices. Required by the specification: company, currency, invoiced_on; by older docs the subsidiary."""
    said = checked(visit, "invoices", body)
    require(said, "company", "currency", "invoiced_on", "subsidiary")
    _check_values(visit, said)
    company = records.table(visit.store, "companies")[said.related["company"]]
    subsidiary = records.table(visit.store, "subsidiaries")[said.related["subsidiary"]]

    days = said.attributes.get("payment_terms_days", company["attributes"]["due_days"])
    now = visit.moment()
    invoice = records.add(
        visit.store,
        "invoices",
        organisation=visit.organisation,
        attributes={
            "invoice_type_id": INVOICE,
            "line_item_tax": True,
            "pay_on_relative": "pay_on" not in said.attributes,
            "payment_terms_type": "days_after_invoice_date",
            "payment_terms_days": days,
            "payment_terms": days,
            "created_at": now,
        }
        | said.attributes,
        related={
            "creator": visit.person,
            "issuer": visit.person,
            "document_type": subsidiary["related"].get("default_document_type"),
            "bill_from": subsidiary["related"].get("bill_from"),
        }
        | said.related,
    )
    complete(visit.store, invoice)
    _after_change(visit, invoice, said)
    return invoice


def complete(store: Store, invoice: Record) -> None:
    """What Productive adds to a new invoice by itself: rate, currencies, mailbox key, and the address as it is now."""
    _set_rate(store, invoice)
    facts = invoice["attributes"]
    facts |= {
        "email_key": hashlib.md5(invoice["id"].encode(), usedforsecurity=False).hexdigest(),
        "note_interpolated": facts["note"],
        "updated_at": facts["updated_at"] or facts["created_at"],
        "last_activity_at": facts["last_activity_at"] or facts["created_at"],
    }
    company = records.follow(store, invoice, "company")
    if company is not None and "bill_to" not in invoice["related"]:
        invoice["related"]["bill_to"] = _snapshot(store, invoice, company)["id"]


def update(visit: Visit, invoice: Record, body: Body) -> Record:
    """PATCH /invoices/{id}."""
    said = checked(visit, "invoices", body, also=frozenset({"paid_on"}))
    refuse_empty(said, "company", "currency", "invoiced_on", "subsidiary")
    _check_values(visit, said, invoice)
    _check_open(visit.store, invoice, said.names())

    _leave_ghost_payment(visit, invoice, said)
    invoice["attributes"] |= {name: value for name, value in said.attributes.items() if name != "paid_on"}
    invoice["related"] |= said.related
    _after_change(visit, invoice, said)
    return invoice


def finalize(visit: Visit, invoice: Record, body: Body) -> Record:
    """PATCH /invoices/{id}/finalize: number, finalized_on, finalized_at and pay_on (recorded); sent_on stays empty."""
    said = checked(visit, "invoices", body)
    if said.names() - {"number"}:
        raise Refused("unknown_attribute", ", ".join(sorted(said.names() - {"number"})))
    if not is_draft(invoice):
        raise Refused("already_finalized", pointer="data/attributes/finalized_on")
    lines = records.belonging_to(visit.store, "line_items", invoice)
    if not lines and not switches.read(visit.store, "empty_draft_can_be_finalized"):
        raise invalid("line_items", "can't be blank")

    facts = invoice["attributes"]
    given = said.attributes.get("number")
    if given:
        facts["number"] = given
        numbering.follow_up(visit.store, invoice)
    elif not facts["number"] or not switches.read(visit.store, "finalize_keeps_number"):
        facts["number"] = numbering.next_number(visit.store, invoice)
    facts |= {"finalized_on": visit.today().isoformat(), "finalized_at": visit.moment()}
    if facts["pay_on"] is None or facts["pay_on_relative"]:
        facts["pay_on"] = due_date(facts)
    touch(visit, invoice)
    return invoice


def delete(visit: Visit, invoice: Record) -> None:
    """DELETE /invoices/{id}: to the recycle bin, with its lines, payments and addresses."""
    _refuse_credited(visit.store, invoice)
    if not is_draft(invoice) and not switches.read(visit.store, "finalized_can_be_deleted"):
        raise Refused("invoice_not_deletable")
    for kind in ("line_items", "payments", "contact_entries"):
        records.remove_all(visit.store, records.belonging_to(visit.store, kind, invoice))
    records.remove(visit.store, invoice)
    credited = records.follow(visit.store, invoice, "parent_invoice")
    if credited is not None:
        amounts.recount(visit.store, credited)


def check_lines_open(store: Store, invoice: Record) -> None:
    """Refuse where the lines of this invoice cannot be changed any more."""
    _check_open(store, invoice, {"line_items"})


def touch(visit: Visit, invoice: Record) -> None:
    """Recount an invoice and note that something happened to it."""
    amounts.recount(visit.store, invoice)
    invoice["attributes"] |= {"updated_at": visit.moment(), "last_activity_at": visit.moment()}


def due_date(facts: dict[str, Any]) -> str:
    days = timedelta(days=facts["payment_terms"] or 0)
    return (date.fromisoformat(facts["invoiced_on"]) + days).isoformat()


def _check_values(visit: Visit, said: Body, invoice: Record | None = None) -> None:
    """A credit note credits a finalized invoice (help article 6491533); the API's answer otherwise is a guess."""
    before = invoice["attributes"]["invoice_type_id"] if invoice else INVOICE
    kind = said.attributes.get("invoice_type_id", before)
    if kind not in {INVOICE, CREDIT_NOTE}:
        raise invalid("invoice_type_id", "is not included in the list")
    discount = said.attributes.get("discount")
    if discount is not None and not 0 <= Decimal(discount) <= 100:
        raise invalid("discount", "must be between 0 and 100")
    days = said.attributes.get("payment_terms_days")
    if days is not None and not 0 <= days <= TERMS_DAYS_MAX:
        raise invalid("payment_terms_days", "is not included in the list")
    parent_id = said.related.get("parent_invoice")
    if parent_id is None:
        return
    parent = records.table(visit.store, "invoices")[parent_id]
    if kind != CREDIT_NOTE or is_draft(parent) or parent["attributes"]["invoice_type_id"] == CREDIT_NOTE:
        raise invalid("parent_invoice", "must be a finalized invoice")


def _check_open(store: Store, invoice: Record, names: set[str]) -> None:
    """What can still be changed once an invoice is finalized, sent or credited; the unknowns are switches."""
    is_sent = bool(invoice["attributes"]["sent_on"])
    if names & EXPORT_MARKS and not is_draft(invoice):
        switch = "exported_can_be_patched_when_sent" if is_sent else "exported_can_be_patched_when_finalized"
        _refuse_unless(switches.read(store, switch), "exported")
    if "sent_on" in names and is_sent:
        _refuse_unless(switches.read(store, "sent_on_null_unsends"), "sent_on")
    if "number" in names and is_sent:
        raise Refused("number_is_sent", pointer="data/attributes/number")
    if "number" in names and not is_draft(invoice):
        _refuse_unless(switches.read(store, "number_can_be_patched_when_finalized"), "number")
    if content := sorted(names - FREE_AFTERWARDS):
        _refuse_credited(store, invoice)
        locked_as_sent = is_sent and switches.read(store, "sent_is_locked")
        locked_as_final = not is_draft(invoice) and switches.read(store, "finalized_is_locked")
        _refuse_unless(not locked_as_sent and not locked_as_final, content[0])


def _refuse_unless(allowed: bool, name: str) -> None:  # noqa: FBT001  It reads as a sentence.
    if not allowed:
        raise Refused("invoice_is_locked", name, pointer=f"data/attributes/{name}")


def _refuse_credited(store: Store, invoice: Record) -> None:
    """An invoice with a credit note is neither changed nor deleted before that is gone (help article 6491533)."""
    if amounts.credit_notes_of(store, invoice):
        raise Refused("invoice_is_locked", "credited invoice", pointer="data/attributes/credited")


def _after_change(visit: Visit, invoice: Record, said: Body) -> None:
    facts = invoice["attributes"]
    if "exported" in said.attributes:
        facts["exported_at"] = visit.moment() if facts["exported"] else None
        integration = switches.read(visit.store, "export_integration_type_id")
        facts["export_integration_type_id"] = integration if facts["exported"] else None
    if said.names() & {"currency", "invoiced_on"}:
        _set_rate(visit.store, invoice)
    if "payment_terms_days" in said.attributes:
        facts["payment_terms"] = facts["payment_terms_days"]
    if said.attributes.get("pay_on"):
        facts["pay_on_relative"] = said.attributes.get("pay_on_relative", False)
    if said.attributes.get("number"):
        numbering.follow_up(visit.store, invoice)
    facts["note_interpolated"], facts["footer_interpolated"] = facts["note"], facts["footer"]
    touch(visit, invoice)


def _set_rate(store: Store, invoice: Record) -> None:
    """The organisation's currency and what the invoice's is worth in it, on the invoice's date."""
    facts = invoice["attributes"]
    organisation = records.table(store, "organizations")[invoice["organization"]]["attributes"]
    rate = store.table("productive.exchange_rates").get(facts["currency"], {"rate": "1.0"})["rate"]
    facts |= {
        "currency_default": organisation["currency"],
        "currency_normalized": facts["currency"],
        "exchange_rate": rate,
        "exchange_date": facts["invoiced_on"],
    }


def _leave_ghost_payment(visit: Visit, invoice: Record, said: Body) -> None:
    """A PATCH of paid_on changes nothing but leaves a payment of 0 behind (a live client's note)."""
    if said.attributes.get("paid_on"):
        records.add(
            visit.store,
            "payments",
            organisation=visit.organisation,
            attributes={"paid_on": said.attributes["paid_on"], "amount": 0},
            related={"invoice": invoice["id"]},
        )


def _snapshot(store: Store, invoice: Record, company: Record) -> Record:
    """The bill-to address of an invoice: a contact entry of its own, as the company's was at that moment."""
    entries = records.table(store, "contact_entries").values()
    mine = (
        entry["attributes"]
        for entry in entries
        if entry["related"].get("company") == company["id"] and entry["attributes"]["billing_address"]
    )
    source: dict[str, Any] = next(mine, {})
    address = {name: source.get(name) for name in ADDRESS} | {
        "name": company["attributes"]["billing_name"] or company["attributes"]["name"],
        "vat": company["attributes"]["vat"],
    }
    return records.add(
        store,
        "contact_entries",
        organisation=invoice["organization"],
        attributes=address | {"contactable_type": "invoice", "type": "bill_to"},
        related={"invoice": invoice["id"]},
    )
