"""What a person confirms of a buyer abroad: that it is a business, or a private person. Remembered, and told."""

from __future__ import annotations

from django.db import transaction

from brygga.accounting.buyers import buyer_of
from brygga.accounting.rulebook import Confirmed
from brygga.accounting.standings import placed, to_confirm
from brygga.connections import opening
from brygga.connections.outside import Outside
from brygga.connections.permission import require_copying
from brygga.history.models import record
from brygga.links.models import BuyerConfirmation
from brygga.productive.schema import Invoice
from brygga.tenants.models import Organisation, User


def confirmable(invoice: Invoice, confirmed: Confirmed | None) -> Confirmed | None:
    """What there is to confirm of the invoice's buyer, None where nothing is asked."""
    where = placed(buyer_of(invoice), confirmed)
    asked = [to_confirm(problem) for problem in where] if isinstance(where, tuple) else []
    return next((each for each in asked if each), None)


def confirm_buyer(
    organisation: Organisation, productive_invoice_id: str, said: Confirmed, *, user: User, outside: Outside
) -> bool:
    """Keep what a person confirmed. False, and nothing kept, where something else is asked by now."""
    require_copying(user, organisation)
    invoice = opening.productive(organisation, outside=outside).invoice(productive_invoice_id)
    if confirmable(invoice, None) != said:
        return False
    with transaction.atomic():
        BuyerConfirmation.objects.update_or_create(
            organisation=organisation,
            productive_company_id=invoice.company_id,
            defaults={
                "standing": said.standing,
                "country": said.country,
                "vat_number": said.vat_number,
                "confirmed_by": user,
                "confirmed_at": outside.clock.now(),
            },
        )
        record(
            organisation,
            "buyer_confirmed",
            subject=f"company:{invoice.company_id}",
            at=outside.clock.now(),
            actor=user,
            facts={"name": invoice.company_name, "standing": said.standing, **_told(said)},
        )
    return True


def withdraw(organisation: Organisation, productive_company_id: str, *, user: User, outside: Outside) -> None:
    """Take back what was confirmed of a client company; the next invoice asks again."""
    require_copying(user, organisation)
    rows = BuyerConfirmation.objects.within(organisation).filter(productive_company_id=productive_company_id)
    with transaction.atomic():
        row = rows.select_for_update().first()
        if row is None:
            return
        record(
            organisation,
            "buyer_confirmation_withdrawn",
            subject=f"company:{productive_company_id}",
            at=outside.clock.now(),
            actor=user,
            facts={"company": productive_company_id, **_told(row)},
        )
        row.delete()


def _told(said: Confirmed | BuyerConfirmation) -> dict[str, str]:
    return {"country": said.country, "code": said.country, "vat": said.vat_number}
