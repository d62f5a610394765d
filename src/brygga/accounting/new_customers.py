"""A new Fortnox customer made of a client company, under a number that we choose, or everything that stops it."""

from __future__ import annotations

import re
from datetime import timedelta

from brygga.accounting import names, texts
from brygga.accounting.buyers import Buyer, buyer_of
from brygga.accounting.dates import terms_code
from brygga.accounting.problems import Blocked, Problem, ProblemKind, blocked
from brygga.accounting.rulebook import Rulebook
from brygga.accounting.standings import VAT_TYPES, Placed, placed
from brygga.fortnox import schema as fortnox
from brygga.productive import schema as productive

TEXT_LENGTH_MAX = 1024
ZIP_CODE_LENGTH_MAX = 10
YOUR_REFERENCE_LENGTH_MAX = 50
COMPANY = "COMPANY"

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)


def customer_draft(invoice: productive.Invoice, number: str, rulebook: Rulebook) -> fortnox.CustomerDraft | Blocked:
    """The new customer of an invoice under the number that we chose, or everything that stops us.

    What is not known is left to Fortnox's defaults or left out: no VAT number is made up from an organisation number,
    an e-mail address that is none is dropped, and whether a sole trader is a company or a person is not said.
    """
    buyer = buyer_of(invoice)
    where = placed(buyer, rulebook.confirmed)
    name = texts.cut(texts.cleaned(buyer.name), TEXT_LENGTH_MAX)
    problems = [] if isinstance(where, Placed) else list(where)
    if not name:
        problems.append(Problem(ProblemKind.CUSTOMER_WITHOUT_NAME))
    if problems or not isinstance(where, Placed):
        return blocked(problems)

    zip_code, city = _zip_and_city(buyer.address)
    email = buyer.address.email if _EMAIL.fullmatch(buyer.address.email) else ""
    return fortnox.CustomerDraft(
        customer_number=number,
        name=name,
        organisation_number=buyer.organisation_number or "",
        vat_number=where.vat_number,
        vat_type=VAT_TYPES[where.side],
        type=COMPANY if _is_company(buyer) else "",
        currency=_currency(invoice, rulebook),
        country_code=where.code,
        address1=texts.cut(", ".join(texts.lines_of(buyer.address.address)), TEXT_LENGTH_MAX),
        zip_code=zip_code,
        city=city,
        email=email,
        email_invoice=email,
        terms_of_payment=_terms(invoice, rulebook),
        your_reference=texts.cut(texts.cleaned(invoice.company.buyer_reference), YOUR_REFERENCE_LENGTH_MAX),
        external_reference=external_reference(buyer.company_id),
    )


def chosen_number(company_id: str, *, ordinal: int = 1) -> str:
    """The customer number under which we create a client company: "BRY7004", then "BRY7004-2".

    We choose it before we ask, so that a taken number after a lost answer means "already made". Letters keep it out of
    the company's own series. A deleted customer's number stays taken (documentation, code 2000637): hence the ordinal.
    Allowed are letters, digits and - + / _ (documentation).
    """
    identity = re.sub(r"[^A-Za-z0-9]", "", company_id)
    if not identity:
        raise ValueError(f"{company_id!r} cannot name a customer.")
    return f"BRY{identity}" if ordinal == 1 else f"BRY{identity}-{ordinal}"


def external_reference(company_id: str) -> str:
    """What our customers carry in Fortnox to be told from others: which client company they were made for."""
    return f"productive-company-{company_id}"


def was_made_by_us(draft: fortnox.CustomerDraft, existing: fortnox.Customer) -> bool:
    """Whether the customer that has our number already is the one we meant to create."""
    same_number = draft.customer_number == existing.customer_number
    return same_number and draft.external_reference == existing.external_reference


def _is_company(buyer: Buyer) -> bool:
    # The third digit of a legal person's number is at least 2 (Skatteverket); a sole trader's is that of a birthday.
    is_legal_person = buyer.organisation_number is not None and buyer.organisation_number[2] >= "2"
    return is_legal_person or buyer.foreign_number is not None or names.has_company_form(buyer.name)


def _currency(invoice: productive.Invoice, rulebook: Rulebook) -> str:
    """The client company's currency where Fortnox has it, else the invoice's, which is checked by itself."""
    wanted = invoice.company.default_currency
    return wanted if wanted in rulebook.currencies else invoice.currency


def _terms(invoice: productive.Invoice, rulebook: Rulebook) -> str:
    days = invoice.company.due_days if invoice.company.due_days is not None else invoice.payment_terms_days
    if days is None:
        return ""
    return terms_code(invoice.invoiced_on, invoice.invoiced_on + timedelta(days=days), rulebook.terms_of_payment)


def _zip_and_city(address: productive.Address) -> tuple[str, str]:
    zip_code, city = texts.cleaned(address.zipcode), texts.cleaned(address.city)
    if len(zip_code) > ZIP_CODE_LENGTH_MAX:
        return "", texts.cut(f"{zip_code} {city}".strip(), TEXT_LENGTH_MAX)
    return zip_code, texts.cut(city, TEXT_LENGTH_MAX)
