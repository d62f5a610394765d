"""What use cases need from outside: the time, identities, and the wire. One value, so that a test can own all three."""

from __future__ import annotations

from dataclasses import dataclass, field

import httpx
from django.conf import settings

from brygga.clock import Clock, Ids, RandomIds, SystemClock
from brygga.remote.sockets import Connect


@dataclass(frozen=True, kw_only=True)
class Outside:
    """The world around a use case. `transport` and `connect` (for WebSockets) are None for the real network."""

    clock: Clock = field(default_factory=SystemClock)
    ids: Ids = field(default_factory=RandomIds)
    transport: httpx.BaseTransport | None = None
    connect: Connect | None = None


def outside() -> Outside:
    """The outside of this process: Django's setting BRYGGA_OUTSIDE, which only tests change."""
    said: Outside = settings.BRYGGA_OUTSIDE
    return said
