"""What an update would change in the Fortnox invoice that stands, and everything that stops it; nothing is written."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from brygga.accounting import comparison, corrections
from brygga.accounting.corrections import Change, Why, not_changeable
from brygga.accounting.problems import Problem, ProblemKind, blocked
from brygga.connections import opening
from brygga.connections.live import speaking_for_books_of
from brygga.connections.outside import Outside
from brygga.copying.last_written import LastWritten, last_written, too_late
from brygga.copying.models import Copy
from brygga.copying.preview import Preview, preview
from brygga.copying.states import Keeps
from brygga.fortnox import schema as fortnox
from brygga.remote.errors import NotFound

# Said by the invoice's own state in Fortnox, or true of every invoice that was copied.
KNOWN_OF_COPIES = (ProblemKind.SENT_UNDER_OTHER_NUMBER, ProblemKind.ALREADY_EXPORTED)


@dataclass(frozen=True, kw_only=True)
class UpdatePreview:
    """One Fortnox invoice as it would be updated now.

    `now` is what Fortnox has, None where it could not be read. `wanted` is exactly what would be sent, None where that
    could not be decided. `changes` is every field, three times. `fingerprint` names all that was seen.
    """

    seen: Preview
    last: LastWritten
    now: fortnox.Invoice | None
    wanted: fortnox.InvoiceDraft | None
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    fingerprint: str

    @property
    def is_needed(self) -> bool:
        """Whether Fortnox has anything else than what is wanted."""
        return corrections.writes_anything(self.changes)

    @property
    def asked(self) -> tuple[Change, ...]:
        """What a person changed in Fortnox, and nobody chose about yet."""
        return corrections.asked(self.changes)


def preview_update(
    copy: Copy, *, customer: str = "", keeps: Keeps = Keeps.ASK, fresh: bool = False, outside: Outside
) -> UpdatePreview:
    """Gather both sides and compare them with what was written last. Raises the errors of `brygga.remote`.

    `customer` is a person's choice, "" for the customer that it has, or Brygga's match when the client company is
    another by now. `keeps` says whose values stand where a person changed the invoice in Fortnox.
    """
    last = last_written(copy)
    seen = _seen(copy, last, customer, fresh=fresh, outside=outside)
    now = _now(copy, outside)

    problems = [*_state_problems(copy, last, seen, now), *(each for each in seen.problems if _stops(each))]
    ours = _ours(last, seen) if now else None
    wanted, changes = _wanted(last, now, ours, keeps)
    return UpdatePreview(
        seen=seen,
        last=last,
        now=now,
        wanted=wanted,
        changes=changes,
        problems=blocked(problems).problems,
        fingerprint=_fingerprint(seen, now, ours),
    )


def _seen(copy: Copy, last: LastWritten, customer: str, *, fresh: bool, outside: Outside) -> Preview:
    def asked(number: str) -> Preview:
        return preview(
            copy.organisation,
            copy.productive_invoice_id,
            customer=number,
            number=None,
            fresh=fresh,
            ordinal=copy.ordinal,
            outside=outside,
        )

    seen = asked(customer or last.draft.customer_number)
    is_other_company = seen.invoice.company_id != last.source.company_id
    return asked("") if is_other_company and not customer else seen


def _now(copy: Copy, outside: Outside) -> fortnox.Invoice | None:
    try:
        return opening.fortnox(speaking_for_books_of(copy.connection), outside=outside).invoice(
            copy.fortnox_document_number
        )
    except NotFound:
        return None


def _state_problems(copy: Copy, last: LastWritten, seen: Preview, now: fortnox.Invoice | None) -> list[Problem]:
    number = copy.fortnox_document_number
    if seen.connection and seen.connection.fortnox_tenant_id != copy.connection.fortnox_tenant_id:
        return [not_changeable(number, Why.OTHER_COMPANY)]
    if now is None:
        return [not_changeable(number, Why.GONE)]
    return too_late(copy, last, now, sent_on=seen.invoice.sent_on)


def _stops(problem: Problem) -> bool:
    return problem.kind not in KNOWN_OF_COPIES


def _ours(last: LastWritten, seen: Preview) -> fortnox.InvoiceDraft | None:
    """The invoice as it would be booked today. Its references stay: by the first it is found."""
    if seen.booking is None:
        return None
    stays = {"external_invoice_reference2": last.draft.external_invoice_reference2}
    return seen.booking.draft.model_copy(update=stays)


def _wanted(
    last: LastWritten, now: fortnox.Invoice | None, ours: fortnox.InvoiceDraft | None, keeps: Keeps
) -> tuple[fortnox.InvoiceDraft | None, tuple[Change, ...]]:
    if ours is None or now is None:
        return None, ()
    changes = corrections.three_way(last.draft, last.answer, now, ours)
    if keeps != Keeps.THEIRS or not corrections.can_stay(changes):
        return ours, changes
    theirs = corrections.with_theirs(ours, changes)
    return theirs, corrections.three_way(last.draft, last.answer, now, theirs)


def _fingerprint(seen: Preview, now: fortnox.Invoice | None, ours: fortnox.InvoiceDraft | None) -> str:
    """Different whenever Productive, Fortnox or what Brygga would send is, whatever is chosen about it."""
    draft = [seen.choice.draft.model_dump_json()] if seen.choice.draft else []
    afterwards = json.dumps(seen.settings.as_json(), sort_keys=True)
    sides = (each.model_dump_json() for each in (now, ours) if each)
    told = [comparison.fingerprint(seen.invoice), *sides, *draft, afterwards]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()
