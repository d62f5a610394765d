"""What the paths of the inbox and the archive do: files come as multipart and go as they are.

Which id each door takes: live tests of the official SDK (issue 99), read 2026-04.
"""

from __future__ import annotations

from werkzeug import Request, Response

from sandbox.fortnox import errors, file_store, wire
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refused
from sandbox.store import Record

PART = "file"
ARCHIVE_NAMES = frozenset({"", "/", "root"})


def inbox(request: Request, books: Books) -> Response:
    """The inbox, or the file that `fileid` names by its Id (the one crossing that works)."""
    if "fileid" in request.args:
        return _file(file_store.found(books, request.args["fileid"]))
    return wire.answer({"Folder": file_store.inbox(books)}, method="GET")


def inbox_item(_request: Request, books: Books, *, identity: str) -> Response:
    """A file, or one of the fixed folders."""
    if identity.lower() in file_store.INBOX:
        return wire.answer({"Folder": file_store.folder_shown(books, identity.lower())}, method="GET")
    return _file(file_store.found(books, identity))


def upload_to_inbox(request: Request, books: Books) -> Response:
    wanted = request.args.get("folderId") or request.args.get("path") or ""
    return _uploaded(request, books, folder=file_store.inbox_folder(wanted), location="inbox")


def archive(request: Request, books: Books) -> Response:
    """The archive, or the file that `fileid` names by its ArchiveFileId."""
    if "fileid" in request.args:
        record = file_store.with_archive_id(books, request.args["fileid"])
        if record is None:
            raise Refused(errors.GUESSES["file_missing"])
        return _file(record)
    _check_archive_folder(request)
    return wire.answer({"Folder": file_store.folder_shown(books, file_store.ARCHIVE_ROOT)}, method="GET")


def upload_to_archive(request: Request, books: Books) -> Response:
    _check_archive_folder(request)
    return _uploaded(request, books, folder=file_store.ARCHIVE_ROOT, location="archive")


def archive_item(_request: Request, books: Books, *, identity: str) -> Response:
    return _file(file_store.found(books, identity))


def remove_file(_request: Request, books: Books, *, identity: str) -> Response:
    file_store.remove(books, identity)
    return wire.no_content()


def _check_archive_folder(request: Request) -> None:
    """Folders below the root are not imitated."""
    wanted = request.args.get("path") or request.args.get("folderid") or ""
    if wanted.lower() not in ARCHIVE_NAMES:
        raise Refused(errors.GUESSES["folder_missing"])


def _uploaded(request: Request, books: Books, *, folder: str, location: str) -> Response:
    sent = request.files.get(PART)
    if sent is None or not sent.filename:
        raise Refused(errors.GUESSES["file_not_sent"])
    record = file_store.put(books, sent.filename, sent.read(), folder=folder)
    return wire.created({"File": file_store.shown(books, record)}, location=location)


def _file(record: Record) -> Response:
    return wire.file(file_store.content(record), mimetype=file_store.mimetype(record))
