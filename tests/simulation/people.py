"""A bookkeeper in Fortnox and a project manager in Productive, who do by chance what such people do."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import httpx

from brygga.clock import stockholm_date
from brygga.payments.marks import MARK
from brygga.payments.models import PaymentFeed
from sandbox.fortnox import bookkeeping, invoice_states, payments
from sandbox.fortnox.credits import credit
from sandbox.fortnox.errors import Refused
from sandbox.fortnox.fields import decimal
from sandbox.worlds import cast
from tests.outside_world import SANDBOX_HOST, SandboxTransport
from tests.simulation.stage import Stage

WRITE_OFF_ACCOUNT = 6570


class Bookkeeper:
    """What Fortnox refuses is not done."""

    def __init__(self, stage: Stage, dice: random.Random) -> None:
        self._stage = stage
        self._dice = dice
        self._books = stage.books
        self._begins_on = PaymentFeed.objects.get().mirrored_from or stockholm_date(stage.clock.now())
        self.did: list[str] = []

    def acts(self, wished: str = "") -> None:
        """Do this, or something by chance."""
        acts: tuple[tuple[int, Callable[[], object]], ...] = (
            (6, self.pays), (2, self.registers), (3, self.books_one), (3, self.edits), (3, self.deletes),
            (2, self.pays_with_write_off), (1, self.pays_back), (1, self.credits), (1, self.settles),
        )  # fmt: skip
        [act] = self._dice.choices([each for _, each in acts], weights=[weight for weight, _ in acts])
        act = next((each for _, each in acts if each.__name__ == wished), act)
        try:
            act()
            self.did.append(act.__name__)
        except Refused:
            self.did.append(f"({act.__name__})")

    def pays(self) -> str:
        number = self.registers()
        payments.bookkeep(self._books, number)
        return number

    def registers(self) -> str:
        invoice = self._invoice()
        return self._made(invoice, self._part_of(decimal(invoice["Balance"])))

    def settles(self) -> None:
        invoice = self._invoice()
        payments.bookkeep(self._books, self._made(invoice, decimal(invoice["Balance"])))

    def books_one(self) -> None:
        if found := self._payments(booked=False):
            payments.bookkeep(self._books, self._dice.choice(found)["Number"])

    def edits(self) -> None:
        """By hand, also what is booked; a write-off goes and never comes back."""
        if found := self._payments():
            payment = self._dice.choice(found)
            invoice = self._books.table("invoices")[str(payment["InvoiceNumber"])]
            amount = self._part_of(abs(decimal(payment["AmountCurrency"])) + 100)
            said: dict[str, Any] = {**_amounts(invoice, amount), "PaymentDate": self._day()}
            if payment["WriteOffs"] and self._dice.random() < 0.5:
                said["WriteOffs"] = []
            payments.change(self._books, payment["Number"], said, by_hand=True)

    def deletes(self) -> None:
        if found := self._payments():
            payments.remove(self._books, self._dice.choice(found)["Number"], by_hand=True)

    def pays_with_write_off(self) -> None:
        invoice = self._invoice()
        off = self._dice.choice(("10", "0.50", "-60"))
        row = {"AccountNumber": WRITE_OFF_ACCOUNT, "Amount": off, "Currency": invoice["Currency"]}
        number = self._made(invoice, self._part_of(decimal(invoice["Balance"])), WriteOffs=[row])
        payments.bookkeep(self._books, number)

    def pays_back(self) -> None:
        if found := [each for each in self._payments(booked=True) if decimal(each["AmountCurrency"]) > 50]:
            payment = self._dice.choice(found)
            invoice = self._books.table("invoices")[str(payment["InvoiceNumber"])]
            number = self._made(invoice, -self._part_of(decimal(payment["AmountCurrency"])))
            payments.bookkeep(self._books, number)

    def credits(self) -> None:
        """Seldom: a credited invoice is settled, and little happens to it after that."""
        if self._dice.random() < 0.3:
            number = self._invoice()["DocumentNumber"]
            credit(self._books, number)
            note = str(self._books.table("invoices")[number]["CreditInvoiceReference"])
            if not self._books.table("invoices")[note]["Booked"]:
                invoice_states.bookkeep(self._books, note)

    def _made(self, invoice: dict[str, Any], amount: Decimal, **said: Any) -> str:
        body = {"InvoiceNumber": int(invoice["DocumentNumber"]), **_amounts(invoice, amount)}
        body["PaymentDate"] = self._day()
        return str(payments.create(self._books, {**body, **said})["Number"])

    def _invoice(self) -> dict[str, Any]:
        record = self._stage.sandbox.store.table("productive.invoices")[self._dice.choice(self._stage.invoices)]
        found: dict[str, Any] = self._books.table("invoices")[record["attributes"]["export_id"]]
        return found

    def _payments(self, *, booked: bool | None = None) -> list[dict[str, Any]]:
        """Those that were made since payments are synced; older ones are no business of Brygga's."""
        every = self._books.table("invoicepayments").values()
        numbers = {self._stage.sandbox.store.table("productive.invoices")[each]["attributes"]["export_id"]
                   for each in self._stage.invoices}  # fmt: skip
        mine = [each for each in every if str(each["InvoiceNumber"]) in numbers]
        mine = [each for each in mine if each["PaymentDate"] >= self._begins_on.isoformat()]
        return [each for each in mine if booked is None or each["Booked"] is booked]

    def _part_of(self, whole: Decimal) -> Decimal:
        return max(Decimal(self._dice.randint(1, max(int(whole / 3), 1))), Decimal(1))

    def _day(self) -> str:
        today = self._books.clock.today()
        earliest = max(self._begins_on, today - timedelta(days=5))
        return date.fromordinal(self._dice.randint(earliest.toordinal(), today.toordinal())).isoformat()


