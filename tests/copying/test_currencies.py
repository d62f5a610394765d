"""Invoices in other currencies, from the preview to the ledger; the sums of A3 to A5 are in `test_acceptance`.

The tricky world has them as drafts: 9309 in EUR with Swedish VAT, 9310 to Estonia, 9311 in USD and 9312 in JPY.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from brygga.accounting.invoices import Booking
from brygga.accounting.money import rounded
from brygga.accounting.rulebook import Publisher, Rate, RateDay, RateSource
from brygga.connections.models import IntegrationSettings
from brygga.copying.confirming import confirm_buyer, confirmable
from brygga.copying.entered_rates import enter_rate
from brygga.copying.models import Copy
from brygga.copying.states import CopyState, WriteKind
from brygga.history.models import Event
from brygga.links.models import EnteredRate
from sandbox.app import Sandbox
from sandbox.productive import switches as productive_switches
from tests.copying.conftest import Desk, tricky_world
from tests.copying.test_vat_cases import SERVICES, maps
from tests.outside_world import ManualClock

pytestmark = [pytest.mark.django_db, pytest.mark.promise("P9")]


@pytest.fixture
def sandbox(clock: ManualClock) -> Sandbox:
    return tricky_world(clock)


def takes_rates_from(desk: Desk, source: RateSource, day: RateDay = RateDay.DELIVERY) -> None:
    IntegrationSettings.objects.update(rate_source=source, rate_day=day)
    desk.connection.settings.refresh_from_db()


def enters(desk: Desk, invoice: str, rate: str, unit: int = 1) -> None:
    seen = desk.preview(invoice).invoice
    entered = Rate(
        rate=Decimal(rate), unit=unit, source=RateSource.ASK, on=seen.delivery_on, publisher=Publisher.NASDAQ
    )
    enter_rate(desk.connection.organisation, seen.currency, entered, user=desk.user, outside=desk.outside)


def confirms(desk: Desk, invoice: str) -> None:
    asked = confirmable(desk.preview(invoice).invoice, None)
    assert asked is not None
    assert confirm_buyer(desk.connection.organisation, invoice, asked, user=desk.user, outside=desk.outside)


def kinds(desk: Desk, invoice: str, **choice: Any) -> set[str]:
    return {str(each.kind) for each in desk.preview(invoice, **choice).problems}


def booking(desk: Desk, invoice: str) -> Booking:
    seen = desk.preview(invoice)
    assert seen.booking, seen.problems
    return seen.booking


def copied(desk: Desk, invoice: str, **choice: Any) -> tuple[Copy, dict[str, Any]]:
    copy = desk.work(desk.ask(invoice, **choice))
    assert copy.fortnox_document_number, (copy.problems, copy.reason)
    return copy, desk.fortnox(copy.fortnox_document_number)


def test_the_rate_is_sent_and_printed_with_the_vat_in_kronor(desk: Desk) -> None:
    enters(desk, "9309", "11.2345")
    sums = booking(desk, "9309").kronor

    _copy, made = copied(desk, "9309")

    assert sums
    assert sums.difference == Decimal("0.01")
    assert (made["Currency"], Decimal(made["CurrencyRate"]), made["CurrencyUnit"]) == ("EUR", Decimal("11.2345"), 1)
    assert made["Remarks"].startswith("Kurs / Rate: 1 EUR = 11,2345 SEK\nMoms i SEK / VAT in SEK: 3 778,84")


def test_without_vat_there_is_none_to_print_in_kronor(desk: Desk) -> None:
    maps(desk, SERVICES)
    confirms(desk, "9310")
    enters(desk, "9310", "11.2345")

    _copy, made = copied(desk, "9310", customer="1050")

    assert "Kurs / Rate: 1 EUR = 11,2345 SEK" in made["Remarks"]
    assert "VAT in SEK" not in made["Remarks"]


@pytest.mark.parametrize("source", [RateSource.ASK, RateSource.FORTNOX])
def test_a5_yen_by_the_hundred(desk: Desk, source: RateSource) -> None:
    takes_rates_from(desk, source)
    confirms(desk, "9312")
    enters(desk, "9312", "7.1234", 100)

    sums = booking(desk, "9312").kronor
    assert sums
    assert sums.total == Decimal("32055.30")
    copy, made = copied(desk, "9312", customer="1307")

    assert copy.state == CopyState.COPIED, copy.problems
    assert (Decimal(made["Total"]), Decimal(made["CurrencyRate"])) == (Decimal(450_000), Decimal("7.1234"))
    assert made["CurrencyUnit"] == 100


def test_yen_that_productive_counts_whole_are_a_named_problem(desk: Desk) -> None:
    """The same invoice a hundred times too small would be no less plausible."""
    productive_switches.turn(desk.sandbox.store, "zero_decimal_currencies", to="units")
    desk.edits("invoices/9312", subject="Naming")
    enters(desk, "9312", "7.1234", 100)

    assert "minor_units_unknown" in kinds(desk, "9312")


def test_a_missing_rate_or_currency_is_told_before_anything_is_written(desk: Desk) -> None:
    desk.sandbox.requests.clear()

    assert kinds(desk, "9309") == {"rate_to_enter"}
    enters(desk, "9309", "11.2345")
    assert kinds(desk, "9309") == set()
    del desk.sandbox.store.table(f"fortnox.{desk.connection.fortnox_tenant_id}.currencies")["EUR"]
    assert kinds(desk, "9309", fresh=True) == {"currency_not_in_fortnox"}
    assert {each.method for each in desk.sandbox.requests.seen(remote="fortnox") if "/oauth" not in each.path} == {
        "GET"
    }


def test_each_source_says_whose_rate_it_is_and_of_which_day(desk: Desk) -> None:
    takes_rates_from(desk, RateSource.FORTNOX)
    fortnox = booking(desk, "9309")
    takes_rates_from(desk, RateSource.PRODUCTIVE, RateDay.INVOICE)
    productive = booking(desk, "9309")

    assert fortnox.rate
    assert (fortnox.rate.source, fortnox.draft.currency_rate) == ("fortnox", Decimal("11.2345"))
    assert {"rate_is_buying", "kronor_rounded"} <= {note.kind for note in fortnox.notes}
    assert productive.rate
    assert (productive.rate.source, productive.draft.currency_rate) == (
        "productive",
        rounded(Decimal(desk.productive("9309")["exchange_rate"]), 4),
    )
    assert "rate_of_other_day" not in {note.kind for note in productive.notes}


def test_the_rate_is_kept_with_what_was_sent_and_an_update_uses_it_again(desk: Desk) -> None:
    enters(desk, "9309", "11.2345")
    copy, _made = copied(desk, "9309")
    enters(desk, "9309", "12.5")  # Somebody corrects the day's rate: other invoices get it, this one keeps its own.
    desk.edits("invoices/9309", purchase_order_number="PO 7")

    desk.work(desk.update(copy))

    assert desk.fortnox(copy.fortnox_document_number)["CurrencyRate"] in ("11.2345", Decimal("11.2345"))
    created, updated = (copy.writes.get(kind=kind) for kind in (WriteKind.CREATE_INVOICE, WriteKind.UPDATE_INVOICE))
    assert created.payload["rate"] == updated.payload["rate"]
    assert created.payload["rate"]["publisher"] == "nasdaq"
    assert EnteredRate.objects.get().rate == "12.5"


def test_another_date_wants_another_rate(desk: Desk) -> None:
    enters(desk, "9309", "11.2345")
    copy, _made = copied(desk, "9309")
    desk.edits("invoices/9309", delivery_on="2026-10-20")

    assert "rate_to_enter" in {problem.kind for problem in desk.preview_update(copy).problems}


def test_who_entered_a_rate_is_told(desk: Desk) -> None:
    enters(desk, "9309", "11.2345")
    enters(desk, "9309", "11.2345")
    enters(desk, "9309", "11.3")

    first, second = Event.objects.filter(kind="rate_entered").order_by("number")
    typed = {"count": "1", "publisher": "nasdaq"}
    assert (first.actor, first.before, first.after) == ("Karin Lindqvist", None, {"kronor": "11.2345", **typed})
    assert (second.before, second.after) == ({"kronor": "11.2345", **typed}, {"kronor": "11.3", **typed})
