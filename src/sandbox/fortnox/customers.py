"""The customers of a Fortnox company."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.fortnox import bodies, countries, errors, event_log, fields, lists
from sandbox.fortnox.books import Books
from sandbox.fortnox.customer_fields import FIELDS, LISTED
from sandbox.fortnox.errors import Refused
from sandbox.store import Record

DELETED = "deleted_customers"
COUNTRY_OF = {
    "CountryCode": "Country",
    "DeliveryCountryCode": "DeliveryCountry",
    "VisitingCountryCode": "VisitingCountry",
}


def create(books: Books, body: Mapping[str, Any]) -> Record:
    """A new customer under the number sent, else under the next free one."""
    values = bodies.read(books, body, FIELDS)
    if not values.get("Name"):
        raise Refused(errors.GUESSES["name_empty"])
    blank = {**fields.blanks(FIELDS), **_default_delivery(books)}
    record = _merged(blank, _checked(books, values))
    record["CustomerNumber"] = _number(books, record["CustomerNumber"])
    books.touch(record)
    books.table("customers")[record["CustomerNumber"]] = record
    event_log.tell(books, "customers", event_type="customer-created-v1", entity_id=record["CustomerNumber"])
    return record


def change(books: Books, number: str, body: Mapping[str, Any]) -> Record:
    """Change the fields sent and no others (recorded 2016 to 2026)."""
    record = found(books, number)
    values = bodies.read(books, body, FIELDS)
    if values.get("CustomerNumber", number) != number:
        raise Refused(errors.read_only("CustomerNumber"))
    if "Name" in values and not values["Name"]:
        raise Refused(errors.GUESSES["name_empty"])
    record.update(_merged(record, _checked(books, values)))
    books.touch(record)
    event_log.tell(books, "customers", event_type="customer-updated-v2", entity_id=number)
    return record


def remove(books: Books, number: str) -> None:
    """Take a customer away whose invoices are all cancelled (official SDK's tests); the number stays taken (docs)."""
    record = found(books, number)
    invoices = books.table("invoices").values()
    if any(invoice["CustomerNumber"] == number and not invoice["Cancelled"] for invoice in invoices):
        raise Refused(errors.GUESSES["customer_used"])
    books.table("customers").pop(number)
    books.table(DELETED)[number] = {"Name": record["Name"]}
    event_log.tell(books, "customers", event_type="customer-deleted-v1", entity_id=number)


def found(books: Books, number: str) -> Record:
    record = books.find("customers", number)
    if record is None:
        raise Refused(errors.NOT_FOUND["customer"])
    return record


def shown(books: Books, record: Record, *, just_created: bool = False) -> Record:
    """A customer, whole. SalesAccount is a number in the answer to POST, else a text (recorded 2022 to 2026)."""
    whole = fields.shown({**record, "@url": books.url("customers", record["CustomerNumber"])}, FIELDS)
    if not just_created and whole["SalesAccount"] is not None:
        whole["SalesAccount"] = str(whole["SalesAccount"])
    return whole


def _listed(books: Books, record: Record) -> Record:
    """Ten fields; what is null in the single answer is empty text here (recorded 2016 to 2024)."""
    short = {name: record[source] or "" for name, source in LISTED}
    return {"@url": books.url("customers", record["CustomerNumber"]), **short}


def _by_number(record: Record) -> tuple[int, int, str]:
    return lists.natural(record["CustomerNumber"])


LISTING = lists.Listing(
    plural="Customers",
    item=_listed,
    order=_by_number,
    fixed=_by_number,
    orders={
        "customernumber": _by_number,
        "name": lambda record: record["Name"].casefold(),
    },
    search={
        "customernumber": lists.fields("CustomerNumber"),
        "name": lists.fields("Name"),
        "zipcode": lists.fields("ZipCode"),
        "city": lists.fields("City"),
        "email": lists.fields("Email"),
        "phone": lists.fields("Phone1"),
        "organisationnumber": lists.fields("OrganisationNumber"),
        "gln": lists.fields("GLN"),
        "glndelivery": lists.fields("GLNDelivery"),
    },
    filters={
        "active": lambda _books: lambda record: bool(record["Active"]),
        "inactive": lambda _books: lambda record: not record["Active"],
    },
)


def _merged(record: Record, values: Mapping[str, Any]) -> Record:
    """The record with these values; of a part, what is not named stays."""
    parts = {name: {**record[name], **value} for name, value in values.items() if isinstance(value, dict)}
    return {**record, **values, **parts}


def _default_delivery(books: Books) -> dict[str, Any]:
    kind = books.switch("default_delivery_type")
    return {"DefaultDeliveryTypes": dict.fromkeys(("Invoice", "Order", "Offer"), kind)}


def _checked(books: Books, values: dict[str, Any]) -> dict[str, Any]:
    """The values with what is derived from them, when all that they name exists."""
    if values.get("Currency", "SEK") not in books.table("currencies"):
        raise Refused(errors.GUESSES["currency_unknown"])
    if values.get("TermsOfPayment") and values["TermsOfPayment"] not in books.table("termsofpayments"):
        raise Refused(errors.GUESSES["terms_unknown"])
    named = {COUNTRY_OF[field]: _country(values[field]) for field in COUNTRY_OF if field in values}
    return {**values, **named}


def _country(code: str | None) -> str | None:
    if code is None:
        return None
    if code.upper() not in countries.NAMES:
        raise Refused(errors.unknown_country(code))
    return countries.NAMES[code.upper()]


def _number(books: Books, wanted: str) -> str:
    taken = books.table("customers")
    deleted = books.table(DELETED)
    if wanted in taken:
        raise Refused(errors.customer_number_taken(wanted))
    if wanted in deleted:
        raise Refused(errors.customer_number_deleted(wanted))
    return wanted or books.first_free("customer_number", taken=lambda number: number in taken or number in deleted)
