"""How planned trouble is played out upon one request."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from werkzeug import Request, Response

from sandbox import circumstances, fault_answers
from sandbox.clock import SandboxClock
from sandbox.faults import Fault
from sandbox.store import Store
from sandbox.wire import ConnectionCut

DRIPS = 10


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """One request on its way to a remote: how to answer it, and how to let it land later.

    `alone` keeps all other requests out while it is entered.
    """

    remote: str
    request: Request
    store: Store
    clock: SandboxClock
    alone: AbstractContextManager[Any]
    respond: Callable[[Request], Response]
    land_later: Callable[[Request, float], Any]


def answer(exchange: Exchange, fault: Fault | None) -> Response:
    """Answer as planned; without a fault, as the remote does."""
    if fault is None:
        return exchange.respond(exchange.request)
    return ACTS[fault.kind](exchange, fault)


def _refuse(exchange: Exchange, fault: Fault) -> Response:
    _land_if_after(exchange, fault)
    return fault_answers.refusal(
        exchange.remote, exchange.request, status=fault.status or 400, code=fault.code, message=fault.message
    )


def _throttle(exchange: Exchange, fault: Fault) -> Response:
    return fault_answers.throttled(exchange.remote, store=exchange.store, retry_after=fault.retry_after)


def _html(exchange: Exchange, fault: Fault) -> Response:
    _land_if_after(exchange, fault)
    return fault_answers.gateway_page(fault.status or 502)


def _land_if_after(exchange: Exchange, fault: Fault) -> None:
    if fault.after:
        exchange.respond(exchange.request)


def _half_body(exchange: Exchange, _fault: Fault) -> Response:
    """The headers promise the whole body; the connection breaks in its middle."""
    response = exchange.respond(exchange.request)
    body = response.get_data()
    return _in_parts(response, _first_half(body), length=len(body))


def _first_half(body: bytes) -> Iterator[bytes]:
    yield body[: len(body) // 2]
    raise ConnectionCut("The connection broke in the middle of the answer.")


def _drip(exchange: Exchange, fault: Fault) -> Response:
    """The whole body, in drips over so many seconds."""
    response = exchange.respond(exchange.request)
    body = response.get_data()
    return _in_parts(response, _drips(body, exchange.clock, seconds=fault.seconds), length=len(body))


def _drips(body: bytes, clock: SandboxClock, *, seconds: float) -> Iterator[bytes]:
    size = -(-len(body) // DRIPS) or 1
    for start in range(0, len(body), size):
        clock.sleep(seconds / DRIPS)
        yield body[start : start + size]


def _in_parts(response: Response, parts: Iterable[bytes], *, length: int) -> Response:
    parted = Response(parts, status=response.status, headers=response.headers)
    parted.headers["Content-Length"] = str(length)
    return parted


def _delay(exchange: Exchange, fault: Fault) -> Response:
    exchange.clock.sleep(fault.seconds)
    return exchange.respond(exchange.request)


def _break_before(_exchange: Exchange, _fault: Fault) -> Response:
    raise ConnectionCut("The connection broke before anything was written.")


def _lose_answer(exchange: Exchange, _fault: Fault) -> Response:
    exchange.respond(exchange.request)
    raise ConnectionCut("The request landed; its answer was lost.")


def _land_late(exchange: Exchange, fault: Fault) -> Response:
    exchange.land_later(exchange.request, fault.seconds)
    raise ConnectionCut("The connection broke; the request is still on its way.")


def _token_dead(exchange: Exchange, _fault: Fault) -> Response:
    """What this request shows is good no longer, neither now nor later; in Productive, for this request only."""
    if exchange.remote == fault_answers.PRODUCTIVE:
        return fault_answers.token_refused()
    with exchange.alone:
        circumstances.end_token(exchange.request, store=exchange.store, clock=exchange.clock)
        return exchange.respond(exchange.request)


def _record_busy(exchange: Exchange, _fault: Fault) -> Response:
    return fault_answers.record_busy(exchange.request)


def _under_circumstances(exchange: Exchange, fault: Fault) -> Response:
    """Answered by Fortnox's own rules, in a company that is as planned for as long as the answer takes."""
    with exchange.alone, circumstances.of(fault, exchange.request, store=exchange.store, clock=exchange.clock):
        return exchange.respond(exchange.request)


ACTS: dict[str, Callable[[Exchange, Fault], Response]] = {
    "refuse": _refuse,
    "throttle": _throttle,
    "html": _html,
    "half_body": _half_body,
    "drip": _drip,
    "delay": _delay,
    "break_before": _break_before,
    "lose_answer": _lose_answer,
    "land_late": _land_late,
    "token_dead": _token_dead,
    "licence_lost": _under_circumstances,
    "record_busy": _record_busy,
    "locked_period": _under_circumstances,
    "series_behind": _under_circumstances,
    "search_lag": _under_circumstances,
}
