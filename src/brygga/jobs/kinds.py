"""Every kind of work and the use case that does it; a job finds its row and calls one use case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from brygga.connections.models import Connection
from brygga.connections.outside import Outside
from brygga.copying import advancing, twins, when_fixed
from brygga.jobs.engine import Wake
from brygga.listening.following_up import follow_up
from brygga.payments import sweep, sync_invoice
from brygga.watching import invoices, looking

COPY = "copy"
TWIN = "twin"
WHEN_FIXED = "when_fixed"
PAYMENTS = "payments"
SWEEP = "sweep"
WATCH = "watch"
LOOK = "look"
NOTICE = "notice"


def run(wake: Wake, *, outside: Outside) -> None:
    """Do one piece of work; the use case leaves everything that matters in its rows."""
    KINDS[wake.kind](wake, outside)


def _copy(wake: Wake, outside: Outside) -> None:
    advancing.advance(UUID(wake.id), claimed_until=datetime.fromisoformat(wake.claim), outside=outside)


def _twin(wake: Wake, outside: Outside) -> None:
    twins.look_for_twin(UUID(wake.id), outside=outside)


def _when_fixed(wake: Wake, outside: Outside) -> None:
    when_fixed.look(UUID(wake.id), outside=outside)


def _payments(wake: Wake, outside: Outside) -> None:
    sync_invoice.sync_invoice(UUID(wake.id), claimed_until=datetime.fromisoformat(wake.claim), outside=outside)


def _sweep(wake: Wake, outside: Outside) -> None:
    sweep.sweep(Connection.objects.select_related("organisation").get(id=wake.id), outside=outside)


def _watch(wake: Wake, outside: Outside) -> None:
    invoices.sweep(int(wake.id), outside=outside)


def _look(wake: Wake, outside: Outside) -> None:
    looking.look_due(UUID(wake.id), outside=outside)


def _notice(wake: Wake, outside: Outside) -> None:
    follow_up(int(wake.id), claimed_until=datetime.fromisoformat(wake.claim), outside=outside)


KINDS: dict[str, Callable[[Wake, Outside], None]] = {
    COPY: _copy,
    TWIN: _twin,
    WHEN_FIXED: _when_fixed,
    PAYMENTS: _payments,
    SWEEP: _sweep,
    WATCH: _watch,
    LOOK: _look,
    NOTICE: _notice,
}
