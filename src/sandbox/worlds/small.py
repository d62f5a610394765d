"""The small world: one agency with two subsidiaries, and a stranger, in both remote systems."""

from __future__ import annotations

from sandbox.clock import SandboxClock
from sandbox.store import Store
from sandbox.worlds import small_fortnox, small_productive


def build(store: Store, clock: SandboxClock) -> None:
    """Fill an empty store."""
    small_fortnox.build(store, clock)
    small_productive.build(store, clock)
