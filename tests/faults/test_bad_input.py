"""What goes wrong around one copy: told in both languages, nothing half written, and mended by its remedy."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from brygga.cli.exits import Exit
from brygga.connections.models import Connection, ConnectionState, IntegrationSettings
from brygga.connections.outside import Outside
from brygga.copying.models import Copy
from brygga.copying.states import CopyState
from brygga.tenants.models import User
from sandbox.app import Sandbox
from sandbox.faults import Fault
from sandbox.fortnox import acts
from sandbox.worlds.cast import STOCKHOLM
from tests.connections.journeys import connect
from tests.copying.conftest import Desk
from tests.faults.flows import assert_copied_once
from tests.faults.telling import assert_told, command
from tests.web.pages import words

pytestmark = [pytest.mark.django_db]

TENANT = str(STOCKHOLM.fortnox_tenant_id)
POST_INVOICE = {"remote": "fortnox", "method": "POST", "path": "/3/invoices$"}
FINALIZE = {"remote": "productive", "method": "PATCH", "path": "/finalize$"}
Act = Callable[[Desk], object]


def nothing(_desk: Desk) -> None:
    """Nobody need do anything."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Case:
    """One trouble between the press and the end.

    `happens` after the press and before the work; `meanwhile` just before a request arrives, named by method and path.
    `mended` is what the remedy asks for, after which the person tries again and the copy ends as `ends`.
    """

    title: str
    english: str
    swedish: str
    happens: Act = nothing
    meanwhile: tuple[str, str, Act] | None = None
    state: CopyState = CopyState.BLOCKED
    in_fortnox: int = 0
    mended: Act = nothing
    ends: CopyState = CopyState.COPIED
    keeps_connection: bool = True

    def __str__(self) -> str:
        return self.title


def refuses(status: int, code: str, message: str, **where: str) -> Act:
    return lambda desk: desk.sandbox.faults.plan(
        Fault(kind="refuse", status=status, code=code, message=message, **(where or POST_INVOICE))  # type: ignore[arg-type]
    )


def token_dead(times: int = 1, **where: Any) -> Act:
    return lambda desk: desk.sandbox.faults.plan(Fault(kind="token_dead", times=times, **where))


def in_fortnox(kind: str, number: str, **fields: Any) -> Act:
    """The bookkeeper changes something in Fortnox."""
    return lambda desk: bookkeeper(desk, kind, number, fields)


def bookkeeper(desk: Desk, kind: str, number: str, fields: dict[str, Any]) -> None:
    acts.set_fields(desk.sandbox.store, desk.sandbox.clock, tenant=TENANT, kind=kind, number=number, fields=fields)


def in_productive(**attributes: Any) -> Act:
    """Somebody changes the draft in Productive."""
    return lambda desk: desk.productive("9001").update(attributes)


def deleted(desk: Desk) -> None:
    table = desk.sandbox.store.table("productive.invoices")
    desk.sandbox.store.table("test.deleted")["9001"] = table.pop("9001")


def restored(desk: Desk) -> None:
    table = desk.sandbox.store.table("productive.invoices")
    table["9001"] = desk.sandbox.store.table("test.deleted").pop("9001")


def reconnected(desk: Desk) -> None:
    connect(desk.user, desk.connection.subsidiary, outside=desk.outside)


EDITED = in_productive(delivery_on="2026-10-01")
EDITED_BACK = in_productive(delivery_on="2026-10-31")
FINALIZED = in_productive(number="777", finalized_on="2026-11-02", finalized_at="2026-11-02T09:00:00+00:00")
SENT = in_productive(
    number="777", finalized_on="2026-11-02", finalized_at="2026-11-02T09:00:00+00:00", sent_on="2026-11-02"
)

