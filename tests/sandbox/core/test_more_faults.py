"""Planned trouble of the odder kinds: half answers, lies of a gateway, chance, and what ails a company."""

from __future__ import annotations

import httpx
import pytest

from sandbox.app import create_app
from sandbox.fault_acts import ACTS
from sandbox.faults import KINDS, OF_DELIVERIES, Fault, Kind
from sandbox.fortnox import switches
from sandbox.worlds import cast
from tests.sandbox.ledger import Ledger, row
from tests.sandbox.wires import IN_PROCESS, wire_to

INVOICE = {"Invoice": {"CustomerNumber": "1042", "InvoiceRows": [row()]}}
TOKEN = "/fortnox/oauth-v1/token"
OURS = (cast.FORTNOX_CLIENT_ID, cast.FORTNOX_CLIENT_SECRET)
PRODUCTIVE = {"X-Auth-Token": cast.PRODUCTIVE_TOKEN, "X-Organization-Id": cast.PRODUCTIVE_ORGANISATION_ID}


def numbers(ledger: Ledger) -> set[str]:
    return set(ledger.books.table("invoices"))


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_gateway_gives_up_before_the_write(ledger: Ledger, status: int) -> None:
    before = numbers(ledger)
    ledger.sandbox.faults.plan(Fault(kind="html", method="POST", status=status))
    answer = ledger.ask("POST", "invoices", INVOICE)
    assert (answer.status_code, answer.headers["Content-Type"][:9]) == (status, "text/html")
    assert numbers(ledger) == before


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_gateway_gives_up_after_the_write(ledger: Ledger, status: int) -> None:
    before = numbers(ledger)
    ledger.sandbox.faults.plan(Fault(kind="html", method="POST", status=status, after=True))
    assert ledger.ask("POST", "invoices", INVOICE).status_code == status
    assert numbers(ledger) - before == {"10483"}


def test_a_refusal_can_be_a_lie(ledger: Ledger) -> None:
    before = numbers(ledger)
    fault = Fault(kind="refuse", status=500, code="1000003", message="Okänt fel", after=True)
    ledger.sandbox.faults.plan(fault)
    assert ledger.refused("POST", "invoices", INVOICE) == (500, 1000003, "Okänt fel")
    assert numbers(ledger) - before == {"10483"}


def test_half_a_body_comes_and_then_nothing(ledger: Ledger) -> None:
    before = numbers(ledger)
    ledger.sandbox.faults.plan(Fault(kind="half_body", method="POST"))
    with pytest.raises(httpx.RemoteProtocolError):
        ledger.ask("POST", "invoices", INVOICE)
    assert numbers(ledger) - before == {"10483"}


def test_a_body_drips_in_whole(ledger: Ledger) -> None:
    plain = ledger.ask("GET", "invoices").content
    ledger.sandbox.faults.plan(Fault(kind="drip", seconds=20))
    before = ledger.sandbox.clock.now()
    assert ledger.ask("GET", "invoices").content == plain
    assert (ledger.sandbox.clock.now() - before).total_seconds() == 20 + ledger.pace_seconds


def test_a_licence_is_lost(ledger: Ledger) -> None:
    ledger.sandbox.faults.plan(Fault(kind="licence_lost"))
    assert ledger.refused("GET", "invoices") == (403, 2001101, "Det finns ingen aktiv licens för önskat scope")


def test_a_record_is_busy(ledger: Ledger) -> None:
    ledger.sandbox.faults.plan(Fault(kind="record_busy", method="PUT"))
    assert ledger.refused("PUT", "invoices/10482", {"Invoice": {"Remarks": "Tack"}})[:2] == (400, 2000310)
    assert ledger.put("invoices/10482", {"Invoice": {"Remarks": "Tack"}})


def test_a_period_is_locked_for_one_request(ledger: Ledger) -> None:
    ledger.sandbox.faults.plan(Fault(kind="locked_period", path="/bookkeep$"))
    assert ledger.refused("PUT", "invoices/10482/bookkeep")[1] == 2002141
    assert ledger.put("invoices/10482/bookkeep")["Invoice"]["Booked"] is True
    assert ledger.get("settings/lockedperiod")["LockedPeriod"]["EndDate"] is None


