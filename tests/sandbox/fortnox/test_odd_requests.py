"""Odd parameters, forms and commands at every door of Fortnox: an answer each time, never a fall.

Odd values of fields are tried in `test_odd_values`, bodies of the specification in `test_fuzz`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from werkzeug.test import Client

from sandbox.app import Sandbox
from sandbox.fortnox.events import Session, text
from sandbox.worlds.cast import FORTNOX_CLIENT_ID, FORTNOX_CLIENT_SECRET
from tests.sandbox.ledger import Ledger
from tests.sandbox.wires import IN_PROCESS, wire_to

ODD = (
    "", "0", "-1", "x", "²", "١٢", "9" * 5000, "1e5", "\x00", "<", "å", "0001-01-01", "9999-12-31", "2026-02-30",
    "2026-11-02 99:99", "2026-W45-1",
)  # fmt: skip
LISTS = (
    "accounts", "archive", "articles", "customers", "financialyears", "inbox", "invoicepayments", "invoices",
    "predefinedaccounts", "predefinedvoucherseries", "termsofpayments", "units", "vouchers", "voucherseries",
)  # fmt: skip
PARAMETERS = (
    "limit", "page", "offset", "sortby", "sortorder", "lastmodified", "filter", "fromdate", "todate", "financialyear",
    "financialyeardate", "date", "label", "accountnumberfrom", "invoicenumber", "documentnumber", "fileid", "path",
)  # fmt: skip
ANSWERS = frozenset({200, 201, 204, 302, 400, 401, 403, 404})
ODD_JSON: tuple[Any, ...] = (
    None, "", "x", "\ud800", 0, -1, True, 1.5, 10**30, "9" * 5000, [], [None], [[]], [{}], {}, {"topic": []},
    [{"topic": []}], [{"topic": "invoices", "offset": []}], [{"topic": "invoices", "offset": "9" * 5000}],
)  # fmt: skip
COMMANDS = ("add-tenants-v1", "remove-tenants-v1", "list-tenants-v1", "add-topics-v1", "subscribe-v1", "x")
ATTACHMENTS = "/fortnox/api/fileattachments/attachments-v1"


@pytest.fixture
def caller(ledger_sandbox: Sandbox) -> Iterator[Ledger]:
    with wire_to(ledger_sandbox, IN_PROCESS) as client:
        yield Ledger(client=client, sandbox=ledger_sandbox)


def status(caller: Ledger, method: str, path: str, **sent: Any) -> int:
    """Whatever goes wrong in the sandbox is raised here."""
    caller.sandbox.clock.advance(caller.pace_seconds)
    headers = {"Authorization": f"Bearer {caller.token}", **sent.pop("headers", {})}
    return Client(caller.sandbox).open(path, method=method, headers=headers, **sent).status_code


@pytest.mark.parametrize("path", LISTS)
def test_a_list_answers_any_value_of_any_parameter(caller: Ledger, path: str) -> None:
    odd = [
        (name, value[:20])
        for name, value in product(PARAMETERS, ODD)
        if status(caller, "GET", f"/fortnox/3/{path}", query_string={name: value}) not in ANSWERS
    ]
    assert not odd


def test_attachments_answer_any_value_of_any_field(caller: Ledger) -> None:
    whole = {"entityId": 10482, "entityType": "F", "fileId": "x", "includeOnSend": True}
    bodies = [*ODD_JSON, *([{**whole, name: value}] for name, value in product((*whole, "id"), ODD_JSON))]
    calls = [("POST", ""), ("POST", "/validateincludedonsend"), ("PUT", "/x")]
    odd = [
        (path, str(body)[:80])
        for (method, path), body in product(calls, bodies)
        if status(caller, method, f"{ATTACHMENTS}{path}", json=body) not in ANSWERS
    ]
    assert not odd
    for value in ODD:
        for path, name in (("", "entityid"), ("/numberofattachments", "entityids")):
            asked = {name: value, "entitytype": value}
            assert status(caller, "GET", f"{ATTACHMENTS}{path}", query_string=asked) in ANSWERS


@pytest.mark.parametrize("grant_type", ["authorization_code", "refresh_token", "client_credentials", "x"])
def test_the_token_endpoint_answers_any_form(caller: Ledger, grant_type: str) -> None:
    for name, value in product(("grant_type", "code", "refresh_token", "redirect_uri"), ODD):
        form = {"grant_type": grant_type, "code": "x", "refresh_token": "x", name: value}
        headers = {"TenantId": value.replace("\x00", "")} if value.isascii() else {}
        answer = Client(caller.sandbox).post(
            "/fortnox/oauth-v1/token", data=form, headers=headers, auth=(FORTNOX_CLIENT_ID, FORTNOX_CLIENT_SECRET)
        )
        assert answer.status_code in {400, 401}, (name, value[:20])


@pytest.mark.parametrize("log_in", ["Basic", "Basic !!!", "Basic w6U6w7Y=", "Bearer", "Bearer \xe5", "Digest x"])
def test_any_log_in_is_answered(caller: Ledger, log_in: str) -> None:
    for path in ("oauth-v1/token", "oauth-v1/revoke", "3/invoices", "api/fileattachments/attachments-v1"):
        assert status(caller, "POST", f"/fortnox/{path}", headers={"Authorization": log_in}) == 401


def test_the_consent_answers_any_question(caller: Ledger) -> None:
    wish = {
        "client_id": FORTNOX_CLIENT_ID, "redirect_uri": "http://localhost/x", "scope": "invoice", "state": "s",
        "access_type": "offline", "account_type": "service", "response_type": "code",
    }  # fmt: skip
    for name, value in product(wish, ODD):
        assert status(caller, "GET", "/fortnox/oauth-v1/auth", query_string={**wish, name: value}) in ANSWERS


@pytest.mark.parametrize("command", COMMANDS)
def test_the_socket_answers_any_command(caller: Ledger, command: str) -> None:
    sandbox = caller.sandbox
    for name, value in product(("clientSecret", "accessTokens", "topics", "tenants", "command"), ODD_JSON):
        session = Session(sandbox.store, sandbox.clock, sandbox.faults)
        message = {"command": command, "clientSecret": FORTNOX_CLIENT_SECRET, name: value}
        assert text(session.answer(json.dumps(message))).encode()
        assert session.due() == []


@pytest.mark.parametrize("message", ["", "[", "null", "1", '"x"', '{"command":null}', b"\xff", "[" * 100_000])
def test_the_socket_answers_what_is_no_command(caller: Ledger, message: str | bytes) -> None:
    sandbox = caller.sandbox
    assert Session(sandbox.store, sandbox.clock, sandbox.faults).answer(message)["result"] == "error"
