"""Reading Productive's lists whole, or saying that they could not be."""

from __future__ import annotations

from collections.abc import Mapping

from brygga.productive.jsonapi import Collection, Resource, read_many
from brygga.remote.errors import Unavailable
from brygga.remote.http import Answer, Ask, Sender

page_size_max = 200
pages_max = 100
readings_max = 3


def read_whole(sender: Sender, kind: str, query: Mapping[str, str | int]) -> tuple[list[Resource], Answer]:
    """Every resource of a list, and its last answer.

    Pages are no snapshot: a reading counts only when all pages told the same total, that many resources came, and
    none came twice; else it is read again, and then given up on.
    """
    for _reading in range(readings_max):
        pages, answer = _pages(sender, kind, query)
        resources = [resource for page in pages for resource in page.resources]
        if {page.total for page in pages} == {len(resources)} == {len({each.id for each in resources})}:
            return resources, answer
    raise Unavailable(answer.exchange.refusal(sentence=f"{kind} kept changing while they were read."))


def _pages(sender: Sender, kind: str, query: Mapping[str, str | int]) -> tuple[list[Collection], Answer]:
    pages: list[Collection] = []
    while True:
        place = {"page[number]": len(pages) + 1, "page[size]": page_size_max}
        answer = sender.send(Ask(method="GET", path=kind, query={**query, **place}))
        pages.append(answer.read(lambda body: read_many(body, kind)))
        if len(pages) >= pages[0].pages:
            return pages, answer
        if pages[0].pages > pages_max:
            raise answer.exchange.unreadable(f"{pages[0].pages} pages of {kind} are more than we read.")
