"""Envelopes, paging, search and filters; C numbers are rows of the list of recorded and asserted behaviour."""

from __future__ import annotations

import pytest

from sandbox.fortnox import invoices, switches
from tests.sandbox.ledger import Ledger, row


def write(ledger: Ledger, *, count: int, **fields: object) -> None:
    """Invoices that are there without any call."""
    for _ in range(count):
        invoices.create(ledger.books, {"CustomerNumber": "1042", **fields})


def counters(answer: dict[str, dict[str, int]]) -> tuple[int, int, int]:
    meta = answer["MetaInformation"]
    return meta["@TotalResources"], meta["@TotalPages"], meta["@CurrentPage"]


def test_it_pages_by_a_hundred_with_integer_counters_before_the_items(ledger: Ledger) -> None:
    """C1."""
    ledger.books.table("invoices").clear()
    write(ledger, count=325)
    pages = [ledger.get("invoices", page=number) for number in (1, 2, 3, 4)]
    assert [len(page["Invoices"]) for page in pages] == [100, 100, 100, 25]
    assert [counters(page) for page in pages] == [(325, 4, number) for number in (1, 2, 3, 4)]
    assert list(pages[0]) == ["MetaInformation", "Invoices"]


def test_it_answers_an_empty_list_when_nothing_matches(ledger: Ledger) -> None:
    """C2."""
    answer = ledger.get("invoices", yourreference="Not found")
    assert counters(answer) == (0, 0, 1)
    assert answer["Invoices"] == []


def test_it_counts_pages_by_the_limit_and_stays_on_page_one_with_an_offset(ledger: Ledger) -> None:
    """C3."""
    write(ledger, count=38, YourReference="Trettioåtta")
    answer = ledger.get("invoices", yourreference="Trettioåtta", limit=2, offset=2)
    assert counters(answer) == (38, 19, 1)
    assert len(answer["Invoices"]) == 2
    assert counters(ledger.get("invoices", yourreference="Trettioåtta", limit=1)) == (38, 38, 1)


def test_it_loses_its_counters_when_the_offset_passes_the_end(ledger: Ledger) -> None:
    answer = ledger.get("invoices", offset=10_000)
    assert counters(answer) == (0, 0, 1)
    assert answer["Invoices"] == []


def test_it_refuses_a_page_beyond_the_last(ledger: Ledger) -> None:
    """C5; the code is a guess."""
    status, code, message = ledger.refused("GET", "customers", page=2)
    assert (status, message) == (400, "Angiven sida hittades ej (24).")
    assert code >= 9_000_000


def test_it_takes_a_limit_of_five_hundred(ledger: Ledger) -> None:
    write(ledger, count=150)
    assert len(ledger.get("invoices", limit=500)["Invoices"]) > 150


def test_it_combines_filters_and_understands_encoded_letters(ledger: Ledger) -> None:
    """C7."""
    write(ledger, count=1, OurReference="Åsa", YourReference="Örjan")
    write(ledger, count=1, OurReference="Åsa", YourReference="Ulla")
    found = ledger.get("invoices", ourreference="Åsa", yourreference="Örjan")["Invoices"]
    assert len(found) == 1


@pytest.mark.parametrize("text", ["<b>", "a>b"])
def test_it_refuses_angle_brackets_in_a_query(ledger: Ledger, text: str) -> None:
    """Even when encoded (asserted by the official SDK's tests)."""
    assert ledger.refused("GET", "articles", description=text)[:2] == (400, 2000359)


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("invoices", {"fromdate": "garbage"}),
        ("invoices", {"tofinalpaydate": "20261102"}),
        ("invoices", {"lastmodified": "0001-01-01"}),
        ("financialyears", {"date": "garbage"}),
        ("accounts", {"financialyeardate": "2026-02-30"}),
    ],
)
def test_it_refuses_a_day_that_is_none(ledger: Ledger, path: str, asked: dict[str, str]) -> None:
    assert ledger.refused("GET", path, **asked)[2] == "Ogiltigt datum"


@pytest.mark.parametrize(
    ("path", "name"),
    [("invoices", "limit"), ("invoices", "page"), ("invoices", "accountnumberfrom"), ("accounts", "financialyear")],
)
def test_it_refuses_a_number_beyond_reason(ledger: Ledger, path: str, name: str) -> None:
    assert ledger.refused("GET", path, **{name: "9" * 5000})[:2] == (400, 2000588)


def test_it_refuses_an_order_that_is_none(ledger: Ledger) -> None:
    """A guess."""
    assert ledger.refused("GET", "invoices", sortby="total", sortorder="x")[:2] == (400, 2000588)