CASES = (
    Case(
        title="Productive no longer takes the token",
        happens=token_dead(remote="productive"),
        english="Productive does not accept Brygga’s API token.",
        swedish="Productive godtar inte",
    ),
    Case(
        title="Productive no longer takes the token when the invoice is in Fortnox",
        happens=token_dead(remote="productive", path=FINALIZE["path"]),
        english="Productive does not accept Brygga’s API token.",
        swedish="Productive godtar inte",
        in_fortnox=1,
    ),
    Case(
        title="the token may only read in Productive",
        happens=refuses(403, "", "Access Denied", **FINALIZE),
        english="Productive does not permit this with Brygga’s API token.",
        swedish="Productive",
        in_fortnox=1,
    ),
    Case(
        title="Fortnox takes neither the token nor the new one",
        happens=token_dead(times=2, remote="fortnox", path=POST_INVOICE["path"]),
        english="The connection to Fortnox no longer works.",
        swedish="Anslutningen till Fortnox fungerar inte längre.",
        mended=reconnected,
        keeps_connection=False,
    ),
    Case(
        title="a scope is missing for one resource only",
        happens=refuses(403, "2000663", "Har inte behörighet för scope"),
        english="The consent for Brygga lacks a part",
        swedish="scope",
    ),
    Case(
        title="a right is missing that nobody has seen before",
        happens=refuses(403, "2009999", "Saknar rätt"),
        english="Fortnox does not permit this",
        swedish="Fortnox",
    ),
    Case(
        title="the account was made inactive after the settings were saved",
        happens=in_fortnox("accounts", "3001", Active=False),
        english="An account of the invoice is not active in Fortnox.",
        swedish="konto",
        mended=in_fortnox("accounts", "3001", Active=True),
    ),
    Case(
        title="the account was deleted after the settings were saved",
        happens=refuses(400, "2001304", "Kunde inte hitta konto."),
        english="An account of the invoice does not exist in Fortnox.",
        swedish="konto",
    ),
    Case(
        title="the customer was made inactive between preview and copy",
        happens=in_fortnox("customers", "1042", Active=False),
        english="Kunden är inte aktiv",
        swedish="Kunden är inte aktiv",
        mended=in_fortnox("customers", "1042", Active=True),
    ),
    Case(
        title="the period was locked between preview and copy",
        happens=refuses(400, "2000401", "Perioden är låst."),
        english="The invoice date is in a locked period in Fortnox.",
        swedish="låst",
    ),
    Case(
        title="the currency was removed between preview and copy",
        happens=refuses(400, "2000427", "Kan inte hitta valutan."),
        english="The invoice’s currency is not set up in Fortnox.",
        swedish="valuta",
    ),
    Case(
        title="the financial year was removed between preview and copy",
        happens=refuses(400, "9000016", "Det finns inget räkenskapsår för fakturadatumet"),
        english="Det finns inget räkenskapsår",
        swedish="Det finns inget räkenskapsår",
    ),
    Case(
        title="the draft was edited before the work began",
        happens=EDITED,
        english="The invoice has changed since you saw the preview.",
        swedish="ändrats",
        mended=EDITED_BACK,
    ),
    Case(
        title="the draft was deleted before the work began",
        happens=deleted,
        english="The invoice is no longer in Productive.",
        swedish="Productive",
        mended=restored,
    ),
    Case(
        title="the draft was sent under its own number before the work began",
        happens=SENT,
        english="777",
        swedish="777",
        ends=CopyState.BLOCKED,
    ),
    Case(
        title="the draft was edited while Fortnox was writing",
        meanwhile=("POST", "/3/invoices", EDITED),
        english="The invoice was changed in Productive while it was being copied",
        swedish="ändrades",
        in_fortnox=1,
        mended=EDITED_BACK,
    ),
    Case(
        title="the draft was deleted while Fortnox was writing",
        meanwhile=("POST", "/3/invoices", deleted),
        english="The draft was deleted in Productive while it was being copied.",
        swedish="Utkastet",
        in_fortnox=1,
        mended=restored,
    ),
    Case(
        title="the draft was deleted just before it was to be finalized",
        meanwhile=("PATCH", "/finalize", deleted),
        english="The draft was deleted in Productive while it was being copied.",
        swedish="Utkastet",
        in_fortnox=1,
        mended=restored,
    ),
    Case(
        title="the draft was edited just before it was finalized",
        meanwhile=("PATCH", "/finalize", EDITED),
        english="The invoice was changed in Productive while it was being copied",
        swedish="ändrades",
        in_fortnox=1,
        mended=EDITED_BACK,
    ),
    Case(
        title="the invoice was deleted just before it was to be marked",
        meanwhile=("PATCH", "/invoices/9001", deleted),
        english="The draft was deleted in Productive while it was being copied.",
        swedish="Utkastet",
        in_fortnox=1,
        mended=restored,
    ),
)


