"""Free-text country names become codes, or are named as unknown."""

from __future__ import annotations

import pytest

from brygga.accounting.countries import country_code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Sweden", "SE"), (" sweden ", "SE"), ("Sverige", "SE"), ("SE", "SE"), ("Estonia", "EE"), ("Norge", "NO"),
        ("United States", "US"), ("USA", "US"), ("South Korea", "KR"), ("Korea, Republic of", "KR"), ("UK", "GB"),
        ("Czech Republic", "CZ"), ("The  Netherlands", "NL"), ("Türkiye", "TR"), ("Turkey", "TR"),
        ("Europe", None), ("EU", None), ("", None), ("Swedn", None),
    ],
)  # fmt: skip
def test_it_reads_a_country(name: str, code: str | None) -> None:
    assert country_code(name) == code
