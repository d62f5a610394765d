"""Calls that the sandbox does not imitate are answered as a gateway would, and counted."""

from __future__ import annotations

import httpx

from sandbox.app import create_app
from sandbox.faults import Fault
from sandbox.worlds import cast
from tests.sandbox.ledger import Ledger
from tests.sandbox.wires import IN_PROCESS, wire_to

PRODUCTIVE = {"X-Auth-Token": cast.PRODUCTIVE_TOKEN, "X-Organization-Id": cast.PRODUCTIVE_ORGANISATION_ID}


def test_it_counts_each_call_that_it_does_not_imitate(ledger: Ledger, client: httpx.Client) -> None:
    assert ledger.refused("GET", "offers")[:2] == (404, 2000764)
    ledger.ask("GET", "offers")
    ledger.ask("DELETE", "invoices/10470")
    assert client.get("/_sandbox/unknown").json() == {
        "count": 3,
        "calls": {"fortnox GET /fortnox/3/offers": 2, "fortnox DELETE /fortnox/3/invoices/10470": 1},
    }


def test_it_counts_those_of_productive_too() -> None:
    sandbox = create_app("small_productive")
    with wire_to(sandbox, IN_PROCESS) as client:
        assert client.get("/productive/api/v2/bookings", headers=PRODUCTIVE).status_code == 404
        assert client.get("/productive/api/v2/invoices/1", headers=PRODUCTIVE).status_code == 404
    assert sandbox.requests.unknown() == {"productive GET /productive/api/v2/bookings": 1}


def test_what_is_not_there_is_no_unknown_call(ledger: Ledger) -> None:
    ledger.ask("GET", "invoices/1")
    ledger.ask("GET", "customers/1")
    headers = {"Authorization": f"Bearer {ledger.token}"}
    path = "/fortnox/api/fileattachments/attachments-v1/1"
    assert ledger.client.put(path, json={"includeOnSend": True}, headers=headers).status_code == 404
    assert ledger.sandbox.requests.unknown() == {}


def test_planned_trouble_is_no_unknown_call(ledger: Ledger) -> None:
    ledger.sandbox.faults.plan(Fault(kind="html", status=404))
    ledger.ask("GET", "offers")
    assert ledger.sandbox.requests.unknown() == {}


def test_it_starts_counting_anew_with_the_log(ledger: Ledger, client: httpx.Client) -> None:
    ledger.ask("GET", "offers")
    assert client.get("/_sandbox/requests").json()["unknown"] == {"fortnox GET /fortnox/3/offers": 1}
    client.delete("/_sandbox/requests")
    assert client.get("/_sandbox/unknown").json()["count"] == 0


def test_it_counts_what_is_documented_and_not_played() -> None:
    sandbox = create_app("small_productive")
    with wire_to(sandbox, IN_PROCESS) as client:
        refused = client.get("/productive/api/v2/invoices?filter[full_query]=x", headers=PRODUCTIVE)
        assert refused.json()["errors"][0]["code"] == "sandbox_guess_not_simulated"
        assert client.patch("/productive/api/v2/people/merge", headers=PRODUCTIVE).status_code == 404
        assert client.get("/productive/api/v2/invoices?filter[moon]=x", headers=PRODUCTIVE).status_code == 400
    assert sandbox.requests.unknown() == {
        "productive GET /productive/api/v2/invoices": 1,
        "productive PATCH /productive/api/v2/people/merge": 1,
    }
