"""The same deaths once more in a process that really exits, against a sandbox behind a socket."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.faults.child import EXIT_CODE
from tests.faults.flows import FLOWS
from tests.faults.snapshots import forget_connection
from tests.faults.stage import Stage
from tests.faults.test_crash_points import OF_AN_INVOICE
from tests.sandbox.wires import served

ROOT = Path(__file__).resolve().parent.parent.parent
CHILD_SECONDS_MAX = 60

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.process]


@pytest.mark.reliability("R1")
@pytest.mark.reliability("R11")
@pytest.mark.parametrize("stage", FLOWS[1:2], indirect=True, ids=["new-customer"])
def test_it_copies_once_although_its_process_exits_around_a_write(stage: Stage) -> None:
    around_writes = [each.number for each in stage.deaths() if " POST " in each.label or " PATCH " in each.label]
    assert len(around_writes) > len(OF_AN_INVOICE)
    with served(stage.place.sandbox) as address:
        for number in around_writes:
            stage.restore()
            forget_connection()
            assert exit_code(stage, number, address) == EXIT_CODE
            stage.recover()
            stage.check(f"point {number} in a process of its own")


def exit_code(stage: Stage, point: int, address: str) -> int:
    command = [sys.executable, "-m", "tests.faults.child", str(stage.attempt_id), str(point)]
    environment = {**os.environ, **addresses(address), "PYTHONPATH": "src", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    moment = stage.place.clock.now().isoformat()
    done = subprocess.run([*command, moment], cwd=ROOT, env=environment, timeout=CHILD_SECONDS_MAX, check=False)  # noqa: S603
    return done.returncode


def addresses(sandbox: str) -> dict[str, str]:
    """Where the child finds the sandbox, and the very database of this test."""
    return {
        "BRYGGA_FORTNOX_API_URL": f"{sandbox}/fortnox/3/",
        "BRYGGA_FORTNOX_ATTACHMENTS_URL": f"{sandbox}/fortnox/api/fileattachments/",
        "BRYGGA_PRODUCTIVE_STORAGE_URL": f"{sandbox}/productive/storage/",
        "BRYGGA_PRODUCTIVE_FILES_URL": f"{sandbox}/",
        "BRYGGA_FORTNOX_OAUTH_URL": f"{sandbox}/fortnox/oauth-v1/",
        "BRYGGA_PRODUCTIVE_API_URL": f"{sandbox}/productive/api/v2/",
        "BRYGGA_DATABASE_URL": database_url(),
    }


def database_url() -> str:
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite://{at['NAME']}"
    return f"postgresql://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
