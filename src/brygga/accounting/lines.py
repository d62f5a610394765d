"""The lines of a Productive invoice as the rules see them: in order, counted from 1, with amounts and texts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from brygga.accounting import texts, vat
from brygga.accounting.money import CENT, HUNDRED, after_discount, from_hundredths, is_exact, product, rounded
from brygga.accounting.problems import Problem, ProblemKind
from brygga.accounting.references import Language
from brygga.productive import schema as productive

# Productive's unit ids (its reference, read 2026-06) in the codes of Fortnox's register: "h" and "st" are there in a
# new company (recorded 2023), "dag" is not.
UNITS = {1: "h", 2: "st", 3: "dag"}
ENGLISH_UNITS = {"h": "h", "st": "pcs", "dag": "days"}


@dataclass(frozen=True)
class BilledLine:
    """One line of a Productive invoice, with its number on it; its quantity and price are told in the language."""

    number: int
    line: productive.Line
    language: Language = Language.SWEDISH

    @property
    def amount(self) -> Decimal:
        """What the line costs before VAT, as Productive says: the amount that Fortnox shall have, to the öre."""
        return from_hundredths(self.line.amount)

    @property
    def price(self) -> Decimal:
        return from_hundredths(self.line.unit_price)

    @property
    def discount(self) -> Decimal:
        return self.line.discount or Decimal(0)

    @property
    def rate(self) -> int | None:
        return vat.rate_of(self.line)

    @property
    def unit(self) -> str:
        return UNITS.get(self.line.unit_id or 0, "")

    @property
    def is_text_only(self) -> bool:
        """Whether the line only says something: no quantity and no amount."""
        return self.line.quantity == 0 and self.line.amount == 0

    @property
    def computed(self) -> Decimal:
        """Quantity times price less discount, unrounded."""
        return after_discount(product(self.price, self.line.quantity), self.discount)

    @property
    def is_explained(self) -> bool:
        """Whether the amount follows from quantity, price and discount, whatever way Productive rounds."""
        return abs(self.amount - self.computed) <= CENT

    @property
    def fits_one_row(self) -> bool:
        """Whether quantity, price and discount give the amount in Fortnox without anything to round there.

        Fortnox keeps two decimals of a quantity (recorded 2024-12) and of a discount (live notes of 2026). How it
        rounds a row's total is not recorded, so no row is sent whose total it would have to round.
        """
        exact_parts = is_exact(self.line.quantity) and is_exact(self.discount) and 0 <= self.discount <= HUNDRED
        return exact_parts and is_exact(product(self.price, self.line.quantity)) and self.computed == self.amount

    @cached_property
    def texts(self) -> list[str]:
        """What the line's rows say, without quantity and price: its description, else its service type."""
        described = texts.lines_of(self.line.description)
        if described or self.line.service_type is None:
            return described
        return texts.lines_of(self.line.service_type.name)

    @cached_property
    def row_texts(self) -> list[str]:
        """One text per row; a quantity that Fortnox would round stands in the first (bookkeeping, rule 21)."""
        if self.is_text_only or self.fits_one_row or not self.texts:
            return texts.rows_of_text(self.texts)
        first, *others = self.texts
        return texts.rows_of_text([f"{first} ({self._quantity_and_price})", *others])

    @property
    def _quantity_and_price(self) -> str:
        if self.language is Language.ENGLISH:
            return self._quantity_and_price_in_english
        quantity = f"{_swedish(self.line.quantity)} {self.unit}".rstrip()
        discount = f", rabatt {_swedish(self.discount)} %" if self.discount else ""
        return f"{quantity} à {_swedish(rounded(self.price), decimals=2)}{discount}"

    @property
    def _quantity_and_price_in_english(self) -> str:
        unit = ENGLISH_UNITS.get(self.unit, "")
        quantity = f"{self.line.quantity.normalize():,f} {unit}".rstrip()
        discount = f", discount {self.discount.normalize():f} %" if self.discount else ""
        return f"{quantity} at {rounded(self.price):,.2f}{discount}"


def lines_of(invoice: productive.Invoice, language: Language = Language.SWEDISH) -> tuple[BilledLine, ...]:
    """The lines in the order of the invoice."""
    ordered = sorted(invoice.lines, key=lambda line: line.position)
    return tuple(BilledLine(number, line, language) for number, line in enumerate(ordered, start=1))


def amount_problems(billed: BilledLine) -> list[Problem]:
    """Why a line's amount or text cannot become a row."""
    text = texts.first_words(billed.line.description)
    problems = []
    if not billed.is_explained:
        facts = {"amount": f"{billed.amount:.2f}", "computed": f"{billed.computed.normalize():f}", "text": text}
        problems.append(Problem(ProblemKind.LINE_AMOUNT_UNEXPLAINED, facts, billed.number))
    if not billed.is_text_only and not billed.texts:
        problems.append(Problem(ProblemKind.LINE_WITHOUT_TEXT, {}, billed.number))
    return problems


def _swedish(number: Decimal, *, decimals: int | None = None) -> str:
    plain = f"{number.normalize():,f}" if decimals is None else f"{number:,.{decimals}f}"
    return plain.replace(",", " ").replace(".", ",")
