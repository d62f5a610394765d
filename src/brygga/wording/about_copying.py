"""Words for what stops a copy on its way: the connection, and whatever changed while it was being copied."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from brygga.accounting.problems import Problem, ProblemKind
from brygga.wording.explanations import Place, Who, Words

PRODUCTIVE_TOKEN = Words(
    title=_("Productive does not accept Brygga’s API token."),
    # Where tokens are made: Productive's help, read 2026-06.
    remedy=_(
        "Generate a new token in Productive, under Settings > API integrations, with access Read/Write. "
        "Save it here, under Settings > Organisation."
    ),
    who=Who.PRODUCTIVE_ADMIN,
    place=Place.ORGANISATION,
)
RECONNECT_REMEDY = _("Connect it again under Settings > App Marketplace. Nothing that was copied is forgotten.")
RECONNECT = Words(
    title=_("The connection to Fortnox no longer works."),
    remedy=RECONNECT_REMEDY,
    who=Who.ADMIN,
    place=Place.MARKETPLACE,
)


def reconnect_needed(problem: Problem) -> Words:
    if not problem.facts.get("company"):
        return RECONNECT
    return Words(
        title=_("The connection to Fortnox for %(company)s no longer works."),
        remedy=RECONNECT_REMEDY,
        who=Who.ADMIN,
        place=Place.MARKETPLACE,
    )


def not_decided(problem: Problem) -> Words:
    return Words(
        title=_("The integration settings of %(company)s are not saved yet.")
        if problem.facts.get("company")
        else _("The integration settings are not saved yet."),
        remedy=_("Make the three decisions, check the accounts and save."),
        who=Who.ADMIN,
        place=Place.SETTINGS,
    )


def connection_replaced(problem: Problem) -> Words:
    """By what the person must do next: give the subsidiary an account, look again, or let what was begun be ended."""
    if not problem.facts.get("now_company"):
        return ACCOUNT_MOVED
    return FINISH_WHERE_BEGUN if problem.facts.get("began") else SUBSIDIARY_MOVED


ACCOUNT_MOVED = Words(
    title=_("The Fortnox account of %(company)s is connected to %(now_subsidiary)s now, no longer to %(subsidiary)s."),
    remedy=_("Connect %(subsidiary)s to a Fortnox account under Settings > App Marketplace, then copy again."),
    who=Who.ADMIN,
    place=Place.MARKETPLACE,
)
SUBSIDIARY_MOVED = Words(
    title=_(
        "%(subsidiary)s is connected to the Fortnox account of %(now_company)s now, no longer to that of %(company)s."
    ),
    remedy=_("Look at the preview again, and copy if the invoice belongs in the books of %(now_company)s."),
    who=Who.YOU,
    place=Place.COPY_DIALOG,
)
FINISH_WHERE_BEGUN = Words(
    title=SUBSIDIARY_MOVED.title,
    remedy=_(
        "The invoice was sent to the old account before that. Connect %(subsidiary)s to that of %(company)s again, "
        "under Settings > App Marketplace, and try again: Brygga then finishes what it began, and makes nothing twice."
    ),
    who=Who.ADMIN,
    place=Place.MARKETPLACE,
)

COPYING: Mapping[ProblemKind, Words] = {
    ProblemKind.NOT_CONNECTED: Words(
        title=_("The subsidiary is not connected to Fortnox."),
        remedy=_("Connect it under Settings > App Marketplace."),
        who=Who.ADMIN,
        place=Place.MARKETPLACE,
    ),
    ProblemKind.CHANGED_SINCE_SEEN: Words(
        title=_("The invoice has changed since you saw the preview."),
        remedy=_("Look at the preview again, then copy."),
        who=Who.YOU,
        place=Place.COPY_DIALOG,
    ),
    ProblemKind.DELETED_MEANWHILE: Words(
        title=_("The draft was deleted in Productive while it was being copied."),
        remedy=_("Cancel invoice %(fortnox_number)s in Fortnox, unless the client company shall have it."),
        who=Who.ACCOUNTANT_OR_YOU,
        place=Place.CANCELLATION,
    ),
    ProblemKind.NUMBERED_OTHERWISE: Words(
        title=_("The invoice was sent from Productive as %(number)s, but it is %(fortnox_number)s in Fortnox."),
        remedy=_(
            "An invoice that was sent keeps its number, so both numbers stand and are linked. If the books shall "
            "say %(number)s too, cancel %(fortnox_number)s in Fortnox and enter the invoice there by hand."
        ),
        who=Who.ACCOUNTANT,
        place=Place.FORTNOX_INVOICE,
    ),
    ProblemKind.TWIN_IN_FORTNOX: Words(
        title=_("Fortnox has this invoice twice: as %(number)s and as %(twin)s."),
        remedy=_("Keep %(number)s. Cancel %(twin)s, or credit it if it is booked or sent."),
        who=Who.ACCOUNTANT,
        place=Place.FORTNOX_INVOICE,
    ),
    ProblemKind.ANSWER_DIFFERS: Words(
        title=_("Fortnox differs in %(what)s: %(found)s instead of %(meant)s."),
        remedy=_("Correct the invoice in Fortnox, then try again. No second invoice is made."),
        who=Who.ACCOUNTANT,
        place=Place.FORTNOX_INVOICE,
    ),
    ProblemKind.CHANGED_MEANWHILE: Words(
        title=_(
            "The invoice was changed in Productive while it was being copied: %(what)s was %(meant)s, now %(found)s."
        ),
        remedy=_("If the change is right, press Update Fortnox. Else change it back in Productive, then try again."),
        who=Who.YOU_OR_PRODUCTIVE,
        place=Place.UPDATE,
    ),
}
