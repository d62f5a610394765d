"""The chart and the small registers that each company of the small world has in Fortnox."""

from __future__ import annotations

from datetime import date
from typing import Any

from sandbox.fortnox import articles, licences
from sandbox.fortnox.books import Books
from sandbox.worlds.cast import Seller

FIRST_YEAR_ID = 4  # Ids are Fortnox's own; they are not calendar years.

# Number, name, VAT code, active. MP1, MP2, MP3 and MF are documented; the other codes are common knowledge (a guess).
ACCOUNTS = (
    (1510, "Kundfordringar", "", True),
    (1580, "Fordringar för kontokort och kuponger", "", False),
    (1681, "Utlägg för kunder", "", True),
    (1910, "Kassa", "", False),
    (1920, "PlusGiro", "", False),
    (1930, "Företagskonto / checkkonto / affärskonto", "", True),
    (2420, "Förskott från kunder", "", True),
    (2440, "Leverantörsskulder", "", True),
    (2611, "Utgående moms på försäljning inom Sverige, 25 %", "U1", True),
    (2621, "Utgående moms på försäljning inom Sverige, 12 %", "U2", True),
    (2631, "Utgående moms på försäljning inom Sverige, 6 %", "U3", True),
    (2970, "Förutbetalda intäkter", "", True),
    (3001, "Försäljning inom Sverige, 25 % moms", "MP1", True),
    (3002, "Försäljning inom Sverige, 12 % moms", "MP2", True),
    (3003, "Försäljning inom Sverige, 6 % moms", "MP3", True),
    (3004, "Försäljning inom Sverige, momsfri", "MF", True),
    (3041, "Försäljning av tjänster inom Sverige, 25 % moms", "MP1", True),
    (3042, "Försäljning av tjänster inom Sverige, 12 % moms", "MP2", True),
    (3043, "Försäljning av tjänster inom Sverige, 6 % moms", "MP3", True),
    (3044, "Försäljning av tjänster inom Sverige, momsfri", "MF", False),
    (3051, "Försäljning av varor inom Sverige, 25 % moms", "MP1", False),
    (3105, "Försäljning av varor till land utanför EU", "E", False),
    (3106, "Försäljning av varor till annat EU-land, momspliktig", "MP1", False),
    (3108, "Försäljning av varor till annat EU-land, momsfri", "VTEU", False),
    (3231, "Försäljning inom byggsektorn, omvänd skattskyldighet", "OMSS", False),
    (3305, "Försäljning av tjänster till land utanför EU", "ÖTTU", True),
    (3308, "Försäljning av tjänster till annat EU-land", "FTEU", True),
    (3520, "Fakturerade frakter", "MP1", True),
    (3540, "Faktureringsavgifter", "MP1", True),
    (3590, "Övriga fakturerade kostnader", "MP1", True),
    (3740, "Öres- och kronutjämning", "", True),
    (3960, "Valutakursvinster", "", True),
    (4000, "Inköp av varor från Sverige", "", True),
    (6351, "Konstaterade förluster på kundfordringar", "", True),
    (6570, "Bankkostnader", "", True),
    (7960, "Valutakursförluster", "", True),
)

PREDEFINED_ACCOUNTS = {
    "ADMFEE": 3540,
    "BG": 1930,
    "CURRENCYLOSS": 7960,
    "CURRENCYWIN": 3960,
    "CUSTCLAIM": 1510,
    "FREIGHT": 3520,
    "OUTVAT_MP1": 2611,
    "OUTVAT_MP2": 2621,
    "OUTVAT_MP3": 2631,
    "ROUNDOFF": 3740,
    "SALES_0_SE": 3004,
    "SALES_0_SE2": 3004,
    "SALES_12_SE": 3002,
    "SALES_12_SE2": 3042,
    "SALES_25_SE": 3001,
    "SALES_25_SE2": 3041,
    "SALES_6_SE": 3003,
    "SALES_6_SE2": 3043,
    "SALESEUREV": 3108,
    "SALESEUREV2": 3308,
    "SALESEXPORT": 3105,
    "SALESEXPORT2": 3305,
}

# Code, name, SEK for one unit, unit. NOK is missing where nobody has set it up.
CURRENCIES = (
    ("EUR", "Euro", "11.2345", 1),
    ("SEK", "Svensk krona", "1", 1),
    ("USD", "Amerikansk dollar", "10.4321", 1),
)
NORWEGIAN = ("NOK", "Norsk krona", "0.9712", 1)
BRITISH = ("GBP", "Brittiskt pund", "13.0875", 1)

UNITS = {"förp": "förpackning", "h": "timmar", "km": "Kilometer", "st": "styck", "utl": "Utlägg", "dag": "dagar"}

# The codes of a new company (recorded 2023), with what each adds to the invoice date.
TERMS = {
    "0": ("0 dagar", 0),
    "10": ("10 dagar", 10),
    "15": ("15 dagar", 15),
    "20": ("20 dagar", 20),
    "30": ("30 dagar", 30),
    "AG": ("Autogiro", 0),
    "K": ("Kontant", 0),
    "PF": ("Postförskott", 0),
}
MODES = {"BG": ("Bankgiro", "1930"), "KONT": ("Kontant", "1910"), "PG": ("PlusGiro", "1920")}

