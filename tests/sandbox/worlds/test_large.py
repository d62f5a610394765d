"""The large world is whole: copied records are as good as those that the remotes' own rules make."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from sandbox.app import Sandbox, create_app
from sandbox.clock import SandboxClock
from sandbox.fortnox.fields import decimal
from sandbox.store import Table
from sandbox.worlds import cast
from tests.sandbox.conftest import MONDAY_MORNING
from tests.sandbox.ledger import Ledger, row
from tests.sandbox.wires import IN_PROCESS, wire_to

PRODUCTIVE = {"X-Auth-Token": cast.PRODUCTIVE_TOKEN, "X-Organization-Id": cast.PRODUCTIVE_ORGANISATION_ID}
IN_ALL = 10_000


def built() -> Sandbox:
    return create_app("large", clock=SandboxClock(frozen_at=MONDAY_MORNING))


@pytest.fixture(scope="module")
def large() -> Sandbox:
    """Built once: whoever changes something builds its own."""
    return built()


def table(large: Sandbox, kind: str) -> Table:
    return large.store.table(f"fortnox.100101.{kind}")


def test_it_has_as_many_records_as_it_says(large: Sandbox) -> None:
    sizes = {name: len(records) for name, records in large.store.tables.items()}
    assert sizes["fortnox.100101.invoices"] == sizes["productive.invoices"] == IN_ALL
    assert sizes["fortnox.100101.invoicepayments"] == sizes["productive.payments"] == 10 * IN_ALL
    assert sizes["fortnox.100101.vouchers"] == 11 * IN_ALL


def test_every_invoice_is_settled_by_its_payments(large: Sandbox) -> None:
    paid: Counter[int] = Counter()
    for payment in table(large, "invoicepayments").values():
        paid[payment["InvoiceNumber"]] += int(decimal(payment["Amount"]) * 100)
    for number, invoice in table(large, "invoices").items():
        assert decimal(invoice["Balance"]) == 0
        assert Decimal(paid[int(number)]) / 100 == decimal(invoice["Total"])


def test_every_voucher_balances_and_is_named_by_what_it_is_of(large: Sandbox) -> None:
    vouchers = table(large, "vouchers")
    for voucher in vouchers.values():
        assert sum(decimal(each["Debit"]) - decimal(each["Credit"]) for each in voucher["VoucherRows"]) == 0
    for kind, key in (("invoices", "DocumentNumber"), ("invoicepayments", "Number")):
        for record in table(large, kind).values():
            name = f"{record['VoucherSeries']}.{record['VoucherNumber']}.{record['VoucherYear']}"
            assert vouchers[name]["ReferenceNumber"] == record[key]


def test_both_sides_say_the_same(large: Sandbox) -> None:
    ledger = table(large, "invoices")
    for bill in large.store.table("productive.invoices").values():
        facts = bill["attributes"]
        invoice = ledger[facts["number"]]
        assert Decimal(facts["amount_with_tax"]) / 100 == decimal(invoice["Total"])
        assert (facts["invoiced_on"], facts["paid_on"]) == (invoice["InvoiceDate"], invoice["FinalPayDate"])
        assert facts["amount_unpaid"] == 0


def test_no_record_shares_a_part_with_another(large: Sandbox) -> None:
    rows = [id(each) for invoice in table(large, "invoices").values() for each in invoice["InvoiceRows"]]
    assert len(set(rows)) == len(rows)


def test_life_goes_on_in_it() -> None:
    sandbox = built()
    with wire_to(sandbox, IN_PROCESS) as client:
        ledger = Ledger(client=client, sandbox=sandbox)
        assert ledger.get("invoices", limit=500, page=20)["MetaInformation"]["@TotalResources"] == IN_ALL
        assert len(ledger.get("invoicepayments", invoicenumber="100001")["InvoicePayments"]) == 10
        number = ledger.invoice(row())["DocumentNumber"]
        assert number == "110001"
        assert ledger.put(f"invoices/{number}/bookkeep")["Invoice"]["Booked"] is True
        mine = {"filter[invoice_id]": "1000000"}
        payments = client.get("/productive/api/v2/payments", params=mine, headers=PRODUCTIVE).json()
        assert len(payments["data"]) == 10
