"""What stopped a look at payments: a sweep over the books, or the sync of one invoice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from brygga.accounting.problems import Problem, ProblemKind
from brygga.wording import errors, problems
from brygga.wording.explanations import Explanation
from brygga.wording.refusals import refused, token_refused
from brygga.wording.written import NOTHING

# The errors of remotes that pass by themselves, as the feed keeps their names.
PASSING = {"Throttled": "throttled", "Unavailable": "unavailable", "Unintelligible": "unintelligible"}


def of_invoice(kept: Mapping[str, Any]) -> Explanation:
    """Why the sync of an invoice rests, as its row keeps it."""
    kind = kept.get("kind", "")
    if kind in {each.value for each in ProblemKind}:
        return problems.explain(Problem(ProblemKind(kind), kept.get("facts") or {}))
    return errors.reason(kept)


def of_sweep(kept: Mapping[str, Any]) -> Explanation:
    """Why the books could not be read, as the feed keeps it."""
    kind, facts = kept.get("kind", ""), kept.get("facts") or {}
    if kind in PASSING:
        return errors.reason({"kind": PASSING[kind], "facts": facts})
    if kind == "NotAuthorised":
        return token_refused(facts, written=gettext(NOTHING))
    return refused(facts, written=gettext(NOTHING))
