"""What the booked payments of a Fortnox invoice come to: money, write-offs, set-offs, and what a person must see.

Truth is their effect on Balance (bookkeeping, rules 1 to 6). A payment is not always money: its account decides.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from brygga.accounting.disagreements import Disagreement, DisagreementKind
from brygga.accounting.payment_effects import ZERO, Accounts, Effect, Means, effects_of, set_off
from brygga.fortnox import schema as fortnox
from brygga.fortnox.payment_schema import Payment

FINANCE = "finance"


class Part(StrEnum):
    """What Productive holds a settled amount as: a payment, or a write-off."""

    MONEY = "money"
    WRITE_OFF = "write_off"


class Standing(StrEnum):
    """How an invoice stands in Fortnox. Only money that brought Balance to 0 makes it paid."""

    OPEN = "open"
    PART_PAID = "part_paid"
    PAID = "paid"
    CREDITED = "credited"
    WRITTEN_OFF = "written_off"
    DOUBTFUL = "doubtful"
    SOLD = "sold"
    OTHERWISE = "otherwise"
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True)
class CreditNote:
    """A credit note of the invoice, with its payments."""

    invoice: fortnox.Invoice
    payments: tuple[Payment, ...]


@dataclass(frozen=True, kw_only=True)
class Books:
    """What Fortnox says of one linked invoice: every payment, booked or not, and those of its credit notes.

    `open_elsewhere` is what other invoices of the customer lack, by number; only asked for when there is too much.
    `said` is what people said of accounts whose number tells nothing.
    """

    invoice: fortnox.Invoice
    payments: tuple[Payment, ...]
    notes: tuple[CreditNote, ...] = ()
    open_elsewhere: Mapping[str, Decimal] = field(default_factory=dict)
    said: Accounts = field(default_factory=dict)

    @property
    def round_off(self) -> Decimal:
        """What Fortnox added to come to whole kronor, on the invoice and on those of its notes that settled it."""
        notes = (note.invoice for note in self.notes if note.invoice.balance == 0 and not note.invoice.cancelled)
        return self.invoice.round_off + sum((note.round_off for note in notes), ZERO)

    @property
    def effects(self) -> tuple[list[Effect], list[list[Effect]]]:
        """What the booked payments of the invoice take off Balance, and those of each of its credit notes."""
        noted = [effects_of(note.payments, self.said) for note in self.notes]
        return set_off(effects_of(self.payments, self.said), noted)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What Productive shall hold of a Fortnox payment: `amount` in the invoice's currency; `sold`: by a financier."""

    number: str
    part: Part
    amount: Decimal
    on: date
    sold: bool = False


@dataclass(frozen=True, kw_only=True)
class Settlement:
    """The effect of the booked payments; `left` is what was settled before the first day that is mirrored."""

    standing: Standing
    wanted: tuple[Wanted, ...]
    left: Decimal
    disagreements: tuple[Disagreement, ...]


def settlement(books: Books, *, since: date | None, meant_total: Decimal, mirrored: Container[str] = ()) -> Settlement:
    """What the payments come to. `since` is the first day whose payments are mirrored; None for all of them.

    `mirrored` are the numbers of those that are mirrored already, and stay so whatever their day. `meant_total` is the
    total in Productive: the payment that closes the balance takes the rounding between both.
    """
    invoice = books.invoice
    effects, noted = books.effects

    told = _contradictions(books, effects, noted)
    wanted = _rounded(books, effects, [*_wanted(effects), *_paid_back(noted)], meant_total=meant_total)
    kept = tuple(each for each in wanted if since is None or each.on >= since or each.number in mirrored)

    told += [*_about_payments(effects, books), *_too_much(books), *_about_totals(invoice, meant_total)]
    return Settlement(
        standing=_standing(books, effects, noted),
        wanted=() if invoice.cancelled else kept,
        left=sum((each.amount for each in wanted), ZERO) - sum((each.amount for each in kept), ZERO),
        disagreements=tuple(told),
    )


