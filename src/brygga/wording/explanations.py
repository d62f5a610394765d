"""What every explanation has, in the order of the screen: what is wrong, was anything written, what to do, who can."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _


class Place(StrEnum):
    """Where a person goes to mend it; the web turns it into a link."""

    COPY_DIALOG = "copy_dialog"
    INVOICE = "invoice"
    UPDATE = "update"
    CANCELLATION = "cancellation"
    CREDIT_AND_REPLACE = "credit_and_replace"
    INVOICES = "invoices"
    MARKETPLACE = "marketplace"
    SETTINGS = "settings"
    INVOICE_SETTINGS = "invoice_settings"
    SERVICE_TYPES = "service_types"
    ORGANISATION = "organisation"
    PRODUCTIVE_INVOICE = "productive_invoice"
    FORTNOX_INVOICE = "fortnox_invoice"
    FORTNOX_CURRENCIES = "fortnox_currencies"
    FORTNOX_FINANCIAL_YEARS = "fortnox_financial_years"
    FORTNOX_LOCKED_PERIOD = "fortnox_locked_period"
    FORTNOX_USERS = "fortnox_users"


class Who:
    """Who can mend it, as it reads after "Who can:"."""

    YOU = _("you, here")
    BRYGGA = _("nobody needs to: Brygga goes on by itself")
    ADMIN = _("an admin, here")
    ADMIN_OR_PRODUCTIVE = _("an admin, here, or anyone who may edit the invoice in Productive")
    OTHER_ADMIN = _("an admin who belongs to it")
    OPERATOR = _("whoever runs Brygga for you")
    PRODUCTIVE = _("anyone who may edit the invoice in Productive")
    PRODUCTIVE_COMPANIES = _("anyone who may edit companies in Productive")
    PRODUCTIVE_ADMIN = _("an admin in Productive, and then an admin here")
    ACCOUNTANT = _("the accountant in Fortnox")
    ACCOUNTANT_OR_YOU = _("the accountant in Fortnox, or you here")
    ACCOUNTANT_OR_ADMIN = _("the accountant in Fortnox, or an admin here")
    ACCOUNTANT_OR_PRODUCTIVE = _("the accountant in Fortnox, or anyone who may edit the invoice in Productive")
    YOU_OR_PRODUCTIVE = _("you, here, or anyone who may edit the invoice in Productive")
    FORTNOX_SETTINGS = _("anyone with rights to settings in Fortnox")
    FORTNOX_ADMIN = _("a system administrator in Fortnox")


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """An explanation in the language of now. `said` is what a remote said itself, for small type at the end.

    `about` is the Productive id of the invoice whose `place` is meant, "" for the one that is being shown.
    """

    title: str
    written: str
    remedy: str
    who: str
    place: Place | None = None
    said: str = ""
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class Words:
    """An explanation in English, with places for facts: what a table of this room holds."""

    title: str
    remedy: str
    who: str
    place: Place | None = None

    def filled(self, facts: Mapping[str, str], *, written: str, said: str = "") -> Explanation:
        """In the language of now, with these facts."""
        return Explanation(
            title=fill(self.title, facts),
            written=written,
            remedy=fill(self.remedy, facts),
            who=fill(self.who, facts),
            place=self.place,
            said=said,
        )


def fill(text: str, facts: Mapping[str, str]) -> str:
    """A text of ours in the language of now, with these facts; a fact that is missing or empty shows as a dash."""
    return gettext(text) % _Filling(facts)


def quoted(text: str) -> str:
    """“So” in English, ”so” in Swedish."""
    return gettext("“%(text)s”") % {"text": text}


class _Filling(dict[str, str]):
    def __getitem__(self, name: str) -> str:
        # Facts are kept in rows for years: an old row may lack one, and its sentence must still be read.
        return self.get(name) or "–"
