"""How each remote words the trouble that the control plane plans."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from werkzeug import Response

FORTNOX = "fortnox"


def refusal(remote: str, *, status: int, code: str, message: str) -> Response:
    """A refusal in the remote's own envelope."""
    if remote == FORTNOX:
        number = int(code) if code.isdigit() else 1000003
        return _json({"ErrorInformation": {"error": 1, "message": message, "code": number}}, status=status)
    return _json_api(status=status, code=code or "sandbox_planned", detail=message)


def throttled(remote: str, *, retry_after: int | None) -> Response:
    """Too many requests; no remote promises Retry-After, so it is sent only when planned (the body is a guess)."""
    if remote == FORTNOX:
        response = _json({"message": "Too Many Requests"}, status=429)
    else:
        response = _json_api(status=429, code="rate_limit_exceeded", detail="Too many requests")
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


def token_refused(remote: str) -> Response:
    """The answer to a dead token (Fortnox: recorded 2023)."""
    if remote == FORTNOX:
        return _json({"message": "unauthorized"}, status=401)
    return _json_api(status=401, code="invalid_auth_token", detail="The authentication token is invalid")


def licence_lost() -> Response:
    """The company has no licence for what the scope touches (documentation, read 2026-04)."""
    return refusal(FORTNOX, status=403, code="2001101", message="Det finns ingen aktiv licens för önskat scope")


def record_busy() -> Response:
    """Somebody else writes the record; the sentence is that of a bad log-in (a public SDK, Sharespine's help page)."""
    return refusal(FORTNOX, status=400, code="2000310", message="Ogiltig inloggning")


def gateway_page(status: int) -> Response:
    """The page of a gateway whose server is away."""
    phrase = HTTPStatus(status).phrase
    page = f"<html><head><title>{status} {phrase}</title></head><body><h1>{status} {phrase}</h1></body></html>"
    return Response(page, status=status, mimetype="text/html")


def _json(body: Any, *, status: int) -> Response:
    return Response(json.dumps(body), status=status, content_type="application/json")


def _json_api(*, status: int, code: str, detail: str) -> Response:
    error = {"status": str(status), "code": code, "title": detail, "detail": detail}
    return Response(json.dumps({"errors": [error]}), status=status, content_type="application/vnd.api+json")
