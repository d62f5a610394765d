"""Who may call the API, for what, and how often."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from werkzeug import Request

from sandbox.clock import SandboxClock
from sandbox.fortnox import errors, licences, switches
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refused, Unauthorised
from sandbox.fortnox.grants import Grants
from sandbox.landings import ENVIRON_MARK
from sandbox.store import Record, Store

# 25 calls in a sliding window of 5 s for each client and tenant, since 2022-11 (docs).
CALLS_MAX = 25
WINDOW = timedelta(seconds=5)
CALLS = "fortnox.calls"

# Which scope each resource needs (docs, read 2026-04); all are read and write.
SCOPES = {
    "accounts": "bookkeeping",
    "archive": "archive",
    "articles": "article",
    "companyinformation": "companyinformation",
    "costcenters": "costcenter",
    "currencies": "currency",
    "customers": "customer",
    "financialyears": "bookkeeping",
    "inbox": "inbox",
    "invoicepayments": "payment",
    "invoices": "invoice",
    "labels": "settings",
    "me": "profile",
    "modesofpayments": "settings",
    "predefinedaccounts": "settings",
    "predefinedvoucherseries": "bookkeeping",
    "projects": "project",
    "settings": "settings",
    "termsofpayments": "settings",
    "units": "settings",
    "voucherseries": "bookkeeping",
    "vouchers": "bookkeeping",
}
KNOWN_SCOPES = frozenset(SCOPES.values()) | {
    "archive", "connectfile", "costcenter", "inbox", "noxfinansinvoice", "offer", "order", "payment", "price", "print",
    "project", "salary", "supplier", "supplierinvoice", "timereporting", "warehouse",
}  # fmt: skip


class OverLimit(Exception):
    """More calls than the window allows."""


def bearer(request: Request, *, store: Store, clock: SandboxClock) -> Record:
    """The living access token of a request, within the limit of its client and tenant."""
    landing = ENVIRON_MARK in request.environ
    given = request.authorization
    token = given.token if given is not None and given.type == "bearer" else None
    row = Grants(store, clock).access(token or "", landing=landing)
    if row is None:
        raise Unauthorised
    if not landing:
        _count(store, clock, key=f"{row['client_id']}:{row['tenant']}")
    return row


def check_scope(row: Record, books: Books, resource: str) -> None:
    """The scope of the token, then the licences of its company (their order is a guess)."""
    if SCOPES[resource] not in row["scope"].split():
        raise Refused(replace(errors.SCOPE_MISSING, status=books.switch("scope_status")))
    if refusal := licences.missing(books, SCOPES[resource]):
        raise Refused(refusal)


def _count(store: Store, clock: SandboxClock, *, key: str) -> None:
    """One more call, unless the window is full."""
    calls = store.table(CALLS).setdefault(key, {"at": [], "violations": 0})
    since = clock.now() - WINDOW
    calls["at"] = [at for at in calls["at"] if datetime.fromisoformat(at) > since]
    full = len(calls["at"]) >= CALLS_MAX
    if not full or switches.read(store, "refused_calls_count"):
        calls["at"].append(clock.now().isoformat())
    if full:
        calls["violations"] += 1
        raise OverLimit
