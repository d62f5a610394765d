"""The 89 fields of an invoice and the 23 of a row, in the order of the wire (recorded 2026-05-08 and 2026-08-04).

Lengths and what is writable: the specification of 2026-04. Read-only besides what it marks: AccountingMethod,
InvoiceReference, TimeBasisReference, TotalToPay, WarehouseReady (notes 2026) and CreditInvoiceReference (writable by
the specification, read-only by both large clients).
"""

from __future__ import annotations

from typing import Any

from sandbox.fortnox.fields import Field


def _text(name: str, length: int = 1024, *, blank: str = "") -> Field:
    return Field(name=name, length=length, blank=blank)


def _null(name: str, length: int = 1024) -> Field:
    return Field(name=name, blank=None, length=length)


def _amount(name: str, *, blank: str = "0") -> Field:
    return Field(name=name, kind="number", blank=blank)


def _date(name: str) -> Field:
    return Field(name=name, kind="date", blank=None)


def _flag(name: str) -> Field:
    return Field(name=name, kind="boolean", blank=False)


def _choice(name: str, *choices: str) -> Field:
    return Field(name=name, blank=choices[0], choices=choices)


def _fixed(name: str, blank: Any = "") -> Field:
    """A field that only Fortnox writes."""
    return Field(name=name, blank=blank, writable=False)


def _sum(name: str) -> Field:
    return Field(name=name, kind="number", blank="0", writable=False)


def _part(name: str, *parts: Field) -> Field:
    return Field(name=name, kind="part", parts=parts)


INVOICE_TYPES = ("INVOICE", "AGREEMENTINVOICE", "INTRESTINVOICE", "SUMMARYINVOICE", "CASHINVOICE")

FIELDS = (
    _fixed("@url"),
    _fixed("@urlTaxReductionList"),
    _fixed("AccountingMethod", "ACCRUAL"),
    _text("Address1"),
    _text("Address2"),
    _amount("AdministrationFee"),
    _sum("AdministrationFeeVAT"),
    _sum("Balance"),
    _sum("BasisTaxReduction"),
    _fixed("Booked", blank=False),
    _fixed("Cancelled", blank=False),
    _text("City"),
    _text("Comments"),
    _fixed("ContractReference", "0"),
    _sum("ContributionPercent"),
    _sum("ContributionValue"),
    _text("CostCenter"),
    _text("Country"),
    _fixed("Credit", "false"),
    _fixed("CreditInvoiceReference", "0"),
    _text("Currency", 3),
    _amount("CurrencyRate"),
    Field(name="CurrencyUnit", kind="integer", blank=1),
    _text("CustomerName"),
    _text("CustomerNumber"),
    _text("DeliveryAddress1"),
    _text("DeliveryAddress2"),
    _text("DeliveryCity"),
    _text("DeliveryCountry"),
    _date("DeliveryDate"),
    _text("DeliveryName"),
    _text("DeliveryZipCode"),
    _text("DocumentNumber"),
    _date("DueDate"),
    _part(
        "EDIInformation",
        _null("EDIGlobalLocationNumber", 13),
        _null("EDIGlobalLocationNumberDelivery", 13),
        _null("EDIInvoiceExtra1"),
        _null("EDIInvoiceExtra2"),
        _null("EDIOurElectronicReference"),
        _null("EDIYourElectronicReference"),
        _fixed("EDIStatus"),
    ),
    _flag("EUQuarterlyReport"),
    _part(
        "EmailInformation",
        _null("EmailAddressFrom"),
        _text("EmailAddressTo"),
        _null("EmailAddressCC"),
        _null("EmailAddressBCC"),
        _text("EmailSubject", 100, blank="Faktura {no} bifogas"),
        _text("EmailBody", 20_000, blank=" "),
    ),
    _text("ExternalInvoiceReference1", 80),
    _text("ExternalInvoiceReference2", 80),
    _fixed("FinalPayDate", None),
    _amount("Freight"),
    _sum("FreightVAT"),
    _sum("Gross"),
    _fixed("HouseWork", blank=False),
    _date("InvoiceDate"),
    _fixed("InvoicePeriodEnd"),
    _fixed("InvoicePeriodStart"),
    _fixed("InvoiceReference", "0"),
    Field(name="InvoiceRows", kind="list", blank=None),
    _choice("InvoiceType", *INVOICE_TYPES),
    Field(name="Labels", kind="list", blank=None),
    _choice("Language", "SV", "EN"),
    _fixed("LastRemindDate", None),
    _sum("Net"),
    _flag("NotCompleted"),
    _fixed("NoxFinans", blank=False),
    _text("OCR"),
    _fixed("OfferReference", "0"),
    _fixed("OrderReference", "0"),
    _fixed("OrganisationNumber"),
    _text("OurReference", 50),
    _date("OutboundDate"),
    Field(name="PaymentWay", choices=("CASH", "CARD", "AG")),
    _text("Phone1"),
    _text("Phone2"),
    _text("PriceList", blank="A"),
    _text("PrintTemplate", blank="st"),
    _text("Project"),
    _text("Remarks"),
    _fixed("Reminders", 0),
    _sum("RoundOff"),
    _fixed("Sent", blank=False),
    _fixed("TaxReduction", None),
    _choice("TaxReductionType", "none", "rot", "rut", "green"),
    _text("TermsOfDelivery"),
    _text("TermsOfPayment", 25),
    _fixed("TimeBasisReference", None),
    _sum("Total"),
    _sum("TotalToPay"),
    _sum("TotalVAT"),
    _flag("VATIncluded"),
    _fixed("VoucherNumber", None),
    _fixed("VoucherSeries", None),
    _fixed("VoucherYear", None),
    _fixed("WarehouseReady", blank=False),
    _text("WayOfDelivery"),
    _text("YourOrderNumber", 75),
    _text("YourReference", 50),
    _text("ZipCode"),
)

ROW_FIELDS = (
    Field(name="AccountNumber", kind="integer", blank=0),
    _text("ArticleNumber", 50),
    Field(name="ContributionPercent", kind="quantity", blank="0", writable=False),
    Field(name="ContributionValue", kind="quantity", blank="0", writable=False),
    _amount("Cost"),
    _text("CostCenter"),
    Field(name="DeliveredQuantity", kind="quantity", blank="0"),
    _text("Description", 255),
    _amount("Discount"),
    _choice("DiscountType", "PERCENT", "AMOUNT"),
    _flag("HouseWork"),
    Field(name="HouseWorkHoursToReport", kind="integer", blank=None),
    _null("HouseWorkType"),
    _amount("Price"),
    _sum("PriceExcludingVAT"),
    _text("Project", 50),
    Field(name="RowId", kind="integer", blank=0),
    _null("StockPointCode"),
    _sum("Total"),
    _sum("TotalExcludingVAT"),
    _text("Unit", 20),
    _amount("VAT"),
    _null("VATCode", 20),
)

# The 27 fields of an invoice in a list, in the order of the wire (recorded 2026-04-24).
LISTED = (
    "@url", "Balance", "Booked", "Cancelled", "CostCenter", "Currency", "CurrencyRate", "CurrencyUnit", "CustomerName",
    "CustomerNumber", "DocumentNumber", "DueDate", "ExternalInvoiceReference1", "ExternalInvoiceReference2",
    "InvoiceDate", "InvoiceType", "NoxFinans", "OCR", "VoucherNumber", "VoucherSeries", "VoucherYear", "WayOfDelivery",
    "TermsOfPayment", "Project", "Sent", "Total", "FinalPayDate",
)  # fmt: skip
