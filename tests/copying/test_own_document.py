"""Brygga's own PDF of what was booked: each fact of the VAT and the rate has its place, in one language."""

from __future__ import annotations

import dataclasses

import pytest

from brygga.connections import opening
from brygga.connections.models import By, IntegrationSettings
from brygga.copying.last_written import last_written
from brygga.copying.models import Copy
from brygga.copying.read_document import read_document
from brygga.documents.booked import document_of
from brygga.documents.facts import Document
from sandbox.app import Sandbox
from sandbox.worlds.tricky_drafts import DRAFTS
from tests.copying.conftest import Desk, tricky_world
from tests.copying.test_acceptance import prepare
from tests.documents.reading import text_of
from tests.outside_world import ManualClock

pytestmark = [pytest.mark.django_db, pytest.mark.promise("P4")]


@pytest.fixture
def sandbox(clock: ManualClock) -> Sandbox:
    return tricky_world(clock)


@pytest.fixture
def by_productive(desk: Desk) -> Desk:
    prepare(desk)
    IntegrationSettings.objects.filter(connection=desk.connection).update(pdf_by=By.PRODUCTIVE)
    return desk


def copied(desk: Desk, invoice: str, customer: str = "") -> Copy:
    copy = desk.work(desk.ask(invoice, customer=customer, nonce=invoice))
    assert copy.problems == []
    return copy


def facts(desk: Desk, copy: Copy, *, language: str = "SV") -> Document:
    """What the document of this copy is made of, in this language."""
    last, client = last_written(copy), opening.fortnox(desk.connection, outside=desk.outside)
    answer = client.invoice(copy.fortnox_document_number)
    company = opening.fortnox_files(desk.connection, outside=desk.outside).company_settings()
    draft = last.draft.model_copy(update={"language": language})
    return document_of(draft, answer, last.source, company, client.customer(answer.customer_number))


SAID = {
    "9309": ("", ("1 EUR = 11,2345 SEK", "Moms i SEK", "SEK 3 778,84", "EUR 1 681,81")),
    "9310": ("1050", ("Omvänd betalningsskyldighet", "EE100931558", "SE559301441701", "1 EUR = 11,2345 SEK")),
    "9311": ("1051", ("Tjänst omsatt utanför EU, ingen svensk moms", "1 USD = 10,4321 SEK")),
    "9312": ("1307", ("100 JPY = 7,1234 SEK", "JPY 450 000,00")),
}


@pytest.mark.parametrize("invoice", SAID)
def test_a_foreign_invoice_says_its_rate_its_vat_and_why_there_is_none(by_productive: Desk, invoice: str) -> None:
    customer, expected = SAID[invoice]

    said = text_of(read_document(copied(by_productive, invoice, customer), outside=by_productive.outside))

    assert [each for each in expected if each not in said] == []
    assert " / " not in said, "What the remarks say twice for Fortnox is said once here."


def test_each_language_has_its_own_words_of_the_law(by_productive: Desk) -> None:
    copy = copied(by_productive, "9311", "1051")

    swedish, english = (facts(by_productive, copy, language=each).legal_texts for each in ("SV", "EN"))

    assert swedish == ("Tjänst omsatt utanför EU, ingen svensk moms",)
    assert english == ("Service supplied outside the EU, no Swedish VAT",)


def test_a_long_text_is_one_line_again_however_many_rows_it_took(by_productive: Desk) -> None:
    bill = next(each for each in DRAFTS if each.identity == "9308")
    spoken = " ".join(f"ord{number}" for number in range(90))
    first = dataclasses.replace(bill.lines[0], text=f"{spoken}\nNy rad")
    copy = copied(by_productive, by_productive.drafts(dataclasses.replace(bill, lines=(first, *bill.lines[1:]))))

    lines = facts(by_productive, copy).lines

    assert len(last_written(copy).draft.rows) > len(bill.lines)
    assert [line.text for line in lines] == [f"{spoken}\nNy rad", *(each.text for each in bill.lines[1:])]


def test_rows_that_somebody_changed_in_fortnox_stand_one_by_one(by_productive: Desk) -> None:
    copy = copied(by_productive, "9308")
    last = last_written(copy)
    client = opening.fortnox(by_productive.connection, outside=by_productive.outside)
    company = opening.fortnox_files(by_productive.connection, outside=by_productive.outside).company_settings()
    fewer = last.draft.model_copy(update={"rows": last.draft.rows[:2]})

    document = document_of(fewer, last.answer, last.source, company, client.customer(last.answer.customer_number))

    assert [line.text for line in document.lines] == [row.description for row in fewer.rows]
