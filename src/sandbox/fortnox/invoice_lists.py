"""How invoices are listed: 27 fields, five filters on their state, and many searches."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from sandbox.fortnox import cash_method, errors, fields, invoices, lists, wire
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refused
from sandbox.fortnox.fields import decimal
from sandbox.fortnox.invoice_fields import FIELDS, LISTED
from sandbox.store import Record

LISTED_FIELDS = tuple(field for name in LISTED for field in FIELDS if field.name == name)
STORED = tuple(name for name in LISTED if name != "@url")
AMOUNTS_REMEMBERED = 50_000
Test = Callable[[Record, str], bool]


def _listed(books: Books, record: Record) -> Record:
    """No rows, no net, no VAT; CurrencyRate is a text here, a number in the single answer (recorded 2016 to 2026)."""
    if books.switch("invoice_list") == "full":
        return invoices.shown(books, record)
    address = books.url("invoices", record["DocumentNumber"])
    short = fields.shown({"@url": address} | {name: record[name] for name in STORED}, LISTED_FIELDS)
    return short | {"CurrencyRate": wire.text(record["CurrencyRate"])}


def _in_rows(field: str) -> Callable[[Record], Iterable[str]]:
    return lambda record: [str(row[field]) for row in record["InvoiceRows"]]


def _flag(name: str) -> Test:
    return lambda record, wanted: str(record[name]).lower() == wanted.lower()


def _no_earlier(name: str) -> Test:
    return lambda record, wanted: bool(record[name]) and record[name] >= wanted


def _no_later(name: str) -> Test:
    return lambda record, wanted: bool(record[name]) and record[name] <= wanted


def _account_from(record: Record, wanted: str) -> bool:
    return any(row["AccountNumber"] >= _account(wanted) for row in record["InvoiceRows"])


def _account_to(record: Record, wanted: str) -> bool:
    return any(0 < row["AccountNumber"] <= _account(wanted) for row in record["InvoiceRows"])


def _account(wanted: str) -> int:
    if not wanted.isdecimal() or len(wanted) > lists.DIGITS_MAX:
        raise Refused(errors.UNKNOWN_PARAMETER)
    return int(wanted)


def _has_label(record: Record, wanted: str) -> bool:
    return any(str(label["Id"]) == wanted for label in record["Labels"])


def _unpaid(books: Books) -> Callable[[Record], bool]:
    """Booked with a balance; unbooked ones are left out, negative ones are not (recorded 2016-10-13)."""
    return _unpaid_overdue(books) if books.switch("unpaid_means_overdue") else _open(books)


def _open(books: Books) -> Callable[[Record], bool]:
    lists_cash = bool(books.switch("cash_unpaid_listed"))

    def test(record: Record) -> bool:
        if _is_nothing(record["Balance"]):
            return False
        return bool(record["Booked"]) or (lists_cash and cash_method.applies(record))

    return test


def _unpaid_overdue(books: Books) -> Callable[[Record], bool]:
    is_open, today = _open(books), books.clock.today().isoformat()
    return lambda record: bool(record["DueDate"] < today) and is_open(record)


def _is_paid(record: Record) -> bool:
    """What is never booked is paid when it has been (a guess about the cash method)."""
    if record["Cancelled"] or not _is_nothing(record["Balance"]):
        return False
    return bool(record["Booked"] or (cash_method.applies(record) and record["FinalPayDate"]))


def _unbooked(books: Books) -> Callable[[Record], bool]:
    """With a balance above 0 (asserted by zenta's tests); whether one below counts is a switch."""
    lists_credit = bool(books.switch("unbooked_credit_listed"))

    def test(record: Record) -> bool:
        if record["Booked"] or record["Cancelled"] or _is_nothing(record["Balance"]):
            return False
        return lists_credit or decimal(record["Balance"]) > 0

    return test


@lru_cache(maxsize=AMOUNTS_REMEMBERED)
def _is_nothing(amount: str) -> bool:
    return decimal(amount) == 0


def _by_number(record: Record) -> tuple[int, int, str]:
    return lists.natural(record["DocumentNumber"])


LISTING = lists.Listing(
    plural="Invoices",
    item=_listed,
    order=_by_number,
    fixed=_by_number,
    orders={
        "documentnumber": _by_number,
        "customername": lambda record: record["CustomerName"].casefold(),
        "customernumber": lambda record: lists.natural(record["CustomerNumber"]),
        "invoicedate": lambda record: record["InvoiceDate"],
        "ocr": lambda record: record["OCR"],
        "total": lambda record: decimal(record["Total"]),
    },
    search={
        "customername": lists.fields("CustomerName"),
        "customernumber": lists.fields("CustomerNumber"),
        "documentnumber": lists.fields("DocumentNumber"),
        "ocr": lists.fields("OCR"),
        "ourreference": lists.fields("OurReference"),
        "yourreference": lists.fields("YourReference"),
        "yourordernumber": lists.fields("YourOrderNumber"),
        "project": lists.fields("Project"),
        "costcenter": lists.fields("CostCenter"),
        "currency": lists.fields("Currency"),
        "invoicetype": lists.fields("InvoiceType"),
        "externalinvoicereference1": lists.fields("ExternalInvoiceReference1"),
        "externalinvoicereference2": lists.fields("ExternalInvoiceReference2"),
        "articlenumber": _in_rows("ArticleNumber"),
        "articledescription": _in_rows("Description"),
    },
    tests={
        "sent": _flag("Sent"),
        "notcompleted": _flag("NotCompleted"),
        "credit": _flag("Credit"),
        "label": _has_label,
        "accountnumberfrom": _account_from,
        "accountnumberto": _account_to,
        "fromdate": _no_earlier("InvoiceDate"),
        "todate": _no_later("InvoiceDate"),
        "fromfinalpaydate": _no_earlier("FinalPayDate"),
        "tofinalpaydate": _no_later("FinalPayDate"),
    },
    filters={
        "cancelled": lambda _books: lambda record: bool(record["Cancelled"]),
        "fullypaid": lambda _books: _is_paid,
        "unpaid": _unpaid,
        "unpaidoverdue": _unpaid_overdue,
        "unbooked": _unbooked,
    },
)
