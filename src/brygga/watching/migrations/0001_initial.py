"""Cursors in Fortnox's lists, and what became of each copied invoice; every child's organisation is its parent's."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from brygga.tenants.guards import same_organisation


def key() -> models.Field[Any, Any]:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("connections", "0002_guards"),
        ("copying", "0002_guards"),
        ("tenants", "0001_initial"),
    ]
    operations = [
        migrations.CreateModel(
            name="Cursor",
            fields=[
                ("id", key()),
                ("listing", models.CharField(choices=[("invoices", "Invoices")], max_length=20)),
                ("read_until", models.DateTimeField()),
                ("wakes_at", models.DateTimeField()),
                (
                    "connection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cursors",
                        to="connections.connection",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="tenants.organisation"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("connection", "listing"), name="one_cursor_per_list"),
                    models.CheckConstraint(condition=Q(("listing__in", ["invoices"])), name="listing_is_known"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Watched",
            fields=[
                ("id", key()),
                ("booked", models.BooleanField(default=False)),
                ("cancelled", models.BooleanField(default=False)),
                ("sent", models.BooleanField(default=False)),
                ("by_cash_method", models.BooleanField(default=False)),
                ("credit_note", models.CharField(blank=True, max_length=40)),
                ("total", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("told", models.JSONField(default=list)),
                ("seen_at", models.DateTimeField()),
                ("looked_at", models.DateTimeField(null=True)),
                ("look_at", models.DateTimeField(null=True)),
                (
                    "copy",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="watched", to="copying.copy"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="tenants.organisation"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=Q(("look_at__isnull", False)), fields=["look_at"], name="invoices_to_look_at"
                    )
                ],
            },
        ),
        same_organisation("watching_cursor", "connection_id", "connections_connection"),
        same_organisation("watching_watched", "copy_id", "copying_copy"),
    ]
