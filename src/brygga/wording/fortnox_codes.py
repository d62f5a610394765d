"""Every code that Fortnox is known to give: a row per meaning (docs/remotes/fortnox.md#errors).

Collected 2026-07 from Fortnox's documentation, recordings, SDKs and the help pages of integrators. A few refusals carry
no code and are told by how they begin; a code that is in no row keeps Fortnox's own words.
"""

from __future__ import annotations

from collections.abc import Mapping

from brygga.wording import fortnox_words as means
from brygga.wording.about_copying import RECONNECT
from brygga.wording.explanations import Words

CATALOGUE: tuple[tuple[Words, tuple[str, ...]], ...] = (
    (RECONNECT, ("2000311", "2004054", "invalid_grant")),
    (means.CLIENT_SECRET_WRONG, ("invalid_client",)),
    (means.NO_INTEGRATION_LICENCE, ("2001103",)),
    (means.NO_LICENCE, ("2001101",)),
    (means.NO_SCOPE, ("2000663", "2001393", "2002455")),
    (means.NO_RIGHT, ("2001339", "2003275")),
    (means.SERVER_FAULT, ("1000003", "1000029")),
    (means.RECORD_BUSY, ("2000310",)),
    (means.PERIOD_LOCKED, ("2000401",)),
    (means.BOOKING_PERIOD_LOCKED, ("2002141",)),
    (means.CUSTOMER_GONE, ("2000204", "2000433")),
    (means.CUSTOMER_NUMBER_TAKEN, ("2000637",)),
    (means.COUNTRY_REFUSED, ("2000919",)),
    (means.VAT_NUMBER_REFUSED, ("2004194",)),
    (means.INVOICE_GONE, ("2000434",)),
    (means.ACCOUNT_MISSING, ("2000423", "2001304")),
    (means.ACCOUNT_INACTIVE, ("2000550",)),
    (means.PREDEFINED_ACCOUNT, ("2001265", "2001403", "2002462", "2004052")),
    (means.VAT_RATE_MISSING, ("2004167",)),
    (means.CURRENCY_MISSING, ("2000427",)),
    (means.REGISTER_CHANGED, ("2000429", "2000432")),
    (means.DELIVERY_MISSING, ("2000430", "2000431", "2000435")),
    (means.ARTICLE_MISSING, ("2000428", "2000513", "2001302", "2001846")),
    (means.PROJECT_REFUSED, ("2000947", "2001161")),
    (means.TEXT_REFUSED, ("2000106", "2000107", "2000108", "2000134", "2000359")),
    (means.TEXT_MISSING, ("2003977",)),
    (means.PAYMENT_REFUSED, ("2001089", "2003055")),
    (means.FILE_GONE, ("2000704",)),
    (means.WAREHOUSE, ("2003124", "2003125", "2003126", "2003127", "2003277", "2003399", "2003498")),
    (
        means.TAX_REDUCTION,
        (
            *("2000600", "2002980", "2003151", "2003157", "2004019", "2004021", "2004209"),
            *("2004217", "2004218", "2004262", "2004263"),
        ),
    ),
    (
        means.OUR_MISTAKE,
        (
            *("1000030", "1000031", "2000321", "2000587", "2000588", "2000729", "2000764", "2001200", "2001392"),
            *("2001399", "2001740", "2001795", "2002115", "2002649"),
        ),
    ),
)
BY_CODE: Mapping[str, Words] = {code: words for words, codes in CATALOGUE for code in codes}

# Codes, and texts without one by how they begin, that keep Fortnox's own words: no call of ours meets them, or nobody
# has written down what they mean.
LEFT_OUT: Mapping[str, tuple[str, ...]] = {
    "Brygga neither makes nor changes articles": ("2000013", "2000166", "Inköpskonto inte uppdaterat"),
    "Brygga neither makes nor reads orders and offers": ("2000439", "2000499", "2000861", "2001243"),
    "Brygga writes no payments to Fortnox": ("Fakturanummer {nr}: Angivet betaldatum", "Currency X and Currency Y"),
    "supplier invoices are not Brygga's": ("2000755", "2003095", "2003115"),
    "of a sign-in that Fortnox has replaced by OAuth": ("2000719", "2000721"),
    "of a migration that Brygga does not begin": ("2003241",),
    "only its number is known": ("2000015", "2000798", "2001322", "2002951"),
}

BY_BEGINNING: Mapping[str, Words] = {
    "Kunde inte hämta/hitta moms": means.VAT_RATE_MISSING,
    "Kunde inte hämta/hitta valuta": means.CURRENCY_MISSING,
    "Kunde inte hämta/hitta kostnadsställe": means.PROJECT_REFUSED,
    "Kunde inte hämta/hitta leveranssätt": means.DELIVERY_MISSING,
    "Kundnamn kan inte vara tomt": means.NAME_MISSING,
    "OCR-numret används redan": means.SERIES_BEHIND,
    "Ogiltig rabatt": means.DISCOUNT_REFUSED,
    "Kunde inte bokföra fakturanummer": means.BOOKING_PERIOD_LOCKED,
    "Projektredovisningsperioden är inte aktiv": means.PROJECT_REFUSED,
    "Projekt är obligatoriskt på konto": means.PROJECT_REQUIRED,
    "Verifikationsserien är inte manuell": means.VOUCHER_SERIES,
    "Ogiltig verifikationsserie": means.VOUCHER_SERIES,
    "Bankuppgifter saknas": means.BANK_DETAILS_MISSING,
    "Kan inte skicka dokument om inte företaget är registrerat": means.E_INVOICES_NOT_SET_UP,
    "En eller flera rader har koppling till en order": means.FROM_AN_ORDER,
    "Angiven sida hittades ej": means.OUR_MISTAKE,
    "Värdet tolkas som null": means.OUR_MISTAKE,
}
