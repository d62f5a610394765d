"""The credit notes that are killed at every point: drafted in Productive, credited in Fortnox, after booking first."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from brygga.connections import opening
from brygga.copying.models import Copy
from brygga.copying.preview import preview
from brygga.copying.states import CopyState, Does
from brygga.jobs.requests import draft, request_copy
from brygga.links.models import DocumentLink
from sandbox.app import Sandbox
from tests.faults.corrections import assert_at_rest, copied
from tests.faults.flows import Desk, Flow
from tests.outside_world import credit_note


def _ask_for_draft(desk: Desk, flow: Flow) -> UUID:
    copy = copied(desk, flow)
    assert draft(copy, Does.REPLACE, nonce="correction", user=desk.user, outside=desk.outside)
    return copy.id


def _ask_for_credit(desk: Desk, flow: Flow) -> UUID:
    copy = copied(desk, flow)
    opening.fortnox(desk.connection, outside=desk.outside).book_invoice(copy.fortnox_document_number)
    return _ask(desk, credit_note(desk.sandbox, flow.invoice), books_first=False)


def _ask_for_booking_and_credit(desk: Desk, flow: Flow) -> UUID:
    copy = copied(desk, flow)
    _stands(desk.sandbox, desk.connection.fortnox_tenant_id, copy.fortnox_document_number)["Sent"] = True
    return _ask(desk, credit_note(desk.sandbox, flow.invoice), books_first=True)


def _ask(desk: Desk, note: str, *, books_first: bool) -> UUID:
    seen = preview(desk.connection.organisation, note, outside=desk.outside)
    assert seen.problems == (), seen.problems
    return request_copy(
        desk.connection.organisation,
        productive_invoice_id=note,
        customer=seen.choice.number,
        seen_fingerprint=seen.fingerprint,
        nonce="credit",
        user=desk.user,
        outside=desk.outside,
        books_first=books_first,
    ).id


def _assert_drafted(copy_id: UUID, sandbox: Sandbox, *, tenant: int, twin_may_have_been: bool = False) -> None:
    """One credit note and one new draft, each with every line once; the invoice stands as it stood."""
    del tenant
    copy = assert_at_rest(copy_id, CopyState.COPIED)
    lines = sandbox.store.table("productive.line_items").values()
    table = sandbox.store.table("productive.invoices")
    source = table[copy.productive_invoice_id]["attributes"]
    known = {each["id"] for each in table.values() if each["attributes"]["subject"] != source["subject"]}
    made = {
        -1: [each for each in table.values() if each["related"].get("parent_invoice") == copy.productive_invoice_id],
        1: [each for each in table.values() if each["id"] not in {*known, copy.productive_invoice_id}],
    }
    for sign, drafts in made.items():
        filled = [each for each in drafts if each["attributes"]["amount"]]
        assert [each["attributes"]["amount"] for each in filled] == [sign * source["amount"]]
        assert twin_may_have_been or len(drafts) == 1
        assert len([line for line in lines if line["related"]["invoice"] == filled[0]["id"]]) == 4


def _assert_credited(copy_id: UUID, sandbox: Sandbox, *, tenant: int, twin_may_have_been: bool = False) -> None:
    """One credit note that takes all of the booked invoice back, dated, linked, and numbered alike."""
    del twin_may_have_been  # Fortnox credits an invoice once, however late a request lands.
    copy = assert_at_rest(copy_id, CopyState.COPIED)
    first = Copy.objects.get(productive_invoice_id="9001")
    number, original = copy.fortnox_document_number, first.fortnox_document_number
    notes = [each for each in _table(sandbox, tenant).values() if each["Credit"] == "true" and not each["Cancelled"]]
    ours = [each for each in notes if each.get("_credits") == original]
    assert [each["DocumentNumber"] for each in ours] == [number]
    booked, note = _stands(sandbox, tenant, original), ours[0]
    assert (booked["Booked"], booked["CreditInvoiceReference"], note["Booked"]) == (True, number, False)
    assert float(note["Total"]) == -float(booked["Total"])
    assert note["ExternalInvoiceReference1"] == f"BRY-20401-{copy.productive_invoice_id}-1."
    told = sandbox.store.table("productive.invoices")[copy.productive_invoice_id]["attributes"]
    assert (told["number"], told["exported"], told["export_id"]) == (number, True, number)
    assert told["finalized_on"] is not None
    link = DocumentLink.objects.get(productive_invoice_id=copy.productive_invoice_id)
    assert (link.fortnox_document_number, link.credits) == (number, original)


def _stands(sandbox: Sandbox, tenant: int, number: str) -> dict[str, Any]:
    return _table(sandbox, tenant)[number]


def _table(sandbox: Sandbox, tenant: int) -> dict[str, dict[str, Any]]:
    return sandbox.store.table(f"fortnox.{tenant}.invoices")


CREDITS = (
    Flow(name="credit and replace, drafts", invoice="9001", ask=_ask_for_draft, holds=_assert_drafted),
    Flow(name="credit", invoice="9001", ask=_ask_for_credit, holds=_assert_credited),
    Flow(name="book, then credit", invoice="9001", ask=_ask_for_booking_and_credit, holds=_assert_credited),
)