def test_a_series_of_numbers_is_behind(ledger: Ledger) -> None:
    before = numbers(ledger)
    ledger.sandbox.faults.plan(Fault(kind="series_behind", method="POST", path="/invoices$", times=2))
    for _ in range(2):
        assert ledger.refused("POST", "invoices", INVOICE)[2] == "OCR-numret används redan"
    assert numbers(ledger) == before
    assert ledger.invoice(row())["DocumentNumber"] == "10483"


def test_a_dead_token_stays_dead_and_the_next_one_lives(ledger: Ledger) -> None:
    ledger.sandbox.faults.plan(Fault(kind="token_dead", remote="fortnox", path="/invoices"))
    answer = ledger.ask("GET", "invoices")
    assert (answer.status_code, answer.content) == (401, b'{"message":"unauthorized"}')
    assert ledger.ask("GET", "units").status_code == 401
    ledger.token = ledger.tokens()["access_token"]
    assert ledger.ask("GET", "units").status_code == 200


@pytest.mark.parametrize("form", [{"grant_type": "refresh_token"}, {"grant_type": "client_credentials"}])
def test_at_the_token_endpoint_what_is_asked_with_dies(ledger: Ledger, form: dict[str, str]) -> None:
    asked = {**form, "refresh_token": ledger.tokens()["refresh_token"]}
    ledger.sandbox.faults.plan(Fault(kind="token_dead", remote="fortnox", path="/token$"))
    for _ in range(2):
        answer = ledger.client.post(TOKEN, data=asked, auth=OURS, headers={"TenantId": "100101"})
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")
        assert answer.headers["Content-Type"] == "text/html; charset=UTF-8"


@pytest.mark.parametrize("kind", ["licence_lost", "record_busy", "locked_period", "series_behind", "search_lag"])
def test_what_ails_a_ledger_never_hits_a_request_for_tokens(ledger: Ledger, kind: Kind) -> None:
    ledger.sandbox.faults.plan(Fault(kind=kind))
    form = {"grant_type": "client_credentials"}
    assert ledger.client.post(TOKEN, data=form, auth=OURS, headers={"TenantId": "100101"}).status_code == 200
    assert len(ledger.sandbox.faults.planned()) == 1


def test_a_planned_refusal_has_the_shape_of_the_service_that_was_called(ledger: Ledger) -> None:
    """Capital keys at 404, small ones else, 26 bytes at 401, Fortnox's headers (recorded 2016 to 2026)."""
    for status, code in ((404, "2000434"), (400, "2000310"), (401, ""), (400, "invalid_scope"), (400, "file_too_big")):
        ledger.sandbox.faults.plan(Fault(kind="refuse", status=status, code=code, message="Nej"))
    missing, wrong, unknown = (ledger.ask("GET", "invoices/1") for _ in range(3))
    assert missing.json() == {"ErrorInformation": {"Error": 1, "Message": "Nej", "Code": 2000434}}
    assert wrong.json() == {"ErrorInformation": {"error": 1, "message": "Nej", "code": 2000310}}
    assert unknown.content == b'{"message":"unauthorized"}'
    assert {answer.headers["Server"] for answer in (missing, wrong, unknown)} == {"Fortnox"}
    assert ledger.client.post(TOKEN).json() == {"error": "invalid_scope", "error_description": "Nej"}
    refused = ledger.client.get("/fortnox/api/fileattachments/attachments-v1")
    assert {name: refused.json()[name] for name in ("error", "message")} == {"error": "file_too_big", "message": "Nej"}


def test_a_planned_429_is_worded_as_the_real_one(ledger: Ledger) -> None:
    switches.turn(ledger.sandbox.store, "throttle_body", to="nothing")
    ledger.sandbox.faults.plan(Fault(kind="throttle", retry_after=3))
    answer = ledger.ask("GET", "units")
    assert (answer.status_code, answer.content, answer.headers["Retry-After"]) == (429, b"", "3")
    assert answer.headers["Server"] == "Fortnox"


