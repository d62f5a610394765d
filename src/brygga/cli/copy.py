"""`brygga copy ID`: copy an invoice to Fortnox and finalize it in Productive."""

from __future__ import annotations

from typing import Annotated

import typer
from django.db import close_old_connections

from brygga.accounting.problems import ProblemKind
from brygga.cli.choosing import organisation
from brygga.cli.exits import Exit
from brygga.cli.options import Customer, InvoiceId, Json, OrganisationId
from brygga.cli.output import as_json, explained, say, stop, stop_for, told
from brygga.connections.outside import Outside, outside
from brygga.copying import preview as copying
from brygga.copying.models import UNDER_WAY, Copy, CopyState
from brygga.copying.requests import AlreadyCopied
from brygga.jobs.inline import InlineEngine
from brygga.jobs.requests import NotConnected, request_copy
from brygga.jobs.worker import WorkerRunsElsewhere, only_worker
from brygga.remote.errors import RemoteError
from brygga.tenants.models import Organisation
from brygga.wording import errors, problems

LOOK_EVERY_SECONDS = 0.5
WAIT_MAX_SECONDS = 600

Wait = Annotated[bool, typer.Option("--wait", help="Wait until the copy rests.")]

CODES = {
    CopyState.COPIED: Exit.DONE,
    CopyState.BLOCKED: Exit.NEEDS_YOU,
    CopyState.FAILED: Exit.NEEDS_YOU,
}


def copy(
    invoice_id: InvoiceId,
    customer: Customer = "",
    wait: Wait = False,
    organisation_id: OrganisationId = "",
    is_json: Json = False,
) -> None:
    """Copy an invoice to Fortnox: what `preview` shows, to the customer that it names unless you name another."""
    world = outside()
    try:
        asked = _request(organisation(organisation_id), invoice_id, customer, world, is_json=is_json)
    except RemoteError as error:
        stop_for(error, is_json=is_json)
    except AlreadyCopied as error:
        asked = error.copy
    except NotConnected as error:
        stop(errors.explain(error), Exit.NEEDS_YOU, is_json=is_json)
    if wait and asked.state in UNDER_WAY:
        _wait(asked, world)
    asked.refresh_from_db()
    _show(asked, is_json=is_json)
    # Without --wait a copy that is under way is what was asked for.
    raise typer.Exit(CODES.get(CopyState(asked.state), Exit.UNDER_WAY if wait else Exit.DONE))


def _request(chosen: Organisation, invoice_id: str, customer: str, world: Outside, *, is_json: bool) -> Copy:
    seen = copying.preview(chosen, invoice_id, customer=customer, outside=world)
    found = [*seen.problems, *seen.choice.unconfirmed]
    copied = [each for each in found if each.kind == ProblemKind.ALREADY_COPIED]
    if found and not copied:
        if is_json:
            as_json({"problems": [{"kind": each.kind, **explained(problems.explain(each))} for each in found]})
        else:
            for each in found:
                say(*told(problems.explain(each)), "")
        raise typer.Exit(Exit.NEEDS_YOU)
    return request_copy(
        chosen,
        productive_invoice_id=invoice_id,
        customer=seen.choice.number,
        seen_fingerprint=seen.fingerprint,
        nonce=str(world.ids.new()),
        user=None,
        outside=world,
    )


def _wait(asked: Copy, world: Outside) -> None:
    """Work until it rests; where another process is the worker, wait for that."""
    until = world.clock.monotonic() + WAIT_MAX_SECONDS
    try:
        with only_worker():
            engine = InlineEngine(outside=world)
            while _under_way(asked) and world.clock.monotonic() < until:
                close_old_connections()  # One that broke is opened anew.
                if not engine.run_due():
                    world.clock.sleep(LOOK_EVERY_SECONDS)
    except WorkerRunsElsewhere:
        while _under_way(asked) and world.clock.monotonic() < until:
            world.clock.sleep(LOOK_EVERY_SECONDS)


def _under_way(asked: Copy) -> bool:
    asked.refresh_from_db()
    return asked.state in UNDER_WAY


def _show(asked: Copy, *, is_json: bool) -> None:
    told_problems = [*problems.of_copy(asked), *([errors.reason(asked.reason, copy=asked)] if asked.reason else [])]
    if is_json:
        as_json(
            {
                "copy": str(asked.id),
                "productive_invoice_id": asked.productive_invoice_id,
                "state": asked.state,
                "fortnox_document_number": asked.fortnox_document_number,
                "problems": [explained(each) for each in told_problems],
            }
        )
        return
    number = f" as {asked.fortnox_document_number}" if asked.fortnox_document_number else ""
    say(f"{asked.productive_invoice_id}: {asked.state}{number}")
    for each in told_problems:
        say("", *told(each))
