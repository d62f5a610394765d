"""Every world: it can be asked for, is alike for the same seed, and its two sides agree."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from decimal import Decimal

import httpx
import pytest

from sandbox.app import Sandbox, create_app
from sandbox.clock import SandboxClock
from sandbox.fortnox import event_log
from sandbox.fortnox.fields import decimal
from sandbox.store import Record, Store
from sandbox.worlds import cast, catalogue
from tests.sandbox.conftest import MONDAY_MORNING
from tests.sandbox.ledger import Ledger
from tests.sandbox.wires import IN_PROCESS, wire_to

QUICK = tuple(name for name in catalogue.WORLDS if name != "large")
PRODUCTIVE = {"X-Auth-Token": cast.PRODUCTIVE_TOKEN, "X-Organization-Id": cast.PRODUCTIVE_ORGANISATION_ID}
FORTNOX_COMPANIES = ("100101", "100102", "100103")


def built(world: str, *, seed: int = 1) -> Sandbox:
    return create_app(world, seed=seed, clock=SandboxClock(frozen_at=MONDAY_MORNING))


@pytest.fixture(scope="module")
def agency() -> Sandbox:
    """Built once: nothing here changes it."""
    return built("agency")


@pytest.mark.parametrize("world", QUICK)
def test_it_is_the_same_for_the_same_seed(world: str) -> None:
    assert built(world).store.snapshot() == built(world).store.snapshot()


@pytest.mark.parametrize("world", QUICK)
def test_its_past_is_told_by_no_event(world: str) -> None:
    store = built(world).store
    assert not [name for name in store.tables if name.startswith(event_log.TABLE) and store.tables[name]]


@pytest.mark.parametrize("world", QUICK)
def test_its_vouchers_balance(world: str) -> None:
    for name, table in built(world).store.tables.items():
        if name.endswith(".vouchers"):
            for voucher in table.values():
                assert sum(decimal(row["Debit"]) - decimal(row["Credit"]) for row in voucher["VoucherRows"]) == 0


@pytest.mark.parametrize("world", [name for name in QUICK if name != "small_productive"])
def test_its_ledger_can_be_asked(world: str) -> None:
    sandbox = built(world)
    with wire_to(sandbox, IN_PROCESS) as client:
        ledger = Ledger(client=client, sandbox=sandbox)
        for path in ("invoices", "customers", "accounts", "invoicepayments", "financialyears", "settings/lockedperiod"):
            assert ledger.get(path)
    assert sandbox.requests.unknown() == {}


@pytest.mark.parametrize("world", [name for name in QUICK if name != "small_fortnox"])
def test_its_productive_can_be_asked(world: str) -> None:
    with wire_to(built(world), IN_PROCESS) as client:
        for kind in ("invoices", "companies", "subsidiaries", "payments", "tax_rates", "people"):
            assert asked(client, kind).status_code == 200


def test_another_seed_draws_another_agency(agency: Sandbox) -> None:
    assert built("agency", seed=2).store.snapshot() != agency.store.snapshot()


def test_nobody_knows_another_world() -> None:
    with pytest.raises(ValueError, match="A world is one of"):
        create_app("atlantis")


def test_the_empty_world_has_companies_and_nothing_in_them() -> None:
    store = built("empty").store
    assert len(store.table("productive.organizations")) == 2
    assert len(store.table("productive.subsidiaries")) == 3
    for kind in ("productive.companies", "productive.invoices", "fortnox.100101.customers", "fortnox.100101.invoices"):
        assert not store.table(kind)
    assert store.table("fortnox.100101.accounts")


def test_the_first_invoice_of_an_empty_company_is_number_1() -> None:
    sandbox = built("empty")
    with wire_to(sandbox, IN_PROCESS) as client:
        ledger = Ledger(client=client, sandbox=sandbox)
        number = ledger.customer()["CustomerNumber"]
        assert ledger.invoice(CustomerNumber=number)["DocumentNumber"] == "1"


def test_the_agency_has_two_years_in_three_companies(agency: Sandbox) -> None:
    records = [record for tenant in FORTNOX_COMPANIES for record in invoices_of(agency.store, tenant)]
    assert 1_400 < len(records) < 1_600
    days = sorted(record["InvoiceDate"] for record in records)
    assert (date.fromisoformat(days[-1]) - date.fromisoformat(days[0])).days > 700
    assert {record["Currency"] for record in records} == {"SEK", "EUR", "NOK", "USD", "GBP"}
    assert sum(record["Credit"] == "true" for record in records) > 10
    assert sum(not record["Booked"] for record in records) > 3
    assert (
        sum(1 for tenant in FORTNOX_COMPANIES for _ in agency.store.table(f"fortnox.{tenant}.invoicepayments")) > 1_200
    )


def test_its_numbers_have_no_hole(agency: Sandbox) -> None:
    for subsidiary in ("501", "502", "503"):
        finished = [each for each in bills_of(agency.store) if each["related"]["subsidiary"] == subsidiary]
        numbers = sorted(int(each["attributes"]["number"]) for each in finished if each["attributes"]["number"])
        assert numbers == list(range(numbers[0], numbers[-1] + 1))


def test_both_sides_of_the_agency_agree(agency: Sandbox) -> None:
    """Totals to the krona, because Fortnox rounds and Productive does not; what is paid there is paid here."""
    ledgers = {
        record["DocumentNumber"]: record for tenant in FORTNOX_COMPANIES for record in invoices_of(agency.store, tenant)
    }
    exported = [bill for bill in bills_of(agency.store) if bill["attributes"]["exported"]]
    assert len(exported) == len(ledgers)
    for bill in exported:
        facts, record = bill["attributes"], ledgers[bill["attributes"]["number"]]
        assert abs(Decimal(facts["amount_with_tax"]) / 100 - decimal(record["Total"])) <= 1, facts["number"]
        assert (record["Currency"], record["InvoiceDate"]) == (facts["currency"], facts["invoiced_on"])
        is_open_here, is_open_there = facts["amount_unpaid"] > 0, decimal(record["Balance"]) > 0
        assert is_open_here == is_open_there, facts["number"]


def test_the_agency_has_drafts_to_copy(agency: Sandbox) -> None:
    drafts = Counter(
        bill["related"]["subsidiary"] for bill in bills_of(agency.store) if not bill["attributes"]["number"]
    )
    assert drafts == {"501": 24, "502": 14, "503": 8}


@pytest.mark.parametrize("world", ["small", "agency", "tricky"])
def test_there_is_a_reason_behind_its_invoices(world: str) -> None:
    """Projects, budgets with services, which invoice asks money of which, bank accounts and fields of its own."""
    sandbox = built(world)
    with wire_to(sandbox, IN_PROCESS) as client:
        for kind in ("bank_accounts", "projects", "deals", "services", "invoice_attributions", "custom_fields"):
            assert asked(client, kind).json()["data"], kind
    subsidiaries = sandbox.store.table("productive.subsidiaries").values()
    mine = {one["id"] for one in subsidiaries if one["organization"] == cast.PRODUCTIVE_ORGANISATION_ID}
    banks = sandbox.store.table("productive.bank_accounts").values()
    assert {bank["related"]["subsidiary"] for bank in banks} == mine
    for share in sandbox.store.table("productive.invoice_attributions").values():
        bill = sandbox.store.table("productive.invoices")[share["related"]["invoice"]]
        budget = sandbox.store.table("productive.deals")[share["related"]["budget"]]
        assert share["attributes"]["amount"] == bill["attributes"]["amount"]
        assert bill["related"]["company"] == budget["related"]["company"]


def test_a_world_is_told_with_its_seed(agency: Sandbox) -> None:
    assert json.loads(agency.store.snapshot())["tables"][catalogue.NAMED]["name"] == {"name": "agency", "seed": 1}


def invoices_of(store: Store, tenant: str) -> list[Record]:
    return list(store.table(f"fortnox.{tenant}.invoices").values())


def bills_of(store: Store) -> list[Record]:
    return list(store.table("productive.invoices").values())


def asked(client: httpx.Client, kind: str) -> httpx.Response:
    return client.get(f"/productive/api/v2/{kind}", headers=PRODUCTIVE)
