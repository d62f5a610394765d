"""Files on invoices: bare arrays, errors of another shape, and what goes out with the mail."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from sandbox.fortnox import outbox, switches
from tests.sandbox.bookkeeper import booked
from tests.sandbox.fortnox.test_files import uploaded
from tests.sandbox.ledger import Ledger, row

ROOT = "/fortnox/api/fileattachments/attachments-v1"


def ask(ledger: Ledger, method: str, path: str = "", body: Any = None, **params: Any) -> httpx.Response:
    ledger.sandbox.clock.advance(ledger.pace_seconds)
    headers = {"Authorization": f"Bearer {ledger.token}"}
    return ledger.client.request(method, f"{ROOT}{path}", json=body, params=params or None, headers=headers)


def trouble(ledger: Ledger, method: str, path: str = "", body: Any = None, **params: Any) -> tuple[int, str]:
    """Status and word of a refusal, in the shape that this service has."""
    answer = ask(ledger, method, path, body, **params)
    told = answer.json()
    assert set(told) == {"error", "id", "message"}
    return answer.status_code, told["error"]


def wanted(ledger: Ledger, *, name: str = "bilaga.pdf", **fields: Any) -> dict[str, Any]:
    """An attachment of a new file to invoice 10483."""
    return {"entityId": 10483, "entityType": "F", "fileId": uploaded(ledger, name=name)["ArchiveFileId"], **fields}


def attached(ledger: Ledger, **fields: Any) -> dict[str, Any]:
    return dict(ask(ledger, "POST", body=[wanted(ledger, **fields)]).json()[0])


@pytest.fixture(autouse=True)
def invoice(ledger: Ledger) -> dict[str, Any]:
    return ledger.invoice(row())


def test_it_attaches_by_a_bare_array(ledger: Ledger) -> None:
    body = [wanted(ledger, includeOnSend=True), wanted(ledger)]
    answer = ask(ledger, "POST", body=body)
    made = answer.json()
    assert (answer.status_code, len(made)) == (201, 2)
    assert [{name: row[name] for name in body[0]} for row in made] == [body[0], {**body[1], "includeOnSend": False}]
    assert len({row["id"] for row in made}) == 2
    assert ask(ledger, "GET", entityid=10483, entitytype="F").json() == made


def test_it_counts_and_lists_many_documents_at_once(ledger: Ledger) -> None:
    attached(ledger)
    ledger.invoice()
    counts = ask(ledger, "GET", "/numberofattachments", entityids="10483,10484", entitytype="F").json()
    assert counts == [
        {"entityId": 10483, "numberOfAttachments": 1},
        {"entityId": 10484, "numberOfAttachments": 0},
    ]
    assert len(ask(ledger, "GET", entityid="10483,10484", entitytype="F").json()) == 1


def test_only_the_sending_can_be_changed(ledger: Ledger) -> None:
    made = attached(ledger)
    path = f"/{made['id']}"
    assert ask(ledger, "PUT", path, {"includeOnSend": True}).json() == {**made, "includeOnSend": True}
    assert trouble(ledger, "PUT", path, {"includeOnSend": True, "entityId": 1}) == (400, "field_not_writable")
    assert trouble(ledger, "PUT", path, {"id": "other", "includeOnSend": True}) == (400, "mismatch_attachment_id")
    assert trouble(ledger, "PUT", path, {}) == (400, "missing_mandatory_field")


def test_it_is_taken_off_again(ledger: Ledger) -> None:
    made = attached(ledger)
    assert ask(ledger, "DELETE", f"/{made['id']}").status_code == 204
    for method, body in (("DELETE", None), ("PUT", {"includeOnSend": True})):
        assert trouble(ledger, method, f"/{made['id']}", body) == (404, "attachment_not_found")


def test_the_sixth_file_stays_at_home(ledger: Ledger) -> None:
    """At most five go out; a sixth gets false (docs)."""
    made = [attached(ledger, includeOnSend=True)["includeOnSend"] for _ in range(6)]
    assert made == [True] * 5 + [False]
    last = ask(ledger, "GET", entityid=10483, entitytype="F").json()[-1]
    word = "attachment_files_max_count_exceeded"
    assert trouble(ledger, "PUT", f"/{last['id']}", {"includeOnSend": True}) == (400, word)


def test_it_checks_beforehand_what_could_go_out(ledger: Ledger) -> None:
    rows = [wanted(ledger, includeOnSend=True) for _ in range(6)]
    assert ask(ledger, "POST", "/validateincludedonsend", rows[:5]).status_code == 204
    word = "attachment_files_max_count_exceeded"
    assert trouble(ledger, "POST", "/validateincludedonsend", rows) == (400, word)
    assert ledger.books.table("attachments") == {}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"fileId": "unknown"}, (404, "file_not_found")),
        ({"entityId": 999}, (404, "document_not_found")),
        ({"entityType": "O"}, (400, "mixed_documents")),
        ({"fileId": ""}, (400, "missing_mandatory_field")),
        ({"entityId": None}, (400, "missing_mandatory_field")),
        ({"name": "bilaga.txt", "includeOnSend": True}, (400, "wrong_file_type")),
    ],
)
def test_it_refuses_in_its_own_words(ledger: Ledger, fields: dict[str, Any], expected: tuple[int, str]) -> None:
    body = [wanted(ledger), wanted(ledger, **fields)]
    assert trouble(ledger, "POST", body=body) == expected
    assert ledger.books.table("attachments") == {}, "all or nothing"


def test_it_knows_the_documents_of_invoices_only(ledger: Ledger) -> None:
    assert trouble(ledger, "POST", body=[wanted(ledger, entityType="O")]) == (404, "document_not_found")


def test_it_has_bounds_for_a_file_a_request_and_a_document(ledger: Ledger) -> None:
    """That there are bounds is documented; those of a request and of a document are guesses."""
    row = wanted(ledger)
    assert trouble(ledger, "POST", body=[row] * 51) == (400, "too_many_attachments_in_one_request")
    for _ in range(2):
        assert ask(ledger, "POST", body=[row] * 50).status_code == 201
    assert trouble(ledger, "POST", body=[row]) == (400, "max_total_attachments_exceeded")
    file = next(iter(ledger.books.table("files").values()))
    file["Size"] = 5_000_001
    assert trouble(ledger, "POST", body=[row]) == (400, "file_too_big")


def test_it_wants_a_file_of_the_right_folder_by_the_right_id(ledger: Ledger) -> None:
    file = uploaded(ledger)
    elsewhere = uploaded(ledger, "inbox?path=Inbox_s")
    plain = {"entityId": 10483, "entityType": "F"}
    assert trouble(ledger, "POST", body=[{**plain, "fileId": file["Id"]}]) == (404, "file_not_found")
    wrong = [{**plain, "fileId": elsewhere["ArchiveFileId"]}]
    assert trouble(ledger, "POST", body=wrong) == (400, "wrong_file_location")


def test_it_wants_an_array_with_something_in_it(ledger: Ledger) -> None:
    assert trouble(ledger, "POST", body=[]) == (400, "no_attachment_provided")
    unfit: list[Any] = [{"Attachment": {}}, ["x"], None]
    for body in unfit:
        assert trouble(ledger, "POST", body=body)[0] == 400
    assert trouble(ledger, "GET", entitytype="F") == (400, "missing_mandatory_field")
    assert trouble(ledger, "PATCH", "/x")[0] == 404


def test_it_stays_under_the_size_that_can_be_mailed(ledger: Ledger) -> None:
    """15 MB together (docs)."""
    for _ in range(4):
        file = uploaded(ledger)
        ledger.books.table("files")[file["Id"]]["Size"] = 5_000_000
        answer = ask(ledger, "POST", body=[{**wanted(ledger), "fileId": file["ArchiveFileId"], "includeOnSend": True}])
    assert (answer.status_code, answer.json()["error"]) == (400, "attachment_files_max_size_exceeded")


def test_what_is_attached_goes_out_with_the_mail(ledger: Ledger) -> None:
    attached(ledger, name="tidrapport.pdf", includeOnSend=True)
    attached(ledger, name="intern.pdf")
    ledger.get("invoices/10483/email")
    assert outbox.letters(ledger.sandbox.store)[0]["Attached"] == ["tidrapport.pdf"]


def test_a_booked_invoice_takes_files_unless_the_switch_says_no(ledger: Ledger) -> None:
    number = int(booked(ledger)["DocumentNumber"])
    assert ask(ledger, "POST", body=[wanted(ledger, entityId=number)]).status_code == 201
    switches.turn(ledger.sandbox.store, "attach_to_booked", to=False)
    assert trouble(ledger, "POST", body=[wanted(ledger, entityId=number)])[0] == 400


def test_its_scope_is_what_the_switch_says(ledger: Ledger) -> None:
    """The documentation names none."""
    outsider = Ledger(client=ledger.client, sandbox=ledger.sandbox, scope="inbox archive invoice")
    assert trouble(outsider, "GET", entityid=10483, entitytype="F")[0] == 403
    switches.turn(ledger.sandbox.store, "attachments_scope", to="inbox")
    assert ask(outsider, "GET", entityid=10483, entitytype="F").status_code == 200


def test_without_a_token_the_gateway_answers(ledger: Ledger) -> None:
    answer = ledger.client.get(ROOT, params={"entityid": 1, "entitytype": "F"})
    assert (answer.status_code, answer.content) == (401, b'{"message":"unauthorized"}')
