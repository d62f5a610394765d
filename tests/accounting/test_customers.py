"""The right customer is found surely, asked about, or made anew; never guessed."""

from __future__ import annotations

from typing import Any

import pytest

from brygga.accounting.buyers import Buyer, buyer_of
from brygga.accounting.customers import (
    Choose,
    How,
    Match,
    NoMatch,
    Sure,
    Why,
    chosen_number,
    customer_draft,
    external_reference,
    match,
    match_problem,
    was_made_by_us,
)
from brygga.fortnox import schema as fortnox
from brygga.productive import schema as productive
from tests.accounting import cast
from tests.accounting.cast import customer

NORRSKEN = customer("1042", "Norrsken Energi AB", "559214-3076")
NAMESAKE = customer("1187", "Norrsken Energi Nät AB", "559214-3092")
BY_NUMBER = Sure("1042", How.ORGANISATION_NUMBER)
UNNUMBERED = cast.NORRSKEN.model_copy(update={"vat": ""})


def buyer(**changes: Any) -> Buyer:
    return buyer_of(cast.invoice(**changes))


def renumbered(number: str) -> fortnox.Customer:
    return NORRSKEN.model_copy(update={"organisation_number": number})


@pytest.mark.parametrize(
    ("story", "candidates", "expected"),
    [
        ("the only one", [NORRSKEN], BY_NUMBER),
        ("beside what merely contains the name", [NAMESAKE, NORRSKEN], BY_NUMBER),
        ("without a dash", [renumbered("5592143076")], BY_NUMBER),
        ("with twelve digits", [renumbered("165592143076")], BY_NUMBER),
        (
            "by its VAT number alone",
            [renumbered("").model_copy(update={"vat_number": "SE559214307601"})],
            BY_NUMBER,
        ),
        ("one active among inactive twins", [customer("9", "Gammal", "5592143076", active=False), NORRSKEN], BY_NUMBER),
        (
            "two active twins",
            [NORRSKEN, customer("9", "Tvilling", "5592143076")],
            Choose((NORRSKEN, customer("9", "Tvilling", "5592143076")), Why.TWINS),
        ),
        (
            "only an inactive one",
            [NORRSKEN.model_copy(update={"active": False})],
            Choose((NORRSKEN.model_copy(update={"active": False}),), Why.INACTIVE),
        ),
        ("none", [], NoMatch("559214-3076", "Norrsken Energi AB")),
        ("a near namesake", [NAMESAKE], NoMatch("559214-3076", "Norrsken Energi AB")),
        (
            "the same name without a number",
            [customer("7", "NORRSKEN ENERGI Aktiebolag")],
            Choose((customer("7", "NORRSKEN ENERGI Aktiebolag"),), Why.SAME_NAME),
        ),
        (
            "the same name with another number",
            [renumbered("556677-1209")],
            Choose((renumbered("556677-1209"),), Why.SAME_NAME),
        ),
    ],
)
def test_it_matches_by_organisation_number(story: str, candidates: list[fortnox.Customer], expected: Match) -> None:
    assert match(buyer(), remembered=None, candidates=candidates) == expected, story


def test_it_asks_where_the_client_company_has_no_number() -> None:
    found = match(buyer(company=UNNUMBERED), remembered=None, candidates=[NORRSKEN])

    assert found == Choose((NORRSKEN,), Why.NO_NUMBER)


@pytest.mark.parametrize("candidates", [[], [NORRSKEN], [NAMESAKE]])
def test_it_remembers_what_was_settled(candidates: list[fortnox.Customer]) -> None:
    assert match(buyer(), remembered="77", candidates=candidates) == Sure("77", How.REMEMBERED)


def test_it_remembers_a_customer_for_a_client_company_without_a_number() -> None:
    assert match(buyer(company=UNNUMBERED), remembered="1042", candidates=[NORRSKEN]) == Sure("1042", How.REMEMBERED)


