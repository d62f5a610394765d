"""Texts reach Fortnox whole, in characters and lengths that it takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brygga.accounting import texts


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Åäö – ’ € £ ™ ½ & co", "Åäö – ’ € £ ™ ½ & co"),
        ("Design…", "Design..."),
        ("Webb | Backend", "Webb / Backend"),
        ("Projekt > Fas 2 > <Test>", "Projekt / Fas 2 / /Test/"),
        ("• punkt · en", "- punkt - en"),
        ("Se https://fyrljus.se/a", "Se fyrljus.se/a"),
        ("ftp://x", "ftp: x"),
        ("a:|/b", "a: b"),
        ("\"Citat\" och 'mer'", "’Citat’ och ’mer’"),
        ("[2026] {v44} ~10", "(2026) (v44) -10"),
        ("Łódź, Dvořák, Œuvre", "Lódz, Dvorák, OEuvre"),
        ("Lansering 🎉 klar", "Lansering klar"),
        ("\u00a0A\u200b\tB\x07", "A B"),
        ("Проект", "??????"),
        ("Café ²³ ﬁn", "Café ²³ fin"),
        ("<p>Hej <b>du</b></p><p>R&amp;D&nbsp;1</p>", "Hej du R&D 1"),
        ("2 < 3 &amp; 4", "2 / 3 & 4"),
    ],
)
def test_it_replaces_what_fortnox_refuses(before: str, after: str) -> None:
    assert texts.cleaned(before) == after


def test_it_keeps_the_lines_that_say_something() -> None:
    assert texts.lines_of("Design\r\n\r\n - skisser\n<br>- test<br/>klart") == [
        "Design",
        "- skisser",
        "- test",
        "klart",
    ]


@given(st.text())
def test_it_lets_through_nothing_that_fortnox_refuses(text: str) -> None:
    after = texts.cleaned(text)

    assert set(after) <= texts.ALLOWED
    assert "://" not in after


@given(st.text(alphabet=sorted(texts.ALLOWED - {":", "&"})))
def test_it_leaves_alone_what_fortnox_takes(text: str) -> None:
    assert texts.cleaned(text) == " ".join(text.split())


@given(st.lists(st.text(alphabet="abcåäö -", min_size=1, max_size=900)))
def test_it_breaks_long_lines_without_losing_a_word(lines: list[str]) -> None:
    lines = [" ".join(line.split()) for line in lines]
    rows = texts.rows_of_text(lines)

    assert all(len(row) <= texts.ROW_LENGTH_MAX for row in rows)
    assert "".join("".join(rows).split()) == "".join("".join(lines).split())


@pytest.mark.parametrize(
    ("text", "length", "after"),
    [("kort", 10, "kort"), ("två ord", 5, "två"), ("två ord", 3, "två"), ("oavbrutet", 4, "oavb"), ("", 3, "")],
)
def test_it_cuts_at_a_word_border(text: str, length: int, after: str) -> None:
    assert texts.cut(text, length) == after


def test_it_shows_where_a_text_was_changed() -> None:
    before, after = "Ord " * 30 + "slut… nu", "Ord " * 30 + "slut... nu"

    assert texts.first_difference(before, after) == ("slut… nu", "slut... nu")


def test_it_does_not_call_blanks_and_markup_a_visible_change() -> None:
    assert not texts.is_visibly_changed("<p>Hej   du</p>", "Hej du")
    assert texts.is_visibly_changed("Hej…", "Hej...")