def lacks_a_note(books: Books) -> bool:
    """Whether something settled the invoice that may be a credit note which nobody named yet."""
    effects, noted = books.effects
    is_claim = any(each.of(Means.CLAIM) > 0 for each in effects)
    return not books.invoice.cancelled and (is_claim or _unexplained(books, effects, noted) > 0)


def _wanted(effects: Iterable[Effect]) -> list[Wanted]:
    found = []
    for effect in effects:
        for kind, part in ((Means.MONEY, Part.MONEY), (Means.WRITE_OFF, Part.WRITE_OFF)):
            if amount := effect.of(kind):
                found.append(_wanted_of(effect.payment, part, amount))
    return found


def _wanted_of(payment: Payment, part: Part, amount: Decimal) -> Wanted:
    if payment.payment_date is None:
        raise ValueError(f"Payment {payment.number} is booked without a date.")
    sold = payment.source == FINANCE
    return Wanted(number=payment.number, part=part, amount=amount, on=payment.payment_date, sold=sold)


def _paid_back(noted: Iterable[Iterable[Effect]]) -> list[Wanted]:
    """Money that went back to the buyer, booked on a credit note; Productive's credit notes take no payments."""
    back = [effect for note in noted for effect in note if effect.of(Means.MONEY) < 0]
    return [_wanted_of(effect.payment, Part.MONEY, effect.of(Means.MONEY)) for effect in back]


def _rounded(books: Books, effects: list[Effect], wanted: list[Wanted], *, meant_total: Decimal) -> list[Wanted]:
    """The payment that closes the balance settles Productive's total too, which is not rounded to kronor (rule 4)."""
    more = _rounding(books, meant_total)
    closing = effects[-1] if effects else None
    if closing is None or closing.is_set_off or not more or not _is_settled(books.invoice):
        return wanted
    own = [each for each in wanted if each.number == closing.payment.number]
    if more > 0:
        shrinking = next((each for each in own if each.amount > more), None)
        return [replace(each, amount=each.amount - more) if each is shrinking else each for each in wanted]
    written_off = next((each for each in own if each.part is Part.WRITE_OFF), None)
    if written_off is not None:
        return [replace(each, amount=each.amount - more) if each is written_off else each for each in wanted]
    return [*wanted, _wanted_of(closing.payment, Part.WRITE_OFF, -more)] if own else wanted


def _rounding(books: Books, meant_total: Decimal) -> Decimal:
    """What Fortnox asks for more than Productive because it rounds; an unexplained difference is not rounding."""
    difference = _difference(books.invoice, meant_total)
    return books.round_off + (difference if _is_explained(books.invoice, difference) else ZERO)


def _difference(invoice: fortnox.Invoice, meant_total: Decimal) -> Decimal:
    return invoice.total - invoice.round_off - meant_total


def _is_explained(invoice: fortnox.Invoice, difference: Decimal) -> bool:
    """Up to an öre a row: Productive may round VAT by line (rule 20)."""
    return abs(difference) <= Decimal("0.01") * len(invoice.rows)


def _is_settled(invoice: fortnox.Invoice) -> bool:
    return not invoice.cancelled and invoice.balance * (1 if invoice.total >= 0 else -1) <= 0


def _contradictions(books: Books, effects: list[Effect], noted: list[list[Effect]]) -> list[Disagreement]:
    invoice, currency = books.invoice, books.invoice.currency
    paid = sum((each.total for each in effects), ZERO)
    if invoice.cancelled:
        facts = {"paid": str(paid), "currency": currency}
        return [Disagreement(DisagreementKind.CANCELLED_BUT_PAID, facts)] if paid else []
    if _unexplained(books, effects, noted):
        facts = {"total": str(invoice.total), "paid": str(paid), "balance": str(invoice.balance), "currency": currency}
        return [Disagreement(DisagreementKind.BALANCE_DIFFERS, facts)]
    is_paid_whole = paid == invoice.total - invoice.balance
    if (invoice.final_pay_date is not None) != (invoice.balance == 0) and invoice.total and is_paid_whole:
        on = invoice.final_pay_date.isoformat() if invoice.final_pay_date else ""
        facts = {"balance": str(invoice.balance), "currency": currency, "date": on}
        return [Disagreement(DisagreementKind.FINAL_DATE_DIFFERS, facts)]
    return []


