"""Copies under numbers of Productive that are killed at every point: given when finalizing, or chosen before."""

from __future__ import annotations

from uuid import UUID

from brygga.connections.models import By, IntegrationSettings
from brygga.copying.models import Copy
from brygga.copying.preview import preview
from brygga.copying.states import CopyState
from brygga.copying.wishes import Correction
from brygga.jobs.inline import InlineEngine
from brygga.jobs.requests import request_copy
from sandbox.app import Sandbox
from tests.faults.flows import Desk, Flow, ask, assert_copied_once, invoices_made

GIVEN = "10483"
CHOSEN = "10490"


def _ask(desk: Desk, flow: Flow) -> UUID:
    IntegrationSettings.objects.filter(connection=desk.connection).update(numbers_by=By.PRODUCTIVE)
    return ask(desk, flow)


def _ask_for_second(desk: Desk, flow: Flow) -> UUID:
    """Create new under a number that was chosen: Productive gets it before Fortnox does."""
    copy_id = _ask(desk, flow)
    InlineEngine(outside=desk.outside).run_due()
    first = Copy.objects.get(id=copy_id)
    assert first.state == CopyState.COPIED, (first.reason, first.problems)
    seen = preview(desk.connection.organisation, flow.invoice, number=CHOSEN, ordinal=2, outside=desk.outside)
    assert seen.problems == (), seen.problems
    return request_copy(
        desk.connection.organisation,
        productive_invoice_id=flow.invoice,
        customer=seen.choice.number,
        number=CHOSEN,
        seen_fingerprint=seen.fingerprint,
        nonce="create-new",
        user=desk.user,
        outside=desk.outside,
        correction=Correction.NEW,
        stands=first.fortnox_document_number,
    ).id


def _assert_numbered(copy_id: UUID, sandbox: Sandbox, *, tenant: int, twin_may_have_been: bool = False) -> None:
    """One invoice under one number on both sides. A twin cannot be: Fortnox gives no number twice."""
    del twin_may_have_been
    assert_copied_once(copy_id, sandbox, tenant=tenant)
    copy = Copy.objects.get(id=copy_id)
    (made,) = invoices_made(copy, sandbox, tenant=tenant)
    number = GIVEN if copy.ordinal == 1 else CHOSEN
    assert (made["DocumentNumber"], made["ExternalInvoiceReference2"]) == (number, number)


NUMBERED = (
    Flow(name="number given when finalizing", invoice="9001", ask=_ask, holds=_assert_numbered),
    Flow(name="another number for a second", invoice="9001", ask=_ask_for_second, holds=_assert_numbered),
)
