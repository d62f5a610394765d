"""Sends what webhooks are due, signs it, and tries again as documented when the receiver does not take it.

Productive's documentation and two live receivers, read 2026-09: header `Productive-Signature: t=…, s=…`, where s is the
hex HMAC-SHA256 of "t.body" under the webhook's token; after 3 failures in a row the webhook has issues, after 12 it is
deactivated. How the retries are spread is a switch. Only addresses of this machine are ever sent to: any other counts
as one that cannot be reached.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from ipaddress import ip_address
from urllib.parse import urlsplit

from sandbox.clock import SandboxClock
from sandbox.productive import records, switches
from sandbox.productive.visit import stored_moment
from sandbox.productive.webhook_queue import TABLE
from sandbox.store import Record, Store

HOURS = 3_600
# Number of retries, seconds before each, and how many failures in a row deactivate the webhook: never before the last
# retry of one delivery has failed.
RETRIES = {
    "12_in_48_hours": (12, 4 * HOURS, 13),
    "25_in_48_hours": (25, 48 * HOURS // 25, 26),
    "every_12_hours": (4, 12 * HOURS, 12),
}
FAILURES_BEFORE_ISSUES = 3
WORKING, ISSUES = 1, 2
NO_ANSWER = 0
# A delivery whose end was never told (the program was stopped) is tried again after this long.
UNTOLD_SECONDS = 600

# Address, body and headers of a request, and how many seconds to wait for an answer; gives its status, or raises
# OSError when there was none.
Post = Callable[[str, bytes, Mapping[str, str], int], int]


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """One attempt at one delivery."""

    delivery: str
    address: str
    body: bytes
    headers: Mapping[str, str]
    timeout_seconds: int


def deliver_due(store: Store, clock: SandboxClock, post: Post) -> int:
    """Send everything that is due now; how many attempts were made.

    A receiver may ask the sandbox in return while `post` waits for it, so nobody may hold a lock around this. Who needs
    one takes it for `take_due` and for `settle`, and posts in between.
    """
    parcels = take_due(store, clock)
    for parcel in parcels:
        settle(store, clock, parcel, status=status_of(parcel, post))
    return len(parcels)


def take_due(store: Store, clock: SandboxClock) -> list[Parcel]:
    """The attempts that are due, in their order; nobody else is given them."""
    table = store.table(TABLE)
    due = [key for key in sorted(table, key=int) if datetime.fromisoformat(table[key]["due_at"]) <= clock.now()]
    if switches.read(store, "webhook_order") == "reversed":
        due.reverse()
    parcels = []
    for key in due:
        webhook = records.table(store, "webhooks").get(table[key]["webhook"])
        if webhook is None or webhook["attributes"]["deactivated_at"]:
            table.pop(key)
            continue
        table[key]["due_at"] = _later(clock, UNTOLD_SECONDS)
        parcels.append(_parcel(store, clock, webhook, delivery=key))
    return parcels


def status_of(parcel: Parcel, post: Post) -> int:
    """The status that an attempt ends with; 0 when nobody answered or the address is not of this machine."""
    if not is_local(parcel.address):
        return NO_ANSWER
    try:
        return post(parcel.address, parcel.body, parcel.headers, parcel.timeout_seconds)
    except OSError:
        return NO_ANSWER


def settle(store: Store, clock: SandboxClock, parcel: Parcel, *, status: int) -> None:
    """Note how an attempt ended: done, to be tried again, or given up. Only failures are logged (specification)."""
    row = store.table(TABLE).get(parcel.delivery)
    webhook = records.table(store, "webhooks").get(row["webhook"]) if row else None
    if row is None or webhook is None:
        store.table(TABLE).pop(parcel.delivery, None)
        return
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        store.table(TABLE).pop(parcel.delivery)
        webhook["attributes"] |= {"state_id": WORKING, "retry_attempts": 0}
        return
    _count_failure(store, clock, webhook)
    will_retry = _plan_retry(store, clock, webhook, delivery=parcel.delivery)
    _log(store, clock, webhook, {"row": row, "status": status, "job": parcel.delivery if will_retry else None})
    row["attempt"] += 1


def is_local(address: str) -> bool:
    """Whether an address leads to this machine: by its one name, or by number."""
    host = urlsplit(address).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _parcel(store: Store, clock: SandboxClock, webhook: Record, *, delivery: str) -> Parcel:
    facts = webhook["attributes"]
    body = str(store.table(TABLE)[delivery]["body"]).encode()
    seconds = int(clock.now().timestamp())
    signed = hmac.new(facts["signature_token"].encode(), f"{seconds}.".encode() + body, hashlib.sha256)
    comma = ", " if switches.read(store, "webhook_signature_blank") else ","
    headers = {
        "Content-Type": "application/json",  # Guess.
        "Productive-Signature": f"t={seconds}{comma}s={signed.hexdigest()}",
    }
    if switches.read(store, "webhook_custom_headers"):
        headers |= {str(name): str(value) for name, value in (facts["custom_headers"] or {}).items()}
    timeout = switches.read(store, "webhook_timeout_seconds")
    return Parcel(delivery=delivery, address=facts["target_url"], body=body, headers=headers, timeout_seconds=timeout)


def _count_failure(store: Store, clock: SandboxClock, webhook: Record) -> None:
    facts = webhook["attributes"]
    failures = (facts["retry_attempts"] or 0) + 1
    facts["retry_attempts"] = failures  # That this field counts failures in a row is a guess.
    if failures >= FAILURES_BEFORE_ISSUES:
        facts["state_id"] = ISSUES
    if failures >= RETRIES[switches.read(store, "webhook_retries")][2]:
        facts["deactivated_at"] = stored_moment(clock.now())


def _plan_retry(store: Store, clock: SandboxClock, webhook: Record, *, delivery: str) -> bool:
    retries_max, wait_seconds, _ = RETRIES[switches.read(store, "webhook_retries")]
    row = store.table(TABLE)[delivery]
    if webhook["attributes"]["deactivated_at"] or row["attempt"] >= retries_max:
        store.table(TABLE).pop(delivery)
        return False
    row["due_at"] = _later(clock, wait_seconds)
    return True


def _log(store: Store, clock: SandboxClock, webhook: Record, failure: Record) -> None:
    records.add(
        store,
        "webhook_logs",
        organisation=webhook["organization"],
        attributes={
            "payload": failure["row"]["body"],
            "target_url": webhook["attributes"]["target_url"],
            "retry_attempt": failure["row"]["attempt"],
            "retry_job_id": failure["job"],
            "status_code": failure["status"],
            "created_at": stored_moment(clock.now()),
        },
        related={"webhook": webhook["id"]},
    )


def _later(clock: SandboxClock, seconds: int) -> str:
    return (clock.now() + timedelta(seconds=seconds)).isoformat()
