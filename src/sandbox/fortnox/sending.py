"""Sending an invoice: by e-mail, e-invoice, print service or printer, or elsewhere. What leaves is in the outbox.

Which of them set Sent: live tests of two SDKs and their issues, read 2026-04; EDIStatus "8" after an e-invoice: a live
value (notes 2026). What is demanded first is inferred where no text of a refusal is known.
"""

from __future__ import annotations

from sandbox.fortnox import errors, event_log, file_attachments, invoices, outbox, prints
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refused
from sandbox.store import Record

BANK_DETAILS = ("BG", "PG", "IBAN")
EDI_SENT = "8"


def email(books: Books, number: str) -> Record:
    """Mail it to the address on the invoice, with its PDF and what is attached to it."""
    invoice = _sendable(books, number)
    _check_bank_details(books)
    mail = invoice["EmailInformation"]
    if not mail["EmailAddressTo"]:
        raise Refused(errors.GUESSES["email_missing"])
    outbox.put(
        books,
        outbox.Letter(
            kind="email",
            invoice=number,
            to=mail["EmailAddressTo"],
            cc=mail["EmailAddressCC"] or "",
            bcc=mail["EmailAddressBCC"] or "",
            subject=mail["EmailSubject"].replace("{no}", number),
            body=mail["EmailBody"],
            attached=file_attachments.sent_with(books, number),
            pdf=prints.pdf(books, invoice),
        ),
    )
    return _sent(books, invoice)


def e_invoice(books: Books, number: str) -> Record:
    """Send it as an e-invoice to whoever its numbers name."""
    invoice = _sendable(books, number)
    recipient = invoice["EDIInformation"]["EDIGlobalLocationNumber"] or invoice["OrganisationNumber"]
    if not recipient:
        raise Refused(errors.GUESSES["einvoice_recipient_missing"])
    outbox.put(books, outbox.Letter(kind="einvoice", invoice=number, to=recipient, pdf=prints.pdf(books, invoice)))
    invoice["EDIInformation"] = {**invoice["EDIInformation"], "EDIStatus": EDI_SENT}
    return _sent(books, invoice)


def e_print(books: Books, number: str) -> Record:
    """Have it printed and posted, where the company has registered for that."""
    invoice = _sendable(books, number)
    if not books.switch("print_service_registered"):
        raise Refused(errors.GUESSES["not_registered"])
    address = ", ".join(filter(None, (invoice["Address1"], invoice["ZipCode"], invoice["City"])))
    to = f"{invoice['CustomerName']}, {address}"
    outbox.put(books, outbox.Letter(kind="eprint", invoice=number, to=to, pdf=prints.pdf(books, invoice)))
    return _sent(books, invoice)


def print_out(books: Books, number: str) -> bytes:
    """The PDF, and the invoice counts as sent."""
    invoice = _sendable(books, number)
    _check_bank_details(books)
    document = prints.pdf(books, invoice)
    _sent(books, invoice)
    return document


def print_reminder(books: Books, number: str) -> bytes:
    """The PDF of a reminder, which is counted (inferred); only of what is booked, due and open (inferred)."""
    invoice = _sendable(books, number)
    today = books.clock.today().isoformat()
    if not invoice["Booked"] or invoice["FinalPayDate"] or invoice["DueDate"] >= today:
        raise Refused(errors.GUESSES["reminder_unbooked"])
    _check_bank_details(books)
    invoice |= {"Reminders": invoice["Reminders"] + 1, "LastRemindDate": today}
    document = prints.pdf(books, invoice, reminder=True)
    _sent(books, invoice)
    event_log.tell(books, "invoices", event_type="reminder-sent-v1", entity_id=number)
    return document


def preview(books: Books, number: str) -> bytes:
    """The PDF, and nothing else happens (specification)."""
    return prints.pdf(books, invoices.found(books, number))


def called_sent(books: Books, number: str) -> Record:
    """Somebody else sent it (externalprint): no document is made."""
    invoice = invoices.found(books, number)
    if invoice["Cancelled"]:
        raise Refused(errors.GUESSES["send_cancelled"])
    return _sent(books, invoice)


def _sendable(books: Books, number: str) -> Record:
    invoice = invoices.found(books, number)
    if invoice["Cancelled"]:
        raise Refused(errors.GUESSES["send_cancelled"])
    if invoice["NotCompleted"]:
        raise Refused(errors.GUESSES["send_not_completed"])
    return invoice


def _check_bank_details(books: Books) -> None:
    facts = books.table("company")["facts"]
    if not any(facts.get(name) for name in BANK_DETAILS):
        raise Refused(errors.GUESSES["bank_details_missing"])


def _sent(books: Books, invoice: Record) -> Record:
    invoice["Sent"] = True
    books.touch(invoice)
    return invoice
