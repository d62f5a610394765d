"""The files of a Fortnox company, each under two ids, in the folders of its inbox or in its archive.

Id and ArchiveFileId, and which door takes which: live tests of the official SDK (issue 99), read 2026-04. The fixed
folders: the same, and two other integrators. 5 MB a file: documentation.
"""

from __future__ import annotations

import hashlib
import mimetypes
import uuid
from base64 import b64decode, b64encode
from typing import Any

from sandbox.fortnox import errors
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refused
from sandbox.store import Record

TABLE = "files"
FILE_BYTES_MAX = 5_000_000
ARCHIVE_ROOT = "root"
# What a company sees in its inbox; the words besides those of Inbox_kf are guesses.
INBOX = {
    "inbox_a": "Inbox_a", "inbox_b": "Inbox_b", "inbox_d": "Inbox_d", "inbox_kf": "Inbox_kf", "inbox_l": "Inbox_l",
    "inbox_o": "Inbox_o", "inbox_of": "Inbox_of", "inbox_s": "Inbox_s", "inbox_v": "Inbox_v",
}  # fmt: skip


def put(books: Books, name: str, content: bytes, *, folder: str) -> Record:
    """Keep a file in a folder: one of the inbox, or the archive's root."""
    if len(content) > FILE_BYTES_MAX:
        raise Refused(errors.GUESSES["file_too_big"])
    identity = new_identity(books)
    record = {
        "ArchiveFileId": new_identity(books),
        "Comments": "",
        "Id": identity,
        "Name": name,
        "Path": INBOX.get(folder, folder),
        "Size": len(content),
        "_folder": folder,
        "_content": b64encode(content).decode(),
    }
    books.table(TABLE)[identity] = record
    return record


def found(books: Books, identity: str) -> Record:
    """A file by its Id."""
    record = books.find(TABLE, identity)
    if record is None:
        raise Refused(errors.GUESSES["file_missing"])
    return record


def with_archive_id(books: Books, identity: str) -> Record | None:
    """A file by its ArchiveFileId."""
    return next((record for record in books.table(TABLE).values() if record["ArchiveFileId"] == identity), None)


def remove(books: Books, identity: str) -> None:
    found(books, identity)
    books.table(TABLE).pop(identity)


def content(record: Record) -> bytes:
    return b64decode(record["_content"])


def mimetype(record: Record) -> str:
    """By the name's ending (a guess)."""
    return mimetypes.guess_type(record["Name"])[0] or "application/octet-stream"


def shown(books: Books, record: Record) -> Record:
    resource = "archive" if record["_folder"] == ARCHIVE_ROOT else "inbox"
    visible = {name: value for name, value in record.items() if not name.startswith("_")}
    return {"@url": books.url(resource, record["Id"]), **visible}


def inbox_folder(wanted: str) -> str:
    """The id of a folder of the inbox, by its id or its path, whatever the case."""
    folder = wanted.strip("/").lower()
    if folder not in INBOX:
        raise Refused(errors.GUESSES["folder_missing"])
    return folder


def inbox(books: Books) -> dict[str, Any]:
    """The inbox as a folder of folders."""
    folders = [folder_shown(books, identity) for identity in INBOX]
    return {"@url": f"{books.api}/inbox", "Email": "", "Files": [], "Folders": folders, "Id": "root", "Name": "root"}


def folder_shown(books: Books, identity: str) -> dict[str, Any]:
    """One folder with its files."""
    files = [shown(books, record) for record in books.table(TABLE).values() if record["_folder"] == identity]
    address = f"{books.api}/archive" if identity == ARCHIVE_ROOT else books.url("inbox", identity)
    name = INBOX.get(identity, identity)
    return {"@url": address, "Email": "", "Files": files, "Folders": [], "Id": identity, "Name": name}


def new_identity(books: Books) -> str:
    """An id in the form of a UUID that nobody has had; its series is in the state, so a restart does not repeat one."""
    number = books.take("identity")
    return str(uuid.UUID(bytes=hashlib.sha256(f"{books.tenant} {number}".encode()).digest()[:16], version=4))
