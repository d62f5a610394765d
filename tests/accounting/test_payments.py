"""What Fortnox booked, and what Productive shall show of it: the cases of bookkeeping as worked examples."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from brygga.accounting.disagreements import DisagreementKind
from brygga.accounting.payment_effects import Means
from brygga.accounting.payments import plan
from brygga.accounting.settlements import Books, Standing, lacks_a_note
from tests.accounting.paying import books, note, planned, shown, told

KRONOR: dict[str, Any] = {"RoundOff": "0.03"}  # 374.97 in Productive, 375 in Fortnox.

TWO_NOTES = (note("-300", "18 -300 1510"), note("-100", "21 -100 1510"))

CASES: dict[str, tuple[Books, Any, list[str]]] = {
    "nothing paid": (books("1000"), shown("1000"), []),
    "paid": (books("1000", "17 1000 bank"), shown("1000"), ["create 17 1000"]),
    "paid and mirrored": (books("1000", "17 1000 bank"), shown("1000", "17 1000"), []),
    "two tranches, one mirrored": (
        books("1000", "17 400 bank", "18 600 bank"), shown("1000", "17 400"), ["create 18 600"],
    ),
    "unbooked is not there yet": (books("1000", "17 1000 bank unbooked"), shown("1000"), []),
    "edited down": (books("1000", "17 900 bank"), shown("1000", "17 1000"), ["lower 17 1000 to 900"]),
    "edited up": (books("1000", "17 1000 bank"), shown("1000", "17 900"), ["raise 17 900 to 1000"]),
    "another day": (books("1000", "17 1000 bank 2026-11-21"), shown("1000", "17 1000"), ["lower 17 1000 to 1000"]),
    "deleted": (books("1000"), shown("1000", "17 1000"), ["remove 17 1000"]),
    "less before more": (
        books("1000", "17 100 bank", "19 300 bank", "20 600 bank"),
        shown("1000", "17 200", "18 300", "20 500"),
        ["lower 17 200 to 100", "remove 18 300", "create 19 300", "raise 20 500 to 600"],
    ),
    # A7: a reminder fee of 60 came with the money; it never reaches Productive, and nothing is overpaid.
    "reminder fee": (books("10000", "17 10060 bank -60 3990"), shown("10000"), ["create 17 10000"]),
    "bank fee": (books("1000", "17 990 bank +10 6570"), shown("1000"), ["create 17 990", "create 17w 10"]),
    "bad debt": (books("1250", "17 0 0 +1000 6351 +250 2611"), shown("1250"), ["create 17w 1250"]),
    "bad debt as its own payment": (books("1250", "17 1250 6351"), shown("1250"), ["create 17w 1250"]),
    "doubtful claim stays open": (books("1250", "17 1250 1515"), shown("1250"), ["doubtful_claim"]),
    "an account that nobody knows": (books("1000", "17 1000 2420"), shown("1000"), ["account_unclear"]),
    # A1: net 299.97 and VAT 75.00 by line in Productive, 374.96 and 375 in Fortnox.
    "rounded up": (books("375", "17 375 bank", rows=3, RoundOff="0.04"), shown("374.97"), ["create 17 374.97"]),
    "rounded up, in two": (
        books("375", "17 200 bank", "18 175 bank", **KRONOR), shown("374.97", "17 200"), ["create 18 174.97"],
    ),
    "rounded up, not closed": (books("375", "17 200 bank", **KRONOR), shown("374.97"), ["create 17 200"]),
    "rounded down": (
        books("374", "17 374 bank", RoundOff="-0.49"), shown("374.49"), ["create 17 374", "create 17w 0.49"],
    ),
    "rounded down, with a fee": (
        books("374", "17 370 bank +4 6570", RoundOff="-0.49"), shown("374.49"), ["create 17 370", "create 17w 4.49"],
    ),
    "overpaid": (books("1000", "17 1050 bank"), shown("1000"), ["create 17 1050", "overpaid"]),
    "two invoices, booked on one": (
        books("1000", "17 1500 bank", elsewhere={"1002": Decimal(500)}),
        shown("1000"),
        ["create 17 1500", "booked_on_one"],
    ),
    "a correction": (
        books("1000", "17 1000 bank", "18 -1000 bank"), shown("1000"), ["create 18 -1000", "create 17 1000"],
    ),
    "a correction, where no payment may be negative": (
        books("1000", "17 1000 bank", "18 -400 bank"),
        shown("1000", "17 1000", holds_money_back=False),
        ["lower 17 1000 to 600", "money_back_not_held"],
    ),
    "overpaid, where no more than what is unpaid is taken": (
        books("1000", "17 400 bank", "18 650 bank"), shown("1000", holds_excess=False),
        ["create 17 400", "create 18 600", "overpaid"],
    ),
    "set-off": (books("1000", "17 1000 1510", notes=(note("-1000", "18 -1000 1510"),)), shown("1000"), []),
    "set-off over the bank, on one day": (
        books("1000", "17 1000 bank", notes=(note("-1000", "18 -1000 bank"),)), shown("1000"), [],
    ),
    "set-off in part, the rest paid": (
        books("1000", "17 400 1510", "19 600 bank", notes=(note("-400", "18 -400 1510"),)),
        shown("1000"),
        ["create 19 600"],
    ),
    "money and two notes of a part": (
        books("1000", "17 300 1510", "19 600 bank", "20 100 1510", notes=TWO_NOTES),
        shown("1000"),
        ["create 19 600"],
    ),
    "one payment against two notes": (
        books("1000", "17 400 1510", "19 600 bank", notes=TWO_NOTES), shown("1000"), ["create 19 600"],
    ),
    "two notes, one of them paid back": (
        books("1000", "17 300 1510", "19 700 bank",
              notes=(note("-300", "18 -300 1510"), note("-100", "21 -100 bank 2026-12-01"))),
        shown("1000", "19 700"),
        ["create 21 -100"],
    ),
    "two notes without a payment, the rest paid": (
        books("1000", "19 600 bank", balance="0", notes=(note("-300", balance="0"), note("-100", balance="0"))),
        shown("1000"),
        ["create 19 600"],
    ),
    "a note that was cancelled": (
        books("1000", "19 600 bank", notes=(note("-400", balance="0", Cancelled=True),)),
        shown("1000"),
        ["create 19 600"],
    ),
    "set off against a note that nobody named": (
        books("1000", "17 400 1510"), shown("1000"), ["account_unclear"],
    ),
    "an account that is money here": (
        books("1000", "17 1000 1686", said={1686: Means.MONEY}), shown("1000"), ["create 17 1000"],
    ),
    "an account that is a write-off here": (
        books("1000", "17 1000 8422", said={8422: Means.WRITE_OFF}), shown("1000"), ["create 17w 1000"],
    ),
    "an account that is a claim here": (books("1000", "17 1000 1512", said={1512: Means.CLAIM}), shown("1000"), []),
    "set-off on an account that is money here": (
        books("1000", "17 1000 2420", said={2420: Means.MONEY}, notes=(note("-1000", "18 -1000 2420"),)),
        shown("1000"),
        [],
    ),
    "nobody says that the bank is a write-off": (
        books("1000", "17 1000 bank", said={1930: Means.WRITE_OFF}), shown("1000"), ["create 17 1000"],
    ),
    "no longer said": (books("1000", "17 1000 1686"), shown("1000", "17 1000"), ["remove 17 1000", "account_unclear"]),
    "credited without a payment": (
        books("1000", balance="0", notes=(note("-1000", balance="0"),)), shown("1000"), [],
    ),
    "half credits of kronor": (
        books("938", "17 938 1510", RoundOff="0.50", notes=(note("-938", "18 -938 1510", RoundOff="-0.50"),)),
        shown("937.50"),
        [],
    ),
    "paid and paid back": (
        books("1000", "17 1000 bank", notes=(note("-1000", "18 -1000 bank 2026-12-01"),)),
        shown("1000", "17 1000"),
        ["create 18 -1000"],
    ),
    "cancelled": (books("0", Cancelled=True, balance="0"), shown("1000"), []),
    "cancelled with money": (
        books("1000", "17 1000 bank", Cancelled=True), shown("1000", "17 1000"), ["cancelled_but_paid"],
    ),
    "balance tells another story": (
        books("1000", "17 400 bank", balance="1000"), shown("1000", "18 600"), ["balance_differs"],
    ),
    "an empty answer beside a balance of 0": (
        books("1000", balance="0"), shown("1000", "17 1000"), ["balance_differs"],
    ),
    "no final day": (
        books("1000", "17 1000 bank", FinalPayDate=None), shown("1000"), ["create 17 1000", "final_date_differs"],
    ),
    "currencies": (books("100", "17 100 bank", currency="EUR"), shown("100"), ["currencies_differ"]),
    "yen in whole units": (
        books("450000", "17 450000 bank", currency="JPY"), shown("4500", currency="JPY"), ["create 17 450000"],
    ),
    "yen that nothing explains": (
        books("450000", "17 450000 bank", currency="JPY"), shown("4100", currency="JPY"), ["amount_unit_unknown"],
    ),
    "a person paid it already": (
        books("1000", "17 1000 bank"), shown("1000", people=("1000",)), ["paid_in_productive"],
    ),
    "a person paid part of it": (
        books("1000", "17 400 bank", "18 600 bank"),
        shown("1000", people=("400",)),
        ["create 17 400", "paid_in_productive"],
    ),
    "a person changed ours": (
        books("1000", "17 1000 bank"), shown("1000", "17 1000", found={"m17": "900"}), ["mirror_changed"],
    ),
    "and wants it back": (
        books("1000", "17 1000 bank"),
        shown("1000", "17 1000", found={"m17": "900"}, put_back=True),
        ["raise 17 900 to 1000"],
    ),
    "a person deleted ours": (
        books("1000", "17 1000 bank"), shown("1000", "17 1000", found={"m17": ""}), ["mirror_deleted"],
    ),
    "and wants that back": (
        books("1000", "17 1000 bank"), shown("1000", "17 1000", found={"m17": ""}, put_back=True), ["create 17 1000"],
    ),
    "a draft again": (books("1000", "17 1000 bank"), shown("1000", finalized_on=None), ["not_finalized"]),
    "deleted in Productive": (
        books("1000", "17 1000 bank"), shown("1000", deleted_at="2026-11-21T10:00:00Z"), ["deleted_in_productive"],
    ),
    "another total": (books("1000", "17 1000 bank"), shown("900"), ["create 17 1000", "totals_differ"]),
}  # fmt: skip


@pytest.mark.parametrize(("ours", "theirs", "wanted"), CASES.values(), ids=CASES)
def test_productive_shows_what_was_booked(ours: Books, theirs: Any, wanted: list[str]) -> None:
    assert planned(ours, theirs) == wanted


STANDINGS: dict[Standing, Books] = {
    Standing.OPEN: books("1000"),
    Standing.PART_PAID: books("1000", "17 400 bank"),
    Standing.PAID: books("1000", "17 400 bank", "18 600 bank"),
    Standing.CREDITED: books("1000", "17 1000 1510", notes=(note("-1000", "18 -1000 1510"),)),
    Standing.WRITTEN_OFF: books("1000", "17 0 0 +1000 6351"),
    Standing.DOUBTFUL: books("1000", "17 1000 1515"),
    Standing.SOLD: books("1000", "17 1000 bank finance"),
    Standing.OTHERWISE: books("1000", "17 1000 2420"),
    Standing.CANCELLED: books("0", Cancelled=True),
}


@pytest.mark.parametrize("standing", Standing)
def test_only_money_that_brought_the_balance_to_0_makes_it_paid(standing: Standing) -> None:
    assert plan(STANDINGS[standing], shown("1000")).standing is standing


@pytest.mark.promise("P16")
@pytest.mark.parametrize(
    ("settled", "standing"),
    [
        (books("1000", "17 400 1510", "19 600 bank 2026-12-01", notes=TWO_NOTES), Standing.PAID),
        (books("1000", "19 600 bank", "20 300 1510 2026-12-01", "22 100 1510 2026-12-01", notes=TWO_NOTES),
         Standing.CREDITED),
        (books("1000", "19 600 bank 2026-11-01", balance="0", notes=(note("-400", balance="0"),)), Standing.CREDITED),
        (books("1000", "19 600 bank 2026-12-01", balance="0", notes=(note("-400", balance="0"),)), Standing.PAID),
        (books("1000", "17 300 1510", "19 600 bank", notes=TWO_NOTES[:1]), Standing.PART_PAID),
    ],
    ids=["money last", "notes last", "a note last, no payment", "money after such a note", "one note open"],
)  # fmt: skip
def test_what_closed_it_last_says_whether_it_is_paid(settled: Books, standing: Standing) -> None:
    assert plan(settled, shown("1000")).standing is standing


@pytest.mark.parametrize(
    ("settled", "lacks"),
    [
        (books("1000", "17 600 bank"), False),
        (books("1000", "17 400 1510"), True),
        (books("1000", "17 400 1510", notes=(note("-400", "18 -400 1510"),)), False),
        (books("1000", "17 600 bank", balance="0"), True),
        (books("0", "17 400 1510", Cancelled=True), False),
    ],
)
def test_a_note_is_looked_for_where_something_else_than_money_settled(settled: Books, lacks: bool) -> None:  # noqa: FBT001
    assert lacks_a_note(settled) is lacks


def test_euros_are_mirrored_as_euros_whatever_the_bank_paid_in_kronor() -> None:
    """A3: 1,681.81 at 11.1020 is SEK 18,671.45; the loss of 222.84 stays in Fortnox."""
    ours = books("1681.81", "17 1681.81 bank", currency="EUR")
    in_kronor = ours.payments[0].model_copy(update={"amount": Decimal("18671.45")})

    theirs = shown("1681.81", currency="EUR")
    assert planned(Books(invoice=ours.invoice, payments=(in_kronor,)), theirs) == ["create 17 1681.81"]


def test_what_was_paid_before_can_be_left_to_those_who_recorded_it() -> None:
    ours = books("1000", "17 400 bank 2026-10-01", "18 600 bank")

    assert planned(ours, shown("1000", people=("400",)), since=date(2026, 11, 1)) == ["create 18 600"]


def test_what_is_mirrored_stays_whatever_its_day() -> None:
    ours = books("1000", "17 400 bank")

    assert planned(ours, shown("1000", "17 400"), since=date(2026, 12, 1)) == []


def test_a_sale_is_labelled() -> None:
    [change] = plan(books("1000", "17 1000 bank finance"), shown("1000")).changes

    assert change.sold


def test_a_second_payment_of_ours_for_the_same_thing_goes() -> None:
    theirs = shown("1000", "17 1000", people=("1000",), marked=(("17", "money", "p0"),))

    assert planned(books("1000", "17 1000 bank"), theirs) == ["remove 17 1000"]


def test_every_kind_that_the_rules_tell_has_its_example() -> None:
    by_the_sync = {DisagreementKind.INVOICE_GONE, DisagreementKind.REFUSED_BY_PRODUCTIVE}
    seen = {each.kind for ours, theirs, _ in CASES.values() for each in plan(ours, theirs).disagreements}

    assert seen == set(DisagreementKind) - by_the_sync


def test_the_gravest_comes_first() -> None:
    made = plan(books("1000", "17 1050 bank", "18 10 2420"), shown("900"))

    assert told(made)[-3:] == ["overpaid", "account_unclear", "totals_differ"]
