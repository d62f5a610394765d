"""The client companies of the tricky world that the small one has not, each a trap by itself."""

from __future__ import annotations

from typing import Any

from sandbox.worlds.cast import Buyer


def _buyer(identity: str, number: str, name: str, country_code: str, **facts: Any) -> Buyer:
    country, city, zip_code = {
        "SE": ("Sweden", "Gävle", "803 20"),
        "DE": ("Germany", "Köln", "50667"),
        "US": ("United States", "Salem", "97301"),
        "JP": ("Japan", "Osaka", "530-0001"),
    }[country_code]
    told = {"vat": "", "organisation_number": "", **facts}
    return Buyer(
        productive_id=identity,
        name=name,
        address="Prövogatan 1",
        zip_code=zip_code,
        city=city,
        country=country,
        country_code=country_code,
        email=f"faktura@kund{identity}.example",
        fortnox_customer_number=number,
        **told,
    )


REVERSED = _buyer("7301", "1301", "Omvänd Bygg AB", "SE", organisation_number="556111-2343", vat="SE556111234301")
CONSUMER_IN_EU = _buyer("7302", "1302", "Eva Holm", "DE", currency="EUR")
PUBLIC = _buyer("7303", "1303", "Region Bergslagen", "SE", organisation_number="232100-0991", vat="SE232100099101")
GROSS_PRICES = _buyer("7304", "1304", "Priser Inklusive AB", "SE", organisation_number="556222-3454")
CHARGED = _buyer("7305", "1305", "Avgift & Frakt AB", "SE", organisation_number="556333-4565")
MALFORMED = _buyer(
    "7306", "1306", "Slarvig Organisation AB", "SE", vat="SE 5564 44-5676 01", organisation_number="5564445676"
)
IN_JAPAN = _buyer("7307", "1307", "Osaka Design KK", "JP", currency="JPY")
CONSUMER_OUTSIDE = _buyer("7308", "1308", "Joan Peel", "US", currency="USD")
GONE_COST_CENTRE, CLOSED_PROJECT = "NEDLAG", "90"
OF_A_CLOSED_UNIT = _buyer("7309", "1309", "Nedlagda Enheten AB", "SE", organisation_number="556555-6787")
OF_A_CLOSED_PROJECT = _buyer("7310", "1310", "Slutprojekt AB", "SE", organisation_number="556666-7898")
EU_WITHOUT_VAT = _buyer("7313", "1313", "Domblick Druck GmbH", "DE", currency="EUR")
EU_MALFORMED_VAT = _buyer("7314", "1314", "Rheinufer Verlag GmbH", "DE", vat="DE81120", currency="EUR")

TRICKY_BUYERS = (
    REVERSED, CONSUMER_IN_EU, PUBLIC, GROSS_PRICES, CHARGED, MALFORMED, IN_JAPAN, CONSUMER_OUTSIDE, OF_A_CLOSED_UNIT,
    OF_A_CLOSED_PROJECT, EU_WITHOUT_VAT, EU_MALFORMED_VAT,
)  # fmt: skip

# What Fortnox knows of them besides, by customer number.
FORTNOX_FACTS: dict[str, dict[str, Any]] = {
    "1301": {"VATType": "SEREVERSEDVAT"},
    "1302": {"VATType": "EUVAT", "Type": "PRIVATE"},
    "1303": {"GLN": "7300009012345", "DefaultDeliveryTypes": {"Invoice": "ELECTRONICINVOICE"}},
    "1304": {"ShowPriceVATIncluded": True},
    "1305": {"InvoiceAdministrationFee": 45, "InvoiceFreight": 120, "InvoiceDiscount": 5},
    "1308": {"Type": "PRIVATE"},
    "1309": {"CostCenter": GONE_COST_CENTRE},
    "1310": {"Project": CLOSED_PROJECT},
    "1155": {"Email": "ekonomi@hamnverket.example"},
    "1047": {"YourReference": "Berit Ohlsson, slutade i våras", "InvoiceRemark": "Märk med 4711"},
}
