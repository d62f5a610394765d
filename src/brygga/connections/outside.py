"""What use cases need from outside: time, identities, the wire, threads. One value, so that a test can own them all."""

from __future__ import annotations

from dataclasses import dataclass, field

import httpx
from django.conf import settings

from brygga.clock import Clock, Ids, RandomIds, SystemClock
from brygga.connections.beside import Beside, in_turn
from brygga.remote.sockets import Connect


@dataclass(frozen=True, kw_only=True)
class Outside:
    """The world around a use case. `transport` and `connect` (for WebSockets) are None for the real network.

    `beside` is how several questions are asked at once.
    """

    clock: Clock = field(default_factory=SystemClock)
    ids: Ids = field(default_factory=RandomIds)
    transport: httpx.BaseTransport | None = None
    connect: Connect | None = None
    beside: Beside = in_turn


def outside() -> Outside:
    """The outside of this process: Django's setting BRYGGA_OUTSIDE, which only tests change."""
    said: Outside = settings.BRYGGA_OUTSIDE
    return said
