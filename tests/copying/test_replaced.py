"""Copies whose connection is replaced: what was sent is finished where it is, and nothing new goes to other books."""

from __future__ import annotations

import pytest

from brygga.connections.models import Connection, Subsidiary
from brygga.copying.models import Copy
from brygga.copying.states import CopyState
from brygga.links.models import DocumentLink
from sandbox.faults import Fault
from sandbox.worlds import cast
from tests.connections.journeys import asks, replaces
from tests.copying.conftest import Desk
from tests.copying.test_twins import run_for
from tests.faults.flows import assert_copied_once, invoices_made
from tests.faults.telling import assert_explained, explanations

pytestmark = [pytest.mark.django_db, pytest.mark.promise("P2")]

NEW_INVOICE = "/3/invoices$"


def move_the_account(desk: Desk) -> Connection:
    """Göteborg takes over the account of Stockholm."""
    goteborg = Subsidiary.objects.get(productive_subsidiary_id=cast.GOTEBORG.productive_id)
    return replaces(asks(desk.user, goteborg, outside=desk.outside), outside=desk.outside)


def move_the_subsidiary(desk: Desk, seller: cast.Seller = cast.GOTEBORG) -> Connection:
    """Stockholm gets another account."""
    question = asks(desk.user, desk.connection.subsidiary, tenant_id=seller.fortnox_tenant_id, outside=desk.outside)
    return replaces(question, outside=desk.outside)


def kinds(copy: Copy) -> list[str]:
    return [problem["kind"] for problem in copy.problems]


def test_a_copy_that_waits_stops_and_names_who_has_the_account_now(desk: Desk) -> None:
    copy = desk.ask("9001")
    invoices = desk.invoices_in_fortnox()
    move_the_account(desk)

    desk.work(copy)

    assert (copy.state, kinds(copy)) == (CopyState.BLOCKED, ["connection_replaced"])
    assert desk.invoices_in_fortnox() == invoices
    assert_explained(copy)
    assert "Fyrljus Göteborg AB" in explanations(copy)[0].title


def test_a_copy_that_waits_asks_before_it_goes_to_the_subsidiarys_other_books(desk: Desk) -> None:
    copy = desk.ask("9001")
    move_the_subsidiary(desk)

    desk.work(copy)

    assert kinds(copy) == ["connection_replaced"]
    explanation = explanations(copy)[0]
    assert "is connected to the Fortnox account of Fyrljus Göteborg AB now" in explanation.title
    assert "Look at the preview again" in explanation.remedy


def test_what_landed_without_an_answer_is_found_although_the_account_moved(desk: Desk) -> None:
    desk.sandbox.faults.plan(Fault(kind="lose_answer", method="POST", path=NEW_INVOICE))
    copy = desk.work(desk.ask("9001"))
    assert copy.state == CopyState.UNCLEAR
    move_the_account(desk)

    desk.work_until_quiet(copy)

    assert_copied_once(copy.id, desk.sandbox, tenant=desk.connection.fortnox_tenant_id)


def test_what_never_arrived_is_not_sent_again_to_an_account_that_moved(desk: Desk) -> None:
    desk.sandbox.faults.plan(Fault(kind="break_before", method="POST", path=NEW_INVOICE))
    copy = desk.work(desk.ask("9001"))
    assert copy.state == CopyState.UNCLEAR
    move_the_account(desk)

    desk.work_until_quiet(copy)

    assert (copy.state, kinds(copy)) == (CopyState.BLOCKED, ["connection_replaced"])
    assert not invoices_made(copy, desk.sandbox, tenant=desk.connection.fortnox_tenant_id)


def test_what_was_sent_to_books_that_nobody_reaches_now_waits_until_they_are_connected_again(desk: Desk) -> None:
    desk.sandbox.faults.plan(Fault(kind="lose_answer", method="POST", path=NEW_INVOICE))
    copy = desk.work(desk.ask("9001"))
    move_the_subsidiary(desk)
    desk.outside.clock.sleep(600)
    desk.work(copy)

    assert (copy.state, kinds(copy)) == (CopyState.UNCLEAR, ["connection_replaced"])
    assert_explained(copy)
    assert "then finishes what it began" in explanations(copy)[0].remedy
    move_the_subsidiary(desk, cast.STOCKHOLM)
    desk.work_until_quiet(copy)
    assert_copied_once(copy.id, desk.sandbox, tenant=desk.connection.fortnox_tenant_id)


def test_an_account_that_moves_in_the_middle_of_a_turn_gets_nothing_more(desk: Desk) -> None:
    """The intention stands already, and the account moves while its token is being renewed."""
    desk.sandbox.faults.plan(Fault(kind="throttle", method="POST", path=NEW_INVOICE))
    copy = desk.work(desk.ask("9001"))
    desk.outside.clock.sleep(2 * 3600)
    desk.sandbox.requests.clear()
    moved: list[Connection] = []
    desk.meanwhile("POST", "/oauth-v1/token", lambda: moved.append(move_the_account(desk)))

    desk.work(copy)

    assert moved
    assert (copy.state, kinds(copy)) == (CopyState.BLOCKED, ["connection_replaced"])
    assert not desk.sandbox.requests.seen(method="POST", path=NEW_INVOICE)


def test_what_was_copied_before_stays_copied_and_linked_to_the_same_books(desk: Desk) -> None:
    copy = desk.work(desk.ask("9001"))
    move_the_account(desk)

    copy.refresh_from_db()
    link = DocumentLink.objects.get(is_live=True)
    assert copy.state == CopyState.COPIED
    assert (link.fortnox_tenant_id, link.connection_id) == (cast.STOCKHOLM.fortnox_tenant_id, desk.connection.id)
    assert [each.kind for each in desk.preview("9001").problems] == ["not_connected", "already_copied"]


def test_a_twin_is_found_and_cancelled_although_the_account_moved(desk: Desk) -> None:
    desk.sandbox.faults.plan(Fault(kind="land_late", seconds=250, method="POST", path=NEW_INVOICE))
    copy = desk.work(desk.ask("9001"))
    run_for(desk, 240)
    move_the_account(desk)

    desk.work_until_quiet(copy)

    assert_copied_once(copy.id, desk.sandbox, tenant=desk.connection.fortnox_tenant_id, twin_may_have_been=True)
