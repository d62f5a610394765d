"""What the paths of payments and vouchers do."""

from __future__ import annotations

from werkzeug import Request, Response

from sandbox.fortnox import lists, payments, voucher_series, vouchers, wire
from sandbox.fortnox.books import Books
from sandbox.store import Record


def list_payments(request: Request, books: Books) -> Response:
    rows = payments.rows(books, request.args)
    return wire.answer(lists.answer(books, payments.LISTING, rows, request.args), method="GET")


def payment(_request: Request, books: Books, *, number: str) -> Response:
    return _whole(books, payments.found(books, number), method="GET")


def create_payment(request: Request, books: Books) -> Response:
    record = payments.create(books, wire.read(request, "InvoicePayment"))
    return wire.created({"InvoicePayment": payments.shown(books, record)}, location="invoicepayments")


def change_payment(request: Request, books: Books, *, number: str) -> Response:
    payments.found(books, number)
    return _whole(books, payments.change(books, number, wire.read(request, "InvoicePayment")), method="PUT")


def bookkeep_payment(_request: Request, books: Books, *, number: str) -> Response:
    return _whole(books, payments.bookkeep(books, number), method="PUT")


def remove_payment(_request: Request, books: Books, *, number: str) -> Response:
    payments.remove(books, number)
    return wire.no_content()


def list_vouchers(request: Request, books: Books, *, series: str = "") -> Response:
    return wire.answer(vouchers.listed(books, request.args, series=series), method="GET")


def voucher(request: Request, books: Books, *, series: str, number: str) -> Response:
    return wire.answer({"Voucher": vouchers.single(books, series, number, request.args)}, method="GET")


def list_voucher_series(request: Request, books: Books) -> Response:
    return wire.answer(voucher_series.listed(books, request.args), method="GET")


def one_voucher_series(request: Request, books: Books, *, code: str) -> Response:
    return wire.answer({"VoucherSeries": voucher_series.single(books, code, request.args)}, method="GET")


def _whole(books: Books, record: Record, *, method: str) -> Response:
    return wire.answer({"InvoicePayment": payments.shown(books, record)}, method=method)
