"""The schema of payments: wrong states are refused by the database itself, whoever writes them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from brygga.connections.models import Connection, ConnectionState, Subsidiary
from brygga.links.models import DocumentLink
from brygga.payments.models import AccountMeaning, Mirror, PaymentFeed, PaymentSync, PaymentWrite, Reading, SyncedNote
from brygga.tenants.models import Organisation
from tests.conftest import MONDAY_MORNING

pytestmark = pytest.mark.django_db


class Rows:
    """Right rows to spoil: a linked invoice with a mirror and a write, and another organisation."""

    def __init__(self) -> None:
        self.ours, self.theirs = (
            Organisation.objects.create(productive_organisation_id=number, name=number, added_at=MONDAY_MORNING)
            for number in ("1", "2")
        )
        self._numbers = iter(range(1, 1000))
        subsidiary = Subsidiary.objects.create(organisation=self.ours, productive_subsidiary_id="501", name="501")
        self.connection = Connection.objects.create(
            id=self.new_id(),
            organisation=self.ours,
            subsidiary=subsidiary,
            state=ConnectionState.CONNECTED,
            fortnox_tenant_id=100101,
            connected_at=MONDAY_MORNING,
        )
        self.feed = PaymentFeed.objects.create(
            organisation=self.ours, connection=self.connection, wakes_at=MONDAY_MORNING
        )
        self.link = DocumentLink.objects.create(
            organisation=self.ours,
            connection=self.connection,
            fortnox_tenant_id=100101,
            productive_invoice_id="9001",
            ordinal=1,
            fortnox_document_number="1001",
            reference="brygga-1-9001-1.",
            made_at=MONDAY_MORNING,
        )
        self.sync = PaymentSync.objects.create(id=self.new_id(), organisation=self.ours, link=self.link)
        self.note = self.sync.notes.create(organisation=self.ours, number="1002", balance_minor=-100, currency="SEK")
        self.meaning = self.new_meaning("money")
        self.reading = self.new_reading()
        self.mirror = self.new_mirror("17", "m17")
        self.write = self.new_write()

    def new_meaning(self, means: str) -> AccountMeaning:
        of = {"organisation": self.ours, "fortnox_tenant_id": 100101, "account": 1686}
        return AccountMeaning.objects.create(**of, means=means, decided_at=MONDAY_MORNING)

    def new_reading(self) -> Reading:
        return Reading.objects.create(
            id=self.new_id(), organisation=self.ours, sync=self.sync, read_at=MONDAY_MORNING, present={}, absent=[]
        )

    def new_mirror(self, number: str, payment_id: str, **fields: Any) -> Mirror:
        usual = {
            "id": self.new_id(),
            "organisation": self.ours,
            "sync": self.sync,
            "fortnox_tenant_id": 100101,
            "fortnox_payment_number": number,
            "part": "money",
            "productive_payment_id": payment_id,
            "amount_minor": 100000,
            "currency": "SEK",
            "on": date(2026, 11, 2),
            "state": "live",
            "made_at": MONDAY_MORNING,
        }
        return Mirror.objects.create(**usual | fields)

    def new_write(self, **fields: Any) -> PaymentWrite:
        usual = {
            "id": self.new_id(),
            "organisation": self.ours,
            "sync": self.sync,
            "mirror": self.mirror,
            "kind": "create_payment",
            "reference": "brygga:100101:17:money;",
            "payload": {},
            "digest": "0" * 64,
            "intended_at": MONDAY_MORNING,
        }
        return PaymentWrite.objects.create(**usual | fields)

    def new_id(self) -> uuid.UUID:
        return uuid.UUID(int=next(self._numbers))


@pytest.fixture
def rows(db: None) -> Rows:
    return Rows()


# For each constraint of the models, by its name: an act that breaks it and no other.
BREAKING: dict[str, Callable[[Rows], object]] = {
    "payment_standing_is_known": lambda _: PaymentSync.objects.update(standing="settled"),
    "balance_has_a_currency": lambda _: PaymentSync.objects.update(balance_minor=100),
    "one_row_per_note_of_an_invoice": lambda rows: rows.sync.notes.create(organisation=rows.ours, number="1002"),
    "note_balance_has_a_currency": lambda _: SyncedNote.objects.update(currency=""),
    "one_meaning_per_account": lambda rows: rows.new_meaning("claim"),
    "account_meaning_is_known": lambda _: AccountMeaning.objects.update(means="unclear"),
    "mirror_state_is_known": lambda _: Mirror.objects.update(state="perhaps"),
    "mirror_part_is_known": lambda _: Mirror.objects.update(part="fee"),
    "mirror_has_a_currency": lambda _: Mirror.objects.update(currency=""),
    "one_mirror_per_fortnox_payment": lambda rows: rows.new_mirror("17", "m18"),
    "one_mirror_per_productive_payment": lambda rows: rows.new_mirror("18", "m17"),
    "live_mirrors_are_in_productive": lambda _: Mirror.objects.update(productive_payment_id=""),
    "removed_only_with_two_readings": lambda rows: Mirror.objects.update(
        state="removed", first_absence=rows.reading, second_absence=rows.reading
    ),
    "payment_write_kind_is_known": lambda _: PaymentWrite.objects.update(kind="pay"),
    "payment_write_state_is_known": lambda _: PaymentWrite.objects.update(state="perhaps", sent_at=MONDAY_MORNING),
    "one_open_payment_write_per_invoice": lambda rows: rows.new_write(),
    "payment_writes_carry_reference_and_digest": lambda _: PaymentWrite.objects.update(reference=""),
    "payment_claimed_before_it_is_sent": lambda _: PaymentWrite.objects.update(state="sent"),
    "payment_landed_only_with_an_answer": lambda _: PaymentWrite.objects.update(state="landed", sent_at=MONDAY_MORNING),
}


@pytest.mark.parametrize("name", BREAKING)
def test_a_constraint_refuses(rows: Rows, name: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        BREAKING[name](rows)


def test_every_constraint_has_its_row_here() -> None:
    models = apps.get_app_config("payments").get_models()

    assert {constraint.name for model in models for constraint in model._meta.constraints} == set(BREAKING)


@pytest.mark.parametrize("name", ["feed", "sync", "note", "reading", "mirror", "write"])
def test_a_row_belongs_to_the_organisation_of_what_it_hangs_on(rows: Rows, name: str) -> None:
    row = getattr(rows, name)
    row.organisation = rows.theirs

    with pytest.raises(IntegrityError, match="organisation differs"), transaction.atomic():
        row.save()


def test_a_payment_that_was_removed_may_be_mirrored_again(rows: Rows) -> None:
    again = rows.new_reading()
    Mirror.objects.update(state="removed", first_absence=rows.reading, second_absence=again)

    assert rows.new_mirror("17", "m17").state == "live"
