"""The page of known errors, made from their catalogue: `python -m tools.error_page` writes it anew."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import django
from django.utils import translation

PAGE = Path(__file__).resolve().parent.parent / "docs" / "operating" / "errors.md"
HEAD = """# Known errors

What Fortnox and Productive refuse, in the words of Brygga's pages and of its command line, which say it in Swedish too.
A refusal has written nothing; what a copy wrote before it stands beside it on the page. The code itself is shown in
small type. An error that is not here keeps the words of the system that said it. This page is made from the catalogue
(`python -m tools.error_page`); where each code comes from is in [Fortnox](../remotes/fortnox.md#errors) and
[Productive](../remotes/productive.md#errors).
"""
COLUMNS = "| {} | What is wrong | What to do | Who can |\n|---|---|---|---|\n"
# Facts that only the refusal itself has.
FACTS = {"sentence": "…", "remote": "Fortnox"}


def page() -> str:
    """The whole page, in English."""
    # Django must be set up before its texts can be read.
    from brygga.wording import about_errors, fortnox_codes, productive_codes  # noqa: PLC0415

    beginnings: dict[str, list[str]] = {}
    with translation.override("en"):
        for beginning, words in fortnox_codes.BY_BEGINNING.items():
            beginnings.setdefault(_row(words), []).append(f"“{beginning} …”")
        by_code = [(codes, _row(words)) for words, codes in fortnox_codes.CATALOGUE]
        by_productive = [(codes, _row(words)) for words, codes in productive_codes.CATALOGUE]
        statuses = [((status,), _row(words)) for status, words in productive_codes.BY_STATUS.items()]
        waits = _row(about_errors.REASONS["throttled"])
    return (
        f"{HEAD}\n## Fortnox\n\n{COLUMNS.format('Code')}{_table(by_code)}| 429 {waits}\n"
        f"\nWithout a code, told by how they begin:\n\n{COLUMNS.format('Text')}"
        f"{_table((texts, row) for row, texts in beginnings.items())}"
        f"\nLeft in Fortnox's own words:\n\n{''.join(_left_out(fortnox_codes.LEFT_OUT.items()))}"
        f"\n## Productive\n\n{COLUMNS.format('Code or status')}{_table([*by_productive, *statuses])}| 429 "
        f"{waits.replace('Fortnox', 'Productive')}\n"
    )


def _row(words: object) -> str:
    from brygga.wording.explanations import Words  # noqa: PLC0415

    if not isinstance(words, Words):
        raise TypeError(words)
    told = words.filled(FACTS, written="")
    return f"| {told.title} | {told.remedy} | {told.who} |"


def _table(rows: Iterable[tuple[Iterable[str], str]]) -> str:
    return "".join(f"| {', '.join(codes)} {row}\n" for codes, row in rows)


def _left_out(rows: Iterable[tuple[str, Iterable[str]]]) -> Iterator[str]:
    for reason, codes in rows:
        yield f"- {', '.join(codes)}: {reason}.\n"


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
