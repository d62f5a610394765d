"""Copying a credit note: Fortnox credits the original, the note is dated, compared, linked, and numbered alike."""

from __future__ import annotations

import pytest

from brygga.connections import opening
from brygga.connections.models import By, IntegrationSettings
from brygga.copying.models import Copy
from brygga.copying.states import CopyState, Does
from brygga.links.models import DocumentLink
from sandbox.faults import Fault
from tests.copying.conftest import Desk
from tests.documents.reading import text_of
from tests.faults.flows import file_in_fortnox

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def original(desk: Desk) -> Copy:
    """9001, in Fortnox and booked there."""
    copy = desk.work(desk.ask("9001"))
    assert copy.state == CopyState.COPIED, (copy.reason, copy.problems)
    desk.books(copy.fortnox_document_number)
    return copy


@pytest.mark.promise("P13")
def test_it_credits_the_whole_invoice_in_fortnox(desk: Desk, original: Copy) -> None:
    note = desk.credits_in_productive("9001")
    copy = desk.work(desk.ask(note, nonce="credit"))

    assert (copy.state, copy.problems) == (CopyState.COPIED, []), (copy.reason, copy.problems)
    number = copy.fortnox_document_number
    first, made = desk.fortnox(original.fortnox_document_number), desk.fortnox(number)
    assert (first["CreditInvoiceReference"], made["InvoiceReference"]) == (number, original.fortnox_document_number)
    assert (float(made["Total"]), made["Credit"]) == (-float(first["Total"]), "true")
    told = desk.productive(note)
    assert (told["number"], told["exported"], told["export_id"]) == (number, True, number)
    assert made["ExternalInvoiceReference1"] == f"BRY-20401-{note}-1."
    link = DocumentLink.objects.get(productive_invoice_id=note)
    assert (link.fortnox_document_number, link.credits) == (number, original.fortnox_document_number)


@pytest.mark.promise("P14")
def test_create_credit_note_makes_one_draft_in_productive_and_finds_it_again(desk: Desk, original: Copy) -> None:
    first = desk.makes_drafts(original, Does.CREDIT_NOTE)
    second = desk.makes_drafts(original, Does.CREDIT_NOTE, nonce="again")

    notes = desk.credit_notes_in_productive("9001")
    assert first == second == notes
    made, source = desk.productive(notes[0]), desk.productive("9001")
    assert (made["finalized_on"], made["amount_with_tax"]) == (None, -source["amount_with_tax"])
    copy = desk.work(desk.ask(notes[0], nonce="credit"))
    assert (copy.state, copy.problems) == (CopyState.COPIED, [])


def kinds(copy: Copy) -> list[tuple[str, str]]:
    return [(each["kind"], each["facts"].get("why", "")) for each in copy.problems]


def stopped(desk: Desk, note: str) -> list[tuple[str, str]]:
    """What the preview says, and that nothing was changed in Fortnox."""
    before = desk.puts()
    found = [(each.kind.value, each.facts.get("why", "")) for each in desk.preview(note).problems]
    assert desk.puts() == before
    return found


@pytest.mark.promise("P13")
def test_it_is_not_possible_before_the_original_was_copied(desk: Desk) -> None:
    assert stopped(desk, "9011") == [("credit_original_not_copied", "")]


@pytest.fixture
def unbooked(desk: Desk) -> Copy:
    """9001, in Fortnox, and neither booked nor sent there."""
    copy = desk.work(desk.ask("9001"))
    assert copy.state == CopyState.COPIED, (copy.reason, copy.problems)
    return copy


def test_an_invoice_that_nobody_knows_of_is_cancelled_instead(desk: Desk, unbooked: Copy) -> None:
    note = desk.credits_in_productive("9001")

    assert stopped(desk, note) == [("not_creditable", "open")]
    assert desk.work(desk.cancel(unbooked)).state == CopyState.CANCELLED
    assert stopped(desk, note) == [("not_creditable", "cancelled")]


def test_an_issued_invoice_is_booked_first_only_with_consent(desk: Desk, unbooked: Copy) -> None:
    number = unbooked.fortnox_document_number
    desk.fortnox(number)["Sent"] = True
    note = desk.credits_in_productive("9001")

    copy = desk.work(desk.ask(note, nonce="without"))
    assert kinds(copy) == [("credit_books_first", "")]
    assert not desk.fortnox(number)["Booked"]

    copy = desk.work(desk.ask(note, nonce="with", books_first=True))
    assert (copy.state, copy.problems) == (CopyState.COPIED, [])
    assert desk.fortnox(number)["Booked"]
    assert not desk.fortnox(copy.fortnox_document_number)["Booked"]
    assert [path.rsplit("/", 1)[1] for path in desk.puts()] == ["bookkeep", "credit", copy.fortnox_document_number]


