"""A new customer is made of what the client company says, and nothing is made up."""

from __future__ import annotations

from typing import Any

import pytest

from brygga.accounting.new_customers import chosen_number, customer_draft, external_reference, was_made_by_us
from brygga.accounting.problems import Blocked, ProblemKind
from brygga.accounting.rulebook import Confirmed, Standing
from brygga.fortnox import schema as fortnox
from brygga.productive import schema as productive
from tests.accounting import cast
from tests.accounting.cast import customer


def drafted(**changes: Any) -> fortnox.CustomerDraft:
    draft = customer_draft(cast.invoice(**changes), "BRY7001", cast.rulebook())
    assert isinstance(draft, fortnox.CustomerDraft), draft
    return draft


def test_it_drafts_a_swedish_customer() -> None:
    assert drafted() == fortnox.CustomerDraft(
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
        terms_of_payment="30",
        external_reference="productive-company-7001",
    )


def test_it_makes_up_no_vat_number() -> None:
    company = cast.NORRSKEN.model_copy(update={"vat": "559214-3076"})
    draft = drafted(company=company)

    assert (draft.organisation_number, draft.vat_number) == ("559214-3076", "")


def test_it_drafts_a_customer_of_awkward_texts() -> None:
    address = productive.Address(
        address="c/o Anna\nStorgatan 1|B", zipcode="SE-111 35 111", city="Umeå…", country="Sweden", email="a@b; c@d"
    )
    draft = drafted(bill_to=address)

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
    draft = drafted()
    made = customer("BRY7001", "Norrsken").model_copy(update={"external_reference": external_reference("7001")})

    assert was_made_by_us(draft, made)
    assert not was_made_by_us(draft, customer("BRY7001", "Norrsken"))


ABROAD = cast.NORRSKEN.model_copy(update={"default_currency": "EUR", "due_days": 14})


def abroad(country: str, vat: str, name: str = "Baltic Freight OÜ") -> productive.ClientCompany:
    address = productive.Address(address="Sadama 17", zipcode="10111", city="Tallinn", country=country)
    return ABROAD.model_copy(update={"name": name, "vat": vat, "address": address})


@pytest.mark.parametrize(
    ("company", "country_code", "vat_type", "vat_number", "kind"),
    [
        (abroad("Estonia", "EE 100 931 558"), "EE", "EUREVERSEDVAT", "EE100931558", "COMPANY"),
        (abroad("Estonia", "ee100931558"), "EE", "EUREVERSEDVAT", "EE100931558", "COMPANY"),
        (abroad("Norway", "923 609 016 MVA", "Fjordhotell AS"), "NO", "EXPORT", "923609016MVA", "COMPANY"),
        (abroad("United States", "", "Harbor & Pine Inc."), "US", "EXPORT", "", "COMPANY"),
        (abroad("USA", "12-3456789", "Harbor & Pine"), "US", "EXPORT", "123456789", "COMPANY"),
        (abroad("Greece", "GR094259216", "Aegean"), "GR", "EUREVERSEDVAT", "EL094259216", "COMPANY"),
        (abroad("Sweden", "19710314-8245", "Ateljé Sjöberg"), "SE", "SEVAT", "", ""),
    ],
)
def test_it_drafts_whoever_s_vat_is_certain(
    company: productive.ClientCompany, country_code: str, vat_type: str, vat_number: str, kind: str
) -> None:
    said = Confirmed(standing=Standing.BUSINESS, country=country_code, vat_number=vat_number)
    draft = customer_draft(cast.invoice(company=company), "BRY7001", cast.rulebook(confirmed=said))

    assert isinstance(draft, fortnox.CustomerDraft)
    assert (draft.country_code, draft.vat_type, draft.vat_number, draft.type) == (
        country_code,
        vat_type,
        vat_number,
        kind,
    )
    assert (draft.currency, draft.terms_of_payment) == ("EUR", "")


@pytest.mark.parametrize(
    ("company", "kind"),
    [
        (abroad("Germany", ""), ProblemKind.VAT_NUMBER_MISSING),
        (abroad("Germany", "DE811569868"), ProblemKind.VAT_NUMBER_MALFORMED),
        (abroad("Germany", "EE100931558"), ProblemKind.VAT_NUMBER_MALFORMED),
        (abroad("Germany", "SE559214307601"), ProblemKind.VAT_NUMBER_MALFORMED),
        (abroad("Estonia", "EE100931558"), ProblemKind.BUYER_TO_CONFIRM),
        (abroad("USA", "", "Joan Peel"), ProblemKind.BUYER_TO_CONFIRM),
        (abroad("Atlantis", ""), ProblemKind.COUNTRY_UNKNOWN),
        (abroad("", ""), ProblemKind.COUNTRY_MISSING),
        (abroad("Sweden", "EE100931558"), ProblemKind.FOREIGN_VAT_NUMBER),
    ],
)
def test_it_asks_where_the_vat_is_not_certain(company: productive.ClientCompany, kind: ProblemKind) -> None:
    stopped = customer_draft(cast.invoice(company=company), "BRY7001", cast.rulebook())

    assert isinstance(stopped, Blocked)
    assert [each.kind for each in stopped.problems] == [kind]


def test_a_currency_that_fortnox_lacks_leaves_the_invoice_s() -> None:
    assert drafted(company=cast.NORRSKEN.model_copy(update={"default_currency": "NOK"})).currency == "SEK"


def test_the_buyer_s_reference_is_theirs() -> None:
    company = cast.NORRSKEN.model_copy(update={"buyer_reference": "Anna <Lind>"})

    assert drafted(company=company).your_reference == "Anna /Lind/"
