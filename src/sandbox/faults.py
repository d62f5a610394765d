"""Planned trouble: what goes wrong, for which request, and how often."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, get_args

from werkzeug import Request, Response

from sandbox import fault_answers
from sandbox.clock import SandboxClock
from sandbox.wire import ConnectionCut

Kind = Literal[
    "refuse", "throttle", "html", "break_before", "lose_answer", "land_late", "delay", "token_dead"
]  # fmt: skip
KINDS: tuple[str, ...] = get_args(Kind)


@dataclass(kw_only=True)
class Fault:
    """One kind of trouble for the next `times` matching requests, after `skip` of them went well.

    `remote` ("fortnox", "productive"), `method` and `path` (a regular expression) narrow it; empty means any.
    `status`, `code`, `message` are for refuse (and `status` for html); `retry_after` for throttle, in seconds;
    `seconds` for delay and land_late.
    """

    kind: Kind
    remote: str = ""
    method: str = ""
    path: str = ""
    times: int = 1
    skip: int = 0
    status: int = 0
    code: str = ""
    message: str = ""
    retry_after: int | None = None
    seconds: float = 0.0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"A fault is one of {', '.join(KINDS)}, not {self.kind!r}.")
        re.compile(self.path)

    def matches(self, remote: str, method: str, path: str) -> bool:
        return (
            self.remote in {"", remote}
            and self.method.upper() in {"", method}
            and re.search(self.path, path) is not None
        )


class Faults:
    """The plan: faults are used in the order they were planned, one for each request."""

    def __init__(self) -> None:
        self._planned: list[Fault] = []
        self._lock = threading.Lock()

    def plan(self, fault: Fault) -> None:
        with self._lock:
            self._planned.append(fault)

    def planned(self) -> list[Fault]:
        return list(self._planned)

    def clear(self) -> None:
        with self._lock:
            self._planned.clear()

    def take(self, remote: str, method: str, path: str) -> Fault | None:
        """The fault that hits this request, if any; it is used up by that."""
        with self._lock:
            for fault in self._planned:
                if not fault.matches(remote, method, path):
                    continue
                if fault.skip:
                    fault.skip -= 1
                    continue
                fault.times -= 1
                if fault.times <= 0:
                    self._planned.remove(fault)
                return fault
        return None


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """One request on its way to a remote: how to answer it, and how to let it land later."""

    remote: str
    request: Request
    clock: SandboxClock
    respond: Callable[[Request], Response]
    land_later: Callable[[Request, float], Any]


def answer(exchange: Exchange, fault: Fault | None) -> Response:
    """Answer as planned; without a fault, as the remote does."""
    if fault is None:
        return exchange.respond(exchange.request)
    return ACTS[fault.kind](exchange, fault)


def _refuse(exchange: Exchange, fault: Fault) -> Response:
    return fault_answers.refusal(exchange.remote, status=fault.status or 400, code=fault.code, message=fault.message)


def _throttle(exchange: Exchange, fault: Fault) -> Response:
    return fault_answers.throttled(exchange.remote, retry_after=fault.retry_after)


def _html(_exchange: Exchange, fault: Fault) -> Response:
    return fault_answers.gateway_page(fault.status or 502)


def _break_before(_exchange: Exchange, _fault: Fault) -> Response:
    raise ConnectionCut("The connection broke before anything was written.")


def _lose_answer(exchange: Exchange, _fault: Fault) -> Response:
    exchange.respond(exchange.request)
    raise ConnectionCut("The request landed; its answer was lost.")


def _land_late(exchange: Exchange, fault: Fault) -> Response:
    exchange.land_later(exchange.request, fault.seconds)
    raise ConnectionCut("The connection broke; the request is still on its way.")


def _delay(exchange: Exchange, fault: Fault) -> Response:
    exchange.clock.sleep(fault.seconds)
    return exchange.respond(exchange.request)


def _token_dead(exchange: Exchange, _fault: Fault) -> Response:
    return fault_answers.token_refused(exchange.remote)


ACTS: dict[str, Callable[[Exchange, Fault], Response]] = {
    "refuse": _refuse,
    "throttle": _throttle,
    "html": _html,
    "break_before": _break_before,
    "lose_answer": _lose_answer,
    "land_late": _land_late,
    "delay": _delay,
    "token_dead": _token_dead,
}
