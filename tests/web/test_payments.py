"""Payments on the pages: on the invoice, connection by connection, and what a person does about a disagreement."""

from __future__ import annotations

import pytest
from django.test import Client

from brygga.history.models import Event
from brygga.payments.models import PaymentFeed
from brygga.payments.turning import turn_off
from brygga.wording import events
from sandbox.faults import Fault
from sandbox.fortnox import set_offs
from tests.payments.conftest import desk as desk  # noqa: PLC0414  A fixture of another folder.
from tests.payments.desk import Desk
from tests.web.pages import hidden_fields, words

pytestmark = pytest.mark.django_db

OF_INVOICE = "/invoices/9001/payments/state"


def rows(page: str) -> str:
    """The payments' table and what stands under it."""
    return page[page.index("Payment Date Productive Fortnox") :]


@pytest.mark.promise("P16")
def test_the_invoice_shows_each_payment_where_it_comes_from_and_when_it_came(desk: Desk, karin: Client) -> None:
    desk.pays(1000)
    desk.pays(500, WriteOffs=[{"Amount": "10", "AccountNumber": 6570}])
    desk.pays(777, booked=False)
    desk.in_productive("PATCH", "invoices/9001", sent_on="2026-11-02")
    desk.sweeps()

    page = words(karin.get("/invoices/9001"))

    assert "Partly paid" in page
    assert "Payment 17 in Fortnox Money · account 1930" in rows(page)
    assert "1,000.00 2 Nov 2026, 09:30 1,000.00" in rows(page)
    assert "Payment 18 in Fortnox Written off · account 6570" in rows(page)
    assert "777.00" not in page
    assert "Unpaid in Productive SEK 197,480.25 Rounding in Fortnox −SEK 0.25 " in page
    assert "Unpaid in Fortnox (Balance) SEK 197,480.00" in page


@pytest.mark.promise("P16")
def test_a_set_off_is_no_payment(desk: Desk, karin: Client) -> None:
    note = desk.credits_whole()
    set_offs.set_off(desk.books, desk.invoice, desk.books.table("invoices")[note])
    desk.sweeps()

    page = words(karin.get(OF_INVOICE))

    assert "Settled by a credit note" in page
    assert "Set off against a credit note, no money · account" in page
    assert desk.shown == []


@pytest.mark.promise("P16")
def test_what_was_booked_before_the_first_day_says_so(desk: Desk, karin: Client) -> None:
    desk.sweeps()
    desk.outside.clock.sleep(10 * 24 * 3600)
    desk.pays(1000, PaymentDate="2026-11-03")
    PaymentFeed.objects.update(mirrored_from="2026-11-05")
    desk.sweeps()

    assert "booked before the first day that is synced 3 Nov 2026" in words(karin.get(OF_INVOICE)).replace("· ", "")


def changed_in_productive(desk: Desk) -> None:
    desk.pays(1000)
    desk.sweeps()
    desk.in_productive("PATCH", f"payments/{desk.mirrors[0].productive_payment_id}", amount=90000)
    desk.asks()
    desk.works()


@pytest.mark.promise("P16")
def test_what_a_person_changed_in_productive_is_shown_with_both_values_and_put_back(desk: Desk, elias: Client) -> None:
    changed_in_productive(desk)

    needs = words(elias.get("/needs-you"))
    assert (
        "Payment 17 is SEK 1,000.00 on 2 Nov 2026, and was changed in Productive to SEK 900.00 on 2 Nov 2026." in needs
    )
    assert "Needs you 1" in needs
    assert "900.00 2 Nov 2026, 09:30 1,000.00" in rows(words(elias.get(OF_INVOICE)))
    answer = elias.post("/invoices/9001/payments/looks", {"put_back": "yes"}, follow=True)
    assert "Brygga is looking at its payments now." in words(answer)
    assert 'hx-get="/invoices/9001/payments/state"' in answer.content.decode()
    desk.works()

    assert desk.shown == ["1000.00 2026-11-02"]
    assert "Nothing needs you" in words(elias.get("/needs-you"))


@pytest.mark.promise("P16")
def test_a_difference_that_is_left_asks_nobody_again_until_it_is_another(desk: Desk, elias: Client) -> None:
    changed_in_productive(desk)
    seen = hidden_fields(elias.get("/payments").content.decode())["seen"]

    stale = elias.post(f"/payments/{desk.sync.id}/left", {"seen": "something else"}, follow=True)
    assert "Left as it is on both sides." not in words(stale)
    left = elias.post(f"/payments/{desk.sync.id}/left", {"seen": seen}, follow=True)

    assert "Left as it is on both sides." in words(left)
    assert "Both sides differ, and were left as they are:" in words(left)
    assert "Nothing needs you" in words(elias.get("/needs-you"))
    assert desk.shown == ["900.00 2026-11-02"]
    told = Event.objects.get(kind="payments_left")
    assert told.actor == "Elias Berg"
    assert events.sentence(told).startswith("Payments left as they are: Payment 17 is SEK")

    desk.in_productive("PATCH", f"payments/{desk.mirrors[0].productive_payment_id}", amount=80000)
    desk.asks()
    desk.works()
    assert "was changed in Productive to SEK 800.00" in words(elias.get("/needs-you"))


