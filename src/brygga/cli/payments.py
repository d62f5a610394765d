"""`brygga payments`: sweep now, and how the sync of payments stands."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

import typer
from django.utils.translation import gettext as _

from brygga.cli.choosing import organisation
from brygga.cli.exits import Exit
from brygga.cli.options import Json, OrganisationId
from brygga.cli.output import as_json, refuse, say, table
from brygga.cli.payment_accounts import account
from brygga.cli.waiting import work_while
from brygga.connections.outside import outside
from brygga.jobs import payments
from brygga.listening.status import hearing_of, listening_status
from brygga.payments.models import PaymentSync
from brygga.payments.status import PaymentStatus, statuses
from brygga.tenants.models import Organisation
from brygga.wording import disagreements, payment_trouble
from brygga.wording.formats import moment
from brygga.wording.listening import told_of_listening

app = typer.Typer(no_args_is_help=True)
app.command("account")(account)

Invoice = Annotated[str, typer.Option("--invoice", help="Only this invoice, by its id in Productive.")]
PutBack = Annotated[
    bool, typer.Option("--put-back", help="With --invoice: put Fortnox's payments back where people changed them.")
]


@app.command("sync")
def sync(
    invoice: Invoice = "", put_back: PutBack = False, organisation_id: OrganisationId = "", is_json: Json = False
) -> None:
    """Look for payments in Fortnox now, and wait until Productive shows them."""
    chosen, world = organisation(organisation_id), outside()
    began_at = world.clock.now()
    if invoice:
        if not payments.sync_invoice_now(chosen, invoice, put_back=put_back, user=None, outside=world):
            refuse(_("No linked invoice has the id %(id)s in Productive.") % {"id": invoice})
    elif not payments.sync_now(chosen, outside=world):
        refuse(_("Payments are not synced for any connection. Turn it on in the integration settings."))
    work_while(lambda: _is_under_way(chosen, None if invoice else began_at), world)
    _end(chosen, is_json=is_json)


@app.command("status")
def status(organisation_id: OrganisationId = "", is_json: Json = False) -> None:
    """How far the payments of each connection are, and what a person must look at."""
    chosen = organisation(organisation_id)
    found, listening = statuses(chosen, outside=outside()), listening_status(outside=outside())
    if is_json:
        as_json({"connections": [_as_json(each) for each in found], "listening": asdict(listening)})
        return
    headings = [_("Subsidiary"), _("Payments"), _("Last event"), _("Last sweep"), *(f"{each}|" for each in _counted())]
    table(headings, [_row(each) for each in found])
    say(told_of_listening(listening))
    for each in found:
        _tell(each)


def _is_under_way(chosen: Organisation, since: datetime | None) -> bool:
    on = [each for each in statuses(chosen, outside=outside()) if each.is_on]
    unswept = since and any(each.trouble is None and (each.swept_at is None or each.swept_at < since) for each in on)
    return bool(unswept) or any(each.waiting for each in on)


def _end(chosen: Organisation, *, is_json: bool) -> None:
    on = [each for each in statuses(chosen, outside=outside()) if each.is_on]
    if is_json:
        listening = asdict(listening_status(outside=outside()))
        as_json({"connections": [_as_json(each) for each in on], "listening": listening})
    for each in () if is_json else on:
        names = {
            "company": each.connection.company_name,
            "waiting": each.waiting,
            "told": len(each.told) + len(each.stopped),
        }
        if each.trouble:
            said = each.trouble["facts"].get("sentence") or each.trouble["kind"]
            say(_("The payments of %(company)s could not be read: %(said)s") % {**names, "said": said})
        elif each.waiting or each.told or each.stopped:
            say(_("Payments of %(company)s: %(waiting)s still waiting, %(told)s to look at.") % names)
        else:
            say(_("Payments of %(company)s are in step.") % names)
        _tell(each)
    raise typer.Exit(_code(on))


def _code(on: list[PaymentStatus]) -> Exit:
    if any(each.trouble for each in on):
        return Exit.NOT_REACHABLE
    if any(each.waiting for each in on):
        return Exit.UNDER_WAY
    return Exit.NEEDS_YOU if any(each.told or each.stopped for each in on) else Exit.DONE


def _counted() -> tuple[str, str, str]:
    return _("Linked invoices"), _("Waiting"), _("To look at")


def _row(found: PaymentStatus) -> list[str]:
    heard = hearing_of(found.connection, outside=outside())
    when = [moment(at) if at else _("never") for at in (heard.last_at, found.swept_at)]
    counts = [str(each) for each in (found.linked, found.waiting, len(found.told) + len(found.stopped))]
    return [found.connection.subsidiary.name, _("on") if found.is_on else _("off"), *when, *counts]


def _tell(found: PaymentStatus) -> None:
    for sync_row in found.told:
        for title in _titles(sync_row):
            say(f"  {sync_row.link.productive_invoice_id}: {title}")
    for sync_row in found.stopped:
        say(f"  {sync_row.link.productive_invoice_id}: {payment_trouble.of_invoice(sync_row.reason or {}).title}")


def _titles(sync_row: PaymentSync) -> list[str]:
    told = (disagreements.from_json(each) for each in sync_row.disagreements)
    return [disagreements.explain(each).title for each in told if each]


def _as_json(found: PaymentStatus) -> dict[str, Any]:
    hearing = hearing_of(found.connection, outside=outside())
    return {
        "subsidiary": found.connection.subsidiary.name,
        "company": found.connection.company_name,
        "on": found.is_on,
        "mirrored_from": found.mirrored_from,
        "is_heard": hearing.is_heard,
        "last_event_at": hearing.last_at,
        "read_to": found.read_to,
        "swept_at": found.swept_at,
        "productive_compared_at": found.productive_compared_at,
        "trouble": found.trouble,
        "linked": found.linked,
        "waiting": found.waiting,
        "disagreements": [_told(each) for each in found.told],
        "stopped": [_stopped(each) for each in found.stopped],
    }


def _told(sync_row: PaymentSync) -> dict[str, Any]:
    said = {"told": sync_row.disagreements, "titles": _titles(sync_row)}
    return {"productive_invoice_id": sync_row.link.productive_invoice_id, **said}


def _stopped(sync_row: PaymentSync) -> dict[str, Any]:
    return {"productive_invoice_id": sync_row.link.productive_invoice_id, "reason": sync_row.reason}
