"""The plain pages: the sandbox's index, and what a bookkeeper sees and does in each Fortnox company."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup
from werkzeug import Request, Response
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule
from werkzeug.utils import redirect

from sandbox.clock import SandboxClock
from sandbox.fortnox import sending
from sandbox.fortnox.attachment_errors import Trouble
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refused
from sandbox.pages import (
    acts,
    connected_page,
    file_forms,
    frame,
    index,
    invoice_list,
    invoice_page,
    new_invoice,
    outbox_page,
    payment_page,
    register_pages,
    voucher_pages,
)
from sandbox.pages.visit import NotUnderstood, Visit
from sandbox.store import Store

HOME = "/fortnox/app/<tenant>"


@dataclass(frozen=True)
class Act:
    """What a form does, and the page that is shown again when it cannot be done."""

    do: Callable[..., str]
    page: Callable[..., Response]


def _preview(visit: Visit, *, number: str) -> Response:
    return Response(sending.preview(visit.books, number), mimetype="application/pdf")


def _invoice_again(visit: Visit, *, number: str, identity: str) -> Response:
    """The page that a file's own form stands on."""
    del identity
    return invoice_page.show(visit, number=number)


def _read(path: str, show: Callable[..., Response]) -> Rule:
    return Rule(f"{HOME}{path}", methods=["GET"], endpoint=show)


def _write(path: str, do: Callable[..., str], page: Callable[..., Response]) -> Rule:
    return Rule(f"{HOME}{path}", methods=["POST"], endpoint=Act(do, page))


PATHS = Map(
    [
        Rule("/", methods=["GET"], endpoint=index.show),
        _read("", invoice_list.show),
        _read("/invoices", invoice_list.show),
        _read("/invoices/<number>", invoice_page.show),
        _read("/invoices/<number>/preview.pdf", _preview),
        _write("/invoices/<number>/book", acts.book, invoice_page.show),
        _write("/invoices/<number>/cancel", acts.cancel, invoice_page.show),
        _write("/invoices/<number>/credit", acts.credit, invoice_page.show),
        _write("/invoices/<number>/email", acts.email, invoice_page.show),
        _write("/invoices/<number>/print", acts.print_out, invoice_page.show),
        _write("/invoices/<number>/payments", acts.pay, invoice_page.show),
        _write("/invoices/<number>/files", file_forms.attach, invoice_page.show),
        _read("/invoices/<number>/files/<identity>", file_forms.show),
        _write("/invoices/<number>/files/<identity>/detach", file_forms.detach, _invoice_again),
        _read("/new", new_invoice.show),
        _write("/new", new_invoice.make, new_invoice.show),
        _write("/series", new_invoice.set_next, new_invoice.show),
        _read("/payments/<number>", payment_page.show),
        _write("/payments/<number>", acts.change_payment, payment_page.show),
        _write("/payments/<number>/book", acts.book_payment, payment_page.show),
        _write("/payments/<number>/delete", acts.delete_payment, payment_page.show),
        _read("/customers", register_pages.customers),
        _write("/customers", acts.switch_customer, register_pages.customers),
        _read("/articles", register_pages.articles),
        _write("/articles", acts.switch_article, register_pages.articles),
        _read("/connected", connected_page.show),
        _write("/connected", connected_page.cut, connected_page.show),
        _read("/currencies", register_pages.currencies),
        _write("/currencies", acts.add_currency, register_pages.currencies),
        _read("/accounts", register_pages.accounts),
        _write("/accounts", acts.switch_account, register_pages.accounts),
        _write("/accounts/new", acts.add_account, register_pages.accounts),
        _read("/period", register_pages.period),
        _write("/period", acts.lock, register_pages.period),
        _read("/vouchers", voucher_pages.listed),
        _read("/vouchers/<year>/<series>/<number>", voucher_pages.show),
        _read("/outbox", outbox_page.show),
        _read("/outbox/<identity>.pdf", outbox_page.document),
    ]
)


def answer(request: Request, *, store: Store, clock: SandboxClock) -> Response:
    """Show one page, or do what a form says and go on to the next page."""
    try:
        endpoint, arguments = PATHS.bind("sandbox").match(request.path.rstrip("/") or "/", method=request.method)
        with request:  # Closes the files that a form brought.
            return _answered(request, endpoint, dict(arguments), Books(store=store, clock=clock, tenant=""))
    except (HTTPException, KeyError):
        return frame.answer("Not found", Markup("<h1>Not found</h1><p>There is no such page.</p>"), status=404)


def _answered(request: Request, endpoint: Any, arguments: dict[str, str], nobodys: Books) -> Response:
    tenant = arguments.pop("tenant", "")
    if not tenant:
        return index.show(nobodys.store)
    if f"fortnox.{tenant}.company" not in nobodys.store.tables:
        raise KeyError(tenant)
    books = replace(nobodys, tenant=tenant)
    visit = Visit(books=books, asked=request.args, typed=request.form, files=request.files)
    return _done(visit, endpoint, arguments) if isinstance(endpoint, Act) else endpoint(visit, **arguments)


def _done(visit: Visit, act: Act, arguments: dict[str, str]) -> Response:
    """Redirected to the next page; where the ledger refuses, the page again with its sentence."""
    try:
        visit.check_token()
        return redirect(act.do(visit, **arguments), code=303)
    except Refused as refused:
        wrong = f"{refused.refusal.message} (code {refused.refusal.code})"
    except Trouble as trouble:
        wrong = str(trouble)
    except NotUnderstood as misread:
        wrong = str(misread)
    return act.page(replace(visit, wrong=wrong), **arguments)
