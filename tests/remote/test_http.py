"""One call to a remote: what is sent, what is retried (next to nothing), and what each failure is called."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel
from structlog.testing import capture_logs

from brygga.remote.errors import (
    NotAuthorised,
    OutcomeUnknown,
    RemoteError,
    Throttled,
    Unavailable,
    Unintelligible,
)
from brygga.remote.http import Ask, Sender
from brygga.remote.wire import Limits, segment
from tests.remote.fake_wire import TOKEN, Scripted, answer, fortnox_sender, html, raw

READ = Ask(method="GET", path="invoices/1")
WRITE = Ask(method="POST", path="invoices", body={"Invoice": {}}, writes=True)

LOST = [
    httpx.ReadTimeout("slow"),
    httpx.ReadError("reset"),
    httpx.WriteError("reset"),
    httpx.WriteTimeout("slow"),
    httpx.RemoteProtocolError("closed"),
    httpx.DecodingError("bad gzip"),
    ConnectionResetError("reset"),
]
NEVER_LEFT = [httpx.ConnectError("refused"), httpx.ConnectTimeout("slow"), httpx.PoolTimeout("full")]


@contextlib.contextmanager
def every_level() -> Iterator[None]:
    """Let every line through, whatever level the tests run with."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(0))
    yield
    structlog.configure(**before)


class Numbered(BaseModel):
    """Some value of a remote."""

    a: int


class RotatingTokens:
    """Gives tokens in turn: the next one when the last was refused."""

    def __init__(self, *tokens: str) -> None:
        self.tokens = list(tokens)
        self.refused: list[str] = []

    def token(self) -> str:
        return self.tokens[0]

    def renew(self, refused: str) -> bool:
        self.refused.append(refused)
        self.tokens.pop(0)
        return bool(self.tokens)


def _error(sender: Sender, ask: Ask) -> RemoteError:
    with pytest.raises(RemoteError) as caught:
        sender.send(ask)
    return caught.value


def test_it_sends_once_with_the_token_and_reads_the_answer() -> None:
    wire = Scripted(answer({"Invoice": {"DocumentNumber": "1"}}))
    found = fortnox_sender(wire).send(READ)
    assert found.body == {"Invoice": {"DocumentNumber": "1"}}
    assert wire.asked == ["GET /3/invoices/1"]
    assert wire.requests[0].headers["Authorization"] == f"Bearer {TOKEN}"


@pytest.mark.parametrize("lost", LOST, ids=lambda error: type(error).__name__)
def test_it_does_not_know_the_outcome_of_a_write_whose_answer_was_lost(lost: Exception) -> None:
    wire = Scripted(lost)
    assert type(_error(fortnox_sender(wire), WRITE)) is OutcomeUnknown
    assert len(wire.requests) == 1, "nothing is ever sent twice"


@pytest.mark.parametrize("lost", LOST, ids=lambda error: type(error).__name__)
def test_it_calls_a_read_without_an_answer_unavailable(lost: Exception) -> None:
    assert type(_error(fortnox_sender(Scripted(lost)), READ)) is Unavailable


@pytest.mark.parametrize("ask", [READ, WRITE], ids=["read", "write"])
@pytest.mark.parametrize("failure", NEVER_LEFT, ids=lambda error: type(error).__name__)
def test_it_knows_that_nothing_was_written_when_nothing_was_sent(failure: Exception, ask: Ask) -> None:
    assert type(_error(fortnox_sender(Scripted(failure)), ask)) is Unavailable


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_it_does_not_know_the_outcome_of_a_write_that_a_gateway_answered(status: int) -> None:
    assert type(_error(fortnox_sender(Scripted(html(status))), WRITE)) is OutcomeUnknown
    assert type(_error(fortnox_sender(Scripted(html(status))), READ)) is Unavailable


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>", b'{"Invoice": {"DocumentNu', b"[" * 100_000, b'{"a": NaN}', b"\xff\xfe\x00", b'{"a": 1e'],
    ids=["empty", "html", "half", "deep", "nan", "bytes", "cut number"],
)
def test_it_does_not_know_the_outcome_of_a_write_whose_answer_it_cannot_read(content: bytes) -> None:
    def read(sender: Sender, ask: Ask) -> None:
        sender.send(ask).read(_strictly)

    with pytest.raises(OutcomeUnknown):
        read(fortnox_sender(Scripted(raw(content, 201))), WRITE)
    with pytest.raises(Unintelligible):
        read(fortnox_sender(Scripted(raw(content, 200))), READ)


def test_it_reads_no_more_of_an_answer_than_its_limit() -> None:
    limits = Limits(body_bytes_max=1000)
    assert type(_error(fortnox_sender(Scripted(raw(b" " * 1001)), limits=limits), READ)) is Unintelligible
    assert type(_error(fortnox_sender(Scripted(raw(b" " * 1001, 201)), limits=limits), WRITE)) is OutcomeUnknown


def test_it_gives_up_on_an_answer_that_drips_past_the_time_limit() -> None:
    sender = fortnox_sender(Scripted(lambda _: raw(_drip(sender))))
    assert type(_error(sender, WRITE)) is OutcomeUnknown


def _drip(sender: Sender) -> Iterator[bytes]:
    for _ in range(100):
        sender._clock.sleep(1.0)
        yield b" "


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_it_follows_no_redirect(status: int) -> None:
    wire = Scripted(httpx.Response(status, headers={"location": "https://elsewhere.test/3/invoices"}))
    assert type(_error(fortnox_sender(wire), WRITE)) is OutcomeUnknown
    assert len(wire.requests) == 1


