"""What a remote's refusal means for a person: known codes in our own sentences, all others in the remote's words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from brygga.connections.sealing import CANNOT_OPEN
from brygga.remote.errors import Refusal
from brygga.wording import productive_codes
from brygga.wording.about_causes import cause
from brygga.wording.about_copying import PRODUCTIVE_TOKEN, RECONNECT
from brygga.wording.explanations import Explanation, Place, Who, Words, fill
from brygga.wording.facts import REMOTES
from brygga.wording.fortnox_codes import BY_BEGINNING, BY_CODE

TOLD = _("%(remote)s: “%(sentence)s” (%(code)s)")
TOLD_WITHOUT_CODE = _("%(remote)s: “%(sentence)s”")
TOLD_WITHOUT_SENTENCE = _("%(remote)s: %(code)s")

UNKNOWN_REFUSED = Words(
    title=_("%(remote)s said no: “%(sentence)s”"),
    remedy=_("Correct what %(remote)s names, then try again. If that does not help, show these words to its support."),
    who=Who.YOU,
)
SILENT_REFUSED = Words(
    title=_("%(remote)s said no, without saying why."),
    remedy=_("Try again. If it happens again, tell whoever runs Brygga: the log has the details."),
    who=Who.YOU,
)
UNKNOWN_NOT_PERMITTED = Words(
    title=_("Fortnox does not permit this: “%(sentence)s”"),
    remedy=_("Give the right or the licence that is missing in Fortnox, then try again. The connection itself works."),
    who=Who.FORTNOX_ADMIN,
    place=Place.FORTNOX_USERS,
)
SILENT_NOT_PERMITTED = Words(
    title=_("Fortnox does not permit this, without saying why."),
    remedy=UNKNOWN_NOT_PERMITTED.remedy,
    who=Who.FORTNOX_ADMIN,
    place=Place.FORTNOX_USERS,
)
KEYS_CHANGED = Words(
    title=_("Brygga cannot open the access to %(remote)s that it keeps: its sealing key is missing or another one."),
    remedy=_(
        "Put the right keys.json, or BRYGGA_SEAL_KEYS, back and restart Brygga. If the key is lost, give the access "
        "anew: connect Fortnox again, or save a new token of Productive."
    ),
    who=Who.OPERATOR,
)


def refusal_facts(refusal: Refusal) -> dict[str, str]:
    """The facts of a refusal as a problem keeps them."""
    return {
        "remote": refusal.remote,
        "asked": refusal.asked,
        "status": str(refusal.status or ""),
        "code": refusal.code,
        "sentence": refusal.sentence,
    }


def refused(facts: Mapping[str, str], *, written: str, is_right_missing: bool = False) -> Explanation:
    """The explanation of a refusal by its facts: remote, code, sentence, status."""
    words = (
        _productive(facts)
        if facts.get("remote") == "productive"
        else _fortnox(facts, is_right_missing=is_right_missing)
    )
    return words.filled(_shown(facts), written=written, said=said(facts))


def token_refused(facts: Mapping[str, str], *, written: str) -> Explanation:
    """The explanation of a token, or of a whole connection, that is refused."""
    known = BY_CODE.get(facts.get("code", ""), RECONNECT)
    words = PRODUCTIVE_TOKEN if facts.get("remote") == "productive" else known
    words = KEYS_CHANGED if facts.get("code") == CANNOT_OPEN else words
    return words.filled(_shown(facts), written=written, said=said(facts))


def said(facts: Mapping[str, str]) -> str:
    """What the remote said itself, word by word; where no answer came, what we know of that."""
    if not facts.get("status"):
        return details(facts)
    if facts.get("sentence") and facts.get("code"):
        return fill(TOLD, _shown(facts))
    if facts.get("sentence"):
        return fill(TOLD_WITHOUT_CODE, _shown(facts))
    return fill(TOLD_WITHOUT_SENTENCE, _shown(facts)) if facts.get("code") else ""


def details(facts: Mapping[str, str]) -> str:
    """Our own words about what was asked and what went wrong, never to be taken for the remote's."""
    return cause(facts.get("asked", ""), facts.get("sentence", ""))


def _fortnox(facts: Mapping[str, str], *, is_right_missing: bool) -> Words:
    code, sentence = facts.get("code", ""), facts.get("sentence", "")
    if code in BY_CODE:
        return BY_CODE[code]
    by_beginning = (words for beginning, words in BY_BEGINNING.items() if sentence.startswith(beginning))
    if is_right_missing:
        return UNKNOWN_NOT_PERMITTED if sentence else SILENT_NOT_PERMITTED
    return next(by_beginning, UNKNOWN_REFUSED if sentence else SILENT_REFUSED)


def _productive(facts: Mapping[str, str]) -> Words:
    """The code decides, then the status; what has no sentence to show is told as just that."""
    status = facts.get("status", "")
    known = productive_codes.BY_CODE.get(facts.get("code", "")) or productive_codes.BY_STATUS.get(status)
    words = known or productive_codes.NOT_ACCEPTED
    return words if facts.get("sentence") or "%(sentence)s" not in words.title else SILENT_REFUSED


def _shown(facts: Mapping[str, str]) -> dict[str, str]:
    return {**facts, "remote": REMOTES.get(facts.get("remote", ""), "Fortnox")}