@pytest.fixture
def desk(decided: Connection, admin_user: User, outside_world: Outside, sandbox: Sandbox) -> Desk:
    return Desk(connection=decided, user=admin_user, outside=outside_world, sandbox=sandbox)


@pytest.fixture
def karin(admin_user: User) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(admin_user)
    return client


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_copy_stops_says_why_and_goes_on_once_it_is_mended(desk: Desk, karin: Client, case: Case) -> None:
    before = desk.invoices_in_fortnox()
    copy = desk.ask("9001")
    case.happens(desk)
    if case.meanwhile:
        method, path, act = case.meanwhile
        desk.meanwhile(method, path, lambda: _do(act, desk))

    desk.work(copy)

    desk.connection.refresh_from_db()
    assert copy.state == case.state, (copy.reason, copy.problems)
    assert desk.invoices_in_fortnox() - before == case.in_fortnox
    assert (desk.connection.state == ConnectionState.CONNECTED) is case.keeps_connection
    assert bool(copy.fortnox_document_number) is bool(case.in_fortnox)
    assert_told(copy, karin, en=case.english, sv=case.swedish)
    assert command("preview", "9001", language="sv")[0] != Exit.UNFORESEEN

    case.mended(desk)
    copy = desk.try_again(copy)

    assert copy.state == case.ends, (copy.reason, copy.problems)
    if case.ends == CopyState.COPIED:
        assert_copied_once(copy.id, desk.sandbox, tenant=desk.connection.fortnox_tenant_id)
    assert desk.invoices_in_fortnox() - before == (1 if case.ends == CopyState.COPIED else case.in_fortnox)


@pytest.mark.parametrize(("method", "path"), [("POST", "/3/invoices"), ("PATCH", "/finalize")])
def test_what_was_sent_meanwhile_keeps_its_number_and_is_told(
    desk: Desk, karin: Client, method: str, path: str
) -> None:
    before = desk.invoices_in_fortnox()
    copy = desk.ask("9001")
    desk.meanwhile(method, path, lambda: _do(SENT, desk))

    desk.work(copy)

    assert copy.state == CopyState.COPIED, (copy.reason, copy.problems)
    assert desk.productive("9001")["number"] == "777"
    assert desk.invoices_in_fortnox() - before == 1
    assert_told(copy, karin, en="The invoice was sent from Productive as 777", sv="777")


def _do(act: Act, desk: Desk) -> None:
    act(desk)


def in_currency(code: str) -> Act:
    return in_productive(currency=code, currency_default=code, currency_normalized=code)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Seen:
    """One trouble that is there before the press: the preview names it, and nothing can be pressed."""

    happens: Act
    mended: Act
    english: str
    swedish: str


BEFORE = {
    "an account is inactive": Seen(
        happens=in_fortnox("accounts", "3001", Active=False),
        mended=in_fortnox("accounts", "3001", Active=True),
        english="Account 3001",
        swedish="3001",
    ),
    "an account does not exist": Seen(
        happens=lambda desk: IntegrationSettings.objects.filter(connection=desk.connection).update(account_25=3999),
        mended=lambda desk: IntegrationSettings.objects.filter(connection=desk.connection).update(account_25=3001),
        english="3999",
        swedish="3999",
    ),
    "the currency is not set up": Seen(
        happens=in_currency("NOK"), mended=in_currency("SEK"), english="NOK", swedish="NOK"
    ),
    "the customer is inactive": Seen(
        happens=in_fortnox("customers", "1042", Active=False),
        mended=in_fortnox("customers", "1042", Active=True),
        english="Customer 1042, Norrsken Energi AB, is inactive in Fortnox.",
        swedish="inaktiv",
    ),
    "the period is locked": Seen(
        happens=in_fortnox("company", "facts", LockedUntil="2026-10-31"),
        mended=in_fortnox("company", "facts", LockedUntil=None),
        english="locked",
        swedish="låst",
    ),
    "there is no financial year": Seen(
        happens=in_fortnox("financialyears", "5", FromDate="2026-12-01"),
        mended=in_fortnox("financialyears", "5", FromDate="2026-01-01"),
        english="financial year",
        swedish="räkenskapsår",
    ),
    "it was sent under its own number": Seen(
        happens=SENT,
        mended=in_productive(number=None, finalized_on=None, finalized_at=None, sent_on=None),
        english="777",
        swedish="777",
    ),
    "Productive takes no token": Seen(
        happens=token_dead(times=6, remote="productive"),
        mended=lambda desk: desk.sandbox.faults.clear(),
        english="Productive does not accept Brygga’s API token.",
        swedish="Productive godtar inte",
    ),
    "Fortnox is broken": Seen(
        happens=lambda desk: desk.sandbox.faults.plan(Fault(kind="html", status=502, remote="fortnox", times=99)),
        mended=lambda desk: desk.sandbox.faults.clear(),
        english="Fortnox does not work just now.",
        swedish="Fortnox fungerar inte just nu.",
    ),
}


@pytest.mark.parametrize("trouble", BEFORE)
def test_the_preview_names_it_writes_nothing_and_copies_once_it_is_mended(
    desk: Desk, karin: Client, trouble: str
) -> None:
    case = BEFORE[trouble]
    before = desk.invoices_in_fortnox()
    case.happens(desk)

    for language, expected in (("en", case.english), ("sv", case.swedish)):
        page = karin.get("/invoices/9001/copy?fresh=1", headers={"Accept-Language": language})
        assert page.status_code == 200
        assert expected in words(page)
        assert 'name="nonce"' not in page.content.decode()
        for name in ("preview", "copy"):
            code, said = command(name, "9001", language=language)
            assert code in {Exit.NEEDS_YOU, Exit.NOT_REACHABLE, Exit.NOT_AUTHORISED}
            assert expected in " ".join(str(said).split())
    assert not Copy.objects.exists()
    assert desk.invoices_in_fortnox() == before

    case.mended(desk)
    desk.preview("9001", fresh=True)
    copy = desk.work(desk.ask("9001"))
    assert_copied_once(copy.id, desk.sandbox, tenant=desk.connection.fortnox_tenant_id)


AFTERWARDS: dict[str, Act] = {
    "edited": EDITED,
    "deleted": deleted,
    "sent": in_productive(sent_on="2026-11-02"),
    "cancelled in Fortnox": lambda desk: bookkeeper(desk, "invoices", _number(), {"Cancelled": True}),
}


def _number() -> str:
    return Copy.objects.get().fortnox_document_number


@pytest.mark.parametrize("language", ["en", "sv"])
@pytest.mark.parametrize("what", AFTERWARDS)
def test_what_happens_after_the_copy_changes_nothing_and_every_page_answers(
    desk: Desk, karin: Client, what: str, language: str
) -> None:
    copy = desk.work(desk.ask("9001"))
    AFTERWARDS[what](desk)

    for path in ("/invoices", "/invoices/9001", "/needs-you", "/history"):
        assert karin.get(path, headers={"Accept-Language": language}).status_code == 200, path
    assert karin.get("/invoices/9001/copy").status_code in {200, 404}
    code, _ = command("copy", "9001", language=language)
    desk.work_until_quiet(copy)

    assert code in {Exit.DONE, Exit.WRONG_USAGE}
    assert copy.state == CopyState.COPIED
    assert Copy.objects.get().attempts.count() == 1
