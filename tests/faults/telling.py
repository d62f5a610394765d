"""What a person is told about a copy that rests, on the pages and by the command, in both languages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from django.test import Client
from django.utils import translation
from typer.testing import CliRunner

from brygga.cli.commands import app
from brygga.cli.exits import Exit
from brygga.copying.models import Copy
from brygga.wording import errors, problems
from brygga.wording.explanations import Explanation
from tests.web.pages import words

LANGUAGES = ("en", "sv")
# Left placeholders, raw kinds, missing facts; names of settings are meant to be raw.
RAW = re.compile(r"%\(|\b[a-z]+(_[a-z]+)+\b|(?<!\d)–(?!\d)|\bNone\b")
ENGLISH = re.compile(r"\b(the|is|not|and|of|was|does|answer|answered|error|token is|try)\b", re.IGNORECASE)
QUOTED = re.compile(r"[“”][^”]*”")


def explanations(copy: Copy) -> list[Explanation]:
    """Everything that a resting copy says, in the language of now."""
    reason = [errors.reason(copy.reason, copy=copy)] if copy.reason else []
    return [*problems.of_copy(copy), *reason]


def assert_plain(told: Iterable[Explanation]) -> None:
    """Four parts, nothing raw, and no English in Swedish but in quotes of a remote's own words."""
    for each in told:
        parts = (each.title, each.written, each.remedy, each.who)
        assert all(parts), each
        assert not [part for part in parts if RAW.search(part)], each
        if (translation.get_language() or "") == "sv":
            own = " ".join(QUOTED.sub("", part) for part in (*parts, each.said))
            assert not ENGLISH.search(own), own


def assert_explained(copy: Copy) -> None:
    """The copy says why it rests, plainly in both languages."""
    for language in LANGUAGES:
        with translation.override(language):
            told = explanations(copy)
            assert told
            assert_plain(told)


def assert_told(copy: Copy, client: Client, **titles: str) -> None:
    """The invoice's page, Needs you and the command say it, in English (`en`) and Swedish (`sv`)."""
    for language in LANGUAGES:
        with translation.override(language):
            told = explanations(copy)
            assert_plain(told)
        assert any(titles[language] in each.title for each in told), [each.title for each in told]
        for path in (f"/invoices/{copy.productive_invoice_id}", "/needs-you"):
            assert_shown(client.get(path, headers={"Accept-Language": language}), told, path=path)


def assert_shown(page: Any, told: Iterable[Explanation], *, path: str) -> None:
    """The page answers, and has the words."""
    assert page.status_code < 500, (path, page.status_code)
    shown = words(page)
    for each in told:
        for part in (each.title, each.remedy):
            assert " ".join(part.split()) in shown, (path, part)


def command(*arguments: str, language: str = "en", typed: str = "") -> tuple[int, Any]:
    """How a command ends, and the document that it prints."""
    with translation.override(language):
        done = CliRunner().invoke(
            app, ["--language", language, *arguments, "--json"], input=typed, catch_exceptions=False
        )
    assert done.exit_code != Exit.UNFORESEEN, done.output
    return done.exit_code, json.loads(done.output)
