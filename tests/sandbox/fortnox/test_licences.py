"""The integration licence, and a licence for each module that a scope touches."""

from __future__ import annotations

import httpx
import pytest

from sandbox.fortnox import licences, switches
from sandbox.fortnox.access import KNOWN_SCOPES
from tests.sandbox.ledger import Ledger

ATTACHMENTS = "/fortnox/api/fileattachments/attachments-v1"


def holds(ledger: Ledger, *held: str) -> None:
    """What the company has paid for, as the control plane sets it."""
    answer = ledger.client.post("/_sandbox/fortnox/100101/company/facts", json={"Licences": held})
    assert answer.status_code == 200, answer.text


def test_nothing_goes_without_the_integration_licence(ledger: Ledger) -> None:
    holds(ledger, *(set(licences.ALL) - {licences.INTEGRATION}))
    for path in ("invoices", "companyinformation", "accounts"):
        assert ledger.refused("GET", path) == (400, 2001103, "Api-licens saknas.")


@pytest.mark.parametrize(("status"), switches.POSITIONS["scope_status"])
def test_a_module_that_is_not_paid_for_is_refused_and_the_others_go_on(ledger: Ledger, status: int) -> None:
    switches.turn(ledger.sandbox.store, "scope_status", to=status)
    holds(ledger, licences.INTEGRATION, licences.COMMON, "invoicing")
    told = (status, 2001101, "Det finns ingen aktiv licens för önskat scope")
    assert ledger.refused("GET", "accounts") == told
    assert ledger.refused("PUT", "costcenters/DESIGN", {"CostCenter": {"Note": "x"}}) == told
    assert ledger.get("invoices")["Invoices"]


def test_a_scope_is_missed_before_a_licence_is(ledger: Ledger) -> None:
    holds(ledger)
    outsider = Ledger(client=ledger.client, sandbox=ledger.sandbox, scope="customer")
    assert outsider.refused("GET", "invoices")[1] == 2000663
    assert outsider.refused("GET", "customers")[1] == 2001103


def test_attachments_say_it_in_their_own_shape(ledger: Ledger) -> None:
    holds(ledger, licences.INTEGRATION)
    headers = {"Authorization": f"Bearer {ledger.token}"}
    asked = {"entityid": "1", "entitytype": "F"}
    answer: httpx.Response = ledger.client.get(ATTACHMENTS, params=asked, headers=headers)
    assert (answer.status_code, answer.json()["error"]) == (403, "sandbox_guess_licence")


def test_a_licence_that_nobody_sells_is_a_mistake(ledger: Ledger) -> None:
    answer = ledger.client.post("/_sandbox/fortnox/100101/company/facts", json={"Licences": ["gold"]})
    assert answer.status_code == 400


def test_each_scope_that_is_named_is_one() -> None:
    assert licences.MODULES.keys() <= KNOWN_SCOPES
