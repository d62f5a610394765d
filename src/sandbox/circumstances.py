"""What can be the matter with a Fortnox company while it answers one request: locked, out of step, slow to find."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from werkzeug import Request

from sandbox.clock import SandboxClock
from sandbox.faults import Fault
from sandbox.fortnox import invoices, licences, switches
from sandbox.fortnox.books import Books
from sandbox.fortnox.grants import Grants
from sandbox.store import Store

TOKEN_PATH = "/fortnox/oauth-v1/token"
EVERYTHING_UNTIL = "9999-12-31"


def of(fault: Fault, request: Request, *, store: Store, clock: SandboxClock) -> AbstractContextManager[None]:
    """The planned circumstance in the company that the request's token belongs to; none where the token is not good."""
    given = request.authorization
    row = Grants(store, clock).access((given.token if given else None) or "")
    if row is None:
        return nullcontext()
    return CIRCUMSTANCES[fault.kind](Books(store=store, clock=clock, tenant=row["tenant"]), fault)


def end_token(request: Request, *, store: Store, clock: SandboxClock) -> None:
    """Let what this request rests on be good no longer: its access token, or what it asks new tokens for."""
    given, grants = request.authorization, Grants(store, clock)
    grants.kill((given.token if given else None) or "")
    if request.path == TOKEN_PATH:
        grants.kill_grant(
            code=request.form.get("code", ""),
            refresh_token=request.form.get("refresh_token", ""),
            client_id=(given.username if given else None) or "",
            tenant=request.headers.get("TenantId", ""),
        )


def _locked(books: Books, _fault: Fault) -> AbstractContextManager[None]:
    """Everything is locked, whatever its date."""
    return _with_fact(books, "LockedUntil", EVERYTHING_UNTIL)


def _without_licences(books: Books, _fault: Fault) -> AbstractContextManager[None]:
    """The company has the integration licence and no other."""
    return _with_fact(books, licences.LICENCES, [licences.INTEGRATION])


@contextmanager
def _with_fact(books: Books, name: str, value: object) -> Iterator[None]:
    facts = books.table("company")["facts"]
    before, facts[name] = facts.get(name), value
    try:
        yield
    finally:
        facts[name] = before


@contextmanager
def _series_behind(books: Books, _fault: Fault) -> Iterator[None]:
    """The series of invoices would give a number that is taken, until a request has moved it."""
    taken = max((int(number) for number in books.table("invoices")), default=0)
    counters, series = books.store.counters, books.series(invoices.SERIES)
    before, counters[series] = books.peek(invoices.SERIES), taken
    try:
        yield
    finally:
        if counters[series] == taken:
            counters[series] = before


@contextmanager
def _search_lag(books: Books, fault: Fault) -> Iterator[None]:
    """What is younger than so many seconds is not found by a search."""
    table, key = books.store.table(switches.TABLE), f"{books.tenant}.search_lag_seconds"
    before = table.get(key)
    switches.turn(books.store, "search_lag_seconds", to=fault.seconds, tenant=books.tenant)
    try:
        yield
    finally:
        if before is None:
            table.pop(key)
        else:
            table[key] = before


CIRCUMSTANCES: dict[str, Callable[[Books, Fault], AbstractContextManager[None]]] = {
    "licence_lost": _without_licences,
    "locked_period": _locked,
    "series_behind": _series_behind,
    "search_lag": _search_lag,
}
