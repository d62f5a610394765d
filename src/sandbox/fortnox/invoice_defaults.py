"""What an invoice takes over from its customer and its company when it is made or changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sandbox.fortnox import fields
from sandbox.fortnox.books import Books
from sandbox.fortnox.invoice_fields import FIELDS
from sandbox.store import Record

# The terms of a company that has set none: due at once (recorded 2016 to 2022).
NO_TERMS = "0"
PARTS = ("EDIInformation", "EmailInformation")
COPIED = (
    "Address1", "Address2", "City", "ZipCode", "Country", "Phone1", "Phone2", "OrganisationNumber", "CostCenter",
    "CustomerNumber", "DeliveryAddress1", "DeliveryAddress2", "DeliveryCity", "DeliveryCountry", "DeliveryName",
    "DeliveryZipCode", "OurReference", "YourReference", "PriceList", "Project", "TermsOfDelivery", "WayOfDelivery",
)  # fmt: skip


def filled(books: Books, values: Mapping[str, Any], *, customer: Record) -> Record:
    """A whole new record: blanks, then the customer's snapshot, then what was said (recorded 2016 to 2026)."""
    record = {**fields.blanks(FIELDS), "InvoiceRows": [], "Labels": []}
    record |= _snapshot(books, customer)
    record |= {"WarehouseReady": books.switch("warehouse_ready"), "InvoiceDate": books.clock.today().isoformat()}
    return _with_derived(books, _said(record, values), values)


def changed(books: Books, before: Record, values: Mapping[str, Any], *, customer: Record) -> Record:
    """The record with what was said; another customer brings its own snapshot (a guess)."""
    moved = customer["CustomerNumber"] != before["CustomerNumber"]
    record = {**before, **(_snapshot(books, customer) if moved else {})}
    return _with_derived(books, _said(record, values), values, before=before)


def _snapshot(books: Books, customer: Record) -> Record:
    """The customer's data as they are now; what is null there is empty here, and later changes do not follow."""
    email = {**fields.blanks(FIELDS)["EmailInformation"], "EmailAddressTo": _email(customer)}
    return {
        **{name: customer[name] or "" for name in COPIED},
        "CustomerName": customer["Name"],
        "Remarks": customer["InvoiceRemark"],
        "EmailInformation": email,
        "Currency": customer["Currency"],
        "TermsOfPayment": customer["TermsOfPayment"] or books.switch("default_terms") or NO_TERMS,
        "VATIncluded": customer["ShowPriceVATIncluded"],
        "Freight": customer["InvoiceFreight"] or "0",
        "AdministrationFee": customer["InvoiceAdministrationFee"] or "0",
    }


def _email(customer: Record) -> str:
    return str(customer["EmailInvoice"] or customer["Email"])


def _said(record: Record, values: Mapping[str, Any]) -> Record:
    """What was said replaces what was there; parts are merged, rows are built elsewhere."""
    parts = {name: {**record[name], **values[name]} for name in PARTS if name in values}
    plain = {name: value for name, value in values.items() if name not in {*PARTS, "InvoiceRows"}}
    return {**record, **plain, **parts, "Labels": values.get("Labels") or record["Labels"]}


def _with_derived(books: Books, record: Record, values: Mapping[str, Any], *, before: Record | None = None) -> Record:
    """Rate, dates and accounting method, where nobody said them or what they follow from has changed."""
    record["InvoiceDate"] = record["InvoiceDate"] or books.clock.today().isoformat()
    if not values.get("CurrencyRate") and (before is None or "Currency" in values):
        record |= _rate(books, record["Currency"])
    if not values.get("DueDate") and (before is None or {"InvoiceDate", "TermsOfPayment"} & values.keys()):
        record["DueDate"] = _due(books, record)
    record["OutboundDate"] = record["OutboundDate"] or record["InvoiceDate"]
    year = books.financial_year(record["InvoiceDate"])
    record["AccountingMethod"] = year["AccountingMethod"] if year else record["AccountingMethod"]
    return record


def _rate(books: Books, currency: str) -> Record:
    registered = books.find("currencies", currency)
    if registered is None:
        return {}
    return {"CurrencyRate": str(registered["BuyRate"]), "CurrencyUnit": registered["Unit"]}


def _due(books: Books, record: Record) -> str:
    terms = books.find("termsofpayments", record["TermsOfPayment"])
    days = terms["_days"] if terms else 0
    return fields.days_after(date.fromisoformat(record["InvoiceDate"]), days)
