"""The environment: parsed once, and refused with a sentence when it makes no sense."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from django.db import connection

from brygga.config.databases import database
from brygga.config.env import NotUsable, read
from brygga.config.keys import keys


def test_it_needs_nothing_to_be_set() -> None:
    environment = read({})

    assert (environment.port, environment.url) == (8000, "http://localhost:8000")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BRYGGA_PORT", "eighty"),
        ("BRYGGA_PORT", "70000"),
        ("BRYGGA_URL", "brygga.example.com"),
        ("BRYGGA_FORTNOX_API_URL", "ftp://api.fortnox.se"),
        ("BRYGGA_LOG_FORMAT", "xml"),
        ("BRYGGA_LOG_LEVEL", "loud"),
    ],
)
def test_it_names_the_variable_that_makes_no_sense(name: str, value: str) -> None:
    with pytest.raises(NotUsable, match=f"{name} is '{value}'. It must be"):
        read({name: value})


def test_it_refuses_a_database_that_it_does_not_know(tmp_path: Path) -> None:
    with pytest.raises(NotUsable, match="BRYGGA_DATABASE_URL"):
        database("mysql://root@localhost/brygga", tmp_path)


def test_a_refused_database_address_keeps_its_password(tmp_path: Path) -> None:
    with pytest.raises(NotUsable) as refused:
        database("mysql://root:secret@localhost/brygga", tmp_path)

    assert "secret" not in str(refused.value)


def test_sqlite_keeps_its_last_commit_through_a_power_cut(tmp_path: Path) -> None:
    """An intention may be in it whose request went out."""
    said = database("", tmp_path)["OPTIONS"]

    assert "synchronous=FULL" in said["init_command"]
    assert said["transaction_mode"] == "IMMEDIATE"


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="A setting of SQLite.")
def test_the_database_in_use_really_writes_through() -> None:
    with connection.cursor() as cursor:
        full = 2
        assert cursor.execute("PRAGMA synchronous").fetchone() == (full,)


def test_keys_are_made_once_and_for_their_owner_only(tmp_path: Path) -> None:
    environment = read({"BRYGGA_HOME": str(tmp_path)})

    first, second = keys(environment), keys(environment)

    assert first == second
    assert (tmp_path / "keys.json").stat().st_mode & 0o777 == 0o600


def test_keys_of_the_environment_win(tmp_path: Path) -> None:
    sealing = "2026:" + base64.b64encode(b"k" * 32).decode()
    environment = read({"BRYGGA_HOME": str(tmp_path), "BRYGGA_SECRET_KEY": "s" * 50, "BRYGGA_SEAL_KEYS": sealing})

    assert keys(environment).seal_keys == {"2026": b"k" * 32}
    assert not (tmp_path / "keys.json").exists()


@pytest.mark.parametrize("said", ["2026", "2026:short", ":" + "k" * 44])
def test_it_refuses_a_seal_key_without_showing_it(tmp_path: Path, said: str) -> None:
    environment = read({"BRYGGA_HOME": str(tmp_path), "BRYGGA_SECRET_KEY": "s" * 50, "BRYGGA_SEAL_KEYS": said})

    with pytest.raises(NotUsable, match="BRYGGA_SEAL_KEYS") as refused:
        keys(environment)
    assert said not in str(refused.value)


def test_a_database_address_keeps_what_its_query_says(tmp_path: Path) -> None:
    said = database("postgresql://brygga@db/brygga?sslmode=require", tmp_path)

    assert said["OPTIONS"] == {"sslmode": "require"}


def test_it_refuses_a_database_port_that_is_no_number(tmp_path: Path) -> None:
    with pytest.raises(NotUsable, match="whose port is a number"):
        database("postgresql://brygga@db:port/brygga", tmp_path)


@pytest.mark.parametrize("broken", ["", "{", "[]]"])
def test_a_broken_keys_file_is_named(tmp_path: Path, broken: str) -> None:
    (tmp_path / "keys.json").write_text(broken, encoding="utf-8")

    with pytest.raises(NotUsable, match=r"unbroken keys\.json"):
        keys(read({"BRYGGA_HOME": str(tmp_path)}))


def test_a_home_that_cannot_be_written_is_named() -> None:
    with pytest.raises(NotUsable, match="a folder that we may write in"):
        keys(read({"BRYGGA_HOME": "/proc/brygga"}))


def test_an_address_without_a_host_is_refused() -> None:
    with pytest.raises(NotUsable, match="names a host"):
        read({"BRYGGA_URL": "https://"})
