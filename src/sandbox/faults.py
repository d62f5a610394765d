"""Planned trouble: what goes wrong, for which request, and how often."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

from sandbox.clock import Dice

Kind = Literal[
    "refuse", "throttle", "html", "half_body", "drip", "delay", "break_before", "lose_answer", "land_late",
    "token_dead", "licence_lost", "record_busy", "locked_period", "series_behind", "search_lag", "duplicate_delivery",
]  # fmt: skip
KINDS: tuple[str, ...] = get_args(Kind)

# Where in Fortnox these happen: in a ledger, so not where tokens are given out.
WHERE = {
    "licence_lost": re.compile(r"^/fortnox/(3|api)/"),
    **dict.fromkeys(("record_busy", "locked_period", "series_behind", "search_lag"), re.compile(r"^/fortnox/3/")),
}
# What hits deliveries that a remote makes, and no request that it answers.
OF_DELIVERIES = frozenset({"duplicate_delivery"})


@dataclass(kw_only=True)
class Fault:
    """One kind of trouble for the next `times` matching requests (0: for all), after `skip` of them went well.

    `remote` ("fortnox", "productive"), `method` and `path` (a regular expression) narrow it; empty means any. Each
    matching request is hit with `probability`, drawn from `seed`. `status`, `code`, `message` are for refuse (and
    `status` for html); `after` lets the write land before a refuse or html; `retry_after` is for throttle, in
    seconds; `seconds` for delay, drip, land_late and search_lag. The `path` of duplicate_delivery is matched with the
    topic of an event or the address of a webhook.
    """

    kind: Kind
    remote: str = ""
    method: str = ""
    path: str = ""
    times: int = 1
    skip: int = 0
    probability: float = 1.0
    seed: int = 1
    status: int = 0
    code: str = ""
    message: str = ""
    after: bool = False
    retry_after: int | None = None
    seconds: float = 0.0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"A fault is one of {', '.join(KINDS)}, not {self.kind!r}.")
        if self.kind in WHERE and self.remote not in {"", "fortnox"}:
            raise ValueError(f"Only Fortnox knows {self.kind!r}.")
        if not 0 <= self.probability <= 1:
            raise ValueError(f"A probability lies between 0 and 1, not at {self.probability}.")
        re.compile(self.path)

    def matches(self, remote: str, method: str, path: str) -> bool:
        return (
            self.remote in {"", remote}
            and (self.kind not in WHERE or WHERE[self.kind].match(path) is not None)
            and self.method.upper() in {"", method}
            and re.search(self.path, path) is not None
        )


class _Planned:
    """A fault that waits for its requests."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        self._dice = Dice(fault.seed)
        self._endless = fault.times == 0

    def hits(self) -> bool:
        """Whether the next matching request is hit."""
        if self.fault.skip:
            self.fault.skip -= 1
            return False
        return self.fault.probability == 1 or self._dice.falls(self.fault.probability)

    def is_used_up_by_a_hit(self) -> bool:
        if self._endless:
            return False
        self.fault.times -= 1
        return self.fault.times == 0


class Faults:
    """The plan: faults are used in the order they were planned, one for each request."""

    def __init__(self) -> None:
        self._plan: list[_Planned] = []
        self._lock = threading.Lock()

    def plan(self, fault: Fault) -> None:
        with self._lock:
            self._plan.append(_Planned(fault))

    def planned(self) -> list[Fault]:
        return [planned.fault for planned in self._plan]

    def clear(self) -> None:
        with self._lock:
            self._plan.clear()

    def take(self, remote: str, method: str, path: str) -> Fault | None:
        """The fault that hits this request, if any; it is used up by that."""
        if not self._plan:
            return None
        return self._taken(lambda fault: fault.kind not in OF_DELIVERIES and fault.matches(remote, method, path))

    def take_delivery(self, remote: str, path: str) -> Fault | None:
        """The fault that hits this delivery of an event or a webhook, if any; it is used up by that."""
        if not self._plan:
            return None
        return self._taken(lambda fault: fault.kind in OF_DELIVERIES and fault.matches(remote, "", path))

    def _taken(self, matches: Callable[[Fault], bool]) -> Fault | None:
        with self._lock:
            for planned in self._plan:
                if not matches(planned.fault) or not planned.hits():
                    continue
                if planned.is_used_up_by_a_hit():
                    self._plan.remove(planned)
                return planned.fault
        return None
