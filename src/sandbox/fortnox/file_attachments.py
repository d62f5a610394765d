"""Files that are attached to invoices, and which of them go out with the mail.

Fields, verbs and limits: documentation and the specification of 2026-04; only invoices (entity type F) are known here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sandbox.fortnox import file_store
from sandbox.fortnox.attachment_errors import Trouble
from sandbox.fortnox.books import Books
from sandbox.store import Record

TABLE = "attachments"
INVOICE = "F"
SENT_FILES_MAX = 5
SENT_BYTES_MAX = 15_000_000
# That there are such bounds is documented; how high they are is not: guesses.
OF_REQUEST_MAX = 50
OF_DOCUMENT_MAX = 100
FOLDER = "inbox_kf"
FIELDS = ("entityId", "entityType", "fileId", "id", "includeOnSend")
MANDATORY = ("entityId", "entityType", "fileId")
PDF = "application/pdf"


def create(books: Books, wanted: Sequence[Mapping[str, Any]]) -> list[Record]:
    """Attach files by their ArchiveFileId; the sixth that wants to go out with the mail stays at home (docs)."""
    rows = _all_checked(books, wanted)
    for number in {row["entityId"] for row in rows}:
        _check_room(books, number, [row for row in rows if row["entityId"] == number])
    for number in {row["entityId"] for row in rows}:
        _choose_sent(books, number, [row for row in rows if row["entityId"] == number])
    for row in rows:
        row["id"] = file_store.new_identity(books)
        books.table(TABLE)[row["id"]] = row
    return rows


def change(books: Books, identity: str, said: Mapping[str, Any]) -> Record:
    """Only includeOnSend can be changed (docs); how a sixth is refused is a guess."""
    record = found(books, identity)
    if said.get("id", identity) != identity:
        raise Trouble("mismatch_attachment_id")
    if said.keys() - {"id", "includeOnSend"}:
        raise Trouble("field_not_writable")
    if not isinstance(said.get("includeOnSend"), bool):
        raise Trouble("missing_mandatory_field")
    others = [row for row in _sent_files(books, record["entityId"]) if row["id"] != identity]
    if said["includeOnSend"]:
        _check_sent(books, [*others, record])
    record["includeOnSend"] = said["includeOnSend"]
    return record


def remove(books: Books, identity: str) -> None:
    found(books, identity)
    books.table(TABLE).pop(identity)


def found(books: Books, identity: str) -> Record:
    record = books.find(TABLE, identity)
    if record is None:
        raise Trouble("attachment_not_found")
    return record


def of_documents(books: Books, numbers: Sequence[int], kind: str) -> list[Record]:
    return [row for row in books.table(TABLE).values() if row["entityId"] in numbers and row["entityType"] == kind]


def counted(books: Books, numbers: Sequence[int], kind: str) -> list[dict[str, int]]:
    """How many each document has; one without any says 0 (a guess)."""
    return [{"entityId": number, "numberOfAttachments": len(of_documents(books, [number], kind))} for number in numbers]


def check_included(books: Books, wanted: Sequence[Mapping[str, Any]]) -> None:
    """Whether these could all go out with the mail; nothing is attached."""
    rows = _all_checked(books, wanted)
    for number in {row["entityId"] for row in rows}:
        _check_sent(books, [row for row in rows if row["entityId"] == number and row["includeOnSend"]])


def sent_with(books: Books, number: str) -> tuple[str, ...]:
    """The names of the files that go out with an invoice."""
    return tuple(_file(books, row)["Name"] for row in _sent_files(books, int(number)))


def _all_checked(books: Books, wanted: Sequence[Mapping[str, Any]]) -> list[Record]:
    """The attachments of one request, all of documents of one type (a guess at what "mixed" means)."""
    if not wanted:
        raise Trouble("no_attachment_provided")
    if len(wanted) > OF_REQUEST_MAX:
        raise Trouble("too_many_attachments_in_one_request")
    if len({str(row.get("entityType")) for row in wanted}) > 1:
        raise Trouble("mixed_documents")
    return [_checked(books, row) for row in wanted]


def _check_room(books: Books, number: int, rows: Sequence[Record]) -> None:
    if len(of_documents(books, [number], INVOICE)) + len(rows) > OF_DOCUMENT_MAX:
        raise Trouble("max_total_attachments_exceeded")


def _choose_sent(books: Books, number: int, rows: Sequence[Record]) -> None:
    """Let those go out with the mail that there is room for, in the order in which they came."""
    sent = _sent_files(books, number)
    for row in rows:
        row["includeOnSend"] = row["includeOnSend"] and len(sent) < SENT_FILES_MAX
        sent += [row] if row["includeOnSend"] else []
    _check_sent(books, sent)


def _checked(books: Books, said: Mapping[str, Any]) -> Record:
    if said.keys() - set(FIELDS):
        raise Trouble("field_not_writable")
    row = {"includeOnSend": False, "id": "", **said}
    if any(row.get(name) in (None, "") for name in MANDATORY):
        raise Trouble("missing_mandatory_field")
    if not isinstance(row["entityId"], int) or not isinstance(row["includeOnSend"], bool):
        raise Trouble("sandbox_guess_not_json")
    invoice = books.find("invoices", str(row["entityId"])) if row["entityType"] == INVOICE else None
    if invoice is None:
        raise Trouble("document_not_found")
    if invoice["Booked"] and not books.switch("attach_to_booked"):
        raise Trouble("sandbox_guess_booked")
    file = _file(books, row)
    if file["_folder"] != FOLDER:
        raise Trouble("wrong_file_location")
    if file["Size"] > file_store.FILE_BYTES_MAX:
        raise Trouble("file_too_big")
    return {name: row[name] for name in FIELDS}


def _file(books: Books, row: Mapping[str, Any]) -> Record:
    """The file by its ArchiveFileId, not by its Id (live test of the official SDK)."""
    record = file_store.with_archive_id(books, str(row["fileId"]))
    if record is None:
        raise Trouble("file_not_found")
    return record


def _sent_files(books: Books, number: int) -> list[Record]:
    return [row for row in of_documents(books, [number], INVOICE) if row["includeOnSend"]]


def _check_sent(books: Books, rows: Sequence[Mapping[str, Any]]) -> None:
    """What goes out with one invoice: PDFs, five at most, 15 MB together (docs)."""
    files = [_file(books, row) for row in rows]
    if any(file_store.mimetype(record) != PDF for record in files):
        raise Trouble("wrong_file_type")
    if len(files) > SENT_FILES_MAX:
        raise Trouble("attachment_files_max_count_exceeded")
    if sum(record["Size"] for record in files) > SENT_BYTES_MAX:
        raise Trouble("attachment_files_max_size_exceeded")
