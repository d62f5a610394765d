"""How an answer is held against the recorded one: keys, JSON types and values exactly, but for the host of an address.

The conformance list lets numbers issued by the server, dates, OCR, row ids and company settings differ. Here they need
not: the clock stands where it stood, the series are where they were, and the settings are those that the answer shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

HOST = re.compile(r"^https?://[^/]+(/fortnox)?/3/")
MASK = re.compile(r"^<[\w ]+>$|^X+-X+$")
# What a mask in the recording says of the value behind it.
MASKED_TYPES = {"<number>": "number"}


def differences(made: Any, known: Any, *, excerpt: bool = False, at: str = "") -> Iterator[str]:
    """Every place where the answers differ, in words; an excerpt is silent about the keys that it leaves out."""
    if isinstance(made, dict) and isinstance(known, dict):
        yield from _of_objects(made, known, excerpt=excerpt, at=at)
    elif isinstance(made, list) and isinstance(known, list):
        if len(made) != len(known):
            yield f"{at} has {len(made)} items, recorded {len(known)}"
        for place, (ours, theirs) in enumerate(zip(made, known, strict=False)):
            yield from differences(ours, theirs, excerpt=excerpt, at=f"{at}[{place}]")
    elif isinstance(known, str) and MASK.match(known):
        if json_type(made) != MASKED_TYPES.get(known, "text"):
            yield f"{at} is {made!r}, recorded {known}"
    elif json_type(made) != json_type(known) or _plain(made) != _plain(known):
        yield f"{at} is {made!r}, recorded {known!r}"


def json_type(value: Any) -> str:
    """The JSON type of a value; 1 and 1.0 are the same number."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    names: dict[type, str] = {int: "number", float: "number", str: "text", list: "array", dict: "object"}
    return names[type(value)]


def _of_objects(made: dict[str, Any], known: dict[str, Any], *, excerpt: bool, at: str) -> Iterator[str]:
    for name in known.keys() - made.keys():
        yield f"{at}.{name} is missing, recorded {known[name]!r}"
    for name in made.keys() - known.keys():
        if not excerpt:
            yield f"{at}.{name} is {made[name]!r}, not recorded"
    for name in made.keys() & known.keys():
        yield from differences(made[name], known[name], excerpt=excerpt, at=f"{at}.{name}")


def _plain(value: Any) -> Any:
    return HOST.sub("/3/", value) if isinstance(value, str) else value
