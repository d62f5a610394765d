"""The customers of the small world's Fortnox companies."""

from __future__ import annotations

from typing import Any

from sandbox.fortnox import customers
from sandbox.fortnox.books import Books
from sandbox.worlds.cast import BUYERS, Buyer
from sandbox.worlds.small_productive import OTHER_BUYER

EU_CODES = frozenset({"EE", "DE", "DK", "FI", "FR", "NL"})

# Client companies that have no number in the cast, but were invoiced from here before.
KNOWN_BY_NAME = {"100101": {"7012": "1051"}, "100102": {"7011": "1060"}, "100201": {"7901": "12"}}

# Number, name, organisation number, postcode, city: customers that Productive knows nothing of. 1149 is a twin of
# 1049 under the same organisation number; 1187 is a near twin of 1042 by name only.
OTHERS = (
    ("1001", "Ateljé Sjöberg", "710314-8245", "116 20", "Stockholm"),
    ("1012", "Brofästet Restaurang AB", "556812-4471", "118 20", "Stockholm"),
    ("1017", "Cykelköket i Årsta", "802455-9017", "120 53", "Årsta"),
    ("1023", "Dalarnas Möbelsnickeri AB", "559044-1286", "781 70", "Borlänge"),
    ("1031", "Elins Trädgårdar HB", "969712-5530", "131 50", "Saltsjö-Duvnäs"),
    ("1038", "Föreningen Öppna Hav", "802501-2214", "413 01", "Göteborg"),
    ("1149", "Tallmo Bryggeri AB", "559377-0612", "791 71", "Falun"),
    ("1155", "Hamnverket Drift AB", "559102-6643", "411 21", "Göteborg"),
    ("1162", "Skärgårdens Båtvarv AB", "556731-0087", "139 55", "Värmdö"),
    ("1178", "Umeå Bageriförening", "716420-7719", "903 27", "Umeå"),
    ("1187", "Norrsken Energi Nät AB", "559214-3084", "111 35", "Stockholm"),
    ("1195", "Västra Ljus & Ljud AB", "556590-3321", "414 58", "Göteborg"),
)
NEXT_NUMBER = 1204
OTHER_NEXT_NUMBER = 13


def build(books: Books) -> None:
    """The buyers that this company has invoiced, and the others."""
    for buyer in BUYERS:
        if number := number_of(buyer, books.tenant):
            customers.create(books, fields_of(buyer, number))
    for number, name, organisation_number, zip_code, city in OTHERS:
        facts = {"CustomerNumber": number, "Name": name, "OrganisationNumber": organisation_number}
        customers.create(books, {**facts, "ZipCode": zip_code, "City": city, "CountryCode": "SE"})
    books.store.counters[books.series("customer_number")] = NEXT_NUMBER


def build_other_agency(books: Books) -> None:
    """The other agency has one customer."""
    customers.create(books, fields_of(OTHER_BUYER, KNOWN_BY_NAME[books.tenant][OTHER_BUYER.productive_id]))
    books.store.counters[books.series("customer_number")] = OTHER_NEXT_NUMBER


def retire(books: Books) -> None:
    """The bakery has been made inactive since its last invoice."""
    books.table("customers")["1048"]["Active"] = False


def number_of(buyer: Buyer, tenant: str) -> str:
    return buyer.fortnox_customer_number or KNOWN_BY_NAME.get(tenant, {}).get(buyer.productive_id, "")


def fields_of(buyer: Buyer, number: str) -> dict[str, Any]:
    """A client company of Productive as a new customer under this number."""
    return {
        "CustomerNumber": number,
        "Name": buyer.name,
        "OrganisationNumber": buyer.organisation_number,
        "VATNumber": buyer.vat,
        "VATType": _vat_type(buyer),
        "Address1": buyer.address,
        "ZipCode": buyer.zip_code,
        "City": buyer.city,
        "CountryCode": buyer.country_code,
        "Email": buyer.email,
        "Currency": buyer.currency,
        "TermsOfPayment": str(buyer.due_days),
    }


def _vat_type(buyer: Buyer) -> str:
    if buyer.country_code == "SE":
        return "SEVAT"
    return "EUREVERSEDVAT" if buyer.country_code in EU_CODES else "EXPORT"
