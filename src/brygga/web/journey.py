"""How far one copy has come, step by step, as a person follows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from brygga.copying.models import Copy
from brygga.copying.states import CopyState, Does, WriteKind, WriteState


class Step(StrEnum):
    """What a copy does, in the order in which it does it."""

    CREATE_CUSTOMER = "create_customer"
    CREATE_INVOICE = "create_invoice"
    UPDATE_INVOICE = "update_invoice"
    CANCEL_INVOICE = "cancel_invoice"
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
    steps = CORRECTING.get(Does(copy.attempts.latest("number").does), _copying)(copy)
    at = next((step for step, is_done in steps.items() if not is_done), None)
    return [Progress(step, is_done, step is at) for step, is_done in steps.items()]


def _copying(copy: Copy) -> dict[Step, bool]:
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
    if copy.writes.filter(kind=WriteKind.FINALIZE, payload__number="").exists():
        return {step: done[step] for step in NUMBERED_FIRST if step in done}
    return done


def _updating(copy: Copy) -> dict[Step, bool]:
    is_sent = copy.attempts.latest("number").writes.filter(kind=WriteKind.UPDATE_INVOICE, state=WriteState.LANDED)
    is_compared = is_sent.exists() and copy.compared_at is not None
    return {Step.UPDATE_INVOICE: is_sent.exists(), Step.COMPARE: is_compared, Step.MARK_EXPORTED: False}


def _cancelling(copy: Copy) -> dict[Step, bool]:
    return {Step.CANCEL_INVOICE: copy.state == CopyState.CANCELLED}


# Where Productive gives the number by finalizing.
NUMBERED_FIRST = (Step.CREATE_CUSTOMER, Step.FINALIZE, Step.CREATE_INVOICE, Step.COMPARE, Step.MARK_EXPORTED)
CORRECTING: Mapping[Does, Callable[[Copy], dict[Step, bool]]] = {Does.UPDATE: _updating, Does.CANCEL: _cancelling}
