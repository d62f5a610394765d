"""What the sandbox remembers: counters, snapshots, and the file that a second start finds."""

from __future__ import annotations

import json
from pathlib import Path

from sandbox.app import create_app
from sandbox.store import Store
from tests.sandbox.ledger import Ledger, row
from tests.sandbox.wires import IN_PROCESS, wire_to


def test_it_counts_each_series_on_its_own() -> None:
    store = Store()
    assert [store.next_id("a"), store.next_id("a"), store.next_id("b", start=40)] == [1, 2, 40]


def test_it_becomes_what_a_snapshot_was_taken_of() -> None:
    store = Store()
    store.table("things")["1"] = {"name": "Å"}
    store.next_id("things")
    before = store.snapshot()
    store.table("things").clear()
    store.next_id("things")
    store.restore(before)
    assert store.table("things") == {"1": {"name": "Å"}}
    assert store.next_id("things") == 2


def test_a_second_start_finds_what_the_first_left(tmp_path: Path) -> None:
    state = tmp_path / "sandbox" / "state.json"
    first = create_app("small_fortnox", state_path=state)
    with wire_to(first, IN_PROCESS) as client:
        made = Ledger(client=client, sandbox=first).invoice(row(), ExternalInvoiceReference1="brygga-1")
    second = create_app("small_fortnox", state_path=state)
    found = second.store.table("fortnox.100101.invoices")[made["DocumentNumber"]]
    assert found["ExternalInvoiceReference1"] == "brygga-1"
    assert json.loads(second.store.snapshot()) == json.loads(first.store.snapshot())


def test_a_token_works_after_a_restart(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    first = create_app("small_fortnox", state_path=state)
    with wire_to(first, IN_PROCESS) as client:
        ledger = Ledger(client=client, sandbox=first)
        first.save()
        ledger.get("units")
    second = create_app("small_fortnox", state_path=state)
    with wire_to(second, IN_PROCESS) as client:
        headers = {"Authorization": f"Bearer {ledger.token}"}
        assert client.get("/fortnox/3/units", headers=headers).status_code == 200


def test_what_a_mere_question_did_is_kept_too(tmp_path: Path) -> None:
    """Printing an invoice is a GET."""
    state = tmp_path / "state.json"
    first = create_app("small_fortnox", state_path=state)
    with wire_to(first, IN_PROCESS) as client:
        Ledger(client=client, sandbox=first).ask("GET", "invoices/10457/print")
    second = create_app("small_fortnox", state_path=state)
    assert second.store.table("fortnox.100101.invoices")["10457"]["Sent"] is True


def test_a_question_that_did_nothing_is_not_written_down(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    sandbox = create_app("small_fortnox", state_path=state)
    with wire_to(sandbox, IN_PROCESS) as client:
        ledger = Ledger(client=client, sandbox=sandbox)
        ledger.put("customers/1042", {"Customer": {"City": "Visby"}})
        before = state.with_suffix(".journal").stat().st_size
        ledger.get("invoices")
    assert state.with_suffix(".journal").stat().st_size == before
