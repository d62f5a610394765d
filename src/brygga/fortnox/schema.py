"""What we send to Fortnox and read from it, as values: strict where we depend on a field, silent on the rest.

Money is `Decimal` in the document's currency. Dates are Stockholm calendar dates.
Field types are those of the recordings of 2016 to 2026; where they drifted (strings for numbers, "0" for empty
references) both forms are read.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field

from brygga.fortnox.wire import (
    AccountNumber,
    Day,
    DayOrNone,
    Flag,
    Identity,
    Number,
    NumberOrNothing,
    Text,
)


class Value(BaseModel):
    """An immutable value of Fortnox, under the field names of its wire."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)


class RowDraft(Value):
    """One invoice row as we send it. `price` is a unit price without VAT; `vat` a percentage."""

    account_number: int = Field(serialization_alias="AccountNumber")
    article_number: str = Field(default="", serialization_alias="ArticleNumber")
    delivered_quantity: Decimal = Field(serialization_alias="DeliveredQuantity")
    description: str = Field(serialization_alias="Description", max_length=255)
    price: Decimal = Field(serialization_alias="Price")
    vat: Decimal = Field(serialization_alias="VAT")
    discount: Decimal = Field(default=Decimal(0), serialization_alias="Discount")
    discount_type: str = Field(default="PERCENT", serialization_alias="DiscountType")
    unit: str = Field(default="", serialization_alias="Unit")
    project: str = Field(default="", serialization_alias="Project")
    cost_center: str = Field(default="", serialization_alias="CostCenter")


class TextRowDraft(Value):
    """A row that only says something: no quantity, no price, no account."""

    description: str = Field(serialization_alias="Description", max_length=255)


class InvoiceDraft(Value):
    """An invoice as we send it: every field that could change a total is said explicitly.

    `document_number` is "" where Fortnox gives it; a free one is kept (asserted by the vendor's SDK; read 2026-04).
    `currency_rate` is SEK for `currency_unit` of the currency, 1 or 100; 1 for SEK, as Fortnox has it (recorded 2016 to
    2026). A rate that is sent is kept (documented; read 2026-04).
    """

    document_number: str = Field(default="", serialization_alias="DocumentNumber")
    customer_number: str = Field(serialization_alias="CustomerNumber")
    invoice_date: date = Field(serialization_alias="InvoiceDate")
    due_date: date = Field(serialization_alias="DueDate")
    delivery_date: date = Field(serialization_alias="DeliveryDate")
    currency: str = Field(serialization_alias="Currency")
    currency_rate: Decimal = Field(default=Decimal(1), serialization_alias="CurrencyRate")
    currency_unit: int = Field(default=1, serialization_alias="CurrencyUnit")
    rows: tuple[RowDraft | TextRowDraft, ...] = Field(serialization_alias="InvoiceRows")
    terms_of_payment: str = Field(default="", serialization_alias="TermsOfPayment")
    our_reference: str = Field(default="", serialization_alias="OurReference")
    your_reference: str = Field(default="", serialization_alias="YourReference")
    your_order_number: str = Field(default="", serialization_alias="YourOrderNumber")
    remarks: str = Field(default="", serialization_alias="Remarks")
    language: str = Field(default="SV", serialization_alias="Language")
    external_invoice_reference1: str = Field(default="", serialization_alias="ExternalInvoiceReference1")
    external_invoice_reference2: str = Field(default="", serialization_alias="ExternalInvoiceReference2")
    freight: Decimal = Field(default=Decimal(0), serialization_alias="Freight")
    administration_fee: Decimal = Field(default=Decimal(0), serialization_alias="AdministrationFee")
    vat_included: bool = Field(default=False, serialization_alias="VATIncluded")


class CustomerDraft(Value):
    """A customer as we create it, under a number that we chose."""

    customer_number: str = Field(serialization_alias="CustomerNumber")
    name: str = Field(serialization_alias="Name")
    organisation_number: str = Field(default="", serialization_alias="OrganisationNumber")
    vat_number: str = Field(default="", serialization_alias="VATNumber")
    vat_type: str = Field(default="SEVAT", serialization_alias="VATType")
    type: str = Field(default="", serialization_alias="Type")
    currency: str = Field(default="SEK", serialization_alias="Currency")
    country_code: str = Field(default="SE", serialization_alias="CountryCode")
    address1: str = Field(default="", serialization_alias="Address1")
    zip_code: str = Field(default="", serialization_alias="ZipCode")
    city: str = Field(default="", serialization_alias="City")
    email: str = Field(default="", serialization_alias="Email")
    email_invoice: str = Field(default="", serialization_alias="EmailInvoice")
    terms_of_payment: str = Field(default="", serialization_alias="TermsOfPayment")
    your_reference: str = Field(default="", serialization_alias="YourReference", max_length=50)
    external_reference: str = Field(default="", serialization_alias="ExternalReference")


