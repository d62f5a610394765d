"""The small world has everything once: each resource of Productive, and what is rare there and in Fortnox."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.app import Sandbox, create_app
from sandbox.clock import SandboxClock
from sandbox.fortnox.fields import decimal
from sandbox.productive.resources import RESOURCES
from sandbox.store import Record
from tests.sandbox.conftest import MONDAY_MORNING
from tests.sandbox.wires import IN_PROCESS, wire_to
from tests.sandbox.worlds.test_worlds import asked


@pytest.fixture(scope="module")
def small() -> Sandbox:
    """Built once: nothing here changes it."""
    return create_app("small", clock=SandboxClock(frozen_at=MONDAY_MORNING))


def mine(small: Sandbox, kind: str) -> list[Record]:
    return list(small.store.table(f"productive.{kind}").values())


def facts(small: Sandbox, kind: str, name: str) -> list[Any]:
    """The values of one attribute that are not empty."""
    values = [record["attributes"].get(name) for record in mine(small, kind)]
    return [value for value in values if value not in (None, "", [], {})]


@pytest.mark.parametrize("kind", RESOURCES)
def test_every_resource_of_productive_has_a_record(small: Sandbox, kind: str) -> None:
    with wire_to(small, IN_PROCESS) as client:
        assert asked(client, kind).json()["data"]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("payments", "written_off_on"),
        ("invoices", "tag_list"),
        ("invoices", "custom_fields"),
        ("invoices", "discount"),
        ("invoice_attributions", "date_from"),
        ("tax_rates", "secondary_component_value"),
        ("tax_rates", "archived_at"),
        ("service_types", "archived_at"),
        ("companies", "archived_at"),
        ("people", "deactivated_at"),
        ("webhooks", "deactivated_at"),
        ("webhook_logs", "payload"),
        ("activities", "changeset"),
        ("attachments", "url"),
    ],
)
def test_what_is_rare_is_there(small: Sandbox, kind: str, name: str) -> None:
    assert facts(small, kind, name)


def test_its_lines_are_of_every_kind(small: Sandbox) -> None:
    lines = mine(small, "line_items")
    assert {line["attributes"]["unit_id"] for line in lines} == {1, 2, 3}
    assert [line for line in lines if line["related"].get("service")]
    assert [line for line in lines if not line["related"].get("service_type")]
    two_parts = [line for line in lines if line["related"]["tax_rate"] == "50175"]
    assert [line["attributes"]["amount_tax"] for line in two_parts] == [6075]


def test_some_paid_too_much_and_some_less(small: Sandbox) -> None:
    assert [one for one in facts(small, "invoices", "amount_unpaid") if one < 0]
    assert small.store.table("productive.invoices")["8031"]["attributes"]["amount_written_off"] == 1200


def test_fortnox_has_the_same_invoices_with_a_fee_written_off_and_a_payment_that_waits(small: Sandbox) -> None:
    ledger, payments = (small.store.table(f"fortnox.100101.{kind}") for kind in ("invoices", "invoicepayments"))
    assert decimal(ledger["10454"]["Balance"]) == 0
    written_off = [row["AccountNumber"] for one in payments.values() for row in one["WriteOffs"]]
    assert written_off == [6570]
    assert [one["InvoiceNumber"] for one in payments.values() if not one["Booked"]] == [10453]
    for table in ("100101.labels", "100102.attachments", "100102.files"):
        assert small.store.table(f"fortnox.{table}")


def test_nobody_is_called_by_its_webhook(small: Sandbox) -> None:
    assert not small.store.table("productive.deliveries")
    assert all(webhook["attributes"]["deactivated_at"] for webhook in mine(small, "webhooks"))
