"""Listening to Fortnox for all connections over one socket, step by step; a cut socket is opened again, ever later.

Nothing here proves anything: what is missed, the sweeps find. Books that join anew, and those that nobody listened to
for longer than Fortnox keeps what it told, are swept at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import structlog

from brygga.connections import opening
from brygga.connections.models import Connection, ConnectionState
from brygga.connections.outside import Outside
from brygga.fortnox.notices import FortnoxNotices, Notice, TokensRefused, TopicsRefused
from brygga.listening.lease import NO_ACCESS, Lease, held
from brygga.listening.models import Topic
from brygga.listening.taking_in import TOPICS, take_in
from brygga.payments.models import PaymentFeed
from brygga.remote.errors import Refused, RemoteError

BATCH_MAX = 200
# Fortnox keeps what it told for 14 days (documentation, read 2026-04); a day less than that is surely kept.
KEPT = timedelta(days=13)
LOOK_FOR_TENANTS_EVERY = timedelta(seconds=60)
# Whether a token that runs out ends anything nobody has written down: fresh ones are handed in before it does.
FRESH_TOKENS_EVERY = timedelta(minutes=30)
BACK_OFF_SECONDS_MAX = 300
STEADY_AFTER = timedelta(seconds=30)
INVOICES_TOPIC = "invoices"

log = structlog.get_logger()


class Ear:
    """Hears what Fortnox tells. `step` is called again and again, in one thread."""

    def __init__(self, *, outside: Outside) -> None:
        self._outside = outside
        self._lease = Lease(outside=outside)
        self._talk: FortnoxNotices | None = None
        self._joined: dict[int, datetime] = {}
        self._opened_at = self._looks_at = self._opens_at = outside.clock.now()
        self._failures = 0

    @property
    def is_open(self) -> bool:
        return self._talk is not None

    def step(self, seconds: float) -> int:
        """Open the socket, or wait so long for what is told and write it down; returns how much that was."""
        if not self._lease.take():
            self._hang_up()
            return 0
        try:
            if self._talk is None:
                self._open()
                return 0
            return self._hear(self._talk, seconds)
        except RemoteError as error:
            self._broken(error)
            return 0
        except BaseException:
            # What this socket told and is not written down, another is told again; this one would go on behind it.
            self._hang_up()
            raise

    def stop(self) -> None:
        self._hang_up()
        self._lease.let_go()

    def _open(self) -> None:
        now = self._outside.clock.now()
        live = _live()
        if now < self._opens_at or not live:
            return
        self._talk = opening.fortnox_notices(outside=self._outside)
        self._joined = {}
        missed = self._join(self._talk, live)
        if not self._joined:
            self._hang_up()
            self._opens_at = now + LOOK_FOR_TENANTS_EVERY
            self._lease.note(connected_at=None, trouble={"kind": NO_ACCESS, "sentence": ""})
            return
        if _begin(self._talk):
            missed = set(self._joined)
        _sweep_soon(missed, now)
        self._opened_at, self._looks_at = now, now + LOOK_FOR_TENANTS_EVERY
        self._lease.note(connected_at=now, heard_tenants=sorted(self._joined), trouble=None)

    def _hear(self, talk: FortnoxNotices, seconds: float) -> int:
        now = self._outside.clock.now()
        if now - self._opened_at > STEADY_AFTER:
            self._failures = 0
        if now >= self._looks_at:
            self._look_for_tenants(talk)
        notices = _batch(talk, seconds)
        if notices:
            take_in(notices, outside=self._outside)
        return len(notices)

    def _look_for_tenants(self, talk: FortnoxNotices) -> None:
        """Who was connected since joins, who was disconnected leaves, and the others hand in fresh tokens."""
        now = self._outside.clock.now()
        self._looks_at = now + LOOK_FOR_TENANTS_EVERY
        live = _live()
        if gone := self._joined.keys() - live.keys():
            talk.remove_tenants(sorted(gone))
            self._joined = {tenant: at for tenant, at in self._joined.items() if tenant not in gone}
        is_old = {tenant for tenant, at in self._joined.items() if now - at >= FRESH_TOKENS_EVERY}
        wanted = {tenant: each for tenant, each in live.items() if tenant not in self._joined or tenant in is_old}
        if wanted:
            _sweep_soon(self._join(talk, wanted), now)
        if wanted or gone:
            self._lease.note(heard_tenants=sorted(self._joined))

    def _join(self, talk: FortnoxNotices, wanted: dict[int, Connection]) -> set[int]:
        """Hand in their tokens; returns who joined anew and may have missed something."""
        tokens = self._tokens(wanted.values())
        try:
            found = talk.add_tenants(tokens) if tokens else {}
        except TokensRefused as refused:
            for token in refused.tokens & tokens.keys():
                self._renew(tokens[token], token)
            good = [token for token in tokens if token not in refused.tokens]
            found = talk.add_tenants(good) if good else {}
        now = self._outside.clock.now()
        newly = set(found.values()) - self._joined.keys()
        self._joined |= dict.fromkeys(found.values(), now)
        return {tenant for tenant in newly if _may_have_missed(tenant, now)}

    def _tokens(self, connections: Iterable[Connection]) -> dict[str, Connection]:
        """A token of each; of a connection that has none the sweeps tell."""
        found = {}
        for connection in connections:
            try:
                found[opening.fortnox_tokens(connection, outside=self._outside).token()] = connection
            except RemoteError as error:
                log.warning("no token to listen with", connection=str(connection.id), error=str(error))
        return found

    def _renew(self, connection: Connection, token: str) -> None:
        try:
            opening.fortnox_tokens(connection, outside=self._outside).renew(token)
        except RemoteError as error:
            log.warning("no token to listen with", connection=str(connection.id), error=str(error))

    def _broken(self, error: RemoteError) -> None:
        self._hang_up()
        after = min(2**self._failures, BACK_OFF_SECONDS_MAX)
        self._failures += 1
        self._opens_at = self._outside.clock.now() + timedelta(seconds=after)
        log.info("Fortnox's events were cut", error=str(error), again_in_seconds=after)
        trouble = {"kind": type(error).__name__, "sentence": error.refusal.sentence}
        self._lease.note(connected_at=None, trouble=trouble)

    def _hang_up(self) -> None:
        if self._talk is not None:
            self._talk.close()
            self._talk = None


def _live() -> dict[int, Connection]:
    connected = Connection.objects.filter(state=ConnectionState.CONNECTED).select_related("organisation")
    return {each.fortnox_tenant_id: each for each in connected}


def _begin(talk: FortnoxNotices) -> bool:
    """Behind what was heard last; returns whether that was refused of invoices, so that something may be missed.

    An offset too old falls back to the earliest that is kept (documentation, read 2026-04). What becomes of one that
    Fortnox does not know at all is unknown: such a topic is asked for from now on, and left out if that is refused too.
    """
    kept = {each.name: each.offset for each in Topic.objects.all()}
    behind = {name: kept.get(name, "") for name in TOPICS}
    refused = _refused(talk, behind)
    if not refused:
        return False
    afresh = {name: "" if name in refused else offset for name, offset in behind.items()}
    if unknown := _refused(talk, afresh):
        log.warning("Fortnox does not tell of these", topics=sorted(unknown))
        talk.begin({name: offset for name, offset in afresh.items() if name not in unknown})
    return INVOICES_TOPIC in refused


def _refused(talk: FortnoxNotices, offsets: dict[str, str]) -> frozenset[str]:
    """Which topics Fortnox refuses: those that it names, else all that were to go on; none, and it has begun."""
    try:
        talk.begin(offsets)
    except TopicsRefused as refused:
        return refused.topics
    except Refused:
        if not any(offsets.values()):
            raise
        return frozenset(name for name, offset in offsets.items() if offset)
    return frozenset()


def _batch(talk: FortnoxNotices, seconds: float) -> list[Notice]:
    found: list[Notice] = []
    while len(found) < BATCH_MAX and (notice := talk.next(0 if found else seconds)):
        found.append(notice)
    return found


def _may_have_missed(tenant_id: int, now: datetime) -> bool:
    row, topic = held(), Topic.objects.filter(name=INVOICES_TOPIC).first()
    was_heard = row is not None and tenant_id in row.heard_tenants
    is_kept = topic is not None and topic.last_at is not None and now - topic.last_at < KEPT
    return not (was_heard and is_kept)


def _sweep_soon(tenant_ids: set[int], now: datetime) -> None:
    PaymentFeed.objects.filter(connection__fortnox_tenant_id__in=tenant_ids, wakes_at__gt=now).update(wakes_at=now)