def test_an_issued_invoice_in_a_locked_period_is_not_booked(desk: Desk, unbooked: Copy) -> None:
    desk.fortnox(unbooked.fortnox_document_number)["Sent"] = True
    note = desk.credits_in_productive("9001")
    tenant = desk.connection.fortnox_tenant_id
    desk.sandbox.store.table(f"fortnox.{tenant}.company")["facts"]["LockedUntil"] = "2026-11-01"

    found = desk.preview(note, fresh=True).problems
    assert ("booking_not_possible", "period_locked") in [(each.kind, each.facts.get("why")) for each in found]


@pytest.mark.parametrize("is_sent", [True, False])
def test_under_the_cash_method_what_is_sent_is_credited_and_never_booked(
    desk: Desk, unbooked: Copy, *, is_sent: bool
) -> None:
    number = unbooked.fortnox_document_number
    desk.fortnox(number).update(AccountingMethod="CASH", Sent=is_sent)
    note = desk.credits_in_productive("9001")
    if not is_sent:
        assert stopped(desk, note) == [("not_creditable", "open")]
        return
    copy = desk.work(desk.ask(note, nonce="credit"))

    assert (copy.state, copy.problems) == (CopyState.COPIED, [])
    assert not desk.fortnox(number)["Booked"]


def part(desk: Desk, quantity: str, note: str = "") -> str:
    """A credit note of so many hours of the strategy workshop."""
    links = desk.sandbox.store.table("productive.line_items")["900101"]["related"]
    line = {
        "description": note or "Too many hours",
        "quantity": quantity,
        "unit_id": 1,
        "unit_price": 145_000,
        "tax_rate_id": links["tax_rate"],
        "service_type_id": links["service_type"],
    }
    return desk.credits_in_productive("9001", line)


def test_several_parts_are_taken_back_each_under_its_own_reference(desk: Desk, original: Copy) -> None:
    notes = [part(desk, "-2"), part(desk, "-3")]
    copies = [desk.work(desk.ask(note, nonce=f"credit {note}")) for note in notes]

    assert [(each.state, each.problems) for each in copies] == [(CopyState.COPIED, [])] * 2
    made = [desk.fortnox(each.fortnox_document_number) for each in copies]
    assert [float(each["Net"]) for each in made] == [-2900, -4350]
    assert {each["InvoiceRows"][0]["AccountNumber"] for each in made} == {3001}
    links = DocumentLink.objects.filter(credits=original.fortnox_document_number)
    assert {each.reference for each in links} == {f"BRY-20401-{note}-1." for note in notes}

    everything = desk.credits_in_productive("9001")
    assert stopped(desk, everything) == [("credit_too_large", "")]


def test_a_credit_note_made_by_hand_in_fortnox_is_named(desk: Desk, original: Copy) -> None:
    note = desk.credits_in_productive("9001")
    asked = desk.ask(note, nonce="credit")
    opening.fortnox(desk.connection, outside=desk.outside).credit_invoice(original.fortnox_document_number)

    assert stopped(desk, note) == [("not_creditable", "credited")]
    assert kinds(desk.work(asked)) == [("not_creditable", "credited")]


def test_two_notes_of_one_invoice_are_never_on_their_way_at_once(desk: Desk, unbooked: Copy) -> None:
    """The booking of the first is refused; before that is solved, the second does not overtake it."""
    desk.fortnox(unbooked.fortnox_document_number)["Sent"] = True
    notes = [desk.credits_in_productive("9001") for _ in range(2)]
    first, second = (desk.ask(note, nonce=f"credit {note}", books_first=True) for note in notes)
    desk.sandbox.faults.plan(Fault(kind="refuse", method="PUT", path="/bookkeep$", status=400, code="2003498"))

    desk.work(first)
    assert kinds(desk.work(first)) == [("remote_refused", "")]
    desk.work_until_quiet(second)
    assert kinds(second) == [("credit_under_way", "")]
    again = desk.try_again(first)
    assert (again.state, again.problems) == (CopyState.COPIED, [])


