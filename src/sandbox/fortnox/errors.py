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
    "project": Refusal(2001161, "Kan inte hitta projektet.", status=404),
    "mode": Refusal(9000201, "Kan inte hitta betalningssättet.", status=404),  # A guess, code and all.
    "label": Refusal(9000202, "Kan inte hitta etiketten.", status=404),  # A guess, code and all.
    "cost_centre": Refusal(9000203, "Kan inte hitta kostnadsstället.", status=404),  # A guess, code and all.
    "financial_year": Refusal(9000204, "Kan inte hitta räkenskapsåret.", status=404),  # A guess, code and all.
    "predefined_series": Refusal(9000205, "Kan inte hitta den förvalda serien.", status=404),  # A guess, code and all.
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
ARTICLE_NUMBER_MALFORMED = Refusal(2000166, "Artikelnumret innehåller ej tillåtna tecken")  # help; text a guess
PREDEFINED_ACCOUNT_INVALID = Refusal(2001265, "Kontot saknas eller är inte aktivt")  # specification; text a guess
PREDEFINED_ACCOUNT_MALFORMED = Refusal(2002462, "Kontot måste ha fyra siffror")  # specification; text a guess
PREDEFINED_ACCOUNT_VAT = Refusal(2004052, "Kontots momskod passar inte")  # specification; text a guess
COST_CENTRE_INACTIVE = Refusal(2000947, "Kostnadsstället är inte aktivt")  # help page; text a guess
WRONG_CUSTOMER_TYPE = Refusal(2001200, "Ogiltig kundtyp")  # notes
READY_CANNOT_CHANGE = Refusal(2003125, "Ett klarmarkerat dokument kan inte ändras")  # docs
ROW_WITHOUT_TEXT = Refusal(2003977, "En rad med antal saknar text och artikel")  # code: help page; text a guess
PAID_BEFORE_INVOICED = Refusal(2001089, "Betaldatum kan inte vara före fakturadatum")  # code: help page; text a guess
ALREADY_PAID = Refusal(2003055, "Fakturan är redan slutbetald")  # code: help pages; text a guess

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
    "code_taken": Refusal(9000210, "Koden används redan"),
    "currency_not_real": Refusal(9000211, "Ogiltig valutakod"),
    "account_taken": Refusal(9000212, "Kontot finns redan"),
    "account_number_wrong": Refusal(9000213, "Ogiltigt kontonummer"),
    "series_unknown": Refusal(9000214, "Ogiltig verifikationsserie angiven"),  # text known, help page
    "article_used": Refusal(9000215, "Artikeln används och kan inte tas bort"),
    "number_too_large": Refusal(9000219, "Värdet är för stort"),
    "customer_used": Refusal(9000216, "Kunden har fakturor och kan inte tas bort"),
    # The books: what bookkeeping, crediting, paying and sending refuse.
    "invoice_unknown": Refusal(9000101, "Kunde inte hämta/hitta faktura"),
    "payment_missing": Refusal(9000102, "Kan inte hitta betalningen.", status=404),
    "voucher_missing": Refusal(9000103, "Kan inte hitta verifikationen.", status=404),
    "voucher_series_missing": Refusal(9000104, "Kan inte hitta verifikationsserien.", status=404),
    "date_outside_year": Refusal(9000106, "Datumet ligger utanför räkenskapsåret"),
    "project_not_active": Refusal(9000107, "Projektredovisningsperioden är inte aktiv för projekt"),  # text known
    "project_mandatory": Refusal(9000108, "Projekt är obligatoriskt på konto"),  # text known, help page
    "cost_centre_mandatory": Refusal(9000109, "Kostnadsställe är obligatoriskt på konto"),
    "vat_disagrees_with_account": Refusal(9000110, "Momssatsen stämmer inte med kontots momskod"),
    "cash_never_booked": Refusal(9000111, "Fakturan kan inte bokföras med kontantmetoden"),
    "cash_locked": Refusal(9000112, "Fakturan är skickad eller betald och kan inte ändras"),
    "paid_cannot_cancel": Refusal(9000113, "Fakturan är skickad eller betald och kan inte makuleras"),
    "warehouse_off": Refusal(9000114, "Lagermodulen är inte aktiverad"),
    "credit_unbooked": Refusal(9000115, "Fakturan måste bokföras innan den kan krediteras"),
    "credit_cancelled": Refusal(9000116, "Fakturan är makulerad och kan inte krediteras"),
    "credit_of_credit": Refusal(9000117, "En kreditfaktura kan inte krediteras"),
    "credit_twice": Refusal(9000118, "Fakturan är redan krediterad"),
    "send_cancelled": Refusal(9000119, "Fakturan är makulerad och kan inte skickas"),
    "send_not_completed": Refusal(9000120, "Fakturan är inte färdig och kan inte skickas"),
    "bank_details_missing": Refusal(9000121, "Bankuppgifter saknas"),  # text known, the official SDK's tests
    "not_registered": Refusal(9000122, "Kan inte skicka dokument om inte företaget är registrerat"),  # text known
    "email_missing": Refusal(9000123, "E-postadress saknas"),
    "einvoice_recipient_missing": Refusal(9000124, "Mottagare för e-faktura saknas"),
    "reminder_unbooked": Refusal(9000125, "En påminnelse kan bara skrivas ut för en bokförd och förfallen faktura"),
    "payment_of_unbooked": Refusal(9000126, "Fakturan är inte bokförd"),
    "payment_of_cancelled": Refusal(9000127, "Fakturan är makulerad och kan inte betalas"),
    "payment_too_large": Refusal(9000128, "Betalningen är större än fakturans saldo"),
    "payment_currency": Refusal(9000129, "Betalningens valuta stämmer inte med fakturans"),
    "payment_amount_missing": Refusal(9000130, "Belopp saknas"),
    "payment_booked_twice": Refusal(9000131, "Betalningen är redan bokförd"),
    "payment_booked_edit": Refusal(9000132, "Betalningen är bokförd och kan inte ändras"),
    "payment_booked_delete": Refusal(9000133, "Betalningen är bokförd och kan inte tas bort"),
    "payment_account_missing": Refusal(9000134, "Betalningssätt saknas"),
    "mode_unknown": Refusal(9000135, "Kunde inte hämta/hitta betalningssätt"),
    "file_not_sent": Refusal(9000136, "Ingen fil har skickats"),
    "file_too_big": Refusal(9000137, "Filen är för stor"),
    "file_missing": Refusal(9000138, "Filen kunde inte hittas.", status=404),  # text known, help page
    "folder_missing": Refusal(9000139, "Mappen kunde inte hittas.", status=404),
    "throttled": Refusal(9000142, "Too Many Requests", status=429),
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


