"""What can go wrong with a remote system, named by what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """What a remote said when it refused, and what we had asked; nothing in it is secret.

    `remote` is "fortnox" or "productive"; `asked` is method and path ("POST /3/invoices"); `status` is the HTTP
    status, or None where no answer came; `code` and `sentence` are the remote's own; `body` is redacted and cut.
    """

    remote: str
    asked: str
    status: int | None = None
    code: str = ""
    sentence: str = ""
    body: str = ""


class RemoteError(Exception):
    """A remote system did not do what was asked."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(self._sentence())

    def _sentence(self) -> str:
        told = " ".join(part for part in (self.refusal.code, self.refusal.sentence) if part)
        status = self.refusal.status or "no answer"
        return f"{self.refusal.remote}: {self.refusal.asked} ({status}) {told}".strip()


class Unavailable(RemoteError):
    """No answer, or the remote is broken: nothing was written; try again later."""


class Throttled(RemoteError):
    """Too many requests: nothing was written; try again after `after`."""

    def __init__(self, refusal: Refusal, after: timedelta) -> None:
        self.after = after
        super().__init__(refusal)


class NotAuthorised(RemoteError):
    """The token is dead, or a scope or licence is missing: pause the connection and ask a person.

    `whole_connection` is False where only one resource was refused, which is no reason to reconnect.
    """

    def __init__(self, refusal: Refusal, *, whole_connection: bool) -> None:
        self.whole_connection = whole_connection
        super().__init__(refusal)


class Refused(RemoteError):
    """The remote understood and said no: nothing was written; show its sentence."""


class NotFound(Refused):
    """The thing in the address does not exist."""


class Unintelligible(RemoteError):
    """The remote answered something we cannot read: block, and tell a developer."""


class OutcomeUnknown(RemoteError):
    """A write was sent and no answer came: look first; never resend blindly."""
