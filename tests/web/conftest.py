"""The people of the small world, signed in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from brygga.connections.models import Connection
from brygga.connections.outside import Outside
from brygga.copying.models import Copy
from brygga.jobs.inline import InlineEngine
from brygga.tenants.models import Membership, Organisation, Role, User
from tests.web.pages import hidden_fields


def signed_in(user: User) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(user)
    return client


@pytest.fixture
def karin(admin_user: User, organisation: Organisation) -> Client:
    """Karin's browser: the admin of Fyrljus."""
    return signed_in(admin_user)


@pytest.fixture
def elias(finance_user: User) -> Client:
    """Elias's browser: finance at Fyrljus."""
    return signed_in(finance_user)


@pytest.fixture
def rut(organisation: Organisation) -> Client:
    """Rut's browser: she only looks."""
    user = User.objects.create_user("rut@fyrljus.example", "fyrljus", name="Rut Ek")
    Membership.objects.create(user=user, organisation=organisation, role=Role.READER)
    return signed_in(user)


@pytest.fixture
def charlie(stranger: User) -> Client:
    """Charlie's browser: a stranger, admin of Annan Byrå."""
    return signed_in(stranger)


@pytest.fixture
def work(outside_world: Outside) -> Callable[[], None]:
    """Do what is due, as the worker would."""

    def run() -> None:
        InlineEngine(outside=outside_world).run_due()

    return run


@pytest.fixture
def asked(decided: Connection, karin: Client) -> Copy:
    """Invoice 9001, which Karin has asked to be copied; nobody has worked on it yet."""
    press(karin, "9001")
    return Copy.objects.get(productive_invoice_id="9001")


@pytest.fixture
def copied(asked: Copy, work: Callable[[], None]) -> Copy:
    """Invoice 9001, copied."""
    work()
    asked.refresh_from_db()
    return asked


def press(client: Client, invoice_id: str) -> None:
    """Open the preview and press Copy and Finalize."""
    page = client.get(f"/invoices/{invoice_id}/copy").content.decode()
    answer = client.post(f"/invoices/{invoice_id}/copy", hidden_fields(page))
    assert answer.status_code == 302, answer.content.decode()
