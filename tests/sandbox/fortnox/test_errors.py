"""Refusals: exact codes, sentences and the case of their keys; C numbers as in the other files."""

from __future__ import annotations

import re

import httpx
import pytest

from sandbox.app import Sandbox
from tests.sandbox.ledger import Ledger, row


@pytest.mark.parametrize(
    ("path", "code", "message"),
    [
        ("customers/123456789", 2000433, "Kan inte hitta kunden."),
        ("invoices/123456789", 2000434, "Kan inte hitta fakturan."),
        ("articles/123456789", 2000428, "Kan inte hitta artikeln."),
        ("termsofpayments/123456789", 2000429, "Kan inte hitta betalningsvillkoret."),
        ("units/123456789", 2000432, "Kan inte hitta enheten."),
        ("accounts/9999", 2000423, "Kan inte hitta kontot."),
        ("nowhere", 2000764, "no such route"),
    ],
)
def test_it_does_not_find_what_is_not_there_in_pascal_case(ledger: Ledger, path: str, code: int, message: str) -> None:
    """C12."""
    answer = ledger.ask("GET", path)
    assert answer.status_code == 404
    assert answer.json() == {"ErrorInformation": {"Error": 1, "Message": message, "Code": code}}


@pytest.mark.parametrize(
    ("method", "path", "body", "refusal"),
    [
        ("PUT", "customers/1042", {"Name": "x"}, (400, 2001392, "Ingen eller felaktig typ av data.")),
        ("POST", "invoices", {}, (400, 2001392, "Ingen eller felaktig typ av data.")),
        ("PUT", "customers", {"Customer": {}}, (400, 2000729, "A valid identifier was not provided.")),
        (
            "POST",
            "customers",
            {"Customer": {"Name": "A", "CustomerNumber": "1042"}},
            (400, 2000637, "Kundnummer 1042 används redan."),
        ),
        (
            "POST",
            "invoices",
            {"Invoice": {"CustomerNumber": "1042", "InvoiceRows": ["a row"]}},
            (400, 2002649, "Felaktig datastruktur."),
        ),
        (
            "POST",
            "invoices",
            {"Invoice": {"CustomerNumber": "1042", "InvoiceRows": [{"price": 1}]}},
            (400, 2001399, "Felaktigt fältnamn (price)"),
        ),
        (
            "POST",
            "invoices",
            {"Invoice": {"CustomerNumber": "1042", "Vat": 25}},
            (400, 2001399, "Felaktigt fältnamn (Vat)"),
        ),
        (
            "POST",
            "invoices",
            {"Invoice": {"CustomerNumber": "1042", "Country": "South Korea"}},
            (400, 2000919, "Ogiltigt land: South Korea"),
        ),
        (
            "PUT",
            "customers/1042",
            {"Customer": {"Country": "Sverige"}},
            (400, 2000321, "Fältet Country är endast läsbart."),
        ),
        (
            "POST",
            "invoices",
            {"Invoice": {"CustomerNumber": "1042", "TotalToPay": 1}},
            (400, 2000321, "Fältet TotalToPay är endast läsbart."),
        ),
        ("POST", "invoices", {"Invoice": {"CustomerNumber": "nobody"}}, (400, 2000204, "Kunde inte hämta/hitta kund")),
    ],
)
def test_it_refuses_what_does_not_fit(
    ledger: Ledger, method: str, path: str, body: object, refusal: tuple[int, int, str]
) -> None:
    """C13, C14 and C15, and read-only fields."""
    before = ledger.sandbox.store.table("fortnox.100101.invoices").copy()
    assert ledger.refused(method, path, body) == refusal
    assert ledger.sandbox.store.table("fortnox.100101.invoices") == before


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"AccountNumber": 3999}, 2001304),
        ({"AccountNumber": 3105}, 2000550),
        ({"ArticleNumber": "999"}, 2001302),
        ({"Description": "x" * 256}, 2000107),
        ({"DeliveredQuantity": "many"}, 2000108),
        ({"HouseWork": "perhaps"}, 2000134),
    ],
)
def test_it_refuses_a_row_with_a_known_code(ledger: Ledger, fields: dict[str, object], code: int) -> None:
    body = {"Invoice": {"CustomerNumber": "1042", "InvoiceRows": [row(**fields)]}}
    assert ledger.refused("POST", "invoices", body)[:2] == (400, code)


@pytest.mark.parametrize(
    "fields",
    [
        {"Currency": "NOK"},
        {"TermsOfPayment": "45"},
        {"InvoiceRows": [row(VAT=19)]},
        {"InvoiceRows": [row(Unit="fot")]},
        {"InvoiceRows": [row(Discount=101)]},
        {"Project": "none"},
        {"CustomerNumber": "1048"},
        {"InvoiceDate": "2031-01-01"},
        {"InvoiceDate": "yesterday"},
        {"InvoiceDate": "20261102"},
        {"InvoiceDate": "9999-12-31"},
        {"DocumentNumber": "10482"},
    ],
)
def test_it_marks_a_refusal_whose_code_nobody_knows(ledger: Ledger, fields: dict[str, object]) -> None:
    status, code, _ = ledger.refused("POST", "invoices", {"Invoice": {"CustomerNumber": "1042", **fields}})
    assert status == 400
    assert code >= 9_000_000


