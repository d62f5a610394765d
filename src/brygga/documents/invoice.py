"""An invoice or credit note as a PDF: who, what, how much, until when and where to. The same facts, the same bytes."""

from __future__ import annotations

from brygga.documents.facts import Document
from brygga.documents.paper import HEIGHT, LEFT, MARGIN, RIGHT, Paper, fitting, width_of, wrapped
from brygga.documents.table import (
    AMOUNT_RIGHT,
    LEADING,
    PRICE_RIGHT,
    QUANTITY_RIGHT,
    RATE_RIGHT,
    ROW_GAP,
    Piece,
    Sheet,
    sheets,
)
from brygga.documents.words import Words

BUYER_LEFT = LEFT + 270
BUYER_TOP = 118
HEAD_LABEL_WIDTH = 104
HEAD_LEADING = 13
LATER_TOP = 92
FOOT_TOP = HEIGHT - 84
TABLE_HEAD = 24
CARRIED = 20
SUM_LEADING = 15
SUMS_LEFT = RIGHT - 250
PAY_HEIGHT = 66
GAP = 16
NOTE_LEADING = 11


def render(document: Document) -> bytes:
    """The document on as many sheets as it needs."""
    page = _Page(document)
    return page.drawn()


class _Page:
    """One document being drawn; y is the distance from the upper edge."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._words = Words(document.language)
        self._title = self._words("credit_note" if document.is_credit_note else "invoice")
        self._paper = Paper(title=f"{self._title} {document.number}", author=document.seller.name)

    def drawn(self) -> bytes:
        top = self._head_bottom() + 22
        notes = self._notes()
        last = len(self._sums()) * SUM_LEADING + 44 + PAY_HEIGHT + len(notes) * NOTE_LEADING + 16
        divided = sheets(
            self._document,
            first=FOOT_TOP - top - TABLE_HEAD - CARRIED,
            other=FOOT_TOP - LATER_TOP - TABLE_HEAD - 2 * CARRIED,
            last=last - CARRIED,
        )
        for number, sheet in enumerate(divided, start=1):
            is_last = number == len(divided)
            self._head(is_first=number == 1)
            y = self._table(sheet, top if number == 1 else LATER_TOP, is_first=number == 1, is_last=is_last)
            if is_last:
                self._end(y, notes)
            self._foot(number, len(divided))
            self._paper.next_sheet()
        return self._paper.done()

    def _head(self, *, is_first: bool) -> None:
        document, paper = self._document, self._paper
        name_width = RIGHT - LEFT - 210
        paper.text(
            document.seller.name,
            LEFT,
            62,
            size=fitting(document.seller.name, name_width, size=15, bold=True),
            bold=True,
        )
        paper.text_before(f"{self._title} {document.number}", RIGHT, 62, size=15)
        paper.rule(74, strong=True)
        if not is_first:
            return
        for place, (name, value) in enumerate(self._facts()):
            y = BUYER_TOP + place * HEAD_LEADING
            paper.text(name, LEFT, y, soft=True)
            width = BUYER_LEFT - LEFT - HEAD_LABEL_WIDTH - 14
            paper.text(value, LEFT + HEAD_LABEL_WIDTH, y, size=fitting(value, width))
        paper.text(self._words("recipient"), BUYER_LEFT, BUYER_TOP, size=7, soft=True)
        for place, line in enumerate(self._buyer()):
            paper.text(line, BUYER_LEFT, BUYER_TOP + 14 + place * 13.5, size=9.5, bold=place == 0)

    def _head_bottom(self) -> float:
        facts = BUYER_TOP + len(self._facts()) * HEAD_LEADING
        return max(facts, BUYER_TOP + 14 + len(self._buyer()) * 13.5)

    def _buyer(self) -> list[str]:
        buyer = self._document.buyer
        lines = [*wrapped(buyer.name, RIGHT - BUYER_LEFT, size=9.5, bold=True)]
        return lines + [piece for each in buyer.address for piece in wrapped(each, RIGHT - BUYER_LEFT, size=9.5)]

    def _facts(self) -> list[tuple[str, str]]:
        document, words = self._document, self._words
        told = (
            ("date", words.day(document.invoice_date)),
            ("due", "" if document.is_credit_note else words.day(document.due_date)),
            ("terms", document.terms),
            ("credits", document.credits),
            ("delivered", document.delivery),
            ("customer", document.buyer.customer_number),
            ("buyer_vat", document.buyer.vat_number),
            ("your_reference", document.your_reference),
            ("order", document.order_number),
            ("our_reference", document.our_reference),
            ("rate", self._rate()),
        )
        return [(words(name), value) for name, value in told if value]

    def _rate(self) -> str:
        document, words = self._document, self._words
        if document.rate is None:
            return ""
        return f"{document.rate_unit} {document.currency} = {words.number(document.rate)} SEK"

    def _table(self, sheet: Sheet, top: float, *, is_first: bool, is_last: bool) -> float:
        words, paper, y = self._words, self._paper, top
        paper.text(words("text"), LEFT, y, size=7, soft=True)
        for name, right in (
            ("quantity", QUANTITY_RIGHT),
            ("price", PRICE_RIGHT),
            ("vat", RATE_RIGHT),
            ("amount", AMOUNT_RIGHT),
        ):
            paper.text_before(words(name), right, y, size=7, soft=True)
        paper.rule(y + 6, strong=True)
        y += TABLE_HEAD
        if not is_first:
            y = self._carried(words.amount(sheet.brought), y)
        for piece in sheet.pieces:
            self._piece(piece, y)
            y += piece.height
        if not is_last:
            self._carried(words.amount(sheet.carried), y)
        return y

    def _carried(self, amount: str, y: float) -> float:
        self._paper.text(self._words("carried"), LEFT, y, soft=True)
        self._paper.text_before(amount, AMOUNT_RIGHT, y, soft=True)
        self._paper.rule(y + 6)
        return y + CARRIED

    def _piece(self, piece: Piece, y: float) -> None:
        for place, text in enumerate(piece.texts):
            self._paper.text(text, LEFT, y + place * LEADING)
        columns = (
            (piece.quantity, QUANTITY_RIGHT, 64),
            (piece.price, PRICE_RIGHT, 72),
            (piece.rate, RATE_RIGHT, 38),
            (piece.amount, AMOUNT_RIGHT, AMOUNT_RIGHT - RATE_RIGHT - 6),
        )
        for text, right, width in columns:
            self._paper.text_before(text, right, y, size=fitting(text, width))
        self._paper.rule(y + piece.height - LEADING - ROW_GAP + 7)

    def _sums(self) -> list[tuple[str, str]]:
        document, words = self._document, self._words
        told = [(words("net"), words.amount(document.net))]
        told += [
            (words("vat_on", words.percent(each.rate), words.amount(each.base)), words.amount(each.vat))
            for each in document.vat_lines
        ]
        if document.round_off:
            told.append((words("round_off"), words.amount(document.round_off)))
        if document.vat_in_sek is not None:
            told.append((words("vat_in_sek"), words.money(document.vat_in_sek, "SEK")))
        return told

    def _notes(self) -> list[str]:
        reverse = (self._words("reverse"),) if self._document.is_reverse_charge else ()
        texts = (*reverse, *self._document.legal_texts, self._document.remarks)
        return [line for text in texts if text for line in wrapped(text, RIGHT - LEFT)]

    def _end(self, y: float, notes: list[str]) -> None:
        document, words, paper = self._document, self._words, self._paper
        y += 10
        for name, amount in self._sums():
            paper.text(name, SUMS_LEFT, y, soft=True)
            paper.text_before(amount, RIGHT, y, size=8.5)
            y += SUM_LEADING
        paper.rule(y - 6, left=SUMS_LEFT, strong=True)
        total = words.money(document.total, document.currency)
        paper.text(words("to_credit" if document.is_credit_note else "to_pay"), SUMS_LEFT, y + 12, size=10, bold=True)
        paper.text_before(total, RIGHT, y + 12, size=fitting(total, 160, size=13, bold=True), bold=True)
        y += 34
        for line in notes:
            paper.text(line, LEFT, y)
            y += NOTE_LEADING
        if not document.is_credit_note:
            self._payment(FOOT_TOP - PAY_HEIGHT - 12, total)

    def _payment(self, top: float, total: str) -> None:
        """Where to, how much, until when, and what to quote: what a person types into a bank."""
        document, words, seller = self._document, self._words, self._document.seller
        accounts = (
            (words("bankgiro"), seller.bankgiro),
            (words("plusgiro"), seller.plusgiro),
            ("IBAN", seller.iban),
            ("BIC", seller.bic),
        )
        quoted = (words("ocr"), document.ocr) if document.ocr else (words("message"), document.number)
        told = [each for each in accounts if each[1]][:3]
        told += [quoted, (words("due"), words.day(document.due_date)), (words("to_pay"), total)]
        self._paper.band(top, PAY_HEIGHT - 14)
        wanted = [max(width_of(name, size=7), width_of(value, size=9.5, bold=True)) for name, value in told]
        shrink = min(1.0, (RIGHT - LEFT - 24 - GAP * (len(told) - 1)) / sum(wanted))
        gap = (RIGHT - LEFT - 24 - shrink * sum(wanted)) / max(len(told) - 1, 1)
        x = LEFT + 12
        for (name, value), width in zip(told, wanted, strict=True):
            self._paper.text(name, x, top + 20, size=7 * shrink, soft=True)
            self._paper.text(value, x, top + 36, size=9.5 * shrink, bold=True)
            x += width * shrink + gap

    def _foot(self, number: int, count: int) -> None:
        seller, words, paper = self._document.seller, self._words, self._paper
        paper.rule(FOOT_TOP)
        company = [
            words("organisation", seller.organisation_number) if seller.organisation_number else "",
            words("vat_number", seller.vat_number) if seller.vat_number else "",
            words("f_tax") if seller.has_f_tax else "",
            words("seat", seller.domicile) if seller.domicile else "",
        ]
        columns = ([seller.name, *seller.address], company, [seller.email, seller.phone])
        for x, lines in zip((LEFT, LEFT + 190, LEFT + 360), columns, strict=True):
            for place, line in enumerate([each for each in lines if each][:4]):
                paper.text(line, x, FOOT_TOP + 14 + place * 10, size=fitting(line, 165, size=7), soft=True)
        paper.text_before(words("page", str(number), str(count)), RIGHT, HEIGHT - MARGIN / 2, size=7, soft=True)
