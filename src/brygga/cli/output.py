"""What commands print: tables and sentences for people, one JSON document for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import typer
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from brygga.cli.exits import Exit, exit_for
from brygga.remote.errors import RemoteError
from brygga.wording import errors
from brygga.wording.explanations import Explanation


def as_json(document: Any) -> None:
    """Print one JSON document."""
    sys.stdout.write(json.dumps(document, indent=2, ensure_ascii=False, default=str) + "\n")


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table; a heading that ends in a bar | is of amounts, to the right."""
    shown = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        shown.add_column(heading.rstrip("|"), justify="right" if heading.endswith("|") else "left", overflow="fold")
    for row in rows:
        shown.add_row(*row)
    Console().print(shown)


def refuse(sentence: str) -> NoReturn:
    """End a command that was asked wrongly, saying how."""
    sys.stderr.write(sentence + "\n")
    raise typer.Exit(Exit.WRONG_USAGE)


def say(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")


def told(explanation: Explanation) -> tuple[str, ...]:
    """An explanation as lines: what is wrong, was anything written, what to do, who can."""
    who = _("Who can: %(who)s") % {"who": explanation.who} if explanation.who else ""
    parts = (explanation.title, explanation.written, explanation.remedy, who, explanation.said)
    return tuple(str(part) for part in parts if part)


def explained(explanation: Explanation) -> dict[str, str]:
    """An explanation for programs."""
    return {
        "title": str(explanation.title),
        "written": str(explanation.written or ""),
        "remedy": str(explanation.remedy or ""),
        "who": str(explanation.who or ""),
        "said": str(explanation.said or ""),
    }


def stop(explanation: Explanation, code: Exit, *, is_json: bool) -> NoReturn:
    """End the command with an explanation."""
    if is_json:
        as_json({"error": explained(explanation)})
    else:
        sys.stderr.write("\n".join(told(explanation)) + "\n")
    raise typer.Exit(code)


def stop_for(error: RemoteError, *, is_json: bool) -> NoReturn:
    """End the command because of a remote."""
    stop(errors.explain(error), exit_for(error), is_json=is_json)
