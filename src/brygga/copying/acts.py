"""What a copy changes: in Fortnox the invoice, in Productive a number and a mark; and each act by its write."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.conf import settings

from brygga.copying.acts_on_customers import CreateCustomer, UpdateCustomer
from brygga.copying.models import Write
from brygga.copying.states import WriteKind
from brygga.copying.turns import Turn
from brygga.copying.writes import Act, Landed
from brygga.fortnox import client
from brygga.fortnox import schema as fortnox
from brygga.fortnox.client import FortnoxClient
from brygga.links.models import CustomerLink, DocumentLink
from brygga.productive import schema as productive
from brygga.productive.client import ProductiveClient
from brygga.remote.errors import NotFound, Refused
from brygga.remote.http import Leaving


@dataclass(kw_only=True)
class CreateInvoice:
    """The Fortnox invoice. Its reference travels in ExternalInvoiceReference1 and is what we look for.

    Under a number that Productive gave, it is looked for by that first: no two documents have one number.
    One below zero takes back a part of an invoice, whose number its payload keeps as `credits`.
    """

    client: FortnoxClient
    payload: dict[str, Any]
    kind: WriteKind = field(default=WriteKind.CREATE_INVOICE, init=False)

    @cached_property
    def draft(self) -> fortnox.InvoiceDraft:
        return fortnox.InvoiceDraft.model_validate(self.payload["draft"])

    @cached_property
    def source(self) -> productive.Invoice:
        """The Productive invoice that it was made from, as it was then."""
        return productive.Invoice.model_validate(self.payload["source"])

    @property
    def credits(self) -> str:
        """The number of the Fortnox invoice that it takes back, "" for an invoice."""
        return str(self.payload.get("credits", ""))

    @property
    def reference(self) -> str:
        return self.draft.external_invoice_reference1

    def send(self, leaving: Leaving) -> Landed:
        try:
            return self._landed(self.client.create_invoice(self.draft, leaving=leaving))
        except Refused:
            if made := self._under_its_number():  # It was sent before, and landed after it was given up.
                return self._landed(made)
            raise

    def find(self) -> Landed | None:
        """By its number; by the search; then among the newest, since a search may lag behind a fresh invoice."""
        if made := self._under_its_number():
            return self._landed(made)
        listed = self.client.invoices_referring_to(self.reference) or tuple(
            each for each in self.client.newest_invoices() if each.external_invoice_reference1 == self.reference
        )
        for each in sorted(listed, key=lambda invoice: int(invoice.document_number)):
            invoice = self.client.invoice(each.document_number)
            # A credit note that Fortnox makes inherits the reference of what it credits (seen in 2026).
            if invoice.takes_back == bool(self.credits):
                return self._landed(invoice)
        return None

    def _under_its_number(self) -> fortnox.Invoice | None:
        if not self.draft.document_number:
            return None
        holder = self.client.invoice_numbered(self.draft.document_number)
        return holder if holder and holder.external_invoice_reference1 == self.reference and not holder.credit else None

    def landed(self, turn: Turn, landed: Landed) -> None:
        """The lasting facts: this document is that document, this client company is that customer."""
        number = landed.answer["document_number"]
        link_document(turn, number, self.reference, takes_back=self.credits)
        if self.credits:
            turn.note("credit_note_created", fortnox_document_number=number, number=self.credits, after=landed.answer)
            return
        remember_customer(turn, self.source.company_id, self.draft.customer_number)
        turn.note("invoice_created", fortnox_document_number=number, after=landed.answer)

    def _landed(self, invoice: fortnox.Invoice) -> Landed:
        return Landed(answer=invoice.model_dump(mode="json"))


def link_document(turn: Turn, number: str, reference: str, *, takes_back: str = "") -> None:
    """The copy's Productive document is this Fortnox document, and takes back that invoice, "" for none."""
    copy = turn.copy
    copy.fortnox_document_number = number
    copy.save(update_fields=["fortnox_document_number"])
    DocumentLink.objects.create(
        organisation=copy.organisation,
        fortnox_tenant_id=copy.connection.fortnox_tenant_id,
        connection=copy.connection,
        productive_invoice_id=copy.productive_invoice_id,
        ordinal=copy.ordinal,
        fortnox_document_number=number,
        reference=reference,
        credits=takes_back,
        made_at=turn.now(),
    )


def remember_customer(turn: Turn, company_id: str, number: str) -> None:
    """This client company is that customer from now on."""
    copy = turn.copy
    link, is_new = CustomerLink.objects.get_or_create(
        organisation=copy.organisation,
        fortnox_tenant_id=copy.connection.fortnox_tenant_id,
        productive_company_id=company_id,
        defaults={"connection": copy.connection, "fortnox_customer_number": number, "made_at": turn.now()},
    )
    if is_new or link.fortnox_customer_number == number:
        return
    turn.note("customer_changed", before=link.fortnox_customer_number, after=number)
    link.connection, link.fortnox_customer_number, link.made_at = copy.connection, number, turn.now()
    link.save(update_fields=["connection", "fortnox_customer_number", "made_at"])


