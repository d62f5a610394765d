"""Calls that the sandbox does not imitate: answered as a gateway without that route would, and counted."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from werkzeug import Request, Response
from werkzeug.routing import Map

from sandbox.fortnox import attachment_doors
from sandbox.fortnox import urls as fortnox
from sandbox.productive import urls as productive
from sandbox.productive.errors import KINDS

NO_SUCH_ROUTE = frozenset({404, 405})
NOT_PLAYED = KINDS["not_simulated"].code.encode()


def is_unknown(request: Request, response: Response, *, remote: str) -> bool:
    """Whether no path of the remote takes this request, or it asks for what is documented and not played here.

    A record that is not there is no unknown call.
    """
    if response.status_code == HTTPStatus.BAD_REQUEST and NOT_PLAYED in response.get_data():
        return True
    return response.status_code in NO_SUCH_ROUTE and not KNOWN[remote](request)


def _in_fortnox(request: Request) -> bool:
    if request.path in fortnox.OAUTH:
        return request.method in fortnox.OAUTH_METHODS.get(request.path, {"POST"})
    if request.path.startswith(fortnox.ATTACHMENTS):
        return _takes(attachment_doors.PATHS, request, root=attachment_doors.ROOT)
    return _takes(fortnox.PATHS, request, root=fortnox.API)


def _in_productive(request: Request) -> bool:
    return _takes(productive.PATHS, request, root=productive.API)


def _takes(paths: Map, request: Request, *, root: str) -> bool:
    """Whether a path below this root is one of these; a trailing slash is no other path."""
    path = request.path.removeprefix(root).rstrip("/") or "/"
    return f"{request.path}/".startswith(f"{root}/") and paths.bind("sandbox").test(path, method=request.method)


KNOWN: dict[str, Callable[[Request], bool]] = {"fortnox": _in_fortnox, "productive": _in_productive}
