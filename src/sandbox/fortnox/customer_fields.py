"""The 64 fields of a customer, in the order of the wire (recorded 2023-01-30); the blanks are as recorded 2016 to 2026.

Lengths and what is writable: the specification of 2026-04; Country and its kin are read-only on the wire (notes 2026).
"""

from __future__ import annotations

from sandbox.fortnox.fields import Field


def _null(name: str, length: int = 1024) -> Field:
    return Field(name=name, blank=None, length=length)


def _derived(name: str) -> Field:
    return Field(name=name, blank=None, writable=False)


def _text(name: str, length: int = 1024) -> Field:
    return Field(name=name, length=length)


def _amount(name: str) -> Field:
    return Field(name=name, kind="number", blank=None)


def _choice(name: str, blank: str, *choices: str) -> Field:
    return Field(name=name, blank=blank, choices=choices)


DELIVERY_TYPES = ("PRINT", "EMAIL", "PRINTSERVICE", "ELECTRONICINVOICE")
VAT_TYPES = ("SEVAT", "SEREVERSEDVAT", "EUREVERSEDVAT", "EUVAT", "EXPORT")

FIELDS = (
    Field(name="@url", writable=False),
    _null("Address1"),
    _null("Address2"),
    _null("City"),
    _derived("Country"),
    _null("Comments"),
    Field(name="Currency", blank="SEK", length=3),
    _null("CostCenter"),
    _null("CountryCode", 2),
    Field(name="Active", kind="boolean", blank=True),
    Field(name="CustomerNumber"),
    Field(
        name="DefaultDeliveryTypes",
        kind="part",
        parts=tuple(_choice(name, "PRINT", *DELIVERY_TYPES) for name in ("Invoice", "Order", "Offer")),
    ),
    Field(
        name="DefaultTemplates",
        kind="part",
        parts=tuple(Field(name=name, blank="DEFAULTTEMPLATE") for name in ("Order", "Offer", "Invoice", "CashInvoice")),
    ),
    _null("DeliveryAddress1"),
    _null("DeliveryAddress2"),
    _null("DeliveryCity"),
    _derived("DeliveryCountry"),
    _null("DeliveryCountryCode", 2),
    _null("DeliveryFax"),
    _null("DeliveryName"),
    _null("DeliveryPhone1"),
    _null("DeliveryPhone2"),
    _null("DeliveryZipCode", 10),
    _text("Email"),
    _text("EmailInvoice"),
    _text("EmailInvoiceBCC"),
    _text("EmailInvoiceCC"),
    _text("EmailOffer"),
    _text("EmailOfferBCC"),
    _text("EmailOfferCC"),
    _text("EmailOrder"),
    _text("EmailOrderBCC"),
    _text("EmailOrderCC"),
    _null("ExternalReference"),
    _null("Fax"),
    _null("GLN", 13),
    _null("GLNDelivery", 13),
    _amount("InvoiceAdministrationFee"),
    _amount("InvoiceDiscount"),
    _amount("InvoiceFreight"),
    _text("InvoiceRemark"),
    Field(name="Name"),
    _text("OrganisationNumber", 30),
    _text("OurReference", 50),
    _null("Phone1"),
    _null("Phone2"),
    Field(name="PriceList", blank="A"),
    _text("Project"),
    Field(name="SalesAccount", kind="integer", blank=None),
    Field(name="ShowPriceVATIncluded", kind="boolean", blank=False),
    _text("TermsOfDelivery"),
    _text("TermsOfPayment"),
    _choice("Type", "COMPANY", "COMPANY", "PRIVATE"),
    _text("VATNumber"),
    _choice("VATType", "SEVAT", *VAT_TYPES),
    _null("VisitingAddress", 128),
    _null("VisitingCity", 128),
    _derived("VisitingCountry"),
    _null("VisitingCountryCode", 2),
    _null("VisitingZipCode", 10),
    _text("WayOfDelivery"),
    _text("WWW", 128),
    _text("YourReference", 50),
    _null("ZipCode", 10),
)

# The ten fields of a customer in a list, in the order of the wire (recorded 2024-01-22): Phone, not Phone1.
LISTED = (
    ("Address1", "Address1"),
    ("Address2", "Address2"),
    ("City", "City"),
    ("CustomerNumber", "CustomerNumber"),
    ("Email", "Email"),
    ("Name", "Name"),
    ("OrganisationNumber", "OrganisationNumber"),
    ("Phone", "Phone1"),
    ("ZipCode", "ZipCode"),
)