def test_it_refuses_an_unknown_filter(ledger: Ledger) -> None:
    """C8."""
    answer = ledger.ask("GET", "invoices", filter="doesntexist")
    assert answer.status_code == 400
    assert answer.json() == {
        "ErrorInformation": {"error": 1, "message": "Ett ogiltigt filter har använts.", "code": 2000587}
    }


@pytest.mark.parametrize("path", ["invoices", "customers", "articles", "accounts", "currencies"])
def test_it_refuses_an_unknown_parameter(ledger: Ledger, path: str) -> None:
    assert ledger.refused("GET", path, tenant="1") == (400, 2000588, "Ogiltig parameter i anropet.")


def test_it_takes_lastmodified_in_stockholm_time(ledger: Ledger) -> None:
    """C11: it is 08:40 UTC, which is 09:40 in Stockholm in November."""
    ledger.sandbox.clock.advance(600)
    made = ledger.invoice(row())
    since_twenty_to_ten = ledger.get("invoices", lastmodified="2026-11-02 09:40:00")["Invoices"]
    since_ten = ledger.get("invoices", lastmodified="2026-11-02 10:00")["Invoices"]
    assert [found["DocumentNumber"] for found in since_twenty_to_ten] == [made["DocumentNumber"]]
    assert since_ten == []


def test_it_finds_text_anywhere_in_a_field_whatever_its_case(ledger: Ledger) -> None:
    names = [found["Name"] for found in ledger.get("customers", name="norrsken")["Customers"]]
    assert names == ["Norrsken Energi AB", "Norrsken Energi Nät AB", "Norrskensfonden"]


def test_it_finds_an_external_reference_by_a_part_of_it(ledger: Ledger) -> None:
    """C36: the caller must compare whole values."""
    ledger.invoice(row(), ExternalInvoiceReference1="brygga-77")
    ledger.invoice(row(), ExternalInvoiceReference1="brygga-7")
    found = ledger.get("invoices", externalinvoicereference1="brygga-7")["Invoices"]
    assert [item["ExternalInvoiceReference1"] for item in found] == ["brygga-77", "brygga-7"]


def test_it_can_be_slow_to_find_a_fresh_invoice(ledger: Ledger) -> None:
    switches.turn(ledger.sandbox.store, "search_lag_seconds", to=5)
    made = ledger.invoice(row(), ExternalInvoiceReference1="brygga-8")
    assert ledger.get("invoices", externalinvoicereference1="brygga-8")["Invoices"] == []
    assert ledger.get(f"invoices/{made['DocumentNumber']}")["Invoice"]["ExternalInvoiceReference1"] == "brygga-8"
    ledger.sandbox.clock.advance(5)
    assert len(ledger.get("invoices", externalinvoicereference1="brygga-8")["Invoices"]) == 1


def test_it_lists_invoices_by_number_and_sorts_when_asked(ledger: Ledger) -> None:
    numbers = [int(item["DocumentNumber"]) for item in ledger.get("invoices")["Invoices"]]
    assert numbers == sorted(numbers)
    totals = [item["Total"] for item in ledger.get("invoices", sortby="total", sortorder="descending")["Invoices"]]
    assert totals == sorted(totals, reverse=True)


def test_it_counts_only_booked_invoices_as_unpaid(ledger: Ledger) -> None:
    """Recorded 2016-10-13: unbooked ones with a balance are left out."""
    unpaid = ledger.get("invoices", filter="unpaid")["Invoices"]
    assert unpaid
    assert all(item["Booked"] and item["Balance"] != 0 for item in unpaid)


def test_it_counts_paid_invoices_by_their_balance(ledger: Ledger) -> None:
    paid = ledger.get("invoices", filter="fullypaid")["Invoices"]
    assert paid
    assert all(item["Balance"] == 0 and item["FinalPayDate"] and not item["Cancelled"] for item in paid)


def test_it_filters_invoices_by_date_inclusively(ledger: Ledger) -> None:
    ledger.invoice(row(), InvoiceDate="2026-10-31")
    found = ledger.get("invoices", fromdate="2026-10-31", todate="2026-10-31")["Invoices"]
    assert {item["InvoiceDate"] for item in found} == {"2026-10-31"}


def test_it_tells_active_and_inactive_customers_apart(ledger: Ledger) -> None:
    inactive = ledger.get("customers", filter="inactive")["Customers"]
    assert [item["CustomerNumber"] for item in inactive] == ["1048"]
    everybody = ledger.get("customers")["Customers"]
    active = ledger.get("customers", filter="active")["Customers"]
    assert len(everybody) == len(active) + 1


def test_it_accepts_a_slash_at_the_end(ledger: Ledger) -> None:
    assert ledger.get("customers/") == ledger.get("customers")
