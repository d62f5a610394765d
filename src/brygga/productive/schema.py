"""What we read from Productive, as values: strict where we depend on a field, silent on the rest.

Money is an integer in minor units (1/100 of the currency) in the currency named beside it, as on the wire
(recorded for line items and payments; Productive's reference, read 2026-06). Quantities and percentages are decimals.
Dates have no time zone; moments are aware.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import IntEnum

from pydantic import BaseModel, ConfigDict

from brygga.productive.wire import (
    CustomFields,
    Day,
    DayOrNone,
    MinorUnits,
    MomentOrNone,
    Percent,
    PercentOrNone,
    Quantity,
    Text,
    TextOrNone,
)


class Value(BaseModel):
    """An immutable value read from Productive."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class InvoiceType(IntEnum):
    """`invoice_type_id` (Productive's reference, read 2026-06)."""

    INVOICE = 1
    CREDIT_NOTE = 2


class Organisation(Value):
    """Who the token speaks for."""

    id: str
    name: str


class Subsidiary(Value):
    """A company of the organisation that sends invoices; `vat` is its tax id, where Productive has it.

    `number_format` is how it writes its invoice numbers, "" where it does not number them by itself.
    """

    id: str
    name: str
    vat: Text = ""
    number_format: Text = ""


class ServiceType(Value):
    """What kind of work a line bills; one that is archived stays on its old lines."""

    id: str
    name: str
    archived_at: MomentOrNone = None


class TaxRate(Value):
    """A tax rate: `percent` sums its components; a rate without components means "no tax"."""

    id: str
    name: str
    percent: Percent
    has_components: bool


class Address(Value):
    """A postal address; `country` is free text, an English country name ("Spain"), never a code."""

    name: Text = ""
    address: Text = ""
    zipcode: Text = ""
    city: Text = ""
    country: Text = ""
    vat: Text = ""
    email: Text = ""


class ClientCompany(Value):
    """The company that is invoiced. `vat` is its only number and may hold an organisation number."""

    id: str
    name: str
    billing_name: Text = ""
    vat: Text = ""
    default_currency: Text = ""
    due_days: int | None = None
    buyer_reference: Text = ""  # Seen by one client in 2025; not in the specification of 2026.
    address: Address = Address()
    custom_fields: CustomFields = {}


class Line(Value):
    """One line of an invoice. `unit_price` and the amounts are minor units of the invoice's currency.

    `amount` is unit_price x quantity less the line's discount (percent), before tax.
    """

    id: str
    position: int
    description: Text
    quantity: Quantity
    unit_id: int | None
    unit_price: MinorUnits
    discount: PercentOrNone
    amount: MinorUnits
    amount_tax: MinorUnits
    amount_with_tax: MinorUnits
    service_type: ServiceType | None
    tax_rate: TaxRate | None
    service_id: Text = ""


class InvoiceSummary(Value):
    """An invoice as lists show it: everything but its lines and its full client company.

    `company_id`, `company_name` and `subsidiary_id` are empty in the answer to a write, which includes nothing.
    """

    id: str
    number: TextOrNone
    invoice_type: InvoiceType
    subject: Text = ""
    invoiced_on: Day
    pay_on: DayOrNone
    delivery_on: DayOrNone
    finalized_on: DayOrNone
    sent_on: DayOrNone
    paid_on: DayOrNone
    currency: str
    amount: MinorUnits
    amount_tax: MinorUnits
    amount_with_tax: MinorUnits
    amount_paid: MinorUnits = 0
    amount_written_off: MinorUnits = 0
    amount_unpaid: MinorUnits
    exported: bool
    export_id: Text = ""
    export_invoice_url: Text = ""
    company_id: str
    company_name: str
    subsidiary_id: str
    updated_at: MomentOrNone
    deleted_at: MomentOrNone = None

    @property
    def is_draft(self) -> bool:
        return self.finalized_on is None

    @property
    def is_credit_note(self) -> bool:
        return self.invoice_type is InvoiceType.CREDIT_NOTE


class Invoice(InvoiceSummary):
    """One whole invoice, with everything that decides how it is booked; `parent_…` is what a credit note credits.

    `issuer` is the name of who issued it, `document_locale` that of its document type, as in sv_SE; `custom_fields` are
    texts and numbers by the field's id. `number_format` is its subsidiary's. `exchange_rate` is what one of its
    currency was worth in `currency_default`,
    the organisation's own, on `exchange_date`; `amount_with_tax_default` is its total in that (documented; read
    2026-06). None or "" where unsaid.
    """

    discount: PercentOrNone
    note: Text = ""
    purchase_order_number: Text = ""
    payment_terms_days: int | None
    company: ClientCompany
    bill_to: Address | None
    bill_from: Address | None = None
    parent_invoice_id: str | None
    number_format: Text = ""
    issuer: Text = ""
    document_locale: Text = ""
    custom_fields: CustomFields = {}
    parent_number: Text = ""
    parent_sent_on: DayOrNone = None
    exchange_rate: PercentOrNone = None
    exchange_date: DayOrNone = None
    currency_default: Text = ""
    amount_with_tax_default: MinorUnits | None = None
    lines: tuple[Line, ...]


class Budget(Value):
    """What a line bills: a budget by its name, and the number of its project, "" where it has none."""

    id: str
    name: Text
    project_number: Text = ""
    custom_fields: CustomFields = {}


class CustomField(Value):
    """A custom field: `kind` is its data type, `of` what has it ("invoices", "companies", …) (specification)."""

    id: str
    name: Text
    kind: int
    of: Text
    is_archived: bool


class InvoiceDraft(Value):
    """A draft as we make it; `parent_invoice_id` is what a credit note credits. Empty texts and None are left out."""

    invoice_type_id: InvoiceType
    company_id: str
    subsidiary_id: str
    document_type_id: str = ""
    bank_account_id: str = ""
    parent_invoice_id: str = ""
    currency: str
    invoiced_on: date
    delivery_on: date | None = None
    discount: Decimal | None = None
    subject: str = ""
    note: str = ""
    purchase_order_number: str = ""


class DraftLine(Value):
    """A line of a draft as we make it; `unit_price` is in minor units."""

    description: str
    quantity: Decimal
    unit_id: int | None = None
    unit_price: int
    discount: Decimal | None = None
    position: int
    tax_rate_id: str = ""
    service_type_id: str = ""
    service_id: str = ""


class Attachment(Value):
    """A file of Productive. `size` is in bytes; `url` is where it is fetched from, with a token."""

    id: str
    name: Text = ""
    content_type: Text = ""
    size: int | None = None
    url: Text = ""
    deleted_at: MomentOrNone = None


class InvoicePage(Value):
    """One page of a list, with how many there are in all."""

    invoices: tuple[InvoiceSummary, ...]
    page: int
    pages: int
    total: int
