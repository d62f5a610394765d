"""Whose books a copy goes to when its connection was replaced on the way: nothing new into those of another."""

from __future__ import annotations

from brygga.accounting.problems import Problem, ProblemKind
from brygga.connections.live import speaking_for_books_of, successors
from brygga.connections.models import Connection, ConnectionState
from brygga.copying.acts import act_of
from brygga.copying.models import Copy
from brygga.copying.states import WriteKind, WriteState
from brygga.copying.turns import Turn
from brygga.copying.writes import live_write, making, settle
from brygga.fortnox.client import FortnoxClient
from brygga.productive.client import ProductiveClient


def reached_by(turn: Turn) -> Connection:
    """The connection that reaches the copy's books, also one that has taken their account over; else it stops."""
    books = speaking_for_books_of(turn.copy.connection)
    if books.state != ConnectionState.CONNECTED:
        turn.block([replaced(turn.copy) or Problem(ProblemKind.RECONNECT_NEEDED)])
    return books


def insist_on_own_books(turn: Turn, *, in_fortnox: FortnoxClient, in_productive: ProductiveClient) -> None:
    """What was sent to these books is found and finished there, whoever has their account now; nothing else is sent."""
    if turn.copy.connection.is_live:
        return
    write = live_write(turn.copy, WriteKind.CREATE_INVOICE)
    if write and write.state == WriteState.SENT:
        settle(turn, write, act_of(write, in_fortnox=in_fortnox, in_productive=in_productive))
    if not _has_begun(turn.copy):
        turn.block([replaced(turn.copy) or Problem(ProblemKind.RECONNECT_NEEDED)])


def replaced(copy: Copy) -> Problem | None:
    """What the copy's account or its subsidiary is connected to instead by now; None where it is to nothing else."""
    before = Connection.objects.select_related("subsidiary").get(id=copy.connection_id)
    after = () if before.is_live else successors(before)
    of_the_subsidiary = (each for each in after if each.subsidiary_id == before.subsidiary_id)
    now = next(of_the_subsidiary, None) or next(iter(after), None)
    if now is None:
        return None
    facts = {
        "company": before.company_name,
        "subsidiary": before.subsidiary.name,
        "now_company": now.company_name if now.subsidiary_id == before.subsidiary_id else "",
        "now_subsidiary": now.subsidiary.name,
        "began": "yes" if _has_begun(copy) else "",
    }
    return Problem(ProblemKind.CONNECTION_REPLACED, facts)


def _has_begun(copy: Copy) -> bool:
    write = making(copy)
    return write is not None and write.state != WriteState.INTENDED