@pytest.fixture
def credited(desk: Desk, original: Copy) -> Copy:
    """The credit note of all of 9001, in Fortnox and unbooked."""
    copy = desk.work(desk.ask(desk.credits_in_productive("9001"), nonce="credit"))
    assert copy.state == CopyState.COPIED, (copy.reason, copy.problems)
    return copy


@pytest.mark.promise("P13")
def test_it_is_updated_like_an_invoice(desk: Desk, credited: Copy) -> None:
    number = credited.fortnox_document_number
    desk.edits(f"invoices/{credited.productive_invoice_id}", invoiced_on="2026-11-01", note="As agreed with Åsa")
    copy = desk.work(desk.update(credited))

    assert (copy.state, copy.problems, copy.fortnox_document_number) == (CopyState.COPIED, [], number)
    made = desk.fortnox(number)
    assert (made["InvoiceDate"], made["Remarks"].splitlines()[-1]) == ("2026-11-01", "As agreed with Åsa")
    assert len(made["InvoiceRows"]) == 4


def test_a_booked_credit_note_is_not_updated(desk: Desk, credited: Copy) -> None:
    desk.books(credited.fortnox_document_number)
    desk.edits(f"invoices/{credited.productive_invoice_id}", note="Too late")

    assert kinds(desk.work(desk.update(credited))) == [("not_changeable", "booked")]


def test_another_is_not_made_beside_it_while_nothing_is_left(desk: Desk, credited: Copy) -> None:
    found = desk.preview(credited.productive_invoice_id, ordinal=2).problems

    assert [(each.kind, each.facts.get("why")) for each in found] == [("not_creditable", "credited")]


def test_after_it_was_cancelled_another_is_an_invoice_below_zero(desk: Desk, credited: Copy, original: Copy) -> None:
    """Fortnox credits an invoice once."""
    assert desk.work(desk.cancel(credited)).state == CopyState.CANCELLED
    copy = desk.work(desk.ask(credited.productive_invoice_id, nonce="again"))

    assert (copy.state, copy.problems, copy.ordinal) == (CopyState.COPIED, [], 2)
    made, first = desk.fortnox(copy.fortnox_document_number), desk.fortnox(original.fortnox_document_number)
    assert float(made["Total"]) == -float(first["Total"])
    assert desk.puts().count(f"/fortnox/3/invoices/{original.fortnox_document_number}/credit") == 1


def test_a_change_of_the_claim_in_fortnox_is_named(desk: Desk, original: Copy) -> None:
    note = desk.credits_in_productive("9001")
    desk.fortnox(original.fortnox_document_number)["InvoiceRows"][0]["Price"] = "1000"

    assert ("credit_original_changed", "") in stopped(desk, note)


def test_credit_and_replace_makes_both_drafts_once(desk: Desk, original: Copy) -> None:
    note, replacement = desk.makes_drafts(original, Does.REPLACE)

    made, again = desk.productive(note), desk.productive(replacement)
    source = desk.productive("9001")
    assert (made["invoice_type_id"], made["amount"]) == (2, -source["amount"])
    assert (again["invoice_type_id"], again["amount"], again["subject"]) == (1, source["amount"], source["subject"])
    assert (again["number"], again["finalized_on"], again["exported"]) == (None, None, False)


def test_what_is_left_is_credited_line_by_line_of_its_kind(desk: Desk, original: Copy) -> None:
    desk.work(desk.ask(part(desk, "-2"), nonce="part"))
    (note,) = desk.makes_drafts(original, Does.CREDIT_NOTE)

    left = desk.productive("9001")["amount_with_tax"] - 2 * 145_000 * 5 // 4
    assert desk.productive(note)["amount_with_tax"] == -left
    copy = desk.work(desk.ask(note, nonce="the rest"))
    assert (copy.state, copy.problems) == (CopyState.COPIED, [])
    assert desk.makes_drafts(original, Does.CREDIT_NOTE, nonce="nothing") == []
    original.refresh_from_db()
    assert kinds(original) == [("draft_nothing_left", "")]


def test_its_own_pdf_names_the_invoice_that_it_credits(desk: Desk, original: Copy) -> None:
    IntegrationSettings.objects.update(pdf_by=By.PRODUCTIVE)
    copy = desk.work(desk.ask(desk.credits_in_productive("9001"), nonce="credit"))

    assert (copy.state, copy.problems) == (CopyState.COPIED, [])
    said = text_of(file_in_fortnox(desk.sandbox, copy, tenant=desk.connection.fortnox_tenant_id))
    assert "Kreditfaktura" in said
    assert f"Krediterar faktura {original.fortnox_document_number}" in " ".join(said.split())
