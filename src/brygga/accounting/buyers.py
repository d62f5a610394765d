"""Who is invoiced: one value made of what an invoice says in two places, its bill-to address and its client company."""

from __future__ import annotations

from dataclasses import dataclass

from brygga.accounting.countries import country_code
from brygga.accounting.vat_numbers import foreign_number, swedish_number
from brygga.productive import schema as productive


@dataclass(frozen=True, kw_only=True)
class Buyer:
    """Who is invoiced. `countries` and `vat_texts` are the free texts that were given, bill-to first.

    `country_code` is that of the first country, None where it is missing or unknown. `organisation_number` is None
    where no Swedish number is given, `foreign_number` where none of another country is (letters before it, no blanks).
    Where several different numbers are given both are None, and `numbers_differ`.
    """

    company_id: str
    name: str
    address: productive.Address
    country_code: str | None
    organisation_number: str | None
    foreign_number: str | None
    numbers_differ: bool
    vat_texts: tuple[str, ...]
    countries: tuple[str, ...]

    @property
    def codes(self) -> tuple[str | None, ...]:
        """The ISO code of each country, None where its text names none that we know."""
        return tuple(country_code(each) for each in self.countries)


def buyer_of(invoice: productive.Invoice) -> Buyer:
    """The buyer of an invoice: the bill-to snapshot first, the client company for what it leaves out."""
    company, bill_to = invoice.company, invoice.bill_to or productive.Address()
    vat_texts = _given(bill_to.vat, company.vat, company.address.vat)
    countries = _given(bill_to.country, company.address.country)
    code = country_code(countries[0]) if countries else None
    swedish = {number for text in vat_texts if (number := swedish_number(text, code))}
    foreign = {number for text in vat_texts if (number := foreign_number(text, code))}
    is_one = len(swedish | foreign) == 1

    return Buyer(
        company_id=company.id,
        name=_first(bill_to.name, company.billing_name, company.name),
        address=_address(bill_to, company.address),
        country_code=code,
        organisation_number=next(iter(swedish), None) if is_one else None,
        foreign_number=next(iter(foreign), None) if is_one else None,
        numbers_differ=len(swedish | foreign) > 1,
        vat_texts=vat_texts,
        countries=countries,
    )


def _address(bill_to: productive.Address, company: productive.Address) -> productive.Address:
    # Street, postcode and city belong together, so they are never taken half from one and half from the other.
    place = bill_to if _first(bill_to.address, bill_to.zipcode, bill_to.city) else company
    return place.model_copy(update={"email": _first(bill_to.email, company.email)})


def _first(*texts: str) -> str:
    return next((text.strip() for text in texts if text.strip()), "")


def _given(*texts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))
