"""References, language and what a client company wants: from Productive's fields to Fortnox's invoice."""

from __future__ import annotations

import pytest

from brygga.accounting.references import (
    USUAL_SOURCES,
    InvoiceText,
    LanguageBy,
    Requires,
    Taken,
    TextSource,
)
from brygga.accounting.sending import SentBy
from brygga.connections.invoice_settings import InvoiceSettings, require, save
from brygga.copying.states import CopyState
from brygga.history.models import Event
from tests.copying.conftest import Desk

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def referring(desk: Desk) -> Desk:
    """Our reference is who issued it, yours a custom field of the client company; English."""
    company = desk.sandbox.store.table("productive.companies")["7001"]["attributes"]
    company["custom_fields"] = {"1201": "Maja Sund"}
    sources = {
        **USUAL_SOURCES,
        InvoiceText.OUR_REFERENCE: Taken(TextSource.ISSUER),
        InvoiceText.YOUR_REFERENCE: Taken(TextSource.COMPANY_FIELD, "1201"),
    }
    wanted = InvoiceSettings(text_sources=sources, language_by=LanguageBy.ENGLISH)
    save(desk.connection, wanted, user=desk.user, outside=desk.outside)
    return desk


def test_what_was_seen_stands_on_the_invoice(referring: Desk) -> None:
    seen = referring.preview("9001").booking
    assert seen is not None
    copy = referring.work(referring.ask("9001"))

    made = referring.fortnox(copy.fortnox_document_number)
    assert (copy.state, copy.problems) == (CopyState.COPIED, [])
    assert (made["OurReference"], made["YourReference"], made["Language"]) == ("Elias Berg", "Maja Sund", "EN")
    assert (seen.draft.our_reference, seen.draft.your_reference) == ("Elias Berg", "Maja Sund")


def test_an_update_changes_a_reference_and_empties_one_that_is_no_longer_wanted(referring: Desk) -> None:
    copy = referring.work(referring.ask("9001"))
    referring.sandbox.store.table("productive.companies")["7001"]["attributes"]["custom_fields"] = {"1201": "Bo Ek"}
    sources = {**USUAL_SOURCES, InvoiceText.YOUR_REFERENCE: Taken(TextSource.COMPANY_FIELD, "1201")}
    save(referring.connection, InvoiceSettings(text_sources=sources), user=referring.user, outside=referring.outside)

    updated = referring.work(referring.update(copy))

    made = referring.fortnox(copy.fortnox_document_number)
    assert (updated.state, updated.problems) == (CopyState.COPIED, [])
    assert (made["OurReference"], made["YourReference"], made["Language"]) == ("", "Bo Ek", "SV")


@pytest.mark.parametrize(
    ("requires", "sent_by", "kinds"),
    [
        (Requires.NOTHING, SentBy.NOBODY, []),
        (Requires.YOUR_REFERENCE, SentBy.NOBODY, ["reference_required"]),
        (Requires.NOTHING, SentBy.E_INVOICE, ["reference_required"]),
    ],
)
def test_what_the_client_company_or_an_e_invoice_wants_is_asked_for_before(
    desk: Desk, requires: Requires, sent_by: SentBy, kinds: list[str]
) -> None:
    desk.edits("invoices/9001", purchase_order_number="")
    require(desk.connection, "7001", "Norrsken", requires, user=desk.user, outside=desk.outside)
    save(desk.connection, InvoiceSettings(sent_by=sent_by), user=desk.user, outside=desk.outside)

    assert [each.kind for each in desk.preview("9001").problems] == kinds
    assert Event.objects.filter(kind="requirement_changed").count() == (requires is not Requires.NOTHING)
