"""Small functions, small files, few parameters, names that mean something: STYLE.md, counted."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.house.tree import Function, definitions, functions, parsed, python_files, shown

FUNCTION_LINES_MAX = 60
FILE_LINES_MAX = 300
TEST_FILE_LINES_MAX = 500  # A table of worked examples is read line by line, not as a whole.
PARAMETERS_MAX = 6

BANNED_WORDS = {"utils", "util", "helpers", "helper", "common", "manager", "data", "info", "process", "handle"}

# Each exception has a reason that a reader would accept.
NAMES_ALLOWED = {
    "src/brygga/tenants/models.py::UserManager": "Django's own word for it",
    "src/brygga/remote/transport.py::get_extra_info": "httpcore's own word for it",
    "src/sandbox/productive/wire.py::_data": "JSON:API calls this member so",
}
PARAMETERS_ALLOWED = {
    "src/brygga/history/models.py::record": "an event has this many facts, and each is named at the call",
    "src/brygga/cli/copy.py::copy": "typer makes an option of each parameter",
    "src/brygga/cli/rate.py::enter": "typer makes an option of each parameter",
    "src/brygga/copying/preview.py::preview": "the one question before a copy: each side of it is named at the call",
    "src/brygga/jobs/requests.py::request_copy": "the one door to a copy: each fact is named at the call",
}
LONG_FUNCTIONS_ALLOWED: dict[str, str] = {}
LONG_FILES_ALLOWED: dict[str, str] = {}

PRODUCT = python_files("src")
TESTS = python_files("tests")


def test_every_function_fits_a_screen() -> None:
    too_long = [
        f"{place(path, node)}: {lines(node)} lines"
        for path in PRODUCT
        for node in functions(path)
        if lines(node) > FUNCTION_LINES_MAX and place(path, node) not in LONG_FUNCTIONS_ALLOWED
    ]
    assert not too_long, f"At most {FUNCTION_LINES_MAX} lines a function:\n" + "\n".join(too_long)


def test_every_file_is_about_one_thing() -> None:
    limits = [*((path, FILE_LINES_MAX) for path in PRODUCT), *((path, TEST_FILE_LINES_MAX) for path in TESTS)]
    too_long = [
        f"{shown(path)}: {length} lines, {limit} allowed"
        for path, limit in limits
        if (length := len(path.read_text(encoding="utf-8").splitlines())) > limit
        and shown(path) not in LONG_FILES_ALLOWED
    ]
    assert not too_long, "\n".join(too_long)


def test_no_function_asks_for_too_much() -> None:
    too_many = [
        f"{place(path, node)}: {len(parameters(node))} parameters"
        for path in PRODUCT
        for node in functions(path)
        if len(parameters(node)) > PARAMETERS_MAX and place(path, node) not in PARAMETERS_ALLOWED
    ]
    assert not too_many, f"At most {PARAMETERS_MAX} parameters; make a value of what belongs together:\n" + "\n".join(
        too_many
    )


def test_every_module_says_what_it_is() -> None:
    silent = [shown(path) for path in PRODUCT + TESTS if not ast.get_docstring(parsed(path))]
    assert not silent, "A module opens with one plain sentence:\n" + "\n".join(silent)


def test_a_docstring_opens_with_a_whole_sentence() -> None:
    torn = [
        shown(path)
        for path in PRODUCT + TESTS
        if (said := ast.get_docstring(parsed(path))) and said.split("\n\n")[0].rstrip(":)`\"'")[-1] not in ".!?"
    ]
    assert not torn, "The first paragraph of a docstring is a sentence with its full stop:\n" + "\n".join(torn)


def test_every_function_says_what_it_returns() -> None:
    untyped = [place(path, node) for path in PRODUCT + TESTS for node in functions(path) if node.returns is None]
    assert not untyped, "Return types are written down:\n" + "\n".join(untyped)


def test_what_is_left_to_do_has_an_issue() -> None:
    loose = [
        f"{shown(path)}:{number}"
        for path in PRODUCT + TESTS
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(r"#\s*(TODO|FIXME)\b", line) and not re.search(r"#\d+", line)
    ]
    assert not loose, "What is left to do is an issue; name its number:\n" + "\n".join(loose)


def test_names_say_what_a_thing_is() -> None:
    empty = [
        f"{shown(path)}::{name}"
        for path in PRODUCT
        for name in [path.stem, *(node.name for node in definitions(path))]
        if BANNED_WORDS & words(name) and f"{shown(path)}::{name}" not in NAMES_ALLOWED
    ]
    assert not empty, f"{sorted(BANNED_WORDS)} say nothing; STYLE.md has the reason:\n" + "\n".join(empty)


def test_no_exception_outlives_its_reason() -> None:
    there = {f"{shown(path)}::{node.name}" for path in PRODUCT for node in definitions(path)}
    there |= {shown(path) for path in PRODUCT + TESTS}
    allowed = NAMES_ALLOWED | PARAMETERS_ALLOWED | LONG_FUNCTIONS_ALLOWED | LONG_FILES_ALLOWED
    assert not set(allowed) - there, "These exceptions name nothing that exists any more."


def place(path: Path, node: Function) -> str:
    return f"{shown(path)}::{node.name}"


def lines(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def parameters(node: Function) -> list[str]:
    given = node.args
    named = [each.arg for each in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    rest = [each.arg for each in (given.vararg, given.kwarg) if each]
    return [name for name in named if name not in {"self", "cls"}] + rest


def words(name: str) -> set[str]:
    """The lower-case words of a snake_case or CamelCase name."""
    return {word.lower() for word in re.findall(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+", name)}
