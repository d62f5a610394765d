"""What the paths under /api/fileattachments do: bare JSON both ways, and errors in an envelope of their own."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from werkzeug import Request, Response
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule

from sandbox.clock import SandboxClock
from sandbox.fortnox import access, file_attachments, file_store, licences, wire
from sandbox.fortnox.attachment_errors import Trouble
from sandbox.fortnox.books import Books
from sandbox.store import Store

ROOT = "/fortnox/api/fileattachments/attachments-v1"
DIGITS_MAX = 18


def answer(request: Request, *, store: Store, clock: SandboxClock) -> Response:
    """Token and limit as everywhere, then the scope that a switch says."""
    row = access.bearer(request, store=store, clock=clock)
    books = Books(store=store, clock=clock, tenant=row["tenant"])
    try:
        _check_scope(books, row["scope"])
        _check_licence(books)
        act, arguments = _matched(request)
        return act(request, books, **arguments)
    except Trouble as trouble:
        identity = file_store.new_identity(books)
        return wire.answer(trouble.body(identity), method=request.method, status=trouble.status)


def _check_scope(books: Books, granted: str) -> None:
    if books.switch("attachments_scope") not in granted.split():
        raise Trouble("sandbox_guess_scope")


def _check_licence(books: Books) -> None:
    if licences.missing(books, books.switch("attachments_scope")):
        raise Trouble("sandbox_guess_licence")


def _listed(request: Request, books: Books) -> Response:
    numbers = _numbers(request, "entityid")
    return wire.answer(file_attachments.of_documents(books, numbers, _kind(request)), method="GET")


def _counted(request: Request, books: Books) -> Response:
    numbers = _numbers(request, "entityids")
    return wire.answer(file_attachments.counted(books, numbers, _kind(request)), method="GET")


def _created(request: Request, books: Books) -> Response:
    return wire.answer(file_attachments.create(books, _rows(request)), method="POST", status=201)


def _validated(request: Request, books: Books) -> Response:
    file_attachments.check_included(books, _rows(request))
    return wire.no_content()


def _changed(request: Request, books: Books, *, identity: str) -> Response:
    file_attachments.found(books, identity)
    said = _body(request)
    if not isinstance(said, dict):
        raise Trouble("sandbox_guess_not_json")
    return wire.answer(file_attachments.change(books, identity, said), method="PUT")


def _removed(_request: Request, books: Books, *, identity: str) -> Response:
    file_attachments.remove(books, identity)
    return wire.no_content()


PATHS = Map(
    [
        Rule("/", methods=["GET"], endpoint=_listed),
        Rule("/", methods=["POST"], endpoint=_created),
        Rule("/numberofattachments", methods=["GET"], endpoint=_counted),
        Rule("/validateincludedonsend", methods=["POST"], endpoint=_validated),
        Rule("/<identity>", methods=["PUT"], endpoint=_changed),
        Rule("/<identity>", methods=["DELETE"], endpoint=_removed),
    ]
)


def _matched(request: Request) -> tuple[Callable[..., Response], Any]:
    if not f"{request.path}/".startswith(f"{ROOT}/"):
        raise Trouble("sandbox_guess_no_route")
    path = request.path.removeprefix(ROOT).rstrip("/") or "/"
    try:
        return PATHS.bind("sandbox").match(path, method=request.method)
    except HTTPException as missing:
        raise Trouble("sandbox_guess_no_route") from missing


def _rows(request: Request) -> list[dict[str, Any]]:
    """A bare array of objects, without a wrapper."""
    rows = _body(request)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Trouble("sandbox_guess_not_json")
    return rows


def _body(request: Request) -> Any:
    try:
        return json.loads(request.get_data() or b"null")
    except (ValueError, RecursionError) as broken:
        raise Trouble("sandbox_guess_not_json") from broken


def _numbers(request: Request, name: str) -> list[int]:
    """Numbers of documents, joined by commas."""
    given = [text.strip() for text in ",".join(request.args.getlist(name)).split(",") if text.strip()]
    if not given or not all(text.isdecimal() and len(text) <= DIGITS_MAX for text in given):
        raise Trouble("missing_mandatory_field")
    return [int(text) for text in given]


def _kind(request: Request) -> str:
    kind = request.args.get("entitytype", "")
    if not kind:
        raise Trouble("missing_mandatory_field")
    return kind
