"""Words for what stops the customer: gone, inactive, to be chosen, to be created."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from brygga.accounting.customer_updates import CustomerField, FieldChange
from brygga.accounting.customers import Candidate, NumberSays, Why
from brygga.accounting.names import Likeness
from brygga.accounting.problems import Problem, ProblemKind
from brygga.wording.explanations import Place, Who, Words, fill

CHOOSE: Mapping[str, str] = {
    Why.TWINS: _("Several customers in Fortnox have this organisation number: %(customers)s."),
    Why.SAME_NAME: _("Fortnox has a customer of such a name, but not with this number: %(customers)s."),
    Why.NAME_DIFFERS: _("Customer %(customers)s in Fortnox has this number, but quite another name."),
    Why.NO_NUMBER: _("The client company has no organisation number, so its customer in Fortnox is not certain."),
    Why.NUMBERS_DIFFER: _("The organisation numbers in Productive and Fortnox contradict each other."),
}
CHOOSE_OTHERWISE = _("It is not certain which customer in Fortnox is meant.")


FIELDS: Mapping[str, str] = {
    "name": _("name"),
    "address1": _("address"),
    "zip_code": _("postcode"),
    "city": _("city"),
    "email": _("email"),
    "email_invoice": _("email for invoices"),
    "vat_number": _("VAT number"),
    "terms_of_payment": _("terms of payment"),
}

UPDATED: Mapping[str, str] = {
    CustomerField.NAME: _("name"),
    CustomerField.ADDRESS: _("address"),
    CustomerField.EMAIL: _("email"),
    CustomerField.VAT_NUMBER: _("VAT number"),
    CustomerField.TERMS_OF_PAYMENT: _("terms of payment"),
}

# Fortnox's VAT types (specification, 2026-04).
VAT_TYPES: Mapping[str, str] = {
    "SEVAT": _("Swedish VAT"),
    "SEREVERSEDVAT": _("Swedish reverse charge"),
    "EUREVERSEDVAT": _("EU reverse charge"),
    "EUVAT": _("VAT within the EU"),
    "EXPORT": _("Export"),
}

# What speaks for a candidate: what its number says comes first, then how alike the names are.
LIKENESS: Mapping[str, str] = {
    Likeness.SAME: _("Same name"),
    Likeness.OTHER_ORDER: _("Same words, other order"),
    Likeness.OTHER_FORM: _("Same name, other kind of company"),
    Likeness.SPELLING: _("Spelled nearly the same"),
    Likeness.ABBREVIATED: _("Abbreviated name"),
    Likeness.PART: _("Part of the name"),
    Likeness.INITIALS: _("Same initials"),
    Likeness.SHARED_WORDS: _("Some words in common"),
    Likeness.NONE: _("Another name"),
}
NUMBER_SAYS: Mapping[str, str] = {
    NumberSays.SAME: _("same number"),
    NumberSays.NOTHING: _("no number to compare"),
    NumberSays.OTHER: _("another number"),
}


def field_name(change: FieldChange) -> str:
    """What a field of a customer is called, as a label."""
    name = fill(FIELDS[change.name], {})
    return name[:1].upper() + name[1:]


def speaks_for(candidate: Candidate) -> str:
    """Why a candidate is one: `Same name (100 of 100), another number`."""
    return gettext("%(likeness)s (%(score)s of 100), %(number)s") % {
        "likeness": fill(LIKENESS[candidate.likeness], {}),
        "score": candidate.score,
        "number": fill(NUMBER_SAYS[candidate.number], {}),
    }


def customer_to_choose(problem: Problem) -> Words:
    return Words(
        title=CHOOSE.get(problem.facts.get("why", ""), CHOOSE_OTHERWISE),
        remedy=_("Choose the customer, or create a new one. Brygga remembers the answer."),
        who=Who.YOU,
        place=Place.COPY_DIALOG,
    )


def customer_to_create(problem: Problem) -> Words:
    return Words(
        title=_("Fortnox has no customer with number %(number)s (%(name)s).")
        if problem.facts.get("number")
        else _("Fortnox has no customer called %(name)s."),
        remedy=_("Create a new customer, or choose another one."),
        who=Who.YOU,
        place=Place.COPY_DIALOG,
    )


CUSTOMERS: Mapping[ProblemKind, Words] = {
    ProblemKind.CUSTOMER_GONE: Words(
        title=_("Customer %(customer)s is not in Fortnox."),
        remedy=_("Choose another customer, or create a new one."),
        who=Who.YOU,
        place=Place.COPY_DIALOG,
    ),
    ProblemKind.CUSTOMER_INACTIVE: Words(
        title=_("Customer %(customer)s, %(name)s, is inactive in Fortnox."),
        remedy=_("Activate the customer in Fortnox, or choose another customer."),
        who=Who.ACCOUNTANT_OR_YOU,
        place=Place.COPY_DIALOG,
    ),
    ProblemKind.CUSTOMER_VAT_TYPE: Words(
        title=_(
            "Customer %(customer)s, %(name)s, has VAT type %(vat_type)s in Fortnox, but this invoice wants %(wanted)s."
        ),
        remedy=_("Correct the customer’s VAT type in Fortnox, or choose another customer."),
        who=Who.ACCOUNTANT_OR_YOU,
        place=Place.COPY_DIALOG,
    ),
    ProblemKind.CUSTOMER_NOT_UPDATED: Words(
        title=_("Customer %(customer)s in Fortnox: %(field)s should be “%(wanted)s” now, but is “%(kept)s”."),
        remedy=_(
            "Correct the customer in Fortnox, or take the field out of what Brygga brings up to date. Then copy again."
        ),
        who=Who.ACCOUNTANT_OR_YOU,
        place=Place.COPY_DIALOG,
    ),
    ProblemKind.CUSTOMER_WITHOUT_NAME: Words(
        title=_("The client company has no name, so no customer can be created."),
        remedy=_("Give it a name in Productive, or choose another customer."),
        who=Who.PRODUCTIVE_COMPANIES,
        place=Place.PRODUCTIVE_INVOICE,
    ),
}
