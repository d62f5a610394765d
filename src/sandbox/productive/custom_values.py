"""Values of custom fields on a record: a map by field id, checked against the fields that there are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from sandbox.productive import records, switches
from sandbox.productive.errors import invalid
from sandbox.productive.resources import RESOURCES
from sandbox.productive.visit import Visit
from sandbox.productive.wire import Body
from sandbox.store import Record

# data_type_id (specification).
TEXT, NUMBER, SELECT, DATE, MULTI_SELECT, PERSON, ATTACHMENT = range(1, 8)
LINKED = {PERSON: ("people", "custom_field_people"), ATTACHMENT: ("attachments", "custom_field_attachments")}


def checked(visit: Visit, kind: str, said: Body, record: Record | None = None) -> Body:
    """The same body with its custom fields as they will be; a map by field id, or None (specification).

    Values of select fields are option ids, those of person and attachment fields appear as relationships as well
    (a live client). Which values are refused, and that a change merges, are guesses.
    """
    if "custom_fields" not in said.attributes:
        return said
    wanted = said.attributes["custom_fields"]
    if wanted is not None and not isinstance(wanted, dict):
        raise invalid("custom_fields", "is invalid")
    values = {str(field): _checked(visit, kind, str(field), value) for field, value in (wanted or {}).items()}
    before = (record["attributes"]["custom_fields"] if record else None) or {}
    if switches.read(visit.store, "custom_field_change") == "merges" and wanted is not None:
        values = before | values
    kept = {field: value for field, value in values.items() if value is not None}
    return Body(
        attributes=said.attributes | {"custom_fields": kept or None},
        related=said.related | _links(visit, kind, kept),
        identity=said.identity,
    )


def _checked(visit: Visit, kind: str, identity: str, value: Any) -> Any:
    field = records.find(visit.store, "custom_fields", identity, organisation=visit.organisation)
    if field is None or str(field["attributes"]["customizable_type"]).casefold() != kind:
        raise invalid("custom_fields", f"{identity} must exist")
    if value is None or _fits(visit, field, value):
        return value
    raise invalid("custom_fields", f"{identity} is invalid")


def _fits(visit: Visit, field: Record, value: Any) -> bool:
    kind = field["attributes"]["data_type_id"]
    if kind in LINKED:
        target, _ = LINKED[kind]
        identities = value if isinstance(value, list) else [value]
        return all(records.find(visit.store, target, str(one), organisation=visit.organisation) for one in identities)
    if kind == MULTI_SELECT:
        return isinstance(value, list) and all(_is_option(visit, field, one) for one in value)
    tests = {SELECT: lambda one: _is_option(visit, field, one), DATE: _is_date, NUMBER: _is_number}
    return bool(tests.get(kind, lambda one: isinstance(one, str))(value))


def _is_option(visit: Visit, field: Record, value: Any) -> bool:
    options = records.follow_many(visit.store, field, "options")
    return isinstance(value, str) and value in {option["id"] for option in options}


def _is_date(value: Any) -> bool:
    try:
        return bool(date.fromisoformat(value))
    except (TypeError, ValueError):
        return False


def _is_number(value: Any) -> bool:
    try:
        return not isinstance(value, bool) and Decimal(str(value)).is_finite()
    except InvalidOperation:
        return False


def _links(visit: Visit, kind: str, values: dict[str, Any]) -> dict[str, list[str]]:
    """The people and attachments named by values, under the relationships that this kind of record has."""
    links: dict[str, list[str]] = {relationship: [] for _, relationship in LINKED.values()}
    for identity, value in values.items():
        field = records.table(visit.store, "custom_fields").get(identity)
        linked = LINKED.get(field["attributes"]["data_type_id"]) if field else None
        if linked:
            links[linked[1]] += [str(one) for one in (value if isinstance(value, list) else [value])]
    known = RESOURCES[kind].relationships
    return {relationship: identities for relationship, identities in links.items() if relationship in known}
