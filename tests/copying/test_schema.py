"""The schema of copying: wrong states are refused by the database itself, whoever writes them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from brygga.connections.models import Connection, ConnectionState, Subsidiary
from brygga.copying.models import Attempt, Copy, Write
from brygga.copying.states import CopyState, WriteKind, WriteState
from brygga.tenants.models import Organisation
from tests.conftest import MONDAY_MORNING

pytestmark = pytest.mark.django_db


class Rows:
    """Right rows to spoil: a copy with an attempt and a write, and another organisation."""

    def __init__(self) -> None:
        self.ours, self.theirs = (
            Organisation.objects.create(productive_organisation_id=number, name=number, added_at=MONDAY_MORNING)
            for number in ("1", "2")
        )
        subsidiary = Subsidiary.objects.create(organisation=self.ours, productive_subsidiary_id="501", name="501")
        self.connection = Connection.objects.create(
            id=uuid.UUID(int=1),
            organisation=self.ours,
            subsidiary=subsidiary,
            state=ConnectionState.CONNECTED,
            fortnox_tenant_id=100101,
            connected_at=MONDAY_MORNING,
        )
        self._numbers = iter(range(2, 1000))
        self.copy = self.new_copy()
        self.attempt = self.new_attempt()
        self.write = self.new_write()

    def new_copy(self, **fields: Any) -> Copy:
        usual = {
            "id": self.new_id(),
            "organisation": self.ours,
            "connection": self.connection,
            "productive_invoice_id": "9001",
            "summary": {},
            "requested_at": MONDAY_MORNING,
        }
        return Copy.objects.create(**usual | fields)

    def new_attempt(self, **fields: Any) -> Attempt:
        usual = {
            "id": self.new_id(),
            "organisation": self.ours,
            "copy": self.copy,
            "number": 1,
            "nonce": "press",
            "asked_at": MONDAY_MORNING,
            "wakes_at": MONDAY_MORNING,
        }
        return Attempt.objects.create(**usual | fields)

    def new_write(self, **fields: Any) -> Write:
        usual = {
            "id": self.new_id(),
            "organisation": self.ours,
            "copy": self.copy,
            "attempt": self.attempt,
            "kind": WriteKind.CREATE_INVOICE,
            "reference": "BRY-1-9001-1.",
            "payload": {},
            "digest": "0" * 64,
            "intended_at": MONDAY_MORNING,
        }
        return Write.objects.create(**usual | fields)

    def new_id(self) -> uuid.UUID:
        return uuid.UUID(int=next(self._numbers))


@pytest.fixture
def rows(db: None) -> Rows:
    return Rows()


# For each constraint of the models, by its name: an act that breaks it and no other.
BREAKING: dict[str, Callable[[Rows], object]] = {
    "copy_state_is_known": lambda _: Copy.objects.update(state="lost"),
    "document_choice_is_known": lambda _: Copy.objects.update(document_choice="both"),
    "one_open_copy_per_invoice": lambda rows: rows.new_copy(ordinal=2),
    "one_copy_per_invoice_and_ordinal": lambda rows: (
        Copy.objects.update(state=CopyState.COPIED, fortnox_document_number="1", compared_at=MONDAY_MORNING),
        rows.new_copy(),
    ),
    "unclear_exactly_when_a_write_is_open": lambda _: Copy.objects.update(state=CopyState.UNCLEAR),
    "copied_only_with_number_and_comparison": lambda _: Copy.objects.update(
        state=CopyState.COPIED, fortnox_document_number="10483"
    ),
    "cancelled_only_with_number": lambda _: Copy.objects.update(state=CopyState.CANCELLED),
    "attempt_does_is_known": lambda _: Attempt.objects.update(does="guess"),
    "attempt_keeps_is_known": lambda _: Attempt.objects.update(keeps="both"),
    "one_attempt_per_nonce": lambda rows: (
        Attempt.objects.update(finished_at=MONDAY_MORNING),
        rows.new_attempt(number=2),
    ),
    "attempts_are_numbered": lambda rows: (
        Attempt.objects.update(finished_at=MONDAY_MORNING),
        rows.new_attempt(nonce="another"),
    ),
    "one_unfinished_attempt_per_copy": lambda rows: rows.new_attempt(number=2, nonce="another"),
    "unfinished_attempts_wake": lambda _: Attempt.objects.update(wakes_at=None),
    "write_kind_is_known": lambda _: Write.objects.update(kind="book"),
    "write_state_is_known": lambda _: Write.objects.update(state="perhaps", sent_at=MONDAY_MORNING),
    "one_live_write_per_copy_and_kind": lambda rows: rows.new_write(),
    "one_live_booking_per_copy_and_invoice": lambda rows: (
        rows.new_write(kind=WriteKind.BOOK_INVOICE, reference="invoice:10482"),
        rows.new_write(kind=WriteKind.BOOK_INVOICE, reference="invoice:10483"),
        rows.new_write(kind=WriteKind.BOOK_INVOICE, reference="invoice:10482"),
    ),
    "one_live_credit_per_original": lambda rows: (
        rows.new_write(kind=WriteKind.CREDIT_INVOICE, reference="credit:BRY-1-9001-1."),
        Copy.objects.update(state=CopyState.COPIED, fortnox_document_number="1", compared_at=MONDAY_MORNING),
        rows.new_write(
            kind=WriteKind.CREDIT_INVOICE,
            reference="credit:BRY-1-9001-1.",
            copy=rows.new_copy(productive_invoice_id="9002"),
        ),
    ),
    "one_open_draft_per_copy_and_reference": lambda rows: (
        rows.new_write(kind=WriteKind.CREATE_DRAFT, reference="credit_note:9001"),
        rows.new_write(kind=WriteKind.CREATE_DRAFT, reference="replacement:9001"),
        Attempt.objects.update(finished_at=MONDAY_MORNING),
        rows.new_write(
            kind=WriteKind.CREATE_DRAFT,
            reference="credit_note:9001",
            attempt=rows.new_attempt(number=2, nonce="another"),
        ),
    ),
    "one_live_draft_per_attempt_and_reference": lambda rows: (
        rows.new_write(
            kind=WriteKind.CREATE_DRAFT,
            reference="credit_note:9001",
            state=WriteState.LANDED,
            sent_at=MONDAY_MORNING,
            answered_at=MONDAY_MORNING,
            answer={},
        ),
        rows.new_write(kind=WriteKind.CREATE_DRAFT, reference="credit_note:9001"),
    ),
    "one_open_update_per_copy": lambda rows: (
        rows.new_write(kind=WriteKind.UPDATE_INVOICE),
        Attempt.objects.update(finished_at=MONDAY_MORNING),
        rows.new_write(kind=WriteKind.UPDATE_INVOICE, attempt=rows.new_attempt(number=2, nonce="another")),
    ),
    "one_live_update_per_attempt": lambda rows: (
        rows.new_write(
            kind=WriteKind.UPDATE_INVOICE,
            state=WriteState.LANDED,
            sent_at=MONDAY_MORNING,
            answered_at=MONDAY_MORNING,
            answer={},
        ),
        rows.new_write(kind=WriteKind.UPDATE_INVOICE),
    ),
    "writes_carry_reference_and_digest": lambda _: Write.objects.update(reference=""),
    "claimed_before_it_is_sent": lambda _: Write.objects.update(state=WriteState.SENT),
    "landed_only_with_an_answer": lambda _: Write.objects.update(state=WriteState.LANDED, sent_at=MONDAY_MORNING),
}


@pytest.mark.parametrize("name", BREAKING)
def test_a_constraint_refuses(rows: Rows, name: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        BREAKING[name](rows)


def test_every_constraint_has_its_row_here() -> None:
    models = apps.get_app_config("copying").get_models()

    assert {constraint.name for model in models for constraint in model._meta.constraints} == set(BREAKING)


@pytest.mark.parametrize("model", [Copy, Attempt, Write])
def test_a_child_cannot_belong_to_another_organisation(rows: Rows, model: type[Copy | Attempt | Write]) -> None:
    with pytest.raises(IntegrityError, match="organisation differs"), transaction.atomic():
        model.objects.update(organisation=rows.theirs)


def test_a_lost_write_makes_room_for_the_next(rows: Rows) -> None:
    Write.objects.update(state=WriteState.LOST, sent_at=MONDAY_MORNING)

    assert rows.new_write().state == WriteState.INTENDED


def test_a_copy_is_updated_as_often_as_its_invoice_changes(rows: Rows) -> None:
    landed = {"state": WriteState.LANDED, "sent_at": MONDAY_MORNING, "answered_at": MONDAY_MORNING, "answer": {}}
    rows.new_write(kind=WriteKind.UPDATE_INVOICE, **landed)
    Attempt.objects.update(finished_at=MONDAY_MORNING)
    second = rows.new_attempt(number=2, nonce="another")

    assert rows.new_write(kind=WriteKind.UPDATE_INVOICE, attempt=second, **landed).state == WriteState.LANDED


def test_what_was_cancelled_makes_room_for_the_next_copy(rows: Rows) -> None:
    Copy.objects.update(state=CopyState.CANCELLED, fortnox_document_number="10483")

    assert rows.new_copy(ordinal=2).state == CopyState.WAITING
