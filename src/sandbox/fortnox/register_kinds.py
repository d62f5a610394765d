"""Which small registers there are: their fields in the order of the wire, and what is particular to each.

Terms of payment, units, projects and labels: recorded 2017 to 2026. Currencies, modes of payment and cost centres:
the specification of 2026-04, and the tests of the official SDK.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sandbox.fortnox import errors
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refused
from sandbox.fortnox.fields import Field
from sandbox.fortnox.small_registers import Register
from sandbox.store import Record

# ISO 4217: only real codes can be added (asserted by the official SDK's tests).
ISO_CODES = frozenset({
    "AED", "AFN", "ALL", "AMD", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN", "BHD", "BIF", "BMD",
    "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF", "CHF", "CLP", "CNY", "COP", "CRC", "CUP",
    "CVE", "CZK", "DJF", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP",
    "GMD", "GNF", "GTQ", "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD", "JOD",
    "JPY", "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL", "LYD",
    "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN", "MYR", "MZN", "NAD", "NGN",
    "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB",
    "RWF", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL",
    "THB", "TJS", "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS", "VES", "VND",
    "VUV", "WST", "XAF", "XCD", "XOF", "XPF", "YER", "ZAR", "ZMW", "ZWL",
})  # fmt: skip


def _text(name: str, length: int, *, blank: str | None = "") -> Field:
    return Field(name=name, length=length, blank=blank)


def _currency(books: Books, values: Mapping[str, Any]) -> Record:
    """A real code; a rate that is set is of today unless its date is sent (a guess)."""
    if values.get("Code") and values["Code"] not in ISO_CODES:
        raise Refused(errors.GUESSES["currency_not_real"])
    if values.get("Date") or not {"Code", "BuyRate", "SellRate"} & values.keys():
        return {}
    return {"Date": books.clock.today().isoformat()}


def _terms(_books: Books, values: Mapping[str, Any]) -> Record:
    """Letters and digits only (notes 2026); the days are the number that the code begins with (a guess)."""
    code = values.get("Code", "")
    if not code:
        return {}
    if not code.isalnum():
        raise Refused(errors.not_alphanumeric("Code"))
    days = re.match(r"[0-9]{1,3}", code)
    return {"_days": int(days.group()) if days else 0}


def _mode(books: Books, values: Mapping[str, Any]) -> Record:
    """Its account is in this year's chart (a guess)."""
    number = values.get("AccountNumber", "")
    if number and books.account(_whole(number), on=books.clock.today().isoformat()) is None:
        raise Refused(errors.ACCOUNT_UNKNOWN)
    return {}


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() else 0


CURRENCIES = Register(
    kind="currencies",
    singular="Currency",
    plural="Currencies",
    missing="currency",
    topic="currencies",
    event="currency",
    # The address is in the list and not in the single answer (asserted by the official SDK's tests).
    addressed=frozenset({"list"}),
    derive=_currency,
    fields=(
        Field(name="BuyRate", kind="number", blank="1"),  # What a new currency is worth unsaid is a guess.
        _text("Code", 3),
        Field(name="Date", kind="date", blank=None),
        _text("Description", 1024),
        Field(name="IsAutomatic", kind="boolean", blank=True),
        Field(name="SellRate", kind="number", blank="1"),
        Field(name="Unit", kind="number", blank="1"),
    ),
)
TERMS = Register(
    kind="termsofpayments",
    singular="TermsOfPayment",
    plural="TermsOfPayments",
    missing="terms",
    topic="termsofpayments",
    event="termsofpayments",
    location="paymentterms",  # Recorded 2018 to 2024.
    upper_case=True,  # "30days" becomes "30DAYS" (notes 2026).
    derive=_terms,
    fields=(_text("Code", 25), _text("Description", 1024)),
)
MODES = Register(
    kind="modesofpayments",
    singular="ModeOfPayment",
    plural="ModesOfPayments",
    missing="mode",
    required=("AccountNumber",),
    derive=_mode,
    fields=(_text("AccountNumber", 4), _text("Code", 1024), _text("Description", 1024)),
)
UNITS = Register(
    kind="units",
    singular="Unit",
    plural="Units",
    missing="unit",
    ignores_limit=True,  # Asserted by the official SDK's tests.
    fields=(_text("Code", 20), _text("CodeEnglish", 100), _text("Description", 100)),
)
LABELS = Register(
    kind="labels",
    singular="Label",
    plural="Labels",
    missing="label",
    key="Id",
    series="label",
    addressed=frozenset(),  # Recorded 2026-04-24.
    ignores_limit=True,
    fields=(Field(name="Id", kind="integer", blank=0), _text("Description", 25)),
)
PROJECTS = Register(
    kind="projects",
    singular="Project",
    plural="Projects",
    missing="project",
    topic="projects",
    event="project",
    key="ProjectNumber",
    series="project_number",
    location="project",  # Recorded 2017 to 2024: the singular.
    unlisted=frozenset({"Comments", "ContactPerson"}),
    search=("Description", "ProjectLeader"),
    fields=(
        _text("Comments", 512, blank=None),
        _text("ContactPerson", 50, blank=None),
        _text("Description", 50),
        Field(name="EndDate", kind="date", blank=None),
        _text("ProjectLeader", 50, blank=None),
        _text("ProjectNumber", 20),
        Field(name="Status", blank="ONGOING", choices=("NOTSTARTED", "ONGOING", "COMPLETED")),
        Field(name="StartDate", kind="date", blank=None),
    ),
)
COST_CENTRES = Register(
    kind="costcenters",
    singular="CostCenter",
    plural="CostCenters",
    missing="cost_centre",
    topic="cost-centers",
    event="cost-center",
    fields=(
        Field(name="Active", kind="boolean", blank=True),
        _text("Code", 6),
        _text("Description", 1024),
        _text("Note", 1024),
    ),
)

REGISTERS = {register.kind: register for register in (CURRENCIES, TERMS, MODES, UNITS, LABELS, PROJECTS, COST_CENTRES)}
