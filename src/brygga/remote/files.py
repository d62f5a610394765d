"""Documents that a remote answers with, instead of JSON."""

from __future__ import annotations

from brygga.remote.http import Ask, Sender

PDF = "application/pdf"
# Some programs write a few bytes before it, and readers of PDF look this far (our choice).
MARK = b"%PDF-"
mark_within_bytes = 1024


def is_pdf(content: bytes) -> bool:
    """Whether these bytes are a PDF, whatever anybody calls them."""
    return MARK in content[:mark_within_bytes]


def fetch_pdf(sender: Sender, ask: Ask) -> bytes:
    """The PDF that a remote answers with; Unintelligible for anything else, such as a page that says sorry.

    The wire reads no more than its limit (`Limits.body_bytes_max`). Fortnox's PDFs come with Accept: application/json
    (noxctl, read 2026-04), so the content type is no proof and the bytes are looked at.
    """
    exchange = sender.fetch(ask)
    content = exchange.received.content
    if not is_pdf(content):
        raise exchange.unreadable("The answer is no PDF.")
    return content
