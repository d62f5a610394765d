"""The lines of an invoice, divided among its sheets."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from brygga.documents.facts import Document, Line
from brygga.documents.paper import LEFT, RIGHT, wrapped
from brygga.documents.words import Words

LEADING = 11.5
ROW_GAP = 5.0
# A line of fewer text lines than this stays on one sheet.
KEPT_TOGETHER_MAX = 8
# So many lines go along to a sheet that has only the sums.
MOVED_LINES = 2

TEXT_RIGHT = LEFT + 228
QUANTITY_RIGHT = LEFT + 296
PRICE_RIGHT = LEFT + 372
RATE_RIGHT = LEFT + 412
AMOUNT_RIGHT = RIGHT


@dataclass(frozen=True, kw_only=True)
class Piece:
    """What of one line stands on one sheet; figures are empty where they stand on the sheet before."""

    texts: tuple[str, ...]
    quantity: str = ""
    price: str = ""
    rate: str = ""
    amount: str = ""
    adds: Decimal = Decimal(0)

    @property
    def height(self) -> float:
        return len(self.texts) * LEADING + ROW_GAP


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The pieces of one sheet, and what came before them and comes after them in all."""

    pieces: tuple[Piece, ...]
    brought: Decimal
    carried: Decimal


def sheets(document: Document, *, first: float, other: float, last: float) -> list[Sheet]:
    """Divide the lines: `first` and `other` are the heights for them; of the last one the sums take `last`."""
    words = Words(document.language)
    made: list[list[Piece]] = [[]]
    room = first
    for line in document.lines:
        rest: Piece | None = _piece(line, words)
        while rest is not None:
            here, rest = _divided(rest, room, is_fresh=not made[-1])
            if here:
                made[-1].append(here)
                room -= here.height
            if rest is not None:
                made.append([])
                room = other
    if room < last:
        made.append([])
        made[-2:] = _last_lines_moved(made[-2])
    return _summed(made)


def _last_lines_moved(pieces: list[Piece]) -> list[list[Piece]]:
    """The sums do not stand alone: the last lines go with them, where that leaves some behind."""
    keeps = len(pieces) - MOVED_LINES
    return [pieces[:keeps], pieces[keeps:]] if keeps > MOVED_LINES else [pieces, []]


def _divided(piece: Piece, room: float, *, is_fresh: bool) -> tuple[Piece | None, Piece | None]:
    """What fits here, and what goes on on the next sheet."""
    if piece.height <= room:
        return piece, None
    fits = int((room - ROW_GAP) // LEADING)
    if fits < 1 or (len(piece.texts) <= KEPT_TOGETHER_MAX and not is_fresh):
        return None, piece
    here = Piece(
        texts=piece.texts[:fits],
        quantity=piece.quantity,
        price=piece.price,
        rate=piece.rate,
        amount=piece.amount,
        adds=piece.adds,
    )
    return here, Piece(texts=piece.texts[fits:])


def _summed(made: list[list[Piece]]) -> list[Sheet]:
    divided, sum_so_far = [], Decimal(0)
    for pieces in made:
        brought, sum_so_far = sum_so_far, sum_so_far + sum((each.adds for each in pieces), Decimal(0))
        divided.append(Sheet(pieces=tuple(pieces), brought=brought, carried=sum_so_far))
    return divided


def _piece(line: Line, words: Words) -> Piece:
    texts = wrapped(line.text, TEXT_RIGHT - LEFT)
    if line.amount is None:
        return Piece(texts=tuple(texts))
    if line.discount:
        texts.append(words("discount", words.percent(line.discount)))
    return Piece(
        texts=tuple(texts),
        quantity=words.quantity(line.quantity or Decimal(0), line.unit),
        price=words.price(line.price or Decimal(0)),
        rate=words.percent(line.rate or Decimal(0)),
        amount=words.amount(line.amount),
        adds=line.amount,
    )
