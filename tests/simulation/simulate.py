"""One run of a simulated world: everything in it follows from its seed.

People act while Brygga's requests are under way, its workers take turns at every request, notices are lost, repeated,
late and mixed up, processes die at requests and commits, and the clock jumps.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from brygga.connections.outside import Outside
from brygga.jobs.inline import InlineEngine
from brygga.jobs.kinds import run as do
from brygga.jobs.waking import make_all_due, wake_due
from brygga.listening.ear import Ear
from brygga.listening.models import Heard
from brygga.payments.models import PaymentFeed, PaymentSync
from brygga.payments.turns import ask_all, under_way
from tests.faults.snapshots import forget_connection
from tests.listening.sockets import Messages, Switchboard
from tests.outside_world import ManualClock, SandboxTransport
from tests.simulation import unknowns
from tests.simulation.checks import Watch
from tests.simulation.crew import Broken, Crew, Died, commits_reported, current
from tests.simulation.people import Bookkeeper, ProjectManager
from tests.simulation.stage import Stage, Stages
from tests.simulation.weather import Weather

# Summer time begins and ends, a month and a year end, all about midnight in Stockholm; and an ordinary Monday.
BEGINNINGS = (
    datetime(2026, 3, 28, 23, 30, tzinfo=UTC),
    datetime(2026, 10, 24, 22, 30, tzinfo=UTC),
    datetime(2026, 11, 30, 21, 30, tzinfo=UTC),
    datetime(2026, 12, 31, 23, 5, tzinfo=UTC),
    datetime(2026, 11, 2, 8, 30, tzinfo=UTC),
)
STEPS = 40
TURNS_AWAKE_MAX = 8
HURRIED_SECONDS, STEP_SECONDS = (0.2, 4), (1, 240)
HOUR, DAY = 3600, 24 * 3600
QUIET_TURNS_MAX = 400
PROMPT_SECONDS = 900
FAR_AHEAD = timedelta(days=100)
# Which ways of learning what happened work: all of them; only what Fortnox tells, on an honest wire; only the sweeps.
WAYS = ("all", "all", "all", "told", "swept")


@dataclass
class Outcome:
    """What happened in a run, and what people are left to settle."""

    seed: int
    way: str = ""
    turned: dict[str, object] = field(default_factory=dict)
    did: list[str] = field(default_factory=list)
    struck: dict[str, int] = field(default_factory=dict)
    deaths: int = 0
    told: list[str] = field(default_factory=list)


def simulate(seed: int, stages: Stages) -> Outcome:
    """Run the world of this seed; raises AssertionError where something does not hold."""
    dice = random.Random(seed)  # noqa: S311  Nothing secret depends on it.
    run = Run(stages.at(dice.choice(BEGINNINGS)), dice, seed)
    try:
        for _ in range(STEPS):
            run.step()
        run.quiet()
    except Broken as broken:
        raise AssertionError(str(broken)) from broken
    finally:
        run.ends()
    return run.outcome


class Run:
    """One world and everybody in it; what each does is drawn from the dice."""

    def __init__(self, stage: Stage, dice: random.Random, seed: int) -> None:
        self.stage = stage
        self.dice = dice
        self.outcome = Outcome(seed, way=dice.choice(WAYS), turned=unknowns.turn(stage.sandbox.store, dice))
        self.watch = Watch(stage)
        self.bookkeeper = Bookkeeper(stage, dice, dates_back=True)
        self.manager = ProjectManager(stage, dice)
        self.meddles = dice.random() < 0.4  # In the other runs nobody touches payments in Productive.
        self.hurries = dice.random() < 0.5
        self.weather = Weather(SandboxTransport(stage.sandbox), stage.sandbox, stage.clock, dice)
        self.weather.chance = dice.choice((0.0, 0.03, 0.1))
        self.weather.is_slow = dice.random() < 0.7
        self.weather.paused, self.weather.dies, self.weather.landed = self.under_way, self.dies, self._landed
        self.switchboard = Switchboard(stage.sandbox)
        self.switchboard.told = self.mixed_up
        self._held_back: Messages = []
        self.outside = Outside(clock=stage.clock, ids=stage.ids, transport=self.weather, connect=self.switchboard)
        self.crew = Crew(dice, at_commit=self.commits)
        self.ear = Ear(outside=self.outside)
        if self.outcome.way == "told":
            PaymentFeed.objects.update(wakes_at=stage.clock.now() + FAR_AHEAD)

    def step(self) -> None:
        self.weather.may_turn()
        if self.dice.random() < 0.5:
            self.people_act()
        if self.dice.random() < 0.1:
            self.switchboard.cut_all()
        self.works(self._pause())

    def works(self, seconds: float) -> None:
        """Time passes, and Brygga listens and does what is due when it is due; not while it is off for hours."""
        ends_at = self.stage.clock.now() + timedelta(seconds=seconds)
        for _ in range(TURNS_AWAKE_MAX if seconds < HOUR else 0):
            due = PaymentSync.objects.filter(wakes_at__lt=ends_at).order_by("wakes_at").first()
            if due is None or due.wakes_at is None or self.stage.clock.now() >= ends_at:
                break
            self._works_at(due.wakes_at)
        self._works_at(ends_at)
        self.watch.look()

    def _works_at(self, moment: datetime) -> None:
        """Several turns at once."""
        self.stage.clock.advance(max((moment - self.stage.clock.now()).total_seconds(), 0.001))
        self._hears()
        wake_due(self.crew, outside=self.outside)
        while self.crew.has_work:
            try:
                self.crew.go_on(lambda wake: do(wake, outside=self.outside), now=self.stage.clock.now())
            except Died:
                self._begins_anew()
                break
            self._meanwhile()

    def _meanwhile(self) -> None:
        """While requests are under way people act, more falls due, and time goes on: once in a while a lot of it."""
        chance = self.dice.random()
        if chance < 0.03:
            self.people_act()
        elif chance < 0.06:
            self._hears()
            wake_due(self.crew, outside=self.outside)
        elif chance < 0.065:
            self.stage.clock.advance(self.dice.choice((20, 130)))

    def _pause(self) -> float:
        """Now and then nobody works for hours, and once in a while for longer than Fortnox keeps its events."""
        chance = self.dice.random()
        if chance < 0.01 and self.outcome.way != "told":
            return 15 * DAY
        if chance < 0.04:
            return self.dice.uniform(1, 8) * HOUR
        is_short = self.hurries and self.dice.random() < 0.6
        return self.dice.uniform(*HURRIED_SECONDS if is_short else STEP_SECONDS)

    def _hears(self) -> None:
        if self.outcome.way == "swept":
            return
        try:
            with commits_reported(self.commits):
                self.ear.step(0)
        except Died:
            forget_connection()
            self._begins_anew()

    def _begins_anew(self) -> None:
        """The process died, and another goes on with what it left; at times only once its turns have run out."""
        self.outcome.deaths += 1
        self.crew.is_killed()
        self.ear = Ear(outside=self.outside)
        if self.dice.random() < 0.7:
            make_all_due(outside=self.outside)

    def under_way(self) -> None:
        """A request is under way: another worker may go on."""
        worker = current()
        if worker is not None:
            worker.process.live()
            if self.dice.random() < 0.5:
                worker.pause()

    def commits(self) -> None:
        """The process may die just before a commit, and the dead commit nothing."""
        self.crew.process.live()
        if self.dice.random() < self.weather.chance / 20:
            self.weather.count("died at a commit")
            self.dies()

    def dies(self) -> None:
        self.crew.process.dies()

    def _landed(self, began_at: datetime) -> None:
        self.watch.odds_were_beaten = self.weather.odds_are_beaten
        self.watch.landed(began_at)

    def people_act(self) -> None:
        if self.meddles and self.dice.random() < 0.2:
            self.people_meddle()
        else:
            self.keeps_books()

    def keeps_books(self, act: str = "") -> None:
        self.bookkeeper.acts(act)
        self.watch.bookkeeping_happened()

    def people_meddle(self) -> None:
        self.weather.lands()
        before = {key: dict(each["attributes"]) for key, each in self._in_productive().items()}
        invoices = self.manager.acts()
        now = self._in_productive()
        touched = {key for key, each in now.items() if before.get(key) != each["attributes"]}
        self.watch.people_touched(touched | (before.keys() - now.keys()), invoices)

    def mixed_up(self, events: Messages) -> Messages:
        """Lost, repeated, late and out of order; on an honest wire only repeated."""
        if self.outcome.way == "told":
            return [each for each in events for _ in range(1 + (self.dice.random() < 0.2))]
        kept = [each for each in [*self._held_back, *events] if self.dice.random() > 0.15]
        self._held_back = [each for each in kept if self.dice.random() < 0.2]
        kept = [each for each in kept if each not in self._held_back]
        kept += [each for each in kept if self.dice.random() < 0.2]
        if self.dice.random() < 0.3:
            self.dice.shuffle(kept)
        return kept

    def quiet(self) -> None:
        """Fair weather, nobody acts, a day passes: the sweeps find what there is, and all comes to rest."""
        self.weather.calm()
        self.crew.is_killed()
        make_all_due(outside=self.outside)
        self.outcome.did, self.outcome.struck = self.bookkeeper.did, self.weather.struck
        engine = InlineEngine(outside=self.outside)
        if self.outcome.way == "told":
            self._is_prompt(engine)
        for _ in range(2):
            self.stage.clock.advance(25 * HOUR)
            settled(engine, self.stage.clock, after=self._after_each)
        if self.watch.touched_invoices:
            # What people change in Productive no list of Fortnox's shows: it is seen when something makes us look.
            ask_all(PaymentSync.objects.all(), now=self.stage.clock.now())
        settled(engine, self.stage.clock, after=self._after_each)
        self.outcome.told = self.watch.is_quiet_and_right()

    def _is_prompt(self, engine: InlineEngine) -> None:
        """R16: without any sweep, what Fortnox told is enough, whoever died in between."""
        for _ in range(PROMPT_SECONDS // 3):
            self._after_each()
            engine.run_due()
            self.stage.clock.advance(3)
        assert not Heard.objects.exists(), f"Not followed up: {list(Heard.objects.values('kind', 'number', 'tries'))}"
        for sync in PaymentSync.objects.filter(disagreements=[]).select_related("link"):
            invoice = sync.link.productive_invoice_id
            apart = self.watch.apart(invoice)
            assert not apart or invoice in self.watch.touched_invoices, f"Told and not followed up: {apart}"
        PaymentFeed.objects.update(wakes_at=self.stage.clock.now())

    def ends(self) -> None:
        """Whatever happened, no thread is left."""
        self.weather.calm()
        self.crew.leave()

    def _after_each(self) -> None:
        self._hears()
        self.watch.look()

    def _in_productive(self) -> dict[str, dict[str, dict[str, object]]]:
        return dict(self.stage.sandbox.store.table("productive.payments"))


def settled(engine: InlineEngine, clock: ManualClock, *, after: Callable[[], None] = lambda: None) -> None:
    """Let it work and let time pass until no invoice waits for anything but its watch."""
    for _ in range(QUIET_TURNS_MAX):
        engine.run_due()
        after()
        waiting = PaymentSync.objects.filter(under_way(clock.now())).order_by("wakes_at")
        if (sync := waiting.first()) is None or sync.wakes_at is None:
            return
        clock.advance(max((sync.wakes_at - clock.now()).total_seconds(), 0.001))
    raise AssertionError(f"Never quiet: {list(PaymentSync.objects.values('wakes_at', 'reason', 'disagreements'))}")
