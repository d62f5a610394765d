"""What became of a copied invoice in Fortnox, as it was seen last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from brygga.accounting.problems import ProblemKind
from brygga.copying.models import Copy
from brygga.copying.states import CopyState
from brygga.watching.models import Watched
from brygga.wording import compared, problems
from brygga.wording.explanations import Explanation


@dataclass(frozen=True)
class Changed:
    """One value that is another in Fortnox now than when Brygga wrote it."""

    name: str
    written: str
    found: str


@dataclass(frozen=True, kw_only=True)
class Afterwards:
    """What Fortnox has made of the invoice; `watched` is None before anybody has looked."""

    watched: Watched | None
    changed: tuple[Changed, ...]
    explanations: tuple[Explanation, ...]


def shown(copy: Copy | None) -> dict[str, Any]:
    """What this part of the page shows; nothing before the invoice is copied."""
    if copy is None or copy.state != CopyState.COPIED:
        return {}
    told = [each for each in copy.problems if each["kind"] == ProblemKind.CHANGED_AFTERWARDS]
    return {
        "afterwards": Afterwards(
            watched=Watched.objects.filter(copy=copy).first(),
            changed=tuple(_changed(each) for each in told),
            explanations=problems.of_what_became(copy),
        )
    }


def _changed(kept: dict[str, Any]) -> Changed:
    what, facts = kept["facts"]["what"], kept["facts"]
    written, found = (compared.value(what, facts[side]) for side in ("written", "found"))
    return Changed(compared.name(what, kept["line"]), written, found)
