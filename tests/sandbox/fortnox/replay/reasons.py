"""Which recorded exchanges cannot be played again, and why."""

from __future__ import annotations

from tests.sandbox.fortnox.replay.recording import Exchange

ORDERS = "orders are not part of the sandbox"
EDITED = "its counters are 0 beside one item: the conformance list holds it to be edited by hand"
MASKED = "what was sent is masked, so the request cannot be rebuilt"
TORN = "one item of a list, noted under an address that is not the list's"

BY_LINE = {157: EDITED, 192: EDITED, 227: MASKED, 231: MASKED, 232: MASKED, 175: TORN}
BY_RESOURCE = {"orders": ORDERS}


def why_not(exchange: Exchange) -> str:
    """The reason; empty where the exchange is played."""
    return BY_LINE.get(exchange.line) or BY_RESOURCE.get(exchange.resource, "")
