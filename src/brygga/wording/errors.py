"""What went wrong, as sentences: the errors of the remotes and of our use cases, and the reason why a copy rests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from brygga.accounting.problems import Problem, ProblemKind
from brygga.connections.connecting_problems import ConnectingFailed
from brygga.connections.live import NotConnected
from brygga.connections.organisations import OrganisationRefused
from brygga.connections.permission import NotPermitted
from brygga.copying.models import Copy
from brygga.copying.turns import DATABASE_TROUBLE
from brygga.copying.wishes import AlreadyCopied, NotCopied
from brygga.jobs.worker import WorkerRunsElsewhere
from brygga.remote.errors import (
    NotAuthorised,
    OutcomeUnknown,
    Refused,
    RemoteError,
    Throttled,
    Unavailable,
    Unintelligible,
)
from brygga.wording import about_errors, problems
from brygga.wording.about_connecting import connecting_failed
from brygga.wording.about_organisations import organisation_refused
from brygga.wording.explanations import Explanation, Words
from brygga.wording.facts import shown
from brygga.wording.fortnox_codes import BY_CODE
from brygga.wording.refusals import details, refusal_facts, refused, said, token_refused
from brygga.wording.written import IN_DOUBT, NOTHING, NOTHING_SAVED, SAVED_STANDS, written_by


def explain(error: Exception) -> Explanation:
    """Any error that reaches a person. One that nobody foresaw is explained as just that."""
    match error:
        case RemoteError():
            return _remote(error)
        case ConnectingFailed():
            return connecting_failed(error)
        case OrganisationRefused():
            return organisation_refused(error)
        case NotConnected():
            return problems.explain(Problem(ProblemKind.NOT_CONNECTED))
        case AlreadyCopied():
            facts = {"number": error.copy.fortnox_document_number}
            return problems.explain(Problem(ProblemKind.ALREADY_COPIED, facts))
        case NotCopied():
            return about_errors.NOT_COPIED.filled({}, written=gettext(NOTHING))
    return _ours(error)


def reason(kept: Mapping[str, Any], *, copy: Copy | None = None) -> Explanation:
    """Why a copy waits, is unclear or has failed, as its row keeps it: `{"kind": …, "facts": …}`."""
    kind = kept.get("kind", "")
    facts = {"write": str(kept.get("write", "")), **(kept.get("facts") or {})}
    words = about_errors.REASONS.get(kind, about_errors.UNEXPECTED)
    in_general = IN_DOUBT if kind == "outcome_unknown" else NOTHING
    written = written_by(copy) if copy else gettext(in_general)
    if "remote" not in facts:
        facts["remote"] = about_errors.REMOTE_OF_WRITE.get(facts["write"], "fortnox")
    told = details(facts) if kind == "unintelligible" else said(facts)
    return words.filled(shown(facts), written=written, said=told)


def _remote(error: RemoteError) -> Explanation:
    facts, written = refusal_facts(error.refusal), gettext(NOTHING)
    match error:
        case NotAuthorised(whole_connection=True):
            return token_refused(facts, written=written)
        case NotAuthorised():
            return refused(facts, written=written, is_right_missing=True)
        case Refused():
            return refused(facts, written=written)
        case Throttled():
            facts["seconds"] = str(round(error.after.total_seconds()))
            return _filled(about_errors.THROTTLED, facts, written)
        case OutcomeUnknown():
            return _filled(about_errors.OUTCOME_UNKNOWN, facts, gettext(IN_DOUBT))
        case Unavailable():
            known = BY_CODE.get(error.refusal.code) if error.refusal.remote == "fortnox" else None
            words = known or (about_errors.OUT_OF_ORDER if error.refusal.status else about_errors.UNAVAILABLE)
            return _filled(words, facts, written)
        case Unintelligible():
            return about_errors.UNINTELLIGIBLE.filled(shown(facts), written=written, said=details(facts))
    return _filled(about_errors.UNEXPECTED, facts, written)


def _ours(error: Exception) -> Explanation:
    written = gettext(NOTHING_SAVED)
    match error:
        case NotPermitted():
            return _filled(about_errors.NOT_PERMITTED, {}, written)
        case WorkerRunsElsewhere():
            return _filled(about_errors.WORKER_RUNS_ELSEWHERE, {}, written)
    if isinstance(error, DATABASE_TROUBLE):
        return _filled(about_errors.database_words(str(error)), {}, gettext(SAVED_STANDS))
    # How far it came is not known, so nothing is claimed about what was written.
    return _filled(about_errors.UNEXPECTED, {"error": type(error).__name__}, "")


def _filled(words: Words, facts: Mapping[str, str], written: str) -> Explanation:
    return words.filled(shown(facts), written=written, said=said(facts))