@pytest.mark.parametrize("text", ["wait…", "a|b", "https://example.com", "one · two", "<b>", "tjänst → vara"])
def test_it_refuses_characters_that_it_does_not_take(ledger: Ledger, text: str) -> None:
    """C19."""
    body = {"Invoice": {"CustomerNumber": "1042", "InvoiceRows": [row(Description=text)]}}
    status, code, message = ledger.refused("POST", "invoices", body)
    assert (status, code) == (400, 2000359)
    assert message.startswith("Värdet innehåller ej tillåtna tecken.")


def test_it_takes_swedish_letters_dashes_quotes_and_signs(ledger: Ledger) -> None:
    """C19."""
    text = "Åre – det’s 100 € & 5 £, ½ ™ (à 1 350,00)"
    assert ledger.invoice(row(Description=text))["InvoiceRows"][0]["Description"] == text


def test_it_says_when_the_json_is_broken(ledger: Ledger, client: httpx.Client) -> None:
    headers = {"Authorization": f"Bearer {ledger.token}", "Content-Type": "application/json"}
    answer = client.post("/fortnox/3/invoices", content=b'{"Invoice": ', headers=headers)
    assert answer.status_code == 400
    assert answer.json()["ErrorInformation"]["code"] == 2002115


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nobody_can_follow_json_that_is_nested_without_end(ledger: Ledger, client: httpx.Client, method: str) -> None:
    headers = {"Authorization": f"Bearer {ledger.token}", "Content-Type": "application/json"}
    deep = b'{"Invoice":' + b"[" * 100_000
    answer = client.request(method, "/fortnox/3/invoices", content=deep, headers=headers)
    assert answer.status_code == (200 if method == "GET" else 400)
    attached = client.post("/fortnox/api/fileattachments/attachments-v1", content=b"[" * 100_000, headers=headers)
    assert attached.json()["error"] == "sandbox_guess_not_json"


@pytest.mark.parametrize(
    ("name", "value", "code"), [("Accept", "text/csv", 1000030), ("Content-Type", "text/xml", 1000031)]
)
def test_it_speaks_json_only(ledger: Ledger, client: httpx.Client, name: str, value: str, code: int) -> None:
    headers = {"Authorization": f"Bearer {ledger.token}", name: value}
    answer = client.post("/fortnox/3/customers", content=b'{"Customer": {"Name": "A"}}', headers=headers)
    assert answer.json()["ErrorInformation"]["code"] == code


def test_it_does_not_know_an_expired_token(ledger: Ledger) -> None:
    """C17a: 26 bytes, and no envelope."""
    ledger.sandbox.clock.advance(3600)
    answer = ledger.ask("GET", "customers")
    assert answer.status_code == 401
    assert answer.content == b'{"message":"unauthorized"}'
    assert answer.headers["Content-Type"] == "application/json"


def test_it_does_not_know_a_caller_without_a_token(client: httpx.Client) -> None:
    assert client.get("/fortnox/3/customers").status_code == 401


def test_it_refuses_a_resource_outside_the_scope(client: httpx.Client, ledger_sandbox: Sandbox) -> None:
    narrow = Ledger(client=client, sandbox=ledger_sandbox, scope="customer")
    assert narrow.get("customers")
    assert narrow.refused("GET", "invoices") == (403, 2000663, "Har inte behörighet för scope")


def test_it_takes_25_calls_in_five_seconds_and_no_more(client: httpx.Client, ledger_sandbox: Sandbox) -> None:
    """C18: the window slides, and nothing promises when to come back."""
    hasty = Ledger(client=client, sandbox=ledger_sandbox, pace_seconds=0)
    statuses = [hasty.ask("GET", "units").status_code for _ in range(26)]
    assert statuses == [200] * 25 + [429]
    assert "Retry-After" not in hasty.ask("GET", "units").headers
    ledger_sandbox.clock.advance(5)
    assert hasty.ask("GET", "units").status_code == 200
    assert ledger_sandbox.requests.violations() == 2


def test_it_escapes_slashes_and_letters_and_names_itself(ledger: Ledger) -> None:
    answer = ledger.ask("GET", "units")
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Server"] == "Fortnox"
    assert int(answer.headers["X-Rack-Responsetime"]) > 0
    assert re.fullmatch("[0-9a-f]{8}", answer.headers["X-Uid"])
    assert answer.headers["X-Uid"] != ledger.ask("GET", "units").headers["X-Uid"]
    assert b"\\/units\\/f%C3%B6rp" in answer.content
    assert b'"f\\u00f6rp"' in answer.content
    assert not {"ETag", "Last-Modified", "Retry-After"} & set(answer.headers)