@pytest.mark.parametrize("ask", [READ, WRITE], ids=["read", "write"])
def test_it_sends_again_with_a_fresh_token_after_a_401_once(ask: Ask) -> None:
    wire = Scripted(answer({"message": "unauthorized"}, 401), answer({"Invoice": {}}))
    tokens = RotatingTokens("old", "new")
    assert fortnox_sender(wire, tokens=tokens).send(ask).body == {"Invoice": {}}
    assert [each.headers["Authorization"] for each in wire.requests] == ["Bearer old", "Bearer new"]
    assert tokens.refused == ["old"]


def test_it_gives_up_when_the_fresh_token_is_refused_too() -> None:
    wire = Scripted(answer({"message": "unauthorized"}, 401), answer({"message": "unauthorized"}, 401))
    error = _error(fortnox_sender(wire, tokens=RotatingTokens("old", "new", "newest")), WRITE)
    assert isinstance(error, NotAuthorised)
    assert error.whole_connection
    assert len(wire.requests) == 2


def test_it_asks_a_person_when_there_is_no_fresh_token() -> None:
    wire = Scripted(answer({"message": "unauthorized"}, 401))
    assert isinstance(_error(fortnox_sender(wire), READ), NotAuthorised)
    assert len(wire.requests) == 1


def test_it_waits_for_a_turn_before_each_request() -> None:
    sender = fortnox_sender(
        Scripted(answer({"message": "unauthorized"}, 401), answer({})), tokens=RotatingTokens("old", "new")
    )
    sender.send(READ)
    assert sender._pacer.turns == 2  # type: ignore[attr-defined]


def test_it_never_repeats_a_throttled_request() -> None:
    wire = Scripted(answer({"message": "Too Many Requests"}, 429))
    assert isinstance(_error(fortnox_sender(wire), WRITE), Throttled)
    assert len(wire.requests) == 1


@pytest.mark.parametrize("path", ["https://elsewhere.test/3/invoices", "../../oauth-v1/token", "//elsewhere.test/x"])
def test_it_asks_nobody_but_its_own_host(path: str) -> None:
    wire = Scripted(answer({}))
    with contextlib.suppress(ValueError):
        fortnox_sender(wire).send(Ask(method="GET", path=path))
    assert all(request.url.host == "fortnox.test" for request in wire.requests)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_an_ask_that_is_no_get_must_say_that_it_writes(method: str) -> None:
    with pytest.raises(ValueError, match="writes=True"):
        Ask(method=method, path="invoices")


def test_an_error_says_what_was_asked_and_answered_but_no_secret() -> None:
    body = {"ErrorInformation": {"error": 1, "message": f"Bad token {TOKEN} for 19800101-1231", "code": 2000204}}
    error = _error(fortnox_sender(Scripted(answer(body, 400))), WRITE)
    assert (error.refusal.remote, error.refusal.asked, error.refusal.status) == ("fortnox", "POST /3/invoices", 400)
    assert error.refusal.code == "2000204"
    told = repr(error.refusal) + str(error)
    assert TOKEN not in told
    assert "1231" not in told


def test_a_field_that_cannot_be_read_is_named_without_its_value() -> None:
    error = _error_of_reading({"a": "confidential"})
    assert "a: " in error.refusal.sentence
    assert "confidential" not in repr(error.refusal.sentence)


def test_it_notes_each_call_without_query_or_body() -> None:
    sender = fortnox_sender(Scripted(answer({}, 200)))
    with every_level(), capture_logs() as lines:
        sender.send(Ask(method="GET", path="customers", query={"organisationnumber": "556677-1209"}))
    assert lines == [
        {
            "event": "Asked a remote system.",
            "log_level": "info",
            "action": "remote_call",
            "remote": "fortnox",
            "method": "GET",
            "path": "/3/customers",
            "status": 200,
            "milliseconds": 0,
        }
    ]


@pytest.mark.parametrize("identifier", ["a/b", "å ?&#", "%2e%2e", "..a"])
def test_an_identifier_is_one_segment_whatever_it_holds(identifier: str) -> None:
    wire = Scripted(answer({}))
    fortnox_sender(wire).send(Ask(method="GET", path=f"invoices/{segment(identifier)}"))
    assert wire.requests[0].url.raw_path.count(b"/") == 3


@pytest.mark.parametrize("identifier", ["", ".", ".."])
def test_an_identifier_that_would_leave_its_place_is_refused(identifier: str) -> None:
    with pytest.raises(ValueError, match="cannot stand"):
        segment(identifier)


@given(status=st.integers(200, 599), content=st.binary(max_size=60), ask=st.sampled_from([READ, WRITE]))
def test_whatever_comes_back_is_an_answer_or_one_of_our_errors(status: int, content: bytes, ask: Ask) -> None:
    error = _outcome(fortnox_sender(Scripted(raw(content, status))), ask)
    assert not ask.writes or type(error) is not Unavailable, "a write that was answered may have landed"
    assert not ask.writes or status < 500 or type(error) is OutcomeUnknown


def _outcome(sender: Sender, ask: Ask) -> RemoteError | None:
    try:
        sender.send(ask)
    except RemoteError as error:
        return error
    return None


def _strictly(body: Any) -> Any:
    if not isinstance(body, dict):
        raise ValueError("is no object")  # noqa: TRY004 - what readers raise.
    return body


def _error_of_reading(body: Any) -> RemoteError:
    found = fortnox_sender(Scripted(answer(body))).send(READ)
    with pytest.raises(RemoteError) as caught:
        found.read(Numbered.model_validate)
    return caught.value
