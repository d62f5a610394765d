"""Filters of lists: what is asked is understood whole before any record is looked at."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import reduce
from typing import Any

from sandbox.productive import records, switches
from sandbox.productive.derived import FACTS
from sandbox.productive.errors import Refused
from sandbox.productive.resource import NOT_SIMULATED, Resource
from sandbox.productive.visit import Visit
from sandbox.store import Record

COMPARISONS = ("gt", "gt_eq", "lt", "lt_eq")
OPERATORS = ("eq", "not_eq", "contains", "not_contain", *COMPARISONS)
SEGMENT = re.compile(r"\[([^\]]*)\]")
GROUP_DEPTH_MAX = 4
CUSTOM = "custom_fields"
FORMS_OF_FIELDS = {2: "decimal", 4: "date"}  # By data_type_id (specification); the others are texts.
ONE_SIDED = {">": "gt", "<": "lt"}  # Filters such as `paid_after`; that the bound itself is left out is a guess.

# Those of some records that pass, and one value of each.
Choice = Callable[[Sequence[Record]], Sequence[Record]]
Column = Callable[[Sequence[Record]], list[Any]]
Asked = list[tuple[list[str], str]]


@dataclass(frozen=True, kw_only=True)
class Looking:
    """At which resource type, for whom, and whether moments compare to the second (else by date, as documented)."""

    resource: Resource
    visit: Visit
    to_the_second: bool = False


def choice_of(asked: Asked, looking: Looking, *, depth: int = 0) -> Choice:
    """What `filter[...]` parameters let through, given as their bracketed segments and value.

    `filter[$op]=or` joins by or; numbered groups nest (guide, read 2026-09). Joined by and otherwise.
    """
    if depth > GROUP_DEPTH_MAX:
        raise Refused("unsupported_filter", "$op")
    joined = "and"
    groups: dict[str, Asked] = {}
    conditions: dict[tuple[str, str], list[str]] = {}
    for segments, value in asked:
        first, *rest = _with_field(segments) or [""]
        if first == "$op":
            joined = value
        elif first.isdigit() and rest:
            groups.setdefault(first, []).append((rest, value))
        else:
            conditions.setdefault((first, _operator(first, rest)), []).append(value)
    if joined not in {"and", "or"}:
        raise Refused("unsupported_filter_value", joined)

    choices = [choice_of(group, looking, depth=depth + 1) for group in groups.values()]
    choices += [
        _condition(looking, name, operator=operator, values=each) for (name, operator), each in conditions.items()
    ]
    return _any_of(choices) if joined == "or" and choices else _all_of(choices)


def _all_of(choices: list[Choice]) -> Choice:
    return lambda records: reduce(lambda left, choice: choice(left), choices, records)


def _any_of(choices: list[Choice]) -> Choice:
    def chosen(records: Sequence[Record]) -> Sequence[Record]:
        wanted = {id(record) for choice in choices for record in choice(records)}
        return [record for record in records if id(record) in wanted]

    return chosen


def segments_of(parameter: str) -> list[str]:
    """ "filter[invoiced_on][gt_eq]" is ["invoiced_on", "gt_eq"]."""
    return SEGMENT.findall(parameter)


def _with_field(segments: list[str]) -> list[str]:
    """`filter[custom_fields][1201][eq]`: the field is a part of the name (how it is asked for is a guess)."""
    named = segments[:1] == [CUSTOM] and len(segments) > 1 and segments[1].isdigit()
    return [f"{CUSTOM}.{segments[1]}", *segments[2:]] if named else segments


def _operator(name: str, rest: list[str]) -> str:
    """The operator of `filter[name][op]`; a trailing `[]` is the list form that clients use."""
    operator = next((segment for segment in rest if segment), "eq")
    if operator not in OPERATORS or len([segment for segment in rest if segment]) > 1:
        raise Refused("unsupported_filter", f"{name}[{operator}]")
    return operator


def _condition(looking: Looking, name: str, *, operator: str, values: list[str]) -> Choice:
    place = looking.resource.filters.get(name.partition(".")[0])
    store = looking.visit.store
    if place is None or (operator in COMPARISONS and not switches.read(store, "filters_know_comparisons")):
        raise Refused("unsupported_filter", name, status=switches.read(store, "unknown_filter_status"))
    if place[0] in ONE_SIDED:
        place, operator = place[1:], ONE_SIDED[place[0]]
    if place == CUSTOM:
        return _custom(looking, name.partition(".")[2], operator=operator, values=values)
    column = column_of(looking, place, name)
    if place == "!query":
        return _choosing(column, _text_search(values))
    texts = [text for value in values for text in value.split(",")]
    if "contain" in operator:
        return _choosing(column, _contains(texts, wanted=operator == "contains"))
    return _choosing(column, _compares(looking, place, operator=operator, texts=texts))


def _custom(looking: Looking, identity: str, *, operator: str, values: list[str]) -> Choice:
    """By the value of one custom field, which compares as its kind says."""
    visit = looking.visit
    field = records.find(visit.store, "custom_fields", identity, organisation=visit.organisation)
    if field is None:
        raise Refused("unsupported_filter_value", identity)
    form = FORMS_OF_FIELDS.get(field["attributes"]["data_type_id"], "text")

    def column(rows: Sequence[Record]) -> list[Any]:
        return [(row["attributes"][CUSTOM] or {}).get(identity) for row in rows]

    texts = [text for value in values for text in value.split(",")]
    if "contain" in operator:
        return _choosing(column, _contains(texts, wanted=operator == "contains"))
    return _choosing(column, _holding(_comparable(looking, form), operator=operator, texts=texts))


def column_of(looking: Looking, place: str, name: str) -> Column:
    """How to look at a place: an attribute, "@relationship" or "!derived fact"."""
    if place == NOT_SIMULATED or (place.startswith("!") and place[1:] not in FACTS):
        raise Refused("not_simulated", name)
    if place.startswith("@"):
        relationship = place[1:]
        return lambda records: [record["related"].get(relationship) for record in records]
    if place.startswith("!"):
        read, visit = FACTS[place[1:]].read, looking.visit
        return lambda records: [read(visit, record) for record in records]
    return lambda records: [record["attributes"].get(place) for record in records]


def _choosing(column: Column, holds: Callable[[Any], bool]) -> Choice:
    """In a list the same values come again and again; each is judged once."""

    def chosen(records: Sequence[Record]) -> Sequence[Record]:
        values = column(records)
        try:
            different = set(values)
        except TypeError:  # Lists among them.
            return [record for record, value in zip(records, values, strict=True) if holds(value)]
        good = {value for value in different if holds(value)}
        return [record for record, value in zip(records, values, strict=True) if value in good]

    return chosen


def _text_search(values: list[str]) -> Callable[[Any], bool]:
    words = " ".join(values).casefold().split()
    return lambda value: all(word in str(value).casefold() for word in words)


def _contains(texts: list[str], *, wanted: bool) -> Callable[[Any], bool]:
    parts = [text.casefold() for text in texts]
    return lambda value: any(part in str(value or "").casefold() for part in parts) is wanted


def _compares(looking: Looking, place: str, *, operator: str, texts: list[str]) -> Callable[[Any], bool]:
    allowed = FACTS[place[1:]].allowed if place.startswith("!") else ()
    for text in texts:
        if allowed and text not in {str(value) for value in allowed}:
            raise Refused("unsupported_filter_value", text)
    form = FACTS[place[1:]].form if place.startswith("!") else looking.resource.attributes.get(place, "text")
    return _holding(_comparable(looking, form), operator=operator, texts=texts)


def _holding(value_of: Callable[[Any], Any], *, operator: str, texts: list[str]) -> Callable[[Any], bool]:
    asked = [value_of(text) for text in texts]

    def holds(value: Any) -> bool:
        several = value if isinstance(value, list) else [value]
        found = [value_of(one) for one in several if one is not None]
        if operator == "not_eq":
            return not any(one in asked for one in found)
        return any(_holds(operator, one, asked) for one in found)

    return holds


def _holds(operator: str, value: Any, asked: list[Any]) -> bool:
    if operator == "eq":
        return value in asked
    bound = asked[0]
    higher: bool = value > bound
    equal: bool = value == bound
    return {"gt": higher, "gt_eq": higher or equal, "lt": not higher and not equal, "lt_eq": not higher}[operator]


def _comparable(looking: Looking, form: str) -> Callable[[Any], Any]:
    """How values of a form compare; moments by their date in the organisation's zone, unless to the second."""

    def read(value: Any) -> Any:
        try:
            if form in {"integer", "money", "decimal"}:
                return _number(value)
            if form == "boolean":
                return {"true": True, "1": True, "false": False, "0": False}[str(value).lower()]
            if form == "date":
                return date.fromisoformat(value)
            if form == "datetime":
                return _moment(looking, value)
        except (InvalidOperation, KeyError, ValueError):
            raise Refused("unsupported_filter_value", str(value)) from None
        return str(value)

    return read


def _number(value: Any) -> Decimal:
    number = Decimal(str(value))
    if not number.is_finite():
        raise InvalidOperation
    return number


def _moment(looking: Looking, text: str) -> Any:
    zone = looking.visit.zone
    moment = datetime.fromisoformat(text)
    moment = moment.replace(tzinfo=zone) if moment.tzinfo is None else moment.astimezone(zone)
    return moment.replace(microsecond=0) if looking.to_the_second else moment.date()
