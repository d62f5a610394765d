"""Who listens to Fortnox, how far each topic was heard, and what waits to be followed up."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("connections", "0006_exchange_rates"),
        ("tenants", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Listening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=20, unique=True)),
                ("holder", models.UUIDField(null=True)),
                ("held_until", models.DateTimeField(null=True)),
                ("connected_at", models.DateTimeField(null=True)),
                ("heard_tenants", models.JSONField(default=list)),
                ("trouble", models.JSONField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, unique=True)),
                ("offset", models.CharField(blank=True, max_length=100)),
                ("last_kind", models.CharField(blank=True, max_length=80)),
                ("last_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Heard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=80)),
                ("number", models.CharField(blank=True, max_length=80)),
                ("heard_at", models.DateTimeField()),
                ("wakes_at", models.DateTimeField()),
                ("asked_at", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                (
                    "connection",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="connections.connection"),
                ),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="tenants.organisation"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["wakes_at"], name="notices_to_follow_up")],
                "constraints": [
                    models.UniqueConstraint(fields=("connection", "kind", "number"), name="one_notice_of_a_kind")
                ],
            },
        ),
    ]
