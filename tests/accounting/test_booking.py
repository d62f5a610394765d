"""Whether an invoice can be booked: every reason at once, and none for what is booked already."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from brygga.accounting.booking import booking_problems
from brygga.fortnox import schema as fortnox
from tests.fortnox import answers


def year(accounting_method: str = "ACCRUAL") -> fortnox.FinancialYear:
    return fortnox.FinancialYear(
        id=3, from_date=date(2026, 1, 1), to_date=date(2026, 12, 31), accounting_method=accounting_method
    )


@pytest.mark.parametrize(
    ("invoice", "years", "locked_until", "why"),
    [
        ({}, [year()], None, []),
        ({}, [year()], date(2026, 4, 30), []),
        ({}, [year()], date(2026, 5, 1), ["period_locked"]),
        ({}, [], None, ["no_financial_year"]),
        ({"InvoiceDate": "2027-01-02"}, [year()], None, ["no_financial_year"]),
        ({"Cancelled": True}, [year()], date(2026, 5, 31), ["cancelled", "period_locked"]),
        ({"AccountingMethod": "CASH"}, [year()], None, ["cash_method"]),
        ({"AccountingMethod": ""}, [year("CASH")], None, ["cash_method"]),
        ({"AccountingMethod": "ACCRUAL"}, [year("CASH")], None, []),
        ({"Booked": True}, [], date(2026, 5, 31), []),
    ],
)
def test_an_invoice_of_1_may_can_be_booked_unless(
    invoice: dict[str, Any], years: list[fortnox.FinancialYear], locked_until: date | None, why: list[str]
) -> None:
    wire = json.loads(json.dumps(answers.invoice(**invoice)["Invoice"]), parse_float=Decimal)
    value = fortnox.Invoice.model_validate(wire)

    assert [problem.facts["why"] for problem in booking_problems(value, years, locked_until)] == why
