"""Service types: listed as Productive has them, mapped, checked against Fortnox, and told who changed what."""

from __future__ import annotations

import importlib

import pytest
from django.apps import apps

from brygga.accounting.mapping import suggested_article
from brygga.accounting.problems import ProblemKind
from brygga.accounting.rulebook import Mapped, Treatment
from brygga.connections import mappings
from brygga.connections.models import Connection, ServiceTypeMapping
from brygga.connections.outside import Outside
from brygga.connections.permission import NotPermitted
from brygga.fortnox.schema import ArticleListed
from brygga.history.models import Event
from brygga.tenants.models import User
from sandbox.app import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.promise("P6")]


def save(connection: Connection, wanted: dict[str, Mapped], *, user: User, outside: Outside) -> list[ProblemKind]:
    found = mappings.save(connection, wanted, is_on=True, user=user, outside=outside)
    return [each.kind for problems in found.values() for each in problems]


def test_every_service_type_of_productive_is_listed_by_name(decided: Connection, outside_world: Outside) -> None:
    listed = mappings.listed(decided, outside=outside_world)

    names = [each.name for each in listed]
    assert names == sorted(names, key=str.casefold)
    assert {"Design", "Outlay"} <= set(names)
    assert not any(each.is_mapped or each.is_archived for each in listed)


@pytest.mark.promise("P7")
@pytest.mark.parametrize(
    ("mapped", "kinds"),
    [
        (Mapped(account=3041), []),
        (Mapped(account=3041, article="101"), []),
        (Mapped(account=2420, treatment=Treatment.ADVANCE), []),
        (Mapped(account=1681, article="120", treatment=Treatment.OUTLAY), []),
        (Mapped(account=3004, treatment=Treatment.EXEMPT), []),
        (Mapped(article="101"), []),
        (Mapped(account=9999), [ProblemKind.ACCOUNT_MISSING]),
        (Mapped(account=3051), [ProblemKind.ACCOUNT_INACTIVE]),
        (Mapped(account=1930), [ProblemKind.ACCOUNT_CONTRADICTS_RATE]),
        (Mapped(account=3042, article="101"), [ProblemKind.ARTICLE_CONTRADICTS_ACCOUNT]),
        (Mapped(article="999"), [ProblemKind.ARTICLE_MISSING]),
        (Mapped(treatment=Treatment.ADVANCE), [ProblemKind.ADVANCE_WITHOUT_ACCOUNT]),
        (Mapped(account=3001, treatment=Treatment.ADVANCE), [ProblemKind.ADVANCE_ON_REVENUE_ACCOUNT]),
        (
            Mapped(account=3001, treatment=Treatment.OUTLAY),
            [ProblemKind.ACCOUNT_CONTRADICTS_RATE, ProblemKind.OUTLAY_ON_REVENUE_ACCOUNT],
        ),
    ],
)
def test_a_mapping_is_checked_before_any_invoice_uses_it(
    mapped: Mapped, kinds: list[ProblemKind], decided: Connection, admin_user: User, outside_world: Outside
) -> None:
    assert save(decided, {"402": mapped}, user=admin_user, outside=outside_world) == kinds
    assert ServiceTypeMapping.objects.exists() is not bool(kinds)


def test_what_fortnox_changed_since_is_found_by_a_fresh_check(
    decided: Connection, admin_user: User, sandbox: Sandbox, outside_world: Outside
) -> None:
    wanted = {"402": Mapped(article="102")}
    save(decided, wanted, user=admin_user, outside=outside_world)
    sandbox.store.table(f"fortnox.{decided.fortnox_tenant_id}.articles")["102"]["Active"] = False

    kept = mappings.check(decided, wanted, outside=outside_world)
    fresh = mappings.check(decided, wanted, fresh=True, outside=outside_world)

    assert kept == {}
    assert [each.kind for each in fresh["402"]] == [ProblemKind.ARTICLE_INACTIVE]


def test_a_renamed_and_an_archived_service_type_are_told(
    decided: Connection, admin_user: User, sandbox: Sandbox, outside_world: Outside
) -> None:
    wanted = {"402": Mapped(account=3041), "403": Mapped(account=3041)}
    save(decided, wanted, user=admin_user, outside=outside_world)
    kinds = sandbox.store.table("productive.service_types")
    kinds["402"]["attributes"]["name"] = "Interface design"
    kinds["403"]["attributes"]["archived_at"] = "2026-11-02T08:00:00.000+01:00"
    kinds["405"]["attributes"]["archived_at"] = "2026-11-02T08:00:00.000+01:00"

    listed = {each.id: each for each in mappings.listed(decided, fresh=True, outside=outside_world)}

    assert (listed["402"].name, listed["402"].was_called) == ("Interface design", "Design")
    assert listed["403"].is_archived
    assert "405" not in listed


def test_the_history_keeps_before_and_after_of_what_changed(
    decided: Connection, admin_user: User, outside_world: Outside
) -> None:
    save(decided, {"401": Mapped(account=3041), "402": Mapped(account=3041)}, user=admin_user, outside=outside_world)
    save(decided, {"401": Mapped(account=3041), "402": Mapped()}, user=admin_user, outside=outside_world)
    save(decided, {"401": Mapped(account=3041)}, user=admin_user, outside=outside_world)

    second, first = Event.objects.filter(kind="service_types_changed")
    design = {"name": "Design", "account": 3041, "article": "", "treatment": "normal"}
    assert first.before == {"service_types_mapped": False, "401": None, "402": None}
    assert (second.before, second.after) == ({"402": design}, {"402": None})


def test_only_an_admin_maps(decided: Connection, finance_user: User, outside_world: Outside) -> None:
    with pytest.raises(NotPermitted):
        save(decided, {"402": Mapped(account=3041)}, user=finance_user, outside=outside_world)


def test_the_article_with_nearly_the_same_name_is_suggested_and_none_of_two() -> None:
    names = ("Strategi", "Design", "Design")
    names = ("Strategi", "Design", "Design")
    known = [ArticleListed(article_number=str(place), description=name) for place, name in enumerate(names)]

    assert suggested_article("Strategy", known) == known[0]
    assert suggested_article("Design", known) is None
    assert suggested_article("Copywriting", known) is None


@pytest.mark.parametrize(
    ("zero_rate", "outlay", "exempt"), [("outlay", 1681, None), ("exempt", None, 1681), ("ask", None, None)]
)
def test_the_migration_keeps_what_was_decided_for_0_percent(
    zero_rate: str, outlay: int | None, exempt: int | None, connection: Connection
) -> None:
    """The account that was there for 0 % goes to what 0 % meant; run here over rows that play the old ones."""
    migration = importlib.import_module("brygga.connections.migrations.0005_accounts_by_vat_case")
    settings = apps.get_model("connections", "IntegrationSettings")
    moves = migration.moves("account_6")
    settings.objects.filter(connection=connection).update(zero_rate=zero_rate, account_6=1681)

    moves(apps, None)

    kept = settings.objects.get(connection=connection)
    assert (kept.account_outlay, kept.account_exempt) == (outlay, exempt)
