"""How Fortnox speaks: wrapped JSON with escaped slashes, its headers, its three shapes of errors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from itertools import count
from typing import Any
from zlib import crc32

from werkzeug import Request, Response

from sandbox.fortnox import errors
from sandbox.fortnox.errors import Refused

# As recorded 2026-05-08; the response times are the medians of 285 exchanges since 2022.
HEADERS = {"Server": "Fortnox", "X-Krakend": "Version 2.13.3"}
RESPONSE_MILLISECONDS = {"GET": "82", "PUT": "180", "POST": "283"}
# Each answer has a name of eight hexadecimal digits, X-Uid (recorded 2016 to 2024; noted for 2026).
ANSWERS = count(1)
# The same amounts are shown again and again, above all in lists.
NUMBERS_REMEMBERED = 50_000
ROWS_REMEMBERED = 10_000

# What a 429 may look like, by the positions of the switch throttle_body (all guesses).
JSON, HTML = "application/json", "text/html"
THROTTLED = {
    "gateway": ('{"message":"Too Many Requests"}', JSON),
    "envelope": (json.dumps(errors.GUESSES["throttled"].body()), JSON),
    "page": ("<html><head><title>429 Too Many Requests</title></head></html>", HTML),
    "nothing": ("", JSON),
}


def read(request: Request, wrapper: str) -> dict[str, Any]:
    """The fields inside the wrapper of a request."""
    if request.mimetype not in {"application/json", ""}:
        raise Refused(errors.WRONG_CONTENT_TYPE)
    body = _parsed(request.get_data())
    if not isinstance(body, dict) or list(body) != [wrapper]:
        raise Refused(errors.NO_WRAPPER)
    fields = body[wrapper]
    if not isinstance(fields, dict):
        raise Refused(errors.WRONG_SHAPE)
    return fields


def answer(body: Any, *, method: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """JSON without a charset, slashes and non-ASCII escaped (recorded 2016 to 2026)."""
    response = Response(
        _written(body), status=status, content_type="application/json", headers={**HEADERS, **(headers or {})}
    )
    response.headers["X-Rack-Responsetime"] = RESPONSE_MILLISECONDS.get(method, "82")
    response.headers["X-Uid"] = f"{crc32(str(next(ANSWERS)).encode()):08x}"
    return response


def _written(body: Any) -> str:
    """The JSON of an answer; the rows of a list are remembered."""
    if not isinstance(body, dict) or "MetaInformation" not in body:
        return _dumped(body)
    parts = (
        f"{_dumped(name)}: {_rows(said) if isinstance(said, list) else _dumped(said)}" for name, said in body.items()
    )
    return f"{{{', '.join(parts)}}}"


def _rows(rows: list[dict[str, Any]]) -> str:
    return f"[{', '.join(_remembered_row(row) for row in rows)}]"


def _remembered_row(row: dict[str, Any]) -> str:
    try:
        return _row(tuple(row), *row.values())
    except TypeError:  # With a list or an object in it.
        return _dumped(row)


@lru_cache(maxsize=ROWS_REMEMBERED, typed=True)
def _row(names: tuple[str, ...], *values: Any) -> str:
    return _dumped(dict(zip(names, values, strict=True)))


def _dumped(body: Any) -> str:
    return json.dumps(body, default=_number).replace("/", "\\/")


def created(body: Any, *, location: str) -> Response:
    """201; `Location` is a bare word, not an address (recorded 2016 to 2026)."""
    return answer(body, method="POST", status=201, headers={"Location": location})


def file(content: bytes, *, mimetype: str) -> Response:
    """A file as it is."""
    return Response(content, content_type=mimetype, headers=HEADERS)


def no_content() -> Response:
    """204 without a body, after a DELETE (docs)."""
    response = Response(status=204, headers=HEADERS)
    del response.headers["Content-Type"]
    return response


def unauthorised() -> Response:
    """26 bytes and nothing else (recorded 2023)."""
    return Response('{"message":"unauthorized"}', status=401, content_type="application/json", headers=HEADERS)


def throttled(*, retry_after: int | None, body: str) -> Response:
    """Over the limit; neither its body nor Retry-After was ever recorded, so switches say both."""
    content, content_type = THROTTLED[body]
    response = Response(content, status=429, content_type=content_type, headers=HEADERS)
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


@lru_cache(maxsize=NUMBERS_REMEMBERED, typed=True)
def number(value: Any) -> int | float:
    """An amount as JSON: 100.00 loses its zeros, 43.75 keeps its digits."""
    amount = Decimal(str(value))
    return int(amount) if amount == amount.to_integral_value() else float(amount)


@lru_cache(maxsize=NUMBERS_REMEMBERED, typed=True)
def text(value: Any) -> str:
    """A number as text, without trailing zeros: "1", "1.13" (recorded since 2023)."""
    return f"{Decimal(str(value)).normalize():f}"


def _parsed(body: bytes) -> Any:
    if not body.strip():
        raise Refused(errors.NO_WRAPPER)
    try:
        return json.loads(body, parse_float=Decimal)
    except (ValueError, RecursionError) as broken:  # Or nested deeper than anybody can follow.
        raise Refused(errors.BROKEN_JSON) from broken


def _number(value: Any) -> int | float:
    if isinstance(value, Decimal):
        return number(value)
    raise TypeError(f"{value!r} is no JSON.")
