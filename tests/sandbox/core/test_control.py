"""The control plane, over both wires."""

from __future__ import annotations

from typing import Any

import httpx

from sandbox.app import Sandbox
from tests.sandbox.ledger import Ledger, row


def post(client: httpx.Client, path: str, /, **body: Any) -> Any:
    return client.post(f"/_sandbox/{path}", json=body).json()


def test_it_starts_afresh(ledger: Ledger, client: httpx.Client) -> None:
    ledger.invoice(row())
    assert post(client, "reset", world="small_fortnox")["world"] == "small_fortnox"
    assert "10483" not in ledger.books.table("invoices")
    assert client.get("/_sandbox/requests").json()["seen"] == []


def test_it_says_what_world_it_holds(client: httpx.Client) -> None:
    told = client.get("/_sandbox/world").json()
    assert told["world"] == "small_fortnox"
    assert told["tables"]["fortnox.100101.invoices"] > 20


def test_it_moves_the_clock(client: httpx.Client, ledger_sandbox: Sandbox) -> None:
    told = post(client, "clock", now="2027-01-31T23:30:00+00:00")
    assert told == {"now": "2027-01-31T23:30:00+00:00", "frozen": True}
    assert ledger_sandbox.clock.today().isoformat() == "2027-02-01"
    assert post(client, "clock", advance=90)["now"] == "2027-01-31T23:31:30+00:00"
    assert post(client, "clock", run=True)["frozen"] is False


def test_it_slows_down_as_the_wire_does(ledger: Ledger, client: httpx.Client) -> None:
    assert post(client, "latency", mode="wire", seed=3) == {"mode": "wire"}
    before = ledger.sandbox.clock.now()
    ledger.get("units")
    assert (ledger.sandbox.clock.now() - before).total_seconds() > ledger.pace_seconds
    assert post(client, "latency", mode="off") == {"mode": "off"}


def test_it_plans_and_forgets_faults(ledger: Ledger, client: httpx.Client) -> None:
    planned = post(client, "faults", kind="html", path="/units", status=502)["faults"]
    assert (planned[0]["kind"], planned[0]["times"]) == ("html", 1)
    assert client.delete("/_sandbox/faults").json() == {"faults": []}
    assert ledger.get("units")


def test_it_tells_what_it_has_seen_without_secrets(ledger: Ledger, client: httpx.Client) -> None:
    ledger.get("customers", name="Norrsken")
    client.post(
        "/fortnox/oauth-v1/token",
        data={"grant_type": "refresh_token", "refresh_token": "hush-hush"},
        auth=("sandbox-client", "sandbox-secret"),
    )
    report = client.get("/_sandbox/requests")
    asked, refreshed = report.json()["seen"]
    assert (asked["method"], asked["path"], asked["query"]) == ("GET", "/fortnox/3/customers", {"name": "Norrsken"})
    assert (asked["status"], refreshed["status"]) == (200, 400)
    assert refreshed["body"]["refresh_token"] == "[secret]"
    assert report.json()["counts"]["fortnox GET /fortnox/3/customers"] == 1
    assert not any(secret in report.text for secret in ("hush-hush", ledger.token, "sandbox-secret"))
    assert client.delete("/_sandbox/requests").json()["seen"] == []


def test_it_goes_back_to_a_snapshot(ledger: Ledger, client: httpx.Client) -> None:
    before = client.get("/_sandbox/snapshot").text
    ledger.invoice(row())
    client.put("/_sandbox/snapshot", content=before.encode())
    assert "10483" not in ledger.books.table("invoices")
    assert ledger.invoice(row())["DocumentNumber"] == "10483"


def test_it_turns_switches(ledger: Ledger, client: httpx.Client) -> None:
    told = post(client, "switches", remote="fortnox", round_off=False)
    assert told["turned"]["fortnox"] == {"round_off": {"value": False}}
    assert ledger.invoice(row(1, 99.99))["RoundOff"] == 0
    assert client.post("/_sandbox/switches", json={"remote": "fortnox", "unheard_of": 1}).status_code == 400


def test_it_lets_people_play_the_bookkeeper(ledger: Ledger, client: httpx.Client) -> None:
    post(client, "fortnox/100101/customers/1042", Active=False)
    assert ledger.get("customers/1042")["Customer"]["Active"] is False
    post(client, "fortnox/100101/accounts/3051", Active=True)
    assert ledger.get("accounts/3051")["Account"]["Active"] is True
    post(client, "fortnox/100101/currencies/NOK", BuyRate=0.97)
    assert ledger.get("currencies/NOK")["Currency"]["BuyRate"] == 0.97
    post(client, "fortnox/100101/company/facts", LockedUntil="2026-09-30")
    assert ledger.get("settings/lockedperiod")["LockedPeriod"]["EndDate"] == "2026-09-30"
    post(client, "fortnox/100101/company/facts", Licences=["integration", "invoicing"])
    assert ledger.refused("GET", "settings/lockedperiod")[1] == 2001101


def test_it_says_what_is_wrong_with_a_wish(client: httpx.Client) -> None:
    wrong = [
        client.post("/_sandbox/reset", json={"world": "atlantis"}),
        client.post("/_sandbox/faults", json={"kind": "explode"}),
        client.post("/_sandbox/latency", json={"mode": "slow"}),
        client.post("/_sandbox/fortnox/100101/customers/9", json={"Active": False}),
        client.post("/_sandbox/fortnox/100101/customers/1042", json={"Aktiv": False}),
    ]
    assert [(answer.status_code, bool(answer.json()["error"])) for answer in wrong] == [(400, True)] * 5
    assert client.get("/_sandbox/nowhere").status_code == 404


def test_it_draws_a_world_from_a_seed(client: httpx.Client) -> None:
    told = post(client, "reset", world="small_fortnox", seed=7)
    assert told["world"] == "small_fortnox"
    assert {"small", "agency", "tricky", "empty", "large"} <= set(told["worlds"])
