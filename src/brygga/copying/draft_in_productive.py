"""Create credit note, and Credit and replace: drafts in Productive of a copied invoice. Fortnox is not asked."""

from __future__ import annotations

from brygga.accounting import drafts
from brygga.accounting.problems import Problem, ProblemKind
from brygga.clock import stockholm_date
from brygga.connections import opening
from brygga.copying.acts_drafting import CreateDraft, FillDraft, drafting_of, is_credit_note
from brygga.copying.models import Attempt
from brygga.copying.states import Does, WriteKind, WriteState
from brygga.copying.turns import Turn
from brygga.copying.writes import LIVE, perform, settle
from brygga.productive.client import ProductiveClient
from brygga.productive.drafts import lines_at_once_max
from brygga.productive.schema import DraftLine, Invoice, InvoiceDraft, InvoiceSummary

DRAFT_KINDS = (WriteKind.CREATE_DRAFT, WriteKind.FILL_DRAFT)


def make_drafts(turn: Turn) -> None:
    """The credit note, and the new draft besides where that is asked for; each once, whatever is cut off."""
    client = opening.productive(turn.copy.organisation, outside=turn.outside)
    _settle(turn, client)
    source = client.invoice(turn.copy.productive_invoice_id)

    _make(turn, client, source, takes_back=True)
    if turn.attempt.does == Does.REPLACE:
        _make(turn, client, source, takes_back=False)

    turn.finish()


def drafted_by(attempt: Attempt) -> dict[str, bool]:
    """The Productive ids of the drafts that an attempt made, and whether each is a credit note: those first."""
    writes = attempt.writes.filter(kind=WriteKind.CREATE_DRAFT, state=WriteState.LANDED)
    made = [(str(write.answer["id"]), is_credit_note(write)) for write in writes if write.answer]
    return dict(sorted(made, key=lambda each: not each[1]))


def _settle(turn: Turn, client: ProductiveClient) -> None:
    write = turn.copy.writes.filter(kind__in=DRAFT_KINDS, state=WriteState.SENT).first()
    act = drafting_of(write, in_productive=client) if write else None
    if write and act:
        settle(turn, write, act)


def _make(turn: Turn, client: ProductiveClient, source: Invoice, *, takes_back: bool) -> None:
    create = _intended(turn, client, takes_back=takes_back)
    if create is None:
        create = _decide(turn, client, source, takes_back=takes_back)
    made = perform(turn, create, look_first=bool(create.payload["adopts"]))
    if create.payload["fills"]:
        said = {"id": made.answer["id"], "lines": create.payload["lines"]}
        perform(turn, FillDraft(client=client, payload=said))


def _intended(turn: Turn, client: ProductiveClient, *, takes_back: bool) -> CreateDraft | None:
    """What an earlier turn of this attempt wrote down."""
    writes = turn.attempt.writes.filter(kind=WriteKind.CREATE_DRAFT, state__in=LIVE)
    found = (CreateDraft(client=client, payload=write.payload) for write in writes)
    return next((each for each in found if each.is_credit_note == takes_back), None)


def _decide(turn: Turn, client: ProductiveClient, source: Invoice, *, takes_back: bool) -> CreateDraft:
    today = stockholm_date(turn.now())
    links = client.links_of(source.id)
    if not takes_back:
        known = [each.id for each in client.drafts_of(source.company_id)]
        return _create(turn, client, drafts.replacement_of(source, links, today=today), known=known)
    notes = client.credit_notes_of(source.id)
    waiting = next((each for each in notes if each.is_draft), None)
    earlier = [client.invoice(each.id) for each in notes if not each.is_draft]
    said = drafts.credit_note_of(source, links, earlier, today=today)
    if not said[1] and not waiting:
        turn.block([Problem(ProblemKind.DRAFT_NOTHING_LEFT, {"number": source.number or ""})])
    return _create(turn, client, said, known=[each.id for each in notes], adopts=waiting)


def _create(
    turn: Turn,
    client: ProductiveClient,
    said: tuple[InvoiceDraft, list[DraftLine]],
    *,
    known: list[str],
    adopts: InvoiceSummary | None = None,
) -> CreateDraft:
    """A draft that is there already is the one that is wanted; only one without a line is filled."""
    draft, lines = said
    fills = adopts is None or adopts.amount == 0
    if len(lines) > lines_at_once_max and fills:
        facts = {"lines": str(len(lines)), "lines_max": str(lines_at_once_max)}
        turn.block([Problem(ProblemKind.DRAFT_TOO_LONG, facts)])
    payload = {
        "invoice_id": turn.copy.productive_invoice_id,
        "draft": draft.model_dump(mode="json"),
        "lines": [line.model_dump(mode="json") for line in lines],
        "known": known,
        "adopts": adopts.id if adopts else "",
        "fills": fills,
    }
    return CreateDraft(client=client, payload=payload)
