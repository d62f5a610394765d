"""Moments as Fortnox's filters take them: local time in Stockholm, which one night a year has an hour twice."""

from __future__ import annotations

from datetime import datetime, timedelta

from brygga.clock import STOCKHOLM

hour = timedelta(hours=1)


def local_moment(moment: datetime) -> str:
    """An aware moment as `lastmodified` takes it, such that nothing changed since is left out.

    Stockholm time to the second (asserted by the official SDK's tests). In the autumn night whose hour comes twice, a
    later change can bear an earlier local time: so the hour before is asked for as well.
    """
    local = moment.astimezone(STOCKHOLM)
    other = local.replace(fold=1 - local.fold)
    if other.utcoffset() != local.utcoffset():
        local = (moment - hour).astimezone(STOCKHOLM)
    return local.strftime("%Y-%m-%d %H:%M:%S")
