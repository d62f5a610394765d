"""Time in the sandbox, and how long its answers take."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from statistics import median, quantiles

import pytest

from sandbox.clock import Latency, SandboxClock

MIDNIGHT_IN_STOCKHOLM = datetime(2026, 6, 30, 22, 0, tzinfo=UTC)


def test_a_frozen_clock_moves_only_when_told() -> None:
    clock = SandboxClock(frozen_at=MIDNIGHT_IN_STOCKHOLM)
    clock.sleep(90)
    assert clock.now() == MIDNIGHT_IN_STOCKHOLM + timedelta(seconds=90)


def test_the_day_is_that_of_stockholm() -> None:
    assert SandboxClock(frozen_at=MIDNIGHT_IN_STOCKHOLM).today().isoformat() == "2026-07-01"


def test_a_running_clock_keeps_its_lead() -> None:
    clock = SandboxClock()
    before = clock.now()
    clock.advance(3600)
    assert clock.now() - before >= timedelta(hours=1)
    clock.run()
    assert clock.now() - before < timedelta(hours=1)


def test_answers_take_as_long_as_those_recorded() -> None:
    latency = Latency(mode="wire")
    drawn = [latency.next_seconds() for _ in range(4000)]
    assert median(drawn) == pytest.approx(0.283, rel=0.05)
    assert quantiles(drawn, n=20)[-1] == pytest.approx(0.570, rel=0.08)


def test_the_same_seed_draws_the_same_series() -> None:
    one, other = Latency(mode="wire", seed=7), Latency(mode="wire", seed=7)
    assert [one.next_seconds() for _ in range(5)] == [other.next_seconds() for _ in range(5)]
