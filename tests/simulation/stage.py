"""A connected organisation with five linked invoices, set up once for each first day and then taken back to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from django.conf import settings as django_settings

from brygga.clock import stockholm_date
from brygga.connections import connecting, organisations
from brygga.connections.models import Connection, IntegrationSettings, Subsidiary
from brygga.connections.outside import Outside
from brygga.links.models import DocumentLink
from brygga.payments.models import PaymentFeed
from brygga.tenants.models import User
from sandbox.app import Sandbox, create_app
from sandbox.fortnox import payments
from sandbox.fortnox.books import Books
from sandbox.fortnox.fields import decimal
from sandbox.worlds import cast
from tests.consent import Person, consent
from tests.faults import snapshots
from tests.outside_world import CountedIds, ManualClock, SandboxTransport, edit

KARIN = Person(email="karin@fyrljus.example", password="fyrljus")
NEVER = datetime(2026, 1, 1, tzinfo=UTC)
# Open in both systems of world small: four in kronor, and one in dollars.
INVOICES = ("8004", "8008", "8010", "8012", "8018")
DOLLARS = "10480"


@dataclass(kw_only=True)
class Stage:
    """Both remotes, Brygga's rows, and the one clock."""

    sandbox: Sandbox
    clock: ManualClock
    ids: CountedIds
    connection: Connection
    invoices: tuple[str, ...]

    @property
    def books(self) -> Books:
        return Books(store=self.sandbox.store, clock=self.sandbox.clock, tenant=str(self.connection.fortnox_tenant_id))


def built(moment: datetime, *, world: str = "small", invoices: tuple[str, ...] = ()) -> Stage:
    """Connected, with these or else all open invoices linked two days ago, and payments synced from today."""
    clock, ids = ManualClock(moment), CountedIds()
    sandbox = create_app(world=world, clock=clock.sandbox)
    sandbox.store.table("fortnox.redirects")[f"{django_settings.ENVIRONMENT.url}{connecting.CALLBACK_PATH}"] = {}
    outside = Outside(clock=clock, ids=ids, transport=SandboxTransport(sandbox))
    connection = _connected(outside)
    invoices = invoices or _open_in_both(sandbox)
    for invoice in invoices:
        _link(connection, invoice, sandbox, moment)
    IntegrationSettings.objects.update_or_create(
        connection=connection,
        defaults={"organisation": connection.organisation, "payments_synced": True},
    )
    PaymentFeed.objects.create(
        organisation=connection.organisation,
        connection=connection,
        mirrored_from=stockholm_date(moment),
        wakes_at=moment,
    )
    return Stage(sandbox=sandbox, clock=clock, ids=ids, connection=connection, invoices=invoices)


def _connected(outside: Outside) -> Connection:
    user = User.objects.create_user("karin@fyrljus.example", "fyrljus", name="Karin Lindqvist")
    organisation = organisations.add_organisation(
        user, productive_organisation_id=cast.PRODUCTIVE_ORGANISATION_ID, token=cast.PRODUCTIVE_TOKEN, outside=outside
    )
    subsidiary = Subsidiary.objects.get(
        organisation=organisation, productive_subsidiary_id=cast.STOCKHOLM.productive_id
    )
    address = connecting.begin(user, organisation, subsidiary, session_key="karin", outside=outside)
    back = consent(address, person=KARIN, tenant_id=cast.STOCKHOLM.fortnox_tenant_id, outside=outside)
    made = connecting.complete(user, **back, session_key="karin", outside=outside)
    assert isinstance(made, Connection)
    return made


def _open_in_both(sandbox: Sandbox) -> tuple[str, ...]:
    """Invoices of Stockholm that are booked, in the same currency and lack the same on both sides, RoundOff aside.

    Where the world's tax differs by an öre, the two totals never agreed.
    """
    ledger = sandbox.store.table(f"fortnox.{cast.STOCKHOLM.fortnox_tenant_id}.invoices")
    found = []
    for identity, record in sandbox.store.table("productive.invoices").items():
        facts, fortnox = record["attributes"], ledger.get(record["attributes"]["export_id"] or "")
        is_ours = record["related"]["subsidiary"] == cast.STOCKHOLM.productive_id
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
    for number, payment in list(stage.books.table("invoicepayments").items()):
        if str(payment["InvoiceNumber"]) == DOLLARS:
            payments.remove(stage.books, number, by_hand=True)
    table = stage.sandbox.store.table("productive.payments")
    for identity in [key for key, each in table.items() if each["related"]["invoice"] in INVOICES]:
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
        _never_paid(stage)
        return stage, snapshots.take(stage.sandbox, stage.clock)
