"""An account whose number tells nothing: a person says once what it is, for every invoice of these books."""

from __future__ import annotations

import pytest

from brygga.accounting.payment_effects import Means
from brygga.connections.permission import NotPermitted
from brygga.history.models import Event
from brygga.payments.account_meanings import decide, take_back
from brygga.payments.models import PaymentSync
from brygga.tenants.models import User
from tests.payments.desk import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.promise("P16")]

TODAY = "2026-11-02"
ADVANCES = 2420


def says(desk: Desk, means: Means, *, user: User | None = None, account: int = ADVANCES) -> int:
    return decide(desk.connection, account, means, user=user or desk.user, outside=desk.outside)


def kinds(desk: Desk) -> list[list[str]]:
    rows = PaymentSync.objects.order_by("link__productive_invoice_id")
    return [[told["kind"] for told in each.disagreements] for each in rows]


def test_what_is_money_is_brought_on_every_invoice_that_waits_for_it(desk: Desk) -> None:
    desk.pays(1000, ModeOfPaymentAccount=ADVANCES)
    first = desk.number
    desk.copies("9002")
    desk.pays(100, ModeOfPaymentAccount=ADVANCES)
    desk.number = first
    desk.sweeps()
    waiting = kinds(desk)

    looks = says(desk, Means.MONEY)
    desk.works()

    assert waiting == [["account_unclear"], ["account_unclear"]]
    assert (looks, kinds(desk)) == (2, [[], []])
    assert desk.shown == [f"1000.00 {TODAY}"]
    desk.pays(200, ModeOfPaymentAccount=ADVANCES)
    desk.sweeps()
    assert (desk.shown, desk.told) == ([f"1000.00 {TODAY}", f"200.00 {TODAY}"], [])


@pytest.mark.parametrize(
    ("means", "shown", "standing"),
    [(Means.WRITE_OFF, [f"1000.00 written off {TODAY}"], "open"), (Means.CLAIM, [], "open")],
)
def test_what_is_a_write_off_or_a_claim_is_no_money(desk: Desk, means: Means, shown: list[str], standing: str) -> None:
    desk.pays(1000, ModeOfPaymentAccount=ADVANCES)
    desk.sweeps()

    says(desk, means)
    desk.works()

    assert (desk.shown, desk.told, desk.sync.standing) == (shown, [], standing)


def test_what_was_said_is_taken_back_and_another_word_goes_the_same_way(desk: Desk) -> None:
    payment = desk.pays(1000, ModeOfPaymentAccount=ADVANCES)
    desk.sweeps()
    says(desk, Means.MONEY)
    desk.works()

    says(desk, Means.WRITE_OFF)
    desk.works()
    written_off = desk.shown
    looks = take_back(desk.connection, ADVANCES, user=desk.user, outside=desk.outside)
    desk.works()

    assert written_off == [f"1000.00 written off {TODAY}"]
    assert (looks, desk.shown, desk.told) == (1, [], ["account_unclear"])
    told = Event.objects.filter(kind__startswith="account_").order_by("number")
    assert [(each.before, each.after) for each in told] == [
        (None, "money"),
        ("money", "write_off"),
        ("write_off", None),
    ]
    assert {each.actor for each in told} == {desk.user.shown_name()}
    gone = Event.objects.filter(kind="payment_not_brought")
    assert [each.facts["payment"] for each in gone] == [payment, payment]


def test_only_an_admin_says_so_and_only_of_an_account_that_does_not_tell(desk: Desk, finance_user: User) -> None:
    with pytest.raises(NotPermitted):
        says(desk, Means.MONEY, user=finance_user)
    for account in (1930, 1515, 6570, 0):
        with pytest.raises(ValueError, match="cannot be"):
            says(desk, Means.CLAIM, account=account)
    assert says(desk, Means.MONEY) == 0
    assert take_back(desk.connection, 1687, user=desk.user, outside=desk.outside) == 0
