"""One run of a simulated world: everything in it follows from its seed.

People act between Brygga's requests, a second worker takes work up while the first waits for an answer, notices are
lost, repeated and mixed up, processes die and the clock jumps. Two workers are nested, not threaded: the inner one runs
to its end while the outer one waits for an answer.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from brygga.connections.outside import Outside
from brygga.jobs.inline import InlineEngine
from brygga.jobs.waking import make_all_due
from brygga.listening.ear import Ear
from brygga.payments.models import PaymentSync
from brygga.payments.turns import ask_all
from tests.faults.snapshots import forget_connection
from tests.listening.sockets import Messages, Switchboard
from tests.outside_world import ManualClock, SandboxTransport
from tests.simulation.checks import Watch
from tests.simulation.people import Bookkeeper, ProjectManager
from tests.simulation.stage import Stage, Stages
from tests.simulation.weather import Died, Weather

# Summer time begins and ends, a month and a year end, and an ordinary Monday.
BEGINNINGS = (
    datetime(2026, 3, 28, 22, 30, tzinfo=UTC),
    datetime(2026, 10, 24, 22, 30, tzinfo=UTC),
    datetime(2026, 11, 30, 21, 30, tzinfo=UTC),
    datetime(2026, 12, 31, 21, 30, tzinfo=UTC),
    datetime(2026, 11, 2, 8, 30, tzinfo=UTC),
)
STEPS = 40
STEP_SECONDS = (1, 240)
HOUR, DAY = 3600, 24 * 3600
QUIET_TURNS_MAX = 400


@dataclass
class Outcome:
    """What happened in a run, and what people are left to settle."""

    seed: int
    did: list[str] = field(default_factory=list)
    struck: dict[str, int] = field(default_factory=dict)
    deaths: int = 0
    told: list[str] = field(default_factory=list)


def simulate(seed: int, stages: Stages) -> Outcome:
    """Run the world of this seed; raises AssertionError where something does not hold."""
    dice = random.Random(seed)  # noqa: S311  Nothing secret depends on it.
    run = Run(stages.at(dice.choice(BEGINNINGS)), dice, seed)
    for _ in range(STEPS):
        run.step()
    run.quiet()
    return run.outcome


class Run:
    """One world and everybody in it; what each does is drawn from the dice."""

    def __init__(self, stage: Stage, dice: random.Random, seed: int) -> None:
        self.stage = stage
        self.dice = dice
        self.outcome = Outcome(seed)
        self.watch = Watch(stage)
        self.bookkeeper = Bookkeeper(stage, dice)
        self.manager = ProjectManager(stage, dice)
        self.meddles = dice.random() < 0.4  # In the other runs nobody touches payments in Productive.
        self.depth = 0
        self.weather = Weather(SandboxTransport(stage.sandbox), dice, between=self.between)
        self.weather.chance = dice.choice((0.0, 0.02, 0.1))
        self.switchboard = Switchboard(stage.sandbox)
        self.switchboard.told = self.mixed_up
        self.outside = Outside(clock=stage.clock, ids=stage.ids, transport=self.weather, connect=self.switchboard)
        self.engine, self.ear = InlineEngine(outside=self.outside), Ear(outside=self.outside)

    def step(self) -> None:
        if self.dice.random() < 0.5:
            self.people_act()
        if self.dice.random() < 0.1:
            self.switchboard.cut_all()
        self.works(self._pause())

    def works(self, seconds: float) -> None:
        """Time passes, and then Brygga listens and does what is due."""
        self.stage.clock.advance(seconds)
        self.alive(lambda: self.ear.step(0))
        self.alive(self.engine.run_due)
        self.watch.look()

    def _pause(self) -> float:
        """Now and then nobody works for hours, and once in a while for longer than Fortnox keeps its events."""
        chance = self.dice.random()
        if chance < 0.01:
            return 15 * DAY
        return self.dice.uniform(1, 8) * HOUR if chance < 0.04 else self.dice.uniform(*STEP_SECONDS)

    def alive(self, work: Callable[[], object]) -> None:
        """Do this as a process that may die at it; then another begins on what it left."""
        try:
            work()
        except Died:
            self.outcome.deaths += 1
            self.depth = 0
            forget_connection()
            make_all_due(outside=self.outside)
            self.engine, self.ear = InlineEngine(outside=self.outside), Ear(outside=self.outside)

    def between(self) -> None:
        """While a request is under way, people act, and a second worker works."""
        chance = self.dice.random()
        if chance < 0.03:
            self.people_act()
        elif chance < 0.06 and self.depth == 0:
            self.depth = 1
            InlineEngine(outside=self.outside).run_due()
            self.depth = 0

    def people_act(self) -> None:
        if self.meddles and self.dice.random() < 0.2:
            self.people_meddle()
        else:
            self.keeps_books()

    def keeps_books(self, act: str = "") -> None:
        self.bookkeeper.acts(act)
        self.watch.bookkeeping_happened()

    def people_meddle(self) -> None:
        before = {key: dict(each["attributes"]) for key, each in self._in_productive().items()}
        self.manager.acts()
        now = self._in_productive()
        touched = {key for key, each in now.items() if before.get(key) != each["attributes"]}
        self.watch.people_touched(touched | (before.keys() - now.keys()))

    def mixed_up(self, events: Messages) -> Messages:
        """Lost, repeated and out of order."""
        kept = [each for each in events if self.dice.random() > 0.15]
        kept += [each for each in kept if self.dice.random() < 0.2]
        if self.dice.random() < 0.3:
            self.dice.shuffle(kept)
        return kept

    def quiet(self) -> None:
        """Fair weather, nobody acts, a day passes: the sweeps find what there is, and all comes to rest."""
        self.weather.calm()
        self.outcome.did = self.bookkeeper.did
        self.outcome.struck = self.weather.struck
        for _ in range(2):
            self.stage.clock.advance(25 * HOUR)
            settled(self.engine, self.stage.clock, after=self._after_each)
        if self.watch.has_people:
            # What people change in Productive no list of Fortnox's shows: it is seen when something makes us look.
            ask_all(PaymentSync.objects.all(), now=self.stage.clock.now())
        settled(self.engine, self.stage.clock, after=self._after_each)
        self.outcome.told = self.watch.is_quiet_and_right()

    def _after_each(self) -> None:
        self.ear.step(0)
        self.watch.look()

    def _in_productive(self) -> dict[str, dict[str, dict[str, object]]]:
        return dict(self.stage.sandbox.store.table("productive.payments"))


def settled(engine: InlineEngine, clock: ManualClock, *, after: Callable[[], None] = lambda: None) -> None:
    """Let it work and let time pass until no invoice waits for anything but its watch."""
    for _ in range(QUIET_TURNS_MAX):
        engine.run_due()
        after()
        waiting = PaymentSync.objects.filter(wakes_at__isnull=False, watched_until=None).order_by("wakes_at")
        if (sync := waiting.first()) is None or sync.wakes_at is None:
            return
        clock.advance(max((sync.wakes_at - clock.now()).total_seconds(), 0.001))
    raise AssertionError(f"Never quiet: {list(PaymentSync.objects.values('wakes_at', 'reason', 'disagreements'))}")
