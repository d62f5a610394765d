"""Copy when fixed, as the pages say it: it goes on by itself, and a person can stop that."""

from __future__ import annotations

import pytest
from django.test import Client

from brygga.connections.models import Connection
from brygga.copying.models import Copy
from sandbox.app import Sandbox
from tests.web.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def stopped(asked: Copy, decided: Connection, sandbox: Sandbox, request: pytest.FixtureRequest) -> Copy:
    """Invoice 9001, stopped by a period that was locked after Karin pressed."""
    sandbox.store.table(f"fortnox.{decided.fortnox_tenant_id}.company")["facts"]["LockedUntil"] = "2026-12-31"
    decided.register_set.all().delete()
    request.getfixturevalue("work")()
    return asked


def test_the_pages_say_that_it_goes_on_and_a_person_stops_it(karin: Client, stopped: Copy) -> None:
    for address in ("/invoices/9001", "/needs-you"):
        page = words(karin.get(address))
        assert "Goes on by itself once this is fixed, if nothing else has changed." in page
        assert "Next look: 2 Nov 2026, 09:45" in page

    karin.post(f"/copies/{stopped.pk}/waiting", {"wants": ""})
    assert "Copy when fixed" in words(karin.get("/invoices/9001"))

    karin.post(f"/copies/{stopped.pk}/waiting", {"wants": "yes"})
    assert "Do not go on by itself" in words(karin.get("/invoices/9001"))


def test_a_reader_reads_it_and_stops_nothing(rut: Client, stopped: Copy) -> None:
    page = words(rut.get("/invoices/9001"))

    assert "Goes on by itself" in page
    assert "Do not go on by itself" not in page
    assert rut.post(f"/copies/{stopped.pk}/waiting").status_code == 403
