"""Log-in, choice of company and consent, as a person in a browser meets them."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from sandbox.app import Sandbox
from sandbox.worlds.cast import FORTNOX_CLIENT_ID, FORTNOX_CLIENT_SECRET

AUTH = "/fortnox/oauth-v1/auth"
BACK = "http://localhost:8000/back"
WISH = {
    "client_id": FORTNOX_CLIENT_ID,
    "redirect_uri": BACK,
    "scope": "companyinformation customer invoice",
    "state": "s/1&2",
    "access_type": "offline",
    "account_type": "service",
    "response_type": "code",
}


def log_in(client: httpx.Client, *, email: str, password: str) -> httpx.Response:
    form = {"step": "log-in", "email": email, "password": password}
    return client.post(AUTH, params=WISH, data=form)


def hidden(page: httpx.Response, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page.text)
    assert found, page.text
    return found[1]


def decide(client: httpx.Client, decision: str) -> dict[str, list[str]]:
    """Go through all three steps; the answer is what the integration is told."""
    ticket = hidden(log_in(client, email="karin@fyrljus.example", password="fyrljus"), "ticket")
    asked = client.post(AUTH, params=WISH, data={"step": "company", "ticket": ticket, "company": "100102"})
    assert "Fyrljus Göteborg AB" in asked.text
    form = {"step": "decision", "ticket": ticket, "company": "100102", "decision": decision}
    answer = client.post(AUTH, params=WISH, data=form)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(f"{BACK}?")
    return parse_qs(urlsplit(answer.headers["Location"]).query)


def test_it_gives_a_code_that_works_once_for_the_company_that_was_chosen(client: httpx.Client) -> None:
    told = decide(client, "approve")
    assert told["state"] == ["s/1&2"]
    form = {"grant_type": "authorization_code", "code": told["code"][0], "redirect_uri": BACK}
    auth = (FORTNOX_CLIENT_ID, FORTNOX_CLIENT_SECRET)
    first = client.post("/fortnox/oauth-v1/token", data=form, auth=auth)
    headers = {"Authorization": f"Bearer {first.json()['access_token']}"}
    told_company = client.get("/fortnox/3/companyinformation", headers=headers).json()["CompanyInformation"]
    assert told_company["DatabaseNumber"] == 100102
    assert client.post("/fortnox/oauth-v1/token", data=form, auth=auth).status_code == 400


def test_it_lets_a_code_die_after_ten_minutes(client: httpx.Client, ledger_sandbox: Sandbox) -> None:
    form = {"grant_type": "authorization_code", "code": decide(client, "approve")["code"][0], "redirect_uri": BACK}
    ledger_sandbox.clock.advance(601)
    auth = (FORTNOX_CLIENT_ID, FORTNOX_CLIENT_SECRET)
    assert client.post("/fortnox/oauth-v1/token", data=form, auth=auth).json()["error"] == "invalid_grant"


def test_it_tells_the_integration_when_somebody_refuses(client: httpx.Client) -> None:
    assert decide(client, "deny") == {"error": ["access_denied"], "state": ["s/1&2"]}


def test_it_shows_a_person_their_own_companies_only(client: httpx.Client) -> None:
    karin = log_in(client, email="karin@fyrljus.example", password="fyrljus").text
    assert "Fyrljus Stockholm AB" in karin
    assert "Annan Byrå AB" not in karin
    anna = log_in(client, email="anna@annan.example", password="annan")
    form = {"step": "company", "ticket": hidden(anna, "ticket"), "company": "100101"}
    assert "Allow Brygga?" not in client.post(AUTH, params=WISH, data=form).text


def test_it_asks_again_after_a_wrong_password_or_a_long_pause(client: httpx.Client, ledger_sandbox: Sandbox) -> None:
    assert "password is wrong" in log_in(client, email="karin@fyrljus.example", password="guess").text
    ticket = hidden(log_in(client, email="karin@fyrljus.example", password="fyrljus"), "ticket")
    ledger_sandbox.clock.advance(3600)
    late = client.post(AUTH, params=WISH, data={"step": "company", "ticket": ticket, "company": "100101"})
    assert "Log in again" in late.text


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"scope": "customer everything"}, "invalid_scope"),
        ({"scope": ""}, "invalid_scope"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"state": ""}, "invalid_request"),
        ({"access_type": ""}, "invalid_request"),
    ],
)
def test_it_sends_a_wrong_request_back(client: httpx.Client, changed: dict[str, str], error: str) -> None:
    answer = client.get(AUTH, params={**WISH, **changed})
    assert parse_qs(urlsplit(answer.headers["Location"]).query)["error"] == [error]


@pytest.mark.parametrize("changed", [{"client_id": "unknown"}, {"redirect_uri": "https://evil.example/back"}])
def test_it_goes_nowhere_for_somebody_it_does_not_know(client: httpx.Client, changed: dict[str, str]) -> None:
    answer = client.get(AUTH, params={**WISH, **changed})
    assert answer.status_code == 400
    assert "Location" not in answer.headers


def test_only_an_administrator_allows_a_service_account(client: httpx.Client) -> None:
    """Documentation, read 2026-04; Olle may still consent for himself."""
    ticket = hidden(log_in(client, email="olle@fyrljus.example", password="fyrljus"), "ticket")
    form = {"step": "decision", "ticket": ticket, "company": "100101", "decision": "approve"}
    refused = client.post(AUTH, params=WISH, data=form)
    assert refused.status_code == 400
    assert "Only a system administrator" in refused.text
    for_himself = {name: value for name, value in WISH.items() if name != "account_type"}
    answer = client.post(AUTH, params=for_himself, data=form)
    assert "code" in parse_qs(urlsplit(answer.headers["Location"]).query)


def test_it_names_the_scopes_in_words(client: httpx.Client) -> None:
    ticket = hidden(log_in(client, email="anna@annan.example", password="annan"), "ticket")
    asked = client.post(AUTH, params=WISH, data={"step": "company", "ticket": ticket, "company": "100201"})
    assert "Company information" in asked.text
    assert "Fortnox (sandbox)" in asked.text
