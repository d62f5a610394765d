"""The changes that bring the invoice as a PDF to the other side: a file in Productive, or one in Fortnox.

Productive wants five requests for a file: announce, store, complete, attach. Only the last one is the write: what the
others leave behind hangs on nothing and is seen by nobody, so they may be made again, and the last one sets a value.
Fortnox wants two, and each would have its effect again: both are writes, and both are looked for.
When the invoice was changed, or made anew, a document of ours is no longer the invoice. In Productive the new one takes
its place; in Fortnox ours is taken off first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max

from brygga.copying.models import Copy, Write
from brygga.copying.states import WriteKind, WriteState
from brygga.copying.turns import Turn
from brygga.copying.writes import Act, Landed
from brygga.fortnox.files import File, FortnoxFiles
from brygga.productive.files import ProductiveFiles
from brygga.productive.schema import Attachment
from brygga.remote.errors import NotFound
from brygga.remote.http import Leaving

DOCUMENT_KINDS = (
    WriteKind.ATTACH_IN_PRODUCTIVE,
    WriteKind.DETACH_IN_FORTNOX,
    WriteKind.UPLOAD_TO_FORTNOX,
    WriteKind.ATTACH_IN_FORTNOX,
)
# With one of these landed, the other side has the document.
DELIVERED_KINDS = (WriteKind.ATTACH_IN_PRODUCTIVE, WriteKind.ATTACH_IN_FORTNOX)


@dataclass(kw_only=True)
class AttachInProductive:
    """A PDF on the Productive invoice, which has room for one file. Found by its name and size.

    `replaces` are our own earlier ones, which it is not, whatever their names. `content` is empty where the act is
    only looked for.
    """

    files: ProductiveFiles
    invoice_id: str
    name: str
    size: int
    replaces: Sequence[str] = ()
    content: bytes = b""
    kind: WriteKind = field(default=WriteKind.ATTACH_IN_PRODUCTIVE, init=False)

    @property
    def reference(self) -> str:
        return f"invoice:{self.invoice_id}"

    @property
    def payload(self) -> dict[str, Any]:
        said = {"invoice_id": self.invoice_id, "name": self.name, "size": self.size}
        return {**said, "replaces": list(self.replaces)}

    def send(self, leaving: Leaving) -> Landed:
        identifier = self.files.upload(self.name, self.content)
        self.files.attach(self.invoice_id, identifier, leaving=leaving)
        return Landed(answer={**self.payload, "attachment_id": identifier})

    def find(self) -> Landed | None:
        try:
            shown = self.files.attachment_of(self.invoice_id)
        except NotFound:
            return None
        return Landed(answer={**self.payload, "attachment_id": shown.id}) if shown and self.is_it(shown) else None

    def is_it(self, shown: Attachment) -> bool:
        return shown.id not in self.replaces and shown.name == self.name and shown.size in {self.size, None}

    def landed(self, turn: Turn, landed: Landed) -> None:
        turn.note("document_attached", name=landed.answer["name"], remote="productive")


@dataclass(kw_only=True)
class UploadToFortnox:
    """A PDF in Fortnox's folder for customer invoices. Found by its name, its size and every byte."""

    files: FortnoxFiles
    number: str
    name: str
    size: int
    sha256: str
    content: bytes = b""
    kind: WriteKind = field(default=WriteKind.UPLOAD_TO_FORTNOX, init=False)

    @property
    def reference(self) -> str:
        return f"file:{self.name}"[:80]

    @property
    def payload(self) -> dict[str, Any]:
        return {"number": self.number, "name": self.name, "size": self.size, "sha256": self.sha256}

    def send(self, leaving: Leaving) -> Landed:
        return self._landed(self.files.upload(self.name, self.content, leaving=leaving))

    def find(self) -> Landed | None:
        for file in self.files.uploaded(self.name):
            if file.size == self.size and sha256(self.files.content(file.archive_id)) == self.sha256:
                return self._landed(file)
        return None

    def landed(self, turn: Turn, landed: Landed) -> None:
        turn.note("document_uploaded", name=landed.answer["name"])

    def _landed(self, file: File) -> Landed:
        return Landed(answer={"file_id": file.archive_id, "name": file.name, "size": file.size})


