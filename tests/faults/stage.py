"""One flow, asked for and not yet begun, and the moment to go back to."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from uuid import UUID

from brygga.connections.outside import Outside
from brygga.copying.advancing import advance
from tests.faults.deaths import Death, Place
from tests.faults.flows import Flow
from tests.faults.recovery import begin_again, until_quiet


@dataclasses.dataclass(kw_only=True)
class Stage:
    """Where a flow is run, dies at each of its effects, and is recovered from what every death left."""

    flow: Flow
    copy_id: UUID
    attempt_id: UUID
    tenant: int
    place: Place

    def restore(self, death: Death | None = None) -> None:
        self.place.restore(death)

    def deaths(self) -> list[Death]:
        """Where the flow can die, each by another leaving; it is whole when nothing goes wrong."""
        self.restore()
        deaths = self.place.deaths(self._run)
        self.check("nothing")
        return deaths

    def deaths_in_flight(self, delays: Sequence[float]) -> list[Death]:
        self.restore()
        deaths = self.place.deaths_in_flight(self._run, delays)
        self.check("nothing")
        return deaths

    def recover(self) -> None:
        """A new process on what the dead one left."""
        self._recover(self.place.outside)

    def deaths_of_the_recovery(self) -> list[Death]:
        """Where the new process can die too."""
        return self.place.deaths(self._recover)

    def labels(self) -> list[str]:
        """Every point that the flow reaches when nothing goes wrong."""
        self.restore()
        labels = self.place.labels(self._run)
        self.check("nothing")
        return labels

    def check(self, label: str, *, twin_may_have_been: bool = False) -> None:
        sandbox = self.place.sandbox
        try:
            self.flow.holds(self.copy_id, sandbox, tenant=self.tenant, twin_may_have_been=twin_may_have_been)
        except AssertionError as error:
            raise AssertionError(f"Killed at: {label}") from error

    def _run(self, outside: Outside) -> None:
        advance(self.attempt_id, outside=outside)

    def _recover(self, outside: Outside) -> None:
        begin_again(outside)
        until_quiet(self.copy_id, outside)
