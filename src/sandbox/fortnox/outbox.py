"""What left a Fortnox company: kept here, for nobody is ever mailed."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass

from sandbox.fortnox.books import Books
from sandbox.store import Record, Store

TABLE = "fortnox.outbox"


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One invoice on its way out; `kind` is email, einvoice or eprint, `attached` are names of files."""

    kind: str
    invoice: str
    to: str
    cc: str = ""
    bcc: str = ""
    subject: str = ""
    body: str = ""
    attached: tuple[str, ...] = ()
    pdf: bytes = b""


def put(books: Books, letter: Letter) -> Record:
    number = str(books.store.next_id(TABLE))
    record = {
        "Id": number,
        "Tenant": books.tenant,
        "At": books.clock.now().isoformat(),
        "Kind": letter.kind,
        "InvoiceNumber": letter.invoice,
        "To": letter.to,
        "Cc": letter.cc,
        "Bcc": letter.bcc,
        "Subject": letter.subject,
        "Body": letter.body,
        "Attached": list(letter.attached),
        "_pdf": b64encode(letter.pdf).decode(),
    }
    books.store.table(TABLE)[number] = record
    return record


def letters(store: Store, *, tenant: str = "") -> list[Record]:
    """What has left, oldest first, of one company or of all; without the documents."""
    return [
        {name: value for name, value in record.items() if not name.startswith("_")}
        for record in store.table(TABLE).values()
        if tenant in {"", record["Tenant"]}
    ]


def document(store: Store, number: str) -> bytes:
    """The PDF that left with a letter, as it was then; KeyError when there was no such letter."""
    return b64decode(store.table(TABLE)[number]["_pdf"])
