"""Asking for what was changed since a moment, in the time that Fortnox means."""

from __future__ import annotations

from datetime import datetime, timedelta

from brygga.clock import STOCKHOLM
from brygga.fortnox.lists import page_size_max


def changed_since(moment: datetime) -> dict[str, str | int]:
    """The question for everything that was changed since an aware moment, in pages as long as they may be.

    Docs: docs/remotes/fortnox.md#changed-since
    """
    return {"lastmodified": stockholm_wall_clock(moment), "limit": page_size_max}


def stockholm_wall_clock(moment: datetime) -> str:
    """A moment as `lastmodified` takes it: Stockholm's wall clock, to the second (official SDK's tests; read 2026-04).

    In the hour that comes twice in autumn nobody can tell which one a time means: then an hour earlier is asked for.
    """
    local = moment.astimezone(STOCKHOLM)
    if local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset():
        local = (moment - timedelta(hours=1 if local.fold == 0 else 2)).astimezone(STOCKHOLM)
    return local.strftime("%Y-%m-%d %H:%M:%S")
