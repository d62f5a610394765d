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
    # How long REST shows what was before a change whose event was sent already (0.5 to 2.5 s, a public SDK).
    "rest_lag_seconds": 0,
    # Every event is delivered twice, as "at least once" allows (documentation, read 2026-04).
    "events_come_twice": False,
    # Whether a supplied number at or above the next one moves the series. Nobody documents it.
    "supplied_number_moves_series": False,
    # A company setting: terms of an invoice whose customer has none (30 in the recordings of 2022 to 2024; "": none, as
    # in those of 2016 to 2022).
    "default_terms": "30",
    # A company setting: PRINT in the recordings of 2016 to 2024, EMAIL in 2026.
    "default_delivery_type": "PRINT",
    # False in the account of 2026, true in those of 2019 to 2024.
    "warehouse_ready": False,
    # How close together two refreshes with one token count as simultaneous. The effect was measured, the span not.
    "simultaneous_seconds": 1,
    # Whether a revoked refresh token ends the consent that client credentials rest on. A guess.
    "revoke_ends_consent": True,
    # The specification lets SalesPrice be written; the official SDK holds it to be read-only and sets prices elsewhere.
    "article_price_writable": True,
    # Whether calls over the limit count within the window. Not known.
    "refused_calls_count": False,
    # Where an exact half goes. A recorded 938 fits both; a credit of 937.50 may come to -938 ("away") or -937 ("up").
    "round_half": "away",
    # Whether totals in foreign currency are whole too. No recording has a case; in kronor it is a company setting.
    "round_foreign": False,
    # Booking what is booked: refused, or 200 and nothing done. Not known; refused stops a careless caller first.
    "book_twice": "refuse",
    # What may still be changed on a booked invoice: nothing, or texts that the ledger does not hold. Nobody dares more.
    "booked_invoice_edit": "nothing",
    # Which code a locked period has when an invoice is booked; two help pages differ, the invoice's own is 2002141.
    "locked_period_code": 2002141,
    # A company setting: with the warehouse module an invoice is made ready before it is booked, and then locked.
    "warehouse_module": False,
    # What bookkeep says under the cash method, where nothing is ever "Booked". Not known.
    "cash_bookkeep": "refuse",
    # Whether filter=unpaid shows invoices of the cash method; only booked ones were ever seen there (2016).
    "cash_unpaid_listed": False,
    # Whether filter=unpaid is overdue too; the three invoices recorded in 2016 were both.
    "unpaid_means_overdue": False,
    # Whether a cancelled invoice keeps its Total: 0 in all five recorded, kept in a vendor's sample of 2014.
    "cancel_keeps_total": False,
    # What PUT credit answers: one live test fits the original only, another integrator read it as the credit note.
    "credit_answer": "original",
    # Crediting twice: refused, or 200 and nothing done (one help page says "fails silently").
    "credit_twice": "refuse",
    # Whether the credit note comes booked: a plug-in long in production edits it first, one integrator saw it booked.
    "credit_booked_at_once": False,
    # Which field of the credit note names its original; two integrators differ, so a reader should take either.
    "credit_note_reference": "both",
    # Whether booking the credit note settles both at once; a free-standing one stayed open (2016).
    "credit_settles": False,
    # Whether a posted invoice with a negative total says Credit "true". Not known.
    "negative_invoice_is_credit": False,
    # CreditInvoiceReference in a body: writable by the specification, read-only by both large clients.
    "credit_reference_sent": "refuse",
    # A row whose VAT disagrees with its account's VAT code: no error is documented.
    "vat_account_mismatch": "accept",
    # Paying an unbooked invoice: POST refused, or stored until it is booked ("store"), or paid ("pay"), or paid and
    # booked by that ("book"). Two integrators say that it must be booked first.
    "payment_on_unbooked": "refuse",
    # Booked: true in the body of a new payment: read-only as elsewhere, or ignored, or booked at once.
    "payment_booked_sent": "refuse",
    # Changing and deleting a booked payment through the API; an event of deletion exists, for the user interface.
    "booked_payment_edit": "refuse",
    "booked_payment_delete": "refuse",
    # Booking more than is open: refused, or the balance turns. Not known.
    "overpayment": "refuse",
    # A payment dated in a later year than its invoice: refused until the year is carried over, which companies do.
    "payment_in_later_year": "accept",
    # Whether a booked payment moves the invoice's lastmodified; one integrator builds on it.
    "payment_touches_invoice": True,
    # What FinalPayDate is: the date of the payment (docs), of its booking, or of the invoice, as in all ten recorded.
    "final_pay_date": "payment",
    # A company setting: the mode of a payment that names none; with "" it is stored without and cannot be booked.
    "payment_default_mode": "BG",
    # What Amount alone means for a foreign invoice: kronor (docs), or the invoice's currency (one client).
    "foreign_amount_alone": "kronor",
    # Whether lastmodified includes its own second. Not known; clients overlap.
    "lastmodified_inclusive": True,
    # Which scope opens the attachments of invoices; the documentation names none.
    "attachments_scope": "connectfile",
    # Whether a file can be attached to a booked invoice; nobody has seen it refused.
    "attach_to_booked": True,
    # A company setting: whether it has signed up for Fortnox's print service; the SDK's test company had not.
    "print_service_registered": False,
    # How many seconds the answer to a call over the limit says to wait; None: it says nothing. Two integrations read
    # Retry-After, with 2 s in its absence; no 429 was recorded.
    "throttle_retry_after": None,
    # The body of that answer, which is not documented: the gateway's shape, Fortnox's own, a page, or nothing.
    "throttle_body": "gateway",
    # What a limit above 500 does: it counts as 500, or it is refused, or it is honoured. Not recorded.
    "limit_above_500": "cap",
    # The status of a missing scope and of a missing licence for a module: seen as 400 and as 403 in code.
    "scope_status": 403,
    # Read-only fields in a body: refused (seen on customers and vouchers, 2026), or ignored; not known field by field.
    "read_only_sent": "refuse",
    # Paying a cancelled invoice: refused, or registered and refused when it is booked. Not known.
    "payment_on_cancelled": "refuse",
    # Whose account a row without one gets first: its article's, or its customer's. The order is inferred.
    "row_account_first": "article",
    # Whose VAT a row without article gets: that of its account, or the customer's. Not known.
    "row_vat_first": "account",
    # What a list of invoices shows: the 27 fields of every recording, or the 89 of the specification of 2026-04.
    "invoice_list": "short",
    # Whether filter=unbooked has what is below 0; a live test asserts that what it shows is above 0.
    "unbooked_credit_listed": False,
    # After how many silent seconds the socket of the events is closed; 0: never. Nobody has written down either.
    "events_idle_seconds": 0,
    # Whether the token of client credentials names its tenant in its claims, as others do. Not known.
    "service_token_names_tenant": True,
    # The error of client credentials without a consent; the documentation names none.
    "service_token_error": "invalid_grant",
    # Whether a consent of a person takes the place of the company's service consent. One client has one service
    # account in each company (documentation); what a later consent does to it is not said.
    "consent_replaces_service": False,
    # A company setting: the step that totals in kronor are rounded to (99.50 was seen in a test; whole kronor else).
    "round_off_step": "1",
}

