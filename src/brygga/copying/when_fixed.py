"""Copy when fixed: a copy that only a set-up stops goes on by itself, unless what would be sent has changed since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction

from brygga.accounting.cures import can_go_on, cause_may_show
from brygga.accounting.invoices import deleted
from brygga.accounting.problems import Problem, ProblemKind
from brygga.connections.models import Connection, ConnectionState
from brygga.connections.outside import Outside
from brygga.connections.registers import forget_registers
from brygga.copying import requests
from brygga.copying.copy_invoice import FORTNOX
from brygga.copying.models import Copy
from brygga.copying.preview import Preview, preview
from brygga.copying.states import CopyState
from brygga.copying.turns import LOOK_EVERY, as_json
from brygga.copying.wishes import AlreadyCopied
from brygga.history.models import record
from brygga.remote.errors import NotFound, RemoteError
from brygga.tenants.models import User

# Who waits long is looked at less often: after an eighth of the time that it has waited, but at least so often.
LOOK_AT_LEAST_EVERY = timedelta(hours=6)
SHARE_OF_WAIT = 8
# All looks of one round share one reading of the registers, and the next round reads them anew.
REGISTERS_KNOWN_FOR = timedelta(minutes=14)

log = structlog.get_logger()


def look(copy_id: UUID, *, outside: Outside) -> None:
    """See whether what stopped a copy is mended; then it goes on, keeps waiting, or asks its person again."""
    copy = Copy.objects.select_related("organisation", "connection").get(id=copy_id)
    if not _waits(copy) or copy.connection.state == ConnectionState.RECONNECT_NEEDED:
        return
    try:
        seen = _seen(copy, outside)
    except RemoteError as error:
        log.info("a blocked copy could not be looked at", copy=str(copy_id), error=str(error))
        return
    problems = deleted(copy.productive_invoice_id).problems if seen is None else seen.problems
    last = requests.last_attempt(copy)
    if problems:
        _still_stopped(copy, problems, outside)
    elif cause_may_show(_problems(copy)):
        _still_stopped(copy, _problems(copy), outside)  # Nothing shows why it was refused, so a person finds out.
    elif seen is None or seen.fingerprint != last.seen_fingerprint:
        _still_stopped(copy, [Problem(ProblemKind.CHANGED_SINCE_SEEN)], outside)
    else:
        with suppress(AlreadyCopied):  # Its person was quicker.
            requests.go_on(copy, outside=outside)


def look_soon(connection: Connection, *, customer: str = "", outside: Outside) -> None:
    """Something was mended here, or read anew: what waits for this subsidiary is looked at now.

    Where it was a customer, only what that customer stops.
    """
    waiting = Copy.objects.within(connection.organisation).filter(
        state=CopyState.BLOCKED, looks_when_fixed_at__isnull=False, connection__subsidiary=connection.subsidiary_id
    )
    if customer:
        kept = waiting.values_list("id", "problems")
        waiting = waiting.filter(id__in=[copy_id for copy_id, problems in kept if _is_about(problems, customer)])
    waiting.update(looks_when_fixed_at=outside.clock.now())


def _is_about(problems: Sequence[Mapping[str, Any]], customer: str) -> bool:
    return any(each["facts"].get("customer") == customer for each in problems)


def wait_for_it(copy: Copy, *, wants: bool, user: User | None, outside: Outside) -> None:
    """A person lets a stopped copy go on when it is mended, or not."""
    with transaction.atomic():
        copy = Copy.objects.within(copy.organisation).select_for_update().get(id=copy.id)
        is_waiting = copy.looks_when_fixed_at is not None
        if copy.state != CopyState.BLOCKED or is_waiting == wants or (wants and not may_go_on(copy)):
            return
        copy.looks_when_fixed_at = outside.clock.now() if wants else None
        copy.save(update_fields=["looks_when_fixed_at"])
        if wants:
            _note(copy, "waits_until_fixed", user, outside)
        else:
            _note(copy, "waits_for_person", user, outside)


def may_go_on(copy: Copy) -> bool:
    """Whether what stops this copy leaves nothing to decide once it is mended; never after anything was sent."""
    return copy.state == CopyState.BLOCKED and not copy.fortnox_document_number and can_go_on(_problems(copy))


def next_look(copy: Copy, now: datetime) -> datetime:
    """When a copy that keeps waiting is looked at again."""
    waited = now - (requests.last_attempt(copy).finished_at or now)
    return now + min(max(waited / SHARE_OF_WAIT, LOOK_EVERY), LOOK_AT_LEAST_EVERY)


def _problems(copy: Copy) -> list[Problem]:
    return [Problem(ProblemKind(each["kind"]), each["facts"], each["line"]) for each in copy.problems]


def _waits(copy: Copy) -> bool:
    is_free = not copy.attempts.filter(finished_at=None).exists()
    return copy.state == CopyState.BLOCKED and copy.looks_when_fixed_at is not None and is_free


def _seen(copy: Copy, outside: Outside) -> Preview | None:
    """What would be sent now, by registers no older than this round; None when the invoice is gone."""
    forget_registers(copy.connection, read_before=outside.clock.now() - REGISTERS_KNOWN_FOR)
    last = requests.last_attempt(copy)
    try:
        return preview(
            copy.organisation,
            copy.productive_invoice_id,
            customer=last.customer,
            number=last.invoice_number,
            copy=copy,
            ordinal=copy.ordinal,
            outside=outside,
        )
    except NotFound as gone:
        if gone.refusal.remote == FORTNOX:
            raise
        return None


def _still_stopped(copy: Copy, problems: Sequence[Problem], outside: Outside) -> None:
    found, now = [as_json(problem) for problem in problems], outside.clock.now()
    with transaction.atomic():
        copy = Copy.objects.select_for_update().get(id=copy.id)
        if not _waits(copy):
            return
        is_news = found != copy.problems
        copy.problems = found
        copy.looks_when_fixed_at = next_look(copy, now) if can_go_on(problems) else None
        copy.save(update_fields=["problems", "looks_when_fixed_at"])
        if is_news:
            facts = {"problems": found, "fortnox_document_number": ""}
            record(copy.organisation, "blocked", subject=copy.subject, at=now, facts=facts)


def _note(copy: Copy, kind: str, user: User | None, outside: Outside) -> None:
    record(copy.organisation, kind, subject=copy.subject, at=outside.clock.now(), actor=user or "")
