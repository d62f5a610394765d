"""Pages of a list: by number, or by cursor (preferred since 2026 by Productive's guide)."""

from __future__ import annotations

import base64
import binascii
import json
import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from werkzeug import Request

from sandbox.productive.errors import Refused
from sandbox.productive.sorting import Ordering
from sandbox.store import Record

PAGE_SIZE = 30
PAGE_SIZE_MAX = 200


@dataclass(frozen=True, kw_only=True)
class Page:
    """The records of one page, with the links and the meta of its document."""

    records: Sequence[Record]
    links: dict[str, str]
    meta: dict[str, Any]


def page_of(records: Sequence[Record], request: Request, ordering: Ordering, *, sorts: bool = True) -> Page:
    """The page that the request asks for, of records that are filtered already and stand by id.

    `sorts` says whether a cursor goes together with a sort key at all; with a derived key it never does (both guesses).
    """
    size = _whole_number(request, "page[size]", PAGE_SIZE)
    size = min(size, PAGE_SIZE_MAX)  # A larger page is cut to the maximum: guess.
    if "page[after]" in request.args:
        if "page[number]" in request.args:
            raise Refused("keyset_conflict")
        if (sort := request.args.get("sort")) and not (sorts and ordering.is_plain):
            raise Refused("keyset_unsupported_sort", sort)
        return _page_after(ordering.sorted(records), request, ordering, size=size)
    return _numbered_page(ordering.sorted(records), request, size=size)


def _numbered_page(records: Sequence[Record], request: Request, *, size: int) -> Page:
    number = _whole_number(request, "page[number]", 1)
    last = max(1, math.ceil(len(records) / size))
    links = {"first": 1, "last": last}
    if number > 1:
        links["prev"] = min(number - 1, last)
    if number < last:
        links["next"] = number + 1
    return Page(
        records=records[(number - 1) * size : number * size],
        links={name: _link(request, {"page[number]": to, "page[size]": size}) for name, to in links.items()},
        meta={
            "current_page": number,
            "total_pages": last,
            "total_count": len(records),
            "page_size": size,
            "max_page_size": PAGE_SIZE_MAX,
        },
    )


def _page_after(records: Sequence[Record], request: Request, ordering: Ordering, *, size: int) -> Page:
    """A page by cursor. The cursor is opaque; here it is the place of the last record seen."""
    after = _rank_in(request.args["page[after]"], ordering)
    start = 0 if after is None else bisect_right(records, after, key=lambda one: ordering.rank(ordering.place(one)))
    page = records[start : start + size]
    links = {"first": _link(request, {"page[after]": "", "page[size]": size})}
    if len(records) > start + size:
        place = json.dumps(ordering.place(page[-1]))
        cursor = base64.urlsafe_b64encode(place.encode()).decode()
        links["next"] = _link(request, {"page[after]": cursor, "page[size]": size})
    return Page(records=page, links=links, meta={"page_size": size, "max_page_size": PAGE_SIZE_MAX})


def _rank_in(cursor: str, ordering: Ordering) -> tuple[Any, ...] | None:
    if not cursor:
        return None
    try:
        place = json.loads(base64.urlsafe_b64decode(cursor))
        if not isinstance(place, list) or len(place) != len(ordering.keys) + 1:
            raise Refused("keyset_invalid_cursor")
        return ordering.rank(place)
    except (ArithmeticError, TypeError, ValueError, binascii.Error):
        raise Refused("keyset_invalid_cursor") from None


def _whole_number(request: Request, parameter: str, default: int) -> int:
    text = request.args.get(parameter, str(default))
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise Refused("unsupported_page", text)
    return int(text)


def _link(request: Request, page: dict[str, Any]) -> str:
    """Absolute and percent-encoded, as recorded ("page%5Bnumber%5D=1&page%5Bsize%5D=30")."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if not name.startswith("page[")]
    return f"{request.base_url}?{urlencode([*kept, *page.items()])}"
