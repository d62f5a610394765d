"""One call to a remote: authorise, wait for our turn, send once, translate what comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

import structlog
from pydantic import ValidationError

from brygga.clock import Clock
from brygga.remote.errors import OutcomeUnknown, Refusal, RemoteError, Unavailable, Unintelligible
from brygga.remote.pacing import Pacer
from brygga.remote.redaction import redacted
from brygga.remote.wire import AnswerLost, AnswerTooLarge, NothingSent, Received, Wire

body_shown_characters = 500
unreadable_fields_shown = 5

READING = "GET"
T = TypeVar("T")

log = structlog.get_logger("brygga.remote")


Leaving = Callable[[], None]


def nobody_minds() -> None:
    """Let the request leave."""


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form with one file in it, sent as multipart/form-data; the file comes last, as a storage wants it."""

    fields: Mapping[str, str] = field(default_factory=dict)
    file_field: str = "file"
    file_name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One question to a remote. `path` is below its base address; `body` is JSON or a form; None sends no body.
    `media_type` is what the body says it is, "" for what the remote's requests usually are.

    `writes` says whether the remote changes anything when it arrives. It is said and not derived, because some of
    Fortnox's GET calls write; but nothing except a GET can be harmless.

    `leaving` is called when token and turn are had and the request is about to leave: there a write is claimed. When it
    raises, nothing was sent.
    """

    method: str
    path: str
    query: Mapping[str, str | int] = field(default_factory=dict)
    body: Mapping[str, Any] | Sequence[Any] | Form | None = None
    media_type: str = ""
    writes: bool = False
    leaving: Leaving = field(default=nobody_minds, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.method != READING and not self.writes:
            raise ValueError(f"{self.method} {self.path} writes, so its outcome can be unknown: say writes=True.")


class TokenSource(Protocol):
    """Whose word goes with a request. Raises only NotAuthorised, Unavailable or Throttled."""

    def token(self) -> str:
        """The token to send now; good for longer than a caller waits for its turn."""

    def renew(self, refused: str) -> bool:
        """This token was answered 401: whether `token()` gives another one now."""


@dataclass(frozen=True)
class FixedToken:
    """A token that is what it is: when it is refused, only a person can give another."""

    value: str = field(repr=False)

    def token(self) -> str:
        return self.value

    def renew(self, refused: str) -> bool:  # noqa: ARG002
        return False


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """What was asked and what came back, for a translator to judge."""

    remote: str
    ask: Ask
    asked: str
    received: Received
    token: str = field(repr=False)

    def refusal(self, code: str = "", sentence: str = "") -> Refusal:
        """The facts of a refusal, without secrets and with the body cut."""
        return Refusal(
            remote=self.remote,
            asked=self.asked,
            status=self.received.status,
            code=self._clean(code),
            sentence=self._clean(sentence),
            body=self._clean(self.received.text())[:body_shown_characters],
        )

    def broken(self, code: str = "", sentence: str = "") -> RemoteError:
        """The remote failed in the middle: a write may have landed all the same."""
        refusal = self.refusal(code, sentence)
        return OutcomeUnknown(refusal) if self.ask.writes else Unavailable(refusal)

    def unreadable(self, sentence: str) -> RemoteError:
        """The remote answered, but not in a form that we know: a write may have landed all the same."""
        refusal = self.refusal(sentence=sentence)
        return OutcomeUnknown(refusal) if self.ask.writes else Unintelligible(refusal)

    def _clean(self, text: str) -> str:
        return redacted(text, secrets=(self.token,))


class Translator(Protocol):
    """What is peculiar to one remote's HTTP."""

    @property
    def remote(self) -> str:
        """Its name, "fortnox" or "productive"."""

    def headers(self, token: str) -> Mapping[str, str]:
        """The headers of every request: who speaks, and which media types."""

    def error_in(self, exchange: Exchange) -> RemoteError | None:
        """What went wrong, named by what to do next; None for a success (2xx without a complaint in it)."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A success: `body` is its JSON, None where it had none."""

    body: Any
    exchange: Exchange = field(repr=False)

    def read(self, reader: Callable[[Any], T]) -> T:
        """The body as a value; a reader raises ValueError at what it cannot read, and that becomes an error of ours."""
        try:
            return reader(self.body)
        except ValidationError as error:
            raise self.exchange.unreadable(_fields(error)) from None
        except ValueError as error:
            raise self.exchange.unreadable(str(error)) from None


