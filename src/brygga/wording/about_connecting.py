"""Words for a connection that was not made, and for what became of the access that Fortnox gave."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from brygga.connections.connecting_problems import ConnectingFailed, ConnectingProblem
from brygga.wording.explanations import Explanation, Place, Who, Words
from brygga.wording.facts import shown
from brygga.wording.fortnox_codes import BY_CODE
from brygga.wording.fortnox_words import CLIENT_SECRET_WRONG
from brygga.wording.refusals import details, said

NOT_MADE = _("No connection was made.")
TOKENS: Mapping[str, str] = {
    "revoked": _("The access that Fortnox gave was given back."),
    "forgotten": _("The access that Fortnox gave was thrown away."),
}
# Where the sentence among the facts is Fortnox's own.
TOLD_BY_FORTNOX = {ConnectingProblem.CODE_REFUSED, ConnectingProblem.CLIENT_REFUSED, ConnectingProblem.NOT_AUTHORISED}
START_AGAIN = _("Press Connect App and begin again.")


def connecting_failed(failed: ConnectingFailed) -> Explanation:
    """Why the connection was not made."""
    words = WORDS[failed.kind]
    if failed.kind is ConnectingProblem.NOT_AUTHORISED:
        words = BY_CODE.get(failed.facts.get("code", ""), words)
    told = said({"status": "400", **failed.facts}) if failed.kind in TOLD_BY_FORTNOX else details(failed.facts)
    tokens = TOKENS.get(failed.facts.get("tokens", ""))
    written = " ".join(gettext(each) for each in (NOT_MADE, tokens) if each)
    return words.filled(shown(failed.facts), written=written, said=told)


def _again(title: str, remedy: str = START_AGAIN) -> Words:
    return Words(title=title, remedy=remedy, who=Who.ADMIN, place=Place.MARKETPLACE)


WORDS: Mapping[ConnectingProblem, Words] = {
    ConnectingProblem.NOT_CONFIGURED: Words(
        title=_("Brygga has no client id and secret for Fortnox yet."),
        remedy=_("Set BRYGGA_FORTNOX_CLIENT_ID and BRYGGA_FORTNOX_CLIENT_SECRET, then restart Brygga."),
        who=Who.OPERATOR,
    ),
    ConnectingProblem.STATE_FORGED: _again(
        _("The way back from Fortnox was not one that Brygga gave out."),
        _("Do not use links that others send. Press Connect App and begin again."),
    ),
    ConnectingProblem.STATE_EXPIRED: _again(_("It took too long: the way back from Fortnox is open for ten minutes.")),
    ConnectingProblem.STATE_USED: _again(
        _("This way back from Fortnox was used already."),
        _("Look whether the connection is there. If it is not, press Connect App and begin again."),
    ),
    ConnectingProblem.OTHER_SESSION: _again(
        _("You began in another browser, or signed in anew in between."),
        _("Press Connect App and begin again in this browser."),
    ),
    ConnectingProblem.OTHER_USER: _again(
        _("Somebody else began to connect."), _("Press Connect App and begin again as yourself.")
    ),
    ConnectingProblem.CONSENT_DENIED: _again(
        _("Fortnox was told no: nobody gave Brygga access."),
        _("Press Connect App and approve at Fortnox. It takes a system administrator of the company."),
    ),
    ConnectingProblem.SCOPE_REFUSED: Words(
        title=_("Fortnox does not let this integration ask for what Brygga needs."),
        remedy=_("Add these scopes to the integration in Fortnox’s developer portal: %(scopes)s"),
        who=Who.OPERATOR,
    ),
    ConnectingProblem.CONSENT_FAILED: _again(
        _("Fortnox broke off with the error “%(error)s”."),
        _("Press Connect App and begin again. If it happens again, tell whoever runs Brygga."),
    ),
    ConnectingProblem.CODE_MISSING: _again(_("Fortnox sent you back without a code, so Brygga got no access.")),
    ConnectingProblem.CODE_REFUSED: _again(_("Fortnox no longer accepts the code that it sent you back with.")),
    ConnectingProblem.CLIENT_REFUSED: CLIENT_SECRET_WRONG,
    ConnectingProblem.ANSWER_LOST: _again(_("Fortnox’s answer was lost on the way.")),
    ConnectingProblem.FORTNOX_UNAVAILABLE: _again(
        _("Fortnox does not answer."), _("Wait a little, then press Connect App and begin again.")
    ),
    ConnectingProblem.FORTNOX_UNINTELLIGIBLE: _again(
        _("Fortnox answered something that Brygga cannot read."),
        _("Press Connect App and begin again. If it happens again, tell whoever runs Brygga."),
    ),
    ConnectingProblem.NOT_AUTHORISED: Words(
        title=_("Fortnox does not let Brygga read which company this is."),
        remedy=_(
            "Check that the company has the integration licence, then connect again and approve everything asked for."
        ),
        who=Who.FORTNOX_ADMIN,
        place=Place.MARKETPLACE,
    ),
    ConnectingProblem.TENANT_DISAGREES: Words(
        title=_("Fortnox named one company and opened another, so Brygga stopped."),
        remedy=_("Press Connect App and begin again. If it happens again, tell whoever runs Brygga."),
        who=Who.ADMIN,
        place=Place.MARKETPLACE,
    ),
    ConnectingProblem.IN_USE_ELSEWHERE: _again(
        _("This Fortnox account is already connected to another organisation in Brygga."),
        _("Choose another Fortnox account, or have it disconnected there first."),
    ),
    ConnectingProblem.QUESTION_OVER: _again(
        _("This question is over: it was answered already, or it was open for more than ten minutes."),
        _("Look whether the connection is as you want it. If it is not, press Connect App and begin again."),
    ),
}
