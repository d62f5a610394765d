"""What the Fortnox client asks about payments, and how it reads the answers, the odd ones too."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from brygga.fortnox.moments import stockholm_wall_clock
from brygga.fortnox.payments import FortnoxPayments
from brygga.remote.errors import NotFound, RemoteError, Unavailable
from tests.fortnox import answers
from tests.remote.fake_wire import Scripted, answer, fortnox_sender, html

# A list item and a whole payment as live answers of 2026 have them.
LISTED: dict[str, Any] = {
    "@url": "https://api.fortnox.se/3/invoicepayments/101", "Amount": 225, "Booked": True, "Currency": "SEK",
    "CurrencyRate": 1, "CurrencyUnit": 1, "InvoiceNumber": 103, "Number": "101", "PaymentDate": "2026-05-08",
    "Source": "manual", "WriteOffExist": False,
}  # fmt: skip
WHOLE = {
    **LISTED, "AmountCurrency": 225, "InvoiceTotal": "450", "InvoiceCustomerNumber": "1", "ModeOfPayment": "BG",
    "ModeOfPaymentAccount": 1930, "VoucherNumber": 73, "VoucherSeries": "C", "VoucherYear": 2,
    "WriteOffs": [{"AccountNumber": 6570, "Amount": "10", "Currency": "SEK"}],
}  # fmt: skip


def client(wire: Scripted) -> FortnoxPayments:
    return FortnoxPayments(fortnox_sender(wire))


def listed(*numbers: int) -> list[dict[str, Any]]:
    return [{**LISTED, "Number": str(number)} for number in numbers]


def test_it_reads_the_payments_of_one_invoice() -> None:
    wire = Scripted(answer(answers.page("InvoicePayments", [LISTED], total=1)))

    [payment] = client(wire).payments_of("103")

    assert wire.asked == ["GET /3/invoicepayments?invoicenumber=103&limit=500"]
    assert (payment.number, payment.invoice_number, payment.amount) == ("101", "103", Decimal(225))


def test_it_reads_a_payment_whole() -> None:
    payment = client(Scripted(answer({"InvoicePayment": WHOLE}))).payment("101")

    assert (payment.mode_of_payment_account, payment.payment_date) == (1930, date(2026, 5, 8))
    assert [(each.account_number, each.amount) for each in payment.write_offs] == [(6570, Decimal(10))]


@pytest.mark.reliability("R26")
@pytest.mark.parametrize(
    "odd",
    [{"Booked": None}, {"Booked": "yes"}, {"Number": ""}, {"Amount": "API_NORIGHT"}, {"WriteOffs": None}],
    ids=lambda odd: next(iter(odd)),
)
def test_what_cannot_be_read_is_never_nothing(odd: dict[str, Any]) -> None:
    with pytest.raises(RemoteError):
        client(Scripted(answer({"InvoicePayment": {**WHOLE, **odd}}))).payment("101")


@pytest.mark.reliability("R15")
def test_a_list_whose_third_page_of_seven_fails_is_no_list() -> None:
    pages = [answer(answers.page("InvoicePayments", listed(n), total=7, pages=7, current=n)) for n in (1, 2)]

    with pytest.raises(Unavailable):
        client(Scripted(*pages, html(502))).payments_of("103")


@pytest.mark.reliability("R15")
@pytest.mark.parametrize(
    "torn",
    [
        [(listed(1), 2), (listed(1), 2)],  # One came twice.
        [(listed(1), 2), (listed(2), 3)],  # The total changed on the way.
        [(listed(1), 3), (listed(2), 3)],  # Fewer came than were told.
    ],
)
def test_a_list_that_contradicts_itself_is_given_up_on(torn: list[tuple[list[dict[str, Any]], int]]) -> None:
    pages = [
        answer(answers.page("InvoicePayments", items, total=total, pages=2, current=n))
        for _reading in range(3)
        for n, (items, total) in enumerate(torn, start=1)
    ]

    with pytest.raises(Unavailable, match="kept changing"):
        client(Scripted(*pages)).payments_of("103")


def test_a_payment_that_is_not_there_is_not_found() -> None:
    missing = {"ErrorInformation": {"Error": 1, "Message": "Kan inte hitta betalningen.", "Code": 2000434}}

    with pytest.raises(NotFound):
        client(Scripted(answer(missing, 404))).payment("101")


@pytest.mark.reliability("R17")
@pytest.mark.parametrize(
    ("moment", "asked"),
    [
        (datetime(2026, 11, 2, 8, 30, 5, tzinfo=UTC), "2026-11-02 09:30:05"),
        (datetime(2026, 7, 1, 22, 30, tzinfo=UTC), "2026-07-02 00:30:00"),
        # 25 October: 02:30 comes at 00:30 and again at 01:30 UTC. Either way nothing after 01:30 local is left out.
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "2026-10-25 01:30:00"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "2026-10-25 01:30:00"),
        (datetime(2026, 10, 25, 2, 0, tzinfo=UTC), "2026-10-25 03:00:00"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "2026-03-29 03:00:00"),
    ],
)
def test_changes_are_asked_for_by_stockholms_wall_clock(moment: datetime, asked: str) -> None:
    assert stockholm_wall_clock(moment) == asked
