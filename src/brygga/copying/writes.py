"""Changing a remote system so that one intention has one effect, whatever is cut off, killed or answered late.

A write is written down first (intended), claimed before it leaves (sent), and then answered (landed, refused) or not.
Without an answer it is looked for, and only sent again once it surely never arrived (lost).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NoReturn, Protocol

from brygga.copying.intended import FIRST_LOOK_AFTER_A_DEATH, LOOKS_AFTER_SECONDS, digest
from brygga.copying.models import Attempt, Copy, Write
from brygga.copying.states import CopyState, WriteKind, WriteState
from brygga.copying.turns import Turn
from brygga.remote.errors import NotAuthorised, OutcomeUnknown, Refused, Throttled, Unavailable, Unintelligible
from brygga.remote.http import Leaving

# What makes the document in Fortnox that a copy is of.
MAKING_KINDS = (WriteKind.CREATE_INVOICE, WriteKind.CREDIT_INVOICE)
# What an attempt does anew: an invoice is updated as often as it changes, and credited as often as is asked for.
KINDS_OF_AN_ATTEMPT = (WriteKind.UPDATE_INVOICE, WriteKind.CREATE_DRAFT, WriteKind.FILL_DRAFT)
# Of these there may be several, told apart by what they are about.
KINDS_BY_REFERENCE = (WriteKind.BOOK_INVOICE, WriteKind.CREATE_DRAFT, WriteKind.FILL_DRAFT)
# A write in one of these states may still have, or get, its effect.
LIVE = (WriteState.INTENDED, WriteState.SENT, WriteState.LANDED)
# For so long a copy that was sent again is watched for its twin.
WATCHED_SECONDS = 3 * 24 * 3600


@dataclass(frozen=True, kw_only=True)
class Landed:
    """What the remote answered, or what was found of a write whose answer was lost."""

    answer: dict[str, Any]


class Act(Protocol):
    """One change of a remote system: how to send it, how to find it, and what to keep of it."""

    @property
    def kind(self) -> WriteKind: ...

    @property
    def reference(self) -> str: ...

    @property
    def payload(self) -> dict[str, Any]: ...

    def send(self, leaving: Leaving) -> Landed:
        """Send it once; the errors of `brygga.remote` say what is known of its fate.

        `leaving` claims the write: it is called when nothing is left to wait for, just before the request leaves.
        """

    def find(self) -> Landed | None:
        """What of it is there already, or None when a complete look found nothing."""

    def landed(self, turn: Turn, landed: Landed) -> None:
        """Keep what it means, in the transaction that records its landing."""


def perform(turn: Turn, act: Act, *, look_first: bool = False) -> Landed:
    """Make an act take place once; returns its answer, also when it landed in an earlier turn.

    `look_first` is for what somebody else may have done already.
    """
    write = _live_write_of(turn, act)
    if look_first and (write is None or write.state == WriteState.INTENDED) and (found := act.find()):
        return _keep(turn, write or intend(turn, act), act, found)
    if write is None:
        write = intend(turn, act)
    if write.state == WriteState.LANDED:
        return Landed(answer=write.answer or {})
    if write.state == WriteState.SENT:
        return settle(turn, write, act) or _send(turn, intend(turn, act), act)
    return _send(turn, write, act)


def settle(turn: Turn, write: Write, act: Act) -> Landed | None:
    """Look for a write that was sent and not answered: what is there of it, or None once it surely never arrived."""
    if write.unanswered_at is None:
        # Whoever sent it died with it, and its request may still be under way.
        doubt(turn, write, first_look=FIRST_LOOK_AFTER_A_DEATH)
    if turn.now() < (due := write.planned_look()):
        turn.doubt(write, due)
    if found := act.find():
        return _keep(turn, write, act, found)
    with turn.changing():
        looks = write.count_look()
    if looks < len(LOOKS_AFTER_SECONDS):
        turn.doubt(write, write.next_look(turn.now()))
    _give_up(turn, write)
    return None


def _live_write_of(turn: Turn, act: Act) -> Write | None:
    writes = turn.copy.writes.filter(kind=act.kind, state__in=LIVE)
    if act.kind in KINDS_OF_AN_ATTEMPT:
        writes = writes.filter(attempt=turn.attempt)
    return (writes.filter(reference=act.reference) if act.kind in KINDS_BY_REFERENCE else writes).first()


def live_write(copy: Copy, kind: WriteKind, attempt: Attempt | None = None) -> Write | None:
    """The write of this kind that may still have or get its effect: some are one attempt's, others the copy's."""
    writes = copy.writes.filter(kind=kind, state__in=LIVE)
    return (writes.filter(attempt=attempt) if kind in KINDS_OF_AN_ATTEMPT else writes).first()


def making(copy: Copy) -> Write | None:
    """The write that made, or may make, the document in Fortnox that this copy is of."""
    return copy.writes.filter(kind__in=MAKING_KINDS, state__in=LIVE).first()


def is_open(copy: Copy, kind: WriteKind) -> bool:
    """Whether a write of this kind was begun and is not settled."""
    return copy.writes.filter(kind=kind, state__in=[WriteState.INTENDED, WriteState.SENT]).exists()


def intend(turn: Turn, act: Act) -> Write:
    """Write down what is about to be sent."""
    with turn.changing() as copy:
        return Write.objects.create(
            id=turn.outside.ids.new(),
            organisation=copy.organisation,
            copy=copy,
            attempt=turn.attempt,
            kind=act.kind,
            reference=act.reference,
            payload=act.payload,
            digest=digest(act.payload),
            intended_at=turn.now(),
        )


def _send(turn: Turn, write: Write, act: Act) -> Landed:
    try:
        landed = act.send(lambda: _claim(turn, write))
    except (OutcomeUnknown, Unintelligible):
        doubt(turn, write)
    except Refused as refused:
        _refuse(turn, write, refused)
        raise
    except (Unavailable, Throttled, NotAuthorised):
        _unclaim(turn, write)
        raise
    return _keep(turn, write, act, landed)


def _claim(turn: Turn, write: Write) -> None:
    """From here on the write may have arrived, whatever happens to us."""
    with turn.changing():
        write.claim(turn.now())


def _unclaim(turn: Turn, write: Write) -> None:
    """The remote surely did nothing, so that the same intention may be sent later."""
    with turn.changing():
        write.state = WriteState.INTENDED
        write.sent_at = None
        write.save(update_fields=["state", "sent_at"])


def _refuse(turn: Turn, write: Write, refused: Refused) -> None:
    with turn.changing():
        write.refuse(refused, turn.now())
        turn.note("refused", write=write.kind, code=refused.refusal.code, sentence=refused.refusal.sentence)


def doubt(turn: Turn, write: Write, *, first_look: int = 0) -> NoReturn:
    """Rest with a write whose fate is not known, until the next look."""
    with turn.changing():
        write.miss_answer(turn.now(), first_look=first_look)
        turn.note("unclear", write=write.kind)
    turn.doubt(write, write.next_look(turn.now()))


def _give_up(turn: Turn, write: Write) -> None:
    """The write surely never arrived; a copy that had one is watched for a twin that lands against all odds."""
    with turn.changing() as copy:
        write.lose(turn.now())
        _no_longer_unclear(copy)
        if write.kind == WriteKind.CREATE_INVOICE:
            copy.watched_until = turn.now() + timedelta(seconds=WATCHED_SECONDS)
            copy.watch_at = turn.now() + timedelta(seconds=LOOKS_AFTER_SECONDS[-1])
            copy.save(update_fields=["watched_until", "watch_at"])
        turn.note("lost", write=write.kind)


def _keep(turn: Turn, write: Write, act: Act, landed: Landed) -> Landed:
    """Record that the write landed, and what it means, in one transaction."""
    with turn.changing() as copy:
        write.land(landed.answer, turn.now())
        _no_longer_unclear(copy)
        act.landed(turn, landed)
    return landed


def _no_longer_unclear(copy: Copy) -> None:
    if copy.unclear_write_id:
        copy.unclear_write = None
        copy.state = CopyState.WORKING
        copy.problems = []
        copy.reason = None
        copy.looks_again_at = None
        copy.save(update_fields=["unclear_write", "state", "problems", "reason", "looks_again_at"])
