"""Seeded worlds: whatever people, faults and time do, what is mirrored is what is booked.

`BRYGGA_SIMULATIONS=500 BRYGGA_SIMULATIONS_FROM=1 pytest tests/simulation -s` runs more; seeds that ever failed are in
`failing_seeds.txt` and run each time.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.simulation.breaks import BREAKS, Break, broken_files
from tests.simulation.simulate import simulate
from tests.simulation.stage import Stages

RUNS = int(os.environ.get("BRYGGA_SIMULATIONS", "2"))
FIRST = int(os.environ.get("BRYGGA_SIMULATIONS_FROM", "1"))
STOPS = bool(os.environ.get("BRYGGA_SIMULATIONS_STOP"))
KEPT = Path(__file__).with_name("failing_seeds.txt")


def seeds() -> list[int]:
    kept = [int(line.split()[0]) for line in KEPT.read_text(encoding="utf-8").splitlines() if line[:1].isdigit()]
    return [*kept, *range(FIRST, FIRST + RUNS)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.reliability("R6")
@pytest.mark.reliability("R9")
@pytest.mark.reliability("R15")
@pytest.mark.reliability("R16")
@pytest.mark.reliability("R17")
def test_whatever_happens_mirrors_come_to_equal_what_is_booked() -> None:
    stages, failed = Stages(), {}
    did: Counter[str] = Counter()
    for seed in seeds():
        try:
            outcome = simulate(seed, stages)
        except AssertionError as error:
            failed[seed] = str(error)
            sys.stdout.write(f"seed {seed} FAILED: {error}\n")
            if STOPS:
                break
            continue
        did.update([*outcome.did, *outcome.told, *outcome.struck, *(["death"] * outcome.deaths), outcome.way])
        sys.stdout.write(
            f"seed {seed}, {outcome.way}: {outcome.struck}, {outcome.deaths} deaths, told {outcome.told}\n"
        )
    sys.stdout.write(f"{dict(did)}\n")
    assert not failed, f"Add these seeds to {KEPT.name}: {failed}"


@pytest.mark.parametrize("broken", BREAKS, ids=lambda each: each.letter)
def test_what_breaks_deliberately_fits_the_code(broken: Break) -> None:
    for path, text in broken_files(broken).items():
        compile(text, path, "exec")
