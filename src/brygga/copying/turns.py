"""Taking up an attempt, changing its copy while nobody else has taken it up, and laying it to rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, NoReturn
from uuid import UUID

import structlog
from django.db import InterfaceError, InternalError, OperationalError, transaction
from django.db.models import F

from brygga.accounting.cures import can_go_on, cause_may_show
from brygga.accounting.problems import ABOUT_BOOKING, ABOUT_DRAFTS, FOLLOWING_THE_COPY, Problem, ProblemKind
from brygga.connections.outside import Outside
from brygga.copying.models import Attempt, Copy, Write
from brygga.copying.states import CopyState, Does, WriteKind, WriteState
from brygga.history.models import record

# Longer than the slowest single request, so that a live turn renews itself before somebody else takes over.
TURN_SECONDS = 120
# How often it is seen whether what stops a copy is mended.
LOOK_EVERY = timedelta(minutes=15)
# How soon a write that may have arrived is looked for again, when something stops the looking itself.
STOPPED_LOOK_SECONDS = 60

# These make drafts in Productive and leave the copy as it is.
DRAFTING = (Does.CREDIT_NOTE, Does.REPLACE)

# Our own database is busy, full, away, or lets nobody write. What is written down stands, and the rows wake again.
DATABASE_TROUBLE = (OperationalError, InterfaceError, InternalError)

log = structlog.get_logger()


class TurnLost(Exception):
    """Somebody else has taken this attempt up; nothing more may be changed in this turn."""


class Rested(Exception):
    """The attempt has been laid to rest, and the rows say why; the turn is over."""


class Turn:
    """The right to move one attempt on, until somebody else takes it up."""

    def __init__(self, attempt: Attempt, outside: Outside) -> None:
        self.attempt = attempt
        self.copy: Copy = attempt.copy
        self.outside = outside

    def now(self) -> datetime:
        return self.outside.clock.now()

    @contextmanager
    def changing(self) -> Iterator[Copy]:
        """One transaction in which this turn is surely still ours; the copy it gives is fresh."""
        with transaction.atomic():
            held = Attempt.objects.filter(id=self.attempt.id, turn=self.attempt.turn, finished_at=None).update(
                wakes_at=self.now() + timedelta(seconds=TURN_SECONDS)
            )
            if not held:
                raise TurnLost
            self.copy.refresh_from_db()
            yield self.copy

    def note(self, kind: str, *, before: Any = None, after: Any = None, **facts: Any) -> None:
        """Add to the invoice's history."""
        record(
            self.copy.organisation,
            kind,
            subject=self.copy.subject,
            at=self.now(),
            actor=self.attempt.asked_by or "",
            facts=facts,
            before=before,
            after=after,
        )

    def wait(self, until: datetime, reason: dict[str, Any]) -> NoReturn:
        """Rest until a moment; an open write stays open, and the copy unclear."""
        with self.changing() as copy:
            copy.state = _stands(copy, CopyState.UNCLEAR if copy.unclear_write_id else CopyState.WAITING)
            copy.reason = reason
            copy.looks_again_at = until
            copy.save(update_fields=["state", "reason", "looks_again_at"])
            Attempt.objects.filter(id=self.attempt.id).update(wakes_at=until, tries=F("tries") + 1)
        raise Rested

    def doubt(self, write: Write, until: datetime) -> NoReturn:
        """Rest with a write that was sent and not answered; it is looked for at `until`."""
        with self.changing() as copy:
            copy.state = _stands(copy, CopyState.UNCLEAR)
            copy.unclear_write = write if copy.state == CopyState.UNCLEAR else None
            copy.reason = {"kind": "outcome_unknown", "write": write.kind}
            copy.looks_again_at = until
            copy.save(update_fields=["state", "unclear_write", "reason", "looks_again_at"])
            Attempt.objects.filter(id=self.attempt.id).update(wakes_at=until)
        raise Rested

    def block(self, problems: Sequence[Problem]) -> NoReturn:
        """Rest until a person or a set-up has changed something; says everything that stops.

        A correction that stops before it wrote leaves the copy what it was: copied, with the problem beside it.
        """
        with self.changing() as copy:
            found = [as_json(problem) for problem in (*_finalized_alone(copy), *problems)]
            found = self._beside(copy, found)
            is_news = found != copy.problems
            copy.problems = found
            if copy.unclear_write_id:
                self._look_on(copy)
            else:
                stands = self._is_settled_correction(copy)
                copy.looks_when_fixed_at = self._looks_when_fixed_at(copy, problems)
                self._finish(copy, CopyState.COPIED if stands else CopyState.BLOCKED, reason=None)
            if is_news:
                self.note("blocked", problems=found, fortnox_document_number=copy.fortnox_document_number)
        raise Rested

    def fail(self, reason: dict[str, Any]) -> NoReturn:
        """Rest because of something that nobody foresaw; a developer is told by the log."""
        with self.changing() as copy:
            if copy.unclear_write_id:
                self._look_on(copy)
            else:
                self._finish(copy, CopyState.FAILED, reason=reason)
                self.note("failed", reason=reason)
        raise Rested

    def complete(self, kind: str, flagged: Sequence[Problem] = ()) -> None:
        """The invoice is in Fortnox, compared, and Productive knows; only what follows may be missing yet.

        What is flagged stays for a person to see.
        """
        with self.changing() as copy:
            copy.state = CopyState.COPIED
            copy.problems = [as_json(problem) for problem in flagged]
            copy.reason = None
            copy.looks_again_at = None
            copy.settled_at = self.now()
            copy.save(update_fields=["state", "problems", "reason", "looks_again_at", "settled_at"])
            self.note(kind, fortnox_document_number=copy.fortnox_document_number)

    def end_cancelled(self) -> None:
        """The invoice stands no more in Fortnox."""
        with self.changing() as copy:
            copy.problems = []
            copy.settled_at = self.now()
            self._finish(copy, CopyState.CANCELLED, reason=None)

    def finish(self) -> None:
        """Nothing is left to do for this copy."""
        with self.changing() as copy:
            copy.problems = self._beside(copy, [])
            self._finish(copy, CopyState.COPIED, reason=None)

    def _beside(self, copy: Copy, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """What is wrong with what follows a copy stands beside what is wrong with it: each is told anew by itself."""
        if copy.state == CopyState.COPIED:
            told_anew = ABOUT_DRAFTS if self.attempt.does in DRAFTING else FOLLOWING_THE_COPY
            if self.attempt.does == Does.BOOK:
                told_anew = ABOUT_BOOKING
            return [*(each for each in copy.problems if each["kind"] not in told_anew), *found]
        return [*found, *following(copy)] if self._is_settled_correction(copy) else found

    def _is_settled_correction(self, copy: Copy) -> bool:
        """Whether what this turn was to correct stands as it stood."""
        return self.attempt.does != Does.CREATE and is_settled(copy)

    def _looks_when_fixed_at(self, copy: Copy, problems: Sequence[Problem]) -> datetime | None:
        """When to see whether it may go on by itself: only before anything of the invoice was sent."""
        if self.attempt.does != Does.CREATE or copy.fortnox_document_number:
            return None
        if cause_may_show(problems):
            return self.now()
        return self.now() + LOOK_EVERY if can_go_on(problems) else None

    def _look_on(self, copy: Copy) -> None:
        """Something stops the looking, but what was sent may be there: the attempt is never laid to rest with that."""
        until = self.now() + timedelta(seconds=STOPPED_LOOK_SECONDS)
        copy.reason = {"kind": "look_stopped"}
        copy.looks_again_at = until
        copy.save(update_fields=["reason", "looks_again_at", "problems"])
        Attempt.objects.filter(id=self.attempt.id).update(wakes_at=until)

    def _finish(self, copy: Copy, state: CopyState, reason: dict[str, Any] | None) -> None:
        copy.state = _stands(copy, state)
        copy.reason = reason
        copy.looks_again_at = None
        kept = ["state", "reason", "looks_again_at", "looks_when_fixed_at", "problems", "settled_at"]
        copy.save(update_fields=kept)
        Attempt.objects.filter(id=self.attempt.id).update(finished_at=self.now(), wakes_at=None)


def _finalized_alone(copy: Copy) -> list[Problem]:
    """Said of every copy that stops when Productive has its number, and Fortnox surely has nothing under it."""
    writes = copy.writes.filter(state__in=[WriteState.SENT, WriteState.LANDED])
    if copy.fortnox_document_number or writes.filter(kind=WriteKind.CREATE_INVOICE).exists():
        return []
    numbered = writes.filter(kind__in=[WriteKind.FINALIZE, WriteKind.RENUMBER], state=WriteState.LANDED)
    last = numbered.order_by("answered_at").last()
    return [Problem(ProblemKind.FINALIZED_ALONE, {"number": (last.answer or {}).get("number") or ""})] if last else []


def begin(attempt_id: UUID, outside: Outside, *, claimed_until: datetime | None = None) -> Turn | None:
    """Take an attempt up; None when it is finished. Whoever held it before can change nothing any more.

    `claimed_until` is what the attempt said when this wake claimed it: None too when it says something else by now,
    for then another wake of the same attempt was quicker, and may be at work.
    """
    wakes_at = outside.clock.now() + timedelta(seconds=TURN_SECONDS)
    claimed = {"wakes_at": claimed_until} if claimed_until else {}
    with transaction.atomic():
        unfinished = Attempt.objects.filter(id=attempt_id, finished_at=None, **claimed)
        taken = unfinished.update(turn=F("turn") + 1, wakes_at=wakes_at)
        if not taken:
            return None
        attempt = Attempt.objects.select_related("copy__organisation", "copy__connection", "asked_by").get(
            id=attempt_id
        )
        if attempt.copy.state == CopyState.WAITING:
            attempt.copy.state = CopyState.WORKING
            attempt.copy.reason = None
            attempt.copy.looks_again_at = None
            attempt.copy.save(update_fields=["state", "reason", "looks_again_at"])
    return Turn(attempt, outside)


def is_settled(copy: Copy) -> bool:
    """Whether all that was ever begun for it is done: in Fortnox, compared, and known to Productive."""
    return bool(copy.fortnox_document_number) and copy.compared_at is not None and copy.settled_at is not None


def _stands(copy: Copy, state: CopyState) -> str:
    """What is copied stays copied, whatever becomes of what follows."""
    return CopyState.COPIED if copy.state == CopyState.COPIED else state


def following(copy: Copy) -> list[dict[str, Any]]:
    """What is wrong with what follows a copied invoice, and not with the invoice."""
    return [each for each in copy.problems if each["kind"] in FOLLOWING_THE_COPY]


def about_drafts(copy: Copy) -> list[dict[str, Any]]:
    """What keeps a draft from being made of a copied invoice."""
    return [each for each in copy.problems if each["kind"] in ABOUT_DRAFTS]


def as_json(problem: Problem) -> dict[str, Any]:
    """A problem as it is kept in a row."""
    return {"kind": str(problem.kind), "facts": dict(problem.facts), "line": problem.line}