class CustomerUpdate(Value):
    """What of a customer is changed; an empty text is left out and so changes nothing (recorded 2016 to 2024)."""

    name: str = Field(default="", serialization_alias="Name")
    vat_number: str = Field(default="", serialization_alias="VATNumber")
    address1: str = Field(default="", serialization_alias="Address1")
    zip_code: str = Field(default="", serialization_alias="ZipCode")
    city: str = Field(default="", serialization_alias="City")
    email: str = Field(default="", serialization_alias="Email")
    email_invoice: str = Field(default="", serialization_alias="EmailInvoice")
    terms_of_payment: str = Field(default="", serialization_alias="TermsOfPayment")


class Row(Value):
    """One row of an invoice as Fortnox answers it; quantity comes as text, account 0 means none.

    A row that only says something has no account, and null where a priced row has numbers (inferred).
    """

    account_number: AccountNumber = Field(alias="AccountNumber")
    delivered_quantity: NumberOrNothing = Field(alias="DeliveredQuantity")
    description: Text = Field(alias="Description")
    price: NumberOrNothing = Field(alias="Price")
    vat: NumberOrNothing = Field(alias="VAT")
    discount: NumberOrNothing = Field(alias="Discount")
    discount_type: Text = Field(alias="DiscountType")
    total: NumberOrNothing = Field(alias="Total")
    unit: Text = Field(default="", alias="Unit")
    article_number: Text = Field(default="", alias="ArticleNumber")
    vat_code: Text = Field(default="", alias="VATCode")
    project: Text = Field(default="", alias="Project")
    cost_center: Text = Field(default="", alias="CostCenter")


class EmailInformation(Value):
    """How an invoice would be mailed."""

    to: Text = Field(default="", alias="EmailAddressTo")


class EdiInformation(Value):
    """How an invoice would go as an e-invoice."""

    gln: Text = Field(default="", alias="EDIGlobalLocationNumber")


class Invoice(Value):
    """One invoice as Fortnox answers it. Total = Net + fees + TotalVAT + RoundOff (recorded 2026-05-08)."""

    document_number: Identity = Field(alias="DocumentNumber")
    customer_number: Identity = Field(alias="CustomerNumber")
    customer_name: Text = Field(default="", alias="CustomerName")
    invoice_date: Day = Field(alias="InvoiceDate")
    due_date: Day = Field(alias="DueDate")
    delivery_date: DayOrNone = Field(default=None, alias="DeliveryDate")
    currency: Identity = Field(alias="Currency")
    currency_rate: Number = Field(default=Decimal(1), alias="CurrencyRate")  # Text in lists (recorded to 2026).
    currency_unit: Number = Field(default=Decimal(1), alias="CurrencyUnit")
    rows: tuple[Row, ...] = Field(alias="InvoiceRows")
    net: Number = Field(alias="Net")
    total_vat: Number = Field(alias="TotalVAT")
    round_off: Number = Field(alias="RoundOff")
    total: Number = Field(alias="Total")
    balance: Number = Field(alias="Balance")
    freight: NumberOrNothing = Field(alias="Freight")
    administration_fee: NumberOrNothing = Field(alias="AdministrationFee")
    vat_included: Flag = Field(default=False, alias="VATIncluded")
    terms_of_payment: Text = Field(default="", alias="TermsOfPayment")
    our_reference: Text = Field(default="", alias="OurReference")
    your_reference: Text = Field(default="", alias="YourReference")
    your_order_number: Text = Field(default="", alias="YourOrderNumber")
    remarks: Text = Field(default="", alias="Remarks")
    language: Text = Field(default="SV", alias="Language")
    ocr: Text = Field(default="", alias="OCR")
    external_invoice_reference1: Text = Field(alias="ExternalInvoiceReference1")
    external_invoice_reference2: Text = Field(default="", alias="ExternalInvoiceReference2")
    booked: Flag = Field(alias="Booked")
    cancelled: Flag = Field(alias="Cancelled")
    sent: Flag = Field(alias="Sent")
    not_completed: Flag = Field(default=False, alias="NotCompleted")
    email_information: EmailInformation = Field(default=EmailInformation(), alias="EmailInformation")
    edi_information: EdiInformation = Field(default=EdiInformation(), alias="EDIInformation")
    organisation_number: Text = Field(default="", alias="OrganisationNumber")
    final_pay_date: DayOrNone = Field(default=None, alias="FinalPayDate")
    credit_reference: Text = Field(default="", alias="CreditInvoiceReference")  # "0" or 0: none (recorded).
    accounting_method: Text = Field(default="", alias="AccountingMethod")  # ACCRUAL or CASH, from its financial year.
    invoice_reference: Text = Field(default="", alias="InvoiceReference")  # On a credit note: what it credits (SDK).
    credit: Flag = Field(alias="Credit")  # A text "true"/"false" on the wire (recorded to 2026).
    nox_finans: Flag = Field(default=False, alias="NoxFinans")  # Sold to Fortnox's invoice service.

    @property
    def takes_back(self) -> bool:
        """Whether it is a credit note: it says so, or it is an invoice below zero (whether those say so is unknown)."""
        return self.credit or self.total < 0


