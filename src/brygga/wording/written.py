"""Was anything written? For a copy its rows say it; before there is one, the kind of the problem does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from brygga.accounting.problems import AFTERWARDS, ProblemKind
from brygga.copying.models import Copy
from brygga.copying.states import WriteKind, WriteState
from brygga.wording.explanations import fill

NOTHING = _("Nothing was written.")
NOTHING_SAVED = _("Nothing was saved.")
SAVED_STANDS = _("What was saved before stands, and nothing is sent twice.")
IN_DOUBT = _("We do not know yet if it arrived. We are looking.")
INVOICE_EXISTS = _("Invoice %(fortnox_number)s exists in Fortnox.")
CREDIT_NOTE_EXISTS = _("Credit note %(number)s exists in Fortnox.")

# What these say is true only once the invoice was made, so they never mean "nothing".
BY_KIND: Mapping[ProblemKind, str] = {
    ProblemKind.ALREADY_COPIED: _("Nothing more was written."),
    ProblemKind.NOT_CHANGEABLE: _("Nothing more was written."),
    ProblemKind.CHANGED_IN_FORTNOX: _("Nothing more was written."),
    **dict.fromkeys(AFTERWARDS, _("Brygga has written nothing since.")),
    ProblemKind.DELETED_MEANWHILE: INVOICE_EXISTS,
    ProblemKind.NUMBERED_OTHERWISE: INVOICE_EXISTS,
    ProblemKind.TWIN_IN_FORTNOX: _("Invoices %(number)s and %(twin)s exist in Fortnox."),
    ProblemKind.CREDIT_BOOKED_AT_ONCE: CREDIT_NOTE_EXISTS,
    ProblemKind.CREDIT_LEAVES_REST: _("Credit note %(credit_note)s exists in Fortnox."),
    ProblemKind.ANSWER_DIFFERS: _("The invoice exists in Fortnox."),
    ProblemKind.CHANGED_MEANWHILE: _("The invoice exists in Fortnox."),
}


def written_before(kind: ProblemKind, facts: Mapping[str, str], copy: Copy | None) -> str:
    """What stands in the remote systems when this problem stops a copy."""
    if copy is None or kind is ProblemKind.TWIN_IN_FORTNOX or kind in AFTERWARDS:
        return fill(BY_KIND.get(kind, NOTHING), facts)
    return written_by(copy)


def written_by(copy: Copy) -> str:
    """What a copy has made so far, and under which numbers."""
    writes = copy.writes.filter(state__in=[WriteState.LANDED, WriteState.SENT])
    states = {write.kind: write.state for write in writes}
    answers = {write.kind: write.answer for write in writes if write.state == WriteState.LANDED}
    sentences = [*_in_fortnox(copy, answers), *_in_productive(answers)]
    if WriteState.SENT in states.values():
        sentences.append(gettext(IN_DOUBT))
    return " ".join(sentences) or gettext(NOTHING)


def _in_fortnox(copy: Copy, answers: Mapping[str, Any]) -> list[str]:
    if copy.fortnox_document_number and copy.is_credit_note:
        return [fill(CREDIT_NOTE_EXISTS, {"number": copy.fortnox_document_number})]
    if copy.fortnox_document_number:
        return [fill(INVOICE_EXISTS, {"fortnox_number": copy.fortnox_document_number})]
    if WriteKind.CREATE_CUSTOMER in answers:
        number = str(answers[WriteKind.CREATE_CUSTOMER].get("customer_number", ""))
        return [fill(_("Customer %(customer)s exists in Fortnox, but no invoice."), {"customer": number})]
    return []


def _in_productive(answers: Mapping[str, Any]) -> list[str]:
    last = answers.get(WriteKind.RENUMBER) or answers.get(WriteKind.FINALIZE)
    if last is None:
        return []
    return [fill(_("It is finalized in Productive as %(number)s."), {"number": str(last.get("number") or "")})]
