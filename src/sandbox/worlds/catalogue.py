"""The worlds by name: who can be asked for, and how each is filled into an empty store."""

from __future__ import annotations

from importlib import import_module

from sandbox.clock import SandboxClock
from sandbox.fortnox import event_log
from sandbox.store import Store

# What each is for; `small_fortnox` and `small_productive` are the halves of `small`.
WORLDS = {
    "small": "One agency with two subsidiaries, everything once, and a stranger",
    "agency": "Three subsidiaries with two years of invoices in several currencies",
    "tricky": "Every complaint and every case of bookkeeping once",
    "empty": "Two agencies with their companies, and nothing in them",
    "large": "10,000 invoices and 100,000 payments on both sides, for benchmarks",
    "small_fortnox": "The small world's ledgers alone",
    "small_productive": "The small world's Productive alone",
}
# These are drawn by chance, which falls alike for the same seed.
DRAWN = frozenset({"agency", "large"})
DEFAULT = "small"
NAMED = "sandbox.world"


def build(name: str, store: Store, clock: SandboxClock, *, seed: int = 1) -> None:
    """Fill an empty store with a world, and note which one it is. Its past is told by no event."""
    if name not in WORLDS:
        raise ValueError(f"A world is one of {', '.join(WORLDS)}, not {name!r}.")
    world = import_module(f"sandbox.worlds.{name}")
    if name in DRAWN:
        world.build(store, clock, seed=seed)
    else:
        world.build(store, clock)
    event_log.forget(store)
    store.table(NAMED)["name"] = {"name": name, "seed": seed}


def name_of(store: Store) -> str:
    return str(store.table(NAMED).get("name", {"name": ""})["name"])
