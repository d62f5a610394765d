"""The token endpoint of Fortnox: three grants, and errors whose content type lies.

Recorded 2023: 401 invalid_client as text/plain, 400 invalid_grant as text/html, 200 with Cache-Control: no-store.
Other errors of the endpoint are guesses; their descriptions say so.
"""

from __future__ import annotations

import hmac
import json
from typing import Any

from werkzeug import Request, Response

from sandbox.clock import SandboxClock
from sandbox.fortnox import switches, wire
from sandbox.fortnox.grants import Grants, InvalidGrant
from sandbox.store import Store
from sandbox.worlds import cast

ROOT = "/fortnox/oauth-v1/"
HTML = "text/html; charset=UTF-8"
PLAIN = "text/plain;charset=UTF-8"
NO_STORE = {"Cache-Control": "no-store"}


def token(request: Request, *, store: Store, clock: SandboxClock) -> Response:
    """Answer one request for tokens."""
    if not _is_our_client(request):
        return error("invalid_client", "The client credentials are invalid", status=401, content_type=PLAIN)
    try:
        return _answer(_granted(request, Grants(store, clock)))
    except InvalidGrant:
        grant_type = request.form.get("grant_type", "")
        return error(_word(grant_type, store), _description(grant_type))
    except KeyError as missing:
        return error("invalid_request", f"sandbox guess: {missing} is missing")
    except ValueError as wrong:
        return error("unsupported_grant_type", f"sandbox guess: {wrong}")


def revoke(request: Request, *, store: Store, clock: SandboxClock) -> Response:
    """Revoke a refresh token; an unknown one is answered alike (asserted by the official SDK's tests)."""
    if not _is_our_client(request):
        return error("invalid_client", "The client credentials are invalid", status=401, content_type=PLAIN)
    Grants(store, clock).revoke(request.form.get("token", ""))
    return _answer({"revoked": True})


def _granted(request: Request, grants: Grants) -> dict[str, Any]:
    form = request.form
    client_id = cast.FORTNOX_CLIENT_ID
    grant_type = form.get("grant_type", "")
    if grant_type == "authorization_code":
        return grants.by_code(form["code"], client_id=client_id, redirect_uri=form.get("redirect_uri", ""))
    if grant_type == "refresh_token":
        return grants.by_refresh_token(form["refresh_token"], client_id=client_id)
    if grant_type == "client_credentials":
        return grants.by_client_credentials(client_id=client_id, tenant=request.headers.get("TenantId", ""))
    raise ValueError(f"{grant_type!r} is no grant")


def _word(grant_type: str, store: Store) -> str:
    """invalid_grant (recorded 2023); what client credentials are refused with is not known."""
    known = grant_type != "client_credentials"
    return "invalid_grant" if known else str(switches.read(store, "service_token_error"))


def _description(grant_type: str) -> str:
    """What is wrong with the grant: refresh token recorded 2023, code from the docs, consent a guess."""
    known = {
        "refresh_token": "Invalid refresh token",
        "authorization_code": "Auth code or ClientID supplied is invalid",
    }
    return known.get(grant_type, "sandbox guess: the company has not consented to a service account")


def _is_our_client(request: Request) -> bool:
    """HTTP Basic with client id and secret."""
    given = request.authorization
    if given is None or given.type != "basic":
        return False
    wanted = f"{cast.FORTNOX_CLIENT_ID}:{cast.FORTNOX_CLIENT_SECRET}"
    return hmac.compare_digest(f"{given.username}:{given.password}".encode(), wanted.encode())


def _answer(body: dict[str, Any]) -> Response:
    return wire.answer(body, method="POST", headers=NO_STORE)


def error(error: str, description: str, *, status: int = 400, content_type: str = HTML) -> Response:
    """JSON that calls itself something else (recorded 2023)."""
    body = json.dumps({"error": error, "error_description": description})
    headers = NO_STORE if status == 400 else {}
    return Response(body, status=status, content_type=content_type, headers={"Server": "Fortnox", **headers})
