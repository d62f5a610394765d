"""Changing Productive so that one intention has one effect, whatever is cut off, killed or answered late.

The states, the looks and their times are those of `copying.writes`; docs/decisions/0009 says why this is a sibling.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NoReturn, Protocol

from brygga.copying.intended import FIRST_LOOK_AFTER_A_DEATH, LOOKS_AFTER_SECONDS, digest
from brygga.copying.states import WriteState
from brygga.payments.models import Mirror, PaymentSync, PaymentWrite, PaymentWriteKind
from brygga.payments.turns import SyncTurn
from brygga.remote.errors import NotAuthorised, OutcomeUnknown, Refused, Throttled, Unavailable, Unintelligible
from brygga.remote.http import Leaving

# For so long an invoice is watched for a payment that was given up for lost and lands against all odds.
WATCHED_FOR = timedelta(days=1)


class PaymentAct(Protocol):
    """One change of Productive: how to send it, how to find it, and what to keep of it."""

    @property
    def kind(self) -> PaymentWriteKind: ...

    @property
    def reference(self) -> str: ...

    @property
    def payload(self) -> dict[str, Any]: ...

    def send(self, leaving: Leaving) -> dict[str, Any]:
        """Send it once; the errors of `brygga.remote` say what is known of its fate."""

    def find(self) -> dict[str, Any] | None:
        """What of it is there already, or None when a complete look found nothing."""

    def landed(self, turn: SyncTurn, write: PaymentWrite) -> None:
        """Keep what it means, in the transaction that records its landing."""


def perform(turn: SyncTurn, act: PaymentAct, mirror: Mirror | None = None, *, is_trouble: bool = True) -> None:
    """Write down what is meant, send it once, and keep what came of it. Raises what the remote refused.

    `is_trouble` is False where the caller knows a way on from a refusal, and tells of it by itself.
    """
    write = _intend(turn, act, mirror)
    try:
        answer = act.send(lambda: _claim(turn, write))
    except (OutcomeUnknown, Unintelligible):
        _doubt(turn, write)
    except Refused as refused:
        _refuse(turn, write, refused, is_told=is_trouble)
        raise
    except (Unavailable, Throttled, NotAuthorised):
        _unclaim(turn, write)
        raise
    _keep(turn, write, act, answer)


def settle(turn: SyncTurn, write: PaymentWrite, act: PaymentAct) -> None:
    """Look for a write that was sent and not answered, until it is found or surely never arrived."""
    if write.unanswered_at is None:
        # Whoever sent it died with it, and its request may still be under way.
        _doubt(turn, write, first_look=FIRST_LOOK_AFTER_A_DEATH)
    if turn.now() < (due := write.planned_look()):
        _wait(turn, write, due)
    if found := act.find():
        _keep(turn, write, act, found)
        return
    with turn.changing():
        looks = write.count_look()
    if looks < len(LOOKS_AFTER_SECONDS):
        _wait(turn, write, write.next_look(turn.now()))
    _give_up(turn, write)


def drop_unsent(turn: SyncTurn) -> None:
    """What was meant and never sent is decided anew."""
    with turn.changing() as sync:
        sync.writes.filter(state=WriteState.INTENDED).update(state=WriteState.DROPPED)


def open_write(sync: PaymentSync) -> PaymentWrite | None:
    """The write that was sent and may have arrived."""
    return sync.writes.select_related("mirror").filter(state=WriteState.SENT).first()


def _intend(turn: SyncTurn, act: PaymentAct, mirror: Mirror | None) -> PaymentWrite:
    with turn.changing() as sync:
        return PaymentWrite.objects.create(
            id=turn.outside.ids.new(),
            organisation=sync.organisation,
            sync=sync,
            mirror=mirror,
            kind=act.kind,
            reference=act.reference,
            payload=act.payload,
            digest=digest(act.payload),
            intended_at=turn.now(),
        )


def _claim(turn: SyncTurn, write: PaymentWrite) -> None:
    """From here on the write may have arrived, whatever happens to us."""
    turn.insist_on_being_on()
    with turn.changing():
        write.claim(turn.now())


def _unclaim(turn: SyncTurn, write: PaymentWrite) -> None:
    """Productive surely did nothing; what is wanted is decided anew by the next turn."""
    with turn.changing():
        write.state = WriteState.DROPPED
        write.save(update_fields=["state"])


def _refuse(turn: SyncTurn, write: PaymentWrite, refused: Refused, *, is_told: bool) -> None:
    with turn.changing():
        write.refuse(refused, turn.now())
        if is_told:
            said = {"code": refused.refusal.code, "sentence": refused.refusal.sentence}
            turn.note("refused", before=write.payload, write=write.kind, **said)


def _doubt(turn: SyncTurn, write: PaymentWrite, *, first_look: int = 0) -> NoReturn:
    """Rest with a write whose fate is not known, until the next look."""
    with turn.changing():
        write.miss_answer(turn.now(), first_look=first_look)
        turn.note("unclear", write=write.kind)
    _wait(turn, write, write.next_look(turn.now()))


def _wait(turn: SyncTurn, write: PaymentWrite, until: datetime) -> NoReturn:
    turn.wait(until, {"kind": "outcome_unknown", "write": write.kind})


def _give_up(turn: SyncTurn, write: PaymentWrite) -> None:
    """The write surely never arrived; the invoice is watched for one that lands against all odds."""
    with turn.changing() as sync:
        write.lose(turn.now())
        sync.watched_until = turn.now() + WATCHED_FOR
        sync.save(update_fields=["watched_until"])
        turn.note("lost", write=write.kind)


def _keep(turn: SyncTurn, write: PaymentWrite, act: PaymentAct, answer: dict[str, Any]) -> None:
    """Record that the write landed, and what it means, in one transaction."""
    with turn.changing():
        write.land(answer, turn.now())
        act.landed(turn, write)
