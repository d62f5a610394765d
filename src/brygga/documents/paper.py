"""A sheet of A4 measured from its upper left corner in points, in one font family, and the text that fits on it."""

from __future__ import annotations

from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from brygga.documents.words import drawable

WIDTH, HEIGHT = A4
MARGIN = 18 * mm
LEFT, RIGHT = MARGIN, WIDTH - MARGIN

INK = HexColor("#15202b")
SOFT = HexColor("#566370")
RULE = HexColor("#d3d9df")
BAND = HexColor("#f2f5f7")

# Bitstream Vera comes with reportlab: Swedish letters, and figures that are all of one width.
PLAIN, BOLD = "Vera", "VeraBd"
FILES = {PLAIN: "Vera.ttf", BOLD: "VeraBd.ttf"}


class Paper:
    """Sheets to write on; the same writing gives the same bytes."""

    def __init__(self, *, title: str, author: str) -> None:
        for name, file in FILES.items():
            if name not in pdfmetrics.getRegisteredFontNames():
                pdfmetrics.registerFont(TTFont(name, file))
        self._bytes = BytesIO()
        self._canvas = Canvas(self._bytes, pagesize=A4, invariant=1, pageCompression=1)
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setCreator("Brygga")

    def text(self, text: str, x: float, y: float, *, size: float = 8, bold: bool = False, soft: bool = False) -> None:
        """Written from x to the right, on a baseline y below the upper edge."""
        self._pen(size, bold=bold, soft=soft)
        self._canvas.drawString(x, HEIGHT - y, letters(text))

    def text_before(
        self, text: str, x: float, y: float, *, size: float = 8, bold: bool = False, soft: bool = False
    ) -> None:
        """Written so that it ends at x."""
        self._pen(size, bold=bold, soft=soft)
        self._canvas.drawRightString(x, HEIGHT - y, letters(text))

    def rule(self, y: float, *, left: float = LEFT, right: float = RIGHT, strong: bool = False) -> None:
        self._canvas.setStrokeColor(INK if strong else RULE)
        self._canvas.setLineWidth(0.9 if strong else 0.5)
        self._canvas.line(left, HEIGHT - y, right, HEIGHT - y)

    def band(self, top: float, height: float, *, left: float = LEFT, right: float = RIGHT) -> None:
        self._canvas.setFillColor(BAND)
        self._canvas.roundRect(left, HEIGHT - top - height, right - left, height, 4, stroke=0, fill=1)

    def next_sheet(self) -> None:
        self._canvas.showPage()

    def done(self) -> bytes:
        self._canvas.save()
        return self._bytes.getvalue()

    def _pen(self, size: float, *, bold: bool, soft: bool) -> None:
        self._canvas.setFont(BOLD if bold else PLAIN, size)
        self._canvas.setFillColor(SOFT if soft else INK)


def letters(text: str) -> str:
    """The text in letters that the font has."""
    return drawable(text, pdfmetrics.getFont(PLAIN).face.charToGlyph)


def width_of(text: str, *, size: float = 8, bold: bool = False) -> float:
    return float(pdfmetrics.stringWidth(letters(text), BOLD if bold else PLAIN, size))


def fitting(text: str, width: float, *, size: float = 8, bold: bool = False) -> float:
    """The size in which the text is no wider than this: an amount is never cut."""
    return min(size, size * width / max(width_of(text, size=size, bold=bold), 0.001))


def wrapped(text: str, width: float, *, size: float = 8, bold: bool = False) -> list[str]:
    """The text in lines of at most this width; a word that is wider is broken."""
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if width_of(longer, size=size, bold=bold) <= width:
                line = longer
                continue
            lines += [line] if line else []
            *whole, line = _broken(word, width, size=size, bold=bold)
            lines += whole
        lines.append(line)
    return lines


def _broken(word: str, width: float, *, size: float, bold: bool) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width_of(pieces[-1] + letter, size=size, bold=bold) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces
