"""The control plane with buttons: the same doors, reached by forms."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from sandbox.app import Sandbox
from sandbox.fortnox import switches
from tests.sandbox.conftest import MONDAY_MORNING

PAGE = "/_sandbox/"


def send(client: httpx.Client, door: str, **typed: str) -> str:
    """The page again, after a form."""
    answer = client.post(f"{PAGE}{door}", data=typed)
    assert answer.status_code == 303, answer.text
    assert answer.headers["Location"].endswith(PAGE)
    return client.get(PAGE).text


def test_the_clock_is_moved(client: httpx.Client, ledger_sandbox: Sandbox) -> None:
    assert "2026-11-03 09:30:00" in send(client, "clock", advance="86400")
    assert ledger_sandbox.clock.now() == MONDAY_MORNING + timedelta(days=1)


def test_trouble_is_planned_and_forgotten(client: httpx.Client, ledger_sandbox: Sandbox) -> None:
    planned = {"kind": "refuse", "remote": "fortnox", "method": "POST", "path": "/invoices$", "times": "0"}
    page = send(client, "faults", **planned, skip="2", status="503", seconds="")
    assert "always, after 2" in page
    [fault] = ledger_sandbox.faults.planned()
    assert (fault.kind, fault.status, fault.path) == ("refuse", 503, "/invoices$")
    assert "always, after 2" not in send(client, "faults", forget="true")
    assert ledger_sandbox.faults.planned() == []


@pytest.mark.parametrize(
    ("name", "typed", "stands"),
    [("round_off", "false", False), ("vat_rounding", '"row"', "row"), ("search_lag_seconds", "5", 5)],
)
def test_a_switch_is_turned_and_marked(
    client: httpx.Client, ledger_sandbox: Sandbox, name: str, typed: str, stands: object
) -> None:
    assert ">turned<" not in client.get(PAGE).text
    assert ">turned<" in send(client, "switches", remote="fortnox", **{name: typed})
    assert switches.read(ledger_sandbox.store, name) == stands


def test_another_world_is_begun(client: httpx.Client, ledger_sandbox: Sandbox) -> None:
    assert 'value="tricky" selected' in send(client, "reset", world="tricky", seed="1")
    assert ledger_sandbox.store.table("fortnox.100101.invoices")["1042"]


def test_nonsense_is_said_and_does_nothing(client: httpx.Client, ledger_sandbox: Sandbox) -> None:
    assert client.post(f"{PAGE}faults", data={"kind": "nonsense"}).status_code == 400
    assert client.post(f"{PAGE}switches", data={"remote": "fortnox", "round_off": "maybe"}).status_code == 400
    assert switches.read(ledger_sandbox.store, "round_off") is True


def test_it_takes_no_form_from_another_site(client: httpx.Client) -> None:
    elsewhere = {"Origin": "https://elsewhere.example"}
    assert client.post(f"{PAGE}reset", data={"world": "empty"}, headers=elsewhere).status_code == 403


def test_json_is_json_whatever_curl_calls_it(client: httpx.Client) -> None:
    called = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = client.post(f"{PAGE}clock", content=b'{"advance": 60}', headers=called)
    assert answer.status_code == 200
    assert answer.json()["now"] == "2026-11-02T08:31:00+00:00"
