"""What of a Fortnox customer may be brought up to date from its client company, and what would change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from brygga.accounting.problems import Problem, ProblemKind
from brygga.fortnox import schema as fortnox


class CustomerField(StrEnum):
    """What a company may let Brygga bring up to date; nothing is, until somebody says so."""

    NAME = "name"
    ADDRESS = "address"
    EMAIL = "email"
    VAT_NUMBER = "vat_number"
    TERMS_OF_PAYMENT = "terms_of_payment"


# The fields of a customer that each of them stands for.
PARTS: Mapping[CustomerField, tuple[str, ...]] = {
    CustomerField.NAME: ("name",),
    CustomerField.ADDRESS: ("address1", "zip_code", "city"),
    CustomerField.EMAIL: ("email", "email_invoice"),
    CustomerField.VAT_NUMBER: ("vat_number",),
    CustomerField.TERMS_OF_PAYMENT: ("terms_of_payment",),
}
# Blanks and dashes make no other postcode or number; in the rest every character counts.
_BLANKS_ASIDE = frozenset({"zip_code", "vat_number"})


@dataclass(frozen=True)
class FieldChange:
    """One field of a customer: what Fortnox has, and what Productive says. `after` is never empty."""

    name: str
    before: str
    after: str


def changes(
    customer: fortnox.Customer, wanted: fortnox.CustomerDraft, allowed: Iterable[CustomerField]
) -> tuple[FieldChange, ...]:
    """What bringing a customer up to date would change: only fields that are allowed, and none is ever cleared."""
    may = set(allowed)
    fields = [name for field, names in PARTS.items() if field in may for name in names]
    found = (FieldChange(name, getattr(customer, name), getattr(wanted, name)) for name in fields)
    return tuple(each for each in found if each.after and not is_same(each.name, each.before, each.after))


def update_of(changed: Iterable[FieldChange]) -> fortnox.CustomerUpdate:
    """What is sent: the fields that change and no others."""
    return fortnox.CustomerUpdate.model_validate({each.name: each.after for each in changed})


def missed(customer: fortnox.Customer, changed: Iterable[FieldChange]) -> tuple[FieldChange, ...]:
    """The changes that Fortnox's customer does not show."""
    return tuple(each for each in changed if not is_same(each.name, getattr(customer, each.name), each.after))


def as_problems(customer: fortnox.Customer, changed: Iterable[FieldChange]) -> list[Problem]:
    """The changes that Fortnox did not keep, as problems."""
    return [
        Problem(
            ProblemKind.CUSTOMER_NOT_UPDATED,
            {
                "customer": customer.customer_number,
                "field": each.name,
                "wanted": each.after,
                "kept": getattr(customer, each.name),
            },
        )
        for each in missed(customer, changed)
    ]


def is_same(name: str, one: str, other: str) -> bool:
    """Whether two texts of a field mean the same."""
    if name in _BLANKS_ASIDE:
        return re.sub(r"[\s-]", "", one).casefold() == re.sub(r"[\s-]", "", other).casefold()
    return one.strip() == other.strip()