BOTH = (False, True)
# Every plausible answer, where the answers can be counted.
POSITIONS: dict[str, tuple[Any, ...]] = {
    "round_off": BOTH,
    "round_off_step": ("1", "0.5"),
    "vat_rounding": ("rate", "row"),
    "events_come_twice": BOTH,
    "article_price_writable": BOTH,
    "supplied_number_moves_series": BOTH,
    "default_delivery_type": ("PRINT", "EMAIL", "PRINTSERVICE", "ELECTRONICINVOICE"),
    "warehouse_ready": BOTH,
    "revoke_ends_consent": BOTH,
    "refused_calls_count": BOTH,
    "round_half": ("away", "up"),
    "round_foreign": BOTH,
    "book_twice": ("refuse", "ignore"),
    "booked_invoice_edit": ("nothing", "texts"),
    "locked_period_code": (2002141, 2000401),
    "warehouse_module": BOTH,
    "cash_bookkeep": ("refuse", "ignore"),
    "cash_unpaid_listed": BOTH,
    "unpaid_means_overdue": BOTH,
    "cancel_keeps_total": BOTH,
    "credit_answer": ("original", "credit_note"),
    "credit_twice": ("refuse", "ignore"),
    "credit_booked_at_once": BOTH,
    "credit_note_reference": ("both", "InvoiceReference", "CreditInvoiceReference"),
    "credit_settles": BOTH,
    "negative_invoice_is_credit": BOTH,
    "credit_reference_sent": ("refuse", "ignore", "link"),
    "vat_account_mismatch": ("accept", "refuse"),
    "payment_on_unbooked": ("refuse", "store", "pay", "book"),
    "payment_booked_sent": ("refuse", "ignore", "book"),
    "booked_payment_edit": ("refuse", "accept"),
    "booked_payment_delete": ("refuse", "accept"),
    "overpayment": ("refuse", "accept"),
    "payment_in_later_year": ("accept", "refuse"),
    "payment_touches_invoice": BOTH,
    "final_pay_date": ("payment", "booking", "invoice"),
    "payment_default_mode": ("BG", ""),
    "foreign_amount_alone": ("kronor", "currency"),
    "lastmodified_inclusive": BOTH,
    "attachments_scope": ("connectfile", "archive", "inbox", "invoice"),
    "attach_to_booked": BOTH,
    "print_service_registered": BOTH,
    "throttle_retry_after": (None, 2, 5),
    "throttle_body": ("gateway", "envelope", "page", "nothing"),
    "limit_above_500": ("cap", "refuse", "honour"),
    "scope_status": (403, 400),
    "read_only_sent": ("refuse", "ignore"),
    "payment_on_cancelled": ("refuse", "store"),
    "row_account_first": ("article", "customer"),
    "row_vat_first": ("account", "customer"),
    "invoice_list": ("short", "full"),
    "unbooked_credit_listed": BOTH,
    "service_token_names_tenant": BOTH,
    "service_token_error": ("invalid_grant", "invalid_client", "unauthorized_client"),
    "consent_replaces_service": BOTH,
}
# What can take any value: positions that a test may try, the default among them.
SAMPLES: dict[str, tuple[Any, ...]] = {
    "default_terms": ("30", "15", ""),
    "rest_lag_seconds": (0, 2),
    "search_lag_seconds": (0, 60),
    "simultaneous_seconds": (1, 0, 30),
    "events_idle_seconds": (0, 60),
}


def read(store: Store, name: str, *, tenant: str = "") -> Any:
    """How a switch stands: as turned for this tenant, else for all, else as by default."""
    table = store.table(TABLE)
    for key in (f"{tenant}.{name}", name):
        if key in table:
            return table[key]["value"]
    return DEFAULTS[name]


def turn(store: Store, name: str, *, to: Any, tenant: str = "") -> None:
    """Turn a switch, for one tenant or for all; an unknown name or position is a mistake of the caller."""
    if name not in DEFAULTS:
        raise KeyError(name)
    if to not in POSITIONS.get(name, (to,)):
        raise ValueError(f"The switch {name} has the positions {POSITIONS[name]}, not {to!r}.")
    store.table(TABLE)[f"{tenant}.{name}" if tenant else name] = {"value": to}
