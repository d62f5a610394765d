"""How far one copy has come, step by step, as a person follows it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from brygga.copying.models import Copy, CopyState, WriteKind, WriteState


class Step(StrEnum):
    """What a copy does, in the order in which it does it."""

    CREATE_CUSTOMER = "create_customer"
    CREATE_INVOICE = "create_invoice"
    COMPARE = "compare"
    FINALIZE = "finalize"
    MARK_EXPORTED = "mark_exported"


@dataclass(frozen=True)
class Progress:
    """One step: done, being done, or to come."""

    step: Step
    is_done: bool
    is_now: bool


def progress(copy: Copy) -> list[Progress]:
    """The steps of a copy, and at which it is. A customer is only among them when one is made."""
    over = [WriteState.REFUSED, WriteState.LOST, WriteState.DROPPED]
    writes = dict(copy.writes.exclude(state__in=over).values_list("kind", "state"))
    done = {
        Step.CREATE_CUSTOMER: writes.get(WriteKind.CREATE_CUSTOMER) == WriteState.LANDED,
        Step.CREATE_INVOICE: bool(copy.fortnox_document_number),
        Step.COMPARE: copy.compared_at is not None,
        Step.FINALIZE: writes.get(WriteKind.FINALIZE) == WriteState.LANDED or WriteKind.MARK_EXPORTED in writes,
        Step.MARK_EXPORTED: copy.state == CopyState.COPIED,
    }
    if WriteKind.CREATE_CUSTOMER not in writes:
        del done[Step.CREATE_CUSTOMER]
    at = next((step for step, is_done in done.items() if not is_done), None)
    return [Progress(step, is_done, step is at) for step, is_done in done.items()]
