"""`brygga payments account`: what an account is whose number does not tell whether it is money."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from brygga.accounting.payment_effects import Means, is_asked_about
from brygga.cli.choosing import organisation
from brygga.cli.options import Json, OrganisationId
from brygga.cli.output import as_json, refuse, say, table
from brygga.clock import stockholm_date
from brygga.connections.models import Connection, ConnectionState
from brygga.connections.outside import outside
from brygga.jobs import payments
from brygga.payments.account_meanings import meanings
from brygga.tenants.models import Organisation
from brygga.wording import payment_accounts
from brygga.wording.formats import day


class Said(StrEnum):
    """What can be said of an account; the last takes back what was said."""

    MONEY = Means.MONEY.value
    WRITE_OFF = Means.WRITE_OFF.value
    CLAIM = Means.CLAIM.value
    ASK = "ask"


Account = Annotated[int, typer.Argument(metavar="[ACCOUNT]", help="The account; without it, what was said is listed.")]
Is = Annotated[Said | None, typer.Option("--is", help="What the account is; ask: take back what was said.")]
SubsidiaryId = Annotated[
    str, typer.Option("--subsidiary", help="Whose books, by the id in Productive, where several are connected.")
]


def account(
    number: Account = 0,
    means: Is = None,
    subsidiary_id: SubsidiaryId = "",
    organisation_id: OrganisationId = "",
    is_json: Json = False,
) -> None:
    """Say once what an account is, for every invoice of these books."""
    books = _books(organisation(organisation_id), subsidiary_id)
    if means is not None:
        if not is_asked_about(number):
            refuse(_("Account %(account)s tells by its number what it is, or is none.") % {"account": number})
        looks = _say(books, number, means)
        if not is_json:
            say(_("%(count)s invoices are looked at again.") % {"count": looks})
    _list(books, is_json=is_json)


def _say(books: Connection, number: int, means: Said) -> int:
    if means is Said.ASK:
        return payments.take_account_back(books, number, user=None, outside=outside())
    return payments.decide_account(books, number, Means(means.value), user=None, outside=outside())


def _list(books: Connection, *, is_json: bool) -> None:
    found = meanings(books)
    if is_json:
        as_json([{"account": each.account, "is": each.means, "decided_at": each.decided_at} for each in found])
        return
    rows = [
        [str(each.account), payment_accounts.name(Means(each.means)), day(stockholm_date(each.decided_at))]
        for each in found
    ]
    table([_("Account"), _("Said"), _("Date")], rows)


def _books(chosen: Organisation, subsidiary_id: str) -> Connection:
    live = Connection.objects.within(chosen).exclude(state=ConnectionState.DISCONNECTED).select_related("subsidiary")
    named = live.filter(subsidiary__productive_subsidiary_id=subsidiary_id) if subsidiary_id else live
    found = list(named.order_by("subsidiary__name"))
    if len(found) != 1:
        names = ", ".join(f"{each.subsidiary.productive_subsidiary_id} ({each.subsidiary.name})" for each in live)
        refuse(_("Whose books? Say --subsidiary: %(names)s") % {"names": names})
    return found[0]
