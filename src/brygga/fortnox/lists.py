"""Reading Fortnox's lists whole, or saying that they could not be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from brygga.fortnox.schema import Value
from brygga.remote.errors import Unavailable
from brygga.remote.fields import Unreadable
from brygga.remote.http import Answer, Ask, Sender

page_size_max = 500
pages_max = 200
readings_max = 3

V = TypeVar("V", bound=Value)


@dataclass(frozen=True, kw_only=True)
class ListOf:
    """One list of Fortnox: its path, the name of its array, and the field that each item is known by.

    `is_counted` is False for the small registers that may answer without MetaInformation (asserted by the SDK for
    units and terms of payment; by the specification for currencies): what they answer is then all there is.
    """

    path: str
    plural: str
    key: str
    is_counted: bool = True


INVOICES = ListOf(path="invoices", plural="Invoices", key="DocumentNumber")


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page: its items as they came, and the counters beside them."""

    items: list[dict[str, Any]]
    total: int
    pages: int


def read_page(sender: Sender, of: ListOf, query: Mapping[str, str | int]) -> tuple[Page, Answer]:
    """One page of a list, and the answer it came in."""
    answer = sender.send(Ask(method="GET", path=of.path, query=query))
    return answer.read(lambda body: _page(body, of)), answer


def read_items(sender: Sender, of: ListOf, model: type[V], query: Mapping[str, str | int]) -> tuple[V, ...]:
    """The items of one page as values."""
    page, answer = read_page(sender, of, query)
    return answer.read(lambda _: _values(page.items, model))


def read_whole(
    sender: Sender, of: ListOf, model: type[V], query: Mapping[str, str | int] | None = None
) -> tuple[V, ...]:
    """Every item of a list.

    Pages are no snapshot: what changes between two of them shifts the rest. So a reading counts only when all pages
    told the same total, that many items came, and none came twice; else it is read again, and then given up on.
    """
    for _reading in range(readings_max):
        pages = list(_pages(sender, of, query or {}))
        items = [item for page, _ in pages for item in page.items]
        if _is_whole([page for page, _ in pages], [item.get(of.key) for item in items]):
            return pages[-1][1].read(lambda _: _values(items, model))  # noqa: B023 - read at once.
    raise Unavailable(pages[-1][1].exchange.refusal(sentence=f"{of.plural} kept changing while they were read."))


def _pages(sender: Sender, of: ListOf, query: Mapping[str, str | int]) -> Iterator[tuple[Page, Answer]]:
    """The pages up to the last one that the first page told of: to ask for one more is an error (note of 2024)."""
    first, answer = read_page(sender, of, query)
    yield first, answer
    if first.pages > pages_max:
        raise answer.exchange.unreadable(f"{first.pages} pages of {of.plural} are more than we read.")
    for number in range(2, first.pages + 1):
        yield read_page(sender, of, {**query, "page": number})


def _is_whole(pages: list[Page], keys: list[Any]) -> bool:
    totals = {page.total for page in pages}
    return totals == {len(keys)} and len(set(map(str, keys))) == len(keys)


def _page(body: Any, of: ListOf) -> Page:
    if not isinstance(body, Mapping) or not isinstance(body.get(of.plural), list):
        raise Unreadable(f"{of.plural} is missing.")
    items = body[of.plural]
    if not all(isinstance(item, dict) for item in items):
        raise Unreadable(f"{of.plural} holds something else than objects.")
    counters = body.get("MetaInformation")
    if counters is None and not of.is_counted:
        return Page(items=items, total=len(items), pages=1)
    if not isinstance(counters, Mapping):
        raise Unreadable("MetaInformation is missing.")
    return Page(items=items, total=_count(counters, "@TotalResources"), pages=_count(counters, "@TotalPages"))


def _count(counters: Mapping[str, Any], name: str) -> int:
    value = counters.get(name)
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise Unreadable(f"{name} is no count.")
    return int(text)


def _values(items: list[dict[str, Any]], model: type[V]) -> tuple[V, ...]:
    return tuple(model.model_validate(item) for item in items)
