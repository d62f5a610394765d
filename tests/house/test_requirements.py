"""What is installed is pinned, hashed and the same for running and for checking."""

from __future__ import annotations

import re

from tests.house.tree import ROOT

PIN = re.compile(r"^([a-z0-9-]+)==(\S+)", flags=re.MULTILINE)


def test_checking_installs_the_very_versions_that_run() -> None:
    for_running, for_checking = pins("run"), pins("check")
    assert {name: for_checking.get(name) for name in for_running} == for_running


def test_every_pin_has_a_hash() -> None:
    for name in ("run", "check"):
        blocks = re.split(r"\n(?=\w)", text(name))
        assert not [block for block in blocks if block.strip() and "--hash=sha256:" not in block]


def test_no_list_names_an_address() -> None:
    assert not [name for name in ("run", "check") if "://" in text(name) or "index-url" in text(name)]


def pins(name: str) -> dict[str, str]:
    return dict(PIN.findall(text(name)))


def text(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