class Sender:
    """The one way to a remote tenant. Retries nothing, except that a 401 is answered once with a fresh token."""

    def __init__(self, wire: Wire, translator: Translator, *, tokens: TokenSource, pacer: Pacer, clock: Clock) -> None:
        self._wire = wire
        self._translator = translator
        self._tokens = tokens
        self._pacer = pacer
        self._clock = clock

    def send(self, ask: Ask) -> Answer:
        """Ask, and give the answer, or raise the RemoteError that says what to do next."""
        exchange = self.fetch(ask)
        try:
            return Answer(body=exchange.received.json(), exchange=exchange)
        except ValueError as error:
            raise exchange.unreadable(f"The answer is not JSON: {type(error).__name__}.") from None

    def fetch(self, ask: Ask) -> Exchange:
        """Ask for what is not JSON, and give what came, or raise the RemoteError that says what to do next."""
        exchange = self._authorised(ask)
        if error := self._translator.error_in(exchange):
            raise error
        return exchange

    def _authorised(self, ask: Ask) -> Exchange:
        """A 401 means that nothing was done, so even a write may be sent again then, once."""
        exchange = self._paced(ask)
        if exchange.received.status == 401 and self._tokens.renew(exchange.token):
            return self._paced(ask)
        return exchange

    def _paced(self, ask: Ask) -> Exchange:
        """The token first: to fetch one takes time, and a booked moment must not be late."""
        token = self._tokens.token()
        self._pacer.wait_turn()
        ask.leaving()
        return self._once(ask, token)

    def _once(self, ask: Ask, token: str) -> Exchange:
        headers = {**self._translator.headers(token), **({"Content-Type": ask.media_type} if ask.media_type else {})}
        request = self._wire.request(ask.method, ask.path, params=ask.query, headers=headers, **_body(ask))
        asked = redacted(f"{ask.method} {request.url.path}", secrets=(token,))
        started_at = self._clock.monotonic()
        try:
            received = self._wire.exchange(request)
        except (NothingSent, AnswerLost) as failure:
            self._note(asked, started_at, outcome=type(failure).__name__)
            raise self._failed(ask, asked, failure) from failure
        self._note(asked, started_at, outcome=received.status)
        return Exchange(remote=self._translator.remote, ask=ask, asked=asked, received=received, token=token)

    def _failed(self, ask: Ask, asked: str, failure: NothingSent | AnswerLost) -> RemoteError:
        refusal = Refusal(remote=self._translator.remote, asked=asked, sentence=str(failure))
        if isinstance(failure, NothingSent):
            return Unavailable(refusal)
        if ask.writes:
            return OutcomeUnknown(refusal)
        return Unintelligible(refusal) if isinstance(failure, AnswerTooLarge) else Unavailable(refusal)

    def _note(self, asked: str, started_at: float, *, outcome: int | str) -> None:
        method, _, path = asked.partition(" ")
        log.info(
            "Asked a remote system.",
            action="remote_call",
            remote=self._translator.remote,
            method=method,
            path=path,
            status=outcome,
            milliseconds=round((self._clock.monotonic() - started_at) * 1000),
        )


def _body(ask: Ask) -> dict[str, Any]:
    """The body as httpx takes it."""
    if not isinstance(ask.body, Form):
        return {"json": ask.body}
    file = (ask.body.file_name, ask.body.content, ask.body.media_type)
    return {"data": dict(ask.body.fields), "files": {ask.body.file_field: file}}


def _fields(error: ValidationError) -> str:
    """Which fields could not be read, and why; never what stood in them."""
    problems = error.errors(include_url=False, include_input=False, include_context=False)
    told = [f"{'.'.join(str(part) for part in problem['loc'])}: {problem['msg']}" for problem in problems]
    return "; ".join(told[:unreadable_fields_shown])
