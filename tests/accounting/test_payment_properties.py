"""Whatever was booked, Productive never shows more than that, and what is right is left alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brygga.accounting.payments import Change, Does, Mirror, Shown, plan
from brygga.accounting.settlements import Books, Part
from tests.accounting.paying import ON, books, shown

ACCOUNTS = st.sampled_from(["bank", "1910", "6351", "1515", "2420", "1510"])
AMOUNTS = st.integers(min_value=-20_000, max_value=90_000).map(lambda ore: Decimal(ore).scaleb(-2)).filter(bool)
WRITE_OFFS = st.sampled_from(["", " +10.00 6570", " -60.00 3990", " +0.40 3740"])
MARKS = st.sampled_from(["", "", " unbooked", " finance"])
LINES = st.lists(st.tuples(AMOUNTS, ACCOUNTS, WRITE_OFFS, MARKS), max_size=6)
MIRRORED = st.lists(
    st.tuples(st.sampled_from(["1", "2", "3", "w1", "8"]), AMOUNTS), max_size=4, unique_by=lambda e: e[0]
)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Books, Shown]:
    """Some payments in Fortnox, and something that was mirrored before, rightly or wrongly."""
    lines = [
        f"{number} {amount} {account}{write_off}{mark}"
        for number, (amount, account, write_off, mark) in enumerate(draw(LINES), start=1)
    ]
    total = draw(st.integers(min_value=1, max_value=1000))
    rounding = Decimal(draw(st.integers(min_value=-49, max_value=50))).scaleb(-2)
    ours = books(str(total), *lines, RoundOff=str(rounding))
    mirrors = [f"{name.strip('w')}{'w' * name.count('w')} {amount}" for name, amount in draw(MIRRORED)]
    return ours, shown(str(total - rounding), *mirrors)


@pytest.mark.reliability("R6")
@given(worlds())
def test_it_never_shows_more_than_was_booked_and_then_rests(world: tuple[Books, Shown]) -> None:
    ours, theirs = world
    booked = plan(ours, replace(theirs, payments=(), mirrors=()))
    if booked.disagreements and not booked.changes:
        return
    wanted = sum((each.amount for each in booked.changes), Decimal(0))
    before = _sum(theirs.mirrors)

    made = plan(ours, theirs).changes
    sums = [_sum(after) for after in _step_by_step(theirs.mirrors, made)]

    assert sums == [] or sums[-1] == wanted
    assert all(each <= max(before, wanted) for each in sums)
    after = _after(theirs.mirrors, made)
    assert plan(ours, _shown_with(theirs, after)).changes == ()


def _step_by_step(mirrors: Sequence[Mirror], made: Sequence[Change]) -> list[tuple[Mirror, ...]]:
    return [_after(mirrors, made[:count]) for count in range(1, len(made) + 1)]


def _after(mirrors: Sequence[Mirror], made: Sequence[Change]) -> tuple[Mirror, ...]:
    kept = {(each.number, each.part): each for each in mirrors}
    for change in made:
        key = (change.number, change.part)
        kept.pop(key, None)
        if change.does is not Does.REMOVE:
            identity = change.payment_id or f"n{change.number}{change.part}"
            kept[key] = Mirror(
                number=change.number, part=change.part, payment_id=identity, amount=change.amount, on=change.on or ON
            )
    return tuple(kept.values())


def _shown_with(theirs: Shown, mirrors: Sequence[Mirror]) -> Shown:
    lines = [f"{each.number}{'w' if each.part is Part.WRITE_OFF else ''} {each.amount}" for each in mirrors]
    again = shown("1", *lines)
    return replace(theirs, payments=again.payments, mirrors=again.mirrors)


def _sum(mirrors: Sequence[Mirror]) -> Decimal:
    return sum((each.amount for each in mirrors), Decimal(0))
