"""Fortnox's refusals: exact codes and sentences where they are known, one marked table where they are guessed.

Sources in short: "wire" a recorded exchange with its year; "docs" Fortnox's developer pages, read 2026-04; "notes"
other integrators' notes of live answers, with their year.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import Any


@dataclass(frozen=True)
class Refusal:
    """What Fortnox says when it understood and says no.

    404 answers carry Pascal-case keys, all others lower-case ones (recorded 2016 to 2023).
    """

    code: int
    message: str
    _: KW_ONLY
    status: int = 400

    def body(self) -> dict[str, Any]:
        if self.status == 404:
            return {"ErrorInformation": {"Error": 1, "Message": self.message, "Code": self.code}}
        return {"ErrorInformation": {"error": 1, "message": self.message, "code": self.code}}


class Refused(Exception):
    """A request was refused; nothing of it was written."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(f"{refusal.status} {refusal.code} {refusal.message}")


class Unauthorised(Exception):
    """The access token is missing, unknown or expired: 401 in the gateway's own shape (recorded 2023)."""


# The thing named in the address does not exist (404; wire 2017 to 2018; account and currency: notes).
NOT_FOUND = {
    "customer": Refusal(2000433, "Kan inte hitta kunden.", status=404),
    "invoice": Refusal(2000434, "Kan inte hitta fakturan.", status=404),
    "article": Refusal(2000428, "Kan inte hitta artikeln.", status=404),
    "account": Refusal(2000423, "Kan inte hitta kontot.", status=404),
    "currency": Refusal(2000427, "Kan inte hitta valutan.", status=404),  # The sentence is a guess.
    "terms": Refusal(2000429, "Kan inte hitta betalningsvillkoret.", status=404),
    "unit": Refusal(2000432, "Kan inte hitta enheten.", status=404),
    "predefined": Refusal(2001403, "Kan inte hitta det förvalda kontot.", status=404),  # The sentence is a guess.
    "route": Refusal(2000764, "no such route", status=404),  # notes
}

# Something named in a body or a query is wrong.
NO_WRAPPER = Refusal(2001392, "Ingen eller felaktig typ av data.")  # wire 2016
WRONG_SHAPE = Refusal(2002649, "Felaktig datastruktur.")  # wire 2016
BROKEN_JSON = Refusal(2002115, "Error deserializing JSON: JSON_ERROR_SYNTAX")  # docs
WRONG_ACCEPT = Refusal(1000030, "Invalid response type")  # docs
WRONG_CONTENT_TYPE = Refusal(1000031, "Invalid content type")  # docs
NO_IDENTIFIER = Refusal(2000729, "A valid identifier was not provided.")  # wire 2016
UNKNOWN_FILTER = Refusal(2000587, "Ett ogiltigt filter har använts.")  # wire 2016
UNKNOWN_PARAMETER = Refusal(2000588, "Ogiltig parameter i anropet.")  # docs, notes 2026-07
SCOPE_MISSING = Refusal(2000663, "Har inte behörighet för scope", status=403)  # docs; the status from notes
CUSTOMER_UNKNOWN = Refusal(2000204, "Kunde inte hämta/hitta kund")  # docs
ACCOUNT_UNKNOWN = Refusal(2001304, "Kunde inte hitta konto.")  # docs, notes 2026
ARTICLE_UNKNOWN = Refusal(2001302, "Kunde inte hitta artikel")  # docs
WRONG_CUSTOMER_TYPE = Refusal(2001200, "Ogiltig kundtyp")  # notes

# What nobody has written down. The codes are from a range that Fortnox does not use, so that nobody builds on them;
# sentences marked "text known" are Fortnox's own, only their code is unknown.
GUESSES = {
    "page_beyond_last": Refusal(9000001, "Angiven sida hittades ej (24)."),  # text known, notes 2024
    "name_empty": Refusal(9000002, "Kundnamn kan inte vara tomt"),  # text known, notes 2026-08
    "discount_over_100": Refusal(9000003, "Ogiltig rabatt. Får inte överstiga 100 %"),  # text known, notes 2026
    "vat_unknown": Refusal(9000004, "Kunde inte hämta/hitta moms"),  # text known, help page
    "currency_unknown": Refusal(9000005, "Kunde inte hämta/hitta valuta"),  # text known, help page
    "ocr_taken": Refusal(9000006, "OCR-numret används redan"),  # text known, help page: the series is behind
    "unit_unknown": Refusal(9000007, "Kunde inte hämta/hitta enhet"),
    "terms_unknown": Refusal(9000008, "Kunde inte hämta/hitta betalningsvillkor"),
    "customer_inactive": Refusal(9000009, "Kunden är inte aktiv"),
    "number_taken": Refusal(9000010, "Fakturanumret används redan"),
    "booked_cannot_change": Refusal(9000011, "Fakturan är bokförd och kan inte ändras"),
    "cancelled_cannot_change": Refusal(9000012, "Fakturan är makulerad och kan inte ändras"),
    "booked_twice": Refusal(9000013, "Fakturan är redan bokförd"),
    "booked_cannot_cancel": Refusal(9000014, "Fakturan är bokförd och kan inte makuleras"),
    "cancelled_cannot_book": Refusal(9000015, "Fakturan är makulerad och kan inte bokföras"),
    "no_financial_year": Refusal(9000016, "Det finns inget räkenskapsår för fakturadatumet"),
    "date_malformed": Refusal(9000017, "Ogiltigt datum"),
    "choice_unknown": Refusal(9000018, "Ogiltigt värde"),
    "project_unknown": Refusal(9000019, "Kunde inte hämta/hitta projekt"),
    "cost_centre_unknown": Refusal(9000020, "Kunde inte hämta/hitta kostnadsställe"),  # text known, help page
    "period_locked": Refusal(2002141, "Kunde inte bokföra fakturan. Perioden är låst."),  # code known, text a guess
    "row_unknown": Refusal(9000021, "Fakturaraden finns inte"),
}


def unknown_field(name: str) -> Refusal:
    return Refusal(2001399, f"Felaktigt fältnamn ({name})")  # wire 2016


def read_only(name: str) -> Refusal:
    return Refusal(2000321, f"Fältet {name} är endast läsbart.")  # notes 2026


def forbidden_characters(name: str) -> Refusal:
    return Refusal(2000359, f"Värdet innehåller ej tillåtna tecken. ({name})")  # docs, notes 2026-07


def too_long(name: str) -> Refusal:
    return Refusal(2000107, f"Värdet är för långt ({name})")  # code: notes; the sentence is a guess


def not_a_number(name: str) -> Refusal:
    return Refusal(2000108, f"Värdet måste vara numeriskt ({name})")  # docs


def not_a_boolean(name: str) -> Refusal:
    return Refusal(2000134, f"Värdet måste vara en boolean ({name})")  # docs


def customer_number_taken(number: str) -> Refusal:
    return Refusal(2000637, f"Kundnummer {number} används redan.")  # wire 2016


def unknown_country(name: str) -> Refusal:
    return Refusal(2000919, f"Ogiltigt land: {name}")  # wire 2023


def account_inactive(number: int) -> Refusal:
    return Refusal(2000550, f'Konto "{number}" är inte aktivt')  # code: notes; text: help pages
