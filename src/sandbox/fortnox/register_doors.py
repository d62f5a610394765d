"""What the paths of articles and of the small registers do: read the request, ask the books, wrap the answer."""

from __future__ import annotations

from werkzeug import Request, Response

from sandbox.fortnox import accounts, articles, customers, lists, predefined, registers, small_registers, wire
from sandbox.fortnox.books import Books
from sandbox.fortnox.register_kinds import REGISTERS


def list_register(request: Request, books: Books, *, kind: str) -> Response:
    listing = small_registers.listing(REGISTERS[kind])
    return _read(lists.answer(books, listing, books.table(kind).values(), request.args))


def register_item(_request: Request, books: Books, *, kind: str, key: str) -> Response:
    register = REGISTERS[kind]
    record = small_registers.found(books, register, key)
    return _read({register.singular: small_registers.shown(books, register, record)})


def create_register_item(request: Request, books: Books, *, kind: str) -> Response:
    register = REGISTERS[kind]
    record = small_registers.create(books, register, wire.read(request, register.singular))
    shown = {register.singular: small_registers.shown(books, register, record)}
    return wire.created(shown, location=register.location or register.kind)


def change_register_item(request: Request, books: Books, *, kind: str, key: str) -> Response:
    register = REGISTERS[kind]
    small_registers.found(books, register, key)
    record = small_registers.change(books, register, key, wire.read(request, register.singular))
    return _written({register.singular: small_registers.shown(books, register, record)})


def remove_register_item(_request: Request, books: Books, *, kind: str, key: str) -> Response:
    small_registers.remove(books, REGISTERS[kind], key)
    return wire.no_content()


def create_article(request: Request, books: Books) -> Response:
    record = articles.create(books, wire.read(request, "Article"))
    return wire.created({"Article": articles.shown(books, record)}, location="articles")


def change_article(request: Request, books: Books, *, number: str) -> Response:
    articles.found(books, number)
    return _written({"Article": articles.shown(books, articles.change(books, number, wire.read(request, "Article")))})


def remove_article(_request: Request, books: Books, *, number: str) -> Response:
    articles.remove(books, number)
    return wire.no_content()


def remove_customer(_request: Request, books: Books, *, number: str) -> Response:
    customers.remove(books, number)
    return wire.no_content()


def list_accounts(request: Request, books: Books) -> Response:
    return _read(accounts.listed(books, request.args))


def account(request: Request, books: Books, *, number: str) -> Response:
    return _read({"Account": accounts.shown(books, accounts.found(books, number, request.args))})


def create_account(request: Request, books: Books) -> Response:
    record = accounts.create(books, wire.read(request, "Account"), request.args)
    return wire.created({"Account": accounts.shown(books, record)}, location="accounts")


def change_account(request: Request, books: Books, *, number: str) -> Response:
    accounts.found(books, number, request.args)
    record = accounts.change(books, number, wire.read(request, "Account"), request.args)
    return _written({"Account": accounts.shown(books, record)})


def remove_account(request: Request, books: Books, *, number: str) -> Response:
    accounts.remove(books, number, request.args)
    return wire.no_content()


def financial_year(_request: Request, books: Books, *, identity: str) -> Response:
    return _read({"FinancialYear": registers.financial_year(books, identity)})


def list_predefined_accounts(request: Request, books: Books) -> Response:
    rows = books.table("predefinedaccounts").values()
    return _read(lists.answer(books, predefined.ACCOUNTS, rows, request.args))


def predefined_account(_request: Request, books: Books, *, name: str) -> Response:
    return _read({"PreDefinedAccount": predefined.shown_account(books, predefined.account(books, name))})


def change_predefined_account(request: Request, books: Books, *, name: str) -> Response:
    predefined.account(books, name)
    record = predefined.change_account(books, name, wire.read(request, "PreDefinedAccount"))
    return _written({"PreDefinedAccount": predefined.shown_account(books, record)})


def list_predefined_series(request: Request, books: Books) -> Response:
    return _read(lists.answer(books, predefined.SERIES, predefined.all_series(books), request.args))


def predefined_series(_request: Request, books: Books, *, name: str) -> Response:
    return _read({"PreDefinedVoucherSeries": predefined.shown_series(books, predefined.series(books, name))})


def change_predefined_series(request: Request, books: Books, *, name: str) -> Response:
    predefined.series(books, name)
    record = predefined.change_series(books, name, wire.read(request, "PreDefinedVoucherSeries"))
    return _written({"PreDefinedVoucherSeries": predefined.shown_series(books, record)})


def _read(body: object) -> Response:
    return wire.answer(body, method="GET")


def _written(body: object) -> Response:
    return wire.answer(body, method="PUT")
