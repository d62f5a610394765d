"""Whatever the specification lets a caller send, and what it does not, Fortnox here answers and never falls over."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import Case, GenerationMode
from schemathesis.core import NotSet
from schemathesis.openapi import from_dict
from schemathesis.schemas import APIOperation
from werkzeug.exceptions import HTTPException
from werkzeug.test import Client, TestResponse

from sandbox.app import Sandbox
from sandbox.fortnox.urls import PATHS
from tests.sandbox.fortnox.specification.schemas import SPECIFICATION, specification
from tests.sandbox.ledger import Ledger
from tests.sandbox.wires import IN_PROCESS, wire_to

pytestmark = pytest.mark.skipif(
    not SPECIFICATION.exists(), reason="The specification of Fortnox is not beside this tree."
)

EXAMPLES_MAX = 8
SEED = 20_260_423
# What the specification's blanks may stand for, so that a call meets a record as often as it meets nothing.
KNOWN = {
    "CustomerNumber": "1042", "ArticleNumber": "101", "DocumentNumber": "10482", "Number": "3041", "name": "BG",
    "Name": "INVOICE", "ProjectNumber": "1", "Id": "5", "id": "5", "VoucherSeries": "B", "VoucherNumber": "1",
}  # fmt: skip
KNOWN_CODES = {"currencies": "SEK", "units": "h", "termsofpayments": "30", "modesofpayments": "BG",
               "costcenters": "DESIGN", "voucherseries": "B"}  # fmt: skip
# Fortnox's own ways to say no, and 201 and 204 and 200 to say yes.
ANSWERS = frozenset({200, 201, 204, 400, 401, 403, 404})


def imitated() -> list[tuple[str, str]]:
    """The calls of the specification that the sandbox has a path for."""
    if not SPECIFICATION.exists():
        return []
    return [
        (method.upper(), path)
        for path, methods in specification()["paths"].items()
        for method in methods
        if path.startswith("/3/") and _is_routed(method, path)
    ]


def _is_routed(method: str, path: str) -> bool:
    try:
        PATHS.bind("sandbox").match(path.removeprefix("/3").replace("{", "").replace("}", ""), method=method.upper())
    except HTTPException:
        return False
    return True


def ways() -> list[tuple[str, str, GenerationMode]]:
    """Each call as it should be, and those with a body as they should not be."""
    calls = [(method, path, GenerationMode.POSITIVE) for method, path in imitated()]
    against = [(method, path, GenerationMode.NEGATIVE) for method, path in imitated() if _has_body(method, path)]
    return calls + against


def _has_body(method: str, path: str) -> bool:
    return "requestBody" in specification()["paths"][path][method.lower()]


@pytest.fixture
def caller(ledger_sandbox: Sandbox) -> Iterator[Ledger]:
    """In this process, so that what goes wrong in the sandbox is raised here."""
    with wire_to(ledger_sandbox, IN_PROCESS) as client:
        yield Ledger(client=client, sandbox=ledger_sandbox)


@pytest.mark.parametrize(("method", "path", "mode"), ways(), ids=lambda part: str(part).strip("/").replace("/", "."))
def test_it_answers_whatever_it_is_sent(caller: Ledger, method: str, path: str, mode: GenerationMode) -> None:
    """By the specification and against it, where there is a body that can go against it."""
    operation = _operation(method, path)
    snapshot = caller.sandbox.store.snapshot()

    @seed(SEED)
    @settings(
        max_examples=EXAMPLES_MAX,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def answers(case: Case[Any]) -> None:
        caller.sandbox.store.restore(snapshot)
        for blanks in (dict(case.path_parameters), _known(path)):
            answer = _sent(caller, case, method=method, path=path, blanks=blanks)
            assert answer.status_code in ANSWERS, (answer.request.url, case.body, answer.text)

    answers()


def _operation(method: str, path: str) -> APIOperation[Any, Any, Any, Any]:
    """One call of the specification, with bodies as JSON, which its file forgets to say."""
    whole = specification()
    one = copy.deepcopy(whole["paths"][path][method.lower()])
    if "requestBody" in one:
        content = one["requestBody"]["content"]
        one["requestBody"]["content"] = {"application/json": next(iter(content.values()))}
    alone = {**whole, "info": {"title": "Fortnox", "version": "1"}, "paths": {path: {method.lower(): one}}}
    operation: APIOperation[Any, Any, Any, Any] = from_dict(alone)[path][method]
    return operation


def _content(body: Any) -> bytes | None:
    """A body as it goes over the wire: JSON of any shape, or bytes that are none."""
    if isinstance(body, NotSet):
        return None
    return body if isinstance(body, bytes) else json.dumps(body).encode()


def _sent(caller: Ledger, case: Case[Any], *, method: str, path: str, blanks: dict[str, Any]) -> TestResponse:
    filled = path
    for name, value in blanks.items():
        filled = filled.replace(f"{{{name}}}", quote(str(value), safe="") or "x")
    caller.sandbox.clock.advance(caller.pace_seconds)
    return Client(caller.sandbox).open(
        f"/fortnox{filled}",
        method=method,
        query_string={name: str(value) for name, value in (case.query or {}).items()},
        data=_content(case.body),
        content_type="application/json",
        headers={"Authorization": f"Bearer {caller.token}", "Accept": "application/json"},
    )


def _known(path: str) -> dict[str, str]:
    """A record that is there for each blank of the path."""
    resource = path.split("/")[2]
    return {**KNOWN, "Code": KNOWN_CODES.get(resource, "x")}