class ProjectManager:
    """Records payments of their own in Productive, and now and then touches one of Brygga's."""

    def __init__(self, stage: Stage, dice: random.Random) -> None:
        self._stage = stage
        self._dice = dice

    def acts(self) -> None:
        every = self._stage.sandbox.store.table("productive.payments").items()
        known = [(identity, each) for identity, each in every if each["related"]["invoice"] in self._stage.invoices]
        marked = [identity for identity, each in known if MARK.search(each["attributes"]["note"] or "")]
        choice = self._dice.random()
        if choice < 0.5:
            on = stockholm_date(self._stage.clock.now()).isoformat()
            self._say("POST", "payments", invoice_id=self._dice.choice(self._stage.invoices), amount=5000, paid_on=on)
        elif choice < 0.8:
            own = [identity for identity, each in known if each["attributes"]["amount"] == 5000]
            if own:
                self._say("DELETE", f"payments/{self._dice.choice(own)}")
        elif marked and choice < 0.9:
            self._say("DELETE", f"payments/{self._dice.choice(marked)}")
        elif marked:
            self._say("PATCH", f"payments/{self._dice.choice(marked)}", amount=self._dice.randint(100, 9900))

    def _say(self, method: str, path: str, **attributes: Any) -> None:
        headers = {
            "X-Auth-Token": cast.PRODUCTIVE_TOKEN,
            "X-Organization-Id": cast.PRODUCTIVE_ORGANISATION_ID,
            "Content-Type": "application/vnd.api+json",
        }
        kind, _, identity = path.partition("/")
        content: dict[str, Any] = {"type": kind, "attributes": attributes} | ({"id": identity} if identity else {})
        with httpx.Client(transport=SandboxTransport(self._stage.sandbox), headers=headers) as browser:
            address = f"http://{SANDBOX_HOST}/productive/api/v2/{path}"
            browser.request(method, address, json={"data": content} if method != "DELETE" else None)


def _amounts(invoice: dict[str, Any], amount: Decimal) -> dict[str, str]:
    return {"Amount": str(bookkeeping.in_kronor(invoice, amount)), "AmountCurrency": str(amount)}
