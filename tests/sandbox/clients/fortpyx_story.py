"""A day with fortpyx, as its own program: connect, customer, invoice, bookkeep, payment.

It is run by a Python that has fortpyx, with the sandbox's address, client id and secret; it writes the address of the
consent, reads the code, and writes what it saw. Dates are left out: the library drops every one that it reads or sends.
"""

from __future__ import annotations

import json
import sys

from fortpyx import Fortpyx  # type: ignore[import-not-found]
from fortpyx.error.fortnox_error import FortnoxError  # type: ignore[import-not-found]
from fortpyx.model import (  # type: ignore[import-not-found]
    FortnoxCustomerWrap,
    FortnoxInvoicePayloadWrap,
    FortnoxInvoicePaymentWrap,
)

REDIRECT = "http://localhost:9573"
SCOPES = ("customer", "invoice", "payment", "companyinformation", "bookkeeping")


def play(address: str, client_id: str, client_secret: str) -> None:
    point_to(address)
    fortpyx = Fortpyx(client_id=client_id, client_secret=client_secret)
    tell({"consent": fortpyx.get_authorization_url(redirect_uri=REDIRECT, scopes=SCOPES)})
    fortpyx.get_tokens(sys.stdin.readline().strip(), REDIRECT)
    fortpyx.refresh_tokens()
    api = fortpyx.fortnox

    company = api.company_information.retrieve_the__company__information().company_information
    customer = api.customers.create_a_customer(
        FortnoxCustomerWrap.model_validate({"Customer": {"Name": "Fortpyx AB", "CountryCode": "SE"}})
    ).customer
    row = {"AccountNumber": 3041, "Description": "Arbete", "DeliveredQuantity": "2", "Price": 100, "VAT": 25}
    sent = {"Invoice": {"CustomerNumber": customer.customer_number, "InvoiceRows": [row]}}
    number = api.invoices.create_an_invoice(FortnoxInvoicePayloadWrap.model_validate(sent)).invoice.document_number
    booked = api.invoices.bookkeep_an_invoice(number).invoice
    due = {"InvoiceNumber": int(number), "Amount": booked.total, "AmountCurrency": booked.total, "ModeOfPayment": "BG"}
    sent_payment = FortnoxInvoicePaymentWrap.model_validate({"InvoicePayment": due})
    payment = api.invoice_payments.create_an_invoice_payment(sent_payment).invoice_payment
    empty = FortnoxInvoicePaymentWrap.model_validate({})
    paid = api.invoice_payments.bookkeep_an_invoice_payment(empty, payment.number).invoice_payment
    settled = api.invoices.retrieve_a_single_invoice(number).invoice
    listed = api.invoices.retrieve_a_list_of_invoices(filter="fullypaid")

    tell(
        {
            "company": company.company_name,
            "country": customer.country,
            "total": booked.total,
            "voucher": booked.voucher_series,
            "payment": [paid.booked, paid.voucher_series],
            "balance": settled.balance,
            "listed": number in [invoice.document_number for invoice in listed.invoices],
            "refused": code_of_a_taken_number(api, customer.customer_number),
        }
    )


def code_of_a_taken_number(api: Fortpyx.Fortnox, number: str) -> int:
    twin = FortnoxCustomerWrap.model_validate({"Customer": {"Name": "Fortpyx AB", "CustomerNumber": number}})
    try:
        api.customers.create_a_customer(twin)
    except FortnoxError as refused:
        return int(refused.error_code)
    return 0


def point_to(address: str) -> None:
    """Nothing but the addresses is changed; the library keeps them to itself."""
    Fortpyx._Fortpyx__BASE_URL = f"{address}/fortnox"
    Fortpyx._Fortpyx__AUTHORIZATION_URL = f"{address}/fortnox/oauth-v1/auth"
    Fortpyx._Fortpyx__TOKEN_URL = f"{address}/fortnox/oauth-v1/token"


def tell(facts: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    play(*sys.argv[1:])
