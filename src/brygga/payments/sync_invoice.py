"""Keeping the payments of one invoice in Productive the same as Fortnox has them booked; may be called again any time.

Gather both sides, decide by the rules, and write what makes less before what makes more. A reading that is cut off,
fails or contradicts itself changes nothing, and what disappeared must have disappeared twice.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog

from brygga.accounting.disagreements import Disagreement, DisagreementKind
from brygga.accounting.money import Money
from brygga.accounting.payments import Plan, plan
from brygga.connections.outside import Outside
from brygga.connections.tokens import OUR_SECRET_WRONG, need_reconnect
from brygga.copying.next_step import Block, Fail, Wait, facts_of, next_step
from brygga.copying.turns import DATABASE_TROUBLE, Rested, TurnLost
from brygga.payments import credit_notes
from brygga.payments.account_meanings import said_of_accounts
from brygga.payments.acts import act_of
from brygga.payments.amounts import Amounts
from brygga.payments.carry_out import carry_out
from brygga.payments.feeds import feed_of, mirrored_since
from brygga.payments.learning import DecideAgain
from brygga.payments.mirrors import adopt, shown
from brygga.payments.models import MirrorState
from brygga.payments.reads import InProductive, Read, ReadingTorn, Remotes, read_both, remotes
from brygga.payments.statements import statement
from brygga.payments.turns import SyncTurn, begin
from brygga.payments.writes import drop_unsent, open_write, settle
from brygga.remote.errors import NotAuthorised, NotFound, RemoteError

# A story that does not add up may only be half told yet: it is read so often before a person is told.
READINGS_MAX = 3
READ_AGAIN_SECONDS = 5
FORTNOX = "fortnox"

log = structlog.get_logger()


def sync_invoice(sync_id: UUID, *, claimed_until: datetime | None = None, outside: Outside) -> None:
    """Take the payments of one invoice as far as they go now; what is waited for stands in the rows."""
    turn = begin(sync_id, outside, claimed_until=claimed_until)
    if turn is None:
        return
    try:
        _advance(turn)
    except Rested:
        pass
    except TurnLost:
        log.info("turn lost", payment_sync=str(sync_id))


def _advance(turn: SyncTurn) -> None:
    try:
        _sync(turn)
    except (ReadingTorn, NotFound, DecideAgain):  # What was there a moment ago is gone, or we know better now.
        _read_again(turn)
    except RemoteError as error:
        _rest(turn, error)
    except (Rested, TurnLost, *DATABASE_TROUBLE):
        raise
    except Exception as error:  # Nobody foresaw this: the next sweep tries again, and nothing sent is forgotten.
        log.exception("sync of payments failed", payment_sync=str(turn.sync.id))
        turn.rest({"kind": "unexpected", "facts": {"error": type(error).__name__}})


def _sync(turn: SyncTurn) -> None:
    remote = remotes(turn.connection, outside=turn.outside)
    _settle_open(turn, remote)
    turn.insist_on_being_on()

    try:
        said = said_of_accounts(turn.connection)
        read, there = read_both(remote, turn.sync, said=said, beside=turn.outside.beside)
    except NotFound:
        _tell_only(turn, DisagreementKind.INVOICE_GONE)
        return
    if read.books.invoice.takes_back:
        _finish(turn, read, None, None, statement(read))
        return
    if there is None:
        _tell_only(turn, DisagreementKind.DELETED_IN_PRODUCTIVE)
        return

    adopt(turn, read, there)
    made = _planned(turn, read, there)

    refused, amounts = carry_out(turn, remote, read=read, there=there, made=made)

    made = replace(made, disagreements=(*made.disagreements, *refused))
    _finish(turn, read, made, amounts, statement(read, turn.sync, there, decimals=made.decimals))


def _settle_open(turn: SyncTurn, remote: Remotes) -> None:
    """What an earlier turn sent is found, or surely lost; what it only meant is decided anew."""
    if write := open_write(turn.sync):
        settle(turn, write, act_of(write, remote.productive))
    drop_unsent(turn)


def _planned(turn: SyncTurn, read: Read, there: InProductive) -> Plan:
    since = mirrored_since(turn.sync, feed_of(turn.connection, outside=turn.outside))
    made = plan(read.books, shown(turn, read, there), since=since)
    half_told = {DisagreementKind.BALANCE_DIFFERS, DisagreementKind.CANCELLED_BUT_PAID}
    if any(each.kind in half_told for each in made.disagreements):
        _read_again(turn, told=made)
    return made


def _read_again(turn: SyncTurn, *, told: Plan | None = None) -> None:
    """Two readings one after the other are no snapshot: what changes in between looks like a contradiction."""
    if told is None or turn.sync.tries < READINGS_MAX - 1:
        after = timedelta(seconds=READ_AGAIN_SECONDS * 2 ** min(turn.sync.tries, 6))
        turn.wait(turn.now() + after, {"kind": "read_again"})


def _finish(turn: SyncTurn, read: Read, made: Plan | None, amounts: Amounts | None, said: dict[str, Any]) -> None:
    """`made` and `amounts` are None for a credit note, whose payments are told on what it credits."""
    invoice = read.books.invoice
    found = [as_json(each) for each in made.disagreements] if made else []
    with turn.changing() as sync:
        if found != sync.disagreements:
            turn.note("payments_disagree", before=sync.disagreements, after=found, count=str(len(found)))
            sync.is_left = False
        credit_notes.keep(sync, read.books.notes)
        unsent = sync.mirrors.filter(state=MirrorState.INTENDED)
        unsent.update(state=MirrorState.DROPPED, ended_at=turn.now())
        turn.finish(
            sync,
            disagreements=found,
            standing=made.standing if made else "",
            balance_minor=Money(invoice.balance, invoice.currency).minor,
            currency=invoice.currency,
            listed=read.listed,
            statement=said,
            in_productive=amounts.as_json if amounts else {},
            put_back=False,
            noticed_payment="",
            missing=None,
            synced_at=turn.now(),
        )


def _tell_only(turn: SyncTurn, kind: DisagreementKind) -> None:
    """One of the two invoices is not there: nothing can be compared, and nothing is changed."""
    found = [as_json(Disagreement(kind, {"number": turn.sync.link.fortnox_document_number}))]
    with turn.changing() as sync:
        if found != sync.disagreements:
            turn.note("payments_disagree", before=sync.disagreements, after=found, count="1")
            sync.is_left = False
        turn.finish(sync, disagreements=found, synced_at=turn.now())


def _rest(turn: SyncTurn, error: RemoteError) -> None:
    """Wait and try again by itself where that helps; else rest until the next sweep."""
    match next_step(error, tries=turn.sync.tries):
        case Wait(after=after, reason=reason):
            turn.wait(turn.now() + after, reason)
        case Block(problem=problem):
            _learn(turn, error)
            turn.rest({"kind": str(problem.kind), "facts": facts_of(error)})
        case Fail(reason=reason):
            log.error("a remote cannot be understood", payment_sync=str(turn.sync.id), error=str(error))
            turn.rest(reason)


def _learn(turn: SyncTurn, error: RemoteError) -> None:
    is_dead = isinstance(error, NotAuthorised) and error.whole_connection and error.refusal.code != OUR_SECRET_WRONG
    if is_dead and error.refusal.remote == FORTNOX:
        need_reconnect(turn.connection, why="token_refused", outside=turn.outside)


def as_json(told: Disagreement) -> dict[str, Any]:
    """A disagreement as it is kept in a row."""
    return {"kind": str(told.kind), "facts": dict(told.facts)}
