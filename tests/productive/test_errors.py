"""What Productive's refusals mean."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from brygga.productive.errors import ProductiveTranslator, throttled_seconds
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
from tests.productive.answers import problem
from tests.remote.fake_wire import answer

READ = Ask(method="GET", path="invoices/1")
WRITE = Ask(method="PATCH", path="invoices/1", body={}, writes=True)

MEANINGS: list[Any] = [
    pytest.param(400, problem(400, "unsupported_filter", "Unsupported Filter", "x"), Refused, Refused, id="filter"),
    pytest.param(404, problem(404, "not_found", "Record Not Found", ""), NotFound, NotFound, id="not found"),
    pytest.param(404, {}, Unintelligible, OutcomeUnknown, id="404 of somebody else"),
    pytest.param(415, problem(415, "unsupported_content_type", "Unsupported", ""), Refused, Refused, id="media type"),
    pytest.param(422, problem(422, "invalid_attribute", "Invalid Attribute", "x"), Refused, Refused, id="invalid"),
    pytest.param(
        422, {"errors": [{"status": 422, "title": "Bad"}]}, Refused, Refused, id="status as a number, no code"
    ),
    pytest.param(422, {"errors": []}, Unintelligible, OutcomeUnknown, id="no error among the errors"),
    pytest.param(408, {}, Unavailable, OutcomeUnknown, id="408"),
    pytest.param(500, problem(500, "server_error", "Server Error", ""), Unavailable, OutcomeUnknown, id="server error"),
    pytest.param(401, problem(401, "invalid_auth_token", "No", ""), NotAuthorised, NotAuthorised, id="token"),
    pytest.param(403, problem(403, "financials_unavailable", "No", ""), NotAuthorised, NotAuthorised, id="plan"),
    pytest.param(429, {}, Throttled, Throttled, id="429"),
]


def _meaning(ask: Ask, status: int, body: Any, **headers: str) -> RemoteError | None:
    response = answer(body, status, **headers)
    received = Received(status=status, headers=dict(response.headers), content=response.content)
    exchange = Exchange(remote="productive", ask=ask, asked="x", received=received, token="secret")
    return ProductiveTranslator(organisation_id="20401").error_in(exchange)


@pytest.mark.parametrize(("status", "body", "of_a_read", "of_a_write"), MEANINGS)
def test_it_names_a_refusal_by_what_to_do_next(
    status: int, body: Any, of_a_read: type[RemoteError], of_a_write: type[RemoteError]
) -> None:
    assert type(_meaning(READ, status, body)) is of_a_read
    assert type(_meaning(WRITE, status, body)) is of_a_write


@pytest.mark.parametrize(("status", "whole"), [(401, True), (403, False)])
def test_it_tells_a_dead_token_from_one_missing_right(status: int, whole: object) -> None:
    error = _meaning(READ, status, problem(status, "x", "y", "z"))
    assert isinstance(error, NotAuthorised)
    assert error.whole_connection is whole


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, throttled_seconds),
        ({"X_RateLimit_Reset": "7"}, 7),
        ({"Retry_After": "9"}, 9),
        ({"X_RateLimit_Reset": "1700", "Retry_After": "9"}, 1700),
        ({"X_RateLimit_Reset": "99999999"}, 86_400),
        ({"X_RateLimit_Reset": "now"}, throttled_seconds),
    ],
)
def test_it_waits_until_the_window_resets(headers: dict[str, str], seconds: int) -> None:
    body = {"errors": [{"status": 429, "title": "Too many requests", "detail": "", "limit": 100, "period": 10}]}
    error = _meaning(WRITE, 429, body, **headers)
    assert isinstance(error, Throttled)
    assert error.after == timedelta(seconds=seconds)
    assert error.refusal.sentence == "Too many requests"


def test_it_tells_the_first_few_errors_of_several() -> None:
    errors = [problem(422, f"code_{number}", "Invalid", f"reason {number}")["errors"][0] for number in range(5)]
    error = _meaning(WRITE, 422, {"errors": errors})
    assert error is not None
    assert error.refusal.code == "code_0"
    assert error.refusal.sentence == "Invalid: reason 0; Invalid: reason 1; Invalid: reason 2"