@dataclass(kw_only=True)
class AttachInFortnox:
    """A file on the Fortnox invoice, which goes out with its mail. Found by the file's id."""

    files: FortnoxFiles
    number: str
    file_id: str
    name: str
    kind: WriteKind = field(default=WriteKind.ATTACH_IN_FORTNOX, init=False)

    @property
    def reference(self) -> str:
        return f"invoice:{self.number}"

    @property
    def payload(self) -> dict[str, Any]:
        return {"number": self.number, "file_id": self.file_id, "name": self.name}

    def send(self, leaving: Leaving) -> Landed:
        self.files.attach(self.number, self.file_id, goes_out=True, leaving=leaving)
        return Landed(answer=self.payload)

    def find(self) -> Landed | None:
        attached = self.files.attached_to(self.number)
        return Landed(answer=self.payload) if any(each.file_id == self.file_id for each in attached) else None

    def landed(self, turn: Turn, landed: Landed) -> None:
        turn.note("document_attached", name=landed.answer["name"], remote="fortnox")


@dataclass(kw_only=True)
class DetachInFortnox:
    """A file of ours that is no longer the invoice, taken off the Fortnox invoice. Done when it hangs there no more."""

    files: FortnoxFiles
    number: str
    attachment_id: str
    name: str
    kind: WriteKind = field(default=WriteKind.DETACH_IN_FORTNOX, init=False)

    @property
    def reference(self) -> str:
        return f"invoice:{self.number}"

    @property
    def payload(self) -> dict[str, Any]:
        return {"number": self.number, "attachment_id": self.attachment_id, "name": self.name}

    def send(self, leaving: Leaving) -> Landed:
        self.files.detach(self.attachment_id, leaving=leaving)
        return Landed(answer=self.payload)

    def find(self) -> Landed | None:
        attached = self.files.attached_to(self.number)
        return None if any(each.id == self.attachment_id for each in attached) else Landed(answer=self.payload)

    def landed(self, turn: Turn, landed: Landed) -> None:
        turn.note("document_detached", name=landed.answer["name"])


def drop_outdated(copy: Copy) -> None:
    """What was delivered before the Fortnox invoice was last changed is no longer the invoice."""
    changes = copy.writes.filter(kind=WriteKind.UPDATE_INVOICE, state=WriteState.LANDED)
    changed = changes.aggregate(last=Max("attempt__number"))["last"]
    if changed is not None:
        delivered = copy.writes.filter(kind__in=DOCUMENT_KINDS, state=WriteState.LANDED)
        delivered.filter(attempt__number__lt=changed).update(state=WriteState.DROPPED)


def shown_before(copy: Copy) -> list[str]:
    """The ids in Productive of the documents of ours that its invoice has shown, for this copy and those before."""
    writes = Write.objects.within(copy.organisation).filter(kind=WriteKind.ATTACH_IN_PRODUCTIVE, answer__isnull=False)
    ours = writes.filter(
        copy__productive_invoice_id=copy.productive_invoice_id, copy__ordinal__lte=copy.ordinal
    ).order_by("intended_at")
    return [write.answer["attachment_id"] for write in ours if write.answer and "attachment_id" in write.answer]


def act_of_document(write: Write, *, in_fortnox: FortnoxFiles, in_productive: ProductiveFiles) -> Act:
    """The act that a write of a document once was, to look for it again."""
    if write.kind == WriteKind.ATTACH_IN_PRODUCTIVE:
        return AttachInProductive(files=in_productive, **write.payload)
    if write.kind == WriteKind.UPLOAD_TO_FORTNOX:
        return UploadToFortnox(files=in_fortnox, **write.payload)
    if write.kind == WriteKind.DETACH_IN_FORTNOX:
        return DetachInFortnox(files=in_fortnox, **write.payload)
    return AttachInFortnox(files=in_fortnox, **write.payload)


def sha256(content: bytes) -> str:
    """A fingerprint of a file."""
    return hashlib.sha256(content).hexdigest()
