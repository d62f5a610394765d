"""Every kind of work and the use case that does it; a job finds its row and calls one use case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from brygga.connections.outside import Outside
from brygga.copying import advancing, twins
from brygga.jobs.engine import Wake

COPY = "copy"
TWIN = "twin"


def run(wake: Wake, *, outside: Outside) -> None:
    """Do one piece of work; the use case leaves everything that matters in its rows."""
    KINDS[wake.kind](wake, outside)


def _copy(wake: Wake, outside: Outside) -> None:
    advancing.advance(UUID(wake.id), claimed_until=datetime.fromisoformat(wake.claim), outside=outside)


def _twin(wake: Wake, outside: Outside) -> None:
    twins.look_for_twin(UUID(wake.id), outside=outside)


KINDS: dict[str, Callable[[Wake, Outside], None]] = {COPY: _copy, TWIN: _twin}
