"""What Before you start says: the name of each thing that is looked at, and what is right about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from brygga.accounting.readiness import Finding, Looked
from brygga.wording.explanations import fill
from brygga.wording.facts import as_day

NAMES: Mapping[Looked, str] = {
    Looked.CONNECTION: _("Connection to Fortnox"),
    Looked.PRODUCTIVE: _("Connection to Productive"),
    Looked.RIGHTS: _("Licences and rights in Fortnox"),
    Looked.SETTINGS: _("Integration settings"),
    Looked.NUMBERS: _("Invoice Number Generation"),
    Looked.YEAR: _("Financial year"),
    Looked.NEXT_YEAR: _("Next financial year"),
    Looked.PERIOD: _("Locked period"),
    Looked.ACCOUNTS: _("Accounts"),
    Looked.MAPPING: _("Service types and articles"),
    Looked.CURRENCIES: _("Currencies"),
    Looked.TERMS: _("Payment terms"),
    Looked.UNITS: _("Units"),
}


def name(what: Looked) -> str:
    """What it is called."""
    return gettext(NAMES[what])


def sentence(finding: Finding) -> str:
    """What is right about it; of what is wrong its problems tell."""
    return SENTENCES[finding.what](finding.facts)


Facts = Mapping[str, str]


def _plain(text: str) -> Callable[[Facts], str]:
    return lambda facts: fill(text, facts)


def _numbers(facts: Facts) -> str:
    if facts.get("by") == "productive":
        return gettext("Productive gives the numbers, in a format that Fortnox takes.")
    return gettext("Fortnox gives the numbers, so none can be taken.")


def _period(facts: Facts) -> str:
    if not facts.get("locked_until"):
        return gettext("Nothing is locked.")
    return gettext("Locked to and including %(day)s; today is open.") % {"day": as_day(facts["locked_until"])}


def _accounts(facts: Facts) -> str:
    count = int(facts["count"])
    said = ngettext(
        "The account that is chosen is active and has the right VAT code.",
        "All %(count)s accounts that are chosen are active and have the right VAT code.",
        count,
    )
    return said % {"count": count}


def _mapping(facts: Facts) -> str:
    count = int(facts["count"])
    if not count:
        return gettext("No service type is mapped: every line uses the default account of its VAT.")
    said = ngettext(
        "The service type that is mapped has its account and article in Fortnox.",
        "All %(count)s service types that are mapped have their accounts and articles in Fortnox.",
        count,
    )
    return said % {"count": count}


def _currencies(facts: Facts) -> str:
    if not facts.get("there"):
        return gettext("There are no invoices yet that would show which are needed.")
    return gettext("%(there)s, which the newest invoices are in, are set up in Fortnox.") % facts


def _terms(facts: Facts) -> str:
    if not facts.get("missing"):
        return gettext("Fortnox has the terms that the newest invoices give.")
    return (
        gettext("Fortnox has no terms of %(missing)s days. Such invoices carry their due date, and no terms by name.")
        % facts
    )


def _units(facts: Facts) -> str:
    if not facts.get("missing"):
        return gettext("Fortnox has the units of Productive: %(there)s.") % facts
    return gettext("Fortnox lacks %(missing)s. Rows in such a unit carry none.") % facts


SENTENCES: Mapping[Looked, Callable[[Facts], str]] = {
    Looked.CONNECTION: _plain(_("Fortnox answers for %(company)s, %(number)s.")),
    Looked.PRODUCTIVE: _plain(_("Productive answers for %(subsidiary)s.")),
    Looked.RIGHTS: _plain(_("Invoices, customers and registers can be read.")),
    Looked.SETTINGS: _plain(_("The three decisions are made.")),
    Looked.NUMBERS: _numbers,
    Looked.YEAR: _plain(_("%(year)s is there.")),
    Looked.NEXT_YEAR: _plain(_("%(year)s is there already.")),
    Looked.PERIOD: _period,
    Looked.ACCOUNTS: _accounts,
    Looked.MAPPING: _mapping,
    Looked.CURRENCIES: _currencies,
    Looked.TERMS: _terms,
    Looked.UNITS: _units,
}
