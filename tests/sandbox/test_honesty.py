"""The README's lists of what is guessed, switched and imitated keep in step with the code."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import sandbox
from sandbox.fortnox import attachment_errors, errors
from sandbox.fortnox import switches as fortnox_switches
from sandbox.fortnox import urls as fortnox
from sandbox.fortnox.errors import Refusal
from sandbox.productive import switches as productive_switches
from sandbox.productive import urls as productive
from sandbox.productive.errors import KINDS

HOME = Path(sandbox.__file__).parent
README = (HOME / "README.md").read_text(encoding="utf-8")
FIRST_GUESSED_CODE = 9_000_001
# These name what they refuse; the README shows them with this word in its place.
NAMED = "…"
MARK = re.compile(r"\bguess(?:es)?\b", re.IGNORECASE)


def guessed_refusals() -> list[Refusal]:
    """Every refusal of Fortnox whose code is ours, by code."""
    named: list[Refusal] = [
        errors.purchase_account_missing(NAMED),  # type: ignore[arg-type]  # Any word will do.
        errors.field_missing(NAMED),
        errors.predefined_missing(NAMED, NAMED),
        errors.paid_in_another_year(NAMED),
    ]
    every = [*errors.NOT_FOUND.values(), *errors.GUESSES.values(), *named]
    return sorted((one for one in every if one.code >= FIRST_GUESSED_CODE), key=lambda one: one.code)


def positions(default: Any, others: Iterable[Any]) -> str:
    """The positions of a switch as the README shows them: the default first, in bold."""
    rest = [f"`{said(one)}`" for one in others if one != default]
    return ", ".join([f"**`{said(default)}`**", *rest])


def said(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def assert_rows(rows: Iterable[str]) -> None:
    missing = [row for row in rows if row not in README]
    assert not missing, "These rows belong into src/sandbox/README.md:\n" + "\n".join(missing)


def test_each_guessed_refusal_of_fortnox_is_listed() -> None:
    assert_rows(f"| {one.code} | {one.status} | {one.message} |" for one in guessed_refusals())
    in_code = {int(code) for code in re.findall(r"\b9000\d{3}\b", (HOME / "fortnox" / "errors.py").read_text())}
    assert in_code == {one.code for one in guessed_refusals()}
    assert_rows(f"| `{word}` |" for word in attachment_errors.MESSAGES if word.startswith("sandbox_guess_"))


def test_no_guessed_code_stands_for_two_things() -> None:
    codes = Counter(one.code for one in guessed_refusals())
    assert not [code for code, count in codes.items() if count > 1]


def test_each_guessed_refusal_of_productive_is_listed() -> None:
    assert_rows(f"| `{kind.code}` | {kind.status} | {kind.evidence} |" for kind in KINDS.values())


def test_each_switch_is_listed_with_its_positions() -> None:
    defaults = fortnox_switches.DEFAULTS
    assert_rows(
        f"| `{name}` | {positions(value, fortnox_switches.POSITIONS.get(name, ()))} |"
        for name, value in defaults.items()
    )
    assert_rows(
        f"| `{name}` | {positions(switch.positions[0], switch.positions)} | {switch.why} |"
        for name, switch in productive_switches.SWITCHES.items()
    )


def test_each_resource_that_is_imitated_is_listed() -> None:
    listed = set(re.findall(r"`([a-z_]+)`", README))
    fortnox_resources = {rule.rule.split("/")[1] for rule in fortnox.PATHS.iter_rules()} - {"<any(" + fortnox.KINDS}
    named = {part for part in fortnox_resources if part.isalpha()} | set(fortnox.KINDS.split(","))
    named |= {rule.rule.split("/")[1] for rule in productive.PATHS.iter_rules()}
    assert not named - listed


def test_nothing_that_is_listed_as_not_imitated_has_a_path() -> None:
    """The resources named after "Without a path" are none of either remote's."""
    for remote, paths in (("Fortnox", fortnox.PATHS), ("Productive", productive.PATHS)):
        part = README.partition("## 3. Not imitated")[2].partition(f"### {remote}")[2].partition("\n### ")[0]
        [without] = re.findall(r"^Without a path: (.*?)\n\n", part, flags=re.MULTILINE | re.DOTALL)
        names = re.findall(r"`([a-z_]+)`", without)
        assert names
        assert not [name for name in names if paths.bind("sandbox").test(f"/{name}", method="GET")]


def test_each_guess_about_productive_is_listed() -> None:
    """Every file that calls something a guess has a row, which says how often; errors and switches have their own."""
    home = HOME / "productive"
    counts = {path: len(MARK.findall(path.read_text(encoding="utf-8"))) for path in sorted(home.rglob("*.py"))}
    marked = {path.relative_to(home).as_posix(): count for path, count in counts.items() if count}
    assert_rows(f"| `{name}` | {count} | " for name, count in marked.items() if name != "errors.py")
