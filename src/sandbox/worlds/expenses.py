"""What was bought for clients, and asked for in lines of invoices."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from sandbox.productive import records
from sandbox.productive.visit import stored_moment
from sandbox.worlds.bills import Desk

FIGURES = {"amount": "amount", "billable_amount": "amount", "amount_with_tax": "amount_with_tax"}
TWINS = ("", "_default", "_normalized")


def buy(desk: Desk, identity: str, *, line: str, service: str = "") -> None:
    """An expense that this line asks for, at its price, bought on the day of its invoice."""
    asking = records.table(desk.store, "line_items")[line]
    facts = asking["attributes"]
    bought_on = records.table(desk.store, "invoices")[asking["related"]["invoice"]]["attributes"]["invoiced_on"]
    figures = {f"{name}{twin}": facts[f"{source}{twin}"] for name, source in FIGURES.items() for twin in TWINS}
    currencies = {f"currency{twin}": facts[f"currency{twin}"] for twin in TWINS}
    said = {
        "name": facts["description"],
        "date": bought_on,
        "quantity": "1.0",
        "created_at": stored_moment(datetime.combine(date.fromisoformat(bought_on), time(8), tzinfo=UTC)),
    }
    links = {"person": desk.issuer, "creator": desk.issuer, "service": service or None}
    records.add(
        desk.store,
        "expenses",
        identity=identity,
        organisation=desk.organisation,
        attributes=figures | currencies | said,
        related=links | {"tax_rate": asking["related"]["tax_rate"]},
    )
    records.relate(desk.store, asking, {"expense": identity})
