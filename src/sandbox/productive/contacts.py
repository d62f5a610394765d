"""Addresses of a company, which stand in two places: in its `contact`, and as contact entries (recorded).

That a change of one is a change of the other is a guess; so is that `contact_datum_id` is the id of the entry.
"""

from __future__ import annotations

from typing import Any

from sandbox.productive import records
from sandbox.productive.belonging import records_of
from sandbox.productive.errors import invalid
from sandbox.productive.visit import Visit
from sandbox.productive.wire import Body
from sandbox.store import Record, Store

KIND = "contact_entries"
DATUM = "contact_datum_id"
ADDRESS = ("name", "address", "city", "state", "zipcode", "country", "billing_address")
# Of each part of `contact`: the type of its entries, and what both say.
PARTS = {
    "addresses": ("address", ADDRESS),
    "emails": ("email", ("name", "email")),
    "phones": ("phone", ("name", "phone")),
    "websites": ("website", ("name", "website")),
}
PART_OF = {kind: part for part, (kind, _) in PARTS.items()}


def check_contact_of(_visit: Visit, said: Body, company: Record | None) -> None:
    """Refuse what is no `contact`; a part of it that is not sent stays as it is (guess)."""
    sent = said.attributes.get("contact")
    if sent is None:
        return
    for part in sent:
        items = sent[part]
        if part not in PARTS or not isinstance(items, list) or not all(isinstance(one, dict) for one in items):
            raise invalid("contact", "is invalid")
    said.attributes["contact"] = ((company["attributes"]["contact"] if company else None) or {}) | sent


def spread(visit: Visit, company: Record, said: Body) -> None:
    """Let the contact entries of a company say what its `contact` says, where that was sent."""
    for part in PARTS if said.attributes.get("contact") else ():
        items = company["attributes"]["contact"].get(part, [])
        company["attributes"]["contact"][part] = _spread_part(visit, company, part, items)


def gather(visit: Visit, entry: Record, _said: Body) -> None:
    """Let the owner of a contact entry say what the entry says: a company in `contact`, a subsidiary in bill_from."""
    facts, related = entry["attributes"], entry["related"]
    subsidiary = records.table(visit.store, "subsidiaries").get(related.get("subsidiary") or "")
    if subsidiary is not None and facts["type"] == "bill_from":
        records.relate(visit.store, subsidiary, {"bill_from": entry["id"]})
    company = _company(visit.store, entry)
    if company is not None:
        part = PART_OF[facts["type"]]
        items = _items(company, part)
        place = next((at for at, item in enumerate(items) if str(item.get(DATUM)) == entry["id"]), len(items))
        _keep(company, part, [*items[:place], _item(entry), *items[place + 1 :]])


def forget(visit: Visit, entry: Record) -> None:
    """Let a company no longer say what a contact entry said that is gone."""
    company = _company(visit.store, entry)
    if company is not None:
        part = PART_OF[entry["attributes"]["type"]]
        _keep(company, part, [item for item in _items(company, part) if str(item.get(DATUM)) != entry["id"]])


def billing_address(store: Store, company: Record) -> dict[str, Any]:
    """What the address of a company says that invoices go to; nothing when it has none."""
    entries = _entries(store, company)
    return next((entry["attributes"] for entry in entries if entry["attributes"]["billing_address"]), {})


def _spread_part(visit: Visit, company: Record, part: str, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The items with the ids of their entries: an item without a known id takes an entry left over, or a new one."""
    kind, names = PARTS[part]
    mine = [one for one in _entries(visit.store, company) if one["attributes"]["type"] == kind]
    left = {one["id"]: one for one in mine}
    found = [left.pop(str(item.get(DATUM)), None) for item in items]
    spare = iter([one for one in mine if one["id"] in left])
    shown = []
    for item, known in zip(items, found, strict=True):
        entry = known or next(spare, None) or _new_entry(visit, company, kind)
        left.pop(entry["id"], None)
        entry["attributes"] |= {name: item.get(name) for name in names}
        shown.append(_item(entry))
    records.remove_all(visit.store, left.values())
    return shown


def _new_entry(visit: Visit, company: Record, kind: str) -> Record:
    facts = {"contactable_type": "company", "type": kind}
    links = {"company": company["id"]}
    return records.add(visit.store, KIND, organisation=visit.organisation, attributes=facts, related=links)


def _item(entry: Record) -> dict[str, Any]:
    _, names = PARTS[PART_OF[entry["attributes"]["type"]]]
    return {name: entry["attributes"][name] for name in names} | {DATUM: int(entry["id"])}


def _entries(store: Store, company: Record) -> list[Record]:
    return sorted(records_of(store, KIND, company["id"], by="company"), key=lambda entry: int(entry["id"]))


def _company(store: Store, entry: Record) -> Record | None:
    """The company that an entry is an address of; None for what is somebody else's, or no part of `contact`."""
    facts = entry["attributes"]
    is_part = facts["contactable_type"] == "company" and facts["type"] in PART_OF
    return records.follow(store, entry, "company") if is_part else None


def _items(company: Record, part: str) -> list[dict[str, Any]]:
    return list((company["attributes"]["contact"] or {}).get(part, []))


def _keep(company: Record, part: str, items: list[dict[str, Any]]) -> None:
    company["attributes"]["contact"] = (company["attributes"]["contact"] or {}) | {part: items}
