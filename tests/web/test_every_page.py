"""What every page must have: both languages, strict headers, no secret."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client, RequestFactory
from django.views.defaults import server_error

from brygga.connections.models import Connection, FortnoxAccess, ProductiveAccess
from brygga.copying.models import Copy
from sandbox.worlds import cast
from tests.web.pages import words

pytestmark = pytest.mark.django_db

TITLE = re.compile(r"<title>(.*) · Brygga</title>")
# The preview is one page for every invoice.
SHARED_TITLES = 1

PAGES = (
    "/invoices",
    "/invoices?state=not-copied",
    "/invoices?state=needs-you",
    "/invoices?state=under-way",
    "/invoices?state=copied",
    "/invoices/not-booked",
    "/invoices/9001",
    "/invoices/9006",
    "/invoices/9001/copy",
    "/invoices/9006/copy",
    "/needs-you",
    "/payments",
    "/history",
    "/settings",
    "/settings/marketplace",
    "/settings/organisation",
    "/settings/connections/{connection}",
    "/settings/connections/{connection}/check",
    "/settings/connections/{connection}/customers",
    "/settings/connections/{connection}/invoices",
    "/settings/connections/{connection}/disconnection",
    "/organisations/new",
    "/accounts/logout/",
)


@pytest.mark.parametrize("language", ["en", "sv"])
def test_it_answers_in_both_languages(karin: Client, copied: Copy, language: str) -> None:
    karin.cookies["django_language"] = language

    for address, page in every_page(karin, copied.connection):
        assert page.status_code == 200, address
        assert f'<html lang="{language}">' in page.content.decode(), address


def test_it_carries_strict_headers_and_nothing_inline(karin: Client, decided: Connection) -> None:
    for address, page in every_page(karin, decided):
        policy = page.headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy, address
        assert "style-src 'self'" in policy, address
        assert "unsafe" not in policy, address
        assert page.headers["X-Frame-Options"] == "DENY", address
        assert page.headers["X-Content-Type-Options"] == "nosniff", address
        assert page.headers["Cache-Control"] == "private, no-store", address
        body = page.content.decode()
        assert not [each for each in (" style=", "<style", " onclick=", "<script>") if each in body], address


def test_it_shows_no_secret(karin: Client, copied: Copy) -> None:
    kept = FortnoxAccess.objects.get()
    secrets = {
        cast.PRODUCTIVE_TOKEN,
        cast.FORTNOX_CLIENT_SECRET,
        kept.sealed_access_token,
        kept.sealed_refresh_token,
        ProductiveAccess.objects.get().sealed_token,
    }
    for address, page in every_page(karin, copied.connection):
        assert not [secret for secret in secrets if secret and secret in page.content.decode()], address


def every_page(client: Client, connection: Connection) -> Iterator[tuple[str, Any]]:
    for address in PAGES:
        yield address, client.get(address.format(connection=connection.pk))


def test_money_and_dates_read_as_each_language_writes_them(karin: Client) -> None:
    english = words(karin.get("/invoices/9001"))
    karin.cookies["django_language"] = "sv"
    swedish = words(karin.get("/invoices/9001"))

    assert "SEK 198,990.25" in english
    assert "198 990,25 kr" in swedish


def test_the_language_is_changed_by_a_button(karin: Client) -> None:
    answer = karin.post("/language", {"language": "sv", "next": "/invoices"})

    assert answer.headers["Location"] == "/invoices"
    assert '<html lang="sv">' in karin.get("/invoices").content.decode()


def test_only_the_pages_that_lead_to_fortnox_let_a_form_leave_brygga(karin: Client) -> None:
    assert "form-action 'self' http://sandbox.test" in _policy(karin, "/settings/marketplace")
    assert "sandbox.test" not in _policy(karin, "/invoices")


@pytest.mark.parametrize("language", ["en", "sv"])
def test_it_has_a_title_of_its_own(karin: Client, copied: Copy, language: str) -> None:
    karin.cookies["django_language"] = language
    addresses = [address.format(connection=copied.connection_id) for address in PAGES if "?" not in address]

    titles = {address: TITLE.findall(karin.get(address).content.decode()) for address in addresses}

    assert all(len(found) == 1 and len(found[0]) > 2 for found in titles.values()), titles
    assert len({found[0] for found in titles.values()}) >= len(addresses) - SHARED_TITLES


def test_the_bridge_is_its_icon_also_where_a_browser_only_looks_at_the_usual_place(client: Client) -> None:
    assert client.get("/favicon.ico").headers["Location"] == "/static/brygga/mark.svg"
    assert finders.find("brygga/mark.svg")


def test_an_address_that_is_not_bryggas_says_so(client: Client) -> None:
    page = client.get("/accounts/login/", headers={"host": "elsewhere.example"})

    assert page.status_code == 400
    assert "Not an address of Brygga" in words(page)


def test_a_page_that_is_not_there_says_so_inside_brygga(karin: Client) -> None:
    page = karin.get("/nowhere")

    assert page.status_code == 404
    assert "There is nothing here" in words(page)
    assert "Fyrljus Byrå" in words(page)


def test_a_form_from_an_old_page_is_refused_with_what_to_do(karin: Client) -> None:
    karin.handler.enforce_csrf_checks = True

    page = karin.post("/settings/marketplace/subsidiaries")

    assert page.status_code == 403
    assert "The page was too old" in words(page)


def test_a_mistake_of_ours_says_that_nothing_is_lost(rf: RequestFactory) -> None:
    page = server_error(rf.get("/"))

    assert page.status_code == 500
    assert "no invoice is made twice" in words(page)


def _policy(client: Client, address: str) -> str:
    return client.get(address).headers["Content-Security-Policy"]
