"""What forms do: the same behaviour as the API's, said with words from a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from werkzeug.datastructures import FileStorage

from sandbox.productive import attachments, crediting, invoices, lines, payments, records
from sandbox.productive.errors import Refused, invalid
from sandbox.productive.visit import Visit
from sandbox.productive.wire import Body
from sandbox.store import Record

Form = Mapping[str, str]
Act = Callable[[Visit, Record, Form], Record | None]

DETAILS = ("number", "subject", "invoiced_on", "pay_on", "delivery_on", "discount", "purchase_order_number", "note")


def new_draft(visit: Visit, form: Form) -> Record:
    said = {name: form.get(name) or None for name in ("currency", "invoiced_on", "subject")}
    links = {name: form.get(name) or None for name in ("company", "subsidiary")}
    return invoices.create(visit, Body(attributes=said, related=links))


def save_details(visit: Visit, invoice: Record, form: Form) -> Record:
    said: dict[str, Any] = {name: _written(form[name]) for name in DETAILS if name in form}
    if said.get("pay_on") == invoice["attributes"]["pay_on"]:
        said.pop("pay_on", None)
    if said.get("discount"):
        said["discount"] = str(_number(said["discount"], "discount"))
    if "number" in said and said["number"] == invoice["attributes"]["number"]:
        said.pop("number")
    return invoices.update(visit, invoice, Body(attributes=said, related={}))


def add_line(visit: Visit, invoice: Record, form: Form) -> Record:
    said = _line(form)
    lines.create(visit, Body(attributes=said.attributes, related={**said.related, "invoice": invoice["id"]}))
    return invoice


def change_line(visit: Visit, invoice: Record, line: Record, form: Form) -> Record:
    if form.get("act") == "delete":
        lines.delete(visit, line)
    else:
        lines.update(visit, line, _line(form))
    return invoice


def add_payment(visit: Visit, invoice: Record, form: Form) -> Record:
    day = "written_off_on" if form.get("act") == "write_off" else "paid_on"
    said = {"amount": _minor_units(form, "amount"), day: form.get("day"), "note": form.get("note") or None}
    payments.create(visit, Body(attributes=said, related={"invoice": invoice["id"]}))
    return invoice


def attach(visit: Visit, invoice: Record, file: FileStorage | None) -> Record:
    """A file that a browser sent."""
    if file is None or not file.filename:
        raise invalid("file", "can't be blank")
    kind = file.mimetype or "application/octet-stream"
    attachments.keep(visit, invoice, name=file.filename, content=file.read(), content_type=kind)
    return invoice


def detach(visit: Visit, invoice: Record, attachment: Record) -> Record:
    attachments.delete(visit, attachment)
    return invoice


def delete_payment(visit: Visit, invoice: Record, payment: Record, _form: Form) -> Record:
    payments.delete(visit, payment)
    return invoice


def _finalize(visit: Visit, invoice: Record, form: Form) -> Record:
    said = {"number": form["number"].strip()} if form.get("number", "").strip() else {}
    return invoices.finalize(visit, invoice, Body(attributes=said, related={}))


def _send(visit: Visit, invoice: Record, form: Form) -> Record:
    said = {"sent_on": form.get("sent_on") or visit.today().isoformat()}
    return invoices.update(visit, invoice, Body(attributes=said, related={}))


def _unsend(visit: Visit, invoice: Record, _form: Form) -> Record:
    return invoices.update(visit, invoice, Body(attributes={"sent_on": None}, related={}))


def _delete(visit: Visit, invoice: Record, _form: Form) -> None:
    invoices.delete(visit, invoice)


def _credit(visit: Visit, invoice: Record, _form: Form) -> Record:
    return crediting.credit(visit, invoice)


ACTS: dict[str, Act] = {
    "details": save_details,
    "finalize": _finalize,
    "send": _send,
    "unsend": _unsend,
    "delete": _delete,
    "credit": _credit,
    "lines": add_line,
    "payments": add_payment,
}


def part_of(visit: Visit, kind: str, identity: str, *, invoice: Record) -> Record:
    """A line or a payment of this invoice; refused when it is another's."""
    record = records.find(visit.store, kind, identity, organisation=visit.organisation)
    if record is None or record["related"].get("invoice") != invoice["id"]:
        raise Refused("record_not_found")
    return record


def _line(form: Form) -> Body:
    discount = form.get("discount", "").strip()
    said = {
        "description": form.get("description", ""),
        "quantity": str(_number(form.get("quantity", ""), "quantity")),
        "unit_id": form.get("unit_id") or None,
        "unit_price": _minor_units(form, "unit_price"),
        "discount": str(_number(discount, "discount")) if discount else None,
    }
    links = {name: form.get(name) or None for name in ("tax_rate", "service_type", "expense") if name in form}
    return Body(attributes=said, related=links)


def _written(text: str) -> str | None:
    """Lines as they were typed, without the carriage returns of a form; nothing for an empty field."""
    return text.replace("\r\n", "\n").strip() or None


def _minor_units(form: Form, name: str) -> str:
    return str(_number(form.get(name, ""), name) * 100)


def _number(text: str, name: str) -> Decimal:
    """ "1 250,50", "1,250.50" and "1250.5" are the same number."""
    plain = "".join(text.split()).replace("\N{MINUS SIGN}", "-")
    plain = plain.replace(",", "") if "." in plain else plain.replace(",", ".")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        raise invalid(name, "is not a number") from None
    if not number.is_finite():
        raise invalid(name, "is not a number")
    return number
