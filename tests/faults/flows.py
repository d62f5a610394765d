"""The flows that are killed at every point, and what must be true of each once all is quiet."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from brygga.accounting.customer_updates import CustomerField
from brygga.connections.models import By, Connection, IntegrationSettings, UpdatedCustomerField
from brygga.connections.outside import Outside
from brygga.copying.models import Attempt, Copy, Write
from brygga.copying.preview import preview
from brygga.copying.states import CopyState, WriteKind, WriteState
from brygga.jobs.requests import request_copy
from brygga.remote.files import is_pdf
from brygga.tenants.models import User
from sandbox.app import Sandbox
from sandbox.productive.files import stored
from sandbox.worlds import cast


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Who asks, for which connection, in which world."""

    connection: Connection
    user: User
    outside: Outside
    sandbox: Sandbox


def ask(desk: Desk, flow: Flow) -> UUID:
    """What a person does: look at the preview, and press the button once."""
    IntegrationSettings.objects.filter(connection=desk.connection).update(pdf_by=flow.pdf_by)
    desk.connection.settings.refresh_from_db()
    seen = preview(desk.connection.organisation, flow.invoice, outside=desk.outside)
    assert seen.problems == (), seen.problems
    copy = request_copy(
        desk.connection.organisation,
        productive_invoice_id=flow.invoice,
        customer=seen.choice.number,
        seen_fingerprint=seen.fingerprint,
        nonce="one-press",
        user=desk.user,
        outside=desk.outside,
    )
    return copy.id


def assert_copied_once(copy_id: UUID, sandbox: Sandbox, *, tenant: int, twin_may_have_been: bool = False) -> None:
    """Zero lost, zero double: one live Fortnox invoice; Productive final and marked, under the same number.

    A twin that was made and cancelled is allowed only where a request landed later than what we promise.
    """
    copy = Copy.objects.get(id=copy_id)
    assert copy.state == CopyState.COPIED, (copy.state, copy.reason, copy.problems)
    made = invoices_made(copy, sandbox, tenant=tenant)
    live = [each["DocumentNumber"] for each in made if not each["Cancelled"]]
    assert live == [copy.fortnox_document_number]
    assert twin_may_have_been or len(made) == 1
    invoice = sandbox.store.table("productive.invoices")[copy.productive_invoice_id]["attributes"]
    assert invoice["finalized_on"] is not None
    assert_customer_updated(copy, sandbox)
    number = copy.fortnox_document_number
    assert (invoice["number"], invoice["exported"], invoice["export_id"]) == (number, True, number)
    assert copy.problems == []
    assert_document_delivered_once(copy, sandbox, tenant=tenant)
    assert not Attempt.objects.filter(copy=copy, finished_at=None).exists()
    assert not Write.objects.filter(copy=copy, state__in=[WriteState.INTENDED, WriteState.SENT]).exists()


def assert_customer_updated(copy: Copy, sandbox: Sandbox) -> None:
    """What was to be brought up to date is, and nothing else of the customer was touched."""
    updates = list(copy.writes.filter(kind=WriteKind.UPDATE_CUSTOMER, state=WriteState.LANDED))
    assert bool(updates) == UpdatedCustomerField.objects.exists()
    for update in updates:
        customer = _customer_to_update(sandbox)
        assert (customer["Address1"], customer["City"], customer["Email"]) == (
            "Kungsgatan 44",
            "Stockholm",
            "faktura@norrsken.example",
        )
        assert {each["name"] for each in update.payload["changes"]} <= {"address1", "city", "email", "email_invoice"}


