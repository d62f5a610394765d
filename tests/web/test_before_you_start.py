"""Before you start, as a page: all green is a reward, and everything else says what to do."""

from __future__ import annotations

import pytest
from django.test import Client

from brygga.connections.models import Connection
from sandbox.app import Sandbox
from sandbox.faults import Fault
from tests.web.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _norwegian_kroner(decided: Connection, sandbox: Sandbox) -> None:
    """One draft of the small world is in NOK, which Fortnox lacks there: here somebody has added it."""
    currencies = sandbox.store.table(f"fortnox.{decided.fortnox_tenant_id}.currencies")
    currencies["NOK"] = {**currencies["EUR"], "Code": "NOK"}


def test_it_says_that_everything_is_ready(karin: Client, decided: Connection) -> None:
    page = words(karin.post(f"/settings/connections/{decided.pk}/check"))

    assert "Everything is ready" in page
    assert "Financial year 2026 is there." in page
    assert "Go to Invoices" in page


def test_each_finding_says_what_to_do_and_a_new_check_sees_that_it_is_done(
    karin: Client, decided: Connection, sandbox: Sandbox
) -> None:
    facts = sandbox.store.table(f"fortnox.{decided.fortnox_tenant_id}.company")["facts"]
    facts["LockedUntil"] = "2026-12-31"
    address = f"/settings/connections/{decided.pk}/check"

    page = words(karin.post(address))
    assert "One thing would stop copies" in page
    assert "locked" in page
    assert "Open Fortnox" in page

    facts["LockedUntil"] = None
    assert "One thing would stop copies" in words(karin.get(address)), "what was read a moment ago still stands"
    assert "Everything is ready" in words(karin.post(address))


def test_it_says_when_fortnox_does_not_answer(karin: Client, decided: Connection, sandbox: Sandbox) -> None:
    sandbox.faults.plan(Fault(kind="refuse", remote="fortnox", status=503, path="/3/", times=0))

    answer = karin.get(f"/settings/connections/{decided.pk}/check")

    assert answer.status_code == 503
    assert "Everything is ready" not in words(answer)
