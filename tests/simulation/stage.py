"""A connected organisation with linked invoices in two companies, set up once for each first day, then taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings as django_settings

from brygga.connections import connecting, organisations
from brygga.connections.models import Connection, IntegrationSettings, Subsidiary
from brygga.connections.outside import Outside
from brygga.links.models import DocumentLink
from brygga.payments import turning
from brygga.tenants.models import Organisation, User
from sandbox.app import Sandbox, create_app
from sandbox.fortnox import bookkeeping, invoice_states, payments
from sandbox.fortnox.books import Books
from sandbox.fortnox.fields import decimal
from sandbox.worlds import cast
from sandbox.worlds.cast import GOTEBORG, STOCKHOLM, Seller
from tests.consent import Person, consent
from tests.faults import snapshots
from tests.outside_world import CountedIds, ManualClock, SandboxTransport, edit

KARIN = Person(email="karin@fyrljus.example", password="fyrljus")
NEVER = datetime(2026, 1, 1, tzinfo=UTC)
# Open in both systems of world small: in kronor, one in dollars, and one in Norwegian crowns that is booked first.
INVOICES = {STOCKHOLM: ("8004", "8008", "8010", "8012", "8018"), GOTEBORG: ("8102", "8103")}
UNBOOKED = (GOTEBORG, "20115")
DOLLARS = "10480"


@dataclass(kw_only=True)
class Stage:
    """Both remotes, Brygga's rows, and the one clock. `invoices` are Productive's, each in one company's books."""

    sandbox: Sandbox
    clock: ManualClock
    ids: CountedIds
    invoices: tuple[str, ...]

    def ledger(self, tenant: str) -> Books:
        return Books(store=self.sandbox.store, clock=self.sandbox.clock, tenant=tenant)

    def books_of(self, invoice: str) -> Books:
        subsidiary = self._in_productive(invoice)["related"]["subsidiary"]
        [seller] = (each for each in INVOICES if each.productive_id == subsidiary)
        return self.ledger(str(seller.fortnox_tenant_id))

    def number(self, invoice: str) -> str:
        """Its number in Fortnox."""
        return str(self._in_productive(invoice)["attributes"]["export_id"])

    def record(self, invoice: str) -> dict[str, Any]:
        """The invoice in Fortnox."""
        return self.books_of(invoice).table("invoices")[self.number(invoice)]

    def _in_productive(self, invoice: str) -> dict[str, Any]:
        return self.sandbox.store.table("productive.invoices")[invoice]


def is_set_off(books: Books, payment: Mapping[str, Any]) -> bool:
    """No money: the claim was settled against a credit note."""
    invoice = books.table("invoices")[str(payment["InvoiceNumber"])]
    return int(payment["ModeOfPaymentAccount"] or 0) == bookkeeping.claim_account(books, invoice)


def built(moment: datetime, *, world: str = "small", invoices: Mapping[Seller, tuple[str, ...]] | None = None) -> Stage:
    """Connected, with these or else all open invoices of Stockholm linked two days ago, and payments synced from today.

    Payments of the companies count alike, so that the same number means two payments.
    """
    clock, ids = ManualClock(moment), CountedIds()
    sandbox = create_app(world=world, clock=clock.sandbox)
    sandbox.store.table("fortnox.redirects")[f"{django_settings.ENVIRONMENT.url}{connecting.CALLBACK_PATH}"] = {}
    outside = Outside(clock=clock, ids=ids, transport=SandboxTransport(sandbox))
    user = User.objects.create_user("karin@fyrljus.example", "fyrljus", name="Karin Lindqvist")
    organisation = organisations.add_organisation(
        user, productive_organisation_id=cast.PRODUCTIVE_ORGANISATION_ID, token=cast.PRODUCTIVE_TOKEN, outside=outside
    )
    found = invoices or {STOCKHOLM: _open_in_both(sandbox)}
    for seller, theirs in found.items():
        connection = _connected(seller, organisation, user, outside)
        for invoice in theirs:
            _link(connection, invoice, sandbox, moment)
        IntegrationSettings.objects.get_or_create(connection=connection, defaults={"organisation": organisation})
        turning.turn_on(connection, earlier=turning.Earlier.LEAVE, user=user, outside=outside)
    _count_alike(sandbox, found)
    every = tuple(invoice for theirs in found.values() for invoice in theirs)
    return Stage(sandbox=sandbox, clock=clock, ids=ids, invoices=every)


