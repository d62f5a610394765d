"""Every recorded exchange with the real Fortnox that can be rebuilt, played to the sandbox."""

from __future__ import annotations

from collections import Counter
from typing import Any

import httpx
import pytest

from sandbox.fortnox.grants import REFRESH_TOKENS
from sandbox.worlds.cast import FORTNOX_CLIENT_ID, FORTNOX_CLIENT_SECRET
from tests.sandbox.fortnox.replay import drift, reasons
from tests.sandbox.fortnox.replay.company import Company, company_at
from tests.sandbox.fortnox.replay.comparison import differences
from tests.sandbox.fortnox.replay.recording import RECORDINGS, Exchange, by_line, exchanges
from tests.sandbox.fortnox.replay.setups import set_up
from tests.sandbox.ledger import Ledger
from tests.sandbox.wires import WAYS, wire_to

pytestmark = pytest.mark.skipif(not RECORDINGS.exists(), reason="The recordings of Fortnox are not beside this tree.")

PLAYED = [exchange for exchange in exchanges() if not reasons.why_not(exchange)]
CALLS = [exchange for exchange in PLAYED if exchange.path.startswith("/3/")]

# These may grow and never shrink: how many are played, and how many are not for which reason.
PLAYED_AT_LEAST = 283
NOT_PLAYED_AT_MOST = {reasons.ORDERS: 38, reasons.EDITED: 2, reasons.MASKED: 3, reasons.TORN: 1}
# What a comment in somebody's code shows of one answer, and that the comment leaves fields out.
EXCERPTS = frozenset({385})

# The three exchanges with the token endpoint, whose tokens are masked.
WRONG_SECRET, USED_TOKEN, GOOD_TOKEN = 387, 389, 391


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("exchange", CALLS, ids=str)
def test_it_answers_as_recorded(exchange: Exchange, way: str) -> None:
    company = company_at(exchange)
    known = drift.of_today(exchange)
    set_up(company, exchange, known)
    with wire_to(company.sandbox, way) as client:
        answer = client.request(
            exchange.method,
            f"/fortnox{exchange.path}{'?' if exchange.query else ''}{exchange.query}",
            json=exchange.sent,
            headers={"Authorization": f"Bearer {_token(company, client, exchange)}", "Accept": "application/json"},
        )
    assert answer.status_code == exchange.status, answer.text
    assert not list(differences(answer.json(), known, excerpt=exchange.line in EXCERPTS))
    assert_headers(answer, exchange)


@pytest.mark.parametrize("line", [WRONG_SECRET, USED_TOKEN, GOOD_TOKEN])
def test_it_answers_requests_for_tokens_as_recorded(line: int, way: str) -> None:
    exchange = by_line(line)
    company = company_at(exchange)
    with wire_to(company.sandbox, way) as client:
        pair = Ledger(client=client, sandbox=company.sandbox, scope=_scope(exchange)).tokens()
        if line == USED_TOKEN:
            company.books.store.table(REFRESH_TOKENS)[pair["refresh_token"]]["dead"] = True
        answer = client.post(
            f"/fortnox{exchange.path}",
            data={"grant_type": "refresh_token", "refresh_token": pair["refresh_token"]},
            auth=(FORTNOX_CLIENT_ID, "wrong" if line == WRONG_SECRET else FORTNOX_CLIENT_SECRET),
        )
    assert answer.status_code == exchange.status
    assert not list(differences(answer.json(), exchange.answered))
    assert_headers(answer, exchange)


def test_it_says_how_many_exchanges_are_played_and_why_others_are_not(capsys: pytest.CaptureFixture[str]) -> None:
    """Played ones may only become more, and each reason may only become rarer."""
    left = Counter(reasons.why_not(exchange) for exchange in exchanges())
    left.pop("")
    with capsys.disabled():
        print(f"\n{len(PLAYED)} of {len(exchanges())} recorded exchanges are played")  # noqa: T201
        for reason, count in left.items():
            print(f"{count} are not: {reason}")  # noqa: T201
    assert len(PLAYED) >= PLAYED_AT_LEAST
    assert all(count <= NOT_PLAYED_AT_MOST.get(reason, 0) for reason, count in left.items())


def test_each_tolerated_drift_is_needed_by_the_last_recording_that_it_names() -> None:
    unneeded = [
        row.what
        for row in drift.TABLE
        if not any(row.what in drift.needed_by(exchange) for exchange in CALLS if exchange.at.date() == row.until)
    ]
    assert not unneeded, "These differences between then and today are none (any more) at the date that they name."


def assert_headers(answer: httpx.Response, exchange: Exchange) -> None:
    """What the recording tells of the content type and of the bare word in Location."""
    if exchange.content_type:
        assert answer.headers["Content-Type"] == exchange.content_type
    assert answer.headers.get("Location", "") == exchange.location


def _token(company: Company, client: httpx.Client, exchange: Exchange) -> str:
    """A living token, but where the recorded one had expired."""
    return "expired" if exchange.status == 401 else Ledger(client=client, sandbox=company.sandbox).token


def _scope(exchange: Exchange) -> str:
    answered: dict[str, Any] = exchange.answered
    return str(answered.get("scope", "invoice"))
