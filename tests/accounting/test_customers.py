"""The right customer is found surely, asked about, or made anew; never guessed."""

from __future__ import annotations

from typing import Any

import pytest

from brygga.accounting.buyers import Buyer, buyer_of
from brygga.accounting.customers import (
    Choose,
    How,
    Sure,
    Why,
    match,
    match_problem,
)
from brygga.fortnox import schema as fortnox
from brygga.productive import schema as productive
from tests.accounting import cast
from tests.accounting.cast import customer

NORRSKEN = customer("1042", "Norrsken Energi AB", "559214-3076")
NAMESAKE = customer("1187", "Norrsken Energi Nät AB", "559214-3092")
UNNUMBERED = cast.NORRSKEN.model_copy(update={"vat": ""})


def buyer(**changes: Any) -> Buyer:
    return buyer_of(cast.invoice(**changes))


@pytest.mark.parametrize("customers", [[], [NORRSKEN], [NAMESAKE]])
def test_it_remembers_what_was_settled(customers: list[fortnox.Customer]) -> None:
    assert match(buyer(), remembered="77", customers=customers) == Sure("77", How.REMEMBERED)


def test_it_remembers_a_customer_for_a_client_company_without_a_number() -> None:
    assert match(buyer(company=UNNUMBERED), remembered="1042", customers=[NORRSKEN]) == Sure("1042", How.REMEMBERED)


def test_it_asks_where_the_remembered_customer_is_inactive_now() -> None:
    inactive = NORRSKEN.model_copy(update={"active": False})
    found = match(buyer(), remembered="1042", customers=[inactive])

    assert isinstance(found, Choose)
    assert (found.why, [each.customer for each in found.candidates]) == (Why.INACTIVE, [inactive])


def test_it_keeps_to_whom_a_person_chose_although_the_numbers_differ() -> None:
    assert match(buyer(), remembered="1187", customers=[NAMESAKE]) == Sure("1187", How.REMEMBERED)


@pytest.mark.parametrize("remembered", [None, "1042"])
def test_it_asks_where_bill_to_and_client_company_have_different_numbers(remembered: str | None) -> None:
    billed = buyer(bill_to=productive.Address(name="Hamnverket AB", vat="SE556677120901"))
    found = match(billed, remembered=remembered, customers=[NORRSKEN])

    assert isinstance(found, Choose)
    assert found.why is Why.NUMBERS_DIFFER


def test_candidates_come_best_first_with_what_speaks_for_them() -> None:
    customers = [
        customer("3", "Norrsken Energi Aktiebolag", "556677-1209"),
        customer("4", "Solvik Fastigheter AB"),
        customer("2", "Norrsken Energi", active=False),
        customer("1", "Norrsken Energy AB"),
    ]
    found = match(buyer(company=UNNUMBERED), remembered=None, customers=customers)

    assert isinstance(found, Choose)
    assert [
        (each.customer.customer_number, each.number.value, each.likeness.value, each.score) for each in found.candidates
    ] == [
        ("3", "nothing", "same", 100),
        ("1", "nothing", "spelling", 88),
        ("2", "nothing", "same", 100),
    ]


def test_a_sure_match_is_no_problem() -> None:
    assert match_problem(Sure("1042", How.ORGANISATION_NUMBER)) is None


def test_it_takes_the_buyer_from_the_bill_to_snapshot_first() -> None:
    billed = buyer(bill_to=productive.Address(name="Norrsken Sverige", address="Nygatan 1", city="Luleå"))

    assert billed.name == "Norrsken Sverige"
    assert (billed.address.address, billed.address.zipcode, billed.address.city) == ("Nygatan 1", "", "Luleå")
    assert billed.address.email == "faktura@norrsken.example"
    assert billed.organisation_number == "559214-3076"
