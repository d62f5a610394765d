"""Money is rounded in one way, in one place."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brygga.accounting.money import Money, from_hundredths, is_exact, rounded, vat_on, vat_per_rate
from tests.accounting.cast import half_away


@pytest.mark.parametrize(
    ("amount", "decimals", "expected"),
    [
        ("1.125", 2, "1.13"),
        ("1.124", 2, "1.12"),
        ("-1.125", 2, "-1.13"),
        ("937.5", 0, "938"),
        ("-468.75", 0, "-469"),
        ("0.0049", 2, "0.00"),
        ("99999999999999999999999999999999.995", 2, "100000000000000000000000000000000.00"),
    ],
)
def test_it_rounds_halves_away_from_zero(amount: str, decimals: int, expected: str) -> None:
    assert rounded(Decimal(amount), decimals) == Decimal(expected)


@pytest.mark.parametrize(
    ("minor", "currency", "amount"),
    [(19899025, "SEK", "198990.25"), (450000, "JPY", "450000"), (1500, "KWD", "1.500"), (-1, "EUR", "-0.01")],
)
def test_it_reads_and_writes_the_smallest_units_of_each_currency(minor: int, currency: str, amount: str) -> None:
    money = Money.from_minor(minor, currency)

    assert money == Money(Decimal(amount), currency)
    assert money.minor == minor


def test_it_reads_productives_hundredths() -> None:
    assert from_hundredths(124990) == Decimal("1249.90")


def test_it_adds_and_subtracts_one_currency() -> None:
    ten, one = Money(Decimal(10), "SEK"), Money(Decimal(1), "SEK")

    assert ten + one == Money(Decimal(11), "SEK")
    assert ten - one == Money(Decimal(9), "SEK")
    assert -ten == Money(Decimal(-10), "SEK")


def test_it_never_adds_two_currencies() -> None:
    with pytest.raises(ValueError, match="SEK and EUR cannot be added"):
        Money(Decimal(1), "SEK") + Money(Decimal(1), "EUR")


def test_it_rounds_to_the_smallest_unit_of_the_currency() -> None:
    assert Money(Decimal("10.5"), "JPY").rounded() == Money(Decimal(11), "JPY")
    assert Money(Decimal("10.555"), "SEK").rounded() == Money(Decimal("10.56"), "SEK")


def test_it_counts_vat_on_the_summed_base_of_each_rate() -> None:
    assert vat_per_rate({25: Decimal("299.97"), 0: Decimal(250)}) == {25: Decimal("74.99"), 0: Decimal(0)}


@given(ore=st.integers(-(10**12), 10**12), percent=st.sampled_from([25, 12, 6, 0]))
def test_it_counts_vat_as_integers_do(ore: int, percent: int) -> None:
    assert vat_on(from_hundredths(ore), percent) * 100 == half_away(Fraction(ore * percent, 100))


@given(ore=st.integers(), more=st.integers(1, 9))
def test_it_knows_what_would_be_lost(ore: int, more: int) -> None:
    exact = Decimal(ore % 10**12).scaleb(-2)

    assert is_exact(exact)
    assert not is_exact(exact + Decimal(more).scaleb(-3))
