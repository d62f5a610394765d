"""What nobody knows of either remote and payments can meet: each seed draws a position of every switch."""

from __future__ import annotations

import random

from sandbox.fortnox import switches as fortnox
from sandbox.productive import switches as productive
from sandbox.store import Store

# How often each is turned away from its default; two of them in any pair of positions within a few dozen seeds.
CHANCE = 0.3
OF_PRODUCTIVE = (
    "payments_need", "payment_external_id_is_writable", "unknown_attributes", "sent_is_locked", "finalized_is_locked",
    "payments_may_be_negative", "payments_may_exceed_unpaid", "credit_notes_settle",
)  # fmt: skip
OF_FORTNOX = (
    "payment_touches_invoice", "final_pay_date", "lastmodified_inclusive", "unpaid_means_overdue",
    "payment_default_mode", "events_come_twice", "overpayment", "search_lag_seconds", "rest_lag_seconds",
    "refused_calls_count", "credit_settles", "credit_booked_at_once",
)  # fmt: skip


def turn(store: Store, dice: random.Random) -> dict[str, object]:
    """Turn them; returns those that are not as by default."""
    turned: dict[str, object] = {}
    for name in OF_PRODUCTIVE:
        positions = productive.SWITCHES[name].positions
        if dice.random() < CHANCE:
            turned[name] = dice.choice(positions[1:])
            productive.turn(store, name, to=turned[name])
    for name in OF_FORTNOX:
        others = [each for each in _positions(name) if each != fortnox.DEFAULTS[name]]
        if dice.random() < CHANCE:
            turned[name] = dice.choice(others)
            fortnox.turn(store, name, to=turned[name])
    return turned


def _positions(name: str) -> tuple[object, ...]:
    return tuple(fortnox.SAMPLES.get(name) or fortnox.POSITIONS[name])
