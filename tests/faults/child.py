"""A process that copies an invoice and really exits at one point, as if it had been killed there.

Called as `python -m tests.faults.child ATTEMPT POINT MOMENT`; where everything is stands in its environment.
"""

from __future__ import annotations

import os
import sys
from datetime import datetime
from uuid import UUID

import django
import httpx

EXIT_CODE = 9


def main(attempt: str, point: str, moment: str) -> None:
    django.setup()

    from brygga.clock import RandomIds  # noqa: PLC0415  Settings come first.
    from brygga.connections.outside import Outside  # noqa: PLC0415
    from brygga.copying.advancing import advance  # noqa: PLC0415
    from tests.faults.points import DyingTransport, Points, watched  # noqa: PLC0415
    from tests.outside_world import ManualClock  # noqa: PLC0415

    points = Points(armed=int(point), die=lambda: os._exit(EXIT_CODE))
    outside = Outside(
        clock=ManualClock(datetime.fromisoformat(moment)),
        ids=RandomIds(),
        transport=DyingTransport(httpx.HTTPTransport(), points),
    )
    with watched(points):
        advance(UUID(attempt), outside=outside)


if __name__ == "__main__":
    main(*sys.argv[1:])
