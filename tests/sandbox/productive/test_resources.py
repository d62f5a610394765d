"""The resources hold what the reference of Productive lists, and no error pretends to be known."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from sandbox.productive.derived import FACTS
from sandbox.productive.errors import KINDS
from sandbox.productive.resource import NOT_SIMULATED
from sandbox.productive.resources import RESOURCES
from sandbox.productive.urls import PATHS
from tests.sandbox.test_honesty import README

SCHEMA = Path(__file__).parents[4] / "shared" / "data" / "productive-schema.json"
CALLS = Path(__file__).parents[4] / "shared" / "data" / "productive-api-reference.json"
NOT_IMITATED = README.partition("## 3. Not imitated")[2]
KNOWN_CODES = {
    "unsupported_content_type", "invalid_auth_token", "invalid_attribute", "keyset_conflict",
    "keyset_unsupported_sort", "keyset_invalid_cursor",
}  # fmt: skip

# Of these the reference has no table.
NOT_DESCRIBED = {"organization_memberships", "organizations", "expenses"}
# In the reference, and left out here because a recorded answer of that resource does not show it.
NOT_ON_THE_WIRE = {
    "line_items": {"manual_entry"},
    "payments": {"number", "date"},
    "companies": {"original_avatar_url", "domains", "leitweg_id", "buyer_reference", "peppol_id"},
}


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    if not SCHEMA.exists():
        pytest.skip("The reference of Productive is not beside this checkout.")
    described: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))["resources"]
    return described


@pytest.fixture(scope="module")
def calls() -> dict[str, Any]:
    if not CALLS.exists():
        pytest.skip("The reference of Productive is not beside this checkout.")
    described: dict[str, Any] = json.loads(CALLS.read_text(encoding="utf-8"))
    return described


def test_every_documented_call_of_what_is_played_is_played_or_listed_as_missing(calls: dict[str, Any]) -> None:
    documented = [(method, path) for path, said in calls.items() for method in said["methods"]]
    paths = PATHS.bind("sandbox")
    missing = {
        f"{method} {path}"
        for method, path in documented
        if path.split("/")[1] in RESOURCES and not paths.test(path.replace("{id}", "1"), method=method)
    }
    listed = set(re.findall(r"`([A-Z]+ /[a-z_{}/]+)`", NOT_IMITATED))

    assert missing == listed


def test_expenses_are_found_and_sorted_as_documented(calls: dict[str, Any]) -> None:
    documented = calls["/expenses"]["methods"]["GET"]

    assert set(documented["filters"]) == set(RESOURCES["expenses"].filters)
    assert {name.removeprefix("-") for name in documented["sort"]} == set(RESOURCES["expenses"].sorts)


@pytest.mark.parametrize("kind", sorted(set(RESOURCES) - NOT_DESCRIBED))
def test_it_holds_what_the_reference_lists(schema: dict[str, Any], kind: str) -> None:
    described, resource = schema[kind], RESOURCES[kind]
    attributes = {one["name"] for one in described["attributes"]} - NOT_ON_THE_WIRE.get(kind, set())

    assert set(resource.attributes) == attributes
    assert set(resource.relationships) >= {one["name"] for one in described["relationships"]}
    assert {name.partition(" ")[0] for name in described.get("filters", [])} == set(resource.filters)
    assert {name.removeprefix("-") for name in described.get("sorts", [])} == set(resource.sorts)


def test_it_looks_only_where_something_is() -> None:
    for kind, resource in RESOURCES.items():
        for name, place in resource.filters.items():
            assert (
                place == NOT_SIMULATED
                or place.lstrip("<>") in resource.attributes
                or place.removeprefix("@") in resource.relationships
                or place.removeprefix("!") in FACTS
            ), f"{kind}: filter {name} looks at {place}"


def test_it_marks_every_code_that_nobody_saw() -> None:
    codes = {kind.code for kind in KINDS.values()}

    assert {code for code in codes if not code.startswith("sandbox_guess_")} == KNOWN_CODES
    assert all(kind.evidence for kind in KINDS.values())
