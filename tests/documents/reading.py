"""Reading a PDF back as a person does: its words, in the order of the page."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader


def pages_of(content: bytes) -> list[str]:
    """The words of each sheet; spaces that do not break become plain ones."""
    sheets = PdfReader(BytesIO(content)).pages
    return [sheet.extract_text().replace("\N{NO-BREAK SPACE}", " ") for sheet in sheets]


def text_of(content: bytes) -> str:
    """The words of all sheets."""
    return "\n".join(pages_of(content))
