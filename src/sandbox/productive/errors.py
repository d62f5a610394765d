"""Every way Productive says no: one table with the evidence for each; codes of our own begin with "sandbox_guess_"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One refusal. `detail` may hold `{about}`, which names what was refused."""

    status: int
    code: str
    title: str
    detail: str
    evidence: str


# Titles by status are Productive's guide's (read 2026-09); the shape is recorded. "guess" means that the code and the
# sentence are ours, and sometimes that Productive refuses at all.
KINDS = {
    "unsupported_content_type": Kind(
        status=415, code="unsupported_content_type", title="Unsupported Media Type",
        detail="Content-Type must be application/vnd.api+json",
        evidence="code measured 2026-10-06, before authentication; sentence: guess",
    ),
    "invalid_auth_token": Kind(
        status=401, code="invalid_auth_token", title="Unauthenticated", detail="Invalid authentication token",
        evidence="code measured 2026-10-06, the same for a missing and a wrong token; sentence: guess",
    ),
    "invalid_attribute": Kind(
        status=422, code="invalid_attribute", title="Invalid Attribute", detail="{about}",
        evidence="recorded; the sentences that fill it here are guesses",
    ),
    "keyset_conflict": Kind(
        status=400, code="keyset_conflict", title="Bad Request",
        detail="page[after] cannot be used together with page[number]",
        evidence="code from the guide, read 2026-09; status and sentence: guess",
    ),
    "keyset_unsupported_sort": Kind(
        status=400, code="keyset_unsupported_sort", title="Unsupported Sort",
        detail="Sort by '{about}' is not supported with page[after]",
        evidence="code from the guide, read 2026-09; which sorts it concerns, status and sentence: guess",
    ),
    "keyset_invalid_cursor": Kind(
        status=400, code="keyset_invalid_cursor", title="Bad Request", detail="Invalid cursor",
        evidence="code from the guide, read 2026-09; status and sentence: guess",
    ),
    "unsupported_filter": Kind(
        status=400, code="sandbox_guess_unsupported_filter", title="Unsupported Filter",
        detail="Filter '{about}' is not supported on this endpoint",
        evidence="title and sentence from the guide, read 2026-09 (400; a live client saw 422); code: guess",
    ),
    "unsupported_filter_value": Kind(
        status=400, code="sandbox_guess_unsupported_filter_value", title="Unsupported Filter Value",
        detail="Value '{about}' is not supported for this filter",
        evidence="title from the guide, read 2026-09; code and sentence: guess",
    ),
    "unsupported_sort": Kind(
        status=400, code="sandbox_guess_unsupported_sort", title="Unsupported Sort",
        detail="Sort by '{about}' is not supported on this endpoint",
        evidence="title and sentence from the guide, read 2026-09; code: guess",
    ),
    "record_not_found": Kind(
        status=404, code="sandbox_guess_record_not_found", title="Record Not Found", detail="Record not found",
        evidence="title from the guide, read 2026-09; code and sentence: guess",
    ),
    "other_organization": Kind(
        status=403, code="sandbox_guess_other_organization", title="Access Denied",
        detail="The token does not belong to this organization",
        evidence="that it is refused: a live client's note; status, code and sentence: guess",
    ),
    "read_only_token": Kind(
        status=403, code="sandbox_guess_read_only_token", title="Access Denied",
        detail="The token has read-only access",
        evidence="that insufficient rights are 403: guide, read 2026-09; code and sentence: guess",
    ),
    "unsupported_include": Kind(
        status=400, code="sandbox_guess_unsupported_include", title="Unsupported Include",
        detail="Include '{about}' is not supported on this endpoint",
        evidence="that the request fails: a live client's note; all of the answer: guess",
    ),
    "not_simulated": Kind(
        status=400, code="sandbox_guess_not_simulated", title="Not In The Sandbox",
        detail="'{about}' is documented by Productive, but the sandbox does not play it",
        evidence="the sandbox's own limit, never Productive's answer",
    ),
    "unsupported_page": Kind(
        status=400, code="sandbox_guess_unsupported_page", title="Bad Request", detail="Page '{about}' is not valid",
        evidence="guess",
    ),
    "unknown_parameter": Kind(
        status=400, code="sandbox_guess_unknown_parameter", title="Bad Request",
        detail="Parameter '{about}' is not supported on this endpoint", evidence="guess",
    ),
    "malformed_body": Kind(
        status=400, code="sandbox_guess_malformed_body", title="Bad Request", detail="{about}", evidence="guess",
    ),
    "method_not_allowed": Kind(
        status=405, code="sandbox_guess_method_not_allowed", title="Method Not Allowed",
        detail="{about} is not allowed here", evidence="guess; 405 occurs in the specification",
    ),
    "unknown_attribute": Kind(
        status=422, code="sandbox_guess_unknown_attribute", title="Invalid Attribute",
        detail="{about} is not a writable attribute",
        evidence="guess: Productive may just ignore it; refusing shows a client's mistake",
    ),
    "already_finalized": Kind(
        status=422, code="sandbox_guess_already_finalized", title="Invalid Attribute",
        detail="Invoice is already finalized", evidence="guess",
    ),
    "number_needed": Kind(
        status=422, code="sandbox_guess_number_needed", title="Invalid Attribute",
        detail="Number can't be blank", evidence="guess, for a subsidiary that does not generate numbers",
    ),
    "number_is_sent": Kind(
        status=422, code="sandbox_guess_number_is_sent", title="Invalid Attribute",
        detail="Number can't be changed after the invoice was sent",
        evidence="help article 2179634 for the app; the API's answer: guess",
    ),
    "invoice_is_locked": Kind(
        status=422, code="sandbox_guess_invoice_is_locked", title="Invalid Attribute",
        detail="{about} can't be changed on this invoice any more",
        evidence="help articles for the app (sent, credited, or locked when finalized); the API's answer: guess",
    ),
    "invoice_not_deletable": Kind(
        status=422, code="sandbox_guess_invoice_not_deletable", title="Invalid Attribute",
        detail="Invoice can't be deleted",
        evidence="live clients refuse it themselves; the API's answer: guess",
    ),
    "record_in_use": Kind(
        status=409, code="sandbox_guess_record_in_use", title="Conflict", detail="Record is in use",
        evidence="guess; 409 occurs in the specification, for a subsidiary with invoices",
    ),
    "tax_rate_in_use": Kind(
        status=422, code="sandbox_guess_tax_rate_in_use", title="Invalid Attribute",
        detail="Can't modify if tax already applied to invoices",
        evidence="sentence from the specification; code and status: guess",
    ),
    "payment_not_allowed": Kind(
        status=422, code="sandbox_guess_payment_not_allowed", title="Invalid Attribute", detail="{about}",
        evidence="guess, from the app's order: send first, then record payments (help article 11048442)",
    ),
}  # fmt: skip


