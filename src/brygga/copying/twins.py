"""A twin is a second live invoice of one intention: a write that was given up for lost and landed all the same.

It is cancelled when that harms nobody: never booked, sent or paid, and the one that we know still lives. Else a person
is told.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import structlog
from django.db import transaction

from brygga.accounting.problems import Problem, ProblemKind
from brygga.connections import opening
from brygga.connections.live import speaking_for_books_of
from brygga.connections.outside import Outside
from brygga.copying.models import Copy
from brygga.copying.states import WriteKind, WriteState
from brygga.copying.turns import as_json
from brygga.fortnox.client import FortnoxClient
from brygga.fortnox.schema import Invoice
from brygga.history.models import record
from brygga.remote.errors import RemoteError

WATCH_EVERY = timedelta(minutes=30)

log = structlog.get_logger()


def look_for_twin(copy_id: UUID, *, outside: Outside) -> None:
    """Look once for other invoices under the copy's reference, and mend what can be mended."""
    copy = Copy.objects.select_related("organisation", "connection").get(id=copy_id)
    if not copy.fortnox_document_number:
        _watch_again(copy, outside, for_certain=True)  # Still under way: which one is ours is not settled.
        return
    client = opening.fortnox(speaking_for_books_of(copy.connection), outside=outside)
    try:
        for twin in _twins(copy, client):
            _mend(copy, twin, client, outside)
    except RemoteError as error:
        log.warning("looking for a twin failed", copy=str(copy_id), error=str(error))
        _watch_again(copy, outside, for_certain=True)
    else:
        _watch_again(copy, outside)


def _twins(copy: Copy, client: FortnoxClient) -> list[Invoice]:
    """A credit note that Fortnox made inherits its original's reference, and is no twin of it (seen in 2026)."""
    reference = copy.writes.filter(kind=WriteKind.CREATE_INVOICE, state=WriteState.LANDED).get().reference
    listed = client.invoices_referring_to(reference)
    others = [each for each in listed if each.document_number != copy.fortnox_document_number and not each.cancelled]
    found = [client.invoice(each.document_number) for each in others]
    return [each for each in found if each.takes_back == copy.is_credit_note and not each.cancelled]


def _mend(copy: Copy, twin: Invoice, client: FortnoxClient, outside: Outside) -> None:
    """Cancelling is safe to repeat: a cancelled invoice is no longer found as a twin."""
    facts = {"number": copy.fortnox_document_number, "twin": twin.document_number}
    is_in_use = twin.booked or twin.sent or twin.balance != twin.total
    if is_in_use or client.invoice(copy.fortnox_document_number).cancelled:
        _tell(copy, Problem(ProblemKind.TWIN_IN_FORTNOX, facts), outside)
        return
    _note(copy, "twin_found", facts, outside)
    client.cancel_invoice(twin.document_number)
    _note(copy, "twin_cancelled", facts, outside)


def _tell(copy: Copy, problem: Problem, outside: Outside) -> None:
    if as_json(problem) not in copy.problems:
        copy.problems = [*copy.problems, as_json(problem)]
        copy.save(update_fields=["problems"])
        _note(copy, "twin_found", dict(problem.facts), outside)


def _note(copy: Copy, kind: str, facts: dict[str, str], outside: Outside) -> None:
    with transaction.atomic():
        record(copy.organisation, kind, subject=copy.subject, at=outside.clock.now(), facts=facts)


def _watch_again(copy: Copy, outside: Outside, *, for_certain: bool = False) -> None:
    """Until the time of watching is over; a look that failed is made up for, however late."""
    next_watch = outside.clock.now() + WATCH_EVERY
    goes_on = for_certain or (copy.watched_until is not None and next_watch <= copy.watched_until)
    Copy.objects.filter(id=copy.id).update(watch_at=next_watch if goes_on else None)
