"""The chart of accounts, one for each financial year.

Fields and their order: the specification of 2026-04. A call means the year of `financialyear` (an id, not a date),
else today's (docs); that PUT and DELETE take the parameter too is asserted by the official SDK's tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.fortnox import bodies, errors, event_log, fields, lists, years
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refused
from sandbox.fortnox.fields import Field
from sandbox.store import Record

NUMBERS = range(1000, 10_000)
SETTINGS = ("ALLOWED", "MANDATORY", "NOTALLOWED")


def _setting(name: str, *, writable: bool = True) -> Field:
    return Field(name=name, blank="ALLOWED", choices=SETTINGS, writable=writable)


FIELDS = (
    Field(name="Active", kind="boolean", blank=True),
    Field(name="BalanceBroughtForward", kind="number", blank="0"),
    Field(name="BalanceCarriedForward", kind="number", blank="0", writable=False),
    Field(name="CostCenter", blank=None),
    _setting("CostCenterSettings"),
    Field(name="Description", length=200),
    Field(name="Number", kind="integer", blank=0),
    Field(name="OpeningQuantities", kind="list", blank=None),
    Field(name="Project", blank=None),
    _setting("ProjectSettings"),
    _setting("QuantitySettings", writable=False),
    Field(name="QuantityUnit", writable=False),
    Field(name="SRU", kind="integer", blank=0),
    Field(name="TransactionInformation", blank=None),
    _setting("TransactionInformationSettings"),
    Field(name="VATCode", blank=None),
    Field(name="Year", kind="integer", blank=0, writable=False),
)
QUANTITY_FIELDS = (Field(name="Balance", kind="integer", blank=0), Field(name="Project"))


def create(books: Books, body: Mapping[str, Any], args: Mapping[str, str]) -> Record:
    """A new account in one year's chart."""
    year = _only_year(books, args)
    values = _read(books, body)
    for name in ("Number", "Description"):
        if not values.get(name):
            raise Refused(errors.field_missing(name))
    if values["Number"] not in NUMBERS:
        raise Refused(errors.GUESSES["account_number_wrong"])
    key = f"{year}.{values['Number']}"
    if key in books.table("accounts"):
        raise Refused(errors.GUESSES["account_taken"])
    record = {**fields.blanks(FIELDS), "OpeningQuantities": [], **values, "Year": year}
    books.touch(record)
    books.table("accounts")[key] = record
    _announce(books, record, "created")
    return record


def change(books: Books, number: str, body: Mapping[str, Any], args: Mapping[str, str]) -> Record:
    """Change the fields sent; the number stays (specification), and nothing else need be sent (notes 2026)."""
    record = found(books, number, args)
    values = _read(books, body)
    if str(values.get("Number", number)) != number:
        raise Refused(errors.read_only("Number"))
    if not values.get("Description", "as before"):
        raise Refused(errors.field_missing("Description"))
    record.update(values)
    books.touch(record)
    _announce(books, record, "updated")
    return record


def remove(books: Books, number: str, args: Mapping[str, str]) -> None:
    """Take an account out of one year's chart; what Fortnox says of a used one is not known."""
    record = found(books, number, args)
    books.table("accounts").pop(f"{record['Year']}.{record['Number']}")
    _announce(books, record, "deleted")


def found(books: Books, number: str, args: Mapping[str, str]) -> Record:
    record = books.find("accounts", f"{_only_year(books, args)}.{number}")
    if record is None:
        raise Refused(errors.NOT_FOUND["account"])
    return record


def listed(books: Books, args: Mapping[str, str]) -> dict[str, Any]:
    """The chart of one financial year."""
    asked = dict(args)
    year = years.asked_for(books, asked)
    rows = [account for account in books.table("accounts").values() if account["Year"] == year]
    return lists.answer(books, LISTING, rows, asked)


def shown(books: Books, record: Record) -> Record:
    whole = fields.shown({**fields.blanks(FIELDS), **record}, FIELDS)
    address = f"{books.url('accounts', str(record['Number']))}?financialyear={record['Year']}"  # A vendor's sample.
    return {"@url": address, **whole}


def _listed(books: Books, record: Record) -> Record:
    """Two settings are numbers in lists and words in the single answer (specification of 2026-04)."""
    return {**shown(books, record), "QuantitySettings": 0, "TransactionInformationSettings": 0}


LISTING = lists.Listing(
    plural="Accounts",
    item=_listed,
    order=lambda record: record["Number"],
    orders={"number": lambda record: record["Number"]},
    search={"sru": lists.fields("SRU")},
)


def _read(books: Books, body: Mapping[str, Any]) -> dict[str, Any]:
    values = bodies.read(books, body, FIELDS)
    if "OpeningQuantities" in values:
        values["OpeningQuantities"] = [
            {**fields.blanks(QUANTITY_FIELDS), **bodies.read(books, row, QUANTITY_FIELDS)}
            for row in values["OpeningQuantities"] or []
        ]
    return values


def _announce(books: Books, record: Record, what: str) -> None:
    """Accounts are told of in the topic of the years (docs)."""
    event_log.tell(books, "financial-years", event_type=f"account-{what}-v1", entity_id=str(record["Number"]))


def _only_year(books: Books, args: Mapping[str, str]) -> int:
    """The year asked for; paging says nothing of one account (a public client sends it with every call)."""
    asked = {name: value for name, value in args.items() if name not in lists.GLOBAL_PARAMETERS}
    year = years.asked_for(books, asked)
    if asked:
        raise Refused(errors.UNKNOWN_PARAMETER)
    return year
