"""A day with pyfortnox, as its own program: customer, invoice, bookkeep, payment.

It is run by a Python that has pyfortnox, with the sandbox's address and an access token, and writes what it saw. The
library is from 2020 and knows only the log-in that Fortnox ended on 30 April 2025 (documentation); it lets its callers
add headers, so it is given the one that Fortnox asks for since. It has no call for bookkeeping: its own PUT is used.
"""

from __future__ import annotations

import functools
import json
import sys

import fortnox  # type: ignore[import-not-found]


def play(address: str, access_token: str) -> None:
    client = fortnox.Client(base_url=f"{address}/fortnox", access_token=access_token, client_secret="not used")
    let_in = is_let_in_the_old_way(client)
    authorised = functools.partial(client.http_client.request, headers={"Authorization": f"Bearer {access_token}"})
    client.http_client.request = authorised

    company = client.company_information.info()
    customer = client.customers.create(Name="Pyfortnox AB", CountryCode="SE")
    row = {"AccountNumber": 3041, "Description": "Arbete", "DeliveredQuantity": "2", "Price": 100, "VAT": 25}
    number = client.invoices.create(CustomerNumber=customer.CustomerNumber, InvoiceRows=[row]).DocumentNumber
    _, _, booked = client.http_client.put(f"/invoices/{number}/bookkeep")
    payment = client.invoice_payments.create(
        InvoiceNumber=int(number),
        Amount=booked.Total,
        AmountCurrency=booked.Total,
        PaymentDate=booked.InvoiceDate,
        ModeOfPayment="BG",
    )
    _, _, paid = client.http_client.put(f"/invoicepayments/{payment.Number}/bookkeep")
    settled = client.invoices.retrieve(number)

    seen = {
        "old log-in": let_in,
        "company": company.CompanyName,
        "country": customer.Country,
        "total": booked.Total,
        "voucher": booked.VoucherSeries,
        "payment": [paid.Booked, paid.VoucherSeries],
        "balance": settled.Balance,
        "listed": number in [invoice.DocumentNumber for invoice in client.invoices.list(filter="fullypaid")],
    }
    sys.stdout.write(json.dumps(seen) + "\n")


def is_let_in_the_old_way(client: fortnox.Client) -> bool:
    """What the log-in of 2020 comes to; the library does not understand the 401 of today either."""
    try:
        client.customers.list()
    except (fortnox.RequestError, KeyError):
        return False
    return True


if __name__ == "__main__":
    play(*sys.argv[1:])