@pytest.mark.promise("P5")
@pytest.mark.promise("P17")
def test_the_page_of_payments_says_how_far_each_connection_is(desk: Desk, karin: Client) -> None:
    desk.pays(1000)
    desk.sweeps()
    desk.outside.clock.sleep(150)

    page = words(karin.get("/payments"))

    assert "Fyrljus Stockholm AB Fortnox: Fyrljus Stockholm AB" in page
    assert "events" in page
    assert "Last sweep 2 Nov 2026, 09:30" in page
    assert "Lag 3 min" in page
    assert "Compared with Productive 2 Nov 2026, 09:30" in page
    assert "Payments brought 1" in page
    assert "Expenses made in Productive are not synced." in page


def test_sync_now_is_followed_to_its_end(desk: Desk, elias: Client) -> None:
    desk.sweeps()
    desk.outside.clock.sleep(60)
    assert 'hx-get="/payments/state"' not in elias.get("/payments").content.decode()

    desk.pays(1000)
    answer = elias.post("/payments/sweeps", follow=True)
    assert "Reading what changed in Fortnox." in words(answer)
    assert 'hx-get="/payments/state"' in answer.content.decode()

    desk.works()
    assert "Synced" in words(elias.get("/payments/state"))
    assert desk.shown == ["1000.00 2026-11-02"]


def test_a_copied_invoice_that_nobody_booked_is_named(desk: Desk, karin: Client) -> None:
    desk.copies("9002", book=False)
    desk.sweeps()
    desk.sweeps()

    assert "One copied invoice is not booked in Fortnox, so nobody can pay it there" in words(karin.get("/payments"))
    assert "Before that, nobody can pay it there." in words(karin.get("/invoices/9002"))
    assert "Before that" not in words(karin.get("/invoices/9001"))


@pytest.mark.promise("P15")
def test_turned_off_the_pages_say_that_what_was_brought_stays(desk: Desk, karin: Client) -> None:
    desk.pays(1000)
    desk.sweeps()
    turn_off(desk.connection, user=desk.user, outside=desk.outside)

    assert "Payments are not synced any more. What was brought stays in Productive." in words(
        karin.get("/invoices/9001")
    )
    overview = words(karin.get("/payments"))
    assert "One payment that was brought earlier stays." in overview
    assert "Sync now" not in overview


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault(kind="html", remote="fortnox", status=503, times=0), "Fortnox does not work just now."),
        (
            Fault(kind="refuse", remote="fortnox", status=400, code="2999999", message="Nej.", times=0),
            "Fortnox said no: “Nej.”",
        ),
    ],
    ids=["away", "refused"],
)
def test_a_sweep_that_could_not_read_says_what_stopped_it(desk: Desk, karin: Client, fault: Fault, said: str) -> None:
    desk.sandbox.faults.plan(fault)
    desk.turns(1)

    page = words(karin.get("/payments"))

    assert f"The last sweep could not read the payments {said} Nothing was changed in Productive." in page


@pytest.mark.promise("P16")
def test_a_look_that_was_stopped_says_by_what(desk: Desk, karin: Client) -> None:
    desk.sweeps()
    refused = Fault(
        kind="refuse", remote="fortnox", path="invoicepayments", status=400, code="2999999", message="Nej.", times=0
    )
    desk.sandbox.faults.plan(refused)
    desk.asks()
    desk.turns(1)

    assert "Fortnox said no: “Nej.”" in words(karin.get("/invoices/9001"))
    assert "Fortnox said no: “Nej.”" in words(karin.get("/payments"))


@pytest.mark.promise("P16")
def test_an_admin_says_what_an_account_is_and_takes_it_back(desk: Desk, karin: Client, elias: Client) -> None:
    desk.pays(1000, ModeOfPaymentAccount=2420)
    desk.sweeps()
    question = "What is account 2420 in the books of Fyrljus Stockholm AB?"
    where = f"/settings/connections/{desk.connection.pk}/payment-accounts"

    assert [question in words(who.get(page)) for who in (karin, elias) for page in ("/needs-you", OF_INVOICE)] == [
        True, True, False, False,
    ]  # fmt: skip
    said = karin.post(where, {"account": "2420", "means": "money", "invoice": "9001"}, follow=True)
    assert "Account 2420 is money from now on. Brygga looks at one invoice again." in words(said)
    desk.works()
    assert "Nothing needs you" in words(karin.get("/needs-you"))
    assert "Payment 17 in Fortnox Money · account 2420" in words(karin.get(OF_INVOICE))

    assert "2420 · Money" in words(karin.get(f"/settings/connections/{desk.connection.pk}"))
    back = karin.post(f"{where}/2420/taken-back", follow=True)
    assert "What account 2420 is, is asked about again. Brygga looks at one invoice again." in words(back)
    desk.works()
    assert (desk.shown, desk.told) == ([], ["account_unclear"])
    assert karin.post(where, {"account": "1930", "means": "money"}).status_code == 404
