"""A1 to A5 of the bookkeeping rules, to the öre, in every position of what nobody knows about either system.

Each example is written anew for every position that its copy can meet, and is right or ends in a named problem.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from brygga.accounting.rulebook import Mapped, Treatment
from brygga.copying.states import CopyState
from sandbox.app import Sandbox
from sandbox.worlds.tricky_drafts import DRAFTS
from tests.copying.conftest import Desk, tricky_world
from tests.copying.test_currencies import enters
from tests.copying.test_vat_cases import confirms, maps
from tests.outside_world import ManualClock
from tests.positions import Asked, Turned, one_by_one, turn

pytestmark = pytest.mark.django_db

SERVICES = {
    "401": Mapped(article="101"),
    "402": Mapped(article="102"),
    "407": Mapped(article="120", treatment=Treatment.OUTLAY),
}
# What these copies meet of all that is not known; the last test counts it.
IN_FORTNOX = {
    "credit_reference_sent", "default_terms", "limit_above_500", "read_only_sent", "rest_lag_seconds", "round_foreign",
    "round_half", "round_off", "round_off_step", "search_lag_seconds", "vat_rounding", "warehouse_ready",
}  # fmt: skip
IN_PRODUCTIVE = {
    "credit_notes_settle", "cursor_sorts", "description_form", "export_integration_type_id",
    "exported_can_be_patched_when_finalized", "exported_sets_exported_at", "fraction_of_a_minor_unit",
    "invoice_amounts", "invoice_discount", "number_counter_is_shared", "tax_rounding", "unknown_include_status",
    "zero_decimal_currencies",
}  # fmt: skip
# What could change an amount or stop a copy is turned by itself, everything else at once.
ALONE = {
    "round_foreign", "round_half", "round_off", "round_off_step", "vat_rounding", "tax_rounding", "invoice_amounts",
    "fraction_of_a_minor_unit", "zero_decimal_currencies", "exported_can_be_patched_when_finalized",
}  # fmt: skip

NO_ROUNDING_OF_EUROS = "answer_differs round_off"
NOT_MARKED = "remote_refused PATCH"
# Where an example is not simply right, by what was turned: the problems that a person is shown.
NAMED: dict[str, dict[str, list[str]]] = {
    "round_foreign True": {"A3": [NO_ROUNDING_OF_EUROS], "A5 in dollars": [NO_ROUNDING_OF_EUROS]},
    "vat_rounding row": {"A1": ["answer_differs vat", "answer_differs total"]},
    "zero_decimal_currencies units": {"A5 in yen": ["minor_units_unknown"]},
    "exported_can_be_patched_when_finalized False": {
        name: [NOT_MARKED] for name in ("A1", "A2", "A3", "A4", "A5 in dollars", "A5 in yen")
    },
}


@dataclass(frozen=True, kw_only=True)
class Example:
    """A draft of the tricky world, its customer ("" for the one that is found), and what the books must have.

    `total` is before it is rounded to kronor; `in_sek` is net, VAT and total at the rate that was entered.
    """

    draft: str
    customer: str
    net: str
    vat: str
    total: str
    accounts: tuple[int, ...]
    in_sek: tuple[str, str, str] | None = None


EXAMPLES = {
    "A1": Example(draft="9302", customer="1187", net="299.97", vat="74.99", total="374.96", accounts=(3001,) * 3),
    "A2": Example(
        draft="9308", customer="", net="21652.30", vat="4126.23", total="25778.53",
        accounts=(3001, 3002, 3003, 1681),
    ),
    "A3": Example(
        draft="9309", customer="", net="1345.45", vat="336.36", total="1681.81", accounts=(3001,) * 2,
        in_sek=("15115.46", "3778.84", "18894.29"),
    ),
    "A4": Example(
        draft="9310", customer="1050", net="2880", vat="0", total="2880", accounts=(3308,),
        in_sek=("32355.36", "0", "32355.36"),
    ),
    "A5 in dollars": Example(
        draft="9311", customer="1051", net="5250.50", vat="0", total="5250.50", accounts=(3305,),
        in_sek=("54773.74", "0", "54773.74"),
    ),
    "A5 in yen": Example(
        draft="9312", customer="1307", net="450000", vat="0", total="450000", accounts=(3305,),
        in_sek=("32055.30", "0", "32055.30"),
    ),
}  # fmt: skip


@pytest.fixture
def sandbox(clock: ManualClock) -> Sandbox:
    return tricky_world(clock)


@pytest.fixture
def ready(desk: Desk) -> Desk:
    prepare(desk)
    return desk


def prepare(desk: Desk) -> None:
    """Articles are mapped, buyers abroad confirmed, and the rates of the bookkeeping rules entered."""
    maps(desk, SERVICES)
    for invoice in ("9310", "9311", "9312"):
        confirms(desk, invoice)
    enters(desk, "9309", "11.2345")
    enters(desk, "9311", "10.4321")
    enters(desk, "9312", "7.1234", 100)


@pytest.mark.promise("P9")
@pytest.mark.parametrize("turned", one_by_one(IN_FORTNOX, IN_PRODUCTIVE, alone=ALONE))
def test_each_example_is_right_or_its_trouble_has_a_name(
    ready: Desk, turned: list[Turned], request: pytest.FixtureRequest
) -> None:
    turn(ready.sandbox.store, turned)

    found = {name: told for name, example in EXAMPLES.items() if (told := stopped(ready, example))}

    assert found == NAMED.get(request.node.callspec.id, {})


def stopped(desk: Desk, example: Example) -> list[str]:
    """What stops this example, by name; nothing, once everything about it is found to be right."""
    invoice = desk.drafts(next(each for each in DRAFTS if each.identity == example.draft))
    seen = desk.preview(invoice, customer=example.customer)
    if seen.problems:
        assert not desk.sandbox.requests.seen(path=f"/invoices/{invoice}", method="PATCH")
        return [str(each.kind) for each in seen.problems]
    sums = seen.booking.kronor if seen.booking else None
    assert (sums and (sums.net, sums.vat, sums.total)) == (example.in_sek and tuple(map(Decimal, example.in_sek)))

    copy = desk.work_until_quiet(desk.ask(invoice, customer=example.customer, nonce=invoice))

    if copy.state == CopyState.COPIED:
        assert desk.productive(invoice)["number"] == copy.fortnox_document_number
    if not any(each["kind"] == "answer_differs" for each in copy.problems):
        is_right(desk.fortnox(copy.fortnox_document_number), example)
    return [named(each) for each in copy.problems]


def is_right(made: dict[str, Any], example: Example) -> None:
    round_off = Decimal(made["RoundOff"])
    sums = [Decimal(made[name]) for name in ("Net", "TotalVAT", "Total")]
    assert [*sums[:2], sums[2] - round_off] == [Decimal(each) for each in (example.net, example.vat, example.total)]
    assert abs(round_off) <= Decimal("0.50" if made["Currency"] == "SEK" else 0)
    assert [row["AccountNumber"] for row in made["InvoiceRows"]] == list(example.accounts)


def named(problem: dict[str, Any]) -> str:
    facts = problem["facts"]
    return f"{problem['kind']} {facts.get('what') or facts['asked'].split()[0]}"


def test_as_by_default_a1_and_a2_are_whole_kronor_and_the_ore_of_vat_is_told(ready: Desk) -> None:
    for draft, total, round_off in (("9302", "375", "0.04"), ("9308", "25779", "0.47")):
        copy = ready.work(ready.ask(draft, nonce=draft))
        made = ready.fortnox(copy.fortnox_document_number)
        assert (Decimal(made["Total"]), Decimal(made["RoundOff"])) == (Decimal(total), Decimal(round_off))


def test_a5_asks_what_a_private_person_in_the_usa_is(ready: Desk) -> None:
    assert "buyer_to_confirm" in {str(each.kind) for each in ready.preview("9313").problems}


def test_these_are_all_that_a_copy_meets(ready: Desk) -> None:
    in_fortnox, in_productive = Asked.both(ready.sandbox.store)

    for example in EXAMPLES.values():
        stopped(ready, example)

    assert (in_fortnox.names, in_productive.names) == (IN_FORTNOX, IN_PRODUCTIVE)
