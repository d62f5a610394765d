"""Exchange rates that people entered: one for each currency and day of an organisation, kept with who and when."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction

from brygga.accounting.rates import is_enterable
from brygga.accounting.rulebook import Publisher, Rate, RateSource
from brygga.connections.outside import Outside
from brygga.connections.permission import require_copying
from brygga.history.models import record
from brygga.links.models import EnteredRate
from brygga.tenants.models import Organisation, User


def entered_rate(organisation: Organisation, currency: str, on: date | None) -> Rate | None:
    """What was entered for this currency and day, None where nobody has."""
    if on is None:
        return None
    row = EnteredRate.objects.within(organisation).filter(currency=currency, on=on).first()
    return _rate(row) if row else None


def entered_rates(organisation: Organisation) -> list[tuple[str, Rate]]:
    """What was entered, by currency; the newest day first."""
    rows = EnteredRate.objects.within(organisation).order_by("-on", "currency")
    return [(row.currency, _rate(row)) for row in rows]


def enter_rate(organisation: Organisation, currency: str, rate: Rate, *, user: User | None, outside: Outside) -> None:
    """Keep the rate for its day, in the place of what was entered before; what was sent with that stays as it is.

    Raises ValueError for a rate that cannot be sent, which a door checks first. `user` is None at the command line.
    """
    if user:
        require_copying(user, organisation)
    if rate.on is None or rate.publisher is None or not is_enterable(rate.rate, rate.unit):
        raise ValueError(f"{rate} cannot be entered.")
    with transaction.atomic():
        rows = EnteredRate.objects.within(organisation).select_for_update()
        before = rows.filter(currency=currency, on=rate.on).first()
        if before and _rate(before) == rate:
            return
        told_before = _told(_rate(before)) if before else None
        EnteredRate.objects.update_or_create(
            organisation=organisation,
            currency=currency,
            on=rate.on,
            defaults={
                "rate": f"{rate.rate:f}",
                "unit": rate.unit,
                "publisher": rate.publisher,
                "entered_by": user,
                "entered_at": outside.clock.now(),
            },
        )
        record(
            organisation,
            "rate_entered",
            subject=f"rate:{currency}:{rate.on.isoformat()}",
            at=outside.clock.now(),
            actor=user or "",
            facts={"code": currency, "date": rate.on.isoformat(), **_told(rate)},
            before=told_before,
            after=_told(rate),
        )


def _rate(row: EnteredRate) -> Rate:
    return Rate(
        rate=Decimal(row.rate),
        unit=row.unit,
        source=RateSource.ASK,
        on=row.on,
        publisher=Publisher(row.publisher),
    )


def _told(rate: Rate) -> dict[str, str]:
    publisher = rate.publisher.value if rate.publisher else ""
    return {"kronor": f"{rate.rate:f}", "count": str(rate.unit), "publisher": publisher}
