"""The invoices of a Fortnox company: made, changed while unbooked, and found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.fortnox import amounts, bodies, errors, event_log, fields, invoice_defaults, invoice_locks, rows
from sandbox.fortnox.amounts import Settings
from sandbox.fortnox.books import Books
from sandbox.fortnox.countries import KNOWN_NAMES
from sandbox.fortnox.errors import Refused
from sandbox.fortnox.fields import decimal
from sandbox.fortnox.invoice_defaults import NO_TERMS
from sandbox.fortnox.invoice_fields import FIELDS
from sandbox.store import Record

SERIES = "invoice_number"
CREDITED = "CreditInvoiceReference"
LABEL_FIELDS = (fields.Field(name="Id", kind="integer", blank=0),)


def create(books: Books, body: Mapping[str, Any]) -> Record:
    """A new, unbooked invoice; nothing is written unless all of it can be."""
    values = _read(books, body)
    customer = _named_customer(books, values)
    if customer is None:
        raise Refused(errors.CUSTOMER_UNKNOWN)
    record = invoice_defaults.filled(books, values, customer=customer)
    _check(books, record)
    record["InvoiceRows"] = rows.built(books, values.get("InvoiceRows") or [], before=[], invoice=record)
    record |= amounts.invoice_sums(record, _settings(books, customer))
    if decimal(record["Total"]) < 0 and books.switch("negative_invoice_is_credit"):
        record["Credit"] = "true"
    record["DocumentNumber"] = _number(books, values.get("DocumentNumber", ""))
    record["OCR"] = record["OCR"] or amounts.ocr(record["DocumentNumber"])
    _link(books, record, values)
    return keep_new(books, record)


def change(books: Books, number: str, body: Mapping[str, Any]) -> Record:
    """Change the fields sent and no others, while the invoice is open to it."""
    before = found(books, number)
    values = _read(books, body)
    invoice_locks.check(books, before, values)
    if values.get("DocumentNumber", number) != number:
        raise Refused(errors.read_only("DocumentNumber"))
    customer = _named_customer(books, values) or customer_of(books, before)
    record = invoice_defaults.changed(books, before, values, customer=customer)
    _check(books, record)
    if not before["Booked"]:
        record |= _rows_and_sums(books, record, values.get("InvoiceRows"), before=before, customer=customer)
    _link(books, record, values)
    _keep(books, record, event_type="invoice-updated-v1")
    return record


def keep_new(books: Books, record: Record) -> Record:
    """Put a new invoice into the ledger."""
    _keep(books, record, event_type="invoice-created-v1")
    return record


def next_number(books: Books) -> str:
    """The next number of the series, which may be behind (help page)."""
    if str(books.peek(SERIES)) in books.table("invoices"):
        raise Refused(errors.GUESSES["ocr_taken"])
    return str(books.peek(SERIES))


def summed(books: Books, record: Record) -> Record:
    """The sums of an invoice whose rows have theirs."""
    return amounts.invoice_sums(record, _settings(books, customer_of(books, record)))


def customer_of(books: Books, record: Record) -> Record:
    """Its customer, who is there as long as an invoice of theirs can be changed."""
    return books.table("customers")[record["CustomerNumber"]]


def found(books: Books, number: str) -> Record:
    record = books.find("invoices", number)
    if record is None:
        raise Refused(errors.NOT_FOUND["invoice"])
    return record


def shown(books: Books, record: Record, *, just_created: bool = False) -> Record:
    """An invoice, whole. In the answer to POST, terms that nobody has set are a number (recorded 2016 to 2022)."""
    number = record["DocumentNumber"]
    reductions = f"{books.api}/taxreductions?filter=invoices&referencenumber={number}"
    addresses = {"@url": books.url("invoices", number), "@urlTaxReductionList": reductions}
    whole = fields.shown({**record, **addresses}, FIELDS)
    if just_created and whole["TermsOfPayment"] == NO_TERMS and not books.switch("default_terms"):
        whole["TermsOfPayment"] = int(NO_TERMS)
    return {**whole, "InvoiceRows": [rows.shown(row) for row in record["InvoiceRows"]]}


def _read(books: Books, body: Mapping[str, Any]) -> dict[str, Any]:
    said = dict(body)
    position = books.switch("credit_reference_sent")
    credited = None if position == "refuse" else said.pop(CREDITED, None)
    values = bodies.read(books, said, FIELDS)
    if credited and position == "link":
        values[CREDITED] = str(credited)
        if values[CREDITED] not in books.table("invoices"):
            raise Refused(errors.GUESSES["invoice_unknown"])
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


def _rows_and_sums(
    books: Books, record: Record, given: list[dict[str, Any]] | None, *, before: Record, customer: Record
) -> Record:
    """The rows and what they come to; what was paid before stays paid."""
    if given is not None:
        record["InvoiceRows"] = rows.built(books, given, before=before["InvoiceRows"], invoice=record)
    sums = amounts.invoice_sums(record, _settings(books, customer))
    paid = decimal(before["Total"]) - decimal(before["Balance"])
    return {**sums, "InvoiceRows": record["InvoiceRows"], "Balance": str(decimal(sums["Total"]) - paid)}


def _link(books: Books, record: Record, values: Mapping[str, Any]) -> None:
    """Let the invoice that this one says to credit name it, where a request may say so."""
    if CREDITED in values:
        record["_credits"] = values[CREDITED]
        books.table("invoices")[values[CREDITED]][CREDITED] = record["DocumentNumber"]


def _keep(books: Books, record: Record, *, event_type: str) -> None:
    books.touch(record)
    books.table("invoices")[record["DocumentNumber"]] = record
    event_log.tell(books, "invoices", event_type=event_type, entity_id=record["DocumentNumber"])


def _settings(books: Books, customer: Record) -> Settings:
    swedish = customer["VATType"] in {"SEVAT", "EUVAT"}
    return Settings(
        vat_per_row=books.switch("vat_rounding") == "row",
        round_off=books.switch("round_off"),
        round_foreign=books.switch("round_foreign"),
        halves_up=books.switch("round_half") == "up",
        step=decimal(books.switch("round_off_step")),
        fee_rate=amounts.STANDARD_RATE if swedish else amounts.NO_RATE,
    )


def _number(books: Books, wanted: str) -> str:
    """The number sent when it is free, else the next of the series, which may be behind (help page)."""
    if not wanted:
        next_number(books)
        return str(books.take(SERIES))
    if wanted in books.table("invoices"):
        raise Refused(errors.GUESSES["number_taken"])
    if books.switch("supplied_number_moves_series"):
        books.store.counters[books.series(SERIES)] = max(books.peek(SERIES), int(wanted) + 1)
    return wanted
