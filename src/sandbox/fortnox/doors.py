"""What each path of the API does: read the request, ask the books, wrap the answer."""

from __future__ import annotations

from werkzeug import Request, Response

from sandbox.fortnox import articles, customers, errors, invoice_lists, invoices, lists, registers, wire
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refused
from sandbox.fortnox.people import PEOPLE


def company_information(_request: Request, books: Books) -> Response:
    return _read({"CompanyInformation": registers.company_information(books)})


def company_settings(_request: Request, books: Books) -> Response:
    return _read({"CompanySettings": registers.company_settings(books)})


def locked_period(_request: Request, books: Books) -> Response:
    return _read({"LockedPeriod": registers.locked_period(books)})


def me(_request: Request, _books: Books) -> Response:
    """Somebody; which person a service account shows is not known (a guess)."""
    person = PEOPLE[0]
    facts = {"Id": "1", "Name": person.name, "Email": person.email, "Locale": "sv", "SysAdmin": True}
    return _read({"Me": facts})


def financial_years(request: Request, books: Books) -> Response:
    return _read(registers.financial_years(books, request.args))


def list_articles(request: Request, books: Books) -> Response:
    rows = lists.ordered(articles.LISTING, books.table("articles"))
    return _read(lists.answer(books, articles.LISTING, rows, request.args))


def article(_request: Request, books: Books, *, number: str) -> Response:
    return _read({"Article": articles.shown(books, articles.found(books, number))})


def list_customers(request: Request, books: Books) -> Response:
    rows = lists.ordered(customers.LISTING, books.table("customers"))
    return _read(lists.answer(books, customers.LISTING, rows, request.args))


def customer(_request: Request, books: Books, *, number: str) -> Response:
    return _read({"Customer": customers.shown(books, customers.found(books, number))})


def create_customer(request: Request, books: Books) -> Response:
    record = customers.create(books, wire.read(request, "Customer"))
    return wire.created({"Customer": customers.shown(books, record, just_created=True)}, location="customers")


def change_customer(request: Request, books: Books, *, number: str) -> Response:
    customers.found(books, number)
    record = customers.change(books, number, wire.read(request, "Customer"))
    return _written({"Customer": customers.shown(books, record)})


def list_invoices(request: Request, books: Books) -> Response:
    rows = lists.ordered(invoice_lists.LISTING, books.table("invoices"))
    return _read(lists.answer(books, invoice_lists.LISTING, rows, request.args))


def invoice(_request: Request, books: Books, *, number: str) -> Response:
    return _read({"Invoice": invoices.shown(books, invoices.found(books, number))})


def create_invoice(request: Request, books: Books) -> Response:
    record = invoices.create(books, wire.read(request, "Invoice"))
    return wire.created({"Invoice": invoices.shown(books, record, just_created=True)}, location="invoices")


def change_invoice(request: Request, books: Books, *, number: str) -> Response:
    invoices.found(books, number)
    record = invoices.change(books, number, wire.read(request, "Invoice"))
    return _written({"Invoice": invoices.shown(books, record)})


def without_identifier(_request: Request, _books: Books) -> Response:
    raise Refused(errors.NO_IDENTIFIER)


def _read(body: object) -> Response:
    return wire.answer(body, method="GET")


def _written(body: object) -> Response:
    return wire.answer(body, method="PUT")
