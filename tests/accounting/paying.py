"""Invoices and payments as a bookkeeper would say them, for the rules of payments.

A payment is one line each: "17 1000.00 bank 2026-11-20", with "+10 6570" for a write-off on an account, "finance" for a
sale, "unbooked" for one that nobody has booked. `bank` is account 1930; a number stands for itself.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from brygga.accounting.payments import Does, Mirror, Plan, Shown, plan
from brygga.accounting.settlements import Books, CreditNote, Part
from brygga.fortnox import schema as fortnox
from brygga.fortnox.payment_schema import Payment, WriteOff
from brygga.productive import payment_schema as in_productive
from brygga.productive import schema as productive

LINE = re.compile(
    r"(\d+) (-?[\d.]+) (bank|\d+)((?: [+-][\d.]+ \d+)*)(?: (\d{4}-\d\d-\d\d))?((?: (?:finance|unbooked))*)"
)
NAMED = {"bank": 1930}
ON = date(2026, 11, 20)
ROW = {
    "AccountNumber": 3001, "DeliveredQuantity": "1", "Description": "Design", "Price": 1, "VAT": 25, "Discount": 0,
    "DiscountType": "PERCENT", "Total": 1,
}  # fmt: skip


def payment(line: str, *, currency: str = "SEK", kronor: str = "") -> Payment:
    """A Fortnox payment; `kronor` is what came in where the invoice is in another currency."""
    found = LINE.fullmatch(line)
    assert found, line
    number, amount, account, written_off, on, marks = found.groups()
    pairs = re.findall(r"([+-][\d.]+) (\d+)", written_off)
    return Payment(
        number=number,
        invoice_number="1001",
        amount=Decimal(kronor or amount),
        amount_currency=Decimal(amount),
        currency=currency,
        booked="unbooked" not in marks,
        payment_date=date.fromisoformat(on) if on else ON,
        mode_of_payment_account=NAMED.get(account) or int(account),
        source="finance" if "finance" in marks else "manual",
        write_offs=tuple(
            WriteOff(account_number=int(each), amount=Decimal(amount), currency=currency) for amount, each in pairs
        ),
    )


def books(
    total: str, *lines: str, balance: str | None = None, notes: tuple[CreditNote, ...] = (), **said: Any
) -> Books:
    """An invoice of this total with these payments; Balance and FinalPayDate follow from them unless they are said."""
    currency = said.pop("currency", "SEK")
    elsewhere, accounts = said.pop("elsewhere", {}), said.pop("said", {})
    paid = tuple(payment(line, currency=currency) for line in lines)
    left = Decimal(total) - sum((_effect(each) for each in paid if each.booked), Decimal(0))
    open_now = Decimal(balance) if balance is not None else left
    facts = {"FinalPayDate": ON.isoformat() if open_now == 0 and Decimal(total) else None, **said}
    invoice = _invoice(total, balance=open_now, currency=currency, **facts)
    return Books(invoice=invoice, payments=paid, notes=notes, open_elsewhere=elsewhere, said=accounts)


def note(total: str, *lines: str, **said: Any) -> CreditNote:
    """A credit note; its payments are negative where something was settled against it or paid back."""
    made = books(total, *lines, **said)
    return CreditNote(invoice=made.invoice, payments=made.payments)


def shown(
    total: str,
    *mirrors: str,
    people: tuple[str, ...] = (),
    found: dict[str, str] | None = None,
    **said: Any,
) -> Shown:
    """The invoice in Productive: mirrors and people's payments as "17 1000.00", "17w 10.00" for a write-off.

    `found` is what stands in Productive instead of what we wrote: by mirror, "" where somebody deleted it.
    """
    ours = [_mirror(each) for each in mirrors]
    there = [(each.payment_id, (found or {}).get(each.payment_id, str(each.amount)), each.part) for each in ours]
    theirs = [(f"p{place}", amount, Part.MONEY) for place, amount in enumerate(people)]
    marks = said.pop("marked", ())
    wishes = {name: said.pop(name) for name in ("put_back", "holds_money_back", "holds_excess") if name in said}
    return Shown(
        invoice=_productive(total, **said),
        payments=tuple(_payment(*each, currency=said.get("currency", "SEK")) for each in [*there, *theirs] if each[1]),
        mirrors=tuple(ours),
        marked=marks,
        **wishes,
    )


def told(made: Plan) -> list[str]:
    """A plan in words: "lower 17 1000.00 to 990.00"."""
    said = []
    for change in made.changes:
        name = change.number + ("w" if change.part is Part.WRITE_OFF else "")
        before, after = (_plain(each) for each in (change.before, change.amount))
        ends = {Does.CREATE: after, Does.REMOVE: before}
        said.append(f"{change.does} {name} {ends.get(change.does, f'{before} to {after}')}")
    return [*said, *(str(each.kind) for each in made.disagreements)]


def planned(fortnox_books: Books, in_there: Shown, **said: Any) -> list[str]:
    return told(plan(fortnox_books, in_there, **said))


def _plain(amount: Decimal) -> str:
    return f"{amount:.2f}".removesuffix(".00")


def _effect(paid: Payment) -> Decimal:
    return paid.amount_currency + sum((row.amount for row in paid.write_offs), Decimal(0))


def _mirror(line: str) -> Mirror:
    name, amount = line.split()
    part = Part.WRITE_OFF if name.endswith("w") else Part.MONEY
    return Mirror(number=name.rstrip("w"), part=part, payment_id=f"m{name}", amount=Decimal(amount), on=ON)


def _payment(identity: str, amount: str, part: Part, *, currency: str) -> in_productive.Payment:
    minor = int(Decimal(amount).scaleb(2))
    day = {"written_off_on": ON} if part is Part.WRITE_OFF else {"paid_on": ON}
    return in_productive.Payment(id=identity, amount=minor, currency=currency, **day)


def _invoice(total: str, *, balance: Decimal, currency: str, **said: Any) -> fortnox.Invoice:
    rows = said.pop("rows", 1)
    facts = {
        "DocumentNumber": "1001", "CustomerNumber": "1", "InvoiceDate": "2026-11-01", "DueDate": "2026-12-01",
        "Currency": currency, "InvoiceRows": [ROW] * rows, "Net": 0, "TotalVAT": 0, "RoundOff": "0", "Total": total,
        "Balance": str(balance), "Freight": 0, "AdministrationFee": 0, "ExternalInvoiceReference1": "", "Booked": True,
        "Cancelled": False, "Sent": True, "Credit": "false",
    }  # fmt: skip
    return fortnox.Invoice.model_validate({**facts, **said})


def _productive(total: str, **said: Any) -> productive.InvoiceSummary:
    minor = int(Decimal(total).scaleb(2))
    facts = {
        "id": "9001", "number": "1001", "invoice_type": 1, "invoiced_on": "2026-11-01", "pay_on": None,
        "delivery_on": None, "finalized_on": "2026-11-01", "sent_on": "2026-11-01", "paid_on": None, "currency": "SEK",
        "amount": minor, "amount_tax": 0, "amount_with_tax": minor, "amount_unpaid": minor, "exported": True,
        "company_id": "7001", "company_name": "Norrsken Energi AB", "subsidiary_id": "501", "updated_at": None,
    }  # fmt: skip
    return productive.InvoiceSummary.model_validate({**facts, **said})
