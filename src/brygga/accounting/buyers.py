"""Who is invoiced: one value made of what an invoice says in two places, its bill-to address and its client company."""

from __future__ import annotations

from dataclasses import dataclass

from brygga.accounting.organisation_numbers import organisation_number
from brygga.productive import schema as productive


@dataclass(frozen=True, kw_only=True)
class Buyer:
    """Who is invoiced. `countries` and `vat_texts` are the free texts that were given, bill-to first.

    `organisation_number` is None where no Swedish number is given, and where two different ones are:
    then `numbers_differ`.
    """

    company_id: str
    name: str
    address: productive.Address
    organisation_number: str | None
    numbers_differ: bool
    vat_texts: tuple[str, ...]
    countries: tuple[str, ...]


def buyer_of(invoice: productive.Invoice) -> Buyer:
    """The buyer of an invoice: the bill-to snapshot first, the client company for what it leaves out."""
    company, bill_to = invoice.company, invoice.bill_to or productive.Address()
    vat_texts = _given(bill_to.vat, company.vat, company.address.vat)
    numbers = {number for text in vat_texts if (number := organisation_number(text))}

    return Buyer(
        company_id=company.id,
        name=_first(bill_to.name, company.billing_name, company.name),
        address=_address(bill_to, company.address),
        organisation_number=next(iter(numbers)) if len(numbers) == 1 else None,
        numbers_differ=len(numbers) > 1,
        vat_texts=vat_texts,
        countries=_given(bill_to.country, company.address.country),
    )


def _address(bill_to: productive.Address, company: productive.Address) -> productive.Address:
    # Street, postcode and city belong together, so they are never taken half from one and half from the other.
    place = bill_to if _first(bill_to.address, bill_to.zipcode, bill_to.city) else company
    return place.model_copy(update={"email": _first(bill_to.email, company.email)})


def _first(*texts: str) -> str:
    return next((text.strip() for text in texts if text.strip()), "")


def _given(*texts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))