def _unexplained(books: Books, effects: Iterable[Effect], noted: list[list[Effect]]) -> Decimal:
    """What went off Balance by no payment, and by no credit note of the invoice either."""
    paid = sum((each.total for each in effects), ZERO)
    given = sum((_given(note, theirs) for note, theirs in zip(books.notes, noted, strict=True)), ZERO)
    return books.invoice.total - books.invoice.balance - paid - given


def _given(note: CreditNote, effects: Iterable[Effect]) -> Decimal:
    """What a credit note gave without a payment; nobody knows whether Fortnox ever does so.

    A cancelled note gives nothing, whatever its Total (kept or 0: not known).
    """
    if note.invoice.cancelled:
        return ZERO
    return note.invoice.balance - note.invoice.total + sum((each.total for each in effects), ZERO)


def _about_payments(effects: Iterable[Effect], books: Books) -> list[Disagreement]:
    told = []
    for effect in effects:
        account = effect.payment.mode_of_payment_account
        kinds = {Means.DOUBTFUL: DisagreementKind.DOUBTFUL_CLAIM, Means.UNCLEAR: DisagreementKind.ACCOUNT_UNCLEAR}
        if account not in books.said:
            kinds[Means.CLAIM] = DisagreementKind.ACCOUNT_UNCLEAR
        for kind, disagreement in kinds.items():
            if amount := effect.of(kind):
                facts = {"payment": effect.payment.number, "account": str(account or "")}
                facts |= {"amount": str(amount), "currency": books.invoice.currency}
                told.append(Disagreement(disagreement, facts))
    return told


def _too_much(books: Books) -> list[Disagreement]:
    invoice = books.invoice
    if invoice.total <= 0 or invoice.balance >= 0 or invoice.cancelled:
        return []
    facts = {"amount": str(-invoice.balance), "currency": invoice.currency}
    other = next((number for number, lacks in books.open_elsewhere.items() if lacks == -invoice.balance), None)
    if other is None:
        return [Disagreement(DisagreementKind.OVERPAID, facts)]
    return [Disagreement(DisagreementKind.BOOKED_ON_ONE, {**facts, "other": other})]


def _about_totals(invoice: fortnox.Invoice, meant_total: Decimal) -> list[Disagreement]:
    if invoice.cancelled or _is_explained(invoice, _difference(invoice, meant_total)):
        return []
    facts = {"fortnox": str(invoice.total), "productive": str(meant_total), "currency": invoice.currency}
    return [Disagreement(DisagreementKind.TOTALS_DIFFER, facts)]


def _standing(books: Books, effects: list[Effect], noted: list[list[Effect]]) -> Standing:
    invoice = books.invoice
    if invoice.cancelled:
        return Standing.CANCELLED
    money = sum((each.of(Means.MONEY) for each in effects), ZERO)
    if not _is_settled(invoice):
        return Standing.PART_PAID if money else Standing.OPEN
    if any(each.of(Means.DOUBTFUL) for each in effects):
        return Standing.DOUBTFUL
    gave = [note.invoice for note, theirs in zip(books.notes, noted, strict=True) if _given(note, theirs)]
    return _settled_how(invoice, effects[-1] if effects else None, gave)


def _settled_how(invoice: fortnox.Invoice, last: Effect | None, gave: Iterable[fortnox.Invoice]) -> Standing:
    """By what closed it last: money, a sale, a write-off, its credit notes, or something that nobody can name.

    `gave` are notes that lowered Balance without a payment: those of a day before the last payment did not close it.
    """
    if last is None:
        return Standing.CREDITED if invoice.total else Standing.PAID
    paid_on = last.payment.payment_date
    if last.is_set_off or any(paid_on is None or note.invoice_date >= paid_on for note in gave):
        return Standing.CREDITED
    if last.of(Means.MONEY):
        return Standing.SOLD if last.payment.source == FINANCE else Standing.PAID
    return Standing.WRITTEN_OFF if last.of(Means.WRITE_OFF) else Standing.OTHERWISE
