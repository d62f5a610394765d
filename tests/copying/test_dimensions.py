"""Project and cost centre from the budget that a line bills to the row in Fortnox; asked for only where that is set."""

from __future__ import annotations

import pytest

from brygga.accounting.dimensions import Dimension
from brygga.accounting.references import Taken, TextSource
from brygga.connections.invoice_settings import InvoiceSettings, save
from brygga.copying.states import CopyState
from tests.copying.conftest import Desk

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def by_budget(desk: Desk) -> Desk:
    """Line 900101 bills a service of a budget; its name stands for project 101, and the order number is the centre."""
    line = desk.sandbox.store.table("productive.line_items")["900101"]
    budget = next(iter(desk.sandbox.store.table("productive.deals").values()))
    service = next(
        each
        for each in desk.sandbox.store.table("productive.services").values()
        if each["related"]["deal"] == budget["id"]
    )
    line["related"]["service"] = service["id"]
    code = next(iter(registers(desk, "projects")))
    wanted = InvoiceSettings(
        dimension_sources={
            Dimension.PROJECT: Taken(TextSource.BUDGET),
            Dimension.COST_CENTER: Taken(TextSource.ORDER_NUMBER),
        },
        dimension_codes={Dimension.PROJECT: {budget["attributes"]["name"]: code}, Dimension.COST_CENTER: {}},
    )
    save(desk.connection, wanted, user=desk.user, outside=desk.outside)
    desk.edits("invoices/9001", purchase_order_number="UTV")
    return desk


def registers(desk: Desk, kind: str) -> list[str]:
    return list(desk.sandbox.store.table(f"fortnox.{desk.connection.fortnox_tenant_id}.{kind}"))


def test_each_row_carries_its_project_and_cost_centre(by_budget: Desk) -> None:
    copy = by_budget.work(by_budget.ask("9001"))

    rows = [row for row in by_budget.fortnox(copy.fortnox_document_number)["InvoiceRows"] if row["AccountNumber"]]
    assert (copy.state, copy.problems) == (CopyState.COPIED, [])
    assert rows[0]["Project"] == registers(by_budget, "projects")[0]
    assert {row["CostCenter"] for row in rows} == {"UTV"}


def test_a_closed_cost_centre_stops_the_copy_before_anything_is_sent(by_budget: Desk) -> None:
    centres = by_budget.sandbox.store.table(f"fortnox.{by_budget.connection.fortnox_tenant_id}.costcenters")
    centres["UTV"]["Active"] = False

    assert {each.kind for each in by_budget.preview("9001").problems} == {"dimension_inactive"}


def test_nothing_is_asked_for_where_nothing_is_taken(desk: Desk) -> None:
    desk.sandbox.requests.clear()

    desk.preview("9001")

    asked = {each.path for each in desk.sandbox.requests.seen()}
    assert not [path for path in asked if path.endswith(("/deals", "/projects", "/costcenters"))]
