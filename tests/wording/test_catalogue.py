"""The catalogue of known errors: complete, told once, in both languages, and on a page that is kept in step."""

from __future__ import annotations

import json
import re

import pytest
from django.utils import translation

from brygga.remote.errors import Refusal, Refused, Unavailable
from brygga.wording import errors, fortnox_codes, productive_codes
from brygga.wording.explanations import Words
from tests.house.tree import ROOT
from tools import error_page

pytestmark = [pytest.mark.reliability("R25"), pytest.mark.promise("B13")]

COLLECTED = ROOT.parent / "shared" / "data" / "fortnox-errors.json"
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
ROWS = [*fortnox_codes.CATALOGUE, *productive_codes.CATALOGUE]
MEANINGS: list[Words] = [
    *(words for words, _ in ROWS),
    *fortnox_codes.BY_BEGINNING.values(),
    *productive_codes.BY_STATUS.values(),
]


def test_a_code_has_one_meaning() -> None:
    codes = [code for _, codes in ROWS for code in codes]
    left_out = [code for codes in fortnox_codes.LEFT_OUT.values() for code in codes]

    assert len(codes) == len(set(codes))
    assert not set(codes) & set(left_out)


def test_every_collected_code_of_fortnox_is_explained_or_left_out_for_a_reason() -> None:
    if not COLLECTED.exists():
        pytest.skip("The collected codes of Fortnox are not beside this tree.")
    collected = json.loads(COLLECTED.read_text(encoding="utf-8"))
    left_out = {code for codes in fortnox_codes.LEFT_OUT.values() for code in codes}
    known = {*fortnox_codes.BY_CODE, *left_out}

    assert {str(each["code"]) for each in collected["codes"]} <= known
    beginnings = (*fortnox_codes.BY_BEGINNING, *left_out)
    told = [each["message"] for each in collected["texts_without_code"]]
    assert not [text for text in told if not text.startswith(beginnings)]


@pytest.mark.parametrize("words", MEANINGS, ids=lambda words: words.title[:40])
def test_it_says_cause_remedy_and_who_in_both_languages(words: Words) -> None:
    with translation.override("en"):
        english = words.filled({"sentence": "…", "remote": "Fortnox"}, written="")
    with translation.override("sv"):
        swedish = words.filled({"sentence": "…", "remote": "Fortnox"}, written="")

    assert all((english.title, english.remedy, english.who))
    assert english.title != swedish.title
    assert english.remedy != swedish.remedy
    assert set(PLACEHOLDER.findall(words.title + words.remedy)) <= {"sentence"}


@pytest.mark.parametrize(("code", "status"), [("tax_rates_not_mapped", 422), ("financials_unavailable", 403)])
def test_a_code_of_productive_says_more_than_its_status(code: str, status: int, english: None) -> None:
    told = Refusal(remote="productive", asked="PATCH /invoices/9001", status=status, code=code, sentence="Own words")

    explanation = errors.explain(Refused(told))

    assert explanation.title == productive_codes.BY_CODE[code].filled({"sentence": "Own words"}, written="").title
    assert explanation.written == "Nothing was written."
    assert explanation.said == f"Productive: “Own words” ({code})"


def test_a_record_that_somebody_has_open_is_told_as_that(english: None) -> None:
    told = Refusal(
        remote="fortnox", asked="PUT /3/invoices/1", status=400, code="2000310", sentence="Ogiltig inloggning"
    )

    assert "Close it in Fortnox" in errors.explain(Unavailable(told)).remedy


def test_the_page_is_what_the_catalogue_says() -> None:
    assert error_page.PAGE.read_text(encoding="utf-8") == error_page.page(), "Run `python -m tools.error_page`."
