"""Words for an organisation or an API token that was not taken."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from brygga.connections.organisations import OrganisationProblem, OrganisationRefused
from brygga.wording.explanations import Explanation, Who, Words
from brygga.wording.facts import shown
from brygga.wording.refusals import details, said
from brygga.wording.written import NOTHING_SAVED

# Where the sentence among the facts is Productive's own.
TOLD_BY_PRODUCTIVE = {OrganisationProblem.TOKEN_REFUSED, OrganisationProblem.ORGANISATION_REFUSED}

WORDS: Mapping[OrganisationProblem, Words] = {
    OrganisationProblem.ID_UNUSABLE: Words(
        title=_("The organisation id is not a number."),
        # Seen in a client's code, read 2026-06.
        remedy=_("Copy the id from Productive: the number after app.productive.io/ in the address of its pages."),
        who=Who.YOU,
    ),
    OrganisationProblem.TOKEN_UNUSABLE: Words(
        title=_("This is no API token."),
        remedy=_("Copy the whole token from Productive, without spaces."),
        who=Who.YOU,
    ),
    OrganisationProblem.TOKEN_REFUSED: Words(
        title=_("Productive does not know this API token."),
        # Where tokens are made: Productive's help, read 2026-06.
        remedy=_("Generate a new one in Productive, under Settings > API integrations, with access Read/Write."),
        who=Who.YOU,
    ),
    OrganisationProblem.ORGANISATION_REFUSED: Words(
        title=_("The API token does not open this organisation."),
        remedy=_("Check the organisation id, or use a token that was made in this organisation."),
        who=Who.YOU,
    ),
    OrganisationProblem.ADDED_BY_YOU: Words(
        title=_("You have %(name)s in Brygga already."),
        remedy=_("Choose it in the menu."),
        who=Who.YOU,
    ),
    OrganisationProblem.ADDED_ALREADY: Words(
        title=_("Somebody has added this organisation already."),
        remedy=_("Ask an admin of it to let you in."),
        who=Who.OTHER_ADMIN,
    ),
    OrganisationProblem.PRODUCTIVE_UNAVAILABLE: Words(
        title=_("Productive does not answer."),
        remedy=_("Wait a little, then try again."),
        who=Who.YOU,
    ),
    OrganisationProblem.PRODUCTIVE_THROTTLED: Words(
        title=_("Productive gets too many calls just now."),
        remedy=_("Wait %(seconds)s, then try again."),
        who=Who.YOU,
    ),
    OrganisationProblem.PRODUCTIVE_UNINTELLIGIBLE: Words(
        title=_("Productive answered something that Brygga cannot read."),
        remedy=_("Check that BRYGGA_PRODUCTIVE_API_URL is Productive’s address, then restart Brygga."),
        who=Who.OPERATOR,
    ),
}


def organisation_refused(refused: OrganisationRefused) -> Explanation:
    """Why the organisation or its token was not taken."""
    facts = {"remote": "productive", **refused.facts}
    told = said({"status": "401", **facts}) if refused.kind in TOLD_BY_PRODUCTIVE else details(facts)
    return WORDS[refused.kind].filled(shown(facts), written=gettext(NOTHING_SAVED), said=told)
