"""Before you start: everything that a copy would meet is found without one, in few requests."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from typer.testing import CliRunner

from brygga.accounting.problems import ProblemKind
from brygga.accounting.readiness import Looked
from brygga.cli.commands import app
from brygga.cli.exits import Exit
from brygga.connections.models import IntegrationSettings, ServiceTypeMapping
from brygga.copying.before_you_start import Checked, check
from brygga.remote.errors import Unavailable
from sandbox.faults import Fault
from tests.copying.conftest import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.promise("B2")]


@pytest.fixture(autouse=True)
def _norwegian_kroner(desk: Desk) -> None:
    """One draft of the small world is in NOK, which Fortnox lacks there: here somebody has added it."""
    currencies = register(desk, "currencies")
    currencies["NOK"] = {**currencies["EUR"], "Code": "NOK"}


def checked(desk: Desk, *, fresh: bool = True) -> Checked:
    desk.connection.refresh_from_db()
    return check(desk.connection, fresh=fresh, outside=desk.outside)


def wrong(desk: Desk) -> dict[Looked, list[str]]:
    found = checked(desk).findings
    return {each.what: [problem.kind.value for problem in each.problems] for each in found if each.problems}


def register(desk: Desk, name: str) -> dict[str, dict[str, object]]:
    return desk.sandbox.store.table(f"fortnox.{desk.connection.fortnox_tenant_id}.{name}")


def asked(desk: Desk, remote: str) -> list[str]:
    seen = desk.sandbox.requests.seen(remote=remote)
    return [each.path.split("/", 3)[-1] for each in seen if "/oauth-v1/" not in each.path]


def test_a_company_that_is_ready_is_all_green(desk: Desk) -> None:
    found = checked(desk)

    assert found.problems == ()
    assert [each.what for each in found.findings] == [each for each in Looked if each is not Looked.NEXT_YEAR]


def test_a_full_check_costs_nine_requests_to_fortnox_and_one_to_productive(desk: Desk) -> None:
    """docs/performance.md quotes it."""
    desk.sandbox.requests.clear()
    checked(desk)

    assert (len(asked(desk, "fortnox")), len(asked(desk, "productive"))) == (9, 1), asked(desk, "fortnox")

    desk.sandbox.requests.clear()
    checked(desk, fresh=False)
    assert len(asked(desk, "fortnox")) == 3, "what is kept is not read again"


def close_year(desk: Desk) -> None:
    for key in [key for key, year in register(desk, "financialyears").items() if str(year["ToDate"]) >= "2026-11"]:
        del register(desk, "financialyears")[key]


def lock(desk: Desk) -> None:
    register(desk, "company")["facts"]["LockedUntil"] = "2026-12-31"


def switch_account_off(desk: Desk) -> None:
    for key, account in register(desk, "accounts").items():
        if key.endswith(".3001"):
            account["Active"] = False


def take_currency_out(desk: Desk) -> None:
    del register(desk, "currencies")["EUR"]


def forget_article(desk: Desk) -> None:
    IntegrationSettings.objects.update(service_types_mapped=True)
    ServiceTypeMapping.objects.create(
        organisation=desk.connection.organisation,
        connection=desk.connection,
        productive_service_type_id="401",
        name="Strategy",
        article="no such article",
    )


def decide_nothing(desk: Desk) -> None:
    IntegrationSettings.objects.update(decided_at=None)


def lose_licence(desk: Desk) -> None:
    desk.sandbox.faults.plan(Fault(kind="licence_lost", remote="fortnox", path="/3/customers"))


def lose_register_licence(desk: Desk) -> None:
    desk.sandbox.faults.plan(Fault(kind="licence_lost", remote="fortnox", path="/3/units"))


def number_with_letters(desk: Desk) -> None:
    IntegrationSettings.objects.update(numbers_by="productive")
    subsidiary = desk.sandbox.store.table("productive.subsidiaries")["501"]["attributes"]
    subsidiary["invoice_number_format"] = "INV-{nnn}"


def need_consent(desk: Desk) -> None:
    desk.connection.state = "reconnect_needed"
    desk.connection.save()


@pytest.mark.parametrize(
    ("spoil", "what", "kind"),
    [
        (close_year, Looked.YEAR, ProblemKind.NO_FINANCIAL_YEAR),
        (lock, Looked.PERIOD, ProblemKind.PERIOD_LOCKED),
        (switch_account_off, Looked.ACCOUNTS, ProblemKind.ACCOUNT_INACTIVE),
        (take_currency_out, Looked.CURRENCIES, ProblemKind.CURRENCY_NOT_IN_FORTNOX),
        (forget_article, Looked.MAPPING, ProblemKind.ARTICLE_MISSING),
        (decide_nothing, Looked.SETTINGS, ProblemKind.NOT_DECIDED),
        (lose_licence, Looked.RIGHTS, ProblemKind.NOT_PERMITTED),
        (lose_register_licence, Looked.RIGHTS, ProblemKind.NOT_PERMITTED),
        (number_with_letters, Looked.NUMBERS, ProblemKind.NUMBER_FORMAT_UNFIT),
        (need_consent, Looked.CONNECTION, ProblemKind.RECONNECT_NEEDED),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_it_finds_what_would_stop_a_copy(
    desk: Desk, spoil: Callable[[Desk], None], what: Looked, kind: ProblemKind
) -> None:
    spoil(desk)

    assert wrong(desk) == {what: [kind.value]}


def test_from_december_the_next_year_must_be_open_and_have_the_accounts(desk: Desk) -> None:
    desk.outside.clock.sleep(33 * 24 * 3600)
    years = register(desk, "financialyears")
    for key in [key for key, year in years.items() if str(year["FromDate"]) >= "2027"]:
        del years[key]
    assert wrong(desk) == {Looked.NEXT_YEAR: ["no_financial_year"]}

    this_year = next(year for year in years.values() if str(year["ToDate"]) == "2026-12-31")
    years["99"] = {**this_year, "Id": 99, "FromDate": "2027-01-01", "ToDate": "2027-12-31"}
    for key, account in list(register(desk, "accounts").items()):
        if key.startswith(f"{this_year['Id']}.") and not key.endswith(".3001"):
            register(desk, "accounts")[f"99.{key.split('.')[1]}"] = {**account, "Year": 99}
    problems = checked(desk).problems
    assert [(each.kind.value, each.facts["year"]) for each in problems] == [("account_missing", "2027")]


def test_what_cannot_be_reached_is_not_called_ready(desk: Desk) -> None:
    desk.sandbox.faults.plan(Fault(kind="refuse", remote="fortnox", status=503, path="lockedperiod", times=0))

    with pytest.raises(Unavailable):
        checked(desk)


def test_the_command_says_the_same_and_ends_with_it(desk: Desk) -> None:
    ready = CliRunner().invoke(app, ["check", "--json"])
    lock(desk)
    stopped = CliRunner().invoke(app, ["check", "--json"])
    told = CliRunner().invoke(app, ["check"])

    assert (ready.exit_code, json.loads(ready.stdout)[0]["is_ready"]) == (Exit.DONE, True)
    assert stopped.exit_code == Exit.NEEDS_YOU
    problems = [problem for each in json.loads(stopped.stdout)[0]["findings"] for problem in each["problems"]]
    assert [each["kind"] for each in problems] == ["period_locked"]
    assert "Who can:" in told.stdout
