"""What the evidence leaves open, and what a company sets for itself: each has a default, and a test can turn it."""

from __future__ import annotations

from typing import Any

from sandbox.store import Store

TABLE = "fortnox.switches"

DEFAULTS: dict[str, Any] = {
    # A company setting: SEK totals in whole kronor (on in every recorded company, 2016 to 2026).
    "round_off": True,
    # "rate": VAT on the summed base of a rate. "row": VAT of each row rounded, then summed. Not known.
    "vat_rounding": "rate",
    # A fresh invoice is not found by search until this many seconds have passed. Not known; 0 is the hope.
    "search_lag_seconds": 0,
    # Whether a supplied number at or above the next one moves the series. Nobody documents it.
    "supplied_number_moves_series": False,
    # A company setting: terms of an invoice whose customer has none (30 in the recordings of 2022 to 2024).
    "default_terms": "30",
    # A company setting: PRINT in the recordings of 2016 to 2024, EMAIL in 2026.
    "default_delivery_type": "PRINT",
    # False in the account of 2026, true in those of 2019 to 2024.
    "warehouse_ready": False,
    # How close together two refreshes with one token count as simultaneous. The effect was measured, the span not.
    "simultaneous_seconds": 1,
    # Whether a revoked refresh token ends the consent that client credentials rest on. A guess.
    "revoke_ends_consent": True,
    # Whether calls over the limit count within the window. Not known.
    "refused_calls_count": False,
}


def read(store: Store, name: str, *, tenant: str = "") -> Any:
    """How a switch stands: as turned for this tenant, else for all, else as by default."""
    table = store.table(TABLE)
    for key in (f"{tenant}.{name}", name):
        if key in table:
            return table[key]["value"]
    return DEFAULTS[name]


def turn(store: Store, name: str, *, to: Any, tenant: str = "") -> None:
    """Turn a switch, for one tenant or for all; an unknown name is a mistake of the caller."""
    if name not in DEFAULTS:
        raise KeyError(name)
    store.table(TABLE)[f"{tenant}.{name}" if tenant else name] = {"value": to}
