"""The page behind "Open in Productive"."""

from __future__ import annotations

import pytest

from tests.sandbox.productive.conftest import Caller


def page(productive: Caller, path: str) -> tuple[int, str]:
    response = productive.client.get(path)
    return response.status_code, response.get_data(as_text=True)


def test_it_shows_the_facts_and_the_state_of_an_invoice(productive: Caller) -> None:
    status, text = page(productive, "/productive/20401/invoices/9001")

    assert status == 200
    for expected in ("Invoice (draft)", "Draft", "Norrsken Energi AB", "SEK 198,990.25", "Interface design, October"):
        assert expected in text


def test_it_links_to_the_copy_in_fortnox(productive: Caller) -> None:
    _, text = page(productive, "/productive/20401/invoices/8020")

    assert 'href="http://localhost:8001/fortnox/app/100101/invoices/10482"' in text


def test_it_escapes_every_text(productive: Caller) -> None:
    productive.patch("/invoices/9001", {"subject": "<script>alert(1)</script>", "note": "{content} & <b>"})
    productive.patch("/invoices/9001", {"exported": True, "export_invoice_url": "javascript:alert(1)"})
    _, text = page(productive, "/productive/20401/invoices/9001")

    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    assert "{content} &amp; &lt;b&gt;" in text
    assert 'href="javascript' not in text


@pytest.mark.parametrize("path", ["/productive/20402/invoices/9001", "/productive/1/invoices/9001", "/productive/"])
def test_it_shows_no_invoice_of_another_organisation(productive: Caller, path: str) -> None:
    status, text = page(productive, path)

    assert status == 404
    assert "Norrsken" not in text


@pytest.mark.parametrize("identity", ["9011", "9012", "9013", "8007", "8014"])
def test_it_shows_every_kind_of_invoice(productive: Caller, identity: str) -> None:
    assert page(productive, f"/productive/20401/invoices/{identity}")[0] == 200
