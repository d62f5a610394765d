"""Words for what stops the customer: gone, inactive, to be chosen, to be created."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from brygga.accounting.customers import Why
from brygga.accounting.problems import Problem, ProblemKind
from brygga.wording.explanations import Place, Who, Words

CHOOSE: Mapping[str, str] = {
    Why.TWINS: _("Several customers in Fortnox have this organisation number: %(customers)s."),
    Why.SAME_NAME: _("Fortnox has this name, but not with this organisation number: customer %(customers)s."),
    Why.NO_NUMBER: _("The client company has no organisation number, so its customer in Fortnox is not certain."),
    Why.NUMBERS_DIFFER: _("The organisation numbers in Productive and Fortnox contradict each other."),
}
CHOOSE_OTHERWISE = _("It is not certain which customer in Fortnox is meant.")


def customer_to_choose(problem: Problem) -> Words:
    return Words(
        title=CHOOSE.get(problem.facts.get("why", ""), CHOOSE_OTHERWISE),
        remedy=_("Choose the customer, or create a new one. Brygga remembers the answer."),
        who=Who.YOU,
        place=Place.COPY_DIALOG,
    )


def customer_to_create(problem: Problem) -> Words:
    return Words(
        title=_("Fortnox has no customer with organisation number %(organisation_number)s (%(name)s).")
        if problem.facts.get("organisation_number")
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
            "Customer %(customer)s, %(name)s, has VAT type %(vat_type)s in Fortnox, but the invoice has Swedish VAT."
        ),
        remedy=_("Correct the customer’s VAT type in Fortnox, or choose another customer."),
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
