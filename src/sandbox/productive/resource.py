"""What a resource type is: attributes with their forms, relationships, filters, sort keys, what can be written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

NOT_SIMULATED = "-"

EMPTY_VALUES: dict[str, Any] = {"boolean": False, "list": [], "object": {}, "money": 0}


@dataclass(frozen=True, kw_only=True)
class Relationship:
    """What another record is to this one. The sandbox may not have the target type; then it is always empty."""

    target: str
    many: bool = False


@dataclass(frozen=True, kw_only=True)
class Resource:
    """A resource type.

    `filters` says where each documented filter looks: an attribute, "@relationship", "!derived fact", ">attribute" or
    "<attribute" for one that only bounds it, or "-" for one that the sandbox does not play. `writable` holds attributes
    and foreign keys ("company_id").
    """

    attributes: dict[str, str]
    relationships: dict[str, Relationship]
    filters: dict[str, str]
    sorts: frozenset[str] = frozenset()
    writable: frozenset[str] = frozenset()


def empty_value(form: str) -> Any:
    """What an attribute is before anybody said anything."""
    value = EMPTY_VALUES.get(form)
    return value.copy() if isinstance(value, (list, dict)) else value


def attributes_of(text: str) -> dict[str, str]:
    """Forms by name; "money3" is the amount with its `_default` and `_normalized` twins, as is "currency3"."""
    forms: dict[str, str] = {}
    for word in text.split():
        name, _, form = word.partition(":")
        if form in {"money3", "currency3"}:
            forms |= {name + suffix: form.removesuffix("3") for suffix in ("", "_default", "_normalized")}
        else:
            forms[name] = form or "text"
    return forms


def relationships_of(text: str) -> dict[str, Relationship]:
    """Relationships by name; "bill_to:contact_entries" goes to one record, "teams:teams*" to many."""
    pairs = [word.partition(":") for word in f"{text} organization:organizations".split()]
    return {name: Relationship(target=to.removesuffix("*"), many=to.endswith("*")) for name, _, to in pairs}


def filters_of(text: str) -> dict[str, str]:
    pairs = [word.partition(":") for word in text.split()]
    return {name: place or name for name, _, place in pairs}


def names_of(text: str) -> frozenset[str]:
    return frozenset(text.split())
