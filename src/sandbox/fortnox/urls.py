"""Everything under /fortnox/: which path does what, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from werkzeug import Request, Response
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule

from sandbox.clock import SandboxClock
from sandbox.fortnox import access, consent, doors, errors, oauth, wire
from sandbox.fortnox.access import OverLimit
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refused, Unauthorised
from sandbox.store import Store

API = "/fortnox/3"
OAUTH = {
    "/fortnox/oauth-v1/auth": consent.answer,
    "/fortnox/oauth-v1/token": oauth.token,
    "/fortnox/oauth-v1/revoke": oauth.revoke,
}
OAUTH_METHODS = {"/fortnox/oauth-v1/auth": {"GET", "POST"}}

PATHS = Map(
    [
        Rule("/companyinformation", methods=["GET"], endpoint=doors.company_information),
        Rule("/settings/company", methods=["GET"], endpoint=doors.company_settings),
        Rule("/settings/lockedperiod", methods=["GET"], endpoint=doors.locked_period),
        Rule("/me", methods=["GET"], endpoint=doors.me),
        Rule("/financialyears", methods=["GET"], endpoint=doors.financial_years),
        Rule("/accounts", methods=["GET"], endpoint=doors.accounts),
        Rule("/accounts/<number>", methods=["GET"], endpoint=doors.account),
        Rule("/articles", methods=["GET"], endpoint=doors.list_articles),
        Rule("/articles/<number>", methods=["GET"], endpoint=doors.article),
        Rule("/customers", methods=["GET"], endpoint=doors.list_customers),
        Rule("/customers", methods=["POST"], endpoint=doors.create_customer),
        Rule("/customers", methods=["PUT"], endpoint=doors.without_identifier),
        Rule("/customers/<number>", methods=["GET"], endpoint=doors.customer),
        Rule("/customers/<number>", methods=["PUT"], endpoint=doors.change_customer),
        Rule("/invoices", methods=["GET"], endpoint=doors.list_invoices),
        Rule("/invoices", methods=["POST"], endpoint=doors.create_invoice),
        Rule("/invoices", methods=["PUT"], endpoint=doors.without_identifier),
        Rule("/invoices/<number>", methods=["GET"], endpoint=doors.invoice),
        Rule("/invoices/<number>", methods=["PUT"], endpoint=doors.change_invoice),
        Rule("/invoices/<number>/bookkeep", methods=["PUT"], endpoint=doors.bookkeep_invoice),
        Rule("/invoices/<number>/cancel", methods=["PUT"], endpoint=doors.cancel_invoice),
        Rule("/<any(currencies,units,termsofpayments,modesofpayments,predefinedaccounts):kind>",
             methods=["GET"], endpoint=doors.register),
        Rule("/<any(currencies,units,termsofpayments,modesofpayments,predefinedaccounts):kind>/<key>",
             methods=["GET"], endpoint=doors.register_item),
    ]
)  # fmt: skip


def answer(request: Request, *, store: Store, clock: SandboxClock) -> Response:
    """Answer one request to Fortnox."""
    if request.path in OAUTH and request.method in OAUTH_METHODS.get(request.path, {"POST"}):
        return OAUTH[request.path](request, store=store, clock=clock)
    try:
        return _api_answer(request, store=store, clock=clock)
    except Unauthorised:
        return wire.unauthorised()
    except OverLimit:
        return wire.throttled()
    except Refused as refused:
        return wire.answer(refused.refusal.body(), method=request.method, status=refused.refusal.status)


def _api_answer(request: Request, *, store: Store, clock: SandboxClock) -> Response:
    """Token and limit first, as at a gateway; then the path, then its scope."""
    row = access.bearer(request, store=store, clock=clock)
    act, arguments = _matched(request)
    resource = request.path.removeprefix(API).split("/")[1]
    access.check_scope(row, resource)
    if not _takes_json(request):
        raise Refused(errors.WRONG_ACCEPT)
    books = Books(store=store, clock=clock, tenant=row["tenant"], api=f"{request.host_url.rstrip('/')}{API}")
    return act(request, books, **arguments)


def _matched(request: Request) -> tuple[Callable[..., Response], Mapping[str, Any]]:
    """A trailing slash is accepted (recorded 2016 to 2024); a path or method that is not here is no route."""
    if not request.path.startswith(f"{API}/"):
        raise Refused(errors.NOT_FOUND["route"])
    path = request.path.removeprefix(API).rstrip("/")
    try:
        return PATHS.bind("sandbox").match(path, method=request.method)
    except HTTPException as missing:
        raise Refused(errors.NOT_FOUND["route"]) from missing


def _takes_json(request: Request) -> bool:
    wanted = request.accept_mimetypes
    return not wanted or bool(wanted["application/json"])
