"""Answers as Fortnox writes them: values of the exchange recorded 2026-05-08, and what tests change in them."""

from __future__ import annotations

from typing import Any


def invoice(**changed: Any) -> dict[str, Any]:
    """The answer to a POST: one row of 100 at 25 %, freight 25 and a fee of 50, rounded to whole kronor."""
    fields = {
        "@url": "https://api.fortnox.se/3/invoices/97",
        "AccountingMethod": "ACCRUAL",
        "AdministrationFee": 50,
        "AdministrationFeeVAT": 12.5,
        "Balance": 219,
        "Booked": False,
        "Cancelled": False,
        "Credit": "false",
        "CreditInvoiceReference": "0",
        "Currency": "SEK",
        "CurrencyRate": 1,
        "CustomerName": "Hamnverket AB",
        "CustomerNumber": "1",
        "DeliveryDate": "2026-06-01",
        "DocumentNumber": "97",
        "DueDate": "2026-05-31",
        "ExternalInvoiceReference1": "EXT-1",
        "ExternalInvoiceReference2": "EXT-2",
        "FinalPayDate": None,
        "Freight": 25,
        "FreightVAT": 6.25,
        "Gross": 100,
        "InvoiceDate": "2026-05-01",
        "InvoicePeriodStart": "",
        "InvoiceRows": [row()],
        "Net": 100,
        "OCR": "426523791",
        "RoundOff": 0.25,
        "Sent": False,
        "TermsOfPayment": "30",
        "Total": 219,
        "TotalToPay": 219,
        "TotalVAT": 43.75,
        "VATIncluded": False,
    }
    return {"Invoice": fields | changed}


def row(**changed: Any) -> dict[str, Any]:
    fields = {
        "AccountNumber": 3001,
        "ArticleNumber": "101",
        "ContributionPercent": "100",
        "DeliveredQuantity": "1",
        "Description": "Row description",
        "Discount": 0,
        "DiscountType": "PERCENT",
        "HouseWork": False,
        "Price": 100,
        "RowId": 81,
        "Total": 100,
        "Unit": "h",
        "VAT": 25,
        "VATCode": "MP1",
    }
    return fields | changed


def listed_invoice(number: int, **changed: Any) -> dict[str, Any]:
    fields = {
        "@url": f"https://api.fortnox.se/3/invoices/{number}",
        "Balance": 219,
        "Booked": False,
        "Cancelled": False,
        "Currency": "SEK",
        "CurrencyRate": "1",
        "CustomerName": "Hamnverket AB",
        "CustomerNumber": "1",
        "DocumentNumber": str(number),
        "DueDate": "2026-05-31",
        "ExternalInvoiceReference1": "",
        "ExternalInvoiceReference2": "",
        "InvoiceDate": "2026-05-01",
        "OCR": "133",
        "Sent": False,
        "Total": 219,
        "FinalPayDate": None,
    }
    return fields | changed


def customer(**changed: Any) -> dict[str, Any]:
    """The answer to a POST of a name alone (recorded 2023): unset fields are null or "", fixed per field."""
    fields = {
        "@url": "https://api.fortnox.se/3/customers/247",
        "Active": True,
        "Address1": None,
        "City": None,
        "CountryCode": None,
        "Currency": "SEK",
        "CustomerNumber": "247",
        "Email": "",
        "ExternalReference": None,
        "Name": "A value",
        "OrganisationNumber": "",
        "SalesAccount": None,
        "Type": "COMPANY",
        "VATNumber": "",
        "VATType": "SEVAT",
    }
    return {"Customer": fields | changed}


def listed_customer(number: str, name: str, organisation_number: str = "") -> dict[str, Any]:
    return {
        "@url": f"https://api.fortnox.se/3/customers/{number}",
        "Address1": "",
        "Address2": "",
        "City": "",
        "CustomerNumber": number,
        "Email": "",
        "Name": name,
        "OrganisationNumber": organisation_number,
        "Phone": "",
        "ZipCode": "",
    }


def page(
    plural: str, items: list[Any], *, total: int | None = None, pages: int = 1, current: int = 1
) -> dict[str, Any]:
    """A page of a list; an empty one has the counters 0, 0 and 1 (recorded)."""
    total = len(items) if total is None else total
    counters = {"@TotalResources": total, "@TotalPages": pages if total else 0, "@CurrentPage": current}
    return {"MetaInformation": counters, plural: items}


def complaint(code: int, message: str, *, pascal: bool = False) -> dict[str, Any]:
    """The error envelope: lower case in every recorded 400, Pascal case in every recorded 404."""
    if pascal:
        return {"ErrorInformation": {"Error": 1, "Message": message, "Code": code}}
    return {"ErrorInformation": {"error": 1, "message": message, "code": code}}
