"""The texts of an invoice: where each is from, what is too long, what a client company wants, and in which language."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from brygga.accounting.invoices import Booking, book
from brygga.accounting.problems import Blocked
from brygga.accounting.references import (
    USUAL_SOURCES,
    InvoiceText,
    LanguageBy,
    Requires,
    Taken,
    TextSource,
    texts_of,
)
from brygga.fortnox.bodies import body
from tests.accounting.cast import AMERICAN, AMERICAN_CONFIRMED, CUSTOMER, NORRSKEN, REFERENCE, invoice, rulebook

BUYER = NORRSKEN.model_copy(update={"buyer_reference": "Ref 4711", "custom_fields": {"31": "Anna Ek"}})
SAID = {
    "company": BUYER,
    "subject": "Strategi",
    "note": "Tack!\nVi ses.",
    "purchase_order_number": "PO-88",
    "issuer": "Elias Berg",
    "custom_fields": {"21": "BSK-77"},
}


@pytest.mark.parametrize(
    ("taken", "text"),
    [
        (Taken(TextSource.NOTHING), ""),
        (Taken(TextSource.ORDER_NUMBER), "PO-88"),
        (Taken(TextSource.SUBJECT), "Strategi"),
        (Taken(TextSource.ISSUER), "Elias Berg"),
        (Taken(TextSource.BUYER_REFERENCE), "Ref 4711"),
        (Taken(TextSource.INVOICE_FIELD, "21"), "BSK-77"),
        (Taken(TextSource.INVOICE_FIELD, "22"), ""),
        (Taken(TextSource.COMPANY_FIELD, "31"), "Anna Ek"),
    ],
)
def test_a_text_is_taken_from_the_field_that_was_chosen(taken: Taken, text: str) -> None:
    said = texts_of(_invoice(), {**USUAL_SOURCES, InvoiceText.YOUR_REFERENCE: taken})

    assert said[InvoiceText.YOUR_REFERENCE] == text
    assert said[InvoiceText.ORDER_NUMBER] == "PO-88"
    assert said[InvoiceText.REMARKS] == "Tack!\nVi ses."


@pytest.mark.parametrize(
    ("requires", "changes", "problems"),
    [
        (Requires.NOTHING, {"purchase_order_number": ""}, []),
        (Requires.ORDER_NUMBER, {}, []),
        (Requires.ORDER_NUMBER, {"purchase_order_number": " "}, ["reference_required"]),
        (Requires.YOUR_REFERENCE, {}, ["reference_required"]),
        (Requires.EITHER, {}, []),
        (Requires.EITHER, {"purchase_order_number": ""}, ["reference_required"]),
        (Requires.NOTHING, {"purchase_order_number": "9" * 76}, ["order_number_too_long"]),
    ],
)
def test_what_a_client_company_wants_and_does_not_get_is_a_problem(
    requires: Requires, changes: dict[str, Any], problems: list[str]
) -> None:
    booked = book(_invoice(**changes), CUSTOMER, rulebook(requires=requires), reference=REFERENCE)

    assert [each.kind for each in booked.problems] == problems if isinstance(booked, Blocked) else not problems


def test_a_reference_that_fortnox_would_refuse_is_a_problem_and_never_cut() -> None:
    sources = {**USUAL_SOURCES, InvoiceText.OUR_REFERENCE: Taken(TextSource.ISSUER)}

    booked = book(_invoice(issuer="E" * 51), CUSTOMER, rulebook(text_sources=sources), reference=REFERENCE)

    assert isinstance(booked, Blocked)
    assert [(each.kind, each.facts["what"]) for each in booked.problems] == [("reference_too_long", "our_reference")]


@pytest.mark.parametrize(
    ("by", "locale", "language"),
    [
        (LanguageBy.SWEDISH, "en_US", "SV"),
        (LanguageBy.ENGLISH, "sv_SE", "EN"),
        (LanguageBy.COUNTRY, "en_US", "SV"),
        (LanguageBy.DOCUMENT_TYPE, "en_US", "EN"),
        (LanguageBy.DOCUMENT_TYPE, "sv_SE", "SV"),
        (LanguageBy.DOCUMENT_TYPE, "", "SV"),
    ],
)
def test_the_language_is_decided_by_the_setting(by: LanguageBy, locale: str, language: str) -> None:
    assert _booked(document_locale=locale, language_by=by).draft.language == language


def test_the_words_that_are_ours_follow_the_language() -> None:
    english = _booked(
        language_by=LanguageBy.ENGLISH, lines=["1.125 h × 1350.00 @25 Strategy"], discount=Decimal("12.5")
    )
    swedish = _booked(lines=["1.125 h × 1350.00 @25 Strategy"], discount=Decimal("12.5"))

    assert [row.draft.description for row in english.rows] == ["Strategy (1.125 h at 1,350.00)", "Discount 12.5 %"]
    assert [row.draft.description for row in swedish.rows] == ["Strategy (1,125 h à 1 350,00)", "Rabatt 12,5 %"]


def test_a_buyer_abroad_gets_english_where_the_country_decides() -> None:
    rules = rulebook(language_by=LanguageBy.COUNTRY, confirmed=AMERICAN_CONFIRMED)

    booked = book(invoice("1 × 100.00 @outlay Strategy", company=AMERICAN), CUSTOMER, rules, reference=REFERENCE)

    assert isinstance(booked, Booking), booked
    assert booked.draft.language == "EN"


def test_freight_fee_discount_and_prices_before_vat_are_always_said() -> None:
    said = body("Invoice", _booked().draft)["Invoice"]

    assert (said["Freight"], said["AdministrationFee"], said["VATIncluded"]) == (0, 0, False)
    assert [(row["Discount"], row["DiscountType"]) for row in said["InvoiceRows"]] == [(0, "PERCENT")]


def _invoice(**changes: Any) -> Any:
    return invoice("1 × 100.00 @25 Strategi", **{**SAID, **changes})


def _booked(*, lines: list[str] | None = None, language_by: LanguageBy = LanguageBy.SWEDISH, **changes: Any) -> Booking:
    made = invoice(*(lines or ["1 × 100.00 @25 Strategi"]), **changes)
    booked = book(made, CUSTOMER, rulebook(language_by=language_by), reference=REFERENCE)
    assert isinstance(booked, Booking), booked
    return booked
