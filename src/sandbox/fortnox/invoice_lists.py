"""How invoices are listed: 27 fields, five filters on their state, and many searches."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sandbox.fortnox import cash_method, errors, fields, invoices, lists
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refused
from sandbox.fortnox.fields import decimal
from sandbox.fortnox.invoice_fields import FIELDS, LISTED
from sandbox.store import Record

LISTED_FIELDS = tuple(field for name in LISTED for field in FIELDS if field.name == name)
Test = Callable[[Record, str], bool]


def _listed(books: Books, record: Record) -> Record:
    """No rows, no net, no VAT; CurrencyRate is a text here, a number in the single answer (recorded 2016 to 2026)."""
    if books.switch("invoice_list") == "full":
        return invoices.shown(books, record)
    addressed = {**record, "@url": books.url("invoices", record["DocumentNumber"])}
    short = fields.shown(addressed, LISTED_FIELDS)
    return {**short, "CurrencyRate": f"{decimal(record['CurrencyRate']).normalize():f}"}


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


def _is_unpaid(record: Record, books: Books) -> bool:
    return _is_open(record, books) and (not books.switch("unpaid_means_overdue") or _is_overdue(record, books))


def _is_open(record: Record, books: Books) -> bool:
    """Booked with a balance; unbooked ones are left out, negative ones are not (recorded 2016-10-13)."""
    if decimal(record["Balance"]) == 0:
        return False
    return bool(record["Booked"]) or (cash_method.applies(record) and bool(books.switch("cash_unpaid_listed")))


def _is_overdue(record: Record, books: Books) -> bool:
    return bool(record["DueDate"] < books.clock.today().isoformat())


def _is_paid(record: Record) -> bool:
    """What is never booked is paid when it has been (a guess about the cash method)."""
    if record["Cancelled"] or decimal(record["Balance"]) != 0:
        return False
    return bool(record["Booked"] or (cash_method.applies(record) and record["FinalPayDate"]))


def _is_unbooked(record: Record, books: Books) -> bool:
    """With a balance above 0 (asserted by zenta's tests); whether one below counts is a switch."""
    if record["Booked"] or record["Cancelled"]:
        return False
    balance = decimal(record["Balance"])
    return balance > 0 or (balance < 0 and bool(books.switch("unbooked_credit_listed")))


LISTING = lists.Listing(
    plural="Invoices",
    item=_listed,
    order=lambda record: lists.natural(record["DocumentNumber"]),
    orders={
        "documentnumber": lambda record: lists.natural(record["DocumentNumber"]),
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
        "cancelled": lambda record, _books: bool(record["Cancelled"]),
        "fullypaid": lambda record, _books: _is_paid(record),
        "unpaid": _is_unpaid,
        "unpaidoverdue": lambda record, books: _is_open(record, books) and _is_overdue(record, books),
        "unbooked": _is_unbooked,
    },
)
