"""The seam to whatever runs work: the rows say what is to be done, an engine only calls it once per wake."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class Wake:
    """Take up this piece of work now. Work of one lane runs a few at a time; saying a key again wakes nothing.

    `is_alone` is work that runs beside no other such work of its lane: where Productive gives the numbers, each copy
    ends before the next takes a number.

    `claim` is what the row said when it was claimed for this wake: when it says something else by the time the work
    begins, somebody else has taken it up.
    """

    kind: str
    id: str
    lane: str
    claim: str
    is_alone: bool = False

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.id}:{self.claim}"


class Engine(Protocol):
    """Runs what is woken. It may forget a wake when its process dies: the rows then wake again by themselves."""

    def wake(self, wake: Wake) -> None:
        """Run this soon, in its lane; saying the same key again changes nothing."""

    def tidy(self, now: datetime) -> None:
        """Now and then: forget what is done, and free what dead processes hold."""
