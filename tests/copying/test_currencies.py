"""Invoices in other currencies, from the preview to the ledger: A3 to A5, whatever Fortnox turns out to do.

The tricky world has them as drafts: 9309 in EUR with Swedish VAT, 9310 to Estonia, 9311 in USD and 9312 in JPY.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings as django_settings

from brygga.accounting.invoices import Booking
from brygga.accounting.money import rounded
from brygga.accounting.rulebook import Publisher, Rate, RateDay, RateSource
from brygga.connections import connecting
from brygga.connections.models import IntegrationSettings
from brygga.copying.confirming import confirm_buyer, confirmable
from brygga.copying.entered_rates import enter_rate
from brygga.copying.models import Copy, CopyState, WriteKind
from brygga.history.models import Event
from brygga.links.models import EnteredRate
from sandbox.app import Sandbox, create_app
from sandbox.fortnox import switches
from sandbox.fortnox.invoices import SERIES
from sandbox.productive import switches as productive_switches
from sandbox.worlds.cast import STOCKHOLM
from tests.copying.conftest import Desk
from tests.copying.test_vat_cases import SERVICES, maps
from tests.outside_world import ManualClock

pytestmark = [pytest.mark.django_db, pytest.mark.promise("P9")]

# Every answer that nobody knows and that an invoice in another currency could meet.
SWITCHES: tuple[tuple[str, Any], ...] = (
    ("round_off", False),
    ("round_foreign", False),
    ("round_foreign", True),
    ("vat_rounding", "rate"),
    ("vat_rounding", "row"),
)


@pytest.fixture
def sandbox(clock: ManualClock) -> Sandbox:
    """Both remotes with the tricky world."""
    made = create_app(world="tricky", clock=clock.sandbox)
    made.store.counters[f"fortnox.{STOCKHOLM.fortnox_tenant_id}.{SERIES}"] = 5001  # Its next number is another trap.
    made.store.table("fortnox.redirects")[f"{django_settings.ENVIRONMENT.url}{connecting.CALLBACK_PATH}"] = {}
    return made


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


def stands_or_is_named(desk: Desk, copy: Copy) -> None:
    """Copied, or stopped by the one difference that the switch makes: whole euros are not what was meant."""
    if switches.read(desk.sandbox.store, "round_foreign"):
        assert copy.state == CopyState.BLOCKED
        assert [(each["kind"], each["facts"]["what"]) for each in copy.problems] == [("answer_differs", "round_off")]
    else:
        assert copy.state == CopyState.COPIED, copy.problems


@pytest.mark.parametrize(("switch", "position"), SWITCHES)
def test_a3_euros_with_swedish_vat(desk: Desk, switch: str, position: Any) -> None:
    switches.turn(desk.sandbox.store, switch, to=position)
    enters(desk, "9309", "11.2345")
    sums = booking(desk, "9309").kronor

    copy, made = copied(desk, "9309")

    assert sums
    assert (sums.net, sums.vat, sums.total) == (Decimal("15115.46"), Decimal("3778.84"), Decimal("18894.29"))
    assert sums.difference == Decimal("0.01")
    assert (Decimal(made["Net"]), Decimal(made["TotalVAT"])) == (Decimal("1345.45"), Decimal("336.36"))
    assert Decimal(made["Total"]) - Decimal(made["RoundOff"]) == Decimal("1681.81")
    assert (made["Currency"], Decimal(made["CurrencyRate"]), made["CurrencyUnit"]) == ("EUR", Decimal("11.2345"), 1)
    assert made["Remarks"].startswith("Kurs / Rate: 1 EUR = 11,2345 SEK\nMoms i SEK / VAT in SEK: 3 778,84")
    stands_or_is_named(desk, copy)


@pytest.mark.parametrize(("switch", "position"), SWITCHES)
def test_a4_reverse_charge_in_euros(desk: Desk, switch: str, position: Any) -> None:
    switches.turn(desk.sandbox.store, switch, to=position)
    maps(desk, SERVICES)
    confirms(desk, "9310")
    enters(desk, "9310", "11.2345")

    sums = booking(desk, "9310").kronor
    assert sums
    assert sums.total == Decimal("32355.36")
    copy, made = copied(desk, "9310", customer="1050")

    assert copy.state == CopyState.COPIED, copy.problems
    assert (Decimal(made["Total"]), Decimal(made["TotalVAT"])) == (Decimal(2880), Decimal(0))
    assert [row["AccountNumber"] for row in made["InvoiceRows"]] == [3308]
    assert "VAT in SEK" not in made["Remarks"]


@pytest.mark.parametrize(("switch", "position"), SWITCHES)
def test_a5_dollars(desk: Desk, switch: str, position: Any) -> None:
    switches.turn(desk.sandbox.store, switch, to=position)
    confirms(desk, "9311")
    enters(desk, "9311", "10.4321")

    sums = booking(desk, "9311").kronor
    assert sums
    assert sums.total == Decimal("54773.74")
    copy, made = copied(desk, "9311", customer="1051")

    assert (Decimal(made["Net"]), Decimal(made["TotalVAT"])) == (Decimal("5250.5"), Decimal(0))
    assert [row["AccountNumber"] for row in made["InvoiceRows"]] == [3305]
    stands_or_is_named(desk, copy)


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
