"""Words for what goes wrong with a remote system or with ourselves, by what to do next."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from brygga.wording.explanations import Who, Words

UNAVAILABLE = Words(
    title=_("%(remote)s does not answer."),
    remedy=_("Wait a little, then try again."),
    who=Who.YOU,
)
OUT_OF_ORDER = Words(
    title=_("%(remote)s does not work just now."),
    remedy=_("Wait a little, then try again."),
    who=Who.YOU,
)
THROTTLED = Words(
    title=_("%(remote)s gets too many calls just now."),
    remedy=_("Wait %(seconds)s, then try again."),
    who=Who.YOU,
)
UNINTELLIGIBLE = Words(
    title=_("%(remote)s answered something that Brygga cannot read."),
    remedy=_("Try again. If it happens again, tell whoever runs Brygga: the log has the details."),
    who=Who.YOU,
)
OUTCOME_UNKNOWN = Words(
    title=_("%(remote)s gave no clear answer."),
    remedy=_("Wait. Brygga looks for it before anything is sent again, so that nothing is made twice."),
    who=Who.BRYGGA,
)
UNEXPECTED = Words(
    title=_("Something happened that Brygga did not foresee (%(error)s)."),
    remedy=_("Try again. If it happens again, tell whoever runs Brygga: the log has the details."),
    who=Who.YOU,
)
NOT_COPIED = Words(
    title=_("The invoice has no invoice in Fortnox that could be corrected."),
    remedy=_("Copy it first."),
    who=Who.YOU,
)
NOT_PERMITTED = Words(
    title=_("Only an admin may do this."),
    remedy=_("Ask an admin of the organisation."),
    who=Who.ADMIN,
)
WORKER_RUNS_ELSEWHERE = Words(
    title=_("Another Brygga is already at work on this database."),
    remedy=_("Stop the other one, or use PostgreSQL, where several may work together."),
    who=Who.OPERATOR,
)
DATABASE_BUSY = Words(
    title=_("Brygga’s database is busy."),
    remedy=_("Wait a little, then try again."),
    who=Who.YOU,
)
DISK_FULL = Words(
    title=_("The disk that holds Brygga’s database is full."),
    remedy=_("Make room on the disk. Brygga then goes on where it was."),
    who=Who.OPERATOR,
)
DATABASE_READ_ONLY = Words(
    title=_("Brygga may not write to its database."),
    remedy=_("Let Brygga write to the database and to its folder. Brygga then goes on where it was."),
    who=Who.OPERATOR,
)
DATABASE_AWAY = Words(
    title=_("Brygga cannot reach its database."),
    remedy=_("See to it that the database runs and that BRYGGA_DATABASE_URL is right."),
    who=Who.OPERATOR,
)

# Why a copy rests: it goes on by itself, or a person tries again.
REASONS: Mapping[str, Words] = {
    "look_stopped": Words(
        title=_("Brygga cannot look whether it arrived."),
        remedy=_("As soon as what stops it is solved, Brygga goes on by itself. Nothing is made twice."),
        who=Who.BRYGGA,
    ),
    "throttled": Words(
        title=_("%(remote)s gets too many calls just now."),
        remedy=_("Wait. Brygga tries again as soon as it may."),
        who=Who.BRYGGA,
    ),
    "unavailable": Words(
        title=_("%(remote)s does not work just now."),
        remedy=_("Wait. Brygga tries again by itself."),
        who=Who.BRYGGA,
    ),
    "unintelligible": UNINTELLIGIBLE,
    "unexpected": UNEXPECTED,
    "outcome_unknown": OUTCOME_UNKNOWN,
}

REMOTE_OF_WRITE: Mapping[str, str] = {
    "create_customer": "fortnox",
    "create_invoice": "fortnox",
    "renumber": "productive",
    "finalize": "productive",
    "mark_exported": "productive",
}

_LOCKED = ("locked", "deadlock", "lock timeout")
_FULL = ("is full", "no space left", "quota")
_READ_ONLY = ("readonly", "read-only")


def database_words(sentence: str) -> Words:
    """What the database complains about, told by the words of SQLite and PostgreSQL."""
    told = sentence.lower()
    if any(words in told for words in _FULL):
        return DISK_FULL
    if any(words in told for words in _READ_ONLY):
        return DATABASE_READ_ONLY
    return DATABASE_BUSY if any(words in told for words in _LOCKED) else DATABASE_AWAY
