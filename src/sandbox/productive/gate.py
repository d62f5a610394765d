"""Who may come in: content type first, then token, organisation and rate limits, as measured on the wire."""

from __future__ import annotations

from werkzeug import Request

from sandbox.clock import SandboxClock
from sandbox.productive import limits
from sandbox.productive.errors import Refused
from sandbox.productive.visit import Visit, access_of
from sandbox.productive.wire import CONTENT_TYPE
from sandbox.store import Store

WRITES = ("POST", "PATCH", "DELETE")


def visit_of(request: Request, *, store: Store, clock: SandboxClock) -> Visit:
    """The visit that a request makes, or a refusal.

    The content type is checked before the token (measured 2026-10-06). A write without a body needs no content type
    (finalize is called so by live clients).
    """
    says_nothing = not request.content_type and not request.get_data()
    if request.method in WRITES and not says_nothing and request.mimetype != CONTENT_TYPE:
        raise Refused("unsupported_content_type")
    token = request.headers.get("X-Auth-Token", "")
    access = access_of(store, token)
    if access is None:
        raise Refused("invalid_auth_token")
    organisation = request.headers.get("X-Organization-Id", "")
    if organisation != access["organization"]:
        raise Refused("other_organization")
    limits.count(store, clock, token=token, organisation=organisation)
    if request.method in WRITES and not access["may_write"]:
        raise Refused("read_only_token")
    return Visit(
        store=store,
        clock=clock,
        organisation=organisation,
        person=access["person"],
        may_write=access["may_write"],
        address=request.host_url.rstrip("/"),
    )
