"""Money, numbers, dates and moments as each language writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from brygga.accounting.compared import Compared
from brygga.wording import compared, formats
from tests.wording.test_problems import plain


@pytest.mark.parametrize(
    ("units", "currency", "english", "swedish"),
    [
        ("12500", "SEK", "SEK 12,500.00", "12 500,00 kr"),
        ("-12500", "SEK", "−SEK 12,500.00", "−12 500,00 kr"),
        ("0.01", "SEK", "SEK 0.01", "0,01 kr"),
        ("1234567.5", "EUR", "EUR 1,234,567.50", "1 234 567,50 EUR"),
        ("450000", "JPY", "JPY 450,000", "450 000 JPY"),
        ("99.125", "SEK", "SEK 99.125", "99,125 kr"),
    ],
)
def test_money_is_never_shortened(units: str, currency: str, english: str, swedish: str) -> None:
    for language, written in (("en", english), ("sv", swedish)):
        with translation.override(language):
            assert plain(formats.money(Decimal(units), currency)) == written


@pytest.mark.parametrize(
    ("number", "english", "swedish"),
    [("42.50", "42.5", "42,5"), ("100", "100", "100"), ("-1.125", "−1.125", "−1,125"), ("1200", "1,200", "1 200")],
)
def test_a_quantity_has_every_decimal_that_is_there_and_no_other(number: str, english: str, swedish: str) -> None:
    for language, written in (("en", english), ("sv", swedish)):
        with translation.override(language):
            assert plain(formats.quantity(Decimal(number))) == written


def test_nothing_breaks_within_an_amount_a_share_or_a_day(language: str) -> None:
    written = (
        formats.money(Decimal(12500), "SEK"),
        formats.percent(Decimal(25)),
        formats.day(date(2026, 11, 2)),
        formats.duration(90),
    )
    assert not [each for each in written if " " in each]


def test_a_moment_is_told_in_the_time_of_the_ledger(english: None) -> None:
    assert plain(formats.moment(datetime(2026, 11, 2, 8, 32, tzinfo=UTC))) == "2 Nov 2026, 09:32"


def test_a_moment_in_swedish_is_the_iso_form(swedish: None) -> None:
    assert formats.moment(datetime(2026, 7, 2, 8, 32, tzinfo=UTC)) == "2026-07-02 10:32"


def test_a_country_is_named_in_the_reader_s_language(swedish: None) -> None:
    assert formats.country("NO") == "Norge"
    assert formats.country("XX") == "XX"


@pytest.mark.parametrize("what", list(Compared))
def test_everything_that_is_compared_has_a_name_in_both_languages(what: Compared, language: str) -> None:
    assert what.value not in compared.name(what) or "_" not in what.value


@pytest.mark.parametrize(
    ("what", "raw", "written"),
    [
        ("row_price", "1200", "1,200.00"),
        ("row_quantity", "42.5", "42.5"),
        ("row_vat", "25", "25 %"),
        ("row_discount", "10 PERCENT", "10 %"),
        ("row_discount", "10 AMOUNT", "10.00"),
        ("row_discount", "0", "0 %"),
        ("row_text", "Design", "“Design”"),
        ("due_date", "2026-12-02", "2 Dec 2026"),
        ("vat_included", "False", "no"),
        ("cancelled", "cancelled", "cancelled"),
        ("terms_of_payment", "30", "30"),
        ("row_text", "", "nothing"),
        ("total", "no number", "no number"),
        ("due_date", "no day", "no day"),
        ("something new", "raw", "raw"),
    ],
)
def test_each_value_is_written_as_its_kind(what: str, raw: str, written: str, english: None) -> None:
    assert plain(compared.value(what, raw)) == written
