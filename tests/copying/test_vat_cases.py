"""The VAT cases from the preview to the ledger: what is sent, what is booked, and what writes nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from brygga.accounting.rulebook import Mapped, Treatment
from brygga.connections import mappings
from brygga.connections.models import IntegrationSettings, ServiceTypeMapping
from brygga.copying.confirming import confirm_buyer, confirmable, withdraw
from brygga.copying.states import CopyState
from brygga.history.models import Event
from brygga.links.models import BuyerConfirmation
from sandbox.fortnox import switches
from tests.copying.conftest import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.promise("P7")]

SERVICES = {"401": Mapped(article="101"), "402": Mapped(article="102")}
# What nobody knows and a row of these cases could meet, besides what `test_acceptance` turns.
SWITCHES: tuple[tuple[str, Any], ...] = (("vat_account_mismatch", "refuse"), ("default_terms", ""))


def in_kronor(desk: Desk, invoice: str) -> None:
    """The same amounts in kronor: other currencies are somebody else's question."""
    desk.productive(invoice).update(currency="SEK", currency_default="SEK")


def maps(desk: Desk, wanted: dict[str, Mapped]) -> None:
    found = mappings.save(desk.connection, wanted, is_on=True, user=desk.user, outside=desk.outside)
    assert found == {}
    desk.connection.settings.refresh_from_db()


def confirms(desk: Desk, invoice: str) -> None:
    asked = confirmable(desk.preview(invoice).invoice, None)
    assert asked is not None
    assert confirm_buyer(desk.connection.organisation, invoice, asked, user=desk.user, outside=desk.outside)


def kinds(desk: Desk, invoice: str, **choice: Any) -> set[str]:
    return {str(each.kind) for each in desk.preview(invoice, **choice).problems}


@pytest.mark.parametrize(("switch", "position"), SWITCHES)
def test_a4_eu_reverse_charge_in_kronor(desk: Desk, switch: str, position: Any) -> None:
    switches.turn(desk.sandbox.store, switch, to=position)
    in_kronor(desk, "9006")
    maps(desk, SERVICES)
    confirms(desk, "9006")

    copy = desk.work(desk.ask("9006", customer="1050"))

    assert copy.state == CopyState.COPIED, copy.problems
    made = desk.fortnox(copy.fortnox_document_number)
    assert [(row["AccountNumber"], row["ArticleNumber"], str(row["VAT"])) for row in made["InvoiceRows"]] == [
        (3308, "101", "0"),
        (3308, "102", "0"),
    ]
    assert Decimal(made["TotalVAT"]) == 0
    assert Decimal(made["Net"]) == 24 * 120 + Decimal("30.25") * 115
    assert made["Remarks"].startswith(
        "Omvänd betalningsskyldighet / Reverse charge\nKöparens momsnummer / Buyer’s VAT number: EE100931558\n"
        "Säljarens momsnummer / Seller’s VAT number: SE559301441701"
    )


def test_a4_without_article_or_with_a_wrong_number_writes_nothing(desk: Desk) -> None:
    in_kronor(desk, "9006")
    confirms(desk, "9006")
    desk.sandbox.requests.clear()

    assert kinds(desk, "9006", customer="1050") == {"eu_article_missing"}
    maps(desk, SERVICES)
    assert kinds(desk, "9006", customer="1050") == set()
    withdraw(desk.connection.organisation, "7010", user=desk.user, outside=desk.outside)
    assert kinds(desk, "9006", customer="1050") == {"buyer_to_confirm"}
    desk.sandbox.store.table("productive.companies")["7010"]["attributes"]["vat"] = "EE100931559"
    assert kinds(desk, "9006", customer="1050") == {"vat_number_malformed"}
    assert {each.method for each in desk.sandbox.requests.seen(remote="fortnox") if "/oauth" not in each.path} == {
        "GET"
    }


def test_a5_export_in_kronor(desk: Desk) -> None:
    in_kronor(desk, "9017")

    assert "buyer_to_confirm" in kinds(desk, "9017", customer="1051")
    confirms(desk, "9017")
    copy = desk.work(desk.ask("9017", customer="1051"))

    made = desk.fortnox(copy.fortnox_document_number)
    assert copy.state == CopyState.COPIED, copy.problems
    assert [(row["AccountNumber"], str(row["VAT"])) for row in made["InvoiceRows"]] == [(3305, "0")]
    assert "ingen svensk moms / Service supplied outside the EU" in made["Remarks"]


