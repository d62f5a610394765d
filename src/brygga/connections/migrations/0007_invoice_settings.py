"""What was decided for the invoices of a connection besides its integration settings."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

from brygga.tenants.guards import same_organisation

SENT_BY = ["nobody", "email", "e_invoice"]


class Migration(migrations.Migration):
    dependencies = [("connections", "0006_exchange_rates"), ("tenants", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="InvoiceSettingsRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("booked_at_once", models.BooleanField(default=False)),
                (
                    "sent_by",
                    models.CharField(
                        choices=[(each, each.upper().title()) for each in SENT_BY], default="nobody", max_length=10
                    ),
                ),
                (
                    "connection",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invoice_settings",
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
                    models.CheckConstraint(condition=models.Q(("sent_by__in", SENT_BY)), name="sent_by_is_known")
                ]
            },
        ),
        same_organisation("connections_invoicesettingsrow", "connection_id", "connections_connection"),
    ]
