"""Bringing the invoice as a PDF to the side that does not make it, once the copy is done; it never undoes the copy.

Exactly one document is the invoice. Fortnox's PDF is Fortnox's own. Productive's is the file that a person says is the
invoice; where Productive shows none, Brygga's own PDF, which carries Fortnox's number, dates, total, OCR and account.
"""

from __future__ import annotations

from dataclasses import dataclass

from brygga.accounting.problems import Problem, ProblemKind
from brygga.connections import opening
from brygga.connections.models import By, Connection
from brygga.copying.acts_of_documents import (
    DELIVERED_KINDS,
    DOCUMENT_KINDS,
    AttachInFortnox,
    AttachInProductive,
    DetachInFortnox,
    UploadToFortnox,
    act_of_document,
    drop_outdated,
    sha256,
    shown_before,
)
from brygga.copying.intended import digest
from brygga.copying.invoice_document import own_pdf
from brygga.copying.models import Copy
from brygga.copying.states import DocumentChoice, WriteKind, WriteState
from brygga.copying.turns import Turn
from brygga.copying.writes import Act, Landed, live_write, perform, settle
from brygga.fortnox.files import FILE_BYTES_MAX, FortnoxFiles
from brygga.productive.files import ProductiveFiles


@dataclass(frozen=True, kw_only=True)
class Files:
    """The files of both systems, as this connection reaches them."""

    productive: ProductiveFiles
    fortnox: FortnoxFiles


def deliver_document(turn: Turn, connection: Connection) -> None:
    """Take the document of a copied invoice as far as it goes now; it is there when this returns.

    `connection` is the one that reaches the books that the invoice is in.
    """
    files = Files(
        productive=opening.productive_files(turn.copy.organisation, outside=turn.outside),
        fortnox=opening.fortnox_files(connection, outside=turn.outside),
    )
    _settle(turn, files)
    if turn.copy.writes.filter(kind__in=DELIVERED_KINDS, state=WriteState.LANDED).exists():
        return
    _withdraw(turn, files)
    if turn.copy.connection.settings.pdf_by == By.FORTNOX:
        _to_productive(turn, files)
    else:
        _to_fortnox(turn, files, connection)


def document_name(copy: Copy) -> str:
    """What the PDF of the invoice or credit note is called on both sides."""
    what = "Kreditfaktura" if copy.is_credit_note else "Faktura"
    return f"{what} {copy.fortnox_document_number}.pdf"


def _settle(turn: Turn, files: Files) -> None:
    """What an earlier turn sent is found, or surely lost."""
    write = turn.copy.writes.filter(state=WriteState.SENT, kind__in=DOCUMENT_KINDS).first()
    if write:
        settle(turn, write, act_of_document(write, in_fortnox=files.fortnox, in_productive=files.productive))
        with turn.changing() as copy:
            drop_outdated(copy)


def _withdraw(turn: Turn, files: Files) -> None:
    """A document of ours that is no longer the invoice goes out with no mail, also where the new one cannot come."""
    number, over = turn.copy.fortnox_document_number, [WriteState.DROPPED, WriteState.LOST]
    writes = turn.copy.writes.filter(kind=WriteKind.ATTACH_IN_FORTNOX, state__in=over, sent_at__isnull=False)
    ours = {write.payload["file_id"]: write.payload["name"] for write in writes}
    for each in files.fortnox.attached_to(number) if ours else ():
        if each.file_id in ours:
            name = ours[each.file_id]
            _detach(turn, DetachInFortnox(files=files.fortnox, number=number, attachment_id=each.id, name=name))


def _detach(turn: Turn, act: DetachInFortnox) -> None:
    """Several may have to go: the one before has, and is not this one."""
    with turn.changing() as copy:
        gone = copy.writes.filter(kind=WriteKind.DETACH_IN_FORTNOX, state=WriteState.LANDED)
        gone.exclude(digest=digest(act.payload)).update(state=WriteState.DROPPED)
    _perform(turn, act)


def _to_productive(turn: Turn, files: Files) -> None:
    """Fortnox's PDF on the Productive invoice, unless somebody's own file is there: its room is for one.

    A document of ours gives its place to the next. When there is a later copy, the place is that one's.
    """
    invoice_id, name = turn.copy.productive_invoice_id, document_name(turn.copy)
    if _has_later(turn.copy):
        return
    replaces = shown_before(turn.copy)
    shown = files.productive.attachment_of(invoice_id)

    content = files.fortnox.invoice_pdf(turn.copy.fortnox_document_number)
    act = AttachInProductive(
        files=files.productive, invoice_id=invoice_id, name=name, size=len(content), replaces=replaces, content=content
    )
    if shown and shown.id not in replaces and not act.is_it(shown):
        turn.block([Problem(ProblemKind.DOCUMENT_IN_THE_WAY, {"name": shown.name})])

    _perform(turn, act, look_first=shown is not None)


def _has_later(copy: Copy) -> bool:
    invoices = Copy.objects.within(copy.organisation).filter(productive_invoice_id=copy.productive_invoice_id)
    return invoices.filter(ordinal__gt=copy.ordinal).exists()


def _to_fortnox(turn: Turn, files: Files, connection: Connection) -> None:
    """The invoice's PDF into Fortnox's inbox, and from there onto the Fortnox invoice."""
    number, name = turn.copy.fortnox_document_number, document_name(turn.copy)

    content = _productive_document(turn, files, connection)
    if len(content) > FILE_BYTES_MAX:
        megabytes = f"{len(content) / 1_000_000:.1f}"
        turn.block([Problem(ProblemKind.DOCUMENT_TOO_LARGE, {"megabytes": megabytes})])

    upload = UploadToFortnox(
        files=files.fortnox, number=number, name=name, size=len(content), sha256=sha256(content), content=content
    )
    uploaded = _perform(turn, upload)
    attach = AttachInFortnox(files=files.fortnox, number=number, file_id=uploaded.answer["file_id"], name=name)
    _perform(turn, attach)


def _productive_document(turn: Turn, files: Files, connection: Connection) -> bytes:
    """The file that is the invoice. Whether a file in Productive is it, only a person can say."""
    shown = files.productive.attachment_of(turn.copy.productive_invoice_id)
    if shown and shown.id in shown_before(turn.copy):
        shown = None
    if shown and not turn.copy.document_choice:
        turn.block([Problem(ProblemKind.DOCUMENT_TO_CHOOSE, {"name": shown.name})])
    if shown and turn.copy.document_choice == DocumentChoice.FILE:
        return files.productive.content(shown)
    return own_pdf(turn, files.fortnox, opening.fortnox(connection, outside=turn.outside))


def _perform(turn: Turn, act: Act, *, look_first: bool = False) -> Landed:
    """An intention that was never sent may be of other bytes by now: then it is dropped, and what is now is meant."""
    write = live_write(turn.copy, act.kind)
    if write and write.state == WriteState.INTENDED and write.digest != digest(act.payload):
        with turn.changing():
            write.state = WriteState.DROPPED
            write.save(update_fields=["state"])
    return perform(turn, act, look_first=look_first)
