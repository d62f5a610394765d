"""What each company told last, and what a lease may not be."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

from brygga.tenants.guards import around, same_organisation


class Migration(migrations.Migration):
    dependencies = [
        ("connections", "0006_exchange_rates"),
        ("listening", "0002_guards"),
        ("tenants", "0001_initial"),
    ]

    operations = [
        *around(
            migrations.AddConstraint(
                model_name="listening",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("held_until__isnull", True), ("holder__isnull", True)),
                        models.Q(("held_until__isnull", False), ("holder__isnull", False)),
                        _connector="OR",
                    ),
                    name="a_lease_has_a_holder_and_an_end",
                ),
            ),
            migrations.AddConstraint(
                model_name="listening",
                constraint=models.CheckConstraint(
                    condition=models.Q(("connected_at__isnull", True), ("holder__isnull", False), _connector="OR"),
                    name="only_its_holder_listens",
                ),
            ),
        ),
        migrations.CreateModel(
            name="LastNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
                (
                    "connection",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="last_notice",
                        to="connections.connection",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="tenants.organisation"),
                ),
            ],
        ),
        same_organisation("listening_lastnotice", "connection_id", "connections_connection"),
    ]
