"""Line items of an invoice: made, changed and deleted, alone or up to a hundred at once."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from sandbox.productive import changes, invoices, records, switches
from sandbox.productive.amounts import CREDIT_NOTE
from sandbox.productive.errors import invalid
from sandbox.productive.invoice_rules import check_lines_open
from sandbox.productive.visit import Visit
from sandbox.productive.wire import Body
from sandbox.productive.writes import checked, refuse_empty, require
from sandbox.store import Record

UNITS = (1, 2, 3)  # Hour, piece, day (recorded).


def create(visit: Visit, body: Body) -> Record:
    return create_many(visit, [body])[0]


def update(visit: Visit, line: Record, body: Body) -> Record:
    return update_many(visit, [(line, body)])[0]


def delete(visit: Visit, line: Record) -> None:
    delete_many(visit, [line])


def create_many(visit: Visit, bodies: Iterable[Body]) -> list[Record]:
    """POST /line_items; a tax rate on every line is required since 2024-09-03 (help article 9374894)."""
    understood = [checked(visit, "line_items", body) for body in bodies]
    for said in understood:
        require(said, "invoice", "unit_price", "quantity", "tax_rate")
        _check(visit, said, invoice_id=said.related["invoice"])
    with changes.noted(visit, *(_invoice(visit, said.related["invoice"]) for said in understood)):
        return [_add(visit, said) for said in understood]


def update_many(visit: Visit, pairs: Iterable[tuple[Record, Body]]) -> list[Record]:
    """PATCH /line_items, each record with what is said of it."""
    understood = [(line, checked(visit, "line_items", body)) for line, body in pairs]
    for line, said in understood:
        refuse_empty(said, "unit_price", "quantity", "tax_rate")
        if said.related.get("invoice", line["related"]["invoice"]) != line["related"]["invoice"]:
            raise invalid("invoice", "can't be changed")
        _check(visit, said, invoice_id=line["related"]["invoice"])
    lines = [line for line, _ in understood]
    with changes.noted(visit, *_owners(visit, lines), *lines):
        for line, said in understood:
            line["attributes"] |= said.attributes
            records.relate(visit.store, line, said.related)
            invoices.touch(visit, _invoice(visit, line["related"]["invoice"]))
    return lines


def delete_many(visit: Visit, lines: list[Record]) -> None:
    """DELETE /line_items."""
    owners = _owners(visit, lines)
    for owner in owners:
        check_lines_open(visit.store, owner)
    with changes.noted(visit, *owners):
        for line in {line["id"]: line for line in lines}.values():
            changes.deleted(visit, line)
            records.remove(visit.store, line)
        for owner in owners:
            invoices.touch(visit, owner)


def _add(visit: Visit, said: Body) -> Record:
    invoice = _invoice(visit, said.related["invoice"])
    positions = [line["attributes"]["position"] for line in records.belonging_to(visit.store, "line_items", invoice)]
    line = records.add(
        visit.store,
        "line_items",
        organisation=visit.organisation,
        attributes={"position": max(positions, default=0) + 1} | said.attributes,
        related=said.related,
    )
    invoices.touch(visit, invoice)
    changes.created(visit, line)
    return line


def _check(visit: Visit, said: Body, *, invoice_id: str) -> None:
    """Which values are refused is a guess, except that a tax rate belongs to one subsidiary (specification)."""
    invoice = _invoice(visit, invoice_id)
    check_lines_open(visit.store, invoice)
    if said.attributes.get("unit_id", 1) not in (*UNITS, None):
        raise invalid("unit_id", "is not included in the list")
    discount = said.attributes.get("discount")
    if discount is not None and not 0 <= Decimal(discount) <= 100:
        raise invalid("discount", "must be between 0 and 100")
    rate = records.table(visit.store, "tax_rates").get(said.related.get("tax_rate") or "")
    if rate is not None and rate["related"]["subsidiary"] != invoice["related"]["subsidiary"]:
        raise invalid("tax_rate", "must belong to the subsidiary of the invoice")
    is_note = invoice["attributes"]["invoice_type_id"] == CREDIT_NOTE
    is_positive = Decimal(said.attributes.get("quantity", -1)) > 0
    if is_note and is_positive and switches.read(visit.store, "credit_note_lines_must_be_negative"):
        raise invalid("quantity", "must be negative on a credit note")


def _owners(visit: Visit, lines: list[Record]) -> list[Record]:
    """The invoices of these lines, each once."""
    identities = dict.fromkeys(line["related"]["invoice"] for line in lines)
    return [_invoice(visit, identity) for identity in identities]


def _invoice(visit: Visit, identity: str) -> Record:
    return records.table(visit.store, "invoices")[identity]
