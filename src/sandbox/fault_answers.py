"""How each remote words the trouble that the control plane plans."""

from __future__ import annotations

import json
from http import HTTPStatus

from werkzeug import Request, Response

from sandbox.fortnox import attachment_doors, oauth, switches, wire
from sandbox.fortnox.attachment_errors import body_of
from sandbox.fortnox.errors import Refusal
from sandbox.store import Store

PRODUCTIVE = "productive"
CODE_UNKNOWN = 1000003
NOBODY = "00000000-0000-4000-8000-000000000000"


def refusal(remote: str, request: Request, *, status: int, code: str, message: str) -> Response:
    """A refusal in the remote's own envelope; Fortnox has one for each of its services."""
    if remote == PRODUCTIVE:
        return _json_api(status=status, code=code or "sandbox_planned", detail=message)
    if request.path.startswith(oauth.ROOT):
        kind = oauth.PLAIN if status == HTTPStatus.UNAUTHORIZED else oauth.HTML
        return oauth.error(code or "sandbox_planned", message, status=status, content_type=kind)
    if status == HTTPStatus.UNAUTHORIZED:
        return wire.unauthorised()
    if request.path.startswith(attachment_doors.ROOT):
        return wire.answer(body_of(code or "sandbox_planned", NOBODY, message), method=request.method, status=status)
    refused = Refusal(int(code) if code.isdigit() else CODE_UNKNOWN, message, status=status)
    return wire.answer(refused.body(), method=request.method, status=status)


def throttled(remote: str, *, store: Store, retry_after: int | None) -> Response:
    """Too many requests; no remote promises Retry-After, so it is sent only when planned (the body is a guess)."""
    if remote != PRODUCTIVE:
        return wire.throttled(retry_after=retry_after, body=switches.read(store, "throttle_body"))
    response = _json_api(status=429, code="rate_limit_exceeded", detail="Too many requests")
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


def token_refused() -> Response:
    """Productive's answer to a dead token."""
    return _json_api(status=401, code="invalid_auth_token", detail="The authentication token is invalid")


def record_busy(request: Request) -> Response:
    """Somebody else writes the record; the sentence is that of a bad log-in (a public SDK, Sharespine's help page)."""
    busy = Refusal(2000310, "Ogiltig inloggning")
    return wire.answer(busy.body(), method=request.method, status=busy.status)


def gateway_page(status: int) -> Response:
    """The page of a gateway whose server is away."""
    phrase = HTTPStatus(status).phrase
    page = f"<html><head><title>{status} {phrase}</title></head><body><h1>{status} {phrase}</h1></body></html>"
    return Response(page, status=status, mimetype="text/html")


def _json_api(*, status: int, code: str, detail: str) -> Response:
    error = {"status": str(status), "code": code, "title": detail, "detail": detail}
    return Response(json.dumps({"errors": [error]}), status=status, content_type="application/vnd.api+json")
