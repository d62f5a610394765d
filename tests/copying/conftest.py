"""What the tests of copying stand on: asking as a person does, and letting work and time go on."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from django.conf import settings

from brygga.connections import connecting, opening
from brygga.connections.models import Connection
from brygga.connections.outside import Outside
from brygga.copying.models import Copy
from brygga.copying.preview import Preview, preview
from brygga.copying.states import Does, Keeps
from brygga.copying.update_preview import UpdatePreview, preview_update
from brygga.copying.wishes import Correction
from brygga.jobs.inline import InlineEngine
from brygga.jobs.requests import cancel, draft, request_copy, try_again
from brygga.tenants.models import User
from sandbox.app import Sandbox
from sandbox.fortnox.invoices import SERIES
from sandbox.worlds import bills, offices
from sandbox.worlds.bills import Bill
from sandbox.worlds.cast import STOCKHOLM
from tests.faults.recovery import until_quiet
from tests.outside_world import ManualClock, credit_note, edit, sandbox_with


@dataclasses.dataclass(kw_only=True)
class Desk:
    """A finance person at work: looks at an invoice, asks for its copy, and waits."""

    connection: Connection
    user: User
    outside: Outside
    sandbox: Sandbox

    def preview(self, invoice: str, **choice: Any) -> Preview:
        return preview(self.connection.organisation, invoice, outside=self.outside, **choice)

    def ask(
        self,
        invoice: str,
        *,
        customer: str = "",
        number: str = "",
        nonce: str = "one-press",
        books_first: bool = False,
    ) -> Copy:
        seen = self.preview(invoice, customer=customer, number=number)
        assert seen.problems == (), seen.problems
        return request_copy(
            self.connection.organisation,
            productive_invoice_id=invoice,
            customer=seen.choice.number,
            number=number,
            seen_fingerprint=seen.fingerprint,
            nonce=nonce,
            user=self.user,
            outside=self.outside,
            books_first=books_first,
        )

    def preview_update(self, copy: Copy, **choice: Any) -> UpdatePreview:
        return preview_update(copy, outside=self.outside, **choice)

    def update(self, copy: Copy, *, keeps: Keeps = Keeps.ASK, customer: str = "", nonce: str = "update") -> Copy:
        """Update existing: look at the difference, and press once."""
        seen = self.preview_update(copy, customer=customer, keeps=keeps)
        return self._correct(
            copy, Correction.UPDATE, seen.fingerprint, keeps=keeps, customer=seen.seen.choice.number, nonce=nonce
        )

    def create_new(self, copy: Copy, *, number: str = "", nonce: str = "create-new") -> Copy:
        """Create new: look at the preview, and press once."""
        seen = self.preview(copy.productive_invoice_id, number=number, ordinal=copy.ordinal + 1)
        assert seen.problems == (), seen.problems
        customer = seen.choice.number
        return self._correct(copy, Correction.NEW, seen.fingerprint, customer=customer, number=number, nonce=nonce)

    def cancel(self, copy: Copy, *, nonce: str = "cancel") -> Copy:
        return cancel(copy, stands=copy.fortnox_document_number, nonce=nonce, user=self.user, outside=self.outside)

    def _correct(
        self,
        copy: Copy,
        correction: Correction,
        fingerprint: str,
        *,
        customer: str,
        nonce: str,
        number: str = "",
        keeps: Keeps = Keeps.ASK,
    ) -> Copy:
        return request_copy(
            self.connection.organisation,
            productive_invoice_id=copy.productive_invoice_id,
            customer=customer,
            number=number,
            seen_fingerprint=fingerprint,
            nonce=nonce,
            user=self.user,
            outside=self.outside,
            correction=correction,
            stands=copy.fortnox_document_number,
            keeps=keeps,
        )

    def drafts(self, bill: Bill) -> str:
        """Somebody writes this invoice in Productive; the id that it has there."""
        here = offices.desk_of(self.sandbox.store, self.sandbox.clock, office=offices.FYRLJUS, seller=STOCKHOLM)
        identity = str(700_000 + len(self.sandbox.store.table("productive.invoices")))
        return str(bills.write(here, dataclasses.replace(bill, identity=identity))["id"])

    def edits(self, path: str, **attributes: Any) -> None:
        """Somebody edits this in Productive: an invoice or a line, by its path."""
        edit(self.sandbox, "PATCH", path, attributes)

    def removes(self, path: str) -> None:
        """Somebody takes it out of Productive."""
        edit(self.sandbox, "DELETE", path)

    def books(self, number: str) -> None:
        """Somebody books it in Fortnox."""
        opening.fortnox(self.connection, outside=self.outside).book_invoice(number)

    def credits_in_productive(self, invoice: str, *lines: dict[str, Any], **attributes: Any) -> str:
        """Somebody makes a credit note in Productive, as its app does; of a part where lines are given."""
        return credit_note(self.sandbox, invoice, *lines, **attributes)

    def makes_drafts(self, copy: Copy, does: Does, *, nonce: str = "draft") -> list[str]:
        """Press Create credit note, or Credit and replace, and wait; the ids of the drafts, the credit note first."""
        assert draft(copy, does, nonce=nonce, user=self.user, outside=self.outside)
        self.work_until_quiet(copy)
        attempt = copy.attempts.latest("number")
        writes = attempt.writes.filter(kind="create_draft", state="landed").order_by("intended_at")
        return [str(write.answer["id"]) for write in writes if write.answer]

    def credit_notes_in_productive(self, invoice: str) -> list[str]:
        """The ids of every credit note of an invoice, by the sandbox's own count."""
        made = self.sandbox.store.table("productive.invoices").items()
        return [identity for identity, each in made if each["related"].get("parent_invoice") == invoice]

    def puts(self) -> list[str]:
        """The paths of what was changed in Fortnox."""
        return [each.path for each in self.sandbox.requests.seen() if each.method == "PUT"]

    def work(self, copy: Copy) -> Copy:
        """One turn, without letting time pass."""
        InlineEngine(outside=self.outside).run_due()
        copy.refresh_from_db()
        return copy

    def work_until_quiet(self, copy: Copy) -> Copy:
        until_quiet(copy.id, self.outside)
        copy.refresh_from_db()
        return copy

    def try_again(self, copy: Copy) -> Copy:
        asked = try_again(copy, nonce="try-again", user=self.user, outside=self.outside)
        return self.work(asked)

    def meanwhile(self, method: str, path: str, do: Callable[[], None]) -> None:
        """Just before the first such request arrives, somebody does something."""
        transport = Meanwhile(self.outside.transport, method, path, do)
        self.outside = dataclasses.replace(self.outside, transport=transport)

    def productive(self, invoice: str) -> dict[str, Any]:
        """The sandbox's own record of a Productive invoice."""
        record: dict[str, Any] = self.sandbox.store.table("productive.invoices")[invoice]["attributes"]
        return record

    def fortnox(self, number: str) -> dict[str, Any]:
        """The sandbox's own record of a Fortnox invoice."""
        return self.sandbox.store.table(f"fortnox.{self.connection.fortnox_tenant_id}.invoices")[number]

    def invoices_in_fortnox(self) -> int:
        return len(self.sandbox.store.table(f"fortnox.{self.connection.fortnox_tenant_id}.invoices"))


def tricky_world(clock: ManualClock) -> Sandbox:
    """Both remotes with the tricky world; its next invoice number, which is another trap, is free."""
    made = sandbox_with("tricky", clock)
    made.store.counters[f"fortnox.{STOCKHOLM.fortnox_tenant_id}.{SERIES}"] = 5001
    made.store.table("fortnox.redirects")[f"{settings.ENVIRONMENT.url}{connecting.CALLBACK_PATH}"] = {}
    return made


class Meanwhile(httpx.BaseTransport):
    """A wire on which somebody else acts once, just before a certain request arrives."""

    def __init__(self, inner: httpx.BaseTransport | None, method: str, path: str, do: Callable[[], None]) -> None:
        if inner is None:
            raise ValueError("There is no wire to listen on.")
        self._inner = inner
        self._waits_for = (method, path)
        self._do: Callable[[], None] | None = do

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        method, path = self._waits_for
        if self._do and request.method == method and path in request.url.path:
            do, self._do = self._do, None
            do()
        return self._inner.handle_request(request)


@pytest.fixture
def desk(decided: Connection, admin_user: User, outside_world: Outside, sandbox: Sandbox) -> Desk:
    return Desk(connection=decided, user=admin_user, outside=outside_world, sandbox=sandbox)
