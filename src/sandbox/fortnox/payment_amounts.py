"""What a payment comes to in kronor and in the currency of its invoice.

Amount is kronor, AmountCurrency the invoice's currency (notes of live answers, 2026); a rate is kronor for one unit.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sandbox.fortnox import amounts, errors
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refused
from sandbox.fortnox.fields import decimal
from sandbox.store import Record

KRONOR = "SEK"
NAMES = ("Amount", "AmountCurrency", "CurrencyRate")
RATE_DIGITS = Decimal("0.000001")


def told(books: Books, values: Mapping[str, Any], *, invoice: Record) -> Record:
    """Both amounts and the rate, from what was said of them; where nothing was, something must be written off."""
    said = {name: decimal(values[name]) for name in NAMES if decimal(values.get(name) or 0)}
    if not said.keys() - {"CurrencyRate"}:
        if not values.get("WriteOffs"):
            raise Refused(errors.GUESSES["payment_amount_missing"])
        return _record(Decimal(0), Decimal(0), rate=decimal(invoice["CurrencyRate"]), invoice=invoice)
    if invoice["Currency"] == KRONOR:
        amount = amounts.rounded(said.get("Amount") or said["AmountCurrency"])
        return _record(amount, amount, rate=Decimal(1), invoice=invoice)
    return _foreign(books, said, invoice)


def told_anew(books: Books, values: Mapping[str, Any], *, before: Record, invoice: Record) -> Record:
    """The same for a change: of a foreign payment the amount that was not said stays, unless only the rate was."""
    if not set(NAMES) & values.keys():
        return {}
    kept = {"AmountCurrency": before["AmountCurrency"]}
    if invoice["Currency"] == KRONOR and {"Amount", "AmountCurrency"} & values.keys():
        kept = {}
    elif "CurrencyRate" not in values:
        kept |= {"Amount": before["Amount"]}
    return told(books, {"WriteOffs": before["WriteOffs"], **kept, **values}, invoice=invoice)


def _foreign(books: Books, said: dict[str, Decimal], invoice: Record) -> Record:
    """What was not said follows from the rate, and the rate from both amounts, else from the invoice (a guess)."""
    unit = decimal(invoice["CurrencyUnit"])
    if "AmountCurrency" not in said and books.switch("foreign_amount_alone") == "currency":
        said["AmountCurrency"] = said.pop("Amount")
    rate = said.get("CurrencyRate") or _rate_between(said, unit) or decimal(invoice["CurrencyRate"]) or Decimal(1)
    foreign = said.get("AmountCurrency", said.get("Amount", Decimal(0)) * unit / rate)
    kronor = said.get("Amount", foreign * rate / unit)
    return _record(amounts.rounded(kronor), amounts.rounded(foreign), rate=rate, invoice=invoice)


def _rate_between(said: Mapping[str, Decimal], unit: Decimal) -> Decimal | None:
    if len({"Amount", "AmountCurrency"} & said.keys()) < 2:
        return None
    return abs((said["Amount"] * unit / said["AmountCurrency"]).quantize(RATE_DIGITS))


def _record(kronor: Decimal, foreign: Decimal, *, rate: Decimal, invoice: Record) -> Record:
    return {
        "Amount": str(kronor),
        "AmountCurrency": str(foreign),
        "Currency": invoice["Currency"],
        "CurrencyRate": str(rate),
        "CurrencyUnit": invoice["CurrencyUnit"],
    }
