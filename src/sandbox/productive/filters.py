"""Filters of lists: what is asked is understood whole before any record is looked at."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from sandbox.productive import switches
from sandbox.productive.derived import FACTS
from sandbox.productive.errors import Refused
from sandbox.productive.resource import NOT_SIMULATED, Resource
from sandbox.productive.visit import Visit
from sandbox.store import Record

COMPARISONS = ("gt", "gt_eq", "lt", "lt_eq")
OPERATORS = ("eq", "not_eq", "contains", "not_contain", *COMPARISONS)
SEGMENT = re.compile(r"\[([^\]]*)\]")
GROUP_DEPTH_MAX = 4
ONE_SIDED = {">": "gt", "<": "lt"}  # Filters such as `paid_after`; that the bound itself is left out is a guess.

Test = Callable[[Record], bool]
Asked = list[tuple[list[str], str]]


@dataclass(frozen=True, kw_only=True)
class Looking:
    """At which resource type, for whom, and whether moments compare to the second (else by date, as documented)."""

    resource: Resource
    visit: Visit
    to_the_second: bool = False


def match_for(asked: Asked, looking: Looking, *, depth: int = 0) -> Test:
    """One test for `filter[...]` parameters, given as their bracketed segments and value.

    `filter[$op]=or` joins by or; numbered groups nest (guide, read 2026-09). Joined by and otherwise.
    """
    if depth > GROUP_DEPTH_MAX:
        raise Refused("unsupported_filter", "$op")
    joined = "and"
    groups: dict[str, Asked] = {}
    conditions: dict[tuple[str, str], list[str]] = {}
    for segments, value in asked:
        first, *rest = segments or [""]
        if first == "$op":
            joined = value
        elif first.isdigit() and rest:
            groups.setdefault(first, []).append((rest, value))
        else:
            conditions.setdefault((first, _operator(first, rest)), []).append(value)
    if joined not in {"and", "or"}:
        raise Refused("unsupported_filter_value", joined)

    tests = [match_for(group, looking, depth=depth + 1) for group in groups.values()]
    tests += [
        _condition(looking, name, operator=operator, values=each) for (name, operator), each in conditions.items()
    ]
    join = any if joined == "or" and tests else all
    return lambda record: join(test(record) for test in tests)


def segments_of(parameter: str) -> list[str]:
    """ "filter[invoiced_on][gt_eq]" is ["invoiced_on", "gt_eq"]."""
    return SEGMENT.findall(parameter)


def _operator(name: str, rest: list[str]) -> str:
    """The operator of `filter[name][op]`; a trailing `[]` is the list form that clients use."""
    operator = next((segment for segment in rest if segment), "eq")
    if operator not in OPERATORS or len([segment for segment in rest if segment]) > 1:
        raise Refused("unsupported_filter", f"{name}[{operator}]")
    return operator


def _condition(looking: Looking, name: str, *, operator: str, values: list[str]) -> Test:
    place = looking.resource.filters.get(name)
    store = looking.visit.store
    if place is None or (operator in COMPARISONS and not switches.read(store, "filters_know_comparisons")):
        raise Refused("unsupported_filter", name, status=switches.read(store, "unknown_filter_status"))
    if place[0] in ONE_SIDED:
        place, operator = place[1:], ONE_SIDED[place[0]]
    look = looker(looking, place, name)
    if place == "!query":
        return _text_search(look, values)
    texts = [text for value in values for text in value.split(",")]
    if "contain" in operator:
        return _contains(look, texts, wanted=operator == "contains")
    return _compares(looking, place, look=look, operator=operator, texts=texts)


def looker(looking: Looking, place: str, name: str) -> Callable[[Record], Any]:
    """How to look at a place: an attribute, "@relationship" or "!derived fact"."""
    if place == NOT_SIMULATED or (place.startswith("!") and place[1:] not in FACTS):
        raise Refused("not_simulated", name)
    if place.startswith("@"):
        return lambda record: record["related"].get(place[1:])
    if place.startswith("!"):
        return lambda record: FACTS[place[1:]].read(looking.visit, record)
    return lambda record: record["attributes"].get(place)


def _text_search(look: Callable[[Record], Any], values: list[str]) -> Test:
    words = " ".join(values).casefold().split()
    return lambda record: all(word in str(look(record)).casefold() for word in words)


def _contains(look: Callable[[Record], Any], texts: list[str], *, wanted: bool) -> Test:
    parts = [text.casefold() for text in texts]
    return lambda record: any(part in str(look(record) or "").casefold() for part in parts) is wanted


def _compares(looking: Looking, place: str, *, look: Callable[[Record], Any], operator: str, texts: list[str]) -> Test:
    value_of = _comparable(looking, place)
    asked = [value_of(text) for text in texts]
    allowed = FACTS[place[1:]].allowed if place.startswith("!") else ()
    for text in texts:
        if allowed and text not in {str(value) for value in allowed}:
            raise Refused("unsupported_filter_value", text)

    def test(record: Record) -> bool:
        value = look(record)
        several = value if isinstance(value, list) else [value]
        found = [value_of(one) for one in several if one is not None]
        if operator == "not_eq":
            return not any(one in asked for one in found)
        return any(_holds(operator, one, asked) for one in found)

    return test


def _holds(operator: str, value: Any, asked: list[Any]) -> bool:
    if operator == "eq":
        return value in asked
    bound = asked[0]
    higher: bool = value > bound
    equal: bool = value == bound
    return {"gt": higher, "gt_eq": higher or equal, "lt": not higher and not equal, "lt_eq": not higher}[operator]


def _comparable(looking: Looking, place: str) -> Callable[[Any], Any]:
    """How values of a place compare; moments by their date in the organisation's zone, unless to the second."""
    form = FACTS[place[1:]].form if place.startswith("!") else looking.resource.attributes.get(place, "text")

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
