"""Our questions about documents to one Fortnox tenant: the PDF of an invoice, and files that are attached to it."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from brygga.fortnox.company import CompanySettings
from brygga.fortnox.schema import Value
from brygga.fortnox.wire import Flag, Identity, Text, read_inside
from brygga.remote.fields import Unreadable
from brygga.remote.files import PDF, fetch_pdf
from brygga.remote.http import Ask, Form, Leaving, Sender, nobody_minds
from brygga.remote.wire import segment

# The folder of files for customer invoices: its path when a file is sent, its id when it is read (SDK tests, 2026-04).
FOLDER_PATH = "Inbox_kf"
FOLDER_ID = "inbox_kf"
INVOICE = "F"
ATTACHMENTS = "attachments-v1"

# What Fortnox takes (guide "invoice file connections", read 2026-04).
FILE_BYTES_MAX = 5_000_000


class File(Value):
    """A file in Fortnox. It has two ids: attachments want `archive_id`, never `id` (SDK test, issue 99)."""

    id: Identity = Field(alias="Id")
    archive_id: Identity = Field(alias="ArchiveFileId")
    name: Text = Field(alias="Name")
    size: int = Field(alias="Size")


class Attached(Value):
    """A file that is attached to a document; `file_id` is its archive id."""

    id: Identity
    file_id: Identity = Field(alias="fileId")
    goes_out: Flag = Field(default=False, alias="includeOnSend")


class FortnoxFiles:
    """Documents of one Fortnox tenant. Every method raises the errors of `brygga.remote.errors` and nothing else.

    Attachments live outside of the API's base address, so they have a sender of their own.
    """

    def __init__(self, sender: Sender, *, attachments: Sender) -> None:
        self._sender = sender
        self._attachments = attachments

    def invoice_pdf(self, number: str) -> bytes:
        """The invoice as Fortnox prints it, without marking it as sent. Raises NotFound.

        Docs: docs/remotes/fortnox.md#the-pdf-of-an-invoice
        """
        return fetch_pdf(self._sender, Ask(method="GET", path=f"invoices/{segment(number)}/preview"))

    def company_settings(self) -> CompanySettings:
        """Who the seller is, as Fortnox prints it. Docs: docs/remotes/fortnox.md#company-settings"""
        answer = self._sender.send(Ask(method="GET", path="settings/company"))
        return answer.read(lambda content: CompanySettings.model_validate(read_inside(content, "CompanySettings")))

    def upload(self, name: str, content: bytes, *, leaving: Leaving = nobody_minds) -> File:
        """Put a PDF into the folder for customer invoices. Sent again, it would be there twice.

        Docs: docs/remotes/fortnox.md#files
        """
        form = Form(file_name=name, media_type=PDF, content=content)
        query = {"path": FOLDER_PATH}
        ask = Ask(method="POST", path="inbox", query=query, body=form, writes=True, leaving=leaving)
        return self._sender.send(ask).read(lambda written: File.model_validate(read_inside(written, "File")))

    def uploaded(self, name: str) -> tuple[File, ...]:
        """Every file of this name in the folder for customer invoices. Docs: docs/remotes/fortnox.md#files"""
        answer = self._sender.send(Ask(method="GET", path=f"inbox/{FOLDER_ID}"))
        return tuple(file for file in answer.read(_files) if file.name == name)

    def content(self, archive_id: str) -> bytes:
        """A PDF by its archive id. Docs: docs/remotes/fortnox.md#files"""
        return fetch_pdf(self._sender, Ask(method="GET", path="archive", query={"fileid": archive_id}))

    def attach(self, number: str, archive_id: str, *, goes_out: bool, leaving: Leaving = nobody_minds) -> Attached:
        """Attach a file to an invoice; `goes_out`: with the mail. Sent again, it would be attached twice.

        Docs: docs/remotes/fortnox.md#attachments
        """
        row = {"entityId": int(number), "entityType": INVOICE, "fileId": archive_id, "includeOnSend": goes_out}
        ask = Ask(method="POST", path=ATTACHMENTS, body=[row], writes=True, leaving=leaving)
        return self._attachments.send(ask).read(lambda written: _only(_attached(written)))

    def detach(self, attachment_id: str, *, leaving: Leaving = nobody_minds) -> None:
        """Take a file off its document; the file itself stays in its folder. Raises NotFound where it hangs no more.

        Docs: docs/remotes/fortnox.md#attachments
        """
        path = f"{ATTACHMENTS}/{segment(attachment_id)}"
        self._attachments.send(Ask(method="DELETE", path=path, writes=True, leaving=leaving))

    def attached_to(self, number: str) -> tuple[Attached, ...]:
        """Every file that is attached to an invoice. Docs: docs/remotes/fortnox.md#attachments"""
        query = {"entityid": number, "entitytype": INVOICE}
        return self._attachments.send(Ask(method="GET", path=ATTACHMENTS, query=query)).read(_attached)


def _files(content: Any) -> tuple[File, ...]:
    files = read_inside(content, "Folder").get("Files")
    if not isinstance(files, list):
        raise Unreadable("Files is no list.")
    return tuple(File.model_validate(file) for file in files)


def _attached(content: Any) -> tuple[Attached, ...]:
    """A bare array, without a wrapper."""
    if not isinstance(content, list):
        raise Unreadable("The attachments are no list.")
    return tuple(Attached.model_validate(row) for row in content)


def _only(rows: tuple[Attached, ...]) -> Attached:
    if len(rows) != 1:
        raise Unreadable(f"{len(rows)} attachments came where one was made.")
    return rows[0]
