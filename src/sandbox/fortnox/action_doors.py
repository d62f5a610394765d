"""What the paths below an invoice do: booking, crediting, sending, printing.

PUT actions take no body that matters and answer the whole invoice; the GET actions change things too, and those that
print answer a PDF (specification of 2026-04).
"""

from __future__ import annotations

from werkzeug import Request, Response

from sandbox.fortnox import credits as crediting
from sandbox.fortnox import invoice_states, invoices, sending, wire
from sandbox.fortnox.books import Books
from sandbox.store import Record

PDF = "application/pdf"


def bookkeep(_request: Request, books: Books, *, number: str) -> Response:
    return _whole(books, invoice_states.bookkeep(books, number), method="PUT")


def cancel(_request: Request, books: Books, *, number: str) -> Response:
    return _whole(books, invoice_states.cancel(books, number), method="PUT")


def credit(_request: Request, books: Books, *, number: str) -> Response:
    return _whole(books, crediting.credit(books, number), method="PUT")


def warehouse_ready(_request: Request, books: Books, *, number: str) -> Response:
    return _whole(books, invoice_states.make_ready(books, number), method="PUT")


def external_print(_request: Request, books: Books, *, number: str) -> Response:
    return _whole(books, sending.called_sent(books, number), method="PUT")


def email(_request: Request, books: Books, *, number: str) -> Response:
    return _whole(books, sending.email(books, number), method="GET")


def e_invoice(_request: Request, books: Books, *, number: str) -> Response:
    return _whole(books, sending.e_invoice(books, number), method="GET")


def e_print(_request: Request, books: Books, *, number: str) -> Response:
    return _whole(books, sending.e_print(books, number), method="GET")


def print_out(_request: Request, books: Books, *, number: str) -> Response:
    return wire.file(sending.print_out(books, number), mimetype=PDF)


def print_reminder(_request: Request, books: Books, *, number: str) -> Response:
    return wire.file(sending.print_reminder(books, number), mimetype=PDF)


def preview(_request: Request, books: Books, *, number: str) -> Response:
    return wire.file(sending.preview(books, number), mimetype=PDF)


def _whole(books: Books, record: Record, *, method: str) -> Response:
    return wire.answer({"Invoice": invoices.shown(books, record)}, method=method)
