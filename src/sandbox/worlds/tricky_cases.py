"""The cases that hold several: what "bookkeeping 4" is about is two traps, "bookkeeping 4a" and "bookkeeping 4b".

A case that is not here is one by itself. Their numbers are those of the references; the letters are ours.
"""

from __future__ import annotations

PARTS: dict[str, dict[str, str]] = {
    "complaint 1": {
        "a": "a currency that is not set up", "b": "a rate of VAT without an account", "c": "an inactive account",
        "d": "a cost centre that is gone", "e": "no account for fees", "f": "a year that is not there",
        "g": "voucher series", "h": "a project that is over", "i": "a licence that is lost",
    },
    "complaint 2": {"a": "a refresh token that somebody used first", "b": "an access token that died"},
    "complaint 3": {"a": "an invoice twice", "b": "a customer twice"},
    "complaint 4": {
        "a": "several credit notes of one invoice", "b": "blank rows", "c": "not booked", "d": "read as a paid invoice",
    },
    "complaint 5": {
        "a": "partial, and unbooked", "b": "too much", "c": "a fee or a rate in between", "d": "deleted afterwards",
    },
    "complaint 6": {"a": "Swedish VAT to the EU", "b": "prices that include VAT"},
    "complaint 7": {"a": "VAT by line or by rate", "b": "some öre stay open"},
    "complaint 8": {"a": "a number that is taken", "b": "a series that is behind"},
    "complaint 9": {"a": "a locked period", "b": "a year that is not there", "c": "paid in a closed year"},
    "complaint 10": {
        "a": "two of one number", "b": "inactive", "c": "a number written otherwise", "d": "nearly the same name",
        "e": "two of one e-mail address",
    },
    "complaint 15": {"a": "printed and not mailed", "b": "files beside an invoice"},
    "bookkeeping 1": {"a": "set off", "b": "money that was paid back"},
    "bookkeeping 2": {
        "a": "a payment of 0", "b": "a reminder fee", "c": "6570", "d": "3740", "e": "3960", "f": "7960",
    },
    "bookkeeping 3": {"a": "established", "b": "feared"},
    "bookkeeping 4": {"a": "rounded up", "b": "rounded down", "c": "closed by a credit note"},
    "bookkeeping 5": {
        "a": "one bank payment for two", "b": "all of it on one", "c": "short by a bank fee", "d": "at another rate",
    },
    "bookkeeping 6": {"a": "sold", "b": "bought back"},
    "bookkeeping 9": {"a": "not sent: renamed", "b": "sent: never"},
    "bookkeeping 14": {"a": "locked", "b": "an account that the new year lacks", "c": "a year that is not there"},
    "bookkeeping 17": {
        "a": "a consumer in the EU", "b": "a business in the EU without a number", "c": "a consumer outside",
        "d": "a number that cannot be one",
    },
    "bookkeeping 26": {"a": "language, project, cost centre", "b": "an account that demands them", "c": "a period"},
    "A4": {"a": "to be copied", "b": "copied", "c": "a number that cannot be one"},
    "A5": {"a": "to be copied", "b": "copied", "c": "yen", "d": "a private person"},
    "A8": {"a": "the invoice", "b": "its credit note", "c": "two halves"},
}  # fmt: skip
