"""A Fortnox company about itself: its facts, its settings, its locked period and its financial years.

Field names and their order: the specification of 2026-04; company information as noted 2026.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.fortnox import errors, fields, lists
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refused
from sandbox.store import Record

COMPANY = "company"


def company_information(books: Books) -> Record:
    facts = books.table(COMPANY)["facts"]
    return {
        "Address": facts["Address"],
        "City": facts["City"],
        "CountryCode": "SE",
        "DatabaseNumber": int(books.tenant),
        "CompanyName": facts["Name"],
        "OrganizationNumber": facts["OrganizationNumber"],
        "VisitAddress": None,
        "VisitCity": None,
        "VisitCountryCode": None,
        "VisitZipCode": None,
        "ZipCode": facts["ZipCode"],
    }


def company_settings(books: Books) -> Record:
    """The settings that the API shows; rounding and number series are not among them. DatabaseNumber is text here."""
    facts = books.table(COMPANY)["facts"]
    told = ("Address", "BG", "City", "Email", "Name", "OrganizationNumber", "VATNumber", "ZipCode")
    names = (
        "Address", "BG", "BIC", "BranchCode", "City", "ContactFirstName", "ContactLastName", "Country", "CountryCode",
        "DatabaseNumber", "Domicile", "Email", "Fax", "IBAN", "Name", "OrganizationNumber", "PG", "Phone1", "Phone2",
        "TaxEnabled", "VATNumber", "VisitAddress", "VisitCity", "VisitCountry", "VisitCountryCode", "VisitName",
        "VisitZipCode", "WWW", "ZipCode",
    )  # fmt: skip
    known: dict[str, Any] = {name: facts[name] for name in told}
    known |= {"Country": "Sverige", "CountryCode": "SE", "DatabaseNumber": books.tenant, "TaxEnabled": True}
    return {name: known.get(name, "") for name in names}


def locked_period(books: Books) -> Record:
    """EndDate is null while nothing is locked (asserted by the official SDK's tests)."""
    return {"EndDate": books.table(COMPANY)["facts"]["LockedUntil"]}


def financial_years(books: Books, args: Mapping[str, str]) -> dict[str, Any]:
    """All years, or the one that holds `date`; the specification spells it `Date`, live tests `date`."""
    asked = {name.lower(): value for name, value in args.items()}
    day = fields.day(asked.pop("date")) if "date" in asked else None
    years = books.table("financialyears").values()
    rows = [year for year in years if day is None or year["FromDate"] <= day <= year["ToDate"]]
    return lists.answer(books, YEARS, rows, asked)


def financial_year(books: Books, identity: str) -> Record:
    record = books.find("financialyears", identity)
    if record is None:
        raise Refused(errors.NOT_FOUND["financial_year"])
    return _year(books, record)


def _year(books: Books, record: Record) -> Record:
    return {"@url": books.url("financialyears", str(record["Id"])), **_visible(record)}


def _visible(record: Record) -> Record:
    return {name: value for name, value in record.items() if not name.startswith("_")}


YEARS = lists.Listing(plural="FinancialYears", item=_year, order=lambda record: record["Id"])
