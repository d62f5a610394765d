"""The page that tells an accountant what becomes of a payment says what the rules do."""

from __future__ import annotations

import re
from itertools import groupby

import pytest

from brygga.accounting.disagreements import HOLDING, DisagreementKind
from brygga.accounting.payment_effects import Means, means
from brygga.accounting.payments import Does, plan
from brygga.accounting.settlements import Books, Part
from brygga.wording.disagreements import WORDS
from tests.accounting.paying import books, note, shown
from tests.house.tree import ROOT

PAGE = ROOT / "docs" / "rules" / "payments.md"
BAS_ACCOUNTS = range(1000, 9000)

BECOMES = {
    Means.MONEY: "money: a payment in Productive",
    Means.WRITE_OFF: "a write-off in Productive",
    Means.DOUBTFUL: "nothing: a doubtful claim stays open in Productive, and is told",
    Means.CLAIM: "nothing where it settles the invoice against a credit note; else ?",
}

STORIES: dict[str, tuple[Books, str]] = {
    "375 on 1930, of an invoice over 374.97 that Fortnox rounded by 0.03": (
        books("375", "17 375 bank", RoundOff="0.03"), "374.97",
    ),
    "400 and 600 on 1930": (books("1000", "17 400 bank", "18 600 bank"), "1000"),
    "1,000 on 1930, not booked": (books("1000", "17 1000 bank unbooked"), "1000"),
    "990 on 1930 and 10 written off on 6570, a bank fee": (books("1000", "17 990 bank +10 6570"), "1000"),
    "10,060 on 1930, of which 60 is a reminder fee on 3990": (books("10000", "17 10060 bank -60 3990"), "10000"),
    "a bad debt: 1,000 written off on 6351 and 250 on 2611": (books("1250", "17 0 0 +1000 6351 +250 2611"), "1250"),
    "a doubtful claim: 1,250 on 1515": (books("1250", "17 1250 1515"), "1250"),
    "1,000 on 2420": (books("1000", "17 1000 2420"), "1000"),
    "1,000 on 2420, of which an admin said that it is money": (
        books("1000", "17 1000 2420", said={2420: Means.MONEY}), "1000",
    ),
    "1,050 on 1930, 50 too much": (books("1000", "17 1050 bank"), "1000"),
    "set off against its credit note: 1,000 and −1,000 on 1510": (
        books("1000", "17 1000 1510", notes=(note("-1000", "18 -1000 1510"),)), "1000",
    ),
    "two credit notes of a part: 300 and 100 set off on 1510, and 600 on 1930": (
        books("1000", "17 300 1510", "18 100 1510", "19 600 bank",
              notes=(note("-300", "20 -300 1510"), note("-100", "21 -100 1510"))),
        "1000",
    ),
    "paid, then credited and paid back: 1,000 and, a month later on the credit note, −1,000 on 1930": (
        books("1000", "17 1000 bank", notes=(note("-1000", "18 -1000 bank 2026-12-20"),)), "1000",
    ),
    "cancelled": (books("0", Cancelled=True, balance="0"), "1000"),
}  # fmt: skip


@pytest.mark.parametrize("table", ["accounts", "stories", "disagreements"])
def test_the_page_shows_the_tables(table: str) -> None:
    text = {"accounts": accounts, "stories": stories, "disagreements": disagreements}[table]()

    assert text in PAGE.read_text(encoding="utf-8"), f"docs/rules/payments.md wants:\n\n{text}"


def accounts() -> str:
    """Runs of accounts that become the same, those that nobody can tell by their number last."""
    runs = [(kind, list(run)) for kind, run in groupby(BAS_ACCOUNTS, key=means)]
    lines = {kind: ", ".join(_run(run) for each, run in runs if each is kind) for kind in BECOMES}
    rows = [f"| {lines[kind]} | {words} |" for kind, words in BECOMES.items()]
    return "\n".join(["| Account in Fortnox | Becomes |", "|---|---|", *rows, "| any other | ? |"])


def _run(run: list[int]) -> str:
    return str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}"


def stories() -> str:
    rows = [f"| {story} | {_in_productive(of, total)} |" for story, (of, total) in STORIES.items()]
    return "\n".join(["| Booked in Fortnox | In Productive |", "|---|---|", *rows])


def _in_productive(of: Books, total: str) -> str:
    made = plan(of, shown(total))
    assert all(each.does is Does.CREATE for each in made.changes)
    names = {Part.MONEY: "paid", Part.WRITE_OFF: "written off"}
    said = [f"{each.amount:,.2f} {names[each.part]}".replace("-", "−") for each in made.changes]
    told = [f"? {each.kind.value.replace('_', ' ')}" for each in made.disagreements]
    return ", ".join([*said, *told]) or "nothing"


def disagreements() -> str:
    told = [kind for kind in DisagreementKind if kind in WORDS]
    rows = [
        f"| {_blank(WORDS[kind].title)} | {_blank(WORDS[kind].remedy)} | {'everything' if kind in HOLDING else ''} |"
        for kind in told
    ]
    return "\n".join(["| What is told | What to do | Holds back |", "|---|---|---|", *rows])


def _blank(sentence: str) -> str:
    return re.sub(r"%\(\w+\)s", "…", sentence)
