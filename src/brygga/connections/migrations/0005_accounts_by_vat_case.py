"""An account for each VAT case; the one for 0 % becomes that of what 0 % meant. Service types may be mapped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

from brygga.tenants.guards import same_organisation


def moves(old: str) -> Callable[[Any, Any], None]:
    """What was the account of 0 % becomes that of what 0 % meant."""

    def move(apps: Any, _schema_editor: Any) -> None:
        settings = apps.get_model("connections", "IntegrationSettings").objects
        settings.filter(zero_rate="outlay").update(account_outlay=F(old))
        settings.filter(zero_rate="exempt").update(account_exempt=F(old))

    return move


def _account(name: str) -> migrations.AddField:
    return migrations.AddField("integrationsettings", name, models.PositiveSmallIntegerField(null=True))


class Migration(migrations.Migration):
    dependencies = [("connections", "0004_customer_updates"), ("tenants", "0001_initial")]
    operations = [
        _account("account_outlay"),
        _account("account_exempt"),
        _account("account_eu"),
        _account("account_export"),
        _account("account_reverse_charge"),
        migrations.AddField("integrationsettings", "domestic_reverse_charge", models.BooleanField(default=False)),
        migrations.AddField("integrationsettings", "service_types_mapped", models.BooleanField(default=False)),
        migrations.RunPython(moves("account_0"), migrations.RunPython.noop),
        migrations.RemoveField("integrationsettings", "account_0"),
        migrations.CreateModel(
            name="ServiceTypeMapping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("productive_service_type_id", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=200)),
                ("account", models.PositiveSmallIntegerField(null=True)),
                ("article", models.CharField(blank=True, max_length=50)),
                ("treatment", models.CharField(default="normal", max_length=10)),
                (
                    "connection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="service_types",
                        to="connections.connection",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="tenants.organisation"),
                ),
            ],
            options={
                "ordering": ["name", "productive_service_type_id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("connection", "productive_service_type_id"), name="one_mapping_per_service_type"
                    ),
                    models.CheckConstraint(
                        condition=Q(treatment__in=["normal", "advance", "outlay", "exempt"]), name="treatment_is_known"
                    ),
                    models.CheckConstraint(
                        condition=~Q(account=None, article="", treatment="normal"), name="mapping_says_something"
                    ),
                    models.CheckConstraint(
                        condition=~Q(account=None, treatment="advance"), name="advance_has_an_account"
                    ),
                ],
            },
        ),
        same_organisation("connections_integrationsettings", "connection_id", "connections_connection"),
        same_organisation("connections_servicetypemapping", "connection_id", "connections_connection"),
    ]
