"""The console script `brygga`: puts everything together, then runs the command that was named."""

from __future__ import annotations

import os
import sys

import django

from brygga.cli.exits import Exit
from brygga.config.env import NotUsable


def run() -> None:
    """Set Django up from the environment, then run the command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brygga.config.settings")
    try:
        django.setup()
    except NotUsable as wrong:
        sys.stderr.write(f"{wrong}\n")
        sys.exit(Exit.WRONG_USAGE)

    from brygga.cli.commands import app  # noqa: PLC0415  Its imports need Django to be set up.

    app()
