"""What the forms of the bookkeeper's pages do: the ledger's own behaviour. Each says where to go afterwards."""

from __future__ import annotations

from datetime import date
from typing import Any

from sandbox.fortnox import accounts, acts, invoice_states, payments, register_kinds, sending, small_registers
from sandbox.fortnox.credits import credit as credit_invoice
from sandbox.pages.visit import NotUnderstood, Visit
from sandbox.store import Record

FINANS = "finance"  # What Fortnox Finans pays for an invoice that it bought.


def book(visit: Visit, *, number: str) -> str:
    invoice_states.bookkeep(visit.books, number)
    return visit.path("invoices", number)


def cancel(visit: Visit, *, number: str) -> str:
    invoice_states.cancel(visit.books, number)
    return visit.path("invoices", number)


def credit(visit: Visit, *, number: str) -> str:
    """To the credit note, which is there to be looked at and booked."""
    credit_invoice(visit.books, number)
    return visit.path("invoices", visit.books.table("invoices")[number]["CreditInvoiceReference"])


def email(visit: Visit, *, number: str) -> str:
    sending.email(visit.books, number)
    return visit.path("outbox")


def print_out(visit: Visit, *, number: str) -> str:
    """The invoice counts as sent; what the paper looks like, the preview shows."""
    sending.print_out(visit.books, number)
    return visit.path("invoices", number)


def pay(visit: Visit, *, number: str) -> str:
    """Register a payment, with what is written off, and book it unless it is to be left."""
    invoice = visit.books.table("invoices")[number]
    body = {"InvoiceNumber": int(number), **_money(visit, invoice)}
    if off := visit.amount("written_off"):
        written_off = {"AccountNumber": int(visit.said("account")), "Amount": str(off)}
        body["WriteOffs"] = [{**written_off, "Currency": invoice["Currency"]}]
    if account := visit.said("to"):
        body["ModeOfPaymentAccount"] = int(account)
    payment = payments.create(visit.books, body)
    if visit.said("source") == FINANS:
        payment["Source"] = FINANS
    if visit.said("then") == "book":
        payments.bookkeep(visit.books, payment["Number"])
    return visit.path("invoices", number)


def change_payment(visit: Visit, *, number: str) -> str:
    payment = payments.found(visit.books, number)
    invoice = payments.invoice_of(visit.books, payment)
    payments.change(visit.books, number, _money(visit, invoice), by_hand=True)
    return visit.path("payments", number)


def book_payment(visit: Visit, *, number: str) -> str:
    payments.bookkeep(visit.books, number)
    return visit.path("payments", number)


def delete_payment(visit: Visit, *, number: str) -> str:
    invoice = payments.invoice_of(visit.books, payments.found(visit.books, number))
    payments.remove(visit.books, number, by_hand=True)
    return visit.path("invoices", invoice["DocumentNumber"])


def switch_customer(visit: Visit) -> str:
    _set(visit, "customers", visit.said("number"), {"Active": visit.said("active") == "yes"})
    return visit.path("customers")


def switch_account(visit: Visit) -> str:
    _set(visit, "accounts", visit.said("number"), {"Active": visit.said("active") == "yes"})
    return visit.path("accounts")


def switch_article(visit: Visit) -> str:
    _set(visit, "articles", visit.said("number"), {"Active": visit.said("active") == "yes"})
    return visit.path("articles")


def add_account(visit: Visit) -> str:
    """One more account in the chart of this year."""
    number = visit.said("number")
    if not number.isdecimal():
        raise NotUnderstood(f"{number or 'Nothing'} is no account.")
    accounts.create(visit.books, {"Number": int(number), "Description": visit.said("name")}, {})
    return visit.path("accounts")


def add_currency(visit: Visit) -> str:
    rate = visit.amount("rate")
    body: dict[str, Any] = {"Code": visit.said("code").upper(), "Description": visit.said("name")}
    if rate is not None:
        body |= {"BuyRate": str(rate), "SellRate": str(rate)}
    small_registers.create(visit.books, register_kinds.CURRENCIES, body)
    return visit.path("currencies")


def lock(visit: Visit) -> str:
    """Everything up to a day, or nothing."""
    until = None if visit.said("unlock") else _day(visit, "until")
    visit.books.table("company")["facts"]["LockedUntil"] = until
    return visit.path("period")


def _money(visit: Visit, invoice: Record) -> dict[str, Any]:
    """Amount and day of a payment; a form says the amount in the invoice's currency."""
    name = "Amount" if invoice["Currency"] == "SEK" else "AmountCurrency"
    amount = visit.amount("amount")
    return {name: str(amount or 0), "PaymentDate": _day(visit, "paid_on")}


def _day(visit: Visit, name: str) -> str:
    try:
        return date.fromisoformat(visit.said(name)).isoformat()
    except ValueError as wrong:
        raise NotUnderstood(f"{visit.said(name) or 'Nothing'} is no date.") from wrong


def _set(visit: Visit, kind: str, number: str, fields: dict[str, Any]) -> None:
    books = visit.books
    acts.set_fields(books.store, books.clock, tenant=books.tenant, kind=kind, number=number, fields=fields)
