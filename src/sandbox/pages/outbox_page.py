"""What left a Fortnox company: letters that nobody ever gets."""

from __future__ import annotations

from markupsafe import Markup
from werkzeug import Response

from sandbox.fortnox import outbox
from sandbox.pages import frame
from sandbox.pages.visit import Visit
from sandbox.store import Record

WORDS = {"email": "E-mail", "einvoice": "E-invoice", "eprint": "By post"}


def show(visit: Visit) -> Response:
    """The newest letter first."""
    letters = outbox.letters(visit.books.store, tenant=visit.books.tenant)
    sheets = frame.join(_letter(visit, letter) for letter in reversed(letters))
    nothing = frame.sheet(Markup("<p>Nothing has left yet. Send an invoice, and it lies here.</p>"))
    return visit.page("Outbox", visit.heading("Outbox") + (sheets or nothing), room="outbox")


def document(visit: Visit, *, identity: str) -> Response:
    """The PDF that left with a letter, as it was then."""
    mine = {letter["Id"] for letter in outbox.letters(visit.books.store, tenant=visit.books.tenant)}
    if identity not in mine:
        raise KeyError(identity)
    return Response(outbox.document(visit.books.store, identity), mimetype="application/pdf")


def _letter(visit: Visit, letter: Record) -> Markup:
    number = letter["InvoiceNumber"]
    paper = Markup('<a href="{}">Invoice {}.pdf</a>').format(visit.path("outbox", f"{letter['Id']}.pdf"), number)
    told = frame.facts(
        [
            ("To", letter["To"]),
            ("Copies to", ", ".join(filter(None, (letter["Cc"], letter["Bcc"])))),
            ("Subject", letter["Subject"]),
            ("Text", letter["Body"].strip()),
            ("Left", letter["At"]),
            ("Invoice", Markup('<a href="{}">{}</a>').format(visit.path("invoices", number), number)),
            ("Document", paper),
            ("Attached", ", ".join(letter["Attached"])),
        ]
    )
    return frame.sheet(told, title=WORDS.get(letter["Kind"], "Letter"))
