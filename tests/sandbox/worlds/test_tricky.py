"""The tricky world holds every case that its table names, and its table names every case of the references."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sandbox.app import Sandbox, create_app
from sandbox.clock import SandboxClock
from sandbox.fortnox.fields import decimal
from sandbox.store import Record
from sandbox.worlds.tricky_cases import PARTS
from sandbox.worlds.tricky_traps import LEDGER, PAYMENTS, TO_PLAN, TRAPS, Trap
from tests.sandbox.conftest import MONDAY_MORNING

REFERENCE = Path(__file__).parents[4] / "shared" / "reference"
needs_reference = pytest.mark.skipif(not REFERENCE.exists(), reason="The references do not lie beside this tree.")


@pytest.fixture(scope="module")
def tricky() -> Sandbox:
    """Built once: nothing here changes it."""
    return create_app("tricky", clock=SandboxClock(frozen_at=MONDAY_MORNING))


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: f"{trap.table}/{trap.key}")
def test_it_holds(tricky: Sandbox, trap: Trap) -> None:
    if trap.is_gone:
        assert trap.key not in tricky.store.table(trap.table), trap.told
        return
    record = tricky.store.table(trap.table)[trap.key]
    there = {name: comparable(said(record, name)) for name in trap.facts}
    assert there == {name: comparable(fact) for name, fact in trap.facts.items()}, trap.told


@needs_reference
def test_every_complaint_is_in_the_table() -> None:
    rows = re.findall(r"^\| (\d+) \|", (REFERENCE / "complaints.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert rows
    assert {f"complaint {number}" for number in rows} - whole_cases() == set()


@needs_reference
def test_every_case_of_bookkeeping_is_in_the_table() -> None:
    text = (REFERENCE / "bookkeeping.md").read_text(encoding="utf-8")
    cases = {f"bookkeeping {number}" for number in re.findall(r"^(\d+)\. ", text, re.MULTILINE)}
    cases |= set(re.findall(r"^- (A\d) ", text, re.MULTILINE))
    assert {"bookkeeping 28", "A8"} <= cases
    assert cases - whole_cases() == set()


def test_no_case_is_told_but_by_name() -> None:
    """A case of several parts by its parts, and any other by itself."""
    known = {f"{case}{letter}" for case, parts in PARTS.items() for letter in parts}
    for case in told_cases() - known:
        assert re.fullmatch(r"complaint \d+|bookkeeping \d+|A\d", case), case
        assert case not in PARTS
    assert known - told_cases() == set()


def test_its_payments_are_not_all_money(tricky: Sandbox) -> None:
    """What bookkeeping 1 to 6 say of payments, by invoice."""
    by_invoice: dict[int, list[Record]] = {}
    for payment in tricky.store.table(PAYMENTS).values():
        by_invoice.setdefault(payment["InvoiceNumber"], []).append(payment)
    assert [decimal(payment["Amount"]) for payment in by_invoice[1005] + by_invoice[1006]] == [10000, -10000]
    assert decimal(by_invoice[1007][0]["Amount"]) == 0
    assert [row["AccountNumber"] for row in by_invoice[1007][0]["WriteOffs"]] == [6351, 2611]
    assert decimal(by_invoice[1008][0]["Amount"]) == 10060
    assert by_invoice[1010][0]["PaymentDate"] == by_invoice[1011][0]["PaymentDate"]
    assert (by_invoice[1012][0]["Amount"], by_invoice[1012][0]["AmountCurrency"]) == ("18671.45", "1681.81")
    assert by_invoice[1013][0]["Source"] == "finance"
    assert by_invoice[1018][0]["ModeOfPaymentAccount"] == 1515
    assert [payment["Booked"] for payment in by_invoice[1020]] == [True, False]


def test_its_other_payments_are_not_all_money_either(tricky: Sandbox) -> None:
    """What else bookkeeping 1 to 6 say: account and amount of what was written off, money that came and went."""
    by_invoice: dict[int, list[Record]] = {}
    for payment in tricky.store.table(PAYMENTS).values():
        by_invoice.setdefault(payment["InvoiceNumber"], []).append(payment)
    written_off = {
        number: [(row["AccountNumber"], decimal(row["Amount"])) for row in by_invoice[number][0]["WriteOffs"]]
        for number in (1030, 1031, 1032, 1033)
    }
    assert written_off == {
        1030: [(6570, 35)], 1031: [(3740, Decimal("0.04"))], 1032: [(7960, Decimal("132.5"))],
        1033: [(3960, Decimal("-65.5"))],
    }  # fmt: skip
    refund = by_invoice[989][0]
    assert decimal(refund["Amount"]) == -10000
    assert refund["ModeOfPaymentAccount"] == 1930
    assert [decimal(each["Amount"]) for each in by_invoice[990]] == [10000, -10000]
    assert {each["Source"] for each in by_invoice[990]} == {"finance"}
    assert 991 not in by_invoice
    assert [payment["Booked"] for payment in by_invoice[987]] == [False]
    assert 993 not in by_invoice


def test_the_year_before_is_closed_with_a_payment_in_it(tricky: Sandbox) -> None:
    locked_until = tricky.store.table("fortnox.100101.company")["facts"]["LockedUntil"]
    paid = next(one for one in tricky.store.table(PAYMENTS).values() if one["InvoiceNumber"] == 981)
    assert paid["PaymentDate"] < f"{MONDAY_MORNING.year}-01-01" <= locked_until


def test_its_files_are_files(tricky: Sandbox) -> None:
    """Complaint 15: one that a client would fetch in Productive, one that goes out with the mail in Fortnox."""
    bill = tricky.store.table("productive.invoices")["9366"]
    there = tricky.store.table("productive.attachments")[bill["related"]["attachment"]]
    assert (there["attributes"]["name"], there["related"]["invoice"]) == ("Tidrapport.pdf", "9366")
    [here] = tricky.store.table("fortnox.100101.attachments").values()
    assert (here["entityId"], here["includeOnSend"]) == (1039, True)


def test_dates_lie_where_they_hurt(tricky: Sandbox) -> None:
    drafts = tricky.store.table("productive.invoices")
    locked_until = tricky.store.table("fortnox.100101.company")["facts"]["LockedUntil"]
    assert (
        drafts["9306"]["attributes"]["invoiced_on"] <= locked_until < tricky.store.table(LEDGER)["1005"]["InvoiceDate"]
    )
    first_day = min(year["FromDate"] for year in tricky.store.table("fortnox.100101.financialyears").values())
    assert drafts["9307"]["attributes"]["invoiced_on"] < first_day
    broken = tricky.store.table("fortnox.100201.financialyears")["5"]
    assert (date.fromisoformat(broken["FromDate"]).month, date.fromisoformat(broken["ToDate"]).month) == (7, 6)


@pytest.mark.parametrize("day", ["2027-01-02", "2028-02-29", "2026-06-30", "2026-12-31"])
def test_it_can_be_built_on_any_day(day: str) -> None:
    clock = SandboxClock(frozen_at=datetime.fromisoformat(f"{day}T08:30:00+00:00"))
    assert create_app("tricky", clock=clock).store.table(LEDGER)


def said(record: Record, name: str) -> Any:
    """A field of a record of Fortnox, or an attribute or relationship of one of Productive."""
    facts = record["attributes"] | record["related"] if "attributes" in record else record
    return facts[name]


def comparable(value: Any) -> Any:
    """Amounts are texts in the store: 0 and 0.00 are the same."""
    return decimal(value) if isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?", value) else value


def whole_cases() -> set[str]:
    """The cases that are told, without the letters of their parts."""
    return {case.rstrip("abcdefghi") for case in told_cases()}


def told_cases() -> set[str]:
    return {case for trap in (*TRAPS, *TO_PLAN) for case in trap.cases}
