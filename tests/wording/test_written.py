"""Was anything written? The rows of a copy say it exactly."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from brygga.accounting.problems import Problem, ProblemKind
from brygga.connections.models import Connection, ConnectionState, Subsidiary
from brygga.copying.models import Attempt, Copy, Write
from brygga.copying.states import CopyState, WriteKind, WriteState
from brygga.tenants.models import Organisation
from brygga.wording import errors, problems

NOW = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)
REFUSED = Problem(
    ProblemKind.REMOTE_REFUSED, {"remote": "productive", "status": "422", "sentence": "Invalid Attribute"}
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def copy(db: None) -> Copy:
    organisation = Organisation.objects.create(productive_organisation_id="20401", name="Fyrljus Byrå", added_at=NOW)
    subsidiary = Subsidiary.objects.create(
        organisation=organisation, productive_subsidiary_id="301", name="Fyrljus Stockholm AB"
    )
    connection = Connection.objects.create(
        id=UUID(int=1),
        organisation=organisation,
        subsidiary=subsidiary,
        state=ConnectionState.CONNECTED,
        fortnox_tenant_id=100101,
        company_name="Fyrljus Stockholm AB",
        organisation_number="559301-4418",
        connected_at=NOW,
    )
    return Copy.objects.create(
        summary={},
        id=UUID(int=2),
        organisation=organisation,
        connection=connection,
        productive_invoice_id="9001",
        state=CopyState.WORKING,
        requested_at=NOW,
    )


@pytest.fixture
def attempt(copy: Copy) -> Attempt:
    return Attempt.objects.create(
        id=UUID(int=3), organisation=copy.organisation, copy=copy, number=1, nonce="n", asked_at=NOW, wakes_at=NOW
    )


def write(attempt: Attempt, kind: WriteKind, state: WriteState, answer: dict[str, Any] | None = None) -> None:
    Write.objects.create(
        id=UUID(int=100 + attempt.writes.count()),
        organisation=attempt.organisation,
        copy=attempt.copy,
        attempt=attempt,
        kind=kind,
        state=state,
        reference="BRY-20401-9001-1.",
        payload={},
        digest="d",
        intended_at=NOW,
        sent_at=NOW,
        answered_at=NOW,
        answer=answer,
    )


def written(copy: Copy) -> str:
    return problems.explain(REFUSED, copy=copy).written


def test_nothing_was_written_before_anything_was_sent(copy: Copy, english: None) -> None:
    assert written(copy) == "Nothing was written."


def test_what_fortnox_refused_was_not_written(copy: Copy, attempt: Attempt, english: None) -> None:
    write(attempt, WriteKind.CREATE_INVOICE, WriteState.REFUSED)
    assert written(copy) == "Nothing was written."


def test_a_customer_without_an_invoice_is_told(copy: Copy, attempt: Attempt, english: None) -> None:
    write(attempt, WriteKind.CREATE_CUSTOMER, WriteState.LANDED, {"customer_number": "BRY7004"})
    assert written(copy) == "Customer BRY7004 exists in Fortnox, but no invoice."


def test_an_invoice_is_told_by_its_number(copy: Copy, attempt: Attempt, english: None) -> None:
    write(attempt, WriteKind.CREATE_INVOICE, WriteState.LANDED, {"document_number": "10482"})
    copy.fortnox_document_number = "10482"
    assert written(copy) == "Invoice 10482 exists in Fortnox."


def test_an_invoice_that_is_finalized_too_is_told_on_both_sides(copy: Copy, attempt: Attempt, english: None) -> None:
    write(attempt, WriteKind.CREATE_INVOICE, WriteState.LANDED, {"document_number": "10482"})
    write(attempt, WriteKind.FINALIZE, WriteState.LANDED, {"number": "10482"})
    copy.fortnox_document_number = "10482"
    assert written(copy) == "Invoice 10482 exists in Fortnox. It is finalized in Productive as 10482."


def test_a_write_without_an_answer_is_doubt(copy: Copy, attempt: Attempt, swedish: None) -> None:
    write(attempt, WriteKind.CREATE_INVOICE, WriteState.SENT)
    assert written(copy) == "Vi vet inte än om den kom fram. Vi letar."


def test_the_reason_of_a_rest_says_it_too(copy: Copy, english: None) -> None:
    copy.fortnox_document_number = "10482"
    explanation = errors.reason({"kind": "unavailable", "facts": {"remote": "productive"}}, copy=copy)
    assert explanation.written == "Invoice 10482 exists in Fortnox."


def test_everything_that_stops_a_copy_is_explained_with_what_it_wrote(copy: Copy, english: None) -> None:
    copy.fortnox_document_number = "10482"
    copy.problems = [
        {"kind": "answer_differs", "facts": {"what": "vat", "meant": "74.99", "found": "75"}, "line": None},
        {"kind": "twin_in_fortnox", "facts": {"number": "10482", "twin": "10490"}, "line": None},
    ]
    assert [each.written for each in problems.of_copy(copy)] == [
        "Invoice 10482 exists in Fortnox.",
        "Invoices 10482 and 10490 exist in Fortnox.",
    ]