def test_it_asks_where_the_remembered_customer_is_inactive_now() -> None:
    inactive = NORRSKEN.model_copy(update={"active": False})

    assert match(buyer(), remembered="1042", candidates=[inactive]) == Choose((inactive,), Why.INACTIVE)


def test_it_keeps_to_whom_a_person_chose_although_the_numbers_differ() -> None:
    assert match(buyer(), remembered="1187", candidates=[NAMESAKE]) == Sure("1187", How.REMEMBERED)


@pytest.mark.parametrize("remembered", [None, "1042"])
def test_it_asks_where_bill_to_and_client_company_have_different_numbers(remembered: str | None) -> None:
    billed = buyer(bill_to=productive.Address(name="Hamnverket AB", vat="SE556677120901"))

    assert match(billed, remembered=remembered, candidates=[NORRSKEN]) == Choose((NORRSKEN,), Why.NUMBERS_DIFFER)


def test_a_sure_match_is_no_problem() -> None:
    assert match_problem(BY_NUMBER) is None


def test_it_takes_the_buyer_from_the_bill_to_snapshot_first() -> None:
    billed = buyer(bill_to=productive.Address(name="Norrsken Sverige", address="Nygatan 1", city="Luleå"))

    assert billed.name == "Norrsken Sverige"
    assert (billed.address.address, billed.address.zipcode, billed.address.city) == ("Nygatan 1", "", "Luleå")
    assert billed.address.email == "faktura@norrsken.example"
    assert billed.organisation_number == "559214-3076"


def test_it_drafts_a_swedish_customer() -> None:
    assert customer_draft(cast.invoice(), "BRY7001") == fortnox.CustomerDraft(
        customer_number="BRY7001",
        name="Norrsken Energi AB",
        organisation_number="559214-3076",
        vat_number="SE559214307601",
        vat_type="SEVAT",
        type="COMPANY",
        currency="SEK",
        country_code="SE",
        address1="Kungsgatan 44",
        zip_code="111 35",
        city="Stockholm",
        email="faktura@norrsken.example",
        email_invoice="faktura@norrsken.example",
        external_reference="productive-company-7001",
    )


def test_it_makes_up_no_vat_number() -> None:
    company = cast.NORRSKEN.model_copy(update={"vat": "559214-3076"})
    draft = customer_draft(cast.invoice(company=company), "BRY7001")

    assert isinstance(draft, fortnox.CustomerDraft)
    assert (draft.organisation_number, draft.vat_number) == ("559214-3076", "")


def test_it_drafts_a_customer_of_awkward_texts() -> None:
    address = productive.Address(
        address="c/o Anna\nStorgatan 1|B", zipcode="SE-111 35 111", city="Umeå…", country="Sweden", email="a@b; c@d"
    )
    draft = customer_draft(cast.invoice(bill_to=address), "BRY7001")

    assert isinstance(draft, fortnox.CustomerDraft)
    assert draft.address1 == "c/o Anna, Storgatan 1/B"
    assert (draft.zip_code, draft.city) == ("", "SE-111 35 111 Umeå...")
    assert (draft.email, draft.email_invoice) == ("", "")


@pytest.mark.parametrize(
    ("company_id", "ordinal", "number"),
    [("7004", 1, "BRY7004"), ("7004", 2, "BRY7004-2"), ("70|04", 1, "BRY7004")],
)
def test_it_chooses_a_number_that_says_whose_customer_it_is(company_id: str, ordinal: int, number: str) -> None:
    assert chosen_number(company_id, ordinal=ordinal) == number


def test_it_chooses_no_number_for_nobody() -> None:
    with pytest.raises(ValueError, match="cannot name a customer"):
        chosen_number("–")


def test_it_knows_its_own_customer_again() -> None:
    draft = customer_draft(cast.invoice(), "BRY7001")
    assert isinstance(draft, fortnox.CustomerDraft)
    made = customer("BRY7001", "Norrsken").model_copy(update={"external_reference": external_reference("7001")})

    assert was_made_by_us(draft, made)
    assert not was_made_by_us(draft, customer("BRY7001", "Norrsken"))
