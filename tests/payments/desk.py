"""A bookkeeper in Fortnox and a project manager in Productive, and Brygga that works between them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import httpx

from brygga.connections.models import Connection
from brygga.connections.outside import Outside
from brygga.copying.models import Copy
from brygga.copying.preview import preview
from brygga.jobs.inline import InlineEngine
from brygga.jobs.requests import request_copy
from brygga.listening.ear import KEPT, Ear
from brygga.listening.taking_in import SHOWN_AFTER
from brygga.payments.models import Mirror, MirrorState, PaymentFeed, PaymentSync
from brygga.payments.turns import ask_all, under_way
from brygga.tenants.models import User
from sandbox.app import Sandbox
from sandbox.fortnox import cash_method, invoice_states, payments, set_offs
from sandbox.fortnox.books import Books
from sandbox.fortnox.credits import credit
from sandbox.worlds import cast
from tests.copying.conftest import Meanwhile
from tests.faults.recovery import until_quiet
from tests.outside_world import SANDBOX_HOST, SandboxTransport, credit_note

NORRSKEN = "9001"
TURNS_MAX = 80
HEARD_STEPS = 5


@dataclasses.dataclass(kw_only=True)
class Desk:
    """One linked invoice in both systems, and everybody who has a hand in its payments."""

    connection: Connection
    user: User
    outside: Outside
    sandbox: Sandbox
    number: str = ""
    invoice_id: str = NORRSKEN

    @property
    def books(self) -> Books:
        tenant = str(self.connection.fortnox_tenant_id)
        return Books(store=self.sandbox.store, clock=self.sandbox.clock, tenant=tenant)

    def copies(self, invoice: str = NORRSKEN, *, book: bool = True, send: bool = True) -> str:
        """The invoice goes to Fortnox, is booked there and marked as sent in Productive."""
        seen = preview(self.connection.organisation, invoice, outside=self.outside)
        assert seen.problems == (), seen.problems
        copy: Copy = request_copy(
            self.connection.organisation,
            productive_invoice_id=invoice,
            customer=seen.choice.number,
            seen_fingerprint=seen.fingerprint,
            nonce=f"press-{invoice}",
            user=self.user,
            outside=self.outside,
        )
        until_quiet(copy.id, self.outside)
        copy.refresh_from_db()
        assert copy.state == "copied", copy.problems
        self.number = copy.fortnox_document_number
        if book:
            self.books_by_hand(self.number)
        if send:
            self.in_productive("PATCH", f"invoices/{invoice}", sent_on="2026-11-02")
        return self.number

    def credits_part(self, hours: int) -> str:
        """A credit note of so many hours of the strategy workshop goes to Fortnox; it is booked there."""
        workshop = self.sandbox.store.table("productive.line_items")["900101"]["related"]
        line = {
            "description": "Too many hours",
            "quantity": str(-hours),
            "unit_id": 1,
            "unit_price": 145_000,
            "tax_rate_id": workshop["tax_rate"],
            "service_type_id": workshop["service_type"],
        }
        note, original = credit_note(self.sandbox, NORRSKEN, line), self.number
        number, self.number = self.copies(note, send=False), original
        return number

    # The bookkeeper.

    def books_by_hand(self, number: str) -> None:
        """Book an invoice or a note, where that is still to do, and made ready before where there is a warehouse."""
        record = self.books.table("invoices")[number]
        if record["Booked"] or cash_method.applies(record):
            return
        if self.books.switch("warehouse_module"):
            invoice_states.make_ready(self.books, number)
        invoice_states.bookkeep(self.books, number)

    def pays(self, amount: object = None, *, booked: bool = True, number: str = "", **said: Any) -> str:
        """Register a payment, of an amount in kronor unless it is said otherwise; returns its number."""
        body = {"InvoiceNumber": int(number or self.number), "PaymentDate": self.books.clock.today().isoformat()}
        body |= ({} if amount is None else {"Amount": str(amount)}) | said
        made = payments.create(self.books, body)
        if booked:
            payments.bookkeep(self.books, made["Number"])
        return str(made["Number"])

    def edits(self, payment: str, amount: object, **said: Any) -> None:
        payments.change(self.books, payment, {"Amount": str(amount), **said}, by_hand=True)

    def deletes(self, payment: str) -> None:
        payments.remove(self.books, payment, by_hand=True)

    def credits_whole(self) -> str:
        credit(self.books, self.number)
        note = str(self.invoice["CreditInvoiceReference"])
        self.books_by_hand(note)
        return note

    def sets_off(self, note: str) -> None:
        """The invoice is settled against its credit note, as far as both are open."""
        set_offs.set_off(self.books, self.invoice, self.books.table("invoices")[note])

    @property
    def invoice(self) -> dict[str, Any]:
        record: dict[str, Any] = self.books.table("invoices")[self.number]
        return record

    @property
    def balance(self) -> Decimal:
        return self.balance_of(self.number)

    def balance_of(self, number: str) -> Decimal:
        return Decimal(self.books.table("invoices")[number]["Balance"])

    # The project manager.

    def in_productive(self, method: str, path: str, **attributes: Any) -> dict[str, Any]:
        headers = {
            "X-Auth-Token": cast.PRODUCTIVE_TOKEN,
            "X-Organization-Id": cast.PRODUCTIVE_ORGANISATION_ID,
            "Content-Type": "application/vnd.api+json",
        }
        kind, _, identity = path.partition("/")
        content: dict[str, Any] = {"type": kind, "attributes": attributes} | ({"id": identity} if identity else {})
        with httpx.Client(transport=SandboxTransport(self.sandbox), headers=headers) as browser:
            address = f"http://{SANDBOX_HOST}/productive/api/v2/{path}"
            answer = browser.request(method, address, json={"data": content} if method != "DELETE" else None)
            answer.raise_for_status()
            return dict(answer.json()["data"]) if answer.content else {}

    @property
    def shown(self) -> list[str]:
        """What Productive shows: "12500.00 2026-11-02", with "written off" before the day of a write-off."""
        records = [each["attributes"] for each in self.sandbox.store.table("productive.payments").values()
                   if each["related"]["invoice"] == self.invoice_id]  # fmt: skip
        said = [
            f"{Decimal(each['amount']).scaleb(-2)} "
            + (f"written off {each['written_off_on']}" if each["written_off_on"] else str(each["paid_on"]))
            for each in records
        ]
        return sorted(said)

    @property
    def unpaid(self) -> Decimal:
        return Decimal(self.in_productive_now["amount_unpaid"]).scaleb(-2)

    @property
    def in_productive_now(self) -> dict[str, Any]:
        record: dict[str, Any] = self.sandbox.store.table("productive.invoices")[self.invoice_id]["attributes"]
        return record

    # Brygga.

    def turns_on(self) -> None:
        settings = self.connection.settings
        settings.payments_synced = True
        settings.save(update_fields=["payments_synced"])

    def sweeps(self) -> None:
        """Brygga sweeps now, and works until all is quiet."""
        PaymentFeed.objects.update(wakes_at=self.outside.clock.now())
        self.works()

    def works(self) -> None:
        """Work and let time pass until no invoice waits for anything but its watch."""
        engine = InlineEngine(outside=self.outside)
        for _ in range(TURNS_MAX):
            engine.run_due()
            waiting = PaymentSync.objects.filter(under_way(self.outside.clock.now())).order_by("wakes_at")
            if (sync := waiting.first()) is None or sync.wakes_at is None:
                return
            self.outside.clock.sleep(max((sync.wakes_at - self.outside.clock.now()).total_seconds(), 0.001))
        raise AssertionError(f"Never quiet: {PaymentSync.objects.values('wakes_at', 'reason', 'disagreements')}")

    def hears(self, ear: Ear) -> None:
        """Brygga listens and works for a while, and sweeps nothing."""
        PaymentFeed.objects.update(wakes_at=self.outside.clock.now() + KEPT)
        engine = InlineEngine(outside=self.outside)
        for _ in range(HEARD_STEPS):
            ear.step(0)
            engine.run_due()
            self.outside.clock.sleep(SHOWN_AFTER.total_seconds())

    def turns(self, count: int) -> None:
        """So many turns, a minute apart, whatever comes of them."""
        engine = InlineEngine(outside=self.outside)
        for _ in range(count):
            engine.run_due()
            self.outside.clock.sleep(60)

    def meanwhile(self, method: str, path: str, do: Callable[[], None]) -> None:
        """Just before the first such request arrives, somebody does something."""
        self.outside = dataclasses.replace(self.outside, transport=Meanwhile(self.outside.transport, method, path, do))

    def asks(self, **said: Any) -> None:
        """Somebody wants this invoice looked at."""
        ask_all(PaymentSync.objects.filter(id=self.sync.id), now=self.outside.clock.now(), **said)

    @property
    def sync(self) -> PaymentSync:
        return PaymentSync.objects.get(link__fortnox_document_number=self.number)

    @property
    def told(self) -> list[str]:
        return [each["kind"] for each in self.sync.disagreements]

    @property
    def mirrors(self) -> list[Mirror]:
        return list(Mirror.objects.filter(state=MirrorState.LIVE).order_by("fortnox_payment_number"))
