"""Bookkeepers in Fortnox and a project manager in Productive, who do by chance what such people do."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import httpx

from brygga.payments.marks import MARK
from sandbox.fortnox import bookkeeping, invoice_states, payments
from sandbox.fortnox.books import Books
from sandbox.fortnox.credits import credit
from sandbox.fortnox.errors import Refused
from sandbox.fortnox.fields import decimal
from sandbox.worlds import cast
from tests.outside_world import SANDBOX_HOST, SandboxTransport
from tests.simulation.stage import Stage, is_set_off

WRITE_OFF_ACCOUNT = 6570
DAYS_BACK = 5
OWN_AMOUNT = 5000


class Bookkeeper:
    """What Fortnox refuses is not done."""

    def __init__(self, stage: Stage, dice: random.Random, *, dates_back: bool = False) -> None:
        self._stage = stage
        self._dice = dice
        self._dates_back = dates_back
        self._begins_on = stage.sandbox.clock.today()
        self.did: list[str] = []

    def acts(self, wished: str = "") -> None:
        """Do this, or something by chance."""
        acts: tuple[tuple[int, Callable[[], object]], ...] = (
            (6, self.pays), (2, self.registers), (3, self.books_one), (3, self.edits), (2, self.moves),
            (3, self.deletes),
            (2, self.pays_with_write_off), (1, self.pays_back), (3, self.pays_all_back), (1, self.credits),
            (1, self.settles),
        )  # fmt: skip
        [act] = self._dice.choices([each for _, each in acts], weights=[weight for weight, _ in acts])
        act = next((each for _, each in acts if each.__name__ == wished), act)
        try:
            act()
            self.did.append(act.__name__)
        except Refused:
            self.did.append(f"({act.__name__})")

    def pays(self) -> None:
        books, number = self._registered()
        payments.bookkeep(books, number)

    def registers(self) -> None:
        self._registered()

    def _registered(self) -> tuple[Books, str]:
        invoice = self._invoice()
        return self._made(invoice, self._part_of(decimal(self._stage.record(invoice)["Balance"])))

    def settles(self) -> None:
        invoice = self._invoice()
        payments.bookkeep(*self._made(invoice, decimal(self._stage.record(invoice)["Balance"])))

    def books_one(self) -> None:
        if found := self._one(booked=False):
            payments.bookkeep(found[0], found[1]["Number"])

    def edits(self) -> None:
        """By hand, also what is booked; a write-off goes and never comes back."""
        if found := self._one():
            books, payment = found
            invoice = books.table("invoices")[str(payment["InvoiceNumber"])]
            amount = self._part_of(abs(decimal(payment["AmountCurrency"])) + 100)
            said: dict[str, Any] = {**_amounts(invoice, amount), "PaymentDate": self._day()}
            if payment["WriteOffs"] and self._dice.random() < 0.5:
                said["WriteOffs"] = []
            payments.change(books, payment["Number"], said, by_hand=True)

    def moves(self) -> None:
        """To another day, which no balance shows."""
        if found := self._one(booked=True):
            payments.change(found[0], found[1]["Number"], {"PaymentDate": self._day()}, by_hand=True)

    def deletes(self) -> None:
        if found := self._one():
            payments.remove(found[0], found[1]["Number"], by_hand=True)

    def pays_with_write_off(self) -> None:
        invoice = self._invoice()
        record = self._stage.record(invoice)
        off = self._dice.choice(("10", "0.50", "-60"))
        row = {"AccountNumber": WRITE_OFF_ACCOUNT, "Amount": off, "Currency": record["Currency"]}
        payments.bookkeep(*self._made(invoice, self._part_of(decimal(record["Balance"])), WriteOffs=[row]))

    def pays_back(self) -> None:
        self._pays_back(self._part_of)

    def pays_all_back(self) -> None:
        """Then the balance is what it was, and shows nothing of either payment."""
        self._pays_back(lambda amount: amount)

    def _pays_back(self, how_much: Callable[[Decimal], Decimal]) -> None:
        found = [each for each in self._payments(booked=True) if decimal(each[2]["AmountCurrency"]) > 50]
        if found:
            invoice, _, payment = self._dice.choice(found)
            payments.bookkeep(*self._made(invoice, -how_much(decimal(payment["AmountCurrency"]))))

    def credits(self) -> None:
        """Seldom: a credited invoice is settled, and little happens to it after that."""
        if self._dice.random() < 0.3:
            invoice = self._invoice()
            books, number = self._stage.books_of(invoice), self._stage.number(invoice)
            credit(books, number)
            note = str(books.table("invoices")[number]["CreditInvoiceReference"])
            if not books.table("invoices")[note]["Booked"]:
                invoice_states.bookkeep(books, note)

    def _made(self, invoice: str, amount: Decimal, **said: Any) -> tuple[Books, str]:
        books, record = self._stage.books_of(invoice), self._stage.record(invoice)
        body = {"InvoiceNumber": int(record["DocumentNumber"]), **_amounts(record, amount), "PaymentDate": self._day()}
        mode = {"ModeOfPaymentAccount": 1930}  # Not every company has a mode for payments that name none.
        return books, str(payments.create(books, {**body, **mode, **said})["Number"])

    def _invoice(self) -> str:
        return self._dice.choice(self._stage.invoices)

    def _one(self, *, booked: bool | None = None) -> tuple[Books, dict[str, Any]] | None:
        found = self._payments(booked=booked)
        return self._dice.choice(found)[1:] if found else None

    def _payments(self, *, booked: bool | None = None) -> list[tuple[str, Books, dict[str, Any]]]:
        """Not set-offs: those Fortnox makes, and takes back, by itself."""
        found: list[tuple[str, Books, dict[str, Any]]] = []
        for invoice in self._stage.invoices:
            books, number = self._stage.books_of(invoice), self._stage.number(invoice)
            theirs = (each for each in books.table("invoicepayments").values() if str(each["InvoiceNumber"]) == number)
            theirs = (each for each in theirs if self._dates_back or each["PaymentDate"] >= self._begins_on.isoformat())
            wanted = (each for each in theirs if booked in (None, each["Booked"]) and not is_set_off(books, each))
            found += [(invoice, books, each) for each in wanted]
        return found

    def _part_of(self, whole: Decimal) -> Decimal:
        return max(Decimal(self._dice.randint(1, max(int(whole / 3), 1))), Decimal(1))

    def _day(self) -> str:
        """Seldom, where they date back, the day before payments were synced, which people have seen to already."""
        today = self._stage.sandbox.clock.today()
        earliest = max(self._begins_on, today - timedelta(days=DAYS_BACK))
        if self._dates_back and self._dice.random() < 0.05:
            return (self._begins_on - timedelta(days=1)).isoformat()
        return date.fromordinal(self._dice.randint(earliest.toordinal(), today.toordinal())).isoformat()


class ProjectManager:
    """Records payments of their own in Productive, and now and then touches one of Brygga's."""

    def __init__(self, stage: Stage, dice: random.Random) -> None:
        self._stage = stage
        self._dice = dice

    def acts(self) -> set[str]:
        """Do something; returns the invoice on which it was done."""
        every = self._stage.sandbox.store.table("productive.payments").items()
        known = {identity: each for identity, each in every if each["related"]["invoice"] in self._stage.invoices}
        marked = [identity for identity, each in known.items() if MARK.search(each["attributes"]["note"] or "")]
        own = [identity for identity in known if identity not in marked]
        choice = self._dice.random()
        if choice < 0.5:
            invoice, on = self._dice.choice(self._stage.invoices), self._stage.sandbox.clock.today().isoformat()
            self._say("POST", "payments", invoice_id=invoice, amount=OWN_AMOUNT, paid_on=on)
            return {invoice}
        some = own if choice < 0.8 else marked
        if not some:
            return set()
        identity = self._dice.choice(some)
        if choice < 0.9:
            self._say("DELETE", f"payments/{identity}")
        else:
            self._say("PATCH", f"payments/{identity}", amount=self._dice.randint(100, 9900))
        return {known[identity]["related"]["invoice"]}

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
