"""The empty world: two agencies in Productive and their companies in Fortnox, with registers and nothing else."""

from __future__ import annotations

from sandbox.clock import SandboxClock
from sandbox.fortnox.books import Books
from sandbox.store import Store
from sandbox.worlds import offices, small_chart


def build(store: Store, clock: SandboxClock) -> None:
    """Fill an empty store; every series of numbers begins at 1."""
    sellers = (*offices.FYRLJUS.sellers, *offices.ANNAN.sellers)
    last_numbers = {seller.productive_id: 0 for seller in sellers}
    offices.open_up(store, clock, offices.FYRLJUS, offices.ANNAN, last_numbers=last_numbers)
    for seller in sellers:
        small_chart.build(Books(store=store, clock=clock, tenant=str(seller.fortnox_tenant_id)), seller)
