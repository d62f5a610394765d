"""What was in a company when an exchange was recorded, as far as the exchange and its cassette imply it.

Nothing of the answer is put in that the request itself is to bring about: a number series stands before the number
that it gave, a changed field holds something else, and a list finds what was found among what else is known of.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl

from sandbox.fortnox import fields
from sandbox.fortnox.invoice_fields import ROW_FIELDS
from tests.sandbox.fortnox.replay.company import FIELDS, KEYS, Company
from tests.sandbox.fortnox.replay.drift import of_today
from tests.sandbox.fortnox.replay.recording import Exchange, exchanges

Record = dict[str, Any]

# Searches for fields that a list does not show: what was found had them, what else there was had not.
HIDDEN = {"ourreference": "OurReference", "yourreference": "YourReference"}
BEFORE = "something else"
SAME_SESSION = timedelta(minutes=15)
FILLER = 90_000_000
ARTICLE_ACCOUNTS = {
    "EUAccount": "SALESEUREV",
    "EUVATAccount": "SALESEUVAT",
    "ExportAccount": "SALESEXPORT",
    "PurchaseAccount": "PURCHASE",
}


def set_up(company: Company, exchange: Exchange, answered: Any) -> None:
    """Bring the company to where it was; `answered` is the recorded answer in the form of today."""
    if exchange.status >= 400:
        _before_refusal(company, exchange)
    elif exchange.noted:
        BEFORE_NOTE[exchange.resource](company, _entity(answered))
    elif exchange.method == "GET" and not exchange.key:
        _before_list(company, exchange, answered)
    elif exchange.method == "GET":
        _put_single(company, exchange.resource, _entity(answered))
    elif exchange.method == "PUT":
        _before_change(company, exchange, _entity(answered))
    else:
        BEFORE_CREATION[exchange.resource](company, _entity(answered))


def _entity(answered: Mapping[str, Any]) -> Record:
    return dict(next(iter(answered.values())))


def _before_refusal(company: Company, exchange: Exchange) -> None:
    """What a refused request names is there, but for what was not found."""
    if exchange.status == 404:
        return
    if exchange.resource == "customers" and exchange.sent:
        company.put("customers", {"CustomerNumber": "1", "Name": "Test"})
    if exchange.resource == "invoices" and exchange.key:
        company.put("invoices", {"DocumentNumber": exchange.key, "CustomerNumber": "1"})


def _before_list(company: Company, exchange: Exchange, answered: Any) -> None:
    """What was found, what the same cassette tells of the same moment, and as many more as the counters say."""
    kind = exchange.resource
    items: list[Record] = next(value for value in answered.values() if isinstance(value, list))
    searched = {HIDDEN[name]: value for name, value in parse_qsl(exchange.query) if name in HIDDEN}
    for item in itertools.chain(_others(exchange), items):
        company.put(kind, {**_from_list(kind, item), **(searched if item in items else {})})
    if not _is_search(exchange):
        missing = answered["MetaInformation"]["@TotalResources"] - len(company.books.table(kind))
        for number in range(FILLER, FILLER + missing):
            company.put(kind, {KEYS[kind]: str(number)})


def _others(exchange: Exchange) -> list[Record]:
    """What other lists of this resource have shown within the quarter of an hour before."""
    others = [
        other
        for other in exchanges()
        if other.resource == exchange.resource
        and other.method == "GET"
        and not other.key
        and other.status == 200
        and not other.noted
        and timedelta(0) <= exchange.at - other.at < SAME_SESSION
    ]
    return [item for other in others for value in of_today(other).values() if isinstance(value, list) for item in value]


def _is_search(exchange: Exchange) -> bool:
    return any(name not in {"page", "limit", "offset"} for name, _ in parse_qsl(exchange.query))


def _from_list(kind: str, item: Record) -> Record:
    """A record of which a list item is the short form."""
    known = {name: value for name, value in item.items() if not name.startswith("@")}
    if kind == "customers":
        blank = fields.blanks(FIELDS[kind])
        known["Phone1"] = known.pop("Phone")
        return {name: value if value != "" else blank[name] for name, value in known.items()}
    if kind == "articles":
        return {**known, "VAT": "25"}
    return known


def _put_single(company: Company, kind: str, known: Record) -> Record:
    return company.put(kind, {name: value for name, value in known.items() if not name.startswith("@")})


def _before_change(company: Company, exchange: Exchange, known: Record) -> None:
    """The record with other contents in the fields that the request changes; an empty text changes nothing."""
    sent = _entity(exchange.sent)
    record = _put_single(company, exchange.resource, known)
    for name, value in sent.items():
        if value != "" and name in {"Name", "Comments", "Country", "Description"}:
            record[name] = BEFORE
    if exchange.resource == "invoices":
        _terms_of(company, known)
        company.put("customers", {"CustomerNumber": known["CustomerNumber"], "Name": known["CustomerName"]})
    if exchange.resource == "articles":
        company.put_account(known["PurchaseAccount"])


def _terms_of(company: Company, known: Record) -> None:
    """The company's terms; a number in the answer to POST shows that it has none (L228 of 2022)."""
    code = known["TermsOfPayment"]
    company.turn("default_terms", code if isinstance(code, str) else "")
    days = int(code)
    company.put("termsofpayments", {"Code": str(code), "Description": f"{days} dagar", "_days": days})


