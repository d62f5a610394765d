"""The history on its page and on an invoice's: who, when, what, before and after."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from brygga.copying.models import Copy
from tests.web.pages import words

pytestmark = pytest.mark.django_db

RAW_NAME = re.compile(r"\b[a-z]+_[a-z_0-9]+\b")


@pytest.mark.parametrize("language", ["en", "sv"])
@pytest.mark.parametrize("address", ["/history", "/invoices/9001"])
def test_it_shows_no_raw_name(karin: Client, copied: Copy, address: str, language: str) -> None:
    karin.cookies["django_language"] = language

    assert not RAW_NAME.findall(words(karin.get(address)))


def test_an_invoice_tells_who_when_what_before_and_after(elias: Client, copied: Copy) -> None:
    page = words(elias.get("/invoices/9001"))

    assert "Invoice 10483 created in Fortnox" in page
    assert "Karin" in page
    assert "State in Productive" not in page  # The first letter is made large by the stylesheet.
    assert "state in Productive Before: Draft → After: Finalized" in page
    assert "row 1 3001 Strategy workshop, 16 h × 1,450.00, VAT 25 %: 23,200.00" in page
    assert "total SEK 198,990.00" in page


def test_the_history_of_all_names_whose_invoice_it_is(karin: Client, copied: Copy) -> None:
    assert '<a href="/invoices/9001">Norrsken Energi AB</a>' in karin.get("/history").content.decode()
