"""Exchange rates as Productive lists them: read only, one record for each day, past ones too.

A rate moves from day to day as its currency and the day say, by up to a hundredth, so that it is the same in every run;
on the day that the world was made, it is what the world says.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from sandbox.productive.forms import decimal_text
from sandbox.productive.visit import Visit
from sandbox.store import Record, Store

TABLE = "productive.exchange_rates"
RATES_REMEMBERED = 50_000
STEPS, STEP = 100, Decimal("0.0001")
DIGITS = Decimal("0.000001")


def rate_on(store: Store, currency: str, day: str) -> str:
    """What one unit of a currency is worth on a day, in the organisation's; 1 where there is no rate."""
    row = store.table(TABLE).get(currency, {"rate": "1.0"})
    known_on = row.get("on", day)
    return str(row["rate"] if day == known_on or row["rate"] == "1.0" else _moved(currency, row["rate"], day))


def listed(visit: Visit) -> list[Record]:
    """The rates of every currency against the organisation's, since it began; the form of `rates` is a guess."""
    facts = visit.store.table("productive.organizations")[visit.organisation]["attributes"]
    today = visit.today()
    began_on = datetime.fromisoformat(facts["created_at"]).date() if facts["created_at"] else today
    days = (began_on + timedelta(days=passed) for passed in range((today - began_on).days + 1))
    return [_record(visit, day, base=facts["currency"]) for day in days]


def _record(visit: Visit, day: date, *, base: str) -> Record:
    on = day.isoformat()
    rates = [
        {"base": currency, "target": base, "rate": rate_on(visit.store, currency, on)}
        for currency in visit.store.table(TABLE)
    ]
    return {
        "id": str(day.toordinal()),
        "type": "exchange_rates",
        "organization": visit.organisation,
        "attributes": {"date": on, "rates": rates, "out_of_date": False},
        "related": {},
    }


@lru_cache(maxsize=RATES_REMEMBERED)
def _moved(currency: str, rate: str, day: str) -> str:
    chance = hashlib.sha256(f"{currency} {day}".encode()).digest()
    steps = int.from_bytes(chance[:4], "big") % (2 * STEPS + 1) - STEPS
    return decimal_text((Decimal(rate) * (1 + steps * STEP)).quantize(DIGITS))
