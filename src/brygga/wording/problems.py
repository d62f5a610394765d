"""What stops a copy, and what is worth saying before it, as sentences."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any

from brygga.accounting.notes import Note, NoteKind
from brygga.accounting.problems import AFTERWARDS, FOLLOWING_THE_COPY, Problem, ProblemKind
from brygga.copying.models import Copy
from brygga.wording import (
    about_accounts,
    about_afterwards,
    about_booking,
    about_copying,
    about_corrections,
    about_credits,
    about_customers,
    about_dimensions,
    about_documents,
    about_drafts,
    about_files,
    about_numbers,
    about_vat,
    compared,
)
from brygga.wording.about_notes import FIELDS, NOTES
from brygga.wording.explanations import Explanation, Words, fill
from brygga.wording.facts import line_words, shown
from brygga.wording.refusals import refused, token_refused
from brygga.wording.written import written_before

WORDS: Mapping[ProblemKind, Words] = {
    **about_accounts.ACCOUNTS,
    **about_booking.BOOKING,
    **about_afterwards.AFTERWARDS,
    **about_copying.COPYING,
    **about_corrections.CORRECTIONS,
    **about_credits.CREDITS,
    **about_customers.CUSTOMERS,
    **about_documents.DOCUMENTS,
    **about_drafts.DRAFTS,
    **about_files.FILES,
    **about_numbers.NUMBERS,
    **about_vat.VAT,
}

# Kinds whose words depend on their facts.
CHOSEN: Mapping[ProblemKind, Callable[[Problem], Words]] = {
    ProblemKind.ACCOUNT_CONTRADICTS_RATE: about_accounts.account_contradicts_rate,
    ProblemKind.ACCOUNT_INACTIVE: about_accounts.account_inactive,
    ProblemKind.ACCOUNT_MISSING: about_accounts.account_missing,
    ProblemKind.ADVANCE_ON_REVENUE_ACCOUNT: about_accounts.advance_on_revenue_account,
    ProblemKind.ALREADY_EXPORTED: about_documents.already_exported,
    ProblemKind.BOOKING_NOT_DONE: about_booking.booking_not_done,
    ProblemKind.BOOKING_NOT_POSSIBLE: about_booking.booking_not_possible,
    ProblemKind.BUYER_TO_CONFIRM: about_vat.buyer_to_confirm,
    ProblemKind.RATE_MISSING: about_documents.rate_missing,
    ProblemKind.CONNECTION_REPLACED: about_copying.connection_replaced,
    ProblemKind.CREDIT_ORIGINAL_NOT_COPIED: about_credits.original_not_copied,
    ProblemKind.CUSTOMER_TO_CHOOSE: about_customers.customer_to_choose,
    ProblemKind.CUSTOMER_TO_CREATE: about_customers.customer_to_create,
    ProblemKind.CUSTOMER_UNREACHABLE: about_booking.customer_unreachable,
    ProblemKind.DIMENSION_INACTIVE: about_dimensions.dimension_inactive,
    ProblemKind.DIMENSION_MISSING: about_dimensions.dimension_missing,
    ProblemKind.DIMENSION_REQUIRED: about_dimensions.dimension_required,
    ProblemKind.DOCUMENT_INCOMPLETE: about_files.document_incomplete,
    ProblemKind.DOCUMENT_NOT_DELIVERED: about_files.document_not_delivered,
    ProblemKind.NOT_DECIDED: about_copying.not_decided,
    ProblemKind.NOT_CHANGEABLE: about_corrections.not_changeable,
    ProblemKind.NUMBER_FORMAT_UNFIT: about_numbers.number_format_unfit,
    ProblemKind.NUMBER_TAKEN: about_numbers.number_taken,
    ProblemKind.NUMBER_UNFIT: about_numbers.number_unfit,
    ProblemKind.NUMBER_WANTED: about_numbers.number_wanted,
    ProblemKind.NOT_CREDITABLE: about_credits.not_creditable,
    ProblemKind.OUTLAY_ON_REVENUE_ACCOUNT: about_accounts.outlay_on_revenue_account,
    ProblemKind.RECONNECT_NEEDED: about_copying.reconnect_needed,
    ProblemKind.REFERENCE_REQUIRED: about_documents.reference_required,
    ProblemKind.SENDING_NOT_DONE: about_booking.sending_not_done,
    ProblemKind.SENDING_NOT_POSSIBLE: about_booking.sending_not_possible,
    ProblemKind.TOTALS_DISAGREE: about_documents.totals_disagree,
}

DIFFERENCES = {
    ProblemKind.ANSWER_DIFFERS,
    ProblemKind.CHANGED_MEANWHILE,
    ProblemKind.CHANGED_IN_FORTNOX,
    ProblemKind.CHANGED_AFTERWARDS,
    ProblemKind.CREDIT_ORIGINAL_CHANGED,
}


def explain_of(service_type: str, problem: Problem) -> Explanation:
    """What is wrong with the mapping of a service type."""
    return explain(replace(problem, facts={**problem.facts, "service_type": service_type}))


def explain(problem: Problem, *, copy: Copy | None = None) -> Explanation:
    """The problem in the language of now; with its copy, also what that copy has written already."""
    kind, facts = problem.kind, problem.facts
    written = written_before(kind, facts, copy)
    if kind in (ProblemKind.REMOTE_REFUSED, ProblemKind.NOT_PERMITTED):
        return refused(facts, written=written, is_right_missing=kind is ProblemKind.NOT_PERMITTED)
    if kind is ProblemKind.RECONNECT_NEEDED and facts.get("remote"):
        return token_refused(facts, written=written)
    words = CHOSEN[kind](problem) if kind in CHOSEN else WORDS[kind]
    return replace(words.filled(_facts(problem), written=written), about=facts.get("invoice", ""))


def of_copy(copy: Copy) -> tuple[Explanation, ...]:
    """Everything that stops a copy, as its row keeps it."""
    return tuple(explain(from_json(kept), copy=copy) for kept in copy.problems)


def of_kinds(copy: Copy, kinds: Collection[ProblemKind]) -> tuple[Explanation, ...]:
    """What a copy has been told of these kinds."""
    return tuple(explain(from_json(kept), copy=copy) for kept in copy.problems if kept["kind"] in kinds)


def of_what_became(copy: Copy) -> tuple[Explanation, ...]:
    """What became of the copied invoice in Fortnox, but for single values: those are shown side by side."""
    others = AFTERWARDS - {ProblemKind.CHANGED_AFTERWARDS}
    return tuple(explain(from_json(kept), copy=copy) for kept in copy.problems if kept["kind"] in others)


def of_invoice(copy: Copy) -> tuple[Explanation, ...]:
    """Everything that stops a copy; neither what stops what follows it nor what became of it in Fortnox."""
    others = [kept for kept in copy.problems if kept["kind"] not in FOLLOWING_THE_COPY | AFTERWARDS]
    return tuple(explain(from_json(kept), copy=copy) for kept in others)


def from_json(kept: Mapping[str, Any]) -> Problem:
    """A problem as a row keeps it: `{"kind": …, "facts": …, "line": …}`."""
    return Problem(kind=ProblemKind(kept["kind"]), facts=kept.get("facts") or {}, line=kept.get("line"))


def note(told: Note) -> str:
    """A thing worth knowing before the copy, in one or two sentences."""
    facts = shown(told.facts, told.line)
    if told.kind is NoteKind.QUANTITY_IN_TEXT:
        facts["line"] = line_words(told.line, "")  # Its text is quoted at the end.
    if facts.get("field") in FIELDS:
        facts["field"] = fill(FIELDS[facts["field"]], {})
    return fill(NOTES[told.kind], facts)


def _facts(problem: Problem) -> dict[str, str]:
    facts = shown(problem.facts, problem.line)
    if problem.kind is ProblemKind.CUSTOMER_NOT_UPDATED:
        facts["field"] = fill(about_customers.FIELDS[problem.facts["field"]], {})
    if problem.kind in DIFFERENCES:
        what = problem.facts.get("what", "")
        facts["what"] = compared.name(what, problem.line)
        facts["meant"] = compared.value(what, problem.facts.get("meant", ""))
        facts["found"] = compared.value(what, problem.facts.get("found", ""))
        facts["written"] = compared.value(what, problem.facts.get("written", ""))
    return facts
