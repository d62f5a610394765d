"""Productive wants an invoice marked as sent before it takes a payment; that sends nothing, and hides no sending."""

from __future__ import annotations

from typing import Any

import pytest

from brygga.accounting.sending import SentBy
from brygga.connections.invoice_settings import InvoiceSettings, save
from brygga.connections.models import Connection
from brygga.connections.outside import Outside
from brygga.copying.models import Copy
from brygga.history.models import Event
from brygga.jobs.requests import deliver_again
from brygga.links.models import DocumentLink
from brygga.tenants.models import User
from sandbox.app import Sandbox
from sandbox.faults import Fault
from sandbox.fortnox import outbox
from tests.faults.recovery import until_quiet
from tests.payments.desk import NORRSKEN, Desk

pytestmark = pytest.mark.django_db

ADDRESS = "faktura@norrsken.example"


@pytest.fixture
def desk(decided: Connection, admin_user: User, outside_world: Outside, sandbox: Sandbox) -> Desk:
    """Nothing is copied yet; what will be, Fortnox mails, once its document is delivered."""
    made = Desk(connection=decided, user=admin_user, outside=outside_world, sandbox=sandbox)
    made.books.table("customers")["1042"].update(Email=ADDRESS)
    save(decided, InvoiceSettings(sent_by=SentBy.EMAIL), user=admin_user, outside=outside_world)
    made.turns_on()
    return made


def stays_unsent(desk: Desk) -> None:
    """Its document is refused, and what follows waits for a person."""
    refusal = Fault(kind="refuse", remote="productive", method="PATCH", path="/attachments/", status=422)
    desk.sandbox.faults.plan(refusal)
    desk.copies(send=False)
    assert letters(desk) == []


def is_paid(desk: Desk) -> None:
    """And so Brygga marks it as sent."""
    desk.pays(1000)
    desk.sweeps()
    assert desk.shown == ["1000.00 2026-11-02"]
    assert DocumentLink.objects.get().marked_sent_on is not None


def tries_again(desk: Desk, nonce: str = "again") -> None:
    copy = deliver_again(Copy.objects.get(), nonce=nonce, user=desk.user, outside=desk.outside)
    until_quiet(copy.id, desk.outside)
    copy.refresh_from_db()
    assert copy.problems == []


def letters(desk: Desk) -> list[str]:
    return [each["To"] for each in outbox.letters(desk.sandbox.store)]


@pytest.mark.promise("P11")
def test_what_was_only_marked_is_still_sent_once(desk: Desk) -> None:
    stays_unsent(desk)
    is_paid(desk)
    assert letters(desk) == []

    tries_again(desk)
    tries_again(desk, "once more")

    assert letters(desk) == [ADDRESS]


@pytest.mark.promise("P11")
def test_what_was_sent_before_it_was_marked_is_not_sent_again(desk: Desk) -> None:
    desk.copies(send=False)
    is_paid(desk)

    tries_again(desk)

    assert letters(desk) == [ADDRESS]


def test_what_a_person_has_sent_after_it_was_marked_is_not_sent(desk: Desk) -> None:
    stays_unsent(desk)
    is_paid(desk)
    desk.in_productive("PATCH", f"invoices/{NORRSKEN}", sent_on="2026-11-05")

    tries_again(desk)

    assert letters(desk) == []


def test_it_is_told_as_one_story(desk: Desk) -> None:
    desk.copies(send=False)
    is_paid(desk)

    told = Event.objects.filter(subject=f"invoice:{NORRSKEN}").order_by("number")
    kinds = [each.kind for each in told]
    assert kinds[-2:] == ["marked_sent", "payment_mirrored"]
    assert "refused" not in kinds
    mark = told.get(kind="marked_sent")
    assert (mark.before or {})["sentence"], "what Productive said to the payment"
    assert mark.after == {"sent_on": mark.facts["date"]}


@pytest.mark.parametrize("path", ["payments$", "invoices/9001$"])
def test_what_helps_nothing_is_told_as_trouble(desk: Desk, path: str) -> None:
    """Productive refuses the payment also once the invoice is marked; or refuses the mark itself."""
    desk.copies(send=False)
    desk.pays(1000)
    refusal: dict[str, Any] = {"kind": "refuse", "remote": "productive", "status": 422}
    for method in ("POST", "PATCH"):
        desk.sandbox.faults.plan(Fault(**refusal, method=method, path=path, times=20))

    desk.sweeps()

    refused = Event.objects.get(kind="refused")
    assert (refused.before or {})["invoice_id"] == NORRSKEN
    assert desk.told == ["refused_by_productive"]
