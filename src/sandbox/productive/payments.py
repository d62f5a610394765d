"""Payments and write-offs of an invoice: made, changed and deleted; the invoice follows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sandbox.productive import changes, invoices, records, switches
from sandbox.productive.amounts import CREDIT_NOTE
from sandbox.productive.errors import Refused, invalid
from sandbox.productive.visit import Visit
from sandbox.productive.wire import Body
from sandbox.productive.writes import checked, refuse_empty, require
from sandbox.store import Record

# Which day of an invoice must be there before it is paid.
NEEDED_DAY = {"sent": "sent_on", "finalized": "finalized_on", "nothing": "invoiced_on"}


def create(visit: Visit, body: Body) -> Record:
    """POST /payments; a write-off has written_off_on instead of paid_on (specification)."""
    return create_many(visit, [body])[0]


def create_many(visit: Visit, bodies: list[Body]) -> list[Record]:
    """POST /payments in bulk, as the specification lists it: all or none."""
    understood = [_understood(visit, body) for body in bodies]
    return [_add(visit, said) for said in understood]


def update(visit: Visit, payment: Record, body: Body) -> Record:
    """PATCH /payments/{id}."""
    return update_many(visit, [(payment, body)])[0]


def update_many(visit: Visit, pairs: Iterable[tuple[Record, Body]]) -> list[Record]:
    """PATCH /payments in bulk, as the specification lists it: all or none."""
    understood = [(payment, _understood_change(visit, payment, body)) for payment, body in pairs]
    for payment, said in understood:
        invoice = _invoice(visit, payment["related"]["invoice"])
        with _settling(visit, invoice), changes.noted(visit, payment):
            payment["attributes"] |= said.attributes
            invoices.touch(visit, invoice)
    return [payment for payment, _ in understood]


def delete(visit: Visit, payment: Record) -> None:
    """DELETE /payments/{id}."""
    delete_many(visit, [payment])


def delete_many(visit: Visit, payments: Iterable[Record]) -> None:
    """DELETE /payments in bulk, as the specification lists it."""
    for payment in {payment["id"]: payment for payment in payments}.values():
        invoice = _invoice(visit, payment["related"]["invoice"])
        with _settling(visit, invoice):
            changes.deleted(visit, payment)
            records.remove(visit.store, payment)
            invoices.touch(visit, invoice)


def _understood_change(visit: Visit, payment: Record, body: Body) -> Body:
    said = checked(visit, "payments", body, also=_also(visit))
    refuse_empty(said, "amount", "invoice")
    if said.related.get("invoice", payment["related"]["invoice"]) != payment["related"]["invoice"]:
        raise invalid("invoice", "can't be changed")
    after = payment["attributes"] | said.attributes
    if not after["paid_on"] and not after["written_off_on"]:
        raise invalid("paid_on", "can't be blank")
    before = payment["attributes"]["amount"]
    invoice = _invoice(visit, payment["related"]["invoice"])
    _check(visit, invoice, amount=said.attributes.get("amount", before), already=before)
    return said


def _understood(visit: Visit, body: Body) -> Body:
    said = checked(visit, "payments", body, also=_also(visit))
    require(said, "invoice", "amount")
    if not said.attributes.get("paid_on") and not said.attributes.get("written_off_on"):
        raise invalid("paid_on", "can't be blank")
    _check(visit, _invoice(visit, said.related["invoice"]), amount=said.attributes["amount"], already=0)
    return said


def _add(visit: Visit, said: Body) -> Record:
    invoice = _invoice(visit, said.related["invoice"])
    with _settling(visit, invoice):
        payment = records.add(
            visit.store,
            "payments",
            organisation=visit.organisation,
            attributes=said.attributes,
            related=said.related,
        )
        invoices.touch(visit, invoice)
        changes.created(visit, payment)
    return payment


@contextmanager
def _settling(visit: Visit, invoice: Record) -> Iterator[None]:
    """The invoice changes with its payments; whether that is an "updated invoice" for webhooks is a switch."""
    tells = bool(switches.read(visit.store, "webhook_payment_updates_invoice"))
    with changes.noted(visit, invoice, webhooks=tells):
        yield


def _also(visit: Visit) -> frozenset[str]:
    """external_id is readable and filterable, but not in the documented list of what can be written."""
    is_writable = switches.read(visit.store, "payment_external_id_is_writable")
    return frozenset({"external_id"}) if is_writable else frozenset()


def _check(visit: Visit, invoice: Record, *, amount: int, already: int) -> None:
    facts = invoice["attributes"]
    needed = switches.read(visit.store, "payments_need")
    if not facts[NEEDED_DAY[needed]]:
        raise Refused(
            "payment_not_allowed", f"Invoice must be {needed} before it is paid", pointer="data/attributes/invoice"
        )
    if facts["invoice_type_id"] == CREDIT_NOTE and not switches.read(visit.store, "payments_on_credit_notes"):
        raise Refused("payment_not_allowed", "Credit notes take no payments", pointer="data/attributes/invoice")
    if amount < 0 and not switches.read(visit.store, "payments_may_be_negative"):
        raise invalid("amount", "must be greater than or equal to 0")
    exceeds = amount > already and amount - already > facts["amount_unpaid"]
    if exceeds and not switches.read(visit.store, "payments_may_exceed_unpaid"):
        raise invalid("amount", "must not be greater than what is unpaid")


def _invoice(visit: Visit, identity: str) -> Record:
    return records.table(visit.store, "invoices")[identity]
