"""What a copy changes of customers in Fortnox: a new one is made, one that is there is brought up to date."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Self

from brygga.accounting.customer_updates import FieldChange, missed, update_of
from brygga.accounting.new_customers import was_made_by_us
from brygga.copying.customer_choice import changes_of
from brygga.copying.states import WriteKind
from brygga.copying.turns import Turn
from brygga.copying.writes import Landed
from brygga.fortnox import schema as fortnox
from brygga.fortnox.client import FortnoxClient
from brygga.remote.errors import NotFound, Refused
from brygga.remote.http import Leaving

NUMBER_TAKEN = "2000637"  # "Kundnummer … används redan." (recorded 2016).


@dataclass(kw_only=True)
class CreateCustomer:
    """A customer under a number that we chose: a taken number that carries our reference is the one we made."""

    client: FortnoxClient
    draft: fortnox.CustomerDraft
    kind: WriteKind = field(default=WriteKind.CREATE_CUSTOMER, init=False)

    @property
    def reference(self) -> str:
        return self.draft.external_reference

    @property
    def payload(self) -> dict[str, Any]:
        return self.draft.model_dump(mode="json")

    def send(self, leaving: Leaving) -> Landed:
        try:
            return self._landed(self.client.create_customer(self.draft, leaving=leaving))
        except Refused as refused:
            # Another copy for the same client company may have made it a moment ago.
            if refused.refusal.code == NUMBER_TAKEN and (made := self.find()):
                return made
            raise

    def find(self) -> Landed | None:
        try:
            found = self.client.customer(self.draft.customer_number)
        except NotFound:
            return None
        return self._landed(found) if was_made_by_us(self.draft, found) else None

    def landed(self, turn: Turn, landed: Landed) -> None:
        turn.note("customer_created", customer_number=landed.answer["customer_number"], after=landed.answer)

    def _landed(self, customer: fortnox.Customer) -> Landed:
        return Landed(answer=customer.model_dump(mode="json"))


@dataclass(kw_only=True)
class UpdateCustomer:
    """Some fields of a customer, each as it was seen and as it is to be: when they are so, it has landed."""

    client: FortnoxClient
    number: str
    changes: tuple[FieldChange, ...]
    kind: WriteKind = field(default=WriteKind.UPDATE_CUSTOMER, init=False)

    @classmethod
    def of(cls, client: FortnoxClient, payload: dict[str, Any]) -> Self:
        """The act that an intention keeps."""
        return cls(client=client, number=payload["customer_number"], changes=changes_of(payload))

    @property
    def reference(self) -> str:
        return f"customer:{self.number}"

    @property
    def payload(self) -> dict[str, Any]:
        return {"customer_number": self.number, "changes": [asdict(each) for each in self.changes]}

    def send(self, leaving: Leaving) -> Landed:
        return self._landed(self.client.update_customer(self.number, update_of(self.changes), leaving=leaving))

    def find(self) -> Landed | None:
        try:
            found = self.client.customer(self.number)
        except NotFound:
            return None
        return None if missed(found, self.changes) else self._landed(found)

    def landed(self, turn: Turn, landed: Landed) -> None:
        turn.note(
            "customer_updated",
            customer_number=self.number,
            before={each.name: each.before for each in self.changes},
            after={each.name: landed.answer[each.name] for each in self.changes},
        )

    def _landed(self, customer: fortnox.Customer) -> Landed:
        return Landed(answer=customer.model_dump(mode="json"))
