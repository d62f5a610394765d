"""Every field of everything that can be written, with every odd value in turn: refused or taken, never a fall."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from werkzeug.test import Client

from sandbox.app import Sandbox
from sandbox.fortnox import accounts, article_fields, customer_fields, invoice_fields, payment_fields
from sandbox.fortnox.fields import Field
from sandbox.fortnox.register_kinds import REGISTERS
from tests.sandbox.ledger import Ledger, row
from tests.sandbox.wires import IN_PROCESS, wire_to

ODD: tuple[Any, ...] = (
    None, "", " ", "API_BLANK", "x", "\u0000", "å" * 3000, True, 0, -1, 3.14159, 10**30, "1e400", "NaN", "2026-02-30",
    "0001-01-01", "9999-12-31", "\ud800", [], [None], [[]], [{}], {}, {"Id": "x"}, "9" * 40,
)  # fmt: skip
ANSWERS = frozenset({200, 201, 400, 404})

# Path, wrapper, a body that is taken, and the fields that are tried in it.
WRITES: dict[str, tuple[str, str, dict[str, Any], tuple[Field, ...]]] = {
    "a new customer": ("customers", "Customer", {"Name": "A"}, customer_fields.FIELDS),
    "a customer": ("customers/1042", "Customer", {}, customer_fields.FIELDS),
    "a new invoice": ("invoices", "Invoice", {"CustomerNumber": "1042"}, invoice_fields.FIELDS),
    "an invoice": ("invoices/1", "Invoice", {}, invoice_fields.FIELDS),
    "a new article": ("articles", "Article", {"Description": "A"}, article_fields.FIELDS),
    "an article": ("articles/101", "Article", {}, article_fields.FIELDS),
    "a new account": ("accounts", "Account", {"Number": 3999, "Description": "A"}, accounts.FIELDS),
    "an account": ("accounts/3041", "Account", {}, accounts.FIELDS),
    "a new payment": ("invoicepayments", "InvoicePayment", {"InvoiceNumber": 2, "Amount": 1}, payment_fields.FIELDS),
    "a predefined account": (
        "predefinedaccounts/BG", "PreDefinedAccount", {}, (Field(name="Account"), Field(name="Name"))
    ),
    "a predefined series": (
        "predefinedvoucherseries/INVOICE", "PreDefinedVoucherSeries", {}, (Field(name="VoucherSeries"),)
    ),
    **{
        f"a new record of {kind}": (kind, register.singular, {"Code": "A", "Description": "A"}, register.fields)
        for kind, register in REGISTERS.items()
    },
}  # fmt: skip


@pytest.fixture
def caller(ledger_sandbox: Sandbox) -> Iterator[Ledger]:
    """The ledger of the small world with two invoices more: 1 is open to changes, 2 is booked."""
    with wire_to(ledger_sandbox, IN_PROCESS) as client:
        ledger = Ledger(client=client, sandbox=ledger_sandbox)
        for number in ("1", "2"):
            ledger.invoice(row(), DocumentNumber=number)
        ledger.put("invoices/2/bookkeep")
        yield ledger


@pytest.mark.parametrize("what", WRITES)
def test_it_takes_or_refuses_any_value_of_any_field_of(caller: Ledger, what: str) -> None:
    path, wrapper, body, fields = WRITES[what]
    bodies = ({**body, name: value} for name, value in tried(fields))
    assert not fallen(caller, path, wrapper, bodies)


def test_it_takes_or_refuses_any_value_of_any_field_of_a_row(caller: Ledger) -> None:
    bodies = ({"InvoiceRows": [{**row(), name: value}]} for name, value in tried(invoice_fields.ROW_FIELDS))
    assert not fallen(caller, "invoices/1", "Invoice", bodies)


def test_it_takes_or_refuses_any_shape_of_a_body(caller: Ledger) -> None:
    odd = [status for value in ODD if (status := sent(caller, "POST", "invoices", value)) not in ANSWERS]
    assert not odd


def tried(fields: Iterable[Field]) -> Iterator[tuple[str, Any]]:
    for field in fields:
        for value in ODD:
            yield field.name, value
        for part in field.parts:
            for value in ODD:
                yield field.name, {part.name: value}


def fallen(caller: Ledger, path: str, wrapper: str, bodies: Iterable[dict[str, Any]]) -> list[str]:
    """The bodies that were answered with something else than a yes or a no; what they left behind is read too."""
    method = "PUT" if "/" in path else "POST"
    before = caller.sandbox.store.snapshot()
    odd = []
    for body in bodies:
        if sent(caller, method, path, {wrapper: body}) not in ANSWERS:
            odd.append(str(body)[:200])
        if method == "PUT" and sent(caller, "GET", path) not in ANSWERS:
            odd.append(f"read after {str(body)[:200]}")
    if sent(caller, "GET", path) not in ANSWERS:
        odd.append("read at the end")
    caller.sandbox.store.restore(before)
    return odd


def sent(caller: Ledger, method: str, path: str, body: Any = None) -> int:
    caller.sandbox.clock.advance(caller.pace_seconds)
    headers = {"Authorization": f"Bearer {caller.token}", "Accept": "application/json"}
    answer = Client(caller.sandbox).open(f"/fortnox/3/{path}", method=method, json=body, headers=headers)
    return answer.status_code