# Number, description, unit, VAT, sales account, account for EU customers, account for export.
ARTICLES = (
    ("101", "Strategi", "h", 25, 3041, 3308, 3305),
    ("102", "Formgivning", "h", 25, 3041, 3308, 3305),
    ("103", "Utveckling", "h", 25, 3041, 3308, 3305),
    ("104", "Projektledning", "h", 25, 3041, 3308, 3305),
    ("110", "Tryckt material", "st", 6, 3003, 3108, 3105),
    ("120", "Utlägg", "utl", 0, 1681, 1681, 1681),
)
PROJECTS = {"1": "Löpande arbete", "2": "Varumärke", "17": "Ny webbplats"}
COST_CENTRES = {"DESIGN": "Formgivning", "UTV": "Utveckling"}


Currency = tuple[str, str, str, int]


def build(books: Books, seller: Seller, *, currencies: tuple[Currency, ...] = CURRENCIES, years: int = 2) -> None:
    """Fill one company's registers: the charts of this year and of those before, and what invoices may name."""
    books.table("company")["facts"] = _facts(seller)
    today = books.clock.today()
    for offset in reversed(range(years)):
        _financial_year(books, today.year - offset, identity=FIRST_YEAR_ID + 1 - offset)
    _put(books, "currencies", [_currency(row, today) for row in currencies])
    _put(books, "units", [{"Code": code, "CodeEnglish": "", "Description": name} for code, name in UNITS.items()])
    _put(books, "termsofpayments", [_terms(code, name, days) for code, (name, days) in TERMS.items()])
    _put(books, "modesofpayments", [_mode(code, name, account) for code, (name, account) in MODES.items()])
    accounts = PREDEFINED_ACCOUNTS.items()
    _put(books, "predefinedaccounts", [{"Name": name, "Account": number} for name, number in accounts], key="Name")
    _put(books, "vatrates", [{"Code": rate} for rate in ("25", "12", "6", "0")])
    projects = [{"ProjectNumber": number, "Description": name} for number, name in PROJECTS.items()]
    _put(books, "projects", projects, key="ProjectNumber")
    _put(books, "costcenters", [{"Code": code, "Description": name} for code, name in COST_CENTRES.items()])
    _put(books, "articles", [_article(row) for row in ARTICLES], key="ArticleNumber")


def add_account(books: Books, number: int, name: str, code: str = "") -> None:
    """One more account in the chart of every year."""
    for year in books.table("financialyears").values():
        _open_account(books, year["Id"], _account(number, name, code))


def _facts(seller: Seller) -> dict[str, Any]:
    digits = seller.organisation_number.replace("-", "")
    return {
        "Name": seller.name,
        "OrganizationNumber": seller.organisation_number,
        "VATNumber": f"SE{digits}01",
        "Address": seller.address,
        "ZipCode": seller.zip_code,
        "City": seller.city,
        "BG": "5050-1055",
        "Email": "ekonomi@example.com",
        "LockedUntil": None,
        licences.LICENCES: list(licences.ALL),
    }


def _financial_year(books: Books, year: int, *, identity: int) -> None:
    facts = {
        "Id": identity,
        "FromDate": f"{year}-01-01",
        "ToDate": f"{year}-12-31",
        "AccountChartType": f"Bas {year}",
        "AccountingMethod": "ACCRUAL",
    }
    _put(books, "financialyears", [facts], key="Id")
    for number, name, code, active in ACCOUNTS:
        _open_account(books, identity, _account(number, name, code) | {"Active": active})


def _open_account(books: Books, year: int, account: dict[str, Any]) -> None:
    record = account | {"Year": year}
    books.touch(record)
    books.table("accounts")[f"{year}.{record['Number']}"] = record


def _account(number: int, name: str, code: str) -> dict[str, Any]:
    return {
        "Active": True,
        "BalanceBroughtForward": 0,
        "BalanceCarriedForward": 0,
        "CostCenter": None,
        "CostCenterSettings": "ALLOWED",
        "Description": name,
        "Number": number,
        "OpeningQuantities": [],
        "Project": None,
        "ProjectSettings": "ALLOWED",
        "QuantitySettings": "ALLOWED",
        "QuantityUnit": "",
        "SRU": 0,
        "TransactionInformation": None,
        "TransactionInformationSettings": "ALLOWED",
        "VATCode": code or None,
        "Year": 0,
    }


def _currency(row: tuple[str, str, str, int], today: date) -> dict[str, Any]:
    code, name, rate, unit = row
    return {
        "BuyRate": float(rate),
        "Code": code,
        "Date": today.isoformat(),
        "Description": name,
        "IsAutomatic": code != "SEK",
        "SellRate": float(rate),
        "Unit": unit,
    }


def _terms(code: str, name: str, days: int) -> dict[str, Any]:
    return {"Code": code, "Description": name, "_days": days}


def _mode(code: str, name: str, account: str) -> dict[str, Any]:
    return {"AccountNumber": account, "Code": code, "Description": name}


def _article(row: tuple[str, str, str, int, int, int, int]) -> dict[str, Any]:
    number, description, unit, vat, account, in_eu, outside = row
    accounts = {"SalesAccount": account, "EUAccount": in_eu, "ExportAccount": outside}
    facts = {"ArticleNumber": number, "Description": description, "Unit": unit, "VAT": vat, "Type": "SERVICE"}
    return {**articles.BLANK, **facts, **accounts}


def _put(books: Books, kind: str, records: list[dict[str, Any]], *, key: str = "Code") -> None:
    for record in records:
        books.touch(record)
        books.table(kind)[str(record[key])] = record
