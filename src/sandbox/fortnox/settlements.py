"""What a booked payment does to its invoice: the balance falls, and the day it became 0 is remembered.

After part of it the balance is the rest and FinalPayDate null; after all of it the total stays, the balance is 0 and
FinalPayDate a date (recorded 2017 to 2022).
"""

from __future__ import annotations

from decimal import Decimal

from sandbox.fortnox import booking, bookkeeping, cash_method, errors, event_log, payment_entries, vouchers, write_offs
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refused
from sandbox.fortnox.fields import decimal
from sandbox.fortnox.vouchers import Draft
from sandbox.store import Record

PAYS_FROM_UNBOOKED = frozenset({"pay", "book"})


def checked(books: Books, payment: Record, invoice: Record) -> Draft:
    """The voucher that this payment would have now; a refusal where it cannot be booked."""
    before = decimal(invoice["Balance"])
    after = before - effect(payment)
    if invoice["Cancelled"]:
        raise Refused(errors.GUESSES["payment_of_cancelled"])
    if not invoice["Booked"] and not cash_method.applies(invoice):
        _check_unbooked(books, invoice)
    if booking.is_locked(books, payment["PaymentDate"]):
        raise Refused(booking.period_locked(books))
    if _is_too_much(invoice, after) and books.switch("overpayment") == "refuse":
        raise Refused(errors.GUESSES["payment_too_large"] if before else errors.ALREADY_PAID)
    draft = payment_entries.draft(books, payment, invoice, before=before, after=after)
    vouchers.check(books, draft)
    return draft


def settle(books: Books, payment: Record, invoice: Record) -> Record:
    """Book a payment: its voucher, its effect, its event."""
    draft = checked(books, payment, invoice)
    payment |= {"Booked": True, **vouchers.named(vouchers.write(books, draft))}
    books.touch(payment)
    _move(books, invoice, by=-effect(payment), paid_by=[*invoice.get("_payments", []), payment["Number"]])
    event_log.tell(books, "invoices", event_type="invoicepayment-bookkeep-v1", entity_id=payment["Number"])
    return payment


def undo(books: Books, payment: Record, invoice: Record) -> None:
    """Take a booked payment back: a voucher of today that reverses its own (a guess), and the balance as it was."""
    own, today = vouchers.of(books, payment), books.clock.today().isoformat()
    if booking.is_locked(books, today):
        raise Refused(booking.period_locked(books))
    draft = Draft(
        kind="INVOICEPAYMENT",
        reference=payment["Number"],
        on=today,
        description=f"Rättelse av {own['VoucherSeries']} {own['VoucherNumber']}",
        entries=tuple(entry.reversed() for entry in vouchers.entries(own)),
    )
    vouchers.check(books, draft)
    vouchers.write(books, draft)
    payment["Booked"] = False
    left = [number for number in invoice.get("_payments", []) if number != payment["Number"]]
    _move(books, invoice, by=effect(payment), paid_by=left)


def settle_anew(books: Books, payment: Record, changed: Record, invoice: Record) -> Record:
    """Change a booked payment: the old booking is reversed and the new one written, or neither."""
    as_if_open = {**invoice, "Balance": str(decimal(invoice["Balance"]) + effect(payment))}
    checked(books, changed, as_if_open)
    undo(books, payment, invoice)
    payment.update({**changed, "Booked": False})
    return settle(books, payment, invoice)


def effect(payment: Record) -> Decimal:
    """What a payment takes off the balance of its invoice, in the invoice's currency."""
    return decimal(payment["AmountCurrency"]) + write_offs.off_balance(payment)


def _check_unbooked(books: Books, invoice: Record) -> None:
    position = books.switch("payment_on_unbooked")
    if position not in PAYS_FROM_UNBOOKED or invoice["InvoiceType"] == bookkeeping.CASH_INVOICE:
        raise Refused(errors.GUESSES["payment_of_unbooked"])
    if position == "book":
        booking.checked(books, invoice)


def _is_too_much(invoice: Record, after: Decimal) -> bool:
    """Whether the balance would turn: below 0 for an invoice, above 0 for a credit note."""
    total = decimal(invoice["Total"])
    return after * total < 0 if total else after != 0


def _move(books: Books, invoice: Record, *, by: Decimal, paid_by: list[str]) -> None:
    balance = decimal(invoice["Balance"]) + by
    invoice |= {"Balance": str(balance), "_payments": paid_by}
    invoice["FinalPayDate"] = _final_pay_date(books, invoice) if balance == 0 else None
    if books.switch("payment_touches_invoice"):
        books.touch(invoice)


def _final_pay_date(books: Books, invoice: Record) -> str:
    """The date of the last payment (docs), unless a switch says otherwise; an invoice of 0 keeps its own date."""
    position = books.switch("final_pay_date")
    if position == "booking":
        return books.clock.today().isoformat()
    paid_on = [books.table("invoicepayments")[number]["PaymentDate"] for number in invoice["_payments"]]
    return str(invoice["InvoiceDate"] if position == "invoice" or not paid_on else max(paid_on))
