"""What Fortnox's refusals mean."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from brygga.fortnox.errors import FortnoxTranslator, throttled_seconds
from brygga.remote.errors import (
    NotAuthorised,
    NotFound,
    OutcomeUnknown,
    Refused,
    RemoteError,
    Throttled,
    Unavailable,
    Unintelligible,
)
from brygga.remote.http import Ask, Exchange
from brygga.remote.wire import Received
from tests.fortnox.answers import complaint
from tests.remote.fake_wire import answer, html

READ = Ask(method="GET", path="invoices/1")
WRITE = Ask(method="POST", path="invoices", body={}, writes=True)

# Status, body, what a read means, what a write means.
MEANINGS: list[Any] = [
    pytest.param(400, complaint(2001399, "Felaktigt fältnamn (price)"), Refused, Refused, id="unknown field"),
    pytest.param(404, complaint(2000434, "Kan inte hitta fakturan.", pascal=True), NotFound, NotFound, id="404 Pascal"),
    pytest.param(404, complaint(2000434, "Kan inte hitta fakturan."), NotFound, NotFound, id="404 lower case"),
    pytest.param(400, complaint(2001304, "Kunde inte hitta konto", pascal=True), Refused, Refused, id="400 Pascal"),
    pytest.param(
        400,
        {"ErrorInformation": {"error": "1", "message": "X", "code": "2000359"}},
        Refused,
        Refused,
        id="code as text",
    ),
    pytest.param(200, complaint(2001304, "Kunde inte hitta konto"), Refused, Refused, id="a complaint inside a 200"),
    pytest.param(404, complaint(2000764, "no such route"), Unintelligible, Unintelligible, id="no such route"),
    pytest.param(404, {"message": "not found"}, Unintelligible, OutcomeUnknown, id="404 of a gateway"),
    pytest.param(400, {"nothing": "known"}, Unintelligible, OutcomeUnknown, id="400 without an envelope"),
    pytest.param(409, [], Unintelligible, OutcomeUnknown, id="409 with a list"),
    pytest.param(408, {}, Unavailable, OutcomeUnknown, id="408"),
    pytest.param(500, complaint(1000003, "System exception"), Unavailable, OutcomeUnknown, id="system exception"),
    pytest.param(400, complaint(1000029, "Internal error"), Unavailable, OutcomeUnknown, id="internal error as 400"),
    pytest.param(503, {}, Unavailable, OutcomeUnknown, id="503"),
    pytest.param(400, complaint(2000310, "Ogiltig inloggning"), Unavailable, Unavailable, id="record in use"),
    pytest.param(429, {}, Throttled, Throttled, id="429"),
]
WHOLE, RESOURCE = True, False
AUTHORITY = [
    (401, {"message": "unauthorized"}, WHOLE),
    (401, {}, WHOLE),
    (401, complaint(2000310, "Ogiltig inloggning"), WHOLE),
    (400, complaint(2000311, "Kan inte logga in"), WHOLE),
    (400, complaint(2001103, "Api-licens saknas."), WHOLE),
    (403, complaint(2000663, "Har inte behörighet för scope"), RESOURCE),
    (400, complaint(2000663, "Har inte behörighet för scope"), RESOURCE),
    (403, complaint(2001101, "Det finns ingen aktiv licens för önskat scope"), RESOURCE),
    (400, complaint(2001339, "Saknar behörighet"), RESOURCE),
    (403, complaint(2001393, ""), RESOURCE),
    (403, complaint(2003275, "Saknar behörighet för leverantörsregister."), RESOURCE),
    (403, {"message": "forbidden"}, RESOURCE),
]


def _meaning(ask: Ask, status: int, body: Any, **headers: str) -> RemoteError | None:
    response = answer(body, status, **headers)
    received = Received(status=status, headers=dict(response.headers), content=response.content)
    exchange = Exchange(remote="fortnox", ask=ask, asked="x", received=received, token="secret")
    return FortnoxTranslator().error_in(exchange)


@pytest.mark.parametrize(("status", "body", "of_a_read", "of_a_write"), MEANINGS)
def test_it_names_a_refusal_by_what_to_do_next(
    status: int, body: Any, of_a_read: type[RemoteError], of_a_write: type[RemoteError]
) -> None:
    assert type(_meaning(READ, status, body)) is of_a_read
    assert type(_meaning(WRITE, status, body)) is of_a_write


@pytest.mark.parametrize(("status", "body", "whole"), AUTHORITY)
def test_it_tells_a_dead_connection_from_one_missing_right(status: int, body: Any, whole: object) -> None:
    error = _meaning(READ, status, body)
    assert isinstance(error, NotAuthorised)
    assert error.whole_connection is whole


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [({}, throttled_seconds), ({"Retry_After": "12"}, 12), ({"Retry_After": "0"}, 1), ({"Retry_After": "soon"}, 5)],
)
def test_it_waits_as_long_as_it_is_told_or_one_window(headers: dict[str, str], seconds: int) -> None:
    error = _meaning(WRITE, 429, {}, **headers)
    assert isinstance(error, Throttled)
    assert error.after == timedelta(seconds=seconds)


def test_an_html_page_is_no_proof_that_a_document_does_not_exist() -> None:
    page = html(404)
    received = Received(status=404, headers={}, content=page.content)
    exchange = Exchange(remote="fortnox", ask=READ, asked="x", received=received, token="secret")
    assert type(FortnoxTranslator().error_in(exchange)) is Unintelligible


def test_a_success_is_no_error() -> None:
    assert _meaning(READ, 200, {"Invoice": {}, "message": "unrelated"}) is None
    assert _meaning(WRITE, 201, {"Invoice": {}}) is None
