"""Why a line has its VAT, in one line: the case, and the reason for it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from brygga.accounting.vat import Decision, Reason, VatCase
from brygga.wording.explanations import fill
from brygga.wording.facts import shown

CASES: Mapping[VatCase, str] = {
    VatCase.DOMESTIC: _("VAT %(rate)s"),
    VatCase.EXEMPT: _("Exempt"),
    VatCase.OUTLAY: _("Outlay"),
    VatCase.EU_REVERSE_CHARGE: _("Reverse charge in the EU"),
    VatCase.EXPORT: _("Outside the EU"),
    VatCase.DOMESTIC_REVERSE_CHARGE: _("Reverse charge in Sweden"),
}
REASONS: Mapping[Reason, str] = {
    Reason.SWEDISH_BUYER: _("the buyer is in Sweden"),
    Reason.CONSUMER_IN_EU: _("a private person in %(country)s"),
    Reason.ADVANCE: _("%(service_type)s is an advance"),
    Reason.OUTLAY_BY_SERVICE_TYPE: _("%(service_type)s is an outlay"),
    Reason.OUTLAY_BY_SETTINGS: _("0 %% means outlay in the integration settings"),
    Reason.EXEMPT_BY_SERVICE_TYPE: _("%(service_type)s is exempt"),
    Reason.EXEMPT_BY_SETTINGS: _("0 %% means exempt in the integration settings"),
    Reason.BUSINESS_IN_EU: _("a business in %(country)s, %(vat)s"),
    Reason.BUSINESS_OUTSIDE_EU: _("a business in %(country)s"),
    Reason.REVERSE_CHARGE_IN_SWEDEN: _("the tax rate says so: %(rate_name)s"),
}


def said(decision: Decision) -> str:
    """`VAT 25 %: the buyer is in Sweden`."""
    facts = shown(decision.facts)
    return gettext("%(case)s: %(reason)s") % {
        "case": fill(CASES[decision.case], facts),
        "reason": fill(REASONS[decision.reason], facts),
    }
