"""The basic story goes well however the unknowns of Productive stand: draft, lines, finalize, send, pay, credit."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.productive.switches import DEFAULTS, SWITCHES
from tests.sandbox.productive.conftest import Caller, Receiver

POSITIONS = [(name, position) for name, switch in SWITCHES.items() for position in switch.positions]
GROSS = 375_000


@pytest.mark.parametrize(("switch", "position"), POSITIONS, ids=[f"{name}={position}" for name, position in POSITIONS])
def test_the_story_of_an_invoice_goes_well_under_every_position(
    productive: Caller, webhooks: Receiver, switch: str, position: Any
) -> None:
    productive.turn(switch, to=position)
    hook = webhooks.hook(14, target_url="http://localhost:9/hooks")

    draft = _draft(productive)
    _add_line(productive, draft, quantity="2.5", unit_price=120_000)
    finalized = productive.patch(f"/invoices/{draft}/finalize", {})["attributes"]
    number = 20_117 if (switch, position) == ("number_counter_is_shared", True) else 10_483
    assert finalized["number"] == str(number)
    assert int(finalized["amount_with_tax"]) == GROSS

    productive.patch(f"/invoices/{draft}", {"sent_on": "2026-11-24"})
    productive.patch(f"/invoices/{draft}", {"tag_list": ["paid soon"]})
    productive.post("payments", {"invoice_id": draft, "amount": 100_000, "paid_on": "2026-11-24"})
    shown = _facts(productive, draft)
    assert (int(shown["amount_unpaid"]), shown["paid_on"]) == (GROSS - 100_000, None)
    productive.post("payments", {"invoice_id": draft, "amount": GROSS - 100_000, "written_off_on": "2026-11-24"})
    assert _facts(productive, draft)["paid_on"] == "2026-11-24"

    note = _draft(productive, invoice_type_id=2, parent_invoice_id=draft)
    _add_line(productive, note, quantity="-1", unit_price=120_000)
    assert productive.patch(f"/invoices/{note}/finalize", {})["attributes"]["number"] == str(number + 1)
    credited = _facts(productive, draft)
    assert (int(credited["amount_credited"]), credited["credited"]) == (120_000, True)
    assert int(credited["amount_unpaid"]) == -150_000

    productive.clock.advance(3_600)
    assert webhooks.deliver()
    assert productive.get(f"/webhooks/{hook['id']}")["data"]["attributes"]["state_id"] == 1


def test_every_switch_has_a_default_a_choice_and_a_reason() -> None:
    assert {name: switch.positions[0] for name, switch in SWITCHES.items()} == DEFAULTS
    assert all(len(set(switch.positions)) >= 2 and switch.why for switch in SWITCHES.values())


def test_a_switch_stands_in_no_position_that_it_does_not_have(productive: Caller) -> None:
    with pytest.raises(ValueError, match="tax_rounding is one of"):
        productive.turn("tax_rounding", to="per_moon")
    with pytest.raises(KeyError):
        productive.turn("moon", to=True)


def _draft(productive: Caller, **said: Any) -> str:
    facts = {"company_id": 7001, "subsidiary_id": 501, "currency": "SEK", "invoiced_on": "2026-11-24"}
    return str(productive.post("invoices", facts | said)["id"])


def _add_line(productive: Caller, invoice: str, **said: Any) -> None:
    facts = {"invoice_id": invoice, "description": "Design", "tax_rate_id": 50125, "unit_id": 1}
    productive.post("line_items", facts | said)


def _facts(productive: Caller, identity: str) -> dict[str, Any]:
    shown: dict[str, Any] = productive.get(f"/invoices/{identity}")["data"]["attributes"]
    return shown
