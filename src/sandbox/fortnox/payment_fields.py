"""The 24 fields of a payment and those of its write-offs, in the order of the specification of 2026-04.

Types on the wire (notes of live answers, 2026): Number and InvoiceTotal are texts, InvoiceNumber an integer.
"""

from __future__ import annotations

from typing import Any

from sandbox.fortnox.fields import Field


def _fixed(name: str, blank: Any = "") -> Field:
    """A field that only Fortnox writes."""
    return Field(name=name, blank=blank, writable=False)


WRITE_OFF_FIELDS = (
    Field(name="AccountNumber", kind="integer", blank=0),
    Field(name="Amount", kind="number", blank="0"),
    Field(name="CostCenter"),
    Field(name="Currency", length=3),
    Field(name="Description"),
    Field(name="Project"),
    Field(name="TransactionInformation", length=100),
)

FIELDS = (
    _fixed("@url"),
    Field(name="Amount", kind="number", blank="0"),
    Field(name="AmountCurrency", kind="number", blank="0"),
    _fixed("Booked", blank=False),
    Field(name="Currency", length=3),
    Field(name="CurrencyRate", kind="number", blank="1"),
    Field(name="CurrencyUnit", kind="number", blank="1", writable=False),
    _fixed("ExternalInvoiceReference1"),
    _fixed("ExternalInvoiceReference2"),
    _fixed("InvoiceCustomerName"),
    _fixed("InvoiceCustomerNumber"),
    _fixed("InvoiceDueDate", None),
    Field(name="InvoiceNumber", kind="integer", blank=0),
    _fixed("InvoiceOCR"),
    _fixed("InvoiceTotal"),
    Field(name="ModeOfPayment"),
    Field(name="ModeOfPaymentAccount", kind="integer", blank=0),
    _fixed("Number"),
    Field(name="PaymentDate", kind="date", blank=None),
    _fixed("Source", "manual"),
    _fixed("VoucherNumber", None),
    _fixed("VoucherSeries", None),
    _fixed("VoucherYear", None),
    Field(name="WriteOffs", kind="list", blank=None),
)

# What a payment shows of its invoice.
OF_INVOICE = {
    "ExternalInvoiceReference1": "ExternalInvoiceReference1",
    "ExternalInvoiceReference2": "ExternalInvoiceReference2",
    "InvoiceCustomerName": "CustomerName",
    "InvoiceCustomerNumber": "CustomerNumber",
    "InvoiceDueDate": "DueDate",
    "InvoiceOCR": "OCR",
}

# A list shows these and `WriteOffExist`, eleven in all (pasted from live traffic, 2026); CurrencyRate is a number.
LISTED = (
    "@url", "Amount", "Booked", "Currency", "CurrencyRate", "CurrencyUnit", "InvoiceNumber", "Number", "PaymentDate",
    "Source",
)  # fmt: skip
