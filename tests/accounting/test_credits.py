"""A credit note as Fortnox shall have it: the whole turned round or a part on the same accounts; or why not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from brygga.accounting.creditable import Link, Way, WhyNot, way_to_credit
from brygga.accounting.credits import Original, credit, is_mirrored, left_over
from brygga.accounting.invoices import Booking, book
from brygga.accounting.problems import Blocked, Problem, ProblemKind
from brygga.accounting.rulebook import NumbersBy
from brygga.fortnox import schema as fortnox
from brygga.productive import schema as productive
from tests.accounting import cast

NOTE = "brygga-20401-9300-1."
A8 = "1 st × 750.00 @25 Design"


def original(text: str = A8, *, now: dict[str, Any] | None = None, **changes: Any) -> Original:
    source = cast.invoice(text)
    booking = book(source, cast.CUSTOMER, cast.rulebook(), reference=cast.REFERENCE)
    assert isinstance(booking, Booking)
    answered = cast.answer_to(booking.draft)
    stands = cast.answer_to(booking.draft, **{"Booked": True, **(now or {})})
    plain: dict[str, Any] = {"said": booking.draft, "answered": answered, "now": stands, "source": source}
    return Original(**{**plain, **changes})


def note(text: str = A8.replace("1 st", "-1 st"), **changes: Any) -> productive.Invoice:
    plain = {"id": "9300", "invoice_type": productive.InvoiceType.CREDIT_NOTE, "parent_invoice_id": "9001"}
    return cast.invoice(text, **{**plain, **changes})


def credited(its: productive.Invoice, of: Original, **rules: Any) -> Booking | Blocked:
    return credit(its, of, cast.rulebook(**rules), reference=NOTE)


def booking_of(its: productive.Invoice, of: Original, **rules: Any) -> Booking:
    found = credited(its, of, **rules)
    assert isinstance(found, Booking), found
    return found


def kinds(found: Booking | Blocked) -> list[ProblemKind]:
    return [each.kind for each in found.problems] if isinstance(found, Blocked) else []


@pytest.mark.promise("P13")
def test_a_whole_credit_note_turns_the_original_round_as_it_stands() -> None:
    """A row that was moved to another account by hand is taken back on that account."""
    stands = original("8 h × 1250.00 @25 Design\n# A text\n1 st × 100.00 @6 Paper")
    moved = stands.now.rows[0].model_copy(update={"account_number": 3041})
    of = original(
        "8 h × 1250.00 @25 Design\n# A text\n1 st × 100.00 @6 Paper",
        now={"InvoiceRows": [row.model_dump(by_alias=True) for row in (moved, *stands.now.rows[1:])]},
    )

    booking = booking_of(note("-8 h × 1250.00 @25 Design\n# A text\n-1 st × 100.00 @6 Paper"), of)

    rows: list[tuple[int, int]] = [
        (getattr(row, "account_number", 0), getattr(row, "delivered_quantity", 0)) for row in booking.draft.rows
    ]
    assert rows == [(3041, -8), (0, 0), (3003, -1)]
    assert booking.expected.total.amount == -of.answered.total + of.answered.round_off
    assert booking.draft.remarks.startswith("Krediterar faktura 10483 / Credits invoice 10483")
    assert booking.draft.external_invoice_reference1 == NOTE


def test_the_whole_is_the_whole_however_its_lines_are_written() -> None:
    of = original("8 h × 1250.00 @25 Design\n1 st × 100.00 @25 Paper")
    booking = booking_of(note("-1 st × 10100.00 @25 All of it"), of)

    assert [row.draft.description for row in booking.rows] == ["Design", "Paper"]


def test_a_part_stands_on_the_account_of_the_line_that_it_takes_back() -> None:
    of = original("8 h × 1250.00 @25 Design\n1 st × 100.00 @6 Paper")
    booking = booking_of(note("-1 st × 40.00 @6 Too much paper"), of)

    (row,) = booking.draft.rows
    assert isinstance(row, fortnox.RowDraft)
    assert (row.account_number, row.description) == (3003, "Too much paper")
    assert row.delivered_quantity == -1
    assert booking.expected.total.amount == Decimal("-42.40")


def test_credit_notes_are_numbered_by_fortnox_in_both_modes() -> None:
    assert kinds(credited(note(), original(), numbers_by=NumbersBy.PRODUCTIVE)) == []


def two_accounts() -> Original:
    """One service type, rate and price, but the second row was moved by hand."""
    stands = original("1 st × 100.00 @25 One\n1 st × 100.00 @25 Two")
    moved = stands.now.rows[1].model_copy(update={"account_number": 3041})
    rows = [row.model_dump(by_alias=True) for row in (stands.now.rows[0], moved)]
    return original("1 st × 100.00 @25 One\n1 st × 100.00 @25 Two", now={"InvoiceRows": rows})


STOPPED: dict[str, tuple[Callable[[], Booking | Blocked], ProblemKind]] = {
    "more than is left": (lambda: credited(note(), original(taken_back=-1)), ProblemKind.CREDIT_TOO_LARGE),
    "nothing taken back": (
        lambda: credited(note("1 st × 1.00 @25 Design"), original()),
        ProblemKind.CREDIT_NOT_NEGATIVE,
    ),
    "another company": (lambda: credited(note(company_id="7002"), original()), ProblemKind.CREDIT_OF_ANOTHER),
    "sold, in part": (
        lambda: credited(note("-1 st × 1.00 @25 Design"), original(now={"NoxFinans": True})),
        ProblemKind.CREDIT_SOLD_IN_PART,
    ),
    "the claim was changed in Fortnox": (
        lambda: credited(note(), original(now={"Net": 700})),
        ProblemKind.CREDIT_ORIGINAL_CHANGED,
    ),
    "a line of its own": (
        lambda: credited(note("-1 st × 1.00 @12 Food"), original()),
        ProblemKind.CREDIT_LINE_UNKNOWN,
    ),
    "a line of two accounts": (
        lambda: credited(note("-1 st × 50.00 @25 Some of it"), two_accounts()),
        ProblemKind.CREDIT_LINE_UNKNOWN,
    ),
    "a locked period": (lambda: credited(note(invoiced_on=date(2026, 9, 30)), original()), ProblemKind.PERIOD_LOCKED),
}


@pytest.mark.parametrize("case", STOPPED)
def test_it_stops(case: str) -> None:
    happens, kind = STOPPED[case]

    assert kinds(happens()) == [kind]


def test_half_a_krona_may_be_rounded_apart() -> None:
    """A8: 937.50 is 938; a credit of -937 leaves 1 kr, and takes back the same amounts all the same."""
    of = original()
    draft = booking_of(note(), of).draft
    away, up = cast.answer_to(draft), cast.answer_to(draft, Total=-937, RoundOff=Decimal("0.5"))

    assert [int(left_over(of.now, each)) for each in (away, up)] == [0, 1]
    assert is_mirrored(draft, away)
    assert is_mirrored(draft, up)
    assert not is_mirrored(draft, cast.answer_to(draft, Net=-700))


LINK = Link(reference=cast.REFERENCE, invoice_id="9001")
WAYS: dict[str, tuple[dict[str, Any], Link, Way | WhyNot]] = {
    "booked": ({}, LINK, Way()),
    "paid": ({"Balance": 0, "FinalPayDate": "2026-11-20"}, LINK, Way()),
    "sent, not booked": ({"Booked": False, "Sent": True}, LINK, Way(books_first=True)),
    "sent by Productive, not booked": (
        {"Booked": False},
        Link(reference=cast.REFERENCE, invoice_id="9001", sent_on=date(2026, 11, 2)),
        Way(books_first=True),
    ),
    "sent, cash method": ({"Booked": False, "Sent": True, "AccountingMethod": "CASH"}, LINK, Way()),
    "neither booked nor sent": ({"Booked": False}, LINK, WhyNot.OPEN),
    "cancelled": ({"Booked": False, "Cancelled": True, "Balance": 0}, LINK, WhyNot.CANCELLED),
    "credited by hand": ({"CreditInvoiceReference": "10490"}, LINK, WhyNot.CREDITED),
    "credited by this note": (
        {"CreditInvoiceReference": "10490"},
        Link(reference=cast.REFERENCE, invoice_id="9001", own="10490"),
        Way(),
    ),
    "its note is cancelled": (
        {"CreditInvoiceReference": "10490"},
        Link(reference=cast.REFERENCE, invoice_id="9001", spent=frozenset({"10490"})),
        Way(by_fortnox=False),
    ),
    "another's": ({"ExternalInvoiceReference1": "somebody else's"}, LINK, WhyNot.NOT_OURS),
}


@pytest.mark.parametrize("case", WAYS)
def test_the_way_to_a_credit_note(case: str) -> None:
    facts, link, expected = WAYS[case]
    found = way_to_credit(original(now=facts).now, link)

    assert (WhyNot(found.facts["why"]) if isinstance(found, Problem) else found) == expected
