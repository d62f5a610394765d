"""An invoice, a credit note or a reminder as a PDF, with the facts that a Swedish invoice must have.

The layout is ours; Fortnox's own templates are not imitated. The same invoice always gives the same bytes.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from sandbox.fortnox import print_facts
from sandbox.fortnox.books import Books
from sandbox.fortnox.print_facts import Facts
from sandbox.store import Record

MARGIN = 18 * mm
FRAME_PADDING = 6  # Points that the library puts around what it lays out.
FOOT = 26 * mm
WIDTH = A4[0] - 2 * MARGIN
ROW_WIDTHS = tuple(WIDTH * share for share in (0.47, 0.15, 0.14, 0.08, 0.16))
RULE = colors.HexColor("#c8cdd3")

TEXT = ParagraphStyle("text", fontName="Helvetica", fontSize=9, leading=12.5)
SMALL = ParagraphStyle("small", parent=TEXT, fontSize=7.5, leading=10.5, textColor=colors.HexColor("#4d5660"))
RIGHT = ParagraphStyle("right", parent=TEXT, alignment=TA_RIGHT)
BOLD_RIGHT = ParagraphStyle("bold right", parent=RIGHT, fontName="Helvetica-Bold")
SMALL_RIGHT = ParagraphStyle("small right", parent=SMALL, alignment=TA_RIGHT)
SELLER = ParagraphStyle("seller", parent=TEXT, fontName="Helvetica-Bold", fontSize=12, leading=15)
TITLE = ParagraphStyle("title", parent=SELLER, fontSize=18, leading=22, alignment=TA_RIGHT)
TOTAL = ParagraphStyle("total", parent=BOLD_RIGHT, fontSize=12, leading=16)


def pdf(books: Books, invoice: Record, *, reminder: bool = False) -> bytes:
    """The document as it would be printed now."""
    facts = print_facts.of(books, invoice, reminder=reminder)
    paper = BytesIO()
    document = SimpleDocTemplate(
        paper,
        pagesize=A4,
        leftMargin=MARGIN - FRAME_PADDING,
        rightMargin=MARGIN - FRAME_PADDING,
        topMargin=MARGIN,
        bottomMargin=MARGIN + FOOT,
        title=f"{facts.title} {facts.number}",
        author=facts.seller,
        invariant=1,
        pageCompression=0,
    )

    def draw_foot(canvas: Canvas, on: Any) -> None:
        _draw_foot(canvas, facts, page=on.page)

    document.build(_content(facts), onFirstPage=draw_foot, onLaterPages=draw_foot)
    return paper.getvalue()


def _content(facts: Facts) -> list[Flowable]:
    below = [_paragraph(line, TEXT) for line in facts.remarks]
    return [
        _head(facts),
        Spacer(0, 10 * mm),
        _parties(facts),
        Spacer(0, 8 * mm),
        _rows(facts),
        Spacer(0, 4 * mm),
        _sums(facts),
        Spacer(0, 6 * mm),
        *below,
    ]


def _head(facts: Facts) -> Table:
    title = [_paragraph(facts.title, TITLE), _paragraph(facts.number, RIGHT)]
    return _columns([_paragraph(facts.seller, SELLER), title], widths=(WIDTH * 0.6, WIDTH * 0.4))


def _parties(facts: Facts) -> Table:
    told = [[_paragraph(name, SMALL), _paragraph(value, TEXT)] for name, value in facts.head]
    details = _columns(*told, widths=(WIDTH * 0.2, WIDTH * 0.32))
    return _columns(
        [details, [_paragraph(line, TEXT) for line in facts.recipient]], widths=(WIDTH * 0.56, WIDTH * 0.44)
    )


def _rows(facts: Facts) -> Table:
    first, *others = facts.row_heads
    heads = [_paragraph(first, SMALL), *(_paragraph(head, SMALL_RIGHT) for head in others)]
    rows = [[_paragraph(row[0], TEXT), *(_paragraph(cell, RIGHT) for cell in row[1:])] for row in facts.rows]
    table = Table([heads, *rows], colWidths=ROW_WIDTHS, repeatRows=1, hAlign="LEFT")
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LINEBELOW", (0, 0), (-1, 0), 0.8, colors.black),
                ("LINEBELOW", (0, 1), (-1, -1), 0.4, RULE),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
                ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 3),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
            ]
        )
    )
    return table


def _sums(facts: Facts) -> Table:
    *lines, last = facts.sums
    told = [[_paragraph(name, SMALL_RIGHT), _paragraph(value, RIGHT)] for name, value in lines]
    told.append([_paragraph(last[0], BOLD_RIGHT), _paragraph(last[1], TOTAL)])
    table = _columns(*told, widths=(WIDTH * 0.72, WIDTH * 0.28))
    table.setStyle(
        TableStyle([("LINEABOVE", (1, -1), (1, -1), 0.8, colors.black), ("VALIGN", (0, 0), (-1, -1), "BOTTOM")])
    )
    return table


def _columns(*rows: list[Any], widths: tuple[float, ...]) -> Table:
    table = Table(list(rows), colWidths=widths, hAlign="LEFT")
    plain = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]
    plain += [("RIGHTPADDING", (0, 0), (-1, -1), 0), ("TOPPADDING", (0, 0), (-1, -1), 0)]
    table.setStyle(TableStyle([*plain, ("BOTTOMPADDING", (0, 0), (-1, -1), 1)]))
    return table


def _draw_foot(canvas: Canvas, facts: Facts, *, page: int) -> None:
    """Who sells, and where to pay; on every page."""
    canvas.setStrokeColor(RULE)
    canvas.line(MARGIN, MARGIN + FOOT - 4 * mm, MARGIN + WIDTH, MARGIN + FOOT - 4 * mm)
    for column, lines in enumerate(facts.foot):
        for place, line in enumerate(lines):
            canvas.setFont("Helvetica", 7.5)
            canvas.drawString(
                MARGIN + column * WIDTH / len(facts.foot), MARGIN + FOOT - 9 * mm - place * 3.8 * mm, line
            )
    canvas.drawRightString(MARGIN + WIDTH, MARGIN / 2, str(page))


def _paragraph(text: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(text).replace("\n", "<br/>"), style)
