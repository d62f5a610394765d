"""The numbers of invoices: their counter, when it begins again, and who shares it (help article 2179633)."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.worlds.cast import OTHER_ORGANISATION_ID, OTHER_TOKEN
from tests.sandbox.productive.conftest import Caller

NEW: dict[str, Any] = {"company_id": 7001, "subsidiary_id": 501, "currency": "SEK"}


def numbers(productive: Caller, *days: str, subsidiary: int = 501) -> list[str]:
    """The numbers of new invoices of these days, finalized one after the other."""
    found = []
    for day in days:
        made = productive.post("invoices", NEW | {"subsidiary_id": subsidiary, "invoiced_on": day})["id"]
        found.append(productive.act(f"/invoices/{made}/finalize")["attributes"]["number"])
    return found


@pytest.mark.parametrize(
    ("reset", "expected"),
    [
        (None, ["2026-11-1", "2026-12-2", "2027-01-3", "2026-11-4"]),
        ("never", ["2026-11-1", "2026-12-2", "2027-01-3", "2026-11-4"]),
        ("yearly", ["2026-11-1", "2026-12-2", "2027-01-1", "2026-11-3"]),
        ("format", ["2026-11-1", "2026-12-1", "2027-01-1", "2026-11-2"]),
    ],
)
def test_a_counter_begins_again_as_its_subsidiary_says(
    productive: Caller, reset: str | None, expected: list[str]
) -> None:
    said = {"invoice_number_format": "{yyyy}-{mm}-{n}", "invoice_number_scope": reset}
    productive.patch("/subsidiaries/501", said)

    assert numbers(productive, "2026-11-03", "2026-12-01", "2027-01-02", "2026-11-30") == expected


def test_a_number_given_by_hand_counts_in_its_own_year(productive: Caller) -> None:
    productive.patch("/subsidiaries/501", {"invoice_number_format": "{yyyy}/{nn}", "invoice_number_scope": "yearly"})
    made = productive.post("invoices", NEW | {"invoiced_on": "2026-11-03", "number": "2026/40"})["id"]

    assert productive.act(f"/invoices/{made}/finalize")["attributes"]["number"] == "2026/40"
    assert numbers(productive, "2026-11-03", "2027-01-02") == ["2026/41", "2027/01"]


def test_a_counter_can_be_shared_by_all_subsidiaries(productive: Caller) -> None:
    productive.turn("number_counter_is_shared", to=True)

    assert numbers(productive, "2026-11-03") == ["20117"]
    assert numbers(productive, "2026-11-03", subsidiary=502) == ["20118"]
    assert numbers(productive, "2026-11-03") == ["20119"]


def test_the_other_agency_counts_anew_each_year(productive: Caller) -> None:
    productive.token, productive.organisation = OTHER_TOKEN, OTHER_ORGANISATION_ID

    assert productive.act("/invoices/9901/finalize")["attributes"]["number"] == "2026-303"