def test_a2_an_outlay_by_its_service_type(desk: Desk) -> None:
    assert kinds(desk, "9003") == {"zero_rate_needs_reason"}
    maps(desk, {"407": Mapped(article="120", treatment=Treatment.OUTLAY)})

    copy = desk.work(desk.ask("9003"))

    made = desk.fortnox(copy.fortnox_document_number)
    assert copy.state == CopyState.COPIED, copy.problems
    assert [row["AccountNumber"] for row in made["InvoiceRows"]] == [3001, 3002, 3003, 1681]
    assert [row["ArticleNumber"] for row in made["InvoiceRows"]] == ["", "", "", "120"]
    assert (Decimal(made["Net"]), Decimal(made["TotalVAT"])) == (Decimal("21652.30"), Decimal("4126.23"))
    assert (Decimal(made["RoundOff"]), Decimal(made["Total"])) == (Decimal("0.47"), Decimal(25779))


def test_an_advance_is_booked_on_its_own_account_with_its_vat_and_says_so(desk: Desk) -> None:
    maps(desk, {"402": Mapped(account=2420, treatment=Treatment.ADVANCE)})
    seen = desk.preview("9004")

    assert seen.booking is not None
    assert [str(note.kind) for note in seen.booking.notes] == ["advance_vat_when_paid"]
    assert [row.draft.model_dump()["account_number"] for row in seen.booking.rows] == [2420]
    assert seen.booking.expected.total_vat.amount == Decimal("2500.00")


def test_the_customer_must_have_the_vat_type_of_the_buyer(desk: Desk) -> None:
    in_kronor(desk, "9006")
    maps(desk, SERVICES)
    confirms(desk, "9006")

    found = desk.preview("9006", customer="1042").problems

    assert [str(each.kind) for each in found] == ["customer_vat_type"]
    assert (found[0].facts["vat_type"], found[0].facts["wanted"]) == ("SEVAT", "EUREVERSEDVAT")


def test_an_article_brings_its_own_unit_to_a_row_that_names_none(desk: Desk) -> None:
    maps(desk, {"402": Mapped(article="102")})
    unit = {"unit_id": None}
    for line in desk.sandbox.store.table("productive.line_items").values():
        if line["related"]["invoice"] == "9004":
            line["attributes"].update(unit)

    copy = desk.work(desk.ask("9004"))

    assert copy.state == CopyState.COPIED, copy.problems
    assert desk.fortnox(copy.fortnox_document_number)["InvoiceRows"][0]["Unit"] == "h"


def test_a_confirmation_is_kept_with_who_and_when_and_told(desk: Desk) -> None:
    confirms(desk, "9006")

    kept = BuyerConfirmation.objects.get()
    event = Event.objects.get(kind="buyer_confirmed")
    assert (kept.standing, kept.country, kept.vat_number) == ("business", "EE", "EE100931558")
    assert (kept.confirmed_by, kept.confirmed_at) == (desk.user, desk.outside.clock.now())
    assert event.facts == {
        "name": "Baltic Freight OÜ", "standing": "business", "country": "EE", "code": "EE", "vat": "EE100931558",
    }  # fmt: skip


def test_an_old_page_confirms_nothing_once_the_number_is_another(desk: Desk) -> None:
    asked = confirmable(desk.preview("9006").invoice, None)
    assert asked is not None
    desk.sandbox.store.table("productive.companies")["7010"]["attributes"]["vat"] = "EE100594102"

    kept = confirm_buyer(desk.connection.organisation, "9006", asked, user=desk.user, outside=desk.outside)

    assert not kept
    assert not BuyerConfirmation.objects.exists()


def test_a_mapping_that_is_turned_off_is_kept_and_not_used(desk: Desk) -> None:
    maps(desk, {"402": Mapped(account=3041)})
    mapped = desk.preview("9004").booking
    mappings.save(desk.connection, {}, is_on=False, user=desk.user, outside=desk.outside)
    desk.connection.settings.refresh_from_db()
    unmapped = desk.preview("9004").booking

    assert mapped is not None
    assert unmapped is not None
    accounts = [booking.rows[0].draft.model_dump()["account_number"] for booking in (mapped, unmapped)]
    assert accounts == [3041, 3001]
    assert ServiceTypeMapping.objects.get().account == 3041
    assert not IntegrationSettings.objects.get(connection=desk.connection).service_types_mapped


@pytest.mark.promise("P6")
def test_a_mapped_account_that_contradicts_a_lines_rate_is_a_problem(desk: Desk) -> None:
    maps(desk, {"402": Mapped(account=3043)})

    found = desk.preview("9004").problems

    assert [str(each.kind) for each in found] == ["account_contradicts_rate"]
    assert (found[0].facts["account"], found[0].facts["service_type"]) == ("3043", "Design")
