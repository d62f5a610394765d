"""What is written is true of the tree: links lead somewhere, decisions have one form, the map shows every room."""

from __future__ import annotations

import re
from pathlib import Path

from brygga import __version__
from brygga.cli.exits import Exit
from tests.house.tree import ROOT, documents, shown

DECISIONS = ROOT / "docs" / "decisions"
DECISION_HEADINGS = ["Context", "Decision", "Consequences", "What enforces it"]
DECISION_LINES_MAX = 60


def test_every_link_leads_somewhere() -> None:
    dead = [
        f"{shown(page)}: {target}"
        for page in documents()
        for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
        if not target.startswith(("http://", "https://", "mailto:")) and not leads_somewhere(page, target)
    ]
    assert not dead, "These links lead nowhere:\n" + "\n".join(dead)


def test_every_path_in_backticks_exists() -> None:
    missing = [
        f"{shown(page)}: {path}"
        for page in documents()
        for path in re.findall(r"`((?:src|tests|docs|bin|requirements)/[\w./-]+)`", page.read_text(encoding="utf-8"))
        if not (ROOT / path).exists()
    ]
    assert not missing, "These are named but not there:\n" + "\n".join(missing)


def test_every_decision_has_the_same_form_and_fits_a_screen() -> None:
    for page in decisions():
        text = page.read_text(encoding="utf-8")
        assert re.match(r"# \d{4} \S", text), f"{page.name} opens with its number and what was decided."
        assert re.findall(r"^## (.+)$", text, flags=re.MULTILINE) == DECISION_HEADINGS, page.name
        assert len(text.splitlines()) <= DECISION_LINES_MAX, f"{page.name} is longer than a screen."


def test_decisions_are_numbered_without_holes() -> None:
    numbers = [int(page.name[:4]) for page in decisions()]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_map_shows_every_room() -> None:
    rooms = {path.parent.name for path in (ROOT / "src" / "brygga").glob("*/__init__.py")}
    drawn = set(
        re.findall(r"^\| `(\w+)` \|", (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert drawn == rooms


def test_the_changelog_opens_with_this_version() -> None:
    heading = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert heading
    assert heading[1] == __version__


def test_the_readme_shows_every_command() -> None:
    listed = (ROOT / "src" / "brygga" / "cli" / "commands.py").read_text(encoding="utf-8")
    commands = re.findall(r"^app\.(?:command\(\)\(|add_typer\()(\w+)", listed, flags=re.MULTILINE)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert commands
    assert not [name for name in commands if f"\nbrygga {name}" not in readme]


def test_every_exit_code_is_explained() -> None:
    page = (ROOT / "docs" / "operating" / "running.md").read_text(encoding="utf-8")
    assert [int(code) for code in re.findall(r"^\| (\d) \|", page, flags=re.MULTILINE)] == [code.value for code in Exit]


def decisions() -> list[Path]:
    return sorted(DECISIONS.glob("*.md"))


def leads_somewhere(page: Path, target: str) -> bool:
    path, _, anchor = target.partition("#")
    there = page.parent / path if path else page
    return there.exists() and (not anchor or anchor in anchors(there))


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as Markdown viewers make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\s-]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}
