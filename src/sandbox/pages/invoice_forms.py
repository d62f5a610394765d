"""What a bookkeeper can do with an invoice just now: steps, a new payment, and the payments that there are."""

from __future__ import annotations

from markupsafe import Markup

from sandbox.fortnox import payments
from sandbox.fortnox.fields import decimal
from sandbox.pages import frame
from sandbox.pages.frame import money
from sandbox.pages.visit import Visit
from sandbox.store import Record

NONE = "0"
NEXT = "book"  # What a bookkeeper most likely came for.
WRITE_OFF_ACCOUNTS = {
    "3740": "3740 Rounding",
    "6570": "6570 Bank fee",
    "3540": "3540 Reminder fee",
    "6351": "6351 Bad debt",
    "7960": "7960 Loss of currency",
    "3960": "3960 Gain of currency",
}
# Where a payment goes: money comes to these; a doubtful claim only moves.
PAID_TO = ("1930", "1920", "1910", "1515")
SOURCES = [("", "The customer"), ("finance", "Fortnox Finans bought it")]
PAYMENT_HEADS = [("Payment", ""), ("Date", ""), ("State", ""), ("Written off", "number"), ("Amount", "number")]


def steps(visit: Visit, record: Record) -> Markup:
    """One button for each step that is open to this invoice; each is a form of its own."""
    number = record["DocumentNumber"]
    buttons = [
        visit.form(visit.path("invoices", number, path), frame.button(word, css="" if path == NEXT else "plain"))
        for path, word in _open_steps(record)
    ]
    preview = Markup('<a class="button plain" href="{}">Preview</a>').format(
        visit.path("invoices", number, "preview.pdf")
    )
    return Markup('<div class="buttons">{}{}</div>').format(frame.join(buttons), preview)


def payments_of(visit: Visit, record: Record) -> Markup:
    """The payments of an invoice, and a form for another one while there is something to pay."""
    number = int(record["DocumentNumber"]) if record["DocumentNumber"].isdecimal() else 0
    paid = [each for each in visit.books.table(payments.TABLE).values() if each["InvoiceNumber"] == number]
    listed = frame.table(PAYMENT_HEADS, [_payment_row(visit, each) for each in paid]) if paid else Markup("")
    heading = Markup("<h2>Payments</h2>") if paid else Markup("")
    return heading + listed + (_new_payment(visit, record) if _can_be_paid(record) else Markup(""))


def payment_fields(record: Record, *, amount: str, on: str) -> Markup:
    """Amount in the invoice's currency, and the day."""
    return frame.field(f"Amount, {record['Currency']}", "amount", amount, kind="decimal") + frame.field(
        "Paid on", "paid_on", on, kind="date"
    )


def _open_steps(record: Record) -> list[tuple[str, str]]:
    if record["Cancelled"]:
        return []
    credited = record["Credit"] == "true" or record["CreditInvoiceReference"] != NONE
    steps_ = [
        ("book", "Book", not record["Booked"]),
        ("credit", "Credit", record["Booked"] and not credited),
        ("email", "Send by e-mail", True),
        ("print", "Print", True),
        ("cancel", "Cancel invoice", not record["Booked"]),
    ]
    return [(path, word) for path, word, is_open in steps_ if is_open]


def _can_be_paid(record: Record) -> bool:
    return not record["Cancelled"] and decimal(record["Balance"]) != 0


def _payment_row(visit: Visit, payment: Record) -> Markup:
    off = sum((decimal(row["Amount"]) for row in payment["WriteOffs"]), decimal(0))
    state = frame.mark("Booked") if payment["Booked"] else frame.mark("Not booked", "open")
    return Markup(
        '<tr><td><a href="{}">Payment {}</a></td><td>{}</td><td>{}</td>'
        '<td class=number data-name="Written off">{}</td><td class=number>{}</td></tr>'
    ).format(
        visit.path("payments", payment["Number"]),
        payment["Number"],
        payment["PaymentDate"],
        state,
        money(off) if off else "",
        money(payment["AmountCurrency"], payment["Currency"]),
    )


def _new_payment(visit: Visit, record: Record) -> Markup:
    today = max(visit.books.clock.today().isoformat(), record["InvoiceDate"])
    fields = payment_fields(record, amount=f"{decimal(record['Balance']):.2f}", on=today)
    fields += frame.select("To account", "to", _paid_to(visit))
    fields += frame.select("Paid by", "source", SOURCES)
    fields += frame.field("Written off", "written_off", "", kind="decimal", hint="0.00")
    fields += frame.select("on account", "account", list(WRITE_OFF_ACCOUNTS.items()))
    buttons = frame.button("Register and book", name="then", value="book")
    buttons += frame.button("Register only", name="then", value="leave", css="plain")
    content = Markup('<div class="fields">{}</div><div class="buttons">{}</div>').format(fields, buttons)
    path = visit.path("invoices", record["DocumentNumber"], "payments")
    return frame.sheet(visit.form(path, content), title="Register a payment")


def _paid_to(visit: Visit) -> list[tuple[str, str]]:
    """Those of the usual accounts that this year's chart has; 1515 can be added to it."""
    today = visit.books.clock.today().isoformat()
    known = [visit.books.account(int(number), on=today) for number in PAID_TO]
    return [(str(one["Number"]), f"{one['Number']} {one['Description']}") for one in known if one and one["Active"]]
