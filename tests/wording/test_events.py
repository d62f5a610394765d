"""Every event of the history is a sentence in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from brygga.history.models import Event
from brygga.wording import events
from brygga.wording.events import SENTENCES
from tests.wording.conftest import RAW

TWINS = {"number": "10482", "twin": "10490"}
COMPANY = {"company": "Fyrljus AB", "organisation_number": "559301-4418", "subsidiary": "Fyrljus Stockholm AB"}
MOVED = {"now_company": "Fyrljus Digital AB"}
NO_LINES: dict[str, Any] = {"kind": "no_lines", "facts": {}, "line": None}
NO_RATE: dict[str, Any] = {"kind": "no_tax_rate", "facts": {"text": "Design"}, "line": 2}
CANCELLED: dict[str, Any] = {"kind": "cancelled_afterwards", "facts": {"number": "10482"}}
ESTONIA = {"country": "EE", "code": "EE", "vat": "EE100931558"}

PAYMENT = {"payment": "17", "amount": "1000.00", "currency": "SEK", "date": "2026-11-02", "part": "money"}
SECOND = "2\N{NO-BREAK SPACE}Nov\N{NO-BREAK SPACE}2026"
THOUSAND = "SEK\N{NO-BREAK SPACE}1,000.00"

EVENTS: tuple[tuple[Event, str], ...] = (
    (
        Event(kind="account_decided", facts={**COMPANY, "account": "1686"}, after="money"),
        "Account 1686 of Fyrljus Stockholm AB is money: what is booked on it comes to Productive",
    ),
    (
        Event(kind="account_decided", facts={**COMPANY, "account": "1686"}, before="money", after="write_off"),
        "Account 1686 of Fyrljus Stockholm AB is a write-off, and comes to Productive as that",
    ),
    (
        Event(kind="account_decided", facts={**COMPANY, "account": "1686"}, after="claim"),
        "Account 1686 of Fyrljus Stockholm AB is a claim: what is booked on it is no payment",
    ),
    (
        Event(kind="account_taken_back", facts={**COMPANY, "account": "1686"}, before="claim"),
        "What account 1686 of Fyrljus Stockholm AB is, is asked about again",
    ),
    (Event(kind="blocked", facts={"problems": [NO_RATE]}), "Stopped: Line 2 (“Design”) has no tax rate."),
    (
        Event(kind="blocked", facts={"problems": [NO_LINES, NO_RATE]}),
        "Stopped, 2 problems. The gravest: The invoice has no line with an amount.",
    ),
    (Event(kind="blocked", facts={}), "Stopped"),
    (
        Event(kind="booked_in_fortnox", facts={"fortnox_document_number": "10482"}),
        "Invoice 10482 was booked in Fortnox",
    ),
    (
        Event(kind="sent_from_fortnox", facts={"fortnox_document_number": "10482"}),
        "Invoice 10482 was sent from Fortnox",
    ),
    (
        Event(kind="changed_back", facts={"fortnox_document_number": "10482"}),
        "Invoice 10482 is again in Fortnox as it was copied",
    ),
    (
        Event(kind="changed_afterwards", facts={"problems": [CANCELLED]}),
        "Somebody cancelled invoice 10482 in Fortnox after it was copied.",
    ),
    (
        Event(kind="changed_afterwards", facts={"problems": [CANCELLED, CANCELLED]}),
        "Somebody cancelled invoice 10482 in Fortnox after it was copied. And 1 more.",
    ),
    (Event(kind="waits_for_person"), "Does not go on by itself any more"),
    (Event(kind="waits_until_fixed"), "Goes on by itself when it is fixed"),
    (Event(kind="went_on"), "What stopped it is fixed, and nothing else changed: the copy goes on by itself"),
    (Event(kind="compared", facts={"fortnox_document_number": "10482"}), "Compared to the öre: no difference"),
    (
        Event(kind="connected", facts={**COMPANY, "again": False}),
        "Fyrljus Stockholm AB connected to Fortnox: Fyrljus AB",
    ),
    (
        Event(kind="connected", facts={**COMPANY, "again": True}),
        "Fyrljus Stockholm AB connected to Fortnox again: Fyrljus AB",
    ),
    (Event(kind="copied", facts={"fortnox_document_number": "10482"}), "Copied to Fortnox as 10482"),
    (Event(kind="copy_requested", facts={"customer": "1042", "attempt": 1}), "Copy to Fortnox asked for"),
    (Event(kind="copy_requested", facts={"attempt": 2, "does": "update"}), "Update existing asked for"),
    (Event(kind="copy_requested", facts={"attempt": 2, "does": "cancel"}), "Cancellation in Fortnox asked for"),
    (
        Event(kind="copy_requested", facts={"attempt": 1, "does": "create", "ordinal": 2}),
        "Create new asked for: another invoice beside the one that stands",
    ),
    (
        Event(kind="credit_note_created", facts={"number": "10482", "fortnox_document_number": "10490"}),
        "Credit note 10490 of invoice 10482 created in Fortnox",
    ),
    (
        Event(kind="credit_note_dated", facts={"fortnox_document_number": "10490"}),
        "Credit note 10490 dated in Fortnox",
    ),
    (
        Event(kind="draft_created", facts={"is_credit_note": True, "draft": "9301"}),
        "Draft of a credit note created in Productive",
    ),
    (
        Event(kind="draft_created", facts={"is_credit_note": False, "draft": "9302"}),
        "Draft of a new invoice created in Productive",
    ),
    (Event(kind="draft_filled", facts={"draft": "9301"}), "Lines of the draft written in Productive"),
    (Event(kind="copy_requested", facts={"attempt": 2, "does": "credit_note"}), "Create credit note asked for"),
    (Event(kind="copy_requested", facts={"attempt": 2, "does": "replace"}), "Credit and replace asked for"),
    (Event(kind="invoice_updated", facts={"fortnox_document_number": "10482"}), "Invoice 10482 updated in Fortnox"),
    (Event(kind="follow_up_requested", facts={"does": "book"}), "Booking in Fortnox asked for"),
    (
        Event(
            kind="invoice_sent",
            facts={"fortnox_document_number": "10482", "sent_by": "email", "to": "faktura@norrsken.example"},
        ),
        "Invoice 10482 sent by Fortnox by email, to faktura@norrsken.example",
    ),
    (
        Event(
            kind="invoice_sent",
            facts={"fortnox_document_number": "10482", "sent_by": "e_invoice", "to": "7301234567890"},
        ),
        "Invoice 10482 sent by Fortnox as an e-invoice, to 7301234567890",
    ),
    (
        Event(kind="invoice_settings_changed", facts={"subsidiary": "Fyrljus Stockholm AB"}),
        "Invoice settings changed for Fyrljus Stockholm AB",
    ),
    (
        Event(kind="requirement_changed", facts={"name": "Norrsken Energi AB", "requires": "order_number"}),
        "What Norrsken Energi AB wants on every invoice: An order number",
    ),
    (Event(kind="invoice_booked", facts={"fortnox_document_number": "10482"}), "Invoice 10482 booked in Fortnox"),
    (Event(kind="invoice_cancelled", facts={"fortnox_document_number": "10482"}), "Invoice 10482 cancelled in Fortnox"),
    (Event(kind="left_as_it_is", facts={"fortnox_document_number": "10482"}), "Left as it is in Fortnox: 10482"),
    (
        Event(kind="numbered_otherwise", facts={"number": "777", "fortnox_document_number": "10482"}),
        "Sent from Productive as 777; Fortnox has it as 10482",
    ),
    (
        Event(kind="updated", facts={"fortnox_document_number": "10482"}),
        "Update finished: 10482 says what Productive says",
    ),
    (
        Event(kind="update_not_needed", facts={"fortnox_document_number": "10482"}),
        "Nothing to update: Fortnox has it already, 10482",
    ),
    (
        Event(kind="copy_requested", facts={"customer": "1042", "attempt": 3}),
        "Copy to Fortnox asked for again, attempt 3",
    ),
    (
        Event(kind="buyer_confirmed", facts={"standing": "business", "name": "Baltic OÜ", **ESTONIA}),
        "Baltic OÜ in Estonia confirmed as a business, VAT number EE100931558",
    ),
    (
        Event(kind="buyer_confirmed", facts={"standing": "consumer", "name": "Eva Holm", **ESTONIA}),
        "Eva Holm in Estonia confirmed as a private person",
    ),
    (
        Event(kind="buyer_confirmation_withdrawn", facts={"company": "7010", **ESTONIA}),
        "What was confirmed of client company 7010 in Estonia is taken back",
    ),
    (
        Event(kind="customer_changed", before="1042", after="1201"),
        "The client company is customer 1201 in Fortnox from now on; it was 1042",
    ),
    (
        Event(kind="customer_fields_changed", facts=COMPANY),
        "What Brygga brings up to date of the customers of Fyrljus Stockholm AB changed",
    ),
    (Event(kind="customer_updated", facts={"customer_number": "1042"}), "Customer 1042 brought up to date in Fortnox"),
    (Event(kind="customer_created", facts={"customer_number": "BRY7004"}), "Customer BRY7004 created in Fortnox"),
    (
        Event(kind="disconnected", facts={**COMPANY, "confirmed": True}),
        "Fyrljus Stockholm AB disconnected from Fortnox: Fyrljus AB",
    ),
    (
        Event(kind="disconnected", facts={**COMPANY, "confirmed": False}),
        "Fyrljus Stockholm AB disconnected from Fortnox: Fyrljus AB. Fortnox did not confirm it",
    ),
    (
        Event(kind="document_detached", facts={"name": "Faktura 10482.pdf"}),
        "Faktura 10482.pdf taken off in Fortnox: the invoice was changed",
    ),
    (
        Event(kind="document_attached", facts={"name": "Faktura 10482.pdf", "remote": "productive"}),
        "Faktura 10482.pdf attached in Productive",
    ),
    (
        Event(kind="follow_up_requested", facts={"does": "deliver", "choice": "own"}),
        "What follows the copy asked for again: invoice PDF, booking, sending",
    ),
    (Event(kind="document_uploaded", facts={"name": "Faktura 10482.pdf"}), "Faktura 10482.pdf sent to Fortnox"),
    (
        Event(kind="failed", facts={"reason": {"kind": "unintelligible", "facts": {"remote": "fortnox"}}}),
        "Failed: Fortnox answered something that Brygga cannot read.",
    ),
    (Event(kind="finalized", facts={"number": "10482"}), "Finalized in Productive as 10482"),
    (Event(kind="invoice_created", facts={"fortnox_document_number": "10482"}), "Invoice 10482 created in Fortnox"),
    (
        Event(kind="lost", facts={"write": "create_invoice"}),
        "Create the invoice in Fortnox: it never arrived, so it is sent again",
    ),
    (
        Event(kind="marked_exported", facts={"fortnox_document_number": "10482"}),
        "Marked in Productive as exported: 10482",
    ),
    (
        Event(kind="organisation_added", facts={"name": "Fyrljus Byrå", "productive_organisation_id": "20401"}),
        "Fyrljus Byrå added, organisation 20401 in Productive",
    ),
    (
        Event(kind="reconnect_needed", facts={"company": "Fyrljus AB", "why": "invalid_grant"}),
        "The connection to Fortnox no longer works: Fyrljus AB",
    ),
    (
        Event(kind="refused", facts={"write": "create_customer", "code": "2000637", "sentence": "Används redan."}),
        "Create the customer in Fortnox: refused, “Används redan.”",
    ),
    (Event(kind="refused", facts={"write": "finalize", "code": "", "sentence": ""}), "Finalize in Productive: refused"),
    (
        Event(kind="rate_entered", facts={"code": "JPY", "date": "2026-10-31", "kronor": "7.1234", "count": "100"}),
        "Exchange rate of 31\N{NO-BREAK SPACE}Oct\N{NO-BREAK SPACE}2026 entered: 100 JPY = 7.1234 SEK",
    ),
    (Event(kind="renumbered", before="88", after="10482"), "Number in Productive changed from 88 to 10482"),
    (Event(kind="renumbered", before="", after="10482"), "Number in Productive set to 10482"),
    (
        Event(kind="replaced", facts={**COMPANY, **MOVED, "now_subsidiary": "Fyrljus Göteborg AB"}),
        "The Fortnox account of Fyrljus AB moved from Fyrljus Stockholm AB to Fyrljus Göteborg AB",
    ),
    (
        Event(kind="replaced", facts={**COMPANY, **MOVED, "now_subsidiary": "Fyrljus Stockholm AB"}),
        "Fyrljus Stockholm AB moved from the Fortnox account of Fyrljus AB to that of Fyrljus Digital AB",
    ),
    (
        Event(kind="service_types_changed", facts=COMPANY, before={}, after={}),
        "Mapping of service types changed for Fyrljus Stockholm AB",
    ),
    (
        Event(kind="settings_changed", facts=COMPANY, before=None, after={"pdf_by": "fortnox"}),
        "Integration settings decided for Fyrljus Stockholm AB",
    ),
    (
        Event(kind="settings_changed", facts=COMPANY, before={"pdf_by": "productive"}, after={"pdf_by": "fortnox"}),
        "Integration settings changed for Fyrljus Stockholm AB",
    ),
    (
        Event(kind="marked_sent", facts={"date": "2026-11-02"}),
        "Productive wanted it marked as sent before the payment: marked, 2\N{NO-BREAK SPACE}Nov\N{NO-BREAK SPACE}2026",
    ),
    (
        Event(kind="payment_changed", facts=PAYMENT),
        f"Payment 17 changed in Fortnox, and so in Productive: {THOUSAND} on {SECOND}",
    ),
    (
        Event(kind="payment_found", facts=PAYMENT),
        f"A payment of Brygga’s found in Productive, {THOUSAND}: it stands for 17 in Fortnox",
    ),
    (
        Event(kind="payment_mirrored", facts=PAYMENT),
        f"Payment 17 in Fortnox brought to Productive: {THOUSAND} on 2\N{NO-BREAK SPACE}Nov\N{NO-BREAK SPACE}2026",
    ),
    (
        Event(kind="payment_mirrored", facts={**PAYMENT, "part": "write_off"}),
        f"Write-off of {THOUSAND} on payment 17 in Fortnox brought to Productive",
    ),
    (
        Event(kind="payment_not_brought", facts=PAYMENT),
        f"Payment 17 in Fortnox is not brought as it was any more, and removed from Productive: {THOUSAND}",
    ),
    (
        Event(kind="payment_removed", facts=PAYMENT),
        f"Payment 17 is gone from Fortnox, and so from Productive: {THOUSAND}",
    ),
    (
        Event(kind="payment_twin_removed", facts=PAYMENT),
        f"A second payment for 17 in Fortnox removed from Productive: {THOUSAND}",
    ),
    (
        Event(kind="payments_left", before=[{"kind": "invoice_gone", "facts": {"number": "10482"}}]),
        "Payments left as they are: Fortnox has no invoice 10482 any more.",
    ),
    (
        Event(kind="payments_turned_off", facts=COMPANY),
        "Payments of Fyrljus Stockholm AB are no longer synced; what was brought stays",
    ),
    (
        Event(kind="payments_turned_on", facts={**COMPANY, "earlier": "leave"}),
        "Payments of Fyrljus Stockholm AB are synced from now on",
    ),
    (
        Event(kind="payments_turned_on", facts={**COMPANY, "earlier": "since", "date": "2026-01-01"}),
        "Payments of Fyrljus Stockholm AB are synced, those from 1\N{NO-BREAK SPACE}Jan\N{NO-BREAK SPACE}2026 on",
    ),
    (
        Event(kind="payments_turned_on", facts={**COMPANY, "earlier": "mirror"}),
        "Payments of Fyrljus Stockholm AB are synced, those made before too",
    ),
    (Event(kind="payments_disagree", before=[{"kind": "overpaid"}], after=[]), "Payments agree again"),
    (
        Event(kind="payments_disagree", before=[], after=[{"kind": "invoice_gone", "facts": {"number": "10482"}}]),
        "Payments to look at: Fortnox has no invoice 10482 any more.",
    ),
    (Event(kind="token_replaced", facts={"name": "Fyrljus Byrå"}), "API token for Productive replaced"),
    (Event(kind="twin_cancelled", facts=TWINS), "Second invoice 10490 cancelled in Fortnox; 10482 stands"),
    (Event(kind="twin_found", facts=TWINS), "Second invoice 10490 found in Fortnox, beside 10482"),
    (Event(kind="unclear", facts={"write": "create_invoice"}), "Create the invoice in Fortnox: no answer yet"),
)


@pytest.mark.parametrize(("event", "said"), EVENTS, ids=lambda each: getattr(each, "kind", None))
def test_it_tells_every_event(event: Event, said: str, english: None) -> None:
    assert events.sentence(event) == said


@pytest.mark.parametrize(("event", "english_words"), EVENTS, ids=lambda each: getattr(each, "kind", None))
def test_it_tells_every_event_in_swedish(event: Event, english_words: str, swedish: None) -> None:
    said = events.sentence(event)
    assert said != english_words
    assert not RAW.search(said), said


def test_no_kind_of_event_lacks_an_example() -> None:
    assert {event.kind for event, _ in EVENTS} == set(SENTENCES)


@pytest.mark.parametrize("facts", [{}, {"problems": [{"kind": "a kind of old"}]}])
def test_history_outlives_the_kinds_and_facts_of_its_time(facts: dict[str, Any], language: str) -> None:
    for kind in [*SENTENCES, "a kind that is gone"]:
        assert events.sentence(Event(kind=kind, facts=facts))
