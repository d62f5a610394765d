"""What nobody outside Productive knows, as switches: each has a default and positions, and a test can turn it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sandbox.store import Store

TABLE = "productive.switches"


@dataclass(frozen=True)
class Switch:
    """One unknown: its plausible answers, the default first, and why that is the default."""

    positions: tuple[Any, ...]
    why: str


# The default is the likelier answer, or else the stricter one, so that a client is not lulled.
SWITCHES = {
    # Amounts.
    "invoice_amounts": Switch(("integer", "text"), "integers: line items and payments have them, as recorded"),
    "tax_rounding": Switch(("per_line", "per_rate"), "a recorded line carries a rounded tax of its own"),
    "invoice_discount": Switch(("on_total", "on_lines"), "the specification calls it a percentage of the invoice"),
    "zero_decimal_currencies": Switch(("hundredths", "units"), "the guide makes no exception of JPY and its like"),
    "fraction_of_a_minor_unit": Switch(("refused", "rounded", "kept"), "prices are integers on the wire; stricter"),
    "description_form": Switch(("plain", "html"), "recorded as plain text; an editor's markup was never seen"),
    # The life of an invoice.
    "finalize_keeps_number": Switch((True, False), "a live client: assigned 'if one is not already set'"),
    "empty_draft_can_be_finalized": Switch((True, False), "nothing says that it is refused"),
    "finalized_is_locked": Switch((False, True), "older accounts edit what is finalized, newer ones lock it"),
    "sent_is_locked": Switch((True, False), "help article: 'once sent, editing is restricted', and cut off there"),
    "sent_on_null_unsends": Switch((True, False), "the app can take it back"),
    "draft_can_be_sent": Switch((False, True), "the app offers sending after finalizing only; stricter"),
    "number_can_be_patched_when_finalized": Switch((True, False), "the app allows it until the invoice is sent"),
    "number_can_be_patched_when_sent": Switch((False, True), "help article 2179634, for the app: until it is sent"),
    "number_counter_is_shared": Switch((False, True), "the app has both; where the choice is kept is not known"),
    "send_reads_its_body": Switch((False, True), "what it may say is not known; True refuses what no invoice has"),
    "finalized_can_be_deleted": Switch((False, True), "live clients refuse it themselves"),
    # The copy depends on these: exported, export_id and export_invoice_url of a finalized invoice.
    "exported_can_be_patched_when_finalized": Switch((True, False), "a live Xero integration marks its copies so"),
    "exported_can_be_patched_when_sent": Switch((True, False), "the same"),
    "exported_sets_exported_at": Switch((True, False), "it cannot be written, so something must set it"),
    "export_integration_type_id": Switch((7, None), "7 is 'Custom'; what a PATCH of `exported` sets is not known"),
    # Payments and credit notes.
    "payments_need": Switch(("sent", "finalized", "nothing"), "help article 11048442, for the app; stricter"),
    "payments_may_exceed_unpaid": Switch((True, False), "nothing says that it is refused"),
    "payments_may_be_negative": Switch((True, False), "nothing says that it is refused"),
    "payments_on_credit_notes": Switch((False, True), "help article 6491533: paid is always 0 there"),
    "payment_external_id_is_writable": Switch((False, True), "readable, but not in the list of what can be written"),
    "payments_know_bulk": Switch((True, False), "the specification lists the bulk content type for payments"),
    "credit_notes_settle": Switch((True, False), "amount_unpaid is 0 then, and paid is taken for that"),
    "credit_notes_may_exceed": Switch((False, True), "the app proposes what is not yet credited; stricter"),
    "credit_note_lines_must_be_negative": Switch((False, True), "'all quantities negative' says the app, of itself"),
    # Lists and values.
    "unknown_filter_status": Switch((400, 422), "the guide says 400, and so does its Ruby client; a live client 422"),
    "unknown_include_status": Switch((400, 422), "that it fails is noted by a client; the status is not"),
    "filters_know_comparisons": Switch((True, False), "the guide knows gt, gt_eq, lt, lt_eq; the specification none"),
    "cursor_sorts": Switch((True, False), "the guide has an error for some sorts, so others are supported"),
    "unknown_attributes": Switch(("refused", "ignored"), "refusing shows a client's mistake; stricter"),
    "custom_field_change": Switch(("merges", "replaces"), "a map by id reads like one that is merged"),
    # Webhooks.
    "webhook_event_words": Switch(
        ("create_update", "new_updated"), "`create_task`, `update_task` are recorded; elsewhere it says new, updated"
    ),
    "webhook_delete_event": Switch(("delete_", "destroy_"), "`create_task` and `update_task` are recorded, no third"),
    "webhook_delete_object": Switch(("whole", "bare"), "deliveries of what is still there are whole"),
    "webhook_edits": Switch(("each", "merged"), "merging was never noted"),
    "webhook_payment_updates_invoice": Switch((True, False), "there is no event 'paid'; 'updated invoice' stands in"),
    "webhook_order": Switch(("as_happened", "reversed"), "not documented; the likelier"),
    "webhook_copies": Switch((1, 2), "duplicates are not documented; 2 is the fault of a doubled delivery"),
    "webhook_delay_seconds": Switch((0, 90), "not documented"),
    "webhook_retries": Switch(("12_in_48_hours", "25_in_48_hours", "every_12_hours"), "the newest text, read evenly"),
    "webhook_timeout_seconds": Switch((10, 1), "not documented"),
    "webhook_custom_headers": Switch((False, True), "one integrator never saw them arrive"),
    "webhook_signature_blank": Switch((True, False), "`t=…, s=…` was seen with the blank and without it"),
    "webhook_first_state": Switch((1, 3), "1 works, 2 has issues, 3 waits; what it waits for is not said"),
}
DEFAULTS: dict[str, Any] = {name: switch.positions[0] for name, switch in SWITCHES.items()}


def read(store: Store, name: str) -> Any:
    """How a switch stands."""
    turned = store.table(TABLE).get(name)
    return turned["value"] if turned else DEFAULTS[name]


def turn(store: Store, name: str, *, to: Any) -> None:
    """Turn a switch; an unknown name or position is a mistake of the caller."""
    if to not in SWITCHES[name].positions:
        raise ValueError(f"{name} is one of {SWITCHES[name].positions}, not {to!r}.")
    store.table(TABLE)[name] = {"value": to}


def set_out(store: Store) -> None:
    """Lay all switches out in the state, where the control plane shows them."""
    for name, value in DEFAULTS.items():
        store.table(TABLE)[name] = {"value": value}
