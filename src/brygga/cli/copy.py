"""`brygga copy ID`: copy an invoice to Fortnox and finalize it in Productive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from brygga.accounting import corrections
from brygga.accounting.problems import Problem, ProblemKind
from brygga.cli.choosing import organisation, standing
from brygga.cli.exits import Exit
from brygga.cli.options import Customer, InvoiceId, Json, Number, OrganisationId
from brygga.cli.output import as_json, explained, say, stop, stop_for, told
from brygga.cli.waiting import work_while
from brygga.connections.outside import Outside, outside
from brygga.copying import preview as copying
from brygga.copying.crediting import CreditPlan, unallowed
from brygga.copying.models import Copy
from brygga.copying.states import UNDER_WAY, CopyState, Keeps
from brygga.copying.update_preview import preview_update
from brygga.copying.wishes import AlreadyCopied, Correction, NotCopied
from brygga.jobs.requests import NotConnected, request_copy
from brygga.remote.errors import RemoteError
from brygga.tenants.models import Organisation
from brygga.wording import errors, problems
from brygga.wording.states import state_name

Wait = Annotated[bool, typer.Option("--wait", help="Wait until the copy rests.")]
Update = Annotated[bool, typer.Option("--update", help="Update existing: change the Fortnox invoice that stands.")]
Keep = Annotated[
    str, typer.Option("--keep", help="With --update: ours or theirs, where somebody changed the invoice in Fortnox.")
]
New = Annotated[
    str,
    typer.Option(
        "--new",
        metavar="NUMBER",
        help="Create new: a second invoice and a second claim. NUMBER is the Fortnox invoice that stands already.",
    ),
]

BookFirst = Annotated[
    bool,
    typer.Option("--book-first", help="Let Brygga book the sent invoice that a credit note takes back: for good."),
]

CODES = {
    CopyState.COPIED: Exit.DONE,
    CopyState.CANCELLED: Exit.DONE,
    CopyState.BLOCKED: Exit.NEEDS_YOU,
    CopyState.FAILED: Exit.NEEDS_YOU,
}


def copy(  # noqa: PLR0913, PLR0917  Each option of the command is a parameter.
    invoice_id: InvoiceId,
    customer: Customer = "",
    update: Update = False,
    keep: Keep = "",
    new: New = "",
    number: Number = "",
    book_first: BookFirst = False,
    wait: Wait = False,
    organisation_id: OrganisationId = "",
    is_json: Json = False,
) -> None:
    """Copy an invoice to Fortnox: what `preview` shows, to the customer that it names unless you name another."""
    if (update and (new or number)) or keep not in Keeps.values or (keep and not update):
        raise typer.BadParameter("Choose --update, with --keep ours or theirs where asked for, or --new NUMBER.")
    world, chosen = outside(), organisation(organisation_id)
    try:
        if update:
            seen = _update_seen(chosen, invoice_id, customer, Keeps(keep), world, is_json=is_json)
        else:
            seen = _copy_seen(chosen, invoice_id, Wanted(customer, number, new), world, is_json=is_json)
            _stop_at(unallowed(seen.credit, books_first=book_first), is_json=is_json)
        asked = _request(chosen, invoice_id, seen, world, books_first=book_first)
    except RemoteError as error:
        stop_for(error, is_json=is_json)
    except AlreadyCopied as error:
        if update or new:
            stop(errors.explain(error), Exit.NEEDS_YOU, is_json=is_json)
        asked = error.copy
    except (NotConnected, NotCopied) as error:
        stop(errors.explain(error), Exit.NEEDS_YOU, is_json=is_json)
    if wait and asked.state in UNDER_WAY:
        work_while(lambda: _under_way(asked), world)
    asked.refresh_from_db()
    _show(asked, is_json=is_json)
    # Without --wait a copy that is under way is what was asked for.
    if asked.problems:
        raise typer.Exit(Exit.NEEDS_YOU)  # Copied, but an update was stopped.
    raise typer.Exit(CODES.get(CopyState(asked.state), Exit.UNDER_WAY if wait else Exit.DONE))


@dataclass(frozen=True)
class Wanted:
    """What was chosen on the command line for a copy; each "" leaves it to Brygga."""

    customer: str
    number: str
    new: str


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What was previewed, and so is asked for."""

    customer: str
    number: str = ""
    fingerprint: str
    correction: Correction | None = None
    stands: str = ""
    keeps: Keeps = Keeps.ASK
    credit: CreditPlan | None = None


def _copy_seen(chosen: Organisation, invoice_id: str, wanted: Wanted, world: Outside, *, is_json: bool) -> Seen:
    newest = standing(chosen, invoice_id) if wanted.new else None
    if newest and newest.fortnox_document_number != wanted.new:
        raise AlreadyCopied(newest)
    ordinal = newest.ordinal + 1 if newest else None
    customer, number = wanted.customer, wanted.number
    seen = copying.preview(chosen, invoice_id, customer=customer, number=number, ordinal=ordinal, outside=world)
    if number and seen.connection and seen.numbering is None:
        raise typer.BadParameter("Fortnox gives the numbers of this subsidiary: leave --number out.")
    is_copied = any(each.kind == ProblemKind.ALREADY_COPIED for each in seen.problems)
    _stop_at([] if is_copied else [*seen.problems, *seen.choice.unconfirmed], is_json=is_json)
    correction = Correction.NEW if newest else None
    return Seen(
        customer=seen.choice.number,
        number=number,
        fingerprint=seen.fingerprint,
        correction=correction,
        stands=wanted.new,
        credit=seen.credit,
    )


def _update_seen(
    chosen: Organisation, invoice_id: str, customer: str, keeps: Keeps, world: Outside, *, is_json: bool
) -> Seen:
    newest = standing(chosen, invoice_id)
    seen = preview_update(newest, customer=customer, keeps=keeps, outside=world)
    asked = corrections.changed_in_fortnox(seen.asked) if keeps != Keeps.OURS else []
    _stop_at([*seen.problems, *asked, *seen.seen.choice.unconfirmed], is_json=is_json)
    return Seen(
        customer=seen.seen.choice.number,
        fingerprint=seen.fingerprint,
        correction=Correction.UPDATE,
        stands=newest.fortnox_document_number,
        keeps=keeps,
    )


def _stop_at(found: Sequence[Problem], *, is_json: bool) -> None:
    if not found:
        return
    if is_json:
        as_json({"problems": [{"kind": each.kind, **explained(problems.explain(each))} for each in found]})
    else:
        for each in found:
            say(*told(problems.explain(each)), "")
    raise typer.Exit(Exit.NEEDS_YOU)


def _request(chosen: Organisation, invoice_id: str, seen: Seen, world: Outside, *, books_first: bool) -> Copy:
    return request_copy(
        chosen,
        productive_invoice_id=invoice_id,
        customer=seen.customer,
        number=seen.number,
        seen_fingerprint=seen.fingerprint,
        nonce=str(world.ids.new()),
        user=None,
        outside=world,
        correction=seen.correction,
        stands=seen.stands,
        keeps=seen.keeps,
        books_first=books_first,
    )


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
    state, number = state_name(asked.state), asked.fortnox_document_number
    in_fortnox = ", " + _("Fortnox %(number)s") % {"number": number} if number else ""
    say(f"{asked.productive_invoice_id}: {state}{in_fortnox}")
    for each in told_problems:
        say("", *told(each))
