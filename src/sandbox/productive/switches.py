"""What nobody outside Productive knows, as switches: each has a default, and a test can turn it."""

from __future__ import annotations

from typing import Any

from sandbox.store import Store

TABLE = "productive.switches"

# Each is an unknown that the references name; the default is the likelier, or else the stricter, possibility.
DEFAULTS: dict[str, Any] = {
    # "per_line": tax of a line is rounded, then summed. "per_rate": rounded once on the sum of a rate.
    "tax_rounding": "per_line",
    # "on_total": the percentage is taken off the sums. "on_lines": off each line's amount and tax, each rounded.
    "invoice_discount": "on_total",
    # A number set before finalizing stays; False: the next of the series is given all the same.
    "finalize_keeps_number": True,
    "empty_draft_can_be_finalized": True,
    # Older accounts can edit what is finalized (False); newer ones lock it (True). Help articles disagree.
    "finalized_is_locked": False,
    # "Once sent, editing is restricted" (help article, cut off); what that covers is not known.
    "sent_is_locked": True,
    "sent_on_null_unsends": True,
    "number_can_be_patched_when_finalized": True,
    # The copy depends on it: exported, export_id and export_invoice_url on a finalized invoice.
    "exported_can_be_patched_when_finalized": True,
    "exported_can_be_patched_when_sent": True,
    # 7 is "Custom"; what a PATCH of `exported` sets is not known.
    "export_integration_type_id": 7,
    "finalized_can_be_deleted": False,
    "payments_need_a_sent_invoice": True,
    "payments_may_exceed_unpaid": True,
    "payments_may_be_negative": True,
    "payments_on_credit_notes": False,
    "payment_external_id_is_writable": False,
    # The guide says 400 (its Ruby client agrees); a live client noted 422.
    "unknown_filter_status": 400,
    # The guide knows gt, gt_eq, lt and lt_eq for every filter; the specification lists none of them.
    "filters_know_comparisons": True,
}


def read(store: Store, name: str) -> Any:
    """How a switch stands."""
    return store.table(TABLE).get(name, {"value": DEFAULTS[name]})["value"]


def turn(store: Store, name: str, *, to: Any) -> None:
    """Turn a switch; an unknown name is a mistake of the caller."""
    if name not in DEFAULTS:
        raise KeyError(name)
    store.table(TABLE)[name] = {"value": to}


def set_out(store: Store) -> None:
    """Lay all switches out in the state, where the control plane shows them."""
    for name, value in DEFAULTS.items():
        store.table(TABLE)[name] = {"value": value}
