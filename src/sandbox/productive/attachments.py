"""Attachments: announced, uploaded to the storage, completed with the key of what was uploaded, and linked.

The flow is the guide's ("working with attachments", read 2026-09); what is refused on the way is a guess.
"""

from __future__ import annotations

from urllib.parse import quote

from sandbox.productive import files, records
from sandbox.productive.errors import invalid
from sandbox.productive.visit import Visit
from sandbox.productive.wire import Body
from sandbox.productive.writes import checked, refuse_empty, require
from sandbox.store import Record

KIND = "attachments"


def create(visit: Visit, body: Body) -> Record:
    """POST /attachments with name, content_type, size and attachable_type; the answer holds `aws_policy`, this once."""
    said = checked(visit, KIND, body)
    require(said, "name", "content_type", "size", "attachable_type")
    attachment = records.add(
        visit.store,
        KIND,
        organisation=visit.organisation,
        attributes=said.attributes | {"created_at": visit.moment()},
        related={"creator": visit.person or None} | said.related,
    )
    _link(visit, attachment)
    policy = files.policy_for(visit, attachment)
    return attachment | {"attributes": attachment["attributes"] | {"aws_policy": policy}}


def update(visit: Visit, attachment: Record, body: Body) -> Record:
    """PATCH /attachments/{id}: `temp_url`, the storage's `Location` or its key, makes it a file to be fetched."""
    said = checked(visit, KIND, body)
    refuse_empty(said, "name", "content_type", "size", "attachable_type")
    address = said.attributes.get("temp_url")
    file = files.stored(visit.store, address) if address else None
    if address and (file is None or f"/{attachment['id']}/" not in files.key_of(address)):
        raise invalid("temp_url", "is invalid")
    attachment["attributes"] |= said.attributes
    attachment["related"] |= said.related
    if file is not None:
        name = quote(attachment["attributes"]["name"], safe="")
        attachment["attributes"] |= {"size": file["size"], "url": f"{files.FILES}/{attachment['id']}/{name}"}
    _link(visit, attachment)
    return attachment


def keep(visit: Visit, invoice: Record, *, name: str, content: bytes, content_type: str) -> Record:
    """A whole file of an invoice, as the app uploads one in a single step."""
    facts = {"name": name, "content_type": content_type, "size": len(content), "attachable_type": "invoice"}
    said = Body(attributes=facts, related={"invoice": invoice["id"]})
    attachment = records.find(visit.store, KIND, create(visit, said)["id"], organisation=visit.organisation)
    if attachment is None:
        raise KeyError(name)
    key = files.policy_for(visit, attachment)["key"]
    files.keep(visit.store, key, content, content_type=content_type)
    return update(visit, attachment, Body(attributes={"temp_url": key}, related={}))


def delete(visit: Visit, attachment: Record) -> None:
    """DELETE /attachments/{id}; an invoice that showed it shows it no more."""
    for invoice in records.of_organisation(visit.store, "invoices", visit.organisation):
        if invoice["related"].get("attachment") == attachment["id"]:
            invoice["related"]["attachment"] = None
    records.remove(visit.store, attachment)


def _link(visit: Visit, attachment: Record) -> None:
    """An attachment of an invoice is its `attachment` when it has none yet (guess)."""
    invoice = records.follow(visit.store, attachment, "invoice")
    if invoice is not None and not invoice["related"].get("attachment"):
        invoice["related"]["attachment"] = attachment["id"]
