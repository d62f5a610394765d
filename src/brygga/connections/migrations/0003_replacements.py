"""The question whether to replace a connection, and the tokens that wait for its answer."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

from brygga.tenants.guards import same_organisation


class Migration(migrations.Migration):
    dependencies = [("connections", "0002_guards"), ("tenants", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Replacement",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("fortnox_tenant_id", models.BigIntegerField()),
                ("company_name", models.CharField(max_length=200)),
                ("organisation_number", models.CharField(max_length=40)),
                ("sealed_tokens", models.TextField(blank=True)),
                ("asked_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="tenants.organisation"),
                ),
                (
                    "request",
                    models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, to="connections.consentrequest"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=(models.Q(settled_at__isnull=True) & ~models.Q(sealed_tokens=""))
                        | (models.Q(settled_at__isnull=False) & models.Q(sealed_tokens="")),
                        name="tokens_wait_until_settled",
                    )
                ],
            },
        ),
        same_organisation("connections_replacement", "request_id", "connections_consentrequest"),
    ]