class Refused(Exception):
    """Productive understood and said no."""

    def __init__(self, kind: str, about: str = "", *, pointer: str = "", status: int | None = None) -> None:
        super().__init__(kind)
        self.kind = KINDS[kind]
        self.detail = self.kind.detail.format(about=about)
        self.pointer = pointer
        self.status = status or self.kind.status

    def sentence(self) -> str:
        """For people: what it is about, and what is wrong with it."""
        about = self.pointer.rpartition("/")[2].replace("_", " ")
        return f"{about}: {self.detail}" if about else self.detail

    def document(self) -> dict[str, Any]:
        """As recorded: `status` is a string, the pointer has no leading slash, `source` is {} without a pointer."""
        return {
            "errors": [
                {
                    "status": str(self.status),
                    "code": self.kind.code,
                    "title": self.kind.title,
                    "detail": self.detail,
                    "meta": {},
                    "source": {"pointer": self.pointer} if self.pointer else {},
                }
            ]
        }


class TooManyRequests(Exception):
    """One of the two limits is used up (guide, read 2026-09: this body, and X-RateLimit-Reset in seconds)."""

    def __init__(self, *, limit: int, period_seconds: int, reset_seconds: int) -> None:
        super().__init__(f"{limit} requests in {period_seconds} s")
        self.limit = limit
        self.period_seconds = period_seconds
        self.reset_seconds = reset_seconds

    def document(self) -> dict[str, Any]:
        detail = (
            f"Rate limit of {self.limit} requests per {self.period_seconds} seconds exceeded"  # Guess: the sentence.
        )
        error = {"status": 429, "title": "Too many requests", "detail": detail}
        return {"errors": [error | {"limit": self.limit, "period": self.period_seconds}]}


def invalid(field: str, sentence: str) -> Refused:
    """A value that Productive does not take, pointed at as recorded ("data/attributes/tax_rate")."""
    return Refused("invalid_attribute", sentence, pointer=f"data/attributes/{field}")