def _connected(seller: Seller, organisation: Organisation, user: User, outside: Outside) -> Connection:
    subsidiary = Subsidiary.objects.get(organisation=organisation, productive_subsidiary_id=seller.productive_id)
    address = connecting.begin(user, organisation, subsidiary, session_key="karin", outside=outside)
    back = consent(address, person=KARIN, tenant_id=seller.fortnox_tenant_id, outside=outside)
    made = connecting.complete(user, **back, session_key="karin", outside=outside)
    assert isinstance(made, Connection)
    return made


def _count_alike(sandbox: Sandbox, sellers: Mapping[Seller, object]) -> None:
    series = [f"fortnox.{each.fortnox_tenant_id}.payment" for each in sellers]
    highest = max(sandbox.store.counters.get(each, 1) for each in series)
    sandbox.store.counters.update(dict.fromkeys(series, highest))


def _open_in_both(sandbox: Sandbox) -> tuple[str, ...]:
    """Invoices of Stockholm that are booked, in the same currency and lack the same on both sides, RoundOff aside.

    Where the world's tax differs by an öre, the two totals never agreed.
    """
    ledger = sandbox.store.table(f"fortnox.{STOCKHOLM.fortnox_tenant_id}.invoices")
    found = []
    for identity, record in sandbox.store.table("productive.invoices").items():
        facts, fortnox = record["attributes"], ledger.get(record["attributes"]["export_id"] or "")
        is_ours = record["related"]["subsidiary"] == STOCKHOLM.productive_id
        if is_ours and fortnox and fortnox["Booked"] and decimal(fortnox["Balance"]) > 0:
            lacking = Decimal(facts["amount_unpaid"]).scaleb(-2)
            apart = decimal(fortnox["Balance"]) - decimal(fortnox["RoundOff"]) - lacking
            if apart == 0 and fortnox["Currency"] == facts["currency"]:
                found.append(identity)
    return tuple(found)


def _link(connection: Connection, invoice: str, sandbox: Sandbox, moment: datetime) -> None:
    record = sandbox.store.table("productive.invoices")[invoice]["attributes"]
    DocumentLink.objects.create(
        organisation=connection.organisation,
        connection=connection,
        fortnox_tenant_id=connection.fortnox_tenant_id,
        productive_invoice_id=invoice,
        ordinal=1,
        fortnox_document_number=record["export_id"],
        reference=f"brygga {invoice}",
        made_at=moment - timedelta(days=2),
    )


def _never_paid(stage: Stage) -> None:
    """One was paid in part today, on both sides, by people: they take that back, so that all its payments are ours."""
    books = stage.ledger(str(STOCKHOLM.fortnox_tenant_id))
    for number, payment in list(books.table("invoicepayments").items()):
        if str(payment["InvoiceNumber"]) == DOLLARS:
            payments.remove(books, number, by_hand=True)
    table = stage.sandbox.store.table("productive.payments")
    for identity in [key for key, each in table.items() if each["related"]["invoice"] in stage.invoices]:
        edit(stage.sandbox, "DELETE", f"payments/{identity}")


class Stages:
    """Every stage that was built, each taken back to its beginning when it is wanted again."""

    def __init__(self) -> None:
        self._kept: dict[datetime, tuple[Stage, snapshots.Snapshot]] = {}
        self._blank: snapshots.Snapshot | None = None

    def at(self, moment: datetime) -> Stage:
        if moment not in self._kept:
            self._kept[moment] = self._new(moment)
        stage, beginning = self._kept[moment]
        snapshots.restore(beginning, stage.sandbox, stage.clock)
        stage.ids = CountedIds()
        return stage

    def other(self, build: Callable[[], Stage]) -> Stage:
        """Another stage, on rows in which nothing stands yet."""
        if self._blank is None:
            clock = ManualClock(NEVER)
            self._blank = snapshots.take(create_app(world="empty", clock=clock.sandbox), clock)
        empty = ManualClock(NEVER)
        snapshots.restore(self._blank, create_app(world="empty", clock=empty.sandbox), empty)
        return build()

    def _new(self, moment: datetime) -> tuple[Stage, snapshots.Snapshot]:
        stage = self.other(lambda: built(moment, invoices=INVOICES))
        seller, number = UNBOOKED
        invoice_states.bookkeep(stage.ledger(str(seller.fortnox_tenant_id)), number)
        _never_paid(stage)
        return stage, snapshots.take(stage.sandbox, stage.clock)
