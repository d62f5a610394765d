"""The life of an invoice in Productive: made, changed, finalized, sent, deleted."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import Any

from sandbox.productive import (
    amounts,
    budgets,
    changes,
    contacts,
    custom_values,
    exchange,
    numbering,
    records,
    switches,
)
from sandbox.productive.derived import is_draft
from sandbox.productive.errors import Refused, invalid
from sandbox.productive.invoice_rules import (
    INVOICE,
    check_credit,
    check_open,
    check_values,
    refuse_credited,
    refuse_sent_draft,
)
from sandbox.productive.visit import Visit
from sandbox.productive.wire import Body
from sandbox.productive.writes import checked, refuse_empty, require
from sandbox.store import Record, Store

ADDRESS = ("name", "email", "phone", "address", "city", "state", "zipcode", "country", "vat")
EINVOICE_FORMATS = (1, 3, 4, 5)
BELONGINGS = ("line_items", "payments", "contact_entries", "invoice_attributions")


def create(visit: Visit, body: Body) -> Record:
    """POST /invoices. Required by the specification: company, currency, invoiced_on; by older docs the subsidiary."""
    said = custom_values.checked(visit, "invoices", checked(visit, "invoices", body))
    require(said, "company", "currency", "invoiced_on", "subsidiary")
    check_values(visit, said)
    if said.attributes.get("sent_on"):
        refuse_sent_draft(visit.store)
    invoice = records.add(
        visit.store,
        "invoices",
        organisation=visit.organisation,
        attributes=_first_facts(visit, said) | said.attributes,
        related=_first_links(visit, said) | said.related,
    )
    complete(visit.store, invoice)
    _after_change(visit, invoice, said)
    changes.created(visit, invoice)
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
    said = custom_values.checked(visit, "invoices", said, invoice)
    refuse_empty(said, "company", "currency", "invoiced_on", "subsidiary")
    check_values(visit, said, invoice)
    check_open(visit.store, invoice, said.names())

    credited_before = records.follow(visit.store, invoice, "parent_invoice")
    with changes.noted(visit, invoice, credited_before):
        _leave_ghost_payment(visit, invoice, said)
        invoice["attributes"] |= {name: value for name, value in said.attributes.items() if name != "paid_on"}
        records.relate(visit.store, invoice, said.related)
        _after_change(visit, invoice, said)
        if credited_before is not None:
            amounts.recount(visit.store, credited_before)
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
    check_credit(visit.store, invoice)

    with changes.noted(visit, invoice, records.follow(visit.store, invoice, "parent_invoice")):
        _number(visit, invoice, given=said.attributes.get("number"))
        facts = invoice["attributes"]
        facts |= {"finalized_on": visit.today().isoformat(), "finalized_at": visit.moment()}
        if facts["pay_on"] is None or facts["pay_on_relative"]:
            facts["pay_on"] = due_date(facts)
        touch(visit, invoice)
    return invoice


def send(visit: Visit, invoice: Record, body: Body) -> Record:
    """PATCH /invoices/{id}/send: marks it sent today, and no mail goes out. What its body may say is not known."""
    if switches.read(visit.store, "send_reads_its_body"):
        checked(visit, "invoices", body)
    return _send(visit, invoice)


def _send(visit: Visit, invoice: Record) -> Record:
    check_open(visit.store, invoice, {"sent_on"})
    with changes.noted(visit, invoice):
        invoice["attributes"]["sent_on"] = visit.today().isoformat()
        touch(visit, invoice)
    return invoice


def send_einvoice(visit: Visit, invoice: Record, body: Body) -> Record:
    """PATCH /invoices/{id}/send_einvoice with format_id 1, 3, 4 or 5 (specification); that it marks it sent: guess."""
    unknown = sorted(body.names() - {"format_id", "business_process"})
    if unknown:
        raise Refused("unknown_attribute", unknown[0], pointer=f"data/attributes/{unknown[0]}")
    if body.attributes.get("format_id") not in EINVOICE_FORMATS:
        raise invalid("format_id", "is not included in the list")
    return _send(visit, invoice)


def export(_visit: Visit, _invoice: Record) -> Record:
    """PATCH /invoices/{id}/export and export_update: no connector of Productive's own is played (recorded refusal)."""
    raise invalid("export_to_accounting", "feature unavailable")


def delete(visit: Visit, invoice: Record) -> None:
    """DELETE /invoices/{id}: to the recycle bin, with its lines, payments, shares and addresses."""
    refuse_credited(visit.store, invoice)
    if not is_draft(invoice) and not switches.read(visit.store, "finalized_can_be_deleted"):
        raise Refused("invoice_not_deletable")
    credited = records.follow(visit.store, invoice, "parent_invoice")
    shares = records.belonging_to(visit.store, "invoice_attributions", invoice)
    changes.deleted(visit, invoice)
    with changes.noted(visit, credited):
        for kind in BELONGINGS:
            records.remove_all(visit.store, records.belonging_to(visit.store, kind, invoice))
        records.remove(visit.store, invoice)
        if credited is not None:
            amounts.recount(visit.store, credited)
    budgets.recount_of(visit.store, shares)


def touch(visit: Visit, invoice: Record) -> None:
    """Recount an invoice, what it credits and its budgets, and note that something happened to it."""
    amounts.recount(visit.store, invoice)
    invoice["attributes"] |= {"updated_at": visit.moment(), "last_activity_at": visit.moment()}
    budgets.recount_of(visit.store, records.belonging_to(visit.store, "invoice_attributions", invoice))


def due_date(facts: dict[str, Any]) -> str:
    days = timedelta(days=facts["payment_terms"] or 0)
    return (date.fromisoformat(facts["invoiced_on"]) + days).isoformat()


def _first_facts(visit: Visit, said: Body) -> dict[str, Any]:
    company = records.table(visit.store, "companies")[said.related["company"]]
    days = said.attributes.get("payment_terms_days", company["attributes"]["due_days"])
    return {
        "invoice_type_id": INVOICE,
        "line_item_tax": True,
        "pay_on_relative": "pay_on" not in said.attributes,
        "payment_terms_type": "days_after_invoice_date",
        "payment_terms_days": days,
        "payment_terms": days,
        "created_at": visit.moment(),
    }


def _first_links(visit: Visit, said: Body) -> dict[str, Any]:
    """The issuer defaults to the creator (older docs); the rest is what the subsidiary has."""
    subsidiary = records.table(visit.store, "subsidiaries")[said.related["subsidiary"]]
    return {
        "creator": visit.person or None,
        "issuer": visit.person or None,
        "document_type": subsidiary["related"].get("default_document_type"),
        "bank_account": subsidiary["related"].get("default_bank_account"),
        "bill_from": subsidiary["related"].get("bill_from"),
    }


def _number(visit: Visit, invoice: Record, *, given: str | None) -> None:
    facts = invoice["attributes"]
    if given:
        facts["number"] = given
        numbering.follow_up(visit.store, invoice)
    elif not facts["number"] or not switches.read(visit.store, "finalize_keeps_number"):
        facts["number"] = numbering.next_number(visit.store, invoice)


def _after_change(visit: Visit, invoice: Record, said: Body) -> None:
    facts = invoice["attributes"]
    if "exported" in said.attributes:
        sets_moment = switches.read(visit.store, "exported_sets_exported_at")
        facts["exported_at"] = visit.moment() if facts["exported"] and sets_moment else None
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
    rate = exchange.rate_on(store, facts["currency"], facts["invoiced_on"])
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
    source = contacts.billing_address(store, company)
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
