"""The benchmark asks what the sandbox answers; how fast is measured when somebody asks, and by no test."""

from __future__ import annotations

import pytest

from benchmarks import sandbox as benchmark
from sandbox.app import Sandbox


@pytest.fixture
def small() -> Sandbox:
    return benchmark.built("small")


def test_every_kind_of_request_is_answered(small: Sandbox) -> None:
    for ask in (benchmark.reads(small) | benchmark.writes(small)).values():
        ask()
    assert small.requests.violations() == 0
    assert small.requests.unknown() == {}


def test_it_never_runs_out_of_a_token(small: Sandbox) -> None:
    caller = benchmark.Fortnox(small)
    caller.get("customers/1042")
    small.clock.advance(60 * 60)
    caller.get("customers/1042")
    assert {entry.status for entry in small.requests.seen()} == {200}


def test_it_does_not_take_a_refusal_for_an_answer(small: Sandbox) -> None:
    with pytest.raises(RuntimeError, match="404"):
        benchmark.Fortnox(small).get("customers/1")
