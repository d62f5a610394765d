"""Signing in and out."""

from __future__ import annotations

import pytest
from django.test import Client

from brygga.connections.outside import Outside
from brygga.tenants.models import Organisation, User
from tests.web.pages import words

pytestmark = pytest.mark.django_db


def sign_in(client: Client, password: str) -> int:
    return client.post("/accounts/login/", {"login": "karin@fyrljus.example", "password": password}).status_code


def test_it_leads_to_where_one_was_going(client: Client, organisation: Organisation) -> None:
    there = client.get("/history")
    signed_in = client.post(
        there.headers["Location"], {"login": "karin@fyrljus.example", "password": "fyrljus"}, follow=True
    )

    assert "History" in words(signed_in)


def test_a_wrong_password_says_so_and_keeps_the_address(client: Client, admin_user: User) -> None:
    page = client.post("/accounts/login/", {"login": "karin@fyrljus.example", "password": "wrong"})

    assert "not correct" in words(page)
    assert 'value="karin@fyrljus.example"' in page.content.decode()
    assert 'value="wrong"' not in page.content.decode()


def test_who_forgot_the_password_is_told_whom_to_ask(client: Client, outside_world: Outside) -> None:
    page = words(client.get("/accounts/login/"))

    assert "Forgotten your password?" in page
    assert "ask whoever runs it for you" in page


def test_guessing_is_slowed_down(client: Client, admin_user: User) -> None:
    for _ in range(6):
        sign_in(client, "wrong")

    page = client.post("/accounts/login/", {"login": "karin@fyrljus.example", "password": "fyrljus"})

    assert page.status_code != 302


def test_nobody_signs_up_by_themselves(client: Client, outside_world: Outside) -> None:
    assert client.get("/accounts/signup/").status_code == 404
    assert "sign up" not in words(client.get("/accounts/login/")).lower()


def test_signing_out_wants_a_press(karin: Client) -> None:
    assert "Copies that are under way go on without you." in words(karin.get("/accounts/logout/"))

    karin.post("/accounts/logout/")

    assert karin.get("/invoices").status_code == 302


def test_a_part_that_is_asked_for_after_signing_out_reloads_the_page(client: Client, admin_user: User) -> None:
    answer = client.get("/invoices/9001/state", headers={"HX-Request": "true"})

    assert answer.headers["HX-Refresh"] == "true"
