"""What is on disk: a snapshot, and a journal of what was changed since, whole at every moment."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.store import Store
from sandbox.watched import WatchedTable

VALUES = st.one_of(
    st.integers(), st.text(max_size=3), st.lists(st.integers(), max_size=2), st.just({"part": {"rows": [1]}})
)
# A change: how, in which table, at which key, and to what.
CHANGES = st.tuples(
    st.sampled_from(("put", "set", "nest", "grow", "drop", "clear", "count", "replace")),
    st.sampled_from(("invoices", "customers")),
    st.sampled_from("123"),
    VALUES,
)


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "sandbox" / "state.json"


def kept(state: Path) -> Store:
    """A store that is kept there, with one invoice in it."""
    store = Store()
    if not store.keep_at(state):
        store.table("invoices")["1"] = {"Total": "100", "Rows": [{"Price": "100"}]}
        store.save()
    return store


def left_at(state: Path) -> dict[str, Any]:
    """What a second start would find, in whatever order."""
    found = Store()
    found.keep_at(state)
    return told(found)


def told(store: Store) -> dict[str, Any]:
    return dict(json.loads(store.snapshot()))


def change(store: Store, how: str, table: str, key: str, value: Any) -> None:
    records = store.table(table)
    record = records.get(key)
    if how == "put":
        records[key] = {"value": value}
    elif how == "set" and record is not None:
        record["value"] = value
    elif how == "nest" and record is not None:
        record.setdefault("part", {"rows": []})["rows"].append({"value": value})
    elif how == "grow" and record is not None:
        record |= {"more": [value]}
        record["more"] += [value]
    elif how == "drop":
        records.pop(key, None)
    elif how == "clear":
        records.clear()
    elif how == "count":
        store.next_id(table)
    elif how == "replace":
        store.tables[table] = {key: {"value": value}}


@given(steps=st.lists(st.lists(CHANGES, max_size=4), max_size=6))
def test_a_second_start_finds_every_change_of_every_request(
    tmp_path_factory: pytest.TempPathFactory, steps: list[list[tuple[str, str, str, Any]]]
) -> None:
    state = tmp_path_factory.mktemp("kept") / "state.json"
    store = kept(state)
    for changes in steps:
        for each in changes:
            change(store, *copy.deepcopy(each))
        store.commit()
        assert left_at(state) == told(store)


def test_it_writes_down_what_was_changed_and_nothing_else(state: Path) -> None:
    store = kept(state)
    store.table("invoices")["2"] = {"Total": "7"}
    store.table("invoices")["1"]["Rows"][0]["Price"] = "90"
    store.commit()
    lines = state.with_suffix(".journal").read_text(encoding="utf-8").splitlines()
    written = json.loads(lines[-1])["records"]
    assert written == [
        ["invoices", "2", {"Total": "7"}],
        ["invoices", "1", {"Total": "100", "Rows": [{"Price": "90"}]}],
    ]


def test_a_line_that_broke_off_counts_for_nothing(state: Path) -> None:
    store = kept(state)
    store.table("invoices")["2"] = {"Total": "7"}
    store.commit()
    with state.with_suffix(".journal").open("a", encoding="utf-8") as journal:
        journal.write('{"counters": {}, "records": [["invoices", "3", {"To')
    assert set(left_at(state)["tables"]["invoices"]) == {"1", "2"}


def test_a_journal_of_an_older_snapshot_counts_for_nothing(state: Path) -> None:
    store = kept(state)
    store.table("invoices")["2"] = {"Total": "7"}
    store.commit()
    older = state.with_suffix(".journal").read_text(encoding="utf-8")
    store.clear()
    store.table("invoices")["9"] = {"Total": "1"}
    store.save()
    state.with_suffix(".journal").write_text(older, encoding="utf-8")
    assert set(left_at(state)["tables"]["invoices"]) == {"9"}


def test_a_copy_of_a_record_is_a_plain_one(state: Path) -> None:
    record = kept(state).table("invoices")["1"]
    assert type(copy.deepcopy(record)) is dict
    assert type(copy.deepcopy(record)["Rows"]) is list
    assert type(copy.copy(record)) is dict


def test_a_record_stays_the_object_that_it_is(state: Path) -> None:
    """Whoever holds it sees what later requests make of it."""
    store = kept(state)
    record = store.table("invoices")["1"]
    store.table("invoices")["1"]["Total"] = "90"
    store.commit()
    assert record is store.table("invoices")["1"]


def test_in_memory_nothing_is_watched() -> None:
    store = Store()
    store.table("invoices")["1"] = {}
    assert not isinstance(store.table("invoices"), WatchedTable)
    assert type(store.table("invoices")["1"]) is dict
