"""What follows a copy, killed at every point: an invoice that is booked and mailed at once."""

from __future__ import annotations

from uuid import UUID

from brygga.accounting.sending import SentBy
from brygga.connections.invoice_models import InvoiceSettingsRow
from brygga.connections.models import Connection
from brygga.copying.models import Attempt, Copy, Write
from brygga.copying.states import CopyState, WriteState
from sandbox.app import Sandbox
from sandbox.fortnox import outbox
from sandbox.worlds import cast
from tests.faults.flows import Flow

ADDRESS = "faktura@norrsken.example"


def _set_to_book_and_mail(sandbox: Sandbox) -> None:
    customers = sandbox.store.table(f"fortnox.{cast.STOCKHOLM.fortnox_tenant_id}.customers")
    customers["1042"]["Email"] = ADDRESS
    connection = Connection.objects.get()
    InvoiceSettingsRow.objects.create(
        organisation=connection.organisation, connection=connection, booked_at_once=True, sent_by=SentBy.EMAIL
    )


def _assert_booked_and_mailed_once(
    copy_id: UUID, sandbox: Sandbox, *, tenant: int, twin_may_have_been: bool = False
) -> None:
    """One invoice, one voucher, one letter; or no letter that we know of, and a person is asked."""
    del twin_may_have_been
    copy = Copy.objects.get(id=copy_id)
    assert copy.state == CopyState.COPIED, (copy.state, copy.reason, copy.problems)
    table = sandbox.store.table(f"fortnox.{tenant}.invoices")
    live = [each for each in table.values() if each["ExternalInvoiceReference1"].startswith("BRY-")]
    vouchers = [each["VoucherNumber"] for each in live if not each["Cancelled"]]
    assert len(vouchers) == 1
    assert vouchers[0] is not None
    assert not Attempt.objects.filter(finished_at=None).exists()
    assert not Write.objects.filter(state__in=[WriteState.INTENDED, WriteState.SENT]).exists()
    letters = [(each["InvoiceNumber"], each["To"]) for each in outbox.letters(sandbox.store)]
    kinds = [each["kind"] for each in copy.problems]
    assert (kinds, letters) in (
        ([], [(copy.fortnox_document_number, ADDRESS)]),
        (["sending_uncertain"], [(copy.fortnox_document_number, ADDRESS)]),
        (["sending_uncertain"], []),
    )


AFTER_COPY = (
    Flow(
        name="booked and mailed at once",
        invoice="9001",
        prepare=_set_to_book_and_mail,
        holds=_assert_booked_and_mailed_once,
    ),
)
