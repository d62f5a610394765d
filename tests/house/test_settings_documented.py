"""Every variable that an operator may set is on one page, and nothing else reads the environment."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from brygga.config.env import VARIABLES, Variable
from tests.house.tree import ROOT, committed_files, dotted, parsed, python_files, shown

PAGE = ROOT / "docs" / "operating" / "settings.md"
READS_THE_ENVIRONMENT = {"src/brygga/config/env.py"}
NOT_FOR_OPERATORS = {
    "BRYGGA_OUTSIDE": "a setting of Django's that only tests change",
    "BRYGGA_SIMULATIONS": "how many worlds a builder tries",
    "BRYGGA_SIMULATIONS_FROM": "the first of them",
}


def test_every_variable_has_its_row() -> None:
    page = PAGE.read_text(encoding="utf-8")
    missing = [row(variable) for variable in VARIABLES if row(variable) not in page]
    assert not missing, f"{shown(PAGE)} must hold these rows exactly:\n" + "\n".join(missing)


def test_the_page_names_no_variable_that_nobody_reads() -> None:
    known = {variable.name for variable in VARIABLES} | read_by_the_start_scripts() | read_by_the_sandbox()
    named = set(re.findall(r"\b(?:BRYGGA|SANDBOX)_[A-Z_]+\b", PAGE.read_text(encoding="utf-8")))
    assert not named - known


def test_what_the_sandbox_and_the_start_scripts_read_is_on_the_page_too() -> None:
    named = set(re.findall(r"\b(?:BRYGGA|SANDBOX)_[A-Z_]+\b", PAGE.read_text(encoding="utf-8")))
    assert not (read_by_the_sandbox() | read_by_the_start_scripts()) - named


def test_no_page_names_an_unknown_variable() -> None:
    known = set(re.findall(r"\b(?:BRYGGA|SANDBOX)_[A-Z_]+\b", PAGE.read_text(encoding="utf-8")))
    strange = [
        f"{shown(path)}: {name}"
        for path in committed_files()
        if path.suffix == ".md"
        for name in re.findall(r"\b(?:BRYGGA|SANDBOX)_[A-Z_]+\b", path.read_text(encoding="utf-8"))
        if name not in known and name not in NOT_FOR_OPERATORS
    ]
    assert not strange


def test_only_one_file_reads_the_environment() -> None:
    readers = [
        f"{shown(path)}:{node.lineno}"
        for path in python_files("src/brygga")
        if shown(path) not in READS_THE_ENVIRONMENT
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and dotted(node) in {"os.environ", "os.getenv"}
        if not names_the_settings_module(path, node)
    ]
    assert not readers, "Ask django.conf.settings.ENVIRONMENT instead:\n" + "\n".join(readers)


def row(variable: Variable) -> str:
    default = f"`{variable.default}`" if variable.default else ""
    secret = " Secret." if variable.secret else ""
    return f"| `{variable.name}` | {default} | {variable.meaning}{secret} |"


def read_by_the_sandbox() -> set[str]:
    text = "".join(path.read_text(encoding="utf-8") for path in python_files("src/sandbox"))
    return set(re.findall(r'environ[^\n]*?"((?:BRYGGA|SANDBOX)_[A-Z_]+)"', text))


def read_by_the_start_scripts() -> set[str]:
    text = (ROOT / "bin" / "install").read_text(encoding="utf-8") + (ROOT / "bin" / "run").read_text(encoding="utf-8")
    return set(re.findall(r"\b(?:BRYGGA|SANDBOX)_[A-Z_]+\b", text))


def names_the_settings_module(path: Path, node: ast.Attribute) -> bool:
    """`os.environ.setdefault("DJANGO_SETTINGS_MODULE", …)`, which Django asks of every way in."""
    return "DJANGO_SETTINGS_MODULE" in path.read_text(encoding="utf-8").splitlines()[node.lineno - 1]
