"""The schemas of Fortnox's OpenAPI file, and where an answer does not keep to them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator
from jsonschema.exceptions import ValidationError

SPECIFICATION = Path(__file__).parents[5] / "shared" / "data" / "fortnox-openapi.json"

Breach = tuple[str, str]  # The place in the answer without list positions, and how it breaks the schema.


@cache
def specification() -> dict[str, Any]:
    """The whole file; an object may hold no field that its schema does not name."""
    whole: dict[str, Any] = json.loads(SPECIFICATION.read_text(encoding="utf-8"))
    for schema in whole["components"]["schemas"].values():
        if "properties" in schema:
            schema["additionalProperties"] = False
    return whole


def breaches(method: str, path: str, *, status: int, answered: Any) -> set[Breach]:
    """Where an answer to this call breaks its schema; a KeyError where the file does not know the call."""
    return {_breach(error) for error in _validator(method, path, status).iter_errors(answered)}


def operation(method: str, path: str) -> dict[str, Any]:
    """What the file says of a call; of several patterns that fit, the one with the fewest blanks."""
    fitting = [pattern for pattern in specification()["paths"] if _fits(pattern, path)]
    if not fitting:
        raise KeyError(path)
    pattern = min(fitting, key=lambda one: one.count("{"))
    return dict(specification()["paths"][pattern][method.lower()])


def _fits(pattern: str, path: str) -> bool:
    blanks, parts = pattern.strip("/").split("/"), path.strip("/").split("/")
    return len(blanks) == len(parts) and all(
        blank == part or blank.startswith("{") for blank, part in zip(blanks, parts, strict=True)
    )


def _validator(method: str, path: str, status: int) -> Draft4Validator:
    answers = operation(method, path)["responses"]
    answer = answers.get(str(status)) or answers["default"]
    schema = answer["content"]["application/json"]["schema"]
    return Draft4Validator({**schema, "components": specification()["components"]})


def _breach(error: ValidationError) -> Breach:
    place = ".".join("[]" if isinstance(part, int) else str(part) for part in error.absolute_path)
    if error.instance is None:
        return place, "null"
    if error.validator == "type":
        return place, f"{type(error.instance).__name__} for {error.validator_value}"
    if error.validator in {"additionalProperties", "required"}:
        return f"{place} {error.message}", str(error.validator)
    return place, f"{error.validator} {error.instance!r}"
