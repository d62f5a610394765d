"""How many requests each operation costs, counted; docs/performance.md shows exactly this table."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from brygga.connections.models import By, IntegrationSettings
from brygga.copying.models import Copy
from brygga.copying.states import Does
from brygga.jobs.requests import draft
from tests.copying.conftest import Desk
from tests.copying.series import number_of, productive_numbers

pytestmark = [pytest.mark.django_db, pytest.mark.reliability("R22")]

PERFORMANCE = Path(__file__).parents[2] / "docs" / "performance.md"
HEAD = "| Operation | Fortnox | Productive | Storage |\n|---|---|---|---|\n"
REMOTES = {"/fortnox/": "Fortnox", "/productive/api/": "Productive"}
COLUMNS = ("Fortnox", "Productive", "Storage")


class Counting(httpx.BaseTransport):
    """A wire that counts what goes over it; Productive's storage of files is no part of its API."""

    def __init__(self, inner: httpx.BaseTransport | None) -> None:
        assert inner
        self._inner = inner
        self.counted: Counter[str] = Counter()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        whom = (name for path, name in REMOTES.items() if request.url.path.startswith(path))
        self.counted[next(whom, "Storage")] += 1
        return self._inner.handle_request(request)


def copying(desk: Desk) -> Copy:
    desk.work(desk.ask("9001"))  # The same client company, so that its customer is remembered.
    return desk.ask("9016", nonce="second-press")


def copying_for_a_new_customer(desk: Desk) -> Copy:
    return desk.ask("9004")


def updating(desk: Desk) -> Copy:
    copy = desk.work(desk.ask("9001"))
    desk.edits("line_items/900101", description="Workshop")
    return desk.update(copy)


def cancelling(desk: Desk) -> Copy:
    return desk.cancel(desk.work(desk.ask("9001")))


def numbered_when_finalizing(desk: Desk) -> Copy:
    desk.work(desk.ask("9001"))
    productive_numbers(desk.connection)
    return desk.ask("9016", nonce="second-press")


def numbered_before(desk: Desk) -> Copy:
    number_of(desk.sandbox, "9016", "10484")
    return numbered_when_finalizing(desk)


def numbered_by_a_person(desk: Desk) -> Copy:
    desk.work(desk.ask("9001"))
    productive_numbers(desk.connection)
    return desk.ask("9016", number="10484", nonce="second-press")


def crediting(desk: Desk) -> Copy:
    desk.books(desk.work(desk.ask("9001")).fortnox_document_number)
    return desk.ask(desk.credits_in_productive("9001"), nonce="credit")


def crediting_a_part(desk: Desk) -> Copy:
    desk.books(desk.work(desk.ask("9004")).fortnox_document_number)
    links = next(
        each["related"]
        for each in desk.sandbox.store.table("productive.line_items").values()
        if each["related"]["invoice"] == "9004"
    )
    line = {"description": "Två timmar", "quantity": "-2", "unit_id": 1, "unit_price": 125_000}
    ids = {f"{name}_id": links[name] for name in ("tax_rate", "service_type")}
    return desk.ask(desk.credits_in_productive("9004", {**line, **ids}), nonce="credit")


def booking_and_crediting(desk: Desk) -> Copy:
    desk.fortnox(desk.work(desk.ask("9001")).fortnox_document_number)["Sent"] = True
    return desk.ask(desk.credits_in_productive("9001"), nonce="credit", books_first=True)


def drafting_a_credit_note(desk: Desk) -> Copy:
    copy = desk.work(desk.ask("9001"))
    assert draft(copy, Does.CREDIT_NOTE, nonce="draft", user=None, outside=desk.outside)
    return copy


# Each row of the table: what it is called there, what is asked for, and who makes the PDF.
OPERATIONS: dict[str, tuple[Callable[[Desk], Copy], By]] = {
    "Copy, customer remembered, PDF by Fortnox": (copying, By.FORTNOX),
    "Copy, customer remembered, PDF by Productive": (copying, By.PRODUCTIVE),
    "Copy with a new customer, PDF by Fortnox": (copying_for_a_new_customer, By.FORTNOX),
    "Copy with a new customer, PDF by Productive": (copying_for_a_new_customer, By.PRODUCTIVE),
    "Update existing, PDF by Fortnox": (updating, By.FORTNOX),
    "Update existing, PDF by Productive": (updating, By.PRODUCTIVE),
    "Copy under the number that the draft has in Productive": (numbered_before, By.FORTNOX),
    "Copy under a number that a person chose": (numbered_by_a_person, By.FORTNOX),
    "Copy under the number that finalizing gives": (numbered_when_finalizing, By.FORTNOX),
    "Cancel": (cancelling, By.FORTNOX),
    "Credit, PDF by Fortnox": (crediting, By.FORTNOX),
    "Credit, PDF by Productive": (crediting, By.PRODUCTIVE),
    "Credit a part, PDF by Fortnox": (crediting_a_part, By.FORTNOX),
    "Book first, then credit, PDF by Fortnox": (booking_and_crediting, By.FORTNOX),
    "Create credit note in Productive": (drafting_a_credit_note, By.FORTNOX),
}


def table() -> dict[str, list[str]]:
    """What docs/performance.md says of each operation."""
    _, _, after = PERFORMANCE.read_text().partition(HEAD)
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in after.partition("\n\n")[0].splitlines()]
    return {name: counts for name, *counts in rows}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_each_operation_costs_what_the_table_says(desk: Desk, operation: str) -> None:
    ask_for, pdf_by = OPERATIONS[operation]
    IntegrationSettings.objects.filter(connection=desk.connection).update(pdf_by=pdf_by)
    asked = ask_for(desk)
    wire = Counting(desk.outside.transport)
    desk.outside = dataclasses.replace(desk.outside, transport=wire)

    assert desk.work(asked).problems == []

    assert table()[operation] == [str(wire.counted[name] or "") for name in COLUMNS]


def test_the_table_has_every_operation_and_no_other() -> None:
    assert list(table()) == list(OPERATIONS)
