"""When the next call may start."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brygga.remote.pacing import Rate, ahead_max_seconds, book

THREE_IN_TEN = Rate(limit=3, window_seconds=10.0, margin_seconds=0.5)

TABLE = [
    pytest.param([], 100.0, 100.0, id="an empty ring lets go at once"),
    pytest.param([99.0, 99.5], 100.0, 100.0, id="room in the window lets go at once"),
    pytest.param(
        [95.0, 96.0, 97.0], 100.0, 105.5, id="a full window waits until its first start and the margin are past"
    ),
    pytest.param([80.0, 81.0, 82.0], 100.0, 100.0, id="starts of long ago do not count"),
    pytest.param([95.0, 96.0, 104.0], 100.0, 105.5, id="moments already booked count too"),
    pytest.param([104.0], 100.0, 104.0, id="nobody overtakes a booking"),
    pytest.param([97.0, 95.0, 96.0], 100.0, 105.5, id="the order of the ring does not matter"),
    pytest.param([1.0, 2.0, 95.0, 96.0, 97.0], 100.0, 105.5, id="only the last starts count"),
    pytest.param([4000.0, 4000.1, 4000.2], 100.0, 100.0, id="starts of a clock that was set back are forgotten"),
]


@pytest.mark.parametrize(("starts", "now", "moment"), TABLE)
def test_it_books_the_next_free_moment(starts: list[float], now: float, moment: float) -> None:
    booking = book(starts, now, rate=THREE_IN_TEN)
    assert booking is not None
    assert booking.start == moment
    assert booking.starts[-1] == moment
    assert len(booking.starts) <= THREE_IN_TEN.limit


def test_it_books_nothing_that_is_too_far_ahead() -> None:
    starts = [100.0 + ahead_max_seconds - 1] * THREE_IN_TEN.limit
    assert book(starts, 100.0, rate=THREE_IN_TEN) is None


@pytest.mark.parametrize(("limit", "window", "margin"), [(0, 5, 0.3), (25, 0, 0.3), (25, 5, 0)])
def test_a_rate_without_a_limit_is_no_rate(limit: int, window: float, margin: float) -> None:
    with pytest.raises(ValueError, match="rate"):
        Rate(limit=limit, window_seconds=window, margin_seconds=margin)


@given(
    waits=st.lists(st.one_of(st.just(0.0), st.floats(0, 20, allow_nan=False)), max_size=60),
    limit=st.integers(1, 7),
    window=st.floats(0.5, 12, allow_nan=False),
)
def test_no_window_ever_holds_more_starts_than_the_limit(waits: list[float], limit: int, window: float) -> None:
    rate = Rate(limit=limit, window_seconds=window, margin_seconds=0.1)
    now = 1_790_000_000.0
    ring: tuple[float, ...] = ()
    started: list[float] = []
    for wait in waits:
        now += wait
        if booking := book(ring, now, rate=rate):
            ring = booking.starts
            started.append(booking.start)
            assert booking.start >= now
    assert started == sorted(started)
    for first, beyond in zip(started, started[limit:], strict=False):
        assert beyond - first > window, "more than the limit within one window"