def _before_customer(company: Company, known: Record) -> None:
    company.next_number("customers", known["CustomerNumber"])
    company.turn("default_delivery_type", known["DefaultDeliveryTypes"]["Invoice"])


def _before_invoice(company: Company, known: Record) -> None:
    """Its customer, whose data were copied in, and what its rows name; settings of the company as they show."""
    company.next_number("invoices", known["DocumentNumber"])
    _terms_of(company, known)
    company.turn("warehouse_ready", known["WarehouseReady"])
    _customer_of(company, known)
    for row in known["InvoiceRows"]:
        company.put_account(row["AccountNumber"])
        _article_of(company, row)
        if row["Unit"]:
            company.put("units", {"Code": row["Unit"], "Description": row["Unit"]})
        if row["Project"]:
            company.put("projects", {"ProjectNumber": row["Project"], "Description": "Test project"})
    rows = known["InvoiceRows"]
    company.books.store.counters[company.books.series("row")] = rows[0]["RowId"] if rows else 1


def _customer_of(company: Company, known: Record) -> None:
    copied = ("CustomerNumber", "City", "ZipCode", "OrganisationNumber", "OurReference")
    facts = {name: known[name] for name in copied}
    company.put("customers", {**facts, "Name": known["CustomerName"]})


def _article_of(company: Company, row: Record) -> None:
    article = {"ArticleNumber": row["ArticleNumber"], "Description": "Hammer", "VAT": str(row["VAT"])}
    company.put("articles", {**article, "SalesAccount": row["AccountNumber"]})


def _before_article(company: Company, known: Record) -> None:
    """The accounts that the company has chosen beforehand."""
    company.next_number("articles", known["ArticleNumber"])
    for field, name in ARTICLE_ACCOUNTS.items():
        company.books.table("predefinedaccounts")[name] = {"Name": name, "Account": known[field]}


def _before_label(company: Company, known: Record) -> None:
    company.next_number("labels", str(known["Id"]))


def _nothing(_company: Company, _known: Record) -> None:
    """Terms of payment and units bring their own codes."""


BEFORE_CREATION: dict[str, Callable[[Company, Record], None]] = {
    "customers": _before_customer,
    "invoices": _before_invoice,
    "articles": _before_article,
    "labels": _before_label,
    "termsofpayments": _nothing,
    "units": _nothing,
}


def _unmasked(known: Record) -> Record:
    """A pasted record with a value for each mask."""
    values = {"<number>": "100", "<numeric string>": "100", "<date>": "2026-05-15"}
    return {name: values.get(value, value) if isinstance(value, str) else value for name, value in known.items()}


def _noted_company(company: Company, known: Record) -> None:
    """The company of the world has all of it."""


def _noted_invoice(company: Company, known: Record) -> None:
    rows = [{**fields.blanks(ROW_FIELDS), **_unmasked(row)} for row in known["InvoiceRows"]]
    edi = {**fields.blanks(FIELDS["invoices"])["EDIInformation"], **known["EDIInformation"]}
    _put_single(company, "invoices", {**_unmasked(known), "InvoiceRows": rows, "EDIInformation": edi})


def _noted_voucher(company: Company, known: Record) -> None:
    record = {**_unmasked(known), "VoucherRows": [_unmasked(row) for row in known["VoucherRows"]]}
    record.pop("@url")
    company.books.touch(record)
    company.books.table("vouchers")[f"{known['VoucherSeries']}.{known['VoucherNumber']}.{known['Year']}"] = record


def _noted_payment(company: Company, known: Record) -> None:
    """A payment, and the invoice of which it shows the customer, the due date, the OCR number and the total."""
    told = _unmasked(known)
    invoice = {
        "DocumentNumber": str(told["InvoiceNumber"]),
        "CustomerNumber": told["InvoiceCustomerNumber"],
        "DueDate": told["InvoiceDueDate"],
        "OCR": told["InvoiceOCR"],
        "Total": told["InvoiceTotal"],
    }
    company.put("invoices", invoice)
    company.books.touch(told)
    company.books.table("invoicepayments")[told["Number"]] = told


BEFORE_NOTE: dict[str, Callable[[Company, Record], None]] = {
    "companyinformation": _noted_company,
    "invoices": _noted_invoice,
    "invoicepayments": _noted_payment,
    "vouchers": _noted_voucher,
}
