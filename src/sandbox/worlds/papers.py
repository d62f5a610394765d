"""The files of the worlds: a page of text as a PDF, and how it comes to lie beside an invoice on either side."""

from __future__ import annotations

from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from sandbox.fortnox import file_attachments, file_store
from sandbox.fortnox.books import Books
from sandbox.productive import attachments
from sandbox.productive.visit import Visit
from sandbox.store import Record

PDF = "application/pdf"


def page(title: str, *lines: str) -> bytes:
    """One page of plain text; the same words always give the same bytes."""
    paper = BytesIO()
    canvas = Canvas(paper, pagesize=A4, invariant=1, pageCompression=0)
    canvas.setTitle(title)
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(25 * mm, A4[1] - 30 * mm, title)
    canvas.setFont("Helvetica", 10)
    for place, line in enumerate(lines):
        canvas.drawString(25 * mm, A4[1] - (42 + 6 * place) * mm, line)
    canvas.save()
    return paper.getvalue()


def lay_beside_bill(visit: Visit, invoice: str, name: str, content: bytes) -> Record:
    """A file of an invoice in Productive."""
    bill = visit.store.table("productive.invoices")[invoice]
    return attachments.keep(visit, bill, name=name, content=content, content_type=PDF)


def lay_beside_invoice(books: Books, number: str, name: str, content: bytes) -> Record:
    """A file of an invoice in Fortnox, which goes out with the mail."""
    file = file_store.put(books, name, content, folder=file_attachments.FOLDER)
    said = {"entityId": int(number), "entityType": file_attachments.INVOICE, "fileId": file["ArchiveFileId"]}
    return file_attachments.create(books, [{**said, "includeOnSend": True}])[0]
