"""The plain pages: the sandbox's index, and what an accountant would see in each ledger."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup
from werkzeug import Request, Response
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule

from sandbox.clock import SandboxClock
from sandbox.fortnox.books import Books
from sandbox.pages import frame, index, ledger
from sandbox.store import Store

PATHS = Map(
    [
        Rule("/", methods=["GET"], endpoint=index.show),
        Rule("/fortnox/app/<tenant>", methods=["GET"], endpoint=ledger.invoices),
        Rule("/fortnox/app/<tenant>/invoices", methods=["GET"], endpoint=ledger.invoices),
        Rule("/fortnox/app/<tenant>/invoices/<number>", methods=["GET"], endpoint=ledger.invoice),
        Rule("/fortnox/app/<tenant>/customers", methods=["GET"], endpoint=ledger.customers),
    ]
)


def answer(request: Request, *, store: Store, clock: SandboxClock) -> Response:
    """Show one page."""
    try:
        show, arguments = PATHS.bind("sandbox").match(request.path.rstrip("/") or "/", method=request.method)
        return _shown(show, dict(arguments), store=store, clock=clock)
    except (HTTPException, KeyError):
        return frame.answer("Not found", Markup("<h1>Not found</h1><p>There is no such page.</p>"), status=404)


def _shown(show: Callable[..., Response], arguments: dict[str, str], *, store: Store, clock: SandboxClock) -> Response:
    tenant = arguments.pop("tenant", "")
    if not tenant:
        return show()
    if f"fortnox.{tenant}.company" not in store.tables:
        raise KeyError(tenant)
    return show(Books(store=store, clock=clock, tenant=tenant), **arguments)
