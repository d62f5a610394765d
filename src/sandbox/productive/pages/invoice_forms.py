"""What can be done to an invoice just now, as forms; what cannot is not offered."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup

from sandbox.productive import records
from sandbox.productive.amounts import CREDIT_NOTE
from sandbox.productive.derived import is_draft
from sandbox.productive.errors import Refused
from sandbox.productive.invoice_rules import check_lines_open
from sandbox.productive.pages import frame
from sandbox.productive.visit import Visit
from sandbox.store import Record

SHORT = "fields short"
UNITS = {1: "h", 2: "pcs", 3: "days"}
BUTTONS = Markup('<div class="buttons">{}</div>')
PAYMENTS = Markup(
    '<table><thead><tr><th>Date</th><th>Kind</th><th>Note</th><th class="sum">Amount</th><th></th></tr></thead>'
    "<tbody>{}</tbody></table>"
)
PAYMENT = Markup(
    '<tr><td>{date}</td><td>{kind}</td><td class="wide">{note}</td><td class="sum">{amount}</td>'
    '<td class="sum">{form}</td></tr>'
)

FILES = Markup(
    '<table><thead><tr><th>File</th><th class="sum">Size</th><th></th></tr></thead><tbody>{}</tbody></table>'
)
FILE = Markup(
    '<tr><td class="wide"><a href="{path}">{name}</a></td><td class="sum">{size} kB</td>'
    '<td class="sum">{form}</td></tr>'
)


def is_open(visit: Visit, invoice: Record) -> bool:
    """Whether its content can still be changed."""
    try:
        check_lines_open(visit.store, invoice)
    except Refused:
        return False
    return True


def steps(visit: Visit, invoice: Record) -> Markup:
    """Finalize, send, credit, delete: the steps of an invoice's life that are open to it."""
    here = _path(visit, invoice)
    today = visit.today().isoformat()
    facts = invoice["attributes"]
    offered: list[Markup] = []
    if is_draft(invoice):
        number = frame.field("Number, or the next of the series", "number", facts["number"])
        offered.append(frame.form(f"{here}/finalize", number, _buttons("Finalize invoice"), css=SHORT))
        offered.append(frame.form(f"{here}/delete", BUTTONS.format(frame.button("Delete draft", css="bad"))))
    elif facts["sent_on"]:
        offered.append(frame.form(f"{here}/unsend", BUTTONS.format(frame.button("Take sending back", css="plain"))))
    else:
        day = frame.field("Sent on", "sent_on", today, kind="date", required=True)
        offered.append(frame.form(f"{here}/send", day, _buttons("Mark as sent"), css=SHORT))
    if not is_draft(invoice) and facts["invoice_type_id"] != CREDIT_NOTE:
        offered.append(frame.form(f"{here}/credit", BUTTONS.format(frame.button("Create credit note", css="plain"))))
    return frame.section("What next", *offered)


def details(visit: Visit, invoice: Record) -> Markup:
    facts = invoice["attributes"]
    number = Markup() if is_draft(invoice) else frame.field("Number", "number", facts["number"], required=True)
    return Markup('<div class="line" style="margin-top: 1rem">{}</div>').format(
        frame.form(
            f"{_path(visit, invoice)}/details",
            number,
            frame.field("Subject", "subject", facts["subject"], css="broad"),
            frame.field("Invoice date", "invoiced_on", facts["invoiced_on"], kind="date", required=True),
            frame.field("Due date, or by terms", "pay_on", facts["pay_on"], kind="date"),
            frame.field("Delivery date", "delivery_on", facts["delivery_on"], kind="date"),
            frame.field("Discount, %", "discount", facts["discount"]),
            frame.field("Purchase order", "purchase_order_number", facts["purchase_order_number"]),
            frame.TEXT.format(label="Note", name="note", value=facts["note"] or "", rows=2),
            BUTTONS.format(frame.button("Save details", css="plain")),
        )
    )


def lines(visit: Visit, invoice: Record) -> Markup:
    """Each line as a form, and an empty one for the next."""
    known = records.belonging_to(visit.store, "line_items", invoice)
    return frame.join([*(_line(visit, invoice, line) for line in known), _line(visit, invoice, None)])


def payments(visit: Visit, invoice: Record) -> Markup:
    """What was paid and written off, and a form for more; credit notes have neither."""
    known = records.belonging_to(visit.store, "payments", invoice)
    can_pay = not is_draft(invoice) and invoice["attributes"]["invoice_type_id"] != CREDIT_NOTE
    if not known and not can_pay:
        return Markup()
    table = PAYMENTS.format(frame.join(_payment(visit, invoice, one) for one in known)) if known else Markup()
    return frame.section("Payments", table, _new_payment(visit, invoice) if can_pay else Markup())


