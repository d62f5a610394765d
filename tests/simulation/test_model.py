"""Any order of bookkeeping, people, weather and work: hypothesis looks for the shortest that breaks what must hold."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.simulation.simulate import Run
from tests.simulation.stage import Stages

MONDAY = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)
STAGES = Stages()
EXAMPLES = 3
STEPS = 15
SECONDS = st.sampled_from((1, 5, 60, 700, 3600, 26 * 3600))

pytestmark = [pytest.mark.django_db(transaction=True), *map(pytest.mark.reliability, ("R6", "R15", "R16"))]


class Payments(RuleBasedStateMachine):
    """What the rules do is chosen by hypothesis; which payment and how much, by a seed that it chooses too."""

    @initialize(seed=st.integers(0, 10_000), storm=st.sampled_from((0.0, 0.05)))
    def begins(self, seed: int, storm: float) -> None:
        self.run = Run(STAGES.at(MONDAY), random.Random(seed), seed)  # noqa: S311  Nothing secret depends on it.
        self.run.weather.chance = storm

    @rule(act=st.sampled_from(("pays", "registers", "books_one", "edits", "deletes", "settles")))
    def the_bookkeeper(self, act: str) -> None:
        self.run.keeps_books(act)

    @rule(act=st.sampled_from(("pays_with_write_off", "pays_back", "credits")))
    def the_bookkeeper_seldom(self, act: str) -> None:
        self.run.keeps_books(act)

    @rule()
    def the_project_manager(self) -> None:
        self.run.people_meddle()

    @rule(seconds=SECONDS)
    def time_passes_and_brygga_works(self, seconds: int) -> None:
        self.run.works(seconds)

    @rule()
    def the_socket_is_cut(self) -> None:
        self.run.switchboard.cut_all()

    def teardown(self) -> None:
        self.run.quiet()
        self.run.ends()


def test_no_order_of_things_breaks_what_must_hold() -> None:
    quick = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Payments, settings=quick)
