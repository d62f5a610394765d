"""The bookkeeper of Fyrljus Stockholm, at the sandbox's own pages of Fortnox; and what Productive shows of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import httpx

from sandbox.worlds import cast

HOME = f"/fortnox/app/{cast.STOCKHOLM.fortnox_tenant_id}"
TOKEN = re.compile(r'name="?token"? value="?(\w+)')
WRONG = re.compile(r'role="alert">(.*?)</p>')
PAYMENT = re.compile(r"/payments/(\d+)")


@dataclass(frozen=True)
class Bookkeeper:
    """Books invoices and what was paid on them."""

    address: str

    def books(self, number: str) -> None:
        self._presses(f"invoices/{number}/book")

    def pays(self, number: str, amount: str, *, on: str, booked: bool = True, **written_off: str) -> str:
        """Register a payment, with what is `written_off` on which `account`; returns its number."""
        said = {"amount": amount, "paid_on": on, "to": "1930", "then": "book" if booked else ""}
        page = self._presses(f"invoices/{number}/payments", **said, **written_off)
        return str(max(PAYMENT.findall(page), key=int))

    def edits(self, payment: str, amount: str, *, on: str) -> None:
        self._presses(f"payments/{payment}", amount=amount, paid_on=on)

    def deletes(self, payment: str) -> None:
        self._presses(f"payments/{payment}/delete")

    def productive_shows(self, invoice_id: str) -> list[str]:
        """The payments of an invoice in Productive: "1000.00 2026-11-02"."""
        answer = httpx.get(f"{self.address}/_sandbox/snapshot", trust_env=False, timeout=30)
        kept: dict[str, Any] = answer.raise_for_status().json()["tables"]["productive.payments"]
        found = [each["attributes"] for each in kept.values() if each["related"]["invoice"] == invoice_id]
        return sorted(f"{Decimal(each['amount']).scaleb(-2)} {each['paid_on']}" for each in found)

    def changes_in_productive(self, invoice_id: str, cents: int) -> None:
        """A project manager changes the first payment of an invoice there."""
        snapshot = f"{self.address}/_sandbox/snapshot"
        world = httpx.get(snapshot, trust_env=False, timeout=30).raise_for_status().json()
        kept = world["tables"]["productive.payments"].values()
        first = next(each for each in kept if each["related"]["invoice"] == invoice_id)
        first["attributes"]["amount"] = cents
        httpx.put(snapshot, json=world, trust_env=False, timeout=30).raise_for_status()

    def _presses(self, path: str, **said: str) -> str:
        with httpx.Client(base_url=self.address, trust_env=False, timeout=30, follow_redirects=True) as browser:
            token = TOKEN.findall(browser.get(f"{HOME}/new").text)[0]
            page = browser.post(f"{HOME}/{path}", data={**said, "token": token})
        assert page.is_success, WRONG.findall(page.text)
        return page.text
