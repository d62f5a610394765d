"""Pages of a long list: which one is shown, which can be reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from django.http import HttpRequest

PAGE_SIZE = 25
page_max = 10_000


@dataclass(frozen=True, kw_only=True)
class Paging:
    """One page of a list with `total` rows. `first` and `last` are a slice: the last row is not in it."""

    page: int
    pages: int
    total: int

    @classmethod
    def over(cls, total: int, page: int) -> Self:
        """The page that was asked for, or the last there is."""
        pages = max(1, -(-total // PAGE_SIZE))
        return cls(page=min(page, pages), pages=pages, total=total)

    @property
    def first(self) -> int:
        return (self.page - 1) * PAGE_SIZE

    @property
    def last(self) -> int:
        return min(self.page * PAGE_SIZE, self.total)

    @property
    def shown_first(self) -> int:
        return self.first + 1 if self.total else 0

    @property
    def numbers(self) -> Sequence[int]:
        """The pages to link: the first, the last and those around this one; 0 stands for a gap."""
        near = sorted({1, self.pages, *range(max(1, self.page - 1), min(self.pages, self.page + 1) + 1)})
        numbers: list[int] = []
        for number in near:
            if numbers and number > numbers[-1] + 1:
                numbers.append(0)
            numbers.append(number)
        return numbers


def asked_page(request: HttpRequest) -> int:
    """The page that the address names, 1 where it names none or nonsense."""
    asked = request.GET.get("page", "")
    return min(int(asked), page_max) if asked.isdecimal() and int(asked) > 0 else 1
