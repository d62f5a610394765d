"""A credit note as the app makes it: a draft that takes back what is not credited yet (help article 6491533).

The API has nothing like it: a client posts the invoice and its negative lines itself.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from sandbox.productive import amounts, invoices, lines, records
from sandbox.productive.derived import is_draft
from sandbox.productive.errors import invalid
from sandbox.productive.invoice_rules import CREDIT_NOTE
from sandbox.productive.visit import Visit
from sandbox.productive.wire import Body
from sandbox.store import Record

COPIED = ("description", "unit_id", "unit_price", "discount", "position")


def credit(visit: Visit, original: Record) -> Record:
    """The draft: every line with a negative quantity, or one line for each rate where a part is credited already."""
    if is_draft(original) or original["attributes"]["invoice_type_id"] == CREDIT_NOTE:
        raise invalid("parent_invoice", "must be a finalized invoice")
    earlier = [note for note in amounts.credit_notes_of(visit.store, original) if not is_draft(note)]
    bodies = _what_is_left(visit, original, earlier) if earlier else _every_line(visit, original)
    note = invoices.create(visit, _draft_of(visit, original))
    links = {"invoice": note["id"]}
    whole = [Body(attributes=body.attributes, related=body.related | links) for body in bodies]
    lines.create_many(visit, whole)
    return note


def _draft_of(visit: Visit, original: Record) -> Body:
    facts, related = original["attributes"], original["related"]
    said = {
        "invoice_type_id": CREDIT_NOTE,
        "currency": facts["currency"],
        "invoiced_on": visit.today().isoformat(),
        "delivery_on": facts["delivery_on"],
        "discount": facts["discount"],
        "purchase_order_number": facts["purchase_order_number"],
        "subject": f"Credit of {facts['number']}",
    }
    links = {name: related.get(name) for name in ("company", "subsidiary", "document_type", "bank_account")}
    return Body(attributes=said, related=links | {"parent_invoice": original["id"]})


def _every_line(visit: Visit, original: Record) -> list[Body]:
    return [
        Body(
            attributes={name: line["attributes"][name] for name in COPIED}
            | {"quantity": str(-Decimal(line["attributes"]["quantity"]))},
            related={name: line["related"].get(name) for name in ("tax_rate", "service_type", "service")},
        )
        for line in records.belonging_to(visit.store, "line_items", original)
    ]


def _what_is_left(visit: Visit, original: Record, earlier: list[Record]) -> list[Body]:
    """One line for each rate; the lines of earlier credit notes are negative already."""
    left: dict[str, int] = defaultdict(int)
    for invoice in (original, *earlier):
        for line in records.belonging_to(visit.store, "line_items", invoice):
            left[line["related"]["tax_rate"]] += line["attributes"]["amount"]
    return [
        Body(
            attributes={"description": "What is not credited yet", "quantity": "-1", "unit_price": net, "unit_id": 2},
            related={"tax_rate": rate},
        )
        for rate, net in left.items()
        if net
    ]
