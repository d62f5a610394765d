"""A person plays the project manager on the pages: the same behaviour as the API's, never counted as its requests."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO

import pytest
from werkzeug.test import Client

from sandbox.app import create_app
from sandbox.clock import SandboxClock
from tests.sandbox.productive.conftest import NOON, Caller
from tests.sandbox.productive.test_amounts import facts

HOME = "/productive/20401/invoices"
LINE = {
    "description": "Formgivning\r\n& form", "quantity": "2,5", "unit_id": "1", "unit_price": "1 250,00", "discount": "",
    "tax_rate": "50125", "service_type": "402", "act": "save",
}  # fmt: skip


def look(productive: Caller, path: str) -> str:
    response = productive.client.get(path)
    assert response.status_code == 200, path
    return unescape(response.get_data(as_text=True))


def do(productive: Caller, path: str, **form: str) -> str:
    """Send a form that is accepted; where it leads."""
    response = productive.client.post(path, data=form)
    assert response.status_code == 303, response.get_data(as_text=True)
    return str(response.headers["Location"]).removeprefix("http://localhost")


def refused(productive: Caller, path: str, **form: str) -> str:
    response = productive.client.post(path, data=form)
    assert response.status_code == 422
    return unescape(re.search(r'role="alert">([^<]*)<', response.get_data(as_text=True))[1])  # type: ignore[index]


def offered(page: str) -> set[str]:
    """The steps that a page offers."""
    steps = (
        "Finalize invoice", "Delete draft", "Mark as sent", "Take sending back", "Create credit note", "Save line",
        "Add payment",
    )  # fmt: skip
    return {step for step in steps if step in page}


@pytest.fixture
def draft(productive: Caller) -> str:
    """The page of a new draft with one line of 3,906.25 in all."""
    said = {"company": "7001", "subsidiary": "501", "currency": "SEK", "invoiced_on": "2026-11-24"}
    page = do(productive, HOME, **said, subject="Ny")
    do(productive, f"{page}/lines", **LINE)
    return page


def test_a_person_bills_is_paid_and_credits(productive: Caller, draft: str) -> None:
    assert "SEK 3,906.25" in look(productive, draft)
    do(productive, f"{draft}/finalize", number="")
    do(productive, f"{draft}/send", sent_on="2026-11-24")
    do(productive, f"{draft}/payments", amount="3 000,00", day="2026-11-24", note="Bankgiro", act="pay")
    assert "Partly paid" in look(productive, draft)
    do(productive, f"{draft}/payments", amount="906.25", day="2026-11-24", note="", act="write_off")
    shown = look(productive, draft)
    assert all(words in shown for words in ("Invoice 10483", ">Paid<", "Bankgiro", "Write-off", "SEK 0.00"))

    note = do(productive, f"{draft}/credit")
    assert "SEK -3,906.25" in look(productive, note)
    do(productive, f"{note}/finalize", number="")
    assert "Credit note 10484" in look(productive, draft)


def test_a_second_credit_note_takes_back_the_rest(productive: Caller, draft: str) -> None:
    do(productive, f"{draft}/finalize")
    first = do(productive, f"{draft}/credit")
    line = productive.all(f"/line_items?filter[invoice_id]={first.rpartition('/')[2]}")[0]["id"]
    do(productive, f"{first}/lines/{line}", **(LINE | {"quantity": "-1"}))
    do(productive, f"{first}/finalize")
    second = do(productive, f"{draft}/credit")
    do(productive, f"{second}/finalize")

    shown = facts(productive, draft.rpartition("/")[2])
    assert (shown["amount_credited_with_tax"], shown["amount_unpaid"]) == (390_625, 0)


def test_a_person_changes_and_deletes_lines_and_drafts(productive: Caller, draft: str) -> None:
    line = productive.all(f"/line_items?filter[invoice_id]={draft.rpartition('/')[2]}")[0]["id"]
    do(productive, f"{draft}/lines/{line}", **(LINE | {"unit_price": "1,300.00", "discount": "10"}))
    assert productive.get(f"/line_items/{line}")["data"]["attributes"]["amount"] == 292_500
    do(productive, f"{draft}/lines/{line}", act="delete")
    assert "SEK 0.00" in look(productive, draft)
    do(productive, f"{draft}/details", subject="Annat", invoiced_on="2026-11-20", pay_on="", discount="", note="Hej")
    assert "Annat" in look(productive, draft)

    assert do(productive, f"{draft}/delete") == HOME
    assert productive.client.get(draft).status_code == 404


def test_a_person_takes_a_payment_and_the_sending_back(productive: Caller) -> None:
    page = f"{HOME}/8007"
    payment = productive.all("/payments?filter[invoice_id]=8007")[0]["id"]
    do(productive, f"{page}/payments/{payment}/delete")
    do(productive, f"{page}/unsend")

    assert (facts(productive, "8007")["amount_paid"], facts(productive, "8007")["sent_on"]) == (0, None)


@pytest.mark.promise("P3")
def test_a_number_is_changed_until_the_invoice_was_sent(productive: Caller) -> None:
    page = f"{HOME}/8021"
    said = {"subject": "Skyltar", "invoiced_on": facts(productive, "8021")["invoiced_on"]}
    assert 'name="number"' in look(productive, page)
    do(productive, f"{page}/details", number="10999", **said)
    assert facts(productive, "8021")["number"] == "10999"
    do(productive, f"{page}/send", sent_on="2026-11-24")
    assert 'name="number"' not in look(productive, page)
    assert refused(productive, f"{page}/details", number="11000", **said)
    assert facts(productive, "8021")["number"] == "10999"


@pytest.mark.promise("P4")
def test_a_file_is_attached_fetched_and_deleted(productive: Caller) -> None:
    page = f"{HOME}/9001"
    response = productive.client.post(f"{page}/files", data={"file": (BytesIO(b"%PDF-1.4"), "Bilaga.pdf")})
    assert response.status_code == 303
    identity = productive.get("/invoices/9001?include=attachment")["included"][0]["id"]
    assert "Bilaga.pdf" in look(productive, page)
    assert productive.client.get(f"{page}/files/{identity}").get_data() == b"%PDF-1.4"
    assert productive.client.get(f"{HOME}/9002/files/{identity}").status_code == 404
    assert refused(productive, f"{page}/files") == "file: can't be blank"
    do(productive, f"{page}/files/{identity}/delete")
    assert "Bilaga.pdf" not in look(productive, page)


def test_what_productive_refuses_is_said_and_nothing_changes(productive: Caller) -> None:
    before = facts(productive, "8021")

    assert refused(productive, f"{HOME}/8021/payments", amount="1", day="2026-11-24") == (
        "invoice: Invoice must be sent before it is paid"
    )
    assert refused(productive, f"{HOME}/8021/delete") == "Invoice can't be deleted"
    assert refused(productive, f"{HOME}/8021/lines", **(LINE | {"quantity": "many"})) == "quantity: is not a number"
    assert refused(productive, f"{HOME}/8021/lines", **(LINE | {"quantity": "NaN"})) == "quantity: is not a number"
    assert refused(productive, f"{HOME}/8021/lines/900101", **LINE) == "Record not found"
    assert refused(productive, f"{HOME}/8021/dance") == "Record not found"
    assert refused(productive, HOME, company="7001", currency="SEK") == "invoiced on: can't be blank"
    assert facts(productive, "8021") == before


def test_it_offers_only_what_can_be_done(productive: Caller) -> None:
    draft, unsent, sent = (look(productive, f"{HOME}/{one}") for one in ("9001", "8021", "8022"))

    assert offered(draft) == {"Finalize invoice", "Delete draft", "Save line"}
    assert offered(unsent) == {"Mark as sent", "Create credit note", "Save line", "Add payment"}
    assert offered(sent) == {"Take sending back", "Create credit note", "Add payment"}


@pytest.mark.parametrize(
    ("query", "present", "absent"),
    [
        ("", "9012", "8001"),
        ("page=2", "8001", "9012"),
        ("state=Draft", "9001", "8021"),
        ("state=Paid", "8001", "9001"),
        ("state=Partly+paid", "8007", "8001"),
        ("q=norrsken+portal", "9001", "9002"),
        ("page=%C2%B2&state=Overdue", "8010", "9001"),
    ],
)
def test_it_lists_invoices_by_state_and_words(productive: Caller, query: str, present: str, absent: str) -> None:
    shown = look(productive, f"{HOME}?{query}")

    assert f'{HOME}/{present}"' in shown
    if query:
        assert f'{HOME}/{absent}"' not in shown


def test_it_escapes_what_a_form_says(productive: Caller, draft: str) -> None:
    do(productive, f"{draft}/lines", **(LINE | {"description": "</textarea><script>alert(1)</script>"}))
    do(productive, f"{draft}/details", subject='"><script>', invoiced_on="2026-11-24")
    for path in (draft, HOME, f"{HOME}?q=%22%3E%3Cscript%3E"):
        assert "<script" not in productive.client.get(path).get_data(as_text=True)


def test_it_takes_no_form_from_another_site(productive: Caller) -> None:
    response = productive.client.post(f"{HOME}/9001/delete", headers={"Origin": "https://elsewhere.example"})

    assert response.status_code == 404
    assert facts(productive, "9001")["finalized_on"] is None
    assert productive.client.post(f"{HOME}/9001/delete", headers={"Origin": "http://localhost"}).status_code == 303


@pytest.mark.parametrize("path", ["/productive/20402/invoices/9001/delete", "/productive/1/invoices", "/productive/x"])
def test_it_does_nothing_to_another_organisation(productive: Caller, path: str) -> None:
    assert productive.client.post(path).status_code == 404
    assert productive.get("/invoices/9001")["data"]["id"] == "9001"


def test_playing_is_no_request_of_the_api() -> None:
    sandbox = create_app("small_productive", clock=SandboxClock(frozen_at=NOON))
    client = Client(sandbox)
    assert client.post(f"{HOME}/9001/finalize").status_code == 303
    assert client.get(HOME).status_code == 200

    assert sandbox.requests.seen(remote="productive") == []


def test_a_person_asks_for_an_expense_in_a_line(productive: Caller, draft: str) -> None:
    assert "Utlägg: tillståndsavgift, Polismyndigheten</option>" in look(productive, draft)
    do(productive, f"{draft}/lines", **LINE, expense="5501")
    [line] = productive.all(f"/line_items?filter[expense_id]=5501&filter[invoice_id]={draft.rpartition('/')[2]}")
    do(productive, f"{draft}/lines/{line['id']}", **LINE)
    assert productive.all("/line_items?filter[expense_id]=5501")[-1]["id"] == line["id"]
    do(productive, f"{draft}/lines/{line['id']}", **LINE, expense="")

    assert [one["id"] for one in productive.all("/line_items?filter[expense_id]=5501")] == ["900304"]
