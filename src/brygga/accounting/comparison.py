"""Exact comparison: what was meant against what Fortnox made, and an invoice before against after."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from brygga.accounting.compared import Compared, Sides, plain
from brygga.accounting.fortnox_side import found, meant
from brygga.accounting.problems import Problem, ProblemKind
from brygga.accounting.productive_side import what_matters
from brygga.accounting.rulebook import HOME_CURRENCY
from brygga.accounting.totals import Totals
from brygga.fortnox import schema as fortnox
from brygga.productive import schema as productive

# A company may round SEK totals to whole kronor, which the API does not tell (recorded 2026-05-08).
ROUND_OFF_MAX = Decimal("0.50")


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it was meant, as raw text; `row` counts rows or lines from 1, None for the document.

    An empty text means that the thing is not there.
    """

    what: Compared
    meant: str
    found: str
    row: int | None = None


def differences(draft: fortnox.InvoiceDraft, expected: Totals, answer: fortnox.Invoice) -> tuple[Difference, ...]:
    """Everything in which Fortnox's invoice is not what was meant; empty means right to the öre.

    Texts that were left out may be filled from the customer's card, so they are compared only when they were sent.
    RoundOff is taken out of the total and may be at most 0.50 in size; only kronor are rounded (bookkeeping, rule 4).
    """
    differing = _differing(meant(draft, expected), found(draft, answer))
    round_off_max = ROUND_OFF_MAX if draft.currency == HOME_CURRENCY else Decimal(0)
    if abs(answer.round_off) > round_off_max:
        differing += (Difference(Compared.ROUND_OFF, plain(round_off_max), plain(answer.round_off)),)
    return differing


def productive_changed(before: productive.Invoice, after: productive.Invoice) -> tuple[Difference, ...]:
    """What was edited in Productive between two readings, of all that matters to the books.

    Its number, and whether it is finalized, sent, paid or exported, do not count: copying itself changes those.
    """
    return _differing(what_matters(before), what_matters(after))


def fingerprint(invoice: productive.Invoice) -> str:
    """A short text that stays the same exactly as long as nothing that matters to the books is edited."""
    facts = [[what.value, row, text] for (what, row), text in what_matters(invoice).items()]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def as_problems(differing: Iterable[Difference], kind: ProblemKind) -> tuple[Problem, ...]:
    """The differences as problems: ANSWER_DIFFERS for Fortnox's answer, CHANGED_MEANWHILE for Productive's."""
    return tuple(
        Problem(kind, {"what": each.what.value, "meant": each.meant, "found": each.found}, each.row)
        for each in differing
    )


def _differing(one: Sides, other: Sides) -> tuple[Difference, ...]:
    pairs = ((what, row, one.get((what, row), ""), other.get((what, row), "")) for what, row in {**one, **other})
    return tuple(Difference(what, left, right, row) for what, row, left, right in pairs if left != right)
