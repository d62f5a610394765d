"""Why a connection could not be made: a closed list, each member with its facts and what became of the tokens."""

from __future__ import annotations

from enum import StrEnum


class ConnectingProblem(StrEnum):
    """Every reason. None of them changed a connection, a setting or a link here."""

    # The operator has not set client id and secret. No facts.
    NOT_CONFIGURED = "not_configured"
    # The address came back with a state that Brygga never gave out. No facts.
    STATE_FORGED = "state_forged"
    # The journey took longer than ten minutes: start again. No facts.
    STATE_EXPIRED = "state_expired"
    # This journey is over already, as after a reload of the page. No facts.
    STATE_USED = "state_used"
    # It began in another browser or before signing in again: start again here. No facts.
    OTHER_SESSION = "other_session"
    # Somebody else began it. No facts.
    OTHER_USER = "other_user"
    # The person said no at Fortnox. No facts.
    CONSENT_DENIED = "consent_denied"
    # Fortnox does not let this integration ask for these scopes: the operator must allow them. Facts: scopes.
    SCOPE_REFUSED = "scope_refused"
    # Fortnox gave another error instead of a code. Facts: error.
    CONSENT_FAILED = "consent_failed"
    # The address came back with neither a code nor an error. No facts.
    CODE_MISSING = "code_missing"
    # Fortnox does not take the code: too old, or used before. Facts: error, sentence.
    CODE_REFUSED = "code_refused"
    # Fortnox does not know our client id and secret: the operator must correct them. Facts: sentence.
    CLIENT_REFUSED = "client_refused"
    # The answer with the tokens was lost, and a code works once: start again. Facts: sentence.
    ANSWER_LOST = "answer_lost"
    # Fortnox does not answer, or is broken: try again later. Facts: sentence.
    FORTNOX_UNAVAILABLE = "fortnox_unavailable"
    # Fortnox answered something that Brygga cannot read: tell a developer. Facts: sentence.
    FORTNOX_UNINTELLIGIBLE = "fortnox_unintelligible"
    # The company lacks a licence, or the consent a scope. Facts: code, sentence.
    NOT_AUTHORISED = "not_authorised"
    # The token names another company than the one it reaches, or none. Facts: named, reached.
    TENANT_DISAGREES = "tenant_disagrees"
    # The account is connected elsewhere; nobody is named. No facts.
    IN_USE_ELSEWHERE = "in_use_elsewhere"
    # The question whether to replace a connection is answered already, or was open for too long. No facts.
    QUESTION_OVER = "question_over"


class ConnectingFailed(Exception):
    """No connection was made.

    `facts["tokens"]` says what became of those that Fortnox gave: "none" were given; "revoked" at Fortnox; "forgotten"
    here without asking Fortnox, or because it could not be asked.
    """

    def __init__(self, kind: ConnectingProblem, facts: dict[str, str] | None = None) -> None:
        self.kind = kind
        self.facts = {"tokens": "none", **(facts or {})}
        super().__init__(f"{kind}: {self.facts}")
