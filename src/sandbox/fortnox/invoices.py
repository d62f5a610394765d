"""The invoices of a Fortnox company: made, changed while unbooked, and found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.fortnox import amounts, errors, fields, invoice_defaults, rows
from sandbox.fortnox.amounts import Settings
from sandbox.fortnox.books import Books
from sandbox.fortnox.countries import KNOWN_NAMES
from sandbox.fortnox.errors import Refused
from sandbox.fortnox.invoice_fields import FIELDS
from sandbox.store import Record

SERIES = "invoice_number"
LABEL_FIELDS = (fields.Field(name="Id", kind="integer", blank=0),)


def create(books: Books, body: Mapping[str, Any]) -> Record:
    """A new, unbooked invoice; nothing is written unless all of it can be."""
    values = _read(body)
    customer = _named_customer(books, values)
    if customer is None:
        raise Refused(errors.CUSTOMER_UNKNOWN)
    record = invoice_defaults.filled(books, values, customer=customer)
    _check(books, record)
    record["InvoiceRows"] = rows.built(books, values.get("InvoiceRows") or [], before=[], invoice=record)
    record |= amounts.invoice_sums(record, _settings(books, customer))
    record["DocumentNumber"] = _number(books, values.get("DocumentNumber", ""))
    record["OCR"] = record["OCR"] or amounts.ocr(record["DocumentNumber"])
    books.touch(record)
    books.table("invoices")[record["DocumentNumber"]] = record
    return record


def change(books: Books, number: str, body: Mapping[str, Any]) -> Record:
    """Change the fields sent and no others; a booked or cancelled invoice stays as it is (how it is said: a guess)."""
    before = found(books, number)
    if before["Booked"]:
        raise Refused(errors.GUESSES["booked_cannot_change"])
    if before["Cancelled"]:
        raise Refused(errors.GUESSES["cancelled_cannot_change"])
    values = _read(body)
    if values.get("DocumentNumber", number) != number:
        raise Refused(errors.read_only("DocumentNumber"))
    customer = _named_customer(books, values) or books.table("customers")[before["CustomerNumber"]]
    record = invoice_defaults.changed(books, before, values, customer=customer)
    _check(books, record)
    given = values.get("InvoiceRows")
    if given is not None:
        record["InvoiceRows"] = rows.built(books, given, before=before["InvoiceRows"], invoice=record)
    record |= amounts.invoice_sums(record, _settings(books, customer))
    books.touch(record)
    books.table("invoices")[number] = record
    return record


def found(books: Books, number: str) -> Record:
    record = books.find("invoices", number)
    if record is None:
        raise Refused(errors.NOT_FOUND["invoice"])
    return record


def shown(books: Books, record: Record) -> Record:
    number = record["DocumentNumber"]
    reductions = f"{books.api}/taxreductions?filter=invoices&referencenumber={number}"
    addresses = {"@url": books.url("invoices", number), "@urlTaxReductionList": reductions}
    whole = fields.shown({**record, **addresses}, FIELDS)
    return {**whole, "InvoiceRows": [rows.shown(row) for row in record["InvoiceRows"]]}


def _read(body: Mapping[str, Any]) -> dict[str, Any]:
    values = fields.read(body, FIELDS)
    for label in values.get("Labels") or []:
        fields.read(label, LABEL_FIELDS)
    if not values.get("DocumentNumber", "0").isdecimal():
        raise Refused(errors.not_a_number("DocumentNumber"))
    return values


def _named_customer(books: Books, values: Mapping[str, Any]) -> Record | None:
    """The customer that the request names; an inactive one is refused (a guess), an old invoice keeps its own."""
    if "CustomerNumber" not in values:
        return None
    customer = books.find("customers", values["CustomerNumber"])
    if customer is None:
        raise Refused(errors.CUSTOMER_UNKNOWN)
    if not customer["Active"]:
        raise Refused(errors.GUESSES["customer_inactive"])
    return customer


def _check(books: Books, record: Record) -> None:
    for name in ("Country", "DeliveryCountry"):
        if record[name] and record[name] not in KNOWN_NAMES:
            raise Refused(errors.unknown_country(record[name]))
    if record["Currency"] not in books.table("currencies"):
        raise Refused(errors.GUESSES["currency_unknown"])
    if record["TermsOfPayment"] not in books.table("termsofpayments"):
        raise Refused(errors.GUESSES["terms_unknown"])
    if books.financial_year(record["InvoiceDate"]) is None:
        raise Refused(errors.GUESSES["no_financial_year"])
    rows.check_dimensions(books, record)


def _settings(books: Books, customer: Record) -> Settings:
    swedish = customer["VATType"] in {"SEVAT", "EUVAT"}
    return Settings(
        vat_per_row=books.switch("vat_rounding") == "row",
        round_off=books.switch("round_off"),
        fee_rate=amounts.STANDARD_RATE if swedish else amounts.NO_RATE,
    )


def _number(books: Books, wanted: str) -> str:
    """The number sent when it is free, else the next of the series, which may be behind (help page)."""
    taken = books.table("invoices")
    if wanted:
        if wanted in taken:
            raise Refused(errors.GUESSES["number_taken"])
        if books.switch("supplied_number_moves_series"):
            books.store.counters[books.series(SERIES)] = max(books.peek(SERIES), int(wanted) + 1)
        return wanted
    if str(books.peek(SERIES)) in taken:
        raise Refused(errors.GUESSES["ocr_taken"])
    return str(books.take(SERIES))
