"""The customer that a copy needs in Fortnox: made, or brought up to date, before its invoice."""

from __future__ import annotations

from brygga.accounting.customer_updates import as_problems
from brygga.copying.acts_on_customers import CreateCustomer, UpdateCustomer
from brygga.copying.customer_choice import CustomerChoice
from brygga.copying.intended import digest
from brygga.copying.states import WriteKind, WriteState
from brygga.copying.turns import Turn
from brygga.copying.writes import perform
from brygga.fortnox import schema as fortnox
from brygga.fortnox.client import FortnoxClient


def create_customer(turn: Turn, client: FortnoxClient, draft: fortnox.CustomerDraft) -> None:
    """The customer that is to be made; one that was made for another client company is no longer meant."""
    act = CreateCustomer(client=client, draft=draft)
    with turn.changing() as copy:
        made = copy.writes.filter(kind=WriteKind.CREATE_CUSTOMER, state=WriteState.LANDED)
        made.exclude(reference=act.reference).update(state=WriteState.DROPPED)
    perform(turn, act, look_first=True)


def update_customer(turn: Turn, client: FortnoxClient, choice: CustomerChoice) -> None:
    """Exactly the fields that the person saw; an earlier attempt may have changed others, or another customer."""
    update = UpdateCustomer(client=client, number=choice.number, changes=choice.changes)
    with turn.changing() as copy:
        earlier = copy.writes.filter(kind=WriteKind.UPDATE_CUSTOMER, state=WriteState.LANDED)
        earlier.exclude(digest=digest(update.payload)).update(state=WriteState.DROPPED)
    customer = fortnox.Customer.model_validate(perform(turn, update).answer)
    if problems := as_problems(customer, choice.changes):
        turn.block(problems)
