"""Credit notes by commands: draft one, see what it takes back, copy it, and allow the booking that must come first."""

from __future__ import annotations

import json

import pytest

from brygga.cli.exits import Exit
from brygga.connections.models import Connection
from sandbox.app import Sandbox
from tests.cli.test_commands import brygga
from tests.outside_world import credit_note

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_credit_note_is_drafted_and_copied(decided: Connection, sandbox: Sandbox) -> None:
    brygga("copy", "9001", "--wait")
    stands = sandbox.store.table(f"fortnox.{decided.fortnox_tenant_id}.invoices")["10483"]
    stands["Sent"] = True
    code, output = brygga("credit", "9001", "--json")
    (note,) = json.loads(output)["drafts"]
    assert code == Exit.DONE

    code, output = brygga("copy", note, "--wait")
    assert code == Exit.NEEDS_YOU
    assert "Invoice 10483 is sent but not booked" in output
    code, output = brygga("copy", note, "--book-first", "--wait")
    assert (code, output.splitlines()[0]) == (Exit.DONE, f"{note}: Copied, Fortnox 10484")
    assert stands["Booked"]


def test_both_drafts_are_told(decided: Connection) -> None:
    brygga("copy", "9001", "--wait")
    code, output = brygga("credit", "9001", "--replace")

    assert (code, [line.split(",")[0] for line in output.splitlines()]) == (
        Exit.DONE,
        ["Credit note", "New invoice"],
    )


def test_what_was_never_copied_is_not_credited(decided: Connection, sandbox: Sandbox) -> None:
    assert brygga("credit", "9001")[0] == Exit.NEEDS_YOU
    code, output = brygga("preview", credit_note(sandbox, "8021"))
    assert code == Exit.NEEDS_YOU
    assert "Invoice 10459, which it credits, was not copied to Fortnox." in output
