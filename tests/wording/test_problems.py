"""Every problem and note is a sentence in both languages, with its facts and nothing raw."""

from __future__ import annotations

import pytest
from django.utils import translation

from brygga.accounting.notes import Note, NoteKind
from brygga.accounting.problems import Problem, ProblemKind
from brygga.copying.turns import as_json
from brygga.wording import problems
from brygga.wording.explanations import Place
from tests.wording.conftest import RAW
from tests.wording.examples import NOTES, PROBLEMS


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def titled(problem: Problem) -> str:
    return plain(problems.explain(problem).title)


@pytest.mark.parametrize(("problem", "shown"), PROBLEMS, ids=lambda each: getattr(each, "kind", None))
def test_it_explains_every_problem_in_four_parts_with_its_facts(problem: Problem, shown: str, language: str) -> None:
    explanation = problems.explain(problem)
    parts = [explanation.title, explanation.written, explanation.remedy, explanation.who]
    assert all(parts)
    assert not [RAW.findall(part) for part in parts if RAW.search(part)], parts
    assert any(word in plain(explanation.title) for word in shown.split("|"))


@pytest.mark.parametrize("problem", [problem for problem, _ in PROBLEMS], ids=lambda each: each.kind)
def test_it_says_something_else_in_swedish(problem: Problem) -> None:
    with translation.override("en"):
        english = problems.explain(problem)
    with translation.override("sv"):
        swedish = problems.explain(problem)
    for part in ("title", "written", "remedy", "who"):
        assert getattr(swedish, part) != getattr(english, part)


def test_no_kind_of_problem_lacks_an_example() -> None:
    assert {problem.kind for problem, _ in PROBLEMS} == set(ProblemKind)


def test_no_kind_of_note_lacks_an_example() -> None:
    assert {note.kind for note, _ in NOTES} == set(NoteKind)


@pytest.mark.parametrize(("note", "shown"), NOTES, ids=lambda each: getattr(each, "kind", None))
def test_it_says_every_note_with_its_facts(note: Note, shown: str, language: str) -> None:
    said = plain(problems.note(note))
    assert not RAW.search(said), said
    assert any(word in said for word in shown.split("|"))


def test_a_problem_comes_back_whole_from_the_row_that_keeps_it() -> None:
    problem = Problem(ProblemKind.NO_TAX_RATE, {"text": "Design"}, 2)
    assert problems.from_json(as_json(problem)) == problem


def test_an_old_row_without_its_facts_can_still_be_read(english: None) -> None:
    kept = {"kind": "currency_not_in_fortnox", "facts": None, "line": None}
    assert problems.explain(problems.from_json(kept)).title == "– is not set up in Fortnox."


def test_a_line_is_named_by_its_number_and_first_words(english: None) -> None:
    problem = Problem(ProblemKind.NO_TAX_RATE, {"text": "Strategy workshop"}, 2)
    assert titled(problem) == "Line 2 (“Strategy workshop”) has no tax rate."


def test_a_text_with_placeholders_in_it_stays_as_it_is(english: None) -> None:
    problem = Problem(ProblemKind.COUNTRY_UNKNOWN, {"country": "%(line)s 100 %"})
    assert titled(problem) == "Brygga knows no country called “%(line)s 100 %”."


def test_the_words_of_the_finance_desk_are_said_exactly(swedish: None) -> None:
    """The list of looks, section Words."""
    inactive = {"rate": "25", "account": "3108", "year": "2026"}
    assert titled(Problem(ProblemKind.CURRENCY_NOT_IN_FORTNOX, {"currency": "EUR"})) == "EUR är inte upplagd i Fortnox."
    assert titled(Problem(ProblemKind.ACCOUNT_INACTIVE, inactive)) == "Konto 3108 är inte aktivt 2026."
    assert problems.explain(Problem(ProblemKind.NO_LINES)).written == "Inget har skrivits i Fortnox."


@pytest.mark.parametrize(
    "problem",
    [
        Problem(ProblemKind.DELETED_MEANWHILE, {"fortnox_number": "10482"}),
        Problem(ProblemKind.NUMBERED_OTHERWISE, {"number": "88", "fortnox_number": "10482"}),
        Problem(ProblemKind.TWIN_IN_FORTNOX, {"number": "10482", "twin": "10490"}),
    ],
    ids=lambda each: each.kind,
)
def test_what_exists_in_fortnox_is_named_by_its_number(problem: Problem, language: str) -> None:
    assert "10482" in problems.explain(problem).written


@pytest.mark.parametrize("kind", [ProblemKind.ANSWER_DIFFERS, ProblemKind.CHANGED_MEANWHILE])
def test_it_never_says_that_nothing_was_written_when_the_invoice_exists(kind: ProblemKind, english: None) -> None:
    problem = Problem(kind, {"what": "vat", "meant": "74.99", "found": "75"})
    assert problems.explain(problem).written == "The invoice exists in Fortnox."


def test_a_difference_names_the_thing_the_row_and_both_values(english: None) -> None:
    problem = Problem(ProblemKind.ANSWER_DIFFERS, {"what": "row_price", "meant": "1200", "found": "1250.5"}, 2)
    assert titled(problem) == "Fortnox differs in price on row 2: 1,250.50 instead of 1,200.00."


def test_what_only_an_admin_decides_leads_to_the_settings() -> None:
    assert problems.explain(Problem(ProblemKind.ACCOUNT_NOT_CHOSEN, {"rate": "25"})).place is Place.SETTINGS