def customer_number_deleted(number: str) -> Refusal:
    deleted = "Kundnumret har redan använts men blivit raderat."  # help page
    return Refusal(2000637, f"Kundnummer {number} används redan. {deleted}")


def article_number_taken(number: str) -> Refusal:
    return Refusal(2000013, f'Artikelnummer "{number}" används redan.')  # notes


def purchase_account_missing(number: int) -> Refusal:
    """Its text is noted (2026), its code is not known."""
    return Refusal(9000217, f'Inköpskonto inte uppdaterat. Kontot "{number}" existerar inte. (PurchaseAccount)')


def field_missing(name: str) -> Refusal:
    return Refusal(9000218, f"Fältet {name} saknas")  # a guess, code and all


def not_alphanumeric(name: str) -> Refusal:
    return Refusal(2000106, f"Värdet måste vara alfanumeriskt ({name})")  # docs


def unknown_country(name: str) -> Refusal:
    return Refusal(2000919, f"Ogiltigt land: {name}")  # wire 2023


def account_inactive(number: int) -> Refusal:
    return Refusal(2000550, f'Konto "{number}" är inte aktivt')  # code: notes; text: help pages


def not_warehouse_ready(number: str) -> Refusal:
    """The spelling is Fortnox's own (help pages of two integrators)."""
    return Refusal(2003498, f"Kunde inte bokföra fakturanummer {number}. Faktura som bokförs måste var klarmarkerad.")


def locked_by(user: str, until: str) -> Refusal:
    sentence = f"{user} har låst perioden t.o.m. {until}. Lås upp perioden för att fortsätta."  # help page
    return Refusal(2000401, sentence)


def predefined_missing(number: str, what: str) -> Refusal:
    """Text known from a help page, for the invoice fee; the code and the other words are guesses."""
    return Refusal(9000140, f"Kunde inte bokföra fakturanummer {number}. Förvalt konto för {what} saknas.")


def paid_in_another_year(number: str) -> Refusal:
    """Text known from a help page; the code is a guess."""
    sentence = "Angivet betaldatum måste vara inom fakturans räkenskapsår."
    remedy = "För att genomföra betalningen måste fakturan årsomföras."
    return Refusal(9000141, f"Fakturanummer {number}: {sentence} {remedy}")
