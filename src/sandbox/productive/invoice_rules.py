"""What an invoice allows: which values, and what can still be changed once it is finalized, sent or credited."""

from __future__ import annotations

from decimal import Decimal

from sandbox.productive import amounts, records, switches
from sandbox.productive.derived import is_draft
from sandbox.productive.errors import Refused, invalid
from sandbox.productive.visit import Visit
from sandbox.productive.wire import Body
from sandbox.store import Record, Store

EXPORT_MARKS = frozenset({"exported", "export_id", "export_invoice_url"})
CUSTOM = frozenset({"custom_fields", "custom_field_people", "custom_field_attachments"})
FREE_AFTERWARDS = EXPORT_MARKS | CUSTOM | {"number", "sent_on", "tag_list", "note", "attachment", "paid_on"}
INVOICE, CREDIT_NOTE = 1, 2
TERMS_DAYS_MAX = 999


def check_values(visit: Visit, said: Body, invoice: Record | None = None) -> None:
    """Refuse values that no invoice can have; which ones is a guess."""
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
    if said.related.get("parent_invoice") is not None:
        _check_credited(visit, said, invoice, kind=kind)


def check_open(store: Store, invoice: Record, names: set[str]) -> None:
    """What can still be changed once an invoice is finalized, sent or credited; the unknowns are switches."""
    is_sent = bool(invoice["attributes"]["sent_on"])
    if names & EXPORT_MARKS and not is_draft(invoice):
        switch = "exported_can_be_patched_when_sent" if is_sent else "exported_can_be_patched_when_finalized"
        _refuse_unless(switches.read(store, switch), "exported")
    if "sent_on" in names:
        _check_sending(store, invoice)
    if "number" in names and is_sent and not switches.read(store, "number_can_be_patched_when_sent"):
        raise Refused("number_is_sent", pointer="data/attributes/number")
    if "number" in names and not is_draft(invoice):
        _refuse_unless(switches.read(store, "number_can_be_patched_when_finalized"), "number")
    if content := sorted(names - FREE_AFTERWARDS):
        refuse_credited(store, invoice)
        locked_as_sent = is_sent and switches.read(store, "sent_is_locked")
        locked_as_final = not is_draft(invoice) and switches.read(store, "finalized_is_locked")
        _refuse_unless(not locked_as_sent and not locked_as_final, content[0])


def check_lines_open(store: Store, invoice: Record) -> None:
    """Refuse where the lines of this invoice cannot be changed any more."""
    check_open(store, invoice, {"line_items"})


def check_credit(store: Store, note: Record) -> None:
    """Refuse to finalize a credit note that takes back more than was asked for; whether Productive does is a switch."""
    original = records.follow(store, note, "parent_invoice")
    if original is None or switches.read(store, "credit_notes_may_exceed"):
        return
    facts = original["attributes"]
    if facts["amount_credited_with_tax"] - note["attributes"]["amount_with_tax"] > facts["amount_with_tax"]:
        raise invalid("amount_with_tax", "must not be greater than what is not credited yet")


def refuse_credited(store: Store, invoice: Record) -> None:
    """An invoice with a credit note is neither changed nor deleted before that is gone (help article 6491533)."""
    if amounts.credit_notes_of(store, invoice):
        raise Refused("invoice_is_locked", "credited invoice", pointer="data/attributes/credited")


def refuse_sent_draft(store: Store) -> None:
    """Refuse to mark a draft as sent, unless that is switched on."""
    _refuse_unless(switches.read(store, "draft_can_be_sent"), "sent_on")


def _check_credited(visit: Visit, said: Body, note: Record | None, *, kind: int) -> None:
    """A credit note credits a finalized invoice (help article 6491533) of the same company and currency (guess)."""
    original = records.table(visit.store, "invoices")[said.related["parent_invoice"]]
    if kind != CREDIT_NOTE or is_draft(original) or original["attributes"]["invoice_type_id"] == CREDIT_NOTE:
        raise invalid("parent_invoice", "must be a finalized invoice")
    before = note or {"attributes": {}, "related": {}}
    company = said.related.get("company", before["related"].get("company"))
    currency = said.attributes.get("currency", before["attributes"].get("currency"))
    if company != original["related"]["company"] or currency != original["attributes"]["currency"]:
        raise invalid("parent_invoice", "must be of the same company and currency")


def _check_sending(store: Store, invoice: Record) -> None:
    if invoice["attributes"]["sent_on"]:
        _refuse_unless(switches.read(store, "sent_on_null_unsends"), "sent_on")
    if is_draft(invoice):
        refuse_sent_draft(store)


def _refuse_unless(allowed: bool, name: str) -> None:  # noqa: FBT001  It reads as a sentence.
    if not allowed:
        raise Refused("invoice_is_locked", name, pointer=f"data/attributes/{name}")
