"""Exchange rates as Productive lists them: read only, one record for each day."""

from __future__ import annotations

from sandbox.productive.visit import Visit
from sandbox.store import Record

TABLE = "productive.exchange_rates"


def listed(visit: Visit) -> list[Record]:
    """Today's rates of every currency against the organisation's; the form of `rates` is a guess."""
    today = visit.today()
    base = visit.store.table("productive.organizations")[visit.organisation]["attributes"]["currency"]
    rates = [
        {"base": currency, "target": base, "rate": row["rate"]} for currency, row in visit.store.table(TABLE).items()
    ]
    return [
        {
            "id": str(today.toordinal()),
            "type": "exchange_rates",
            "organization": visit.organisation,
            "attributes": {"date": today.isoformat(), "rates": rates, "out_of_date": False},
            "related": {},
        }
    ]
