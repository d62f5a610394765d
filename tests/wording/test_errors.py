"""Every error that reaches a person is explained: the remotes', our own, and the reasons why a copy rests."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError

from brygga.connections.connecting_problems import ConnectingFailed, ConnectingProblem
from brygga.connections.live import NotConnected
from brygga.connections.organisations import OrganisationProblem, OrganisationRefused
from brygga.connections.permission import NotPermitted
from brygga.fortnox.oauth import OAuthRefused
from brygga.jobs.worker import WorkerRunsElsewhere
from brygga.remote.errors import (
    NotAuthorised,
    NotFound,
    OutcomeUnknown,
    Refusal,
    Refused,
    Throttled,
    Unavailable,
    Unintelligible,
)
from brygga.wording import errors
from brygga.wording.about_connecting import WORDS as CONNECTING
from brygga.wording.explanations import Explanation, Place
from brygga.wording.fortnox_codes import BY_BEGINNING, BY_CODE
from tests.house.tree import ROOT
from tests.wording.conftest import RAW
from tests.wording.test_problems import plain

FORTNOX_ERRORS = ROOT.parent / "shared" / "data" / "fortnox-errors.json"


def fortnox(code: str = "", sentence: str = "", status: int | None = 400) -> Refusal:
    return Refusal(remote="fortnox", asked="POST /3/invoices", status=status, code=code, sentence=sentence)


def productive(code: str = "", sentence: str = "", status: int | None = 422) -> Refusal:
    return Refusal(remote="productive", asked="PATCH /invoices/9001", status=status, code=code, sentence=sentence)


CONNECTING_FACTS = {
    "scopes": "customer invoice",
    "error": "server error",
    "company": "Fyrljus Stockholm AB",
    "organisation_number": "559301-4418",
    "subsidiary": "Fyrljus Stockholm AB",
}
ERRORS: tuple[Exception, ...] = (
    Unavailable(fortnox(status=None, sentence="ConnectTimeout")),
    Unavailable(productive(status=502)),
    Throttled(fortnox(status=429), timedelta(seconds=5)),
    Throttled(productive(status=429), timedelta(hours=24)),
    NotAuthorised(fortnox(status=401, sentence="unauthorized"), whole_connection=True),
    NotAuthorised(fortnox("2001103", "Api-licens saknas."), whole_connection=True),
    NotAuthorised(productive("invalid_auth_token", "Unauthenticated", 401), whole_connection=True),
    NotAuthorised(fortnox("2000663", "Har inte behörighet för scope", 403), whole_connection=False),
    NotAuthorised(fortnox(status=403), whole_connection=False),
    NotAuthorised(productive("access_denied", "Access Denied", 403), whole_connection=False),
    Refused(fortnox("2009999", "Någonting helt nytt.")),
    Refused(fortnox()),
    Refused(productive("invalid_attribute", "Invalid Attribute: can't be blank (data/attributes/number)")),
    Refused(productive()),
    NotFound(fortnox("2000434", "Kan inte hitta fakturan.", 404)),
    NotFound(productive("record_not_found", "Record Not Found", 404)),
    OAuthRefused(fortnox("invalid_grant", "Invalid refresh token")),
    Unintelligible(fortnox(status=200, sentence="The answer is not JSON: JSONDecodeError.")),
    OutcomeUnknown(fortnox(status=None, sentence="ReadTimeout")),
    NotConnected("301"),
    NotPermitted(),
    WorkerRunsElsewhere(ROOT / "worker.lock"),
    OperationalError("database is locked"),
    OperationalError("database or disk is full"),
    OperationalError("connection refused"),
    *(OrganisationRefused(kind, {"name": "Fyrljus Byrå", "seconds": "90"}) for kind in OrganisationProblem),
    *(ConnectingFailed(kind, {**CONNECTING_FACTS, "tokens": "revoked"}) for kind in ConnectingProblem),
    *(Refused(fortnox(code, "Fortnox egna ord")) for code in BY_CODE),
    *(Refused(fortnox(sentence=f"{beginning} (25)")) for beginning in BY_BEGINNING),
)


def parts(explanation: Explanation) -> list[str]:
    return [explanation.title, explanation.written, explanation.remedy, explanation.who]


def named(error: Exception) -> str:
    return f"{type(error).__name__} {error}"[:50]


@pytest.mark.parametrize("error", ERRORS, ids=named)
def test_it_explains_every_error_in_four_parts(error: Exception, language: str) -> None:
    explanation = errors.explain(error)
    assert all(parts(explanation))
    # Names of settings and what a remote said are meant to be raw.
    assert not [part for part in parts(explanation) if RAW.search(part.replace("data/attributes", ""))]


@pytest.mark.parametrize("code", BY_CODE)
def test_a_known_code_has_our_own_sentence_and_keeps_the_code_for_small_type(code: str, english: None) -> None:
    explanation = errors.explain(Refused(fortnox(code, "Fortnox egna ord")))
    assert explanation.title != "Fortnox said no: “Fortnox egna ord”"
    assert code not in explanation.title
    assert explanation.said == f"Fortnox: “Fortnox egna ord” ({code})"


def test_an_unknown_code_keeps_fortnox_own_words(english: None) -> None:
    explanation = errors.explain(Refused(fortnox("2009999", "Någonting helt nytt.")))
    assert explanation.title == "Fortnox said no: “Någonting helt nytt.”"
    assert explanation.written == "Nothing was written."
    assert explanation.remedy.startswith("Correct what Fortnox names, then try again.")
    assert explanation.said == "Fortnox: “Någonting helt nytt.” (2009999)"


def test_a_right_that_is_missing_for_one_thing_is_no_reason_to_connect_again(english: None) -> None:
    refusal = fortnox("2009998", "Saknar behörighet.", 403)
    explanation = errors.explain(NotAuthorised(refusal, whole_connection=False))
    assert "The connection itself works." in explanation.remedy
    assert explanation.place is not Place.MARKETPLACE


def test_a_lost_answer_never_says_that_nothing_was_written(swedish: None) -> None:
    explanation = errors.explain(OutcomeUnknown(fortnox(status=None)))
    assert explanation.written == "Vi vet inte än om den kom fram. Vi letar."


@pytest.mark.parametrize(
    "error",
    [
        Unavailable(fortnox(status=None, sentence="ConnectTimeout")),
        Unintelligible(fortnox(status=200, sentence="ConnectTimeout")),
        NotAuthorised(fortnox(status=None, sentence="ConnectTimeout"), whole_connection=True),
    ],
    ids=named,
)
def test_our_own_words_are_never_put_in_fortnox_mouth(error: Exception, english: None) -> None:
    assert errors.explain(error).said == "POST /3/invoices: no connection"


def test_nothing_is_claimed_about_what_an_unforeseen_error_wrote(english: None) -> None:
    explanation = errors.explain(ZeroDivisionError("…"))
    assert explanation.title == "Something happened that Brygga did not foresee (ZeroDivisionError)."
    assert explanation.written == ""


@pytest.mark.parametrize(("seconds", "shown"), [(1, "1 s"), (45, "45 s"), (61, "2 min"), (86_400, "24 h")])
def test_a_wait_is_said_in_a_unit_that_a_person_can_use(seconds: int, shown: str, english: None) -> None:
    explanation = errors.explain(Throttled(productive(status=429), timedelta(seconds=seconds)))
    assert plain(explanation.remedy) == f"Wait {shown}, then try again."


@pytest.mark.parametrize(
    ("tokens", "written"),
    [
        ("none", "No connection was made."),
        ("revoked", "No connection was made. The access that Fortnox gave was given back."),
        ("forgotten", "No connection was made. The access that Fortnox gave was thrown away."),
    ],
)
def test_a_connection_that_was_not_made_says_what_became_of_the_access(
    tokens: str, written: str, english: None
) -> None:
    assert errors.explain(ConnectingFailed(ConnectingProblem.IN_USE_ELSEWHERE, {"tokens": tokens})).written == written


def test_an_account_in_use_elsewhere_names_nobody(language: str) -> None:
    explanation = errors.explain(ConnectingFailed(ConnectingProblem.IN_USE_ELSEWHERE, CONNECTING_FACTS))
    assert not [fact for fact in CONNECTING_FACTS.values() if fact in " ".join(parts(explanation))]


def test_every_way_in_which_connecting_fails_has_words() -> None:
    assert set(CONNECTING) == set(ConnectingProblem)


REASONS: tuple[dict[str, Any], ...] = (
    {"kind": "throttled", "facts": {"remote": "fortnox", "asked": "POST /3/invoices", "status": "429"}},
    {"kind": "unavailable", "facts": {"remote": "productive", "asked": "GET /invoices", "sentence": "ConnectTimeout"}},
    {"kind": "unintelligible", "facts": {"remote": "fortnox", "status": "200", "sentence": "is no date"}},
    {"kind": "unexpected", "facts": {"error": "KeyError"}},
    {"kind": "outcome_unknown", "write": "create_invoice"},
    {"kind": "outcome_unknown", "write": "finalize"},
)


@pytest.mark.parametrize("kept", REASONS, ids=lambda each: each["kind"])
def test_it_explains_why_a_copy_rests(kept: dict[str, Any], language: str) -> None:
    explanation = errors.reason(kept)
    assert all(parts(explanation))
    assert not [part for part in parts(explanation) if RAW.search(part)]


@pytest.mark.parametrize(("write", "remote"), [("create_invoice", "Fortnox"), ("finalize", "Productive")])
def test_a_write_without_an_answer_names_the_system_that_was_silent(write: str, remote: str, english: None) -> None:
    explanation = errors.reason({"kind": "outcome_unknown", "write": write})
    assert explanation.title == f"{remote} gave no clear answer."


def test_every_code_of_ours_is_one_that_fortnox_is_known_to_give() -> None:
    if not FORTNOX_ERRORS.exists():
        pytest.skip("The collected codes of Fortnox are not beside this tree.")
    collected = json.loads(FORTNOX_ERRORS.read_text(encoding="utf-8"))
    known = "".join(f"{each['code']} {each['arises']}\n" for each in collected["codes"])
    assert not [code for code in BY_CODE if code.isdecimal() and code not in known]
    told = [each["message"] for each in collected["texts_without_code"]]
    assert all(any(message.startswith(beginning) for message in told) for beginning in BY_BEGINNING)