class InvoiceListed(Value):
    """One invoice in a list: 27 fields on the wire; it never says whether it is a credit note."""

    document_number: Identity = Field(alias="DocumentNumber")
    customer_number: Text = Field(default="", alias="CustomerNumber")
    external_invoice_reference1: Text = Field(alias="ExternalInvoiceReference1")
    currency: Text = Field(default="", alias="Currency")
    total: Number = Field(alias="Total")
    balance: Number = Field(alias="Balance")
    booked: Flag = Field(alias="Booked")
    cancelled: Flag = Field(alias="Cancelled")
    sent: Flag = Field(alias="Sent")


class CustomerListed(Value):
    """A customer in a list: ten fields on the wire, without its state, its VAT number or its currency."""

    customer_number: Identity = Field(alias="CustomerNumber")
    name: Text = Field(alias="Name")
    organisation_number: Text = Field(default="", alias="OrganisationNumber")
    city: Text = Field(default="", alias="City")
    email: Text = Field(default="", alias="Email")


class Customer(Value):
    """A customer, whole."""

    customer_number: Identity = Field(alias="CustomerNumber")
    name: Text = Field(alias="Name")
    active: Flag = Field(alias="Active")
    organisation_number: Text = Field(default="", alias="OrganisationNumber")
    vat_number: Text = Field(default="", alias="VATNumber")
    vat_type: Text = Field(default="", alias="VATType")
    currency: Text = Field(default="", alias="Currency")
    country_code: Text = Field(default="", alias="CountryCode")
    address1: Text = Field(default="", alias="Address1")
    zip_code: Text = Field(default="", alias="ZipCode")
    city: Text = Field(default="", alias="City")
    email: Text = Field(default="", alias="Email")
    email_invoice: Text = Field(default="", alias="EmailInvoice")
    gln: Text = Field(default="", alias="GLN")
    terms_of_payment: Text = Field(default="", alias="TermsOfPayment")
    external_reference: Text = Field(default="", alias="ExternalReference")


class Account(Value):
    """A ledger account of one financial year."""

    number: AccountNumber = Field(alias="Number")
    description: Text = Field(alias="Description")
    active: Flag = Field(alias="Active")
    vat_code: Text = Field(default="", alias="VATCode")
    project_settings: Text = Field(default="", alias="ProjectSettings")
    cost_center_settings: Text = Field(default="", alias="CostCenterSettings")


Chart = Mapping[int, Account]


class ArticleListed(Value):
    """An article in a list: 15 fields on the wire, without its state, its type and its accounts."""

    article_number: Identity = Field(alias="ArticleNumber")
    description: Text = Field(alias="Description")


class Article(ArticleListed):
    """An article, whole. `type` is STOCK or SERVICE; account 0 means none."""

    active: Flag = Field(alias="Active")
    type: Text = Field(default="", alias="Type")
    is_house_work: Flag = Field(default=False, alias="Housework")
    sales_account: AccountNumber = Field(default=0, alias="SalesAccount")
    eu_account: AccountNumber = Field(default=0, alias="EUAccount")
    export_account: AccountNumber = Field(default=0, alias="ExportAccount")
    construction_account: AccountNumber = Field(default=0, alias="ConstructionAccount")


class FinancialYear(Value):
    """A financial year; `id` is Fortnox's own number for it, not a calendar year."""

    id: int = Field(alias="Id")
    from_date: Day = Field(alias="FromDate")
    to_date: Day = Field(alias="ToDate")
    accounting_method: Text = Field(alias="AccountingMethod")
