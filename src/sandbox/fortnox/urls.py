"""Everything under /fortnox/: which path does what, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from werkzeug import Request, Response
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule

from sandbox.clock import SandboxClock
from sandbox.fortnox import (
    access,
    action_doors,
    attachment_doors,
    consent,
    doors,
    errors,
    file_doors,
    oauth,
    payment_doors,
    register_doors,
    switches,
    wire,
)
from sandbox.fortnox.access import OverLimit
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refused, Unauthorised
from sandbox.fortnox.register_kinds import REGISTERS
from sandbox.store import Store

API = "/fortnox/3"
OAUTH = {
    "/fortnox/oauth-v1/auth": consent.answer,
    "/fortnox/oauth-v1/token": oauth.token,
    "/fortnox/oauth-v1/revoke": oauth.revoke,
}
ATTACHMENTS = "/fortnox/api/fileattachments/"
FILES = frozenset({"archive", "inbox"})  # What a file may be asked for as is not known; anything goes.
OAUTH_METHODS = {"/fortnox/oauth-v1/auth": {"GET", "POST"}}

KINDS = ",".join(REGISTERS)
KINDS_READ_ONE_BY_ONE = ",".join(kind for kind in REGISTERS if kind != "labels")  # No GET of one label (specification).

PATHS = Map(
    [
        Rule("/companyinformation", methods=["GET"], endpoint=doors.company_information),
        Rule("/settings/company", methods=["GET"], endpoint=doors.company_settings),
        Rule("/settings/lockedperiod", methods=["GET"], endpoint=doors.locked_period),
        Rule("/me", methods=["GET"], endpoint=doors.me),
        Rule("/financialyears", methods=["GET"], endpoint=doors.financial_years),
        Rule("/financialyears/<identity>", methods=["GET"], endpoint=register_doors.financial_year),
        Rule("/accounts", methods=["GET"], endpoint=register_doors.list_accounts),
        Rule("/accounts", methods=["POST"], endpoint=register_doors.create_account),
        Rule("/accounts/<number>", methods=["GET"], endpoint=register_doors.account),
        Rule("/accounts/<number>", methods=["PUT"], endpoint=register_doors.change_account),
        Rule("/accounts/<number>", methods=["DELETE"], endpoint=register_doors.remove_account),
        Rule("/articles", methods=["GET"], endpoint=doors.list_articles),
        Rule("/articles", methods=["POST"], endpoint=register_doors.create_article),
        Rule("/articles", methods=["PUT"], endpoint=doors.without_identifier),
        Rule("/articles/<number>", methods=["GET"], endpoint=doors.article),
        Rule("/articles/<number>", methods=["PUT"], endpoint=register_doors.change_article),
        Rule("/articles/<number>", methods=["DELETE"], endpoint=register_doors.remove_article),
        Rule("/customers", methods=["GET"], endpoint=doors.list_customers),
        Rule("/customers", methods=["POST"], endpoint=doors.create_customer),
        Rule("/customers", methods=["PUT"], endpoint=doors.without_identifier),
        Rule("/customers/<number>", methods=["GET"], endpoint=doors.customer),
        Rule("/customers/<number>", methods=["PUT"], endpoint=doors.change_customer),
        Rule("/customers/<number>", methods=["DELETE"], endpoint=register_doors.remove_customer),
        Rule("/invoices", methods=["GET"], endpoint=doors.list_invoices),
        Rule("/invoices", methods=["POST"], endpoint=doors.create_invoice),
        Rule("/invoices", methods=["PUT"], endpoint=doors.without_identifier),
        Rule("/invoices/<number>", methods=["GET"], endpoint=doors.invoice),
        Rule("/invoices/<number>", methods=["PUT"], endpoint=doors.change_invoice),
        Rule("/invoices/<number>/bookkeep", methods=["PUT"], endpoint=action_doors.bookkeep),
        Rule("/invoices/<number>/cancel", methods=["PUT"], endpoint=action_doors.cancel),
        Rule("/invoices/<number>/credit", methods=["PUT"], endpoint=action_doors.credit),
        Rule("/invoices/<number>/warehouseready", methods=["PUT"], endpoint=action_doors.warehouse_ready),
        Rule("/invoices/<number>/externalprint", methods=["PUT"], endpoint=action_doors.external_print),
        Rule("/invoices/<number>/email", methods=["GET"], endpoint=action_doors.email),
        Rule("/invoices/<number>/einvoice", methods=["GET"], endpoint=action_doors.e_invoice),
        Rule("/invoices/<number>/eprint", methods=["GET"], endpoint=action_doors.e_print),
        Rule("/invoices/<number>/print", methods=["GET"], endpoint=action_doors.print_out),
        Rule("/invoices/<number>/printreminder", methods=["GET"], endpoint=action_doors.print_reminder),
        Rule("/invoices/<number>/preview", methods=["GET"], endpoint=action_doors.preview),
        Rule("/invoicepayments", methods=["GET"], endpoint=payment_doors.list_payments),
        Rule("/invoicepayments", methods=["POST"], endpoint=payment_doors.create_payment),
        Rule("/invoicepayments", methods=["PUT"], endpoint=doors.without_identifier),
        Rule("/invoicepayments/<number>", methods=["GET"], endpoint=payment_doors.payment),
        Rule("/invoicepayments/<number>", methods=["PUT"], endpoint=payment_doors.change_payment),
        Rule("/invoicepayments/<number>", methods=["DELETE"], endpoint=payment_doors.remove_payment),
        Rule("/invoicepayments/<number>/bookkeep", methods=["PUT"], endpoint=payment_doors.bookkeep_payment),
        Rule("/vouchers", methods=["GET"], endpoint=payment_doors.list_vouchers),
        Rule("/vouchers/sublist", methods=["GET"], endpoint=payment_doors.list_vouchers),
        Rule("/vouchers/sublist/<series>", methods=["GET"], endpoint=payment_doors.list_vouchers),
        Rule("/vouchers/<series>/<number>", methods=["GET"], endpoint=payment_doors.voucher),
        Rule("/voucherseries", methods=["GET"], endpoint=payment_doors.list_voucher_series),
        Rule("/voucherseries/<code>", methods=["GET"], endpoint=payment_doors.one_voucher_series),
        Rule("/inbox", methods=["GET"], endpoint=file_doors.inbox),
        Rule("/inbox", methods=["POST"], endpoint=file_doors.upload_to_inbox),
        Rule("/inbox/<identity>", methods=["GET"], endpoint=file_doors.inbox_item),
        Rule("/inbox/<identity>", methods=["DELETE"], endpoint=file_doors.remove_file),
        Rule("/archive", methods=["GET"], endpoint=file_doors.archive),
        Rule("/archive", methods=["POST"], endpoint=file_doors.upload_to_archive),
        Rule("/archive/<identity>", methods=["GET"], endpoint=file_doors.archive_item),
        Rule("/archive/<identity>", methods=["DELETE"], endpoint=file_doors.remove_file),
        Rule("/predefinedaccounts", methods=["GET"], endpoint=register_doors.list_predefined_accounts),
        Rule("/predefinedaccounts/<name>", methods=["GET"], endpoint=register_doors.predefined_account),
        Rule("/predefinedaccounts/<name>", methods=["PUT"], endpoint=register_doors.change_predefined_account),
        Rule("/predefinedvoucherseries", methods=["GET"], endpoint=register_doors.list_predefined_series),
        Rule("/predefinedvoucherseries/<name>", methods=["GET"], endpoint=register_doors.predefined_series),
        Rule("/predefinedvoucherseries/<name>", methods=["PUT"], endpoint=register_doors.change_predefined_series),
        Rule(f"/<any({KINDS}):kind>", methods=["GET"], endpoint=register_doors.list_register),
        Rule(f"/<any({KINDS}):kind>", methods=["POST"], endpoint=register_doors.create_register_item),
        Rule(f"/<any({KINDS_READ_ONE_BY_ONE}):kind>/<key>", methods=["GET"], endpoint=register_doors.register_item),
        Rule(f"/<any({KINDS}):kind>/<key>", methods=["PUT"], endpoint=register_doors.change_register_item),
        Rule(f"/<any({KINDS}):kind>/<key>", methods=["DELETE"], endpoint=register_doors.remove_register_item),
    ]
)  # fmt: skip


def answer(request: Request, *, store: Store, clock: SandboxClock) -> Response:
    """Answer one request to Fortnox."""
    if request.path in OAUTH and request.method in OAUTH_METHODS.get(request.path, {"POST"}):
        return OAUTH[request.path](request, store=store, clock=clock)
    try:
        if request.path.startswith(ATTACHMENTS):
            return attachment_doors.answer(request, store=store, clock=clock)
        return _api_answer(request, store=store, clock=clock)
    except Unauthorised:
        return wire.unauthorised()
    except OverLimit:
        return wire.throttled(
            retry_after=switches.read(store, "throttle_retry_after"), body=switches.read(store, "throttle_body")
        )
    except Refused as refused:
        return wire.answer(refused.refusal.body(), method=request.method, status=refused.refusal.status)
    finally:
        request.close()  # Lets go of uploaded files.


def _api_answer(request: Request, *, store: Store, clock: SandboxClock) -> Response:
    """Token and limit first, as at a gateway; then the path, then its scope."""
    row = access.bearer(request, store=store, clock=clock)
    act, arguments = _matched(request)
    resource = request.path.removeprefix(API).split("/")[1]
    books = Books(store=store, clock=clock, tenant=row["tenant"], api=f"{request.host_url.rstrip('/')}{API}")
    access.check_scope(row, books, resource)
    if resource not in FILES and not _takes_json(request):
        raise Refused(errors.WRONG_ACCEPT)
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
    """The PDFs of invoices must be asked for as JSON too (notes of another integrator, 2026)."""
    wanted = request.accept_mimetypes
    return not wanted or bool(wanted["application/json"])
