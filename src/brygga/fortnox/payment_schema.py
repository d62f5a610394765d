"""What we read of payments in Fortnox, and of how invoices stand, as values."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from brygga.fortnox.schema import Value
from brygga.fortnox.wire import AccountNumber, DayOrNone, Flag, Identity, Number, NumberOrNothing, Text


class WriteOff(Value):
    """What a payment settles besides money, and on which account; without a currency in the invoice's (a guess).

    Its sign follows that of the payment: 990 paid and 10 written off settle 1,000; 10,060 paid and -60 (a reminder fee)
    settle 10,000 (help pages 115002179465 and 115005476565; read 2026-04).
    """

    account_number: AccountNumber = Field(default=0, alias="AccountNumber")
    amount: Number = Field(alias="Amount")
    currency: Text = Field(default="", alias="Currency")


class Payment(Value):
    """One payment, whole: `amount` in SEK, `amount_currency` in the currency of its invoice (live answers, 2026).

    `source` is manual, file, direct, finance, autogiro or settle. Only a booked one moves the invoice's balance.
    """

    number: Identity = Field(alias="Number")
    invoice_number: Identity = Field(alias="InvoiceNumber")
    amount: NumberOrNothing = Field(alias="Amount")
    amount_currency: NumberOrNothing = Field(default=Decimal(0), alias="AmountCurrency")
    currency: Identity = Field(alias="Currency")
    booked: Flag = Field(alias="Booked")
    payment_date: DayOrNone = Field(default=None, alias="PaymentDate")
    mode_of_payment_account: AccountNumber = Field(default=0, alias="ModeOfPaymentAccount")
    source: Text = Field(default="", alias="Source")
    write_offs: tuple[WriteOff, ...] = Field(default=(), alias="WriteOffs")


class PaymentListed(Value):
    """A payment in a list: eleven fields on the wire, without its amount in the invoice's currency and its account."""

    number: Identity = Field(alias="Number")
    invoice_number: Identity = Field(alias="InvoiceNumber")
    amount: NumberOrNothing = Field(alias="Amount")
    booked: Flag = Field(alias="Booked")
    payment_date: DayOrNone = Field(default=None, alias="PaymentDate")


class InvoiceOpen(Value):
    """How an invoice stands, as lists tell it: Total and Balance are in its own currency (recorded 2016 to 2019)."""

    document_number: Identity = Field(alias="DocumentNumber")
    customer_number: Text = Field(default="", alias="CustomerNumber")
    total: Number = Field(alias="Total")
    balance: Number = Field(alias="Balance")
    booked: Flag = Field(alias="Booked")
    cancelled: Flag = Field(alias="Cancelled")
    final_pay_date: DayOrNone = Field(default=None, alias="FinalPayDate")
