"""JSON:API as Productive speaks it: documents, resources, what is included, and bodies to send."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from brygga.remote.fields import Unreadable

BULK_MEDIA_TYPE = "application/vnd.api+json; ext=bulk"

Key = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Resource:
    """One resource; what it relates to is found among the `included` of its document."""

    type: str
    id: str
    attributes: Mapping[str, Any]
    relationships: Mapping[str, Any] = field(repr=False)
    included: Mapping[Key, Mapping[str, Any]] = field(repr=False)

    def related_id(self, name: str) -> str | None:
        """The id of a to-one relationship; None when there is none. Raises Unreadable when it was not included.

        Every relationship key is always present, and says only `{"meta":{"included":false}}` unless it was asked for
        (recorded): so "not included" must never be read as "none".
        """
        key = self._key(name)
        return key[1] if key else None

    def related(self, name: str) -> Resource | None:
        """The included resource of a to-one relationship; None when there is none."""
        key = self._key(name)
        if key is None:
            return None
        if key not in self.included:
            raise Unreadable(f"{self.type}.{name} names {key[0]} {key[1]}, which is not included.")
        return _resource(self.included[key], self.included)

    def is_included(self, name: str) -> bool:
        """Whether the answer tells what this relationship holds."""
        relationship = self.relationships.get(name)
        return isinstance(relationship, Mapping) and "data" in relationship

    def _key(self, name: str) -> Key | None:
        if not self.is_included(name):
            raise Unreadable(f"{self.type}.{name} was not included.")
        identifier = self.relationships[name]["data"]
        return None if identifier is None else _key_of(identifier)


@dataclass(frozen=True, kw_only=True)
class Collection:
    """One page of resources and its place among the pages."""

    resources: tuple[Resource, ...]
    page: int
    pages: int
    total: int


def read_one(body: Any, kind: str) -> Resource:
    """The single resource of a document, which must be of this type."""
    document = _document(body)
    return _of_kind(_resource(document.get("data"), _included(document)), kind)


def read_many(body: Any, kind: str) -> Collection:
    """One page of a collection, paged by number."""
    document = _document(body)
    members, included, meta = document.get("data"), _included(document), document.get("meta")
    if not isinstance(members, list):
        raise Unreadable("data is no list.")
    if not isinstance(meta, Mapping):
        raise Unreadable("meta is missing.")
    return Collection(
        resources=tuple(_of_kind(_resource(member, included), kind) for member in members),
        page=_count(meta, "current_page"),
        pages=_count(meta, "total_pages"),
        total=_count(meta, "total_count"),
    )


def read_several(body: Any, kind: str) -> tuple[Resource, ...]:
    """The resources that a bulk write answers with, of this type, without counters (specification, read 2026-06)."""
    members = _document(body).get("data")
    if not isinstance(members, list):
        raise Unreadable("data is no list.")
    return tuple(_of_kind(_resource(member, {}), kind) for member in members)


def body_for(kind: str, identifier: str, attributes: Mapping[str, Any]) -> dict[str, Any]:
    """The document of a PATCH."""
    return {"data": {"type": kind, "id": identifier, "attributes": dict(attributes)}}


def new_body(kind: str, attributes: Mapping[str, Any]) -> dict[str, Any]:
    """The document of a POST."""
    return {"data": {"type": kind, "attributes": dict(attributes)}}


def bulk_body(kind: str, several: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The document of a POST of several at once, which goes as BULK_MEDIA_TYPE (specification, read 2026-06)."""
    return {"data": [{"type": kind, "attributes": dict(attributes)} for attributes in several]}


def _document(body: Any) -> Mapping[str, Any]:
    if not isinstance(body, Mapping):
        raise Unreadable("The answer is no JSON:API document.")
    return body


def _included(document: Mapping[str, Any]) -> dict[Key, Mapping[str, Any]]:
    members = document.get("included") or []
    if not isinstance(members, list):
        raise Unreadable("included is no list.")
    return {_key_of(member): member for member in members}


def _resource(member: Any, included: Mapping[Key, Mapping[str, Any]]) -> Resource:
    kind, identifier = _key_of(member)
    attributes, relationships = member.get("attributes"), member.get("relationships") or {}
    if not isinstance(attributes, Mapping) or not isinstance(relationships, Mapping):
        raise Unreadable(f"{kind} {identifier} has no attributes.")
    return Resource(type=kind, id=identifier, attributes=attributes, relationships=relationships, included=included)


def _of_kind(resource: Resource, kind: str) -> Resource:
    if resource.type != kind:
        raise Unreadable(f"{resource.type} came where {kind} was asked for.")
    return resource


def _key_of(member: Any) -> Key:
    """Type and id; ids are text on the wire (recorded), and integers are read too."""
    if not isinstance(member, Mapping):
        raise Unreadable("A resource is no object.")
    kind, identifier = member.get("type"), member.get("id")
    if not isinstance(kind, str) or isinstance(identifier, bool) or not isinstance(identifier, str | int):
        raise Unreadable("A resource has no type or id.")
    if not kind or identifier == "":
        raise Unreadable("A resource has no type or id.")
    return kind, str(identifier)


def _count(meta: Mapping[str, Any], name: str) -> int:
    value = meta.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise Unreadable(f"meta.{name} is no count.")
    return value