def assert_document_delivered_once(copy: Copy, sandbox: Sandbox, *, tenant: int) -> None:
    """One PDF on the side that did not make it; nothing was marked as sent."""
    number = copy.fortnox_document_number
    assert not sandbox.store.table(f"fortnox.{tenant}.invoices")[number]["Sent"]
    if copy.connection.settings.pdf_by == By.FORTNOX:
        shown = sandbox.store.table("productive.invoices")[copy.productive_invoice_id]["related"]["attachment"]
        assert is_pdf(file_in_productive(sandbox, shown))
        return
    table = sandbox.store.table(f"fortnox.{tenant}.attachments")
    attached = [each for each in table.values() if each["entityId"] == int(number)]
    assert len(attached) == 1
    assert attached[0]["includeOnSend"]
    files = [each for each in sandbox.store.table(f"fortnox.{tenant}.files").values() if number in each["Name"]]
    assert [each["ArchiveFileId"] for each in files] == [attached[0]["fileId"]]


def file_in_fortnox(sandbox: Sandbox, copy: Copy, *, tenant: int) -> bytes:
    """The bytes of the one file that is attached to the copy's invoice, from the sandbox's own store."""
    attached = sandbox.store.table(f"fortnox.{tenant}.attachments").values()
    (wanted,) = [each["fileId"] for each in attached if str(each["entityId"]) == copy.fortnox_document_number]
    files = sandbox.store.table(f"fortnox.{tenant}.files").values()
    (content,) = [each["_content"] for each in files if each["ArchiveFileId"] == wanted]
    return b64decode(content)


def file_in_productive(sandbox: Sandbox, identifier: str) -> bytes:
    """The bytes of an attachment, from the sandbox's own storage."""
    attributes = sandbox.store.table("productive.attachments")[identifier]["attributes"]
    file = stored(sandbox.store, attributes["temp_url"])
    assert file is not None
    return b64decode(file["content"])


def invoices_made(copy: Copy, sandbox: Sandbox, *, tenant: int) -> list[dict[str, Any]]:
    """Every invoice under the copy's reference, by the sandbox's own count."""
    reference = copy.writes.filter(kind="create_invoice").latest("intended_at").reference
    table = sandbox.store.table(f"fortnox.{tenant}.invoices")
    return [each for each in table.values() if each["ExternalInvoiceReference1"] == reference]


@dataclass(frozen=True, kw_only=True)
class Flow:
    """A flow by name: which invoice it is about, what must be so before, how it is asked for, and what must come of it.

    `ask` returns the copy that is then worked on. `holds` is checked once all is quiet.
    """

    name: str
    invoice: str
    pdf_by: By = By.FORTNOX
    prepare: Callable[[Sandbox], None] = lambda sandbox: None  # noqa: ARG005
    ask: Callable[[Desk, Flow], UUID] = ask
    holds: Callable[..., None] = assert_copied_once


def _moved(sandbox: Sandbox) -> None:
    """The client company has moved since Fortnox last heard of it, and Brygga may say so there."""
    customer = _customer_to_update(sandbox)
    customer.update(Address1="Gamla vägen 1", City="Uppsala", Email="gammal@norrsken.example")
    connection = Connection.objects.get()
    for field in (CustomerField.ADDRESS, CustomerField.EMAIL):
        UpdatedCustomerField.objects.create(
            organisation=connection.organisation, connection=connection, field=field.value
        )


def _customer_to_update(sandbox: Sandbox) -> dict[str, Any]:
    return sandbox.store.table(f"fortnox.{cast.STOCKHOLM.fortnox_tenant_id}.customers")["1042"]


def _finalized(sandbox: Sandbox) -> None:
    """Somebody finalized the draft in Productive, but did not send it."""
    invoice = sandbox.store.table("productive.invoices")["9001"]
    today = sandbox.clock.today().isoformat()
    invoice["attributes"].update(number="777", finalized_on=today, finalized_at=sandbox.clock.now().isoformat())


FLOWS = (
    Flow(name="known customer", invoice="9001"),
    Flow(name="new customer", invoice="9004"),
    Flow(name="customer brought up to date", invoice="9001", prepare=_moved),
    Flow(name="finalized already", invoice="9001", prepare=_finalized),
    Flow(name="PDF by Productive", invoice="9001", pdf_by=By.PRODUCTIVE),
)
