"""Which financial year a question means."""

from __future__ import annotations

from sandbox.fortnox import errors, fields, lists
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refused


def asked_for(books: Books, asked: dict[str, str]) -> int:
    """Take the year out of the parameters: `financialyear` is an id, not a date (notes 2026-07); else today's; or 0."""
    wanted = asked.pop("financialyear", None)
    day = fields.day(asked.pop("financialyeardate", books.clock.today().isoformat()))
    if wanted is not None:
        if not wanted.isdecimal() or len(wanted) > lists.DIGITS_MAX:
            raise Refused(errors.UNKNOWN_PARAMETER)
        return int(wanted)
    year = books.financial_year(day)
    return int(year["Id"]) if year else 0
