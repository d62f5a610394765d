"""Organisation numbers are read in every way that people write them, and never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from brygga.accounting.organisation_numbers import foreign_vat_number, organisation_number, swedish_vat_number

LABELLED = [
    ("559214-3076", "559214-3076"),
    ("5592143076", "559214-3076"),
    (" 559214 3076 ", "559214-3076"),
    ("559214–3076", "559214-3076"),
    ("559214−3076", "559214-3076"),
    ("165592143076", "559214-3076"),
    ("16559214-3076", "559214-3076"),
    ("SE559214307601", "559214-3076"),
    ("SE 559214-3076 01", "559214-3076"),
    ("se559214307601", "559214-3076"),
    ("SE5592143076", "559214-3076"),
    ("559214307601", "559214-3076"),
    ("212000-2411", "212000-2411"),
    ("802411-0093", "802411-0093"),
    ("202100-2080", "202100-2080"),
    ("SE202100208001", "202100-2080"),
    ("198112189876", "811218-9876"),
    ("811218-9876", "811218-9876"),
    ("SE811218987601", "811218-9876"),
    ("", None),
    ("559214-3077", None),
    ("55921430", None),
    ("5592143076012", None),
    ("195592143076", None),
    ("NO923609016MVA", None),
    ("EE100931558", None),
    ("DE123456789", None),
    ("PL5592143076", None),
    ("FI20774740", None),
    ("GB999999973", None),
    ("ring Anna 5592143076", None),
    ("５５９２１４３０７６", None),
    ("n/a", None),
]


@pytest.mark.parametrize(("text", "expected"), LABELLED)
def test_it_reads_an_organisation_number(text: str, expected: str | None) -> None:
    assert organisation_number(text) == expected


@given(st.integers(100_000_000, 999_999_999), st.sampled_from(["{}-{}", "{}{}", "SE{}{}01", "SE {} {} 01"]))
def test_it_reads_one_number_in_all_its_forms(nine: int, form: str) -> None:
    ten = f"{nine}{luhn.calc_check_digit(str(nine))}"

    assert organisation_number(form.format(ten[:6], ten[6:])) == f"{ten[:6]}-{ten[6:]}"


@given(st.text())
def test_it_never_stumbles_over_a_text(text: str) -> None:
    organisation_number(text)
    swedish_vat_number(text)
    foreign_vat_number(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("SE559214307601", "SE559214307601"), ("se 5592143076 01", "SE559214307601"), ("559214-3076", None), ("", None)],
)
def test_it_never_makes_a_vat_number_of_an_organisation_number(text: str, expected: str | None) -> None:
    assert swedish_vat_number(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("EE100931558", "EE100931558"),
        ("NO 923 609 016 MVA", "NO923609016MVA"),
        ("FR 40 303265045", "FR40303265045"),
        ("SE559214307601", None),
        ("559214-3076", None),
        ("none", None),
    ],
)
def test_it_tells_a_foreign_vat_number_by_its_letters(text: str, expected: str | None) -> None:
    assert foreign_vat_number(text) == expected
