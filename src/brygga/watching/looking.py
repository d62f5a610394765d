"""Reading one copied invoice whole: what was changed in it since Brygga wrote it is told, once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction

from brygga.accounting import afterwards
from brygga.accounting.problems import AFTERWARDS, Problem
from brygga.connections import opening
from brygga.connections.live import speaking_for_books_of
from brygga.connections.outside import Outside
from brygga.copying.last_written import LastWritten, last_written
from brygga.copying.models import Copy
from brygga.copying.states import CopyState
from brygga.copying.turns import as_json
from brygga.fortnox.schema import Invoice
from brygga.history.models import record
from brygga.links.models import DocumentLink
from brygga.remote.errors import NotFound, RemoteError
from brygga.watching.invoices import learn
from brygga.watching.models import Watched

AGAIN_AFTER = timedelta(minutes=5)
CASH = "CASH"

log = structlog.get_logger()


def look_due(copy_id: UUID, *, outside: Outside) -> None:
    """Look at one invoice that was changed; where it cannot be read nothing changes, and it is looked at again."""
    copy = Copy.objects.select_related("organisation", "connection").get(id=copy_id)
    try:
        look(copy, outside=outside)
    except RemoteError as error:
        log.warning("a look at an invoice failed", copy=str(copy_id), error=str(error))
        Watched.objects.filter(copy=copy).update(look_at=outside.clock.now() + AGAIN_AFTER)


def look(copy: Copy, *, outside: Outside) -> None:
    """Read the invoice and compare it with what was last written. Raises the errors of `brygga.remote`."""
    if copy.state != CopyState.COPIED:
        Watched.objects.filter(copy=copy).update(look_at=None)
        return
    last = last_written(copy)
    now = _read(copy, outside)
    problems = (
        afterwards.became(last.draft, last.answer, now, ours=_our_credit_notes(copy, now))
        if now
        else afterwards.gone(copy.fortnox_document_number)
    )
    with transaction.atomic():
        _keep(copy, last, now, problems, outside)


def _read(copy: Copy, outside: Outside) -> Invoice | None:
    client = opening.fortnox(speaking_for_books_of(copy.connection), outside=outside)
    try:
        return client.invoice(copy.fortnox_document_number)
    except NotFound:
        return None


def _our_credit_notes(copy: Copy, now: Invoice) -> list[str]:
    """The credit note that Fortnox names, where Brygga made it."""
    links = DocumentLink.objects.within(copy.organisation).filter(
        fortnox_tenant_id=copy.connection.fortnox_tenant_id, fortnox_document_number=now.credit_reference, is_live=True
    )
    return list(links.values_list("fortnox_document_number", flat=True))


def _keep(copy: Copy, last: LastWritten, now: Invoice | None, problems: list[Problem], outside: Outside) -> None:
    copy = Copy.objects.select_related("organisation", "connection").select_for_update(of=("self",)).get(id=copy.id)
    if copy.state != CopyState.COPIED or last_written(copy) != last:
        # Brygga writes to it at this moment: what was read is old, and what is written is compared by itself.
        Watched.objects.filter(copy=copy).update(look_at=outside.clock.now() + AGAIN_AFTER)
        return
    watched = learn(copy, now or last.answer, outside=outside)
    if now is None:
        watched.cancelled = True
    else:
        watched.by_cash_method = now.accounting_method == CASH
        watched.credit_note = "" if now.credit_reference == "0" else now.credit_reference
    watched.looked_at, watched.look_at = outside.clock.now(), None
    _tell(copy, watched, [as_json(each) for each in problems], outside)
    watched.save()


def _tell(copy: Copy, watched: Watched, found: list[dict[str, Any]], outside: Outside) -> None:
    """What is told already is not told again: a person may have left it as it is."""
    if found == watched.told:
        return
    standing = [each for each in copy.problems if each["kind"] in AFTERWARDS]
    watched.told = found
    copy.problems = [*(each for each in copy.problems if each not in standing), *found]
    copy.save(update_fields=["problems"])
    if found:
        _note(copy, "changed_afterwards", outside, found)
    elif standing:
        _note(copy, "changed_back", outside, found)


def _note(copy: Copy, kind: str, outside: Outside, found: list[dict[str, Any]]) -> None:
    facts = {"fortnox_document_number": copy.fortnox_document_number, "problems": found}
    record(copy.organisation, kind, subject=copy.subject, at=outside.clock.now(), facts=facts)