def test_a_period_is_locked_whatever_the_date(ledger: Ledger) -> None:
    number = ledger.invoice(row(), InvoiceDate="2026-12-31")["DocumentNumber"]
    ledger.sandbox.faults.plan(Fault(kind="locked_period", path="/bookkeep$"))
    assert ledger.refused("PUT", f"invoices/{number}/bookkeep")[1] == 2002141


def test_every_search_and_filter_lags_behind(ledger: Ledger) -> None:
    """The whole list has what is new; nothing else does."""
    switches.turn(ledger.sandbox.store, "search_lag_seconds", to=60)
    number = ledger.invoice(row())["DocumentNumber"]
    ledger.put(f"invoices/{number}/bookkeep")
    body = {"InvoiceNumber": int(number), "Amount": 125}
    ledger.post("invoicepayments", {"InvoicePayment": body})

    def found(**asked: str) -> bool:
        return any(one["DocumentNumber"] == number for one in ledger.get("invoices", **asked)["Invoices"])

    searches = (
        {"customernumber": "1042"},
        {"fromdate": "2026-11-02"},
        {"filter": "unpaid"},
        {"lastmodified": "2026-11-02"},
    )
    assert [found(**asked) for asked in searches] == [False] * 4
    assert ledger.get("invoicepayments", invoicenumber=number)["InvoicePayments"] == []
    assert found(sortby="documentnumber", sortorder="descending", limit="500")
    ledger.sandbox.clock.advance(60)
    assert [found(**asked) for asked in searches] == [True] * 4
    assert len(ledger.get("invoicepayments", invoicenumber=number)["InvoicePayments"]) == 1


def test_a_search_lags_behind(ledger: Ledger) -> None:
    ledger.invoice(row(), ExternalInvoiceReference1="brygga-1")
    ledger.sandbox.faults.plan(Fault(kind="search_lag", seconds=60))
    assert ledger.get("invoices", externalinvoicereference1="brygga-1")["Invoices"] == []
    assert len(ledger.get("invoices", externalinvoicereference1="brygga-1")["Invoices"]) == 1


def test_what_ails_a_company_needs_a_good_token(ledger: Ledger) -> None:
    ledger.sandbox.faults.plan(Fault(kind="locked_period"))
    assert ledger.client.get("/fortnox/3/invoices").status_code == 401


def test_chance_falls_alike_for_the_same_seed(ledger: Ledger) -> None:
    def drawn(seed: int) -> list[int]:
        ledger.sandbox.faults.clear()
        ledger.sandbox.faults.plan(Fault(kind="html", probability=0.4, seed=seed, times=0))
        return [ledger.ask("GET", "units").status_code for _ in range(30)]

    assert drawn(seed=7) == drawn(seed=7)
    assert drawn(seed=7) != drawn(seed=8)
    assert 5 < drawn(seed=7).count(502) < 20


def test_trouble_without_an_end_goes_on(ledger: Ledger) -> None:
    ledger.sandbox.faults.plan(Fault(kind="record_busy", times=0, skip=1))
    assert [ledger.ask("GET", "units").status_code for _ in range(5)] == [200, 400, 400, 400, 400]


def test_productive_breaks_in_the_same_ways() -> None:
    sandbox = create_app("small_productive")
    with wire_to(sandbox, IN_PROCESS) as client:
        sandbox.faults.plan(Fault(kind="half_body", remote="productive"))
        sandbox.faults.plan(Fault(kind="html", remote="productive", status=504))
        with pytest.raises(httpx.RemoteProtocolError):
            client.get("/productive/api/v2/invoices", headers=PRODUCTIVE)
        assert client.get("/productive/api/v2/invoices", headers=PRODUCTIVE).status_code == 504
        assert client.get("/productive/api/v2/invoices", headers=PRODUCTIVE).status_code == 200


def test_only_fortnox_knows_what_ails_a_ledger() -> None:
    with pytest.raises(ValueError, match="Only Fortnox"):
        Fault(kind="locked_period", remote="productive")


def test_a_probability_is_one() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        Fault(kind="html", probability=40)


def test_every_kind_is_played_by_something() -> None:
    assert set(ACTS) | OF_DELIVERIES == set(KINDS)