def attachments(visit: Visit, invoice: Record) -> Markup:
    """The files beside it, each as a link, and a form for one more."""
    here = f"{_path(visit, invoice)}/files"
    every = records.of_organisation(visit.store, "attachments", visit.organisation)
    known = [one for one in every if one["related"].get("invoice") == invoice["id"]]
    new = Markup(
        '<form method="post" action="{}" enctype="multipart/form-data" class="fields short">'
        '<label>A file <input type="file" name="file" required></label>{}</form>'
    ).format(here, BUTTONS.format(frame.button("Attach file", css="plain")))
    listed = FILES.format(frame.join(_file(here, one) for one in known)) if known else Markup()
    return frame.section("Files", listed, new)


def _file(here: str, attachment: Record) -> Markup:
    name, path = attachment["attributes"]["name"], f"{here}/{attachment['id']}"
    delete = frame.form(f"{path}/delete", frame.button("Delete", css="bad"), css="")
    return FILE.format(path=path, name=name, size=max(round(attachment["attributes"]["size"] / 1000), 1), form=delete)


def _line(visit: Visit, invoice: Record, line: Record | None) -> Markup:
    facts = line["attributes"] if line else {}
    related = line["related"] if line else {}
    path = f"{_path(visit, invoice)}/lines" + (f"/{line['id']}" if line else "")
    acts = [frame.button("Save line", act="save", css="plain"), frame.button("Delete line", act="delete", css="bad")]
    subsidiary = records.follow(visit.store, invoice, "subsidiary")
    usual = subsidiary["related"].get("default_tax_rate") if subsidiary else None
    price = f"{Decimal(facts['unit_price']) / 100:.2f}" if line else ""
    return frame.form(
        path,
        frame.TEXT.format(label="Description", name="description", value=facts.get("description") or "", rows=2),
        frame.field("Quantity", "quantity", facts.get("quantity", ""), required=True),
        frame.select("Unit", "unit_id", UNITS.items(), chosen=facts.get("unit_id", 1)),
        frame.field(f"Price, {invoice['attributes']['currency']}", "unit_price", price, required=True),
        frame.field("Discount, %", "discount", facts.get("discount")),
        frame.select("Tax", "tax_rate", _rates(visit, invoice), chosen=related.get("tax_rate", usual)),
        frame.select("Service type", "service_type", _services(visit), chosen=related.get("service_type")),
        _expense(visit, chosen=related.get("expense")),
        BUTTONS.format(frame.join(acts if line else [frame.button("Add line", act="save")])),
        css="fields line",
    )


def _rates(visit: Visit, invoice: Record) -> list[tuple[str, str]]:
    rates = records.of_organisation(visit.store, "tax_rates", visit.organisation)
    own = [rate for rate in rates if rate["related"].get("subsidiary") == invoice["related"]["subsidiary"]]
    return [(rate["id"], rate["attributes"]["name"]) for rate in own]


def _services(visit: Visit) -> list[tuple[str, str]]:
    kinds = records.of_organisation(visit.store, "service_types", visit.organisation)
    return [("", "–"), *((kind["id"], kind["attributes"]["name"]) for kind in kinds)]


def _expense(visit: Visit, *, chosen: str | None) -> Markup:
    """Which expense a line asks for; not asked where there are none."""
    known = records.of_organisation(visit.store, "expenses", visit.organisation)
    choices = [("", "–"), *((one["id"], one["attributes"]["name"]) for one in known)]
    return frame.select("Expense", "expense", choices, chosen=chosen) if known else Markup()


def _payment(visit: Visit, invoice: Record, payment: Record) -> Markup:
    facts = payment["attributes"]
    path = f"{_path(visit, invoice)}/payments/{payment['id']}/delete"
    return PAYMENT.format(
        date=facts["paid_on"] or facts["written_off_on"],
        kind="Write-off" if facts["written_off_on"] else "Payment",
        note=facts["note"] or "",
        amount=frame.money(facts["amount"]),
        form=frame.form(path, frame.button("Delete", css="bad"), css=""),
    )


def _new_payment(visit: Visit, invoice: Record) -> Markup:
    still_open = f"{Decimal(invoice['attributes']['amount_unpaid']) / 100:.2f}"
    return Markup('<div class="line" style="margin-top: .5rem">{}</div>').format(
        frame.form(
            f"{_path(visit, invoice)}/payments",
            frame.field(f"Amount, {invoice['attributes']['currency']}", "amount", still_open, required=True),
            frame.field("Date", "day", visit.today().isoformat(), kind="date", required=True),
            frame.field("Note", "note"),
            BUTTONS.format(
                frame.button("Add payment", act="pay") + frame.button("Write off", act="write_off", css="plain")
            ),
        )
    )


def _buttons(label: str) -> Markup:
    return BUTTONS.format(frame.button(label))


def _path(visit: Visit, invoice: Record) -> str:
    return f"/productive/{visit.organisation}/invoices/{invoice['id']}"