@dataclass(kw_only=True)
class OnProductiveInvoice:
    """What the changes of a Productive invoice share: which one, and the number that it has in Fortnox."""

    client: ProductiveClient
    invoice_id: str
    number: str

    @property
    def reference(self) -> str:
        return f"invoice:{self.invoice_id}"

    def found(self) -> productive.Invoice | None:
        """The invoice as it is now; None when it was deleted, and with it whatever was sent to it."""
        try:
            return self.client.invoice(self.invoice_id)
        except NotFound:
            return None


@dataclass(kw_only=True)
class Renumber(OnProductiveInvoice):
    """Productive's number becomes Fortnox's, on an invoice that was finalized but not sent."""

    before: str
    kind: WriteKind = field(default=WriteKind.RENUMBER, init=False)

    @property
    def payload(self) -> dict[str, Any]:
        return {"invoice_id": self.invoice_id, "number": self.number, "before": self.before}

    def send(self, leaving: Leaving) -> Landed:
        self.client.set_number(self.invoice_id, self.number, leaving=leaving)
        return Landed(answer={"number": self.number})

    def find(self) -> Landed | None:
        invoice = self.found()
        return Landed(answer={"number": invoice.number}) if invoice and invoice.number == self.number else None

    def landed(self, turn: Turn, landed: Landed) -> None:  # noqa: ARG002  The shape of every act.
        turn.note("renumbered", before=self.before, after=self.number)


@dataclass(kw_only=True)
class Finalize(OnProductiveInvoice):
    """The Productive draft becomes final, under Fortnox's number; "" leaves the number to Productive."""

    kind: WriteKind = field(default=WriteKind.FINALIZE, init=False)

    @property
    def payload(self) -> dict[str, Any]:
        return {"invoice_id": self.invoice_id, "number": self.number}

    def send(self, leaving: Leaving) -> Landed:
        finalized = self.client.finalize(self.invoice_id, self.number or None, leaving=leaving)
        return Landed(answer={"number": finalized.number})

    def find(self) -> Landed | None:
        invoice = self.found()
        return Landed(answer={"number": invoice.number}) if invoice and not invoice.is_draft else None

    def landed(self, turn: Turn, landed: Landed) -> None:
        turn.note("finalized", number=landed.answer["number"])


@dataclass(kw_only=True)
class MarkExported(OnProductiveInvoice):
    """Productive shows that the invoice is in Fortnox, and where."""

    url: str
    kind: WriteKind = field(default=WriteKind.MARK_EXPORTED, init=False)

    @property
    def payload(self) -> dict[str, Any]:
        return {"invoice_id": self.invoice_id, "export_id": self.number, "export_invoice_url": self.url}

    def send(self, leaving: Leaving) -> Landed:
        self.client.mark_exported(self.invoice_id, self.number, self.url, leaving=leaving)
        return Landed(answer=self.payload)

    def find(self) -> Landed | None:
        invoice = self.found()
        is_marked = invoice is not None and invoice.exported and invoice.export_id == self.number
        return Landed(answer=self.payload) if is_marked else None

    def landed(self, turn: Turn, landed: Landed) -> None:  # noqa: ARG002  The shape of every act.
        turn.note("marked_exported", fortnox_document_number=self.number)


def act_of(write: Write, *, in_fortnox: FortnoxClient, in_productive: ProductiveClient) -> Act:
    """The act that a write once was, to look for it again."""
    said = write.payload
    match write.kind:
        case WriteKind.CREATE_CUSTOMER:
            return CreateCustomer(client=in_fortnox, draft=fortnox.CustomerDraft.model_validate(said))
        case WriteKind.UPDATE_CUSTOMER:
            return UpdateCustomer.of(in_fortnox, said)
        case WriteKind.CREATE_INVOICE:
            return CreateInvoice(client=in_fortnox, payload=said)
        case WriteKind.FINALIZE:
            return Finalize(client=in_productive, invoice_id=said["invoice_id"], number=said["number"])
        case WriteKind.RENUMBER:
            return Renumber(client=in_productive, **said)
    return MarkExported(
        client=in_productive, invoice_id=said["invoice_id"], number=said["export_id"], url=said["export_invoice_url"]
    )


def invoice_page(tenant_id: int, number: str) -> str:
    """Where a person finds this invoice in Fortnox."""
    return client.invoice_page(settings.ENVIRONMENT.fortnox_app_url, tenant_id, number)
