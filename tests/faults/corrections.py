"""The corrections that are killed at every point: updating, creating a second invoice, cancelling."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from brygga.connections.models import By
from brygga.copying.models import Attempt, Copy, Write
from brygga.copying.preview import preview
from brygga.copying.states import CopyState, WriteState
from brygga.copying.update_preview import preview_update
from brygga.copying.wishes import Correction
from brygga.jobs.inline import InlineEngine
from brygga.jobs.requests import cancel, request_copy
from brygga.links.models import DocumentLink
from sandbox.app import Sandbox
from tests.documents.reading import text_of
from tests.faults.flows import Desk, Flow, ask, file_in_fortnox, file_in_productive
from tests.outside_world import edit

NEW_TEXT = "Strategy workshop, two days"
QUANTITY = 20


def copied(desk: Desk, flow: Flow) -> Copy:
    """The invoice of the flow, copied before anything is killed."""
    copy_id = ask(desk, flow)
    InlineEngine(outside=desk.outside).run_due()
    copy = Copy.objects.get(id=copy_id)
    assert copy.state == CopyState.COPIED, (copy.reason, copy.problems)
    return copy


def _ask_for_update(desk: Desk, flow: Flow) -> UUID:
    copy = copied(desk, flow)
    edit(desk.sandbox, "PATCH", "line_items/900101", {"description": NEW_TEXT, "quantity": str(QUANTITY)})
    seen = preview_update(copy, outside=desk.outside)
    assert (seen.problems, seen.is_needed) == ((), True)
    return _correct(desk, copy, Correction.UPDATE, seen.seen.choice.number, seen.fingerprint)


def _ask_for_second(desk: Desk, flow: Flow) -> UUID:
    copy = copied(desk, flow)
    seen = preview(desk.connection.organisation, flow.invoice, ordinal=2, outside=desk.outside)
    assert seen.problems == (), seen.problems
    return _correct(desk, copy, Correction.NEW, seen.choice.number, seen.fingerprint)


def _correct(desk: Desk, copy: Copy, correction: Correction, customer: str, fingerprint: str) -> UUID:
    return request_copy(
        desk.connection.organisation,
        productive_invoice_id=copy.productive_invoice_id,
        customer=customer,
        seen_fingerprint=fingerprint,
        nonce="correction",
        user=desk.user,
        outside=desk.outside,
        correction=correction,
        stands=copy.fortnox_document_number,
    ).id


def _ask_for_cancellation(desk: Desk, flow: Flow) -> UUID:
    copy = copied(desk, flow)
    number = copy.fortnox_document_number
    return cancel(copy, stands=number, nonce="correction", user=desk.user, outside=desk.outside).id


def _assert_updated(copy_id: UUID, sandbox: Sandbox, *, tenant: int, twin_may_have_been: bool = False) -> None:
    """Fortnox has one invoice, and it says what Productive says now."""
    del twin_may_have_been  # A change that lands late is the same change.
    copy = assert_at_rest(copy_id, CopyState.COPIED)
    (made,) = _ours(sandbox, tenant)
    assert (made["DocumentNumber"], made["Cancelled"]) == (copy.fortnox_document_number, False)
    row = made["InvoiceRows"][0]
    assert (row["Description"], float(row["DeliveredQuantity"]), len(made["InvoiceRows"])) == (NEW_TEXT, QUANTITY, 4)
    assert _marked_with(sandbox) == (copy.fortnox_document_number, True, copy.fortnox_document_number)
    assert NEW_TEXT in document(sandbox, copy, tenant=tenant)


def document(sandbox: Sandbox, copy: Copy, *, tenant: int) -> str:
    """The words of the one document on the side that did not make it."""
    if copy.connection.settings.pdf_by == By.PRODUCTIVE:
        return text_of(file_in_fortnox(sandbox, copy, tenant=tenant))
    shown = sandbox.store.table("productive.invoices")[copy.productive_invoice_id]["related"]["attachment"]
    return text_of(file_in_productive(sandbox, shown))


def _assert_second(copy_id: UUID, sandbox: Sandbox, *, tenant: int, twin_may_have_been: bool = False) -> None:
    """The first stands untouched, one second stands beside it, and Productive points to that."""
    copy = assert_at_rest(copy_id, CopyState.COPIED)
    made = _ours(sandbox, tenant)
    live = [(each["ExternalInvoiceReference1"], each["DocumentNumber"]) for each in made if not each["Cancelled"]]
    first = Copy.objects.get(ordinal=1)
    assert live == [
        ("BRY-20401-9001-1.", first.fortnox_document_number),
        ("BRY-20401-9001-2.", copy.fortnox_document_number),
    ]
    assert twin_may_have_been or len(made) == len(live)
    assert _marked_with(sandbox) == (copy.fortnox_document_number, True, copy.fortnox_document_number)
    assert copy.fortnox_document_number in document(sandbox, copy, tenant=tenant)
    links = DocumentLink.objects.filter(is_live=True).order_by("ordinal")
    assert [each.fortnox_document_number for each in links] == [number for _, number in live]


def _assert_cancelled(copy_id: UUID, sandbox: Sandbox, *, tenant: int, twin_may_have_been: bool = False) -> None:
    """Nothing is claimed any more."""
    del twin_may_have_been
    copy = assert_at_rest(copy_id, CopyState.CANCELLED)
    (made,) = _ours(sandbox, tenant)
    assert (made["DocumentNumber"], made["Cancelled"]) == (copy.fortnox_document_number, True)
    assert not DocumentLink.objects.filter(is_live=True).exists()


def assert_at_rest(copy_id: UUID, state: CopyState) -> Copy:
    """Nothing is left to do or in doubt, for this copy or any other."""
    copy = Copy.objects.get(id=copy_id)
    assert (copy.state, copy.problems) == (state, []), (copy.reason, copy.problems)
    assert not Attempt.objects.filter(finished_at=None).exists()
    assert not Write.objects.filter(state__in=[WriteState.INTENDED, WriteState.SENT]).exists()
    return copy


def _ours(sandbox: Sandbox, tenant: int) -> list[dict[str, Any]]:
    """Every invoice that was made for 9001, by the sandbox's own count, oldest first."""
    table = sandbox.store.table(f"fortnox.{tenant}.invoices")
    made = [each for each in table.values() if each["ExternalInvoiceReference1"].startswith("BRY-20401-9001-")]
    return sorted(made, key=lambda each: int(each["DocumentNumber"]))


def _marked_with(sandbox: Sandbox) -> tuple[str, bool, str]:
    told = sandbox.store.table("productive.invoices")["9001"]["attributes"]
    return told["number"], told["exported"], told["export_id"]


CORRECTIONS = (
    Flow(name="update existing", invoice="9001", ask=_ask_for_update, holds=_assert_updated),
    Flow(name="create new", invoice="9001", ask=_ask_for_second, holds=_assert_second),
    Flow(name="cancel", invoice="9001", ask=_ask_for_cancellation, holds=_assert_cancelled),
    Flow(
        name="update existing, PDF by Productive",
        invoice="9001",
        pdf_by=By.PRODUCTIVE,
        ask=_ask_for_update,
        holds=_assert_updated,
    ),
)
