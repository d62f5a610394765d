"""Update existing: three-way, one PUT, read again and compared; and everything that makes it too late."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from brygga.copying.models import Copy
from brygga.copying.states import CopyState, Keeps
from brygga.history.models import Event
from brygga.links.models import CustomerLink, DocumentLink
from sandbox.faults import Fault
from sandbox.fortnox import switches
from tests.copying.conftest import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.promise("B9")]


@pytest.fixture
def copied(desk: Desk) -> Copy:
    """9001, in Fortnox and in Productive under one number; from here on the requests count."""
    copy = desk.work(desk.ask("9001"))
    assert copy.state == CopyState.COPIED, (copy.reason, copy.problems)
    desk.sandbox.requests.clear()
    return copy


def kinds(copy: Copy) -> list[tuple[str, str]]:
    return [(each["kind"], each["facts"].get("why", "")) for each in copy.problems]


def rows(desk: Desk, copy: Copy) -> list[tuple[str, float]]:
    made = desk.fortnox(copy.fortnox_document_number)
    return [(row["Description"], float(row["DeliveredQuantity"])) for row in made["InvoiceRows"]]


@pytest.mark.promise("P12")
def test_it_makes_fortnox_say_what_productive_says_now(desk: Desk, copied: Copy) -> None:
    desk.edits("line_items/900101", quantity="20", description="Strategy workshop, two days")
    number, ocr = copied.fortnox_document_number, desk.fortnox(copied.fortnox_document_number)["OCR"]

    copy = desk.work(desk.update(copied))

    assert (copy.state, copy.problems, copy.fortnox_document_number) == (CopyState.COPIED, [], number)
    assert rows(desk, copy)[0] == ("Strategy workshop, two days", 20)
    made = desk.fortnox(number)
    assert (made["OCR"], made["ExternalInvoiceReference1"]) == (ocr, "BRY-20401-9001-1.")
    assert float(made["Net"]) == 166_725.00
    assert desk.puts() == [f"/fortnox/3/invoices/{number}"]
    assert desk.productive("9001")["export_id"] == number


def test_it_takes_away_the_rows_that_are_gone(desk: Desk, copied: Copy) -> None:
    desk.removes("line_items/900102")

    copy = desk.work(desk.update(copied))

    assert copy.state == CopyState.COPIED, copy.problems
    assert [text for text, _ in rows(desk, copy)] == [
        "Strategy workshop",
        "Development, October",
        "Printed workshop material",
    ]


def test_a_text_takes_the_place_of_a_priced_row(desk: Desk, copied: Copy) -> None:
    desk.edits("line_items/900101", quantity="0", description="The workshop is a gift")

    copy = desk.work(desk.update(copied))

    assert copy.state == CopyState.COPIED, copy.problems
    assert rows(desk, copy)[0] == ("The workshop is a gift", 0)


def test_what_became_empty_is_emptied(desk: Desk, copied: Copy) -> None:
    desk.edits("invoices/9001", purchase_order_number="")

    copy = desk.work(desk.update(copied))

    assert copy.state == CopyState.COPIED, copy.problems
    assert desk.fortnox(copy.fortnox_document_number)["YourOrderNumber"] == ""


def test_nothing_is_written_when_nothing_changed(desk: Desk, copied: Copy) -> None:
    seen = desk.preview_update(copied)
    copy = desk.work(desk.update(copied))

    assert (seen.is_needed, seen.asked, copy.state) == (False, (), CopyState.COPIED)
    assert not [each for each in desk.sandbox.requests.seen() if each.method != "GET"]


def book(desk: Desk, number: str) -> None:
    desk.fortnox(number)["Booked"] = True


def pay(desk: Desk, number: str) -> None:
    desk.fortnox(number).update(Booked=True, Balance="100")


def credit(desk: Desk, number: str) -> None:
    desk.fortnox(number)["CreditInvoiceReference"] = "10999"


def send(desk: Desk, number: str) -> None:
    desk.fortnox(number)["Sent"] = True


def cancel(desk: Desk, number: str) -> None:
    desk.fortnox(number).update(Cancelled=True, Balance="0", Total="0")


def cancel_and_keep_total(desk: Desk, number: str) -> None:
    desk.fortnox(number).update(Cancelled=True, Balance="0")


def pay_by_cash_method(desk: Desk, number: str) -> None:
    desk.fortnox(number).update(AccountingMethod="CASH", FinalPayDate="2026-11-02", Balance="0")


def take_over(desk: Desk, number: str) -> None:
    desk.fortnox(number)["ExternalInvoiceReference1"] = "somebody else's"


def delete(desk: Desk, number: str) -> None:
    del desk.sandbox.store.table(f"fortnox.{desk.connection.fortnox_tenant_id}.invoices")[number]


def send_from_productive(desk: Desk, _number: str) -> None:
    desk.productive("9001")["sent_on"] = "2026-11-02"


TOO_LATE: dict[str, tuple[Callable[[Desk, str], None], list[str]]] = {
    "booked": (book, ["booked"]),
    "paid in part": (pay, ["paid", "booked"]),
    "credited": (credit, ["credited"]),
    "sent by Fortnox": (send, ["sent"]),
    "cancelled": (cancel, ["cancelled"]),
    "cancelled, with its total": (cancel_and_keep_total, ["cancelled"]),
    "paid under the cash method": (pay_by_cash_method, ["paid"]),
    "another's": (take_over, ["not_ours"]),
    "gone": (delete, ["gone"]),
    "sent by Productive": (send_from_productive, ["sent_from_productive"]),
}


@pytest.mark.promise("P12")
@pytest.mark.parametrize("case", TOO_LATE)
def test_an_invoice_that_is_out_of_our_hands_is_not_changed(desk: Desk, copied: Copy, case: str) -> None:
    happens, why = TOO_LATE[case]
    desk.edits("line_items/900101", description="Too late")
    asked = desk.update(copied)
    happens(desk, copied.fortnox_document_number)

    copy = desk.work(asked)

    assert (copy.state, kinds(copy)) == (CopyState.COPIED, [("not_changeable", each) for each in why])
    assert not desk.puts()
    assert Copy.objects.needing_you().filter(id=copy.id).exists()


@pytest.mark.parametrize("position", ["nothing", "texts"])
def test_a_booked_invoice_is_left_alone_whatever_fortnox_would_take(desk: Desk, copied: Copy, position: str) -> None:
    switches.turn(desk.sandbox.store, "booked_invoice_edit", to=position)
    book(desk, copied.fortnox_document_number)
    desk.edits("invoices/9001", purchase_order_number="PO-1")

    copy = desk.work(desk.update(copied))

    assert kinds(copy) == [("not_changeable", "booked")]
    assert not desk.puts()


def test_fortnox_own_words_are_shown_when_it_refuses_all_the_same(desk: Desk, copied: Copy) -> None:
    switches.turn(desk.sandbox.store, "warehouse_module", to=True)
    desk.fortnox(copied.fortnox_document_number)["WarehouseReady"] = True
    desk.edits("line_items/900101", description="Too late")

    copy = desk.work(desk.update(copied))

    assert (copy.state, [each["kind"] for each in copy.problems]) == (CopyState.COPIED, ["remote_refused"])


def by_hand(desk: Desk, number: str) -> None:
    """The accountant has moved the first row to another account, and written a remark."""
    desk.fortnox(number).update(Remarks="Call Karin first")
    desk.fortnox(number)["InvoiceRows"][0]["AccountNumber"] = 3041


def test_what_a_person_changed_in_fortnox_is_asked_about_and_not_overwritten(desk: Desk, copied: Copy) -> None:
    by_hand(desk, copied.fortnox_document_number)
    desk.edits("line_items/900102", description="Interface design")

    seen = desk.preview_update(copied)
    copy = desk.work(desk.update(copied))

    assert [(each.what, each.row, each.written, each.now, each.wanted) for each in seen.asked] == [
        ("row_account", 1, "3001", "3041", "3001")
    ]
    assert (copy.state, copy.problems[0]["kind"]) == (CopyState.COPIED, "changed_in_fortnox")
    assert not desk.puts()


@pytest.mark.parametrize(("keeps", "account"), [(Keeps.OURS, 3001), (Keeps.THEIRS, 3041)])
def test_a_person_chooses_whose_values_stand(desk: Desk, copied: Copy, keeps: Keeps, account: int) -> None:
    by_hand(desk, copied.fortnox_document_number)
    desk.edits("line_items/900102", description="Interface design")

    copy = desk.work(desk.update(copied, keeps=keeps))

    assert (copy.state, copy.problems) == (CopyState.COPIED, [])
    made = desk.fortnox(copy.fortnox_document_number)
    assert (made["InvoiceRows"][0]["AccountNumber"], made["InvoiceRows"][1]["Description"]) == (
        account,
        "Interface design",
    )
    assert made["Remarks"] == "Call Karin first", "A text that Brygga never wrote is not Brygga's to take away."


def test_an_amount_that_a_person_changed_cannot_stay(desk: Desk, copied: Copy) -> None:
    desk.fortnox(copied.fortnox_document_number)["InvoiceRows"][0]["Price"] = "1000"

    copy = desk.work(desk.update(copied, keeps=Keeps.THEIRS))

    assert copy.problems[0]["kind"] == "changed_in_fortnox"
    assert not desk.puts()


def test_a_change_between_looking_and_pressing_is_not_overwritten(desk: Desk, copied: Copy) -> None:
    desk.edits("line_items/900102", description="Interface design")
    asked = desk.update(copied, keeps=Keeps.OURS)
    by_hand(desk, copied.fortnox_document_number)

    copy = desk.work(asked)

    assert [each["kind"] for each in copy.problems] == ["changed_since_seen"]
    assert not desk.puts()


def test_another_customer_can_be_chosen(desk: Desk, copied: Copy) -> None:
    tenant = desk.connection.fortnox_tenant_id
    before = desk.fortnox(copied.fortnox_document_number)["CustomerNumber"]
    other = next(
        number
        for number, each in desk.sandbox.store.table(f"fortnox.{tenant}.customers").items()
        if each["Active"] and number != before and each["Currency"] == "SEK" and each["VATType"] == "SEVAT"
    )

    copy = desk.work(desk.update(copied, customer=other))

    assert copy.state == CopyState.COPIED, copy.problems
    assert desk.fortnox(copy.fortnox_document_number)["CustomerNumber"] == other
    assert CustomerLink.objects.get(fortnox_customer_number=other).productive_company_id


def test_a_difference_in_the_answer_stops_and_is_never_settled(desk: Desk, copied: Copy) -> None:
    switches.turn(desk.sandbox.store, "vat_rounding", to="row")
    for line, price in (("900101", 9_999), ("900102", 9_999), ("900103", 9_999)):
        desk.edits(f"line_items/{line}", quantity="1", unit_price=price)

    copy = desk.work(desk.update(copied))

    assert (copy.state, {each["kind"] for each in copy.problems}) == (CopyState.BLOCKED, {"answer_differs"})
    assert (copy.compared_at, copy.settled_at) == (None, None)


@pytest.mark.reliability("R12")
@pytest.mark.parametrize(
    "fault",
    [
        Fault(kind="lose_answer", method="PUT", path="/3/invoices/"),
        Fault(kind="break_before", method="PUT", path="/3/invoices/"),
        Fault(kind="html", status=502, method="PUT", path="/3/invoices/"),
        Fault(kind="land_late", seconds=60, method="PUT", path="/3/invoices/"),
    ],
    ids=lambda fault: fault.kind,
)
def test_it_is_settled_by_reading_the_invoice_when_the_answer_is_lost(desk: Desk, copied: Copy, fault: Fault) -> None:
    desk.edits("line_items/900101", description="Strategy")
    desk.sandbox.faults.plan(fault)

    asked = desk.update(copied)
    first = desk.work(asked).state
    copy = desk.work_until_quiet(asked)

    assert (first, copy.state, copy.problems) == (CopyState.UNCLEAR, CopyState.COPIED, [])
    assert rows(desk, copy)[0][0] == "Strategy"


def test_an_edit_while_fortnox_is_writing_stops_and_updating_again_mends_it(desk: Desk) -> None:
    copy = desk.ask("9001")
    desk.meanwhile("POST", "/3/invoices", lambda: desk.productive("9001").update(delivery_on="2026-10-01"))
    blocked = desk.work(copy).state

    copy = desk.work(desk.update(copy))

    assert (blocked, copy.state, copy.problems) == (CopyState.BLOCKED, CopyState.COPIED, [])
    assert desk.fortnox(copy.fortnox_document_number)["DeliveryDate"] == "2026-10-01"
    told = desk.productive("9001")
    assert (told["number"], told["export_id"]) == (copy.fortnox_document_number,) * 2


def test_its_history_says_what_was_before_and_after(desk: Desk, copied: Copy) -> None:
    desk.edits("line_items/900101", description="Strategy")
    desk.work(desk.update(copied))

    told: dict[str, Any] = {each.kind: each for each in Event.objects.filter(subject="invoice:9001")}

    assert {"invoice_updated", "updated"} <= set(told)
    change = told["invoice_updated"]
    assert [side["rows"][0]["description"] for side in (change.before, change.after)] == [
        "Strategy workshop",
        "Strategy",
    ]


def test_the_link_stays_what_it_was(desk: Desk, copied: Copy) -> None:
    before = DocumentLink.objects.get()
    desk.edits("line_items/900101", description="Strategy")

    desk.work(desk.update(copied))

    assert DocumentLink.objects.get() == before
