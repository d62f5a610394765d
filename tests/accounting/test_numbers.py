"""Numbers by Productive: which formats and numbers fit Fortnox's, and what is told of both series."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from brygga.accounting.comparison import differences
from brygga.accounting.invoices import Booking, book
from brygga.accounting.numbers import Numbering, Series, Unfit, expected, is_usable, numbered, numbering, unfit
from brygga.fortnox import schema as fortnox
from brygga.productive import schema as productive
from tests.accounting import cast

OURS = cast.REFERENCE


@pytest.mark.parametrize(
    ("number_format", "why"),
    [
        ("{n}", None),
        ("{yyyy}{nnn}", None),
        ("{yy}{mm}{nn}", None),
        ("20{n}", None),
        ("", Unfit.MISSING),
        ("INV-{n}", Unfit.NOT_DIGITS),
        ("{yyyy}-{nnn}", Unfit.NOT_DIGITS),
        ("{company_code}{n}", Unfit.NOT_DIGITS),
        ("{nnnn}", Unfit.NOT_DIGITS),
        ("{yyyy}", Unfit.NOT_COUNTING),
        ("1001", Unfit.NOT_COUNTING),
        ("{nnn}", Unfit.ZERO_FIRST),
        ("0{n}", Unfit.ZERO_FIRST),
        ("{mm}{n}", Unfit.ZERO_FIRST),
    ],
)
def test_only_a_format_of_digits_fits(number_format: str, why: Unfit | None) -> None:
    assert unfit(number_format) is why


@pytest.mark.parametrize(
    ("number", "answer"),
    [("1042", "yes"), ("5000000000", "yes"), ("0042", "no"), ("F-1042", "no"), ("", "no"), ("1" * 16, "no")],
)
def test_only_plain_digits_are_a_number_in_fortnox(number: str, answer: str) -> None:
    assert is_usable(number) is (answer == "yes")


@pytest.mark.parametrize(
    ("number_format", "given", "next_one"),
    [
        ("{n}", ["1040", "1041", "F-9999"], "1042"),
        ("{yyyy}{nnn}", ["2026007", "2025941"], "2026008"),
        ("{yyyy}{nnn}", ["2025941"], ""),
        ("INV-{n}", ["INV-7"], ""),
        ("{n}", [], ""),
    ],
)
def test_the_number_that_productive_will_give_is_a_guess_by_its_format(
    number_format: str, given: list[str], next_one: str
) -> None:
    draft = invoice(number_format=number_format)

    assert expected(draft, [invoice(number=each) for each in given]) == next_one


@pytest.mark.parametrize(
    ("changes", "chosen", "facts", "kind"),
    [
        ({}, "", {}, None),
        ({"number_format": "F{n}"}, "", {}, "number_format_unfit"),
        ({"number_format": "F{n}"}, "1042", {}, None),
        ({"number": "F-7"}, "", {}, "number_unfit"),
        ({"number": "F-7"}, "1042", {}, None),
        ({"finalized_on": date(2026, 11, 2)}, "", {}, "number_unfit"),
        ({"number": "1042"}, "", {"held_under": "another"}, "number_taken"),
        ({"number": "1042"}, "", {"held_under": "BRY-20401-7-1."}, "number_taken"),
        ({"number": "1042"}, "", {"held_under": OURS}, None),
        ({"number": "1042"}, "", {"held_under": OURS.replace("-1.", "-2.")}, "number_wanted"),
        ({"number": "1042"}, "1043", {}, None),
        ({}, "1041", {"in_productive": ["1041"]}, "number_taken"),
        ({"number": "1042", "sent_on": date(2026, 11, 2)}, "1043", {}, "number_stays"),
        ({"number": "1042", "sent_on": date(2026, 11, 2)}, "1042", {}, None),
    ],
)
def test_what_is_in_the_way_of_a_number(
    changes: dict[str, Any], chosen: str, facts: dict[str, Any], kind: str | None
) -> None:
    found = about(invoice(**changes), chosen=chosen, **facts)

    assert [each.kind for each in found.problems] == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("1042", [("series_to_move", {"next": "1043"})]),
        ("1050", [("number_leaves_gap", {"number": "1050", "last": "1041"}), ("series_to_move", {"next": "1051"})]),
        ("1030", [("number_below_last", {"number": "1030", "last": "1041"}), ("series_to_move", {"next": "1042"})]),
    ],
)
def test_a_gap_and_a_number_out_of_its_place_are_told(number: str, told: list[tuple[str, dict[str, str]]]) -> None:
    found = about(invoice(number=number))

    assert [(each.kind, each.facts) for each in found.notes] == told


def test_a_number_that_is_free_on_both_sides_is_suggested() -> None:
    found = about(invoice(number="1041"), held_under="another", in_productive=["1055", "F-9999"])

    assert (found.suggested, found.last_in_productive, found.last_in_fortnox) == ("1056", "1055", "1041")
    assert found.problems[0].facts["next"] == "1056"


def test_another_number_than_the_one_that_was_sent_is_a_difference() -> None:
    booking = book(invoice(), cast.CUSTOMER, cast.rulebook(), reference=OURS)
    assert isinstance(booking, Booking)
    draft = numbered(booking.draft, "1042")
    answer = cast.answer_to(draft)

    found = differences(draft, booking.expected, answer.model_copy(update={"document_number": "1043"}))

    assert [(each.what, each.meant, each.found) for each in found] == [("number", "1042", "1043")]
    assert not differences(draft, booking.expected, answer.model_copy(update={"document_number": "1042"}))


def invoice(**changes: Any) -> productive.Invoice:
    return cast.invoice("8 h × 1000 @25 Strategi", **{"number_format": "{n}", **changes})


def about(
    draft: productive.Invoice, *, chosen: str = "", held_under: str = "", in_productive: list[str] | None = None
) -> Numbering:
    """Fortnox's last number is 1041, and whoever has the invoice's carries the reference `held_under`."""
    newest = tuple(invoice(id=f"8{number}", number=number) for number in in_productive or ())
    holder = standing(held_under) if held_under else None
    series = Series(chosen=chosen, reference=OURS, holder=holder, in_fortnox=1041, in_productive=newest)
    return numbering(draft, series)


def standing(reference: str) -> fortnox.Invoice:
    """An invoice in Fortnox that carries this reference."""
    booking = book(invoice(), cast.CUSTOMER, cast.rulebook(), reference=reference)
    assert isinstance(booking, Booking)
    return cast.answer_to(booking.draft)
