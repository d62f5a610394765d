"""The small registers of a Fortnox company: accounts, years, currencies, units, terms, modes and its own facts.

Field names and their order: the specification of 2026-04; terms and units as recorded 2023 to 2024; company
information as noted 2026; currencies as asserted by the official SDK's tests (an address in the list only).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.fortnox import errors, lists
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
    day = asked.pop("date", None)
    years = books.table("financialyears").values()
    rows = [year for year in years if day is None or year["FromDate"] <= day <= year["ToDate"]]
    return lists.answer(books, YEARS, rows, asked)


def accounts(books: Books, args: Mapping[str, str]) -> dict[str, Any]:
    """The chart of one financial year: that of the id asked for, else that of today."""
    asked = dict(args)
    year = _year(books, asked)
    rows = [account for account in books.table("accounts").values() if account["Year"] == year]
    return lists.answer(books, ACCOUNTS, rows, asked)


def account(books: Books, number: str, args: Mapping[str, str]) -> Record:
    asked = dict(args)
    year = _year(books, asked)
    if asked:
        raise Refused(errors.UNKNOWN_PARAMETER)
    found = books.find("accounts", f"{year}.{number}")
    if found is None:
        raise Refused(errors.NOT_FOUND["account"])
    return _account(books, found)


def single(books: Books, kind: str, key: str) -> Record:
    """One record of a register by its code."""
    found = books.find(kind, key)
    if found is None:
        raise Refused(errors.NOT_FOUND[NOT_FOUND_KIND[kind]])
    if kind == "currencies":
        return _visible(found)
    return {"@url": books.url(kind, key), **_visible(found)}


NOT_FOUND_KIND = {
    "currencies": "currency",
    "units": "unit",
    "termsofpayments": "terms",
    "modesofpayments": "route",
    "predefinedaccounts": "predefined",
}


def _year(books: Books, asked: dict[str, str]) -> int:
    """`financialyear` is an id, not a date: a date there is refused (notes 2026-07)."""
    wanted = asked.pop("financialyear", None)
    day = asked.pop("financialyeardate", books.clock.today().isoformat())
    if wanted is not None:
        if not wanted.isdecimal():
            raise Refused(errors.UNKNOWN_PARAMETER)
        return int(wanted)
    years = books.table("financialyears").values()
    return next((year["Id"] for year in years if year["FromDate"] <= day <= year["ToDate"]), 0)


def _account(books: Books, record: Record) -> Record:
    return {"@url": books.url("accounts", str(record["Number"])), **_visible(record)}


def _listed_account(books: Books, record: Record) -> Record:
    """Two settings are numbers in lists and words in the single answer (specification of 2026-04)."""
    return {**_account(books, record), "QuantitySettings": 0, "TransactionInformationSettings": 0}


def _visible(record: Record) -> Record:
    return {name: value for name, value in record.items() if not name.startswith("_")}


def _addressed(resource: str, key: str) -> Any:
    return lambda books, record: {"@url": books.url(resource, str(record[key])), **_visible(record)}


def _register(plural: str, resource: str, *, key: str = "Code", ignores_limit: bool = False) -> lists.Listing:
    return lists.Listing(
        plural=plural,
        item=_addressed(resource, key),
        order=lambda record: record[key],
        ignores_limit=ignores_limit,
    )


ACCOUNTS = lists.Listing(
    plural="Accounts",
    item=_listed_account,
    order=lambda record: record["Number"],
    orders={"number": lambda record: record["Number"]},
    search={"sru": lists.fields("SRU")},
)
YEARS = _register("FinancialYears", "financialyears", key="Id")
REGISTERS = {
    "currencies": _register("Currencies", "currencies"),
    "units": _register("Units", "units", ignores_limit=True),
    "termsofpayments": _register("TermsOfPayments", "termsofpayments"),
    "modesofpayments": _register("ModesOfPayments", "modesofpayments"),
    "predefinedaccounts": _register("PreDefinedAccounts", "predefinedaccounts", key="Name"),
}
