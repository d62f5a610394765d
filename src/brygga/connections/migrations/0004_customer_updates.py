"""Which fields of a connection's customers Brygga may bring up to date."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

from brygga.tenants.guards import same_organisation

FIELDS = ["name", "address", "email", "vat_number", "terms_of_payment"]


class Migration(migrations.Migration):
    dependencies = [("connections", "0003_replacements"), ("tenants", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="UpdatedCustomerField",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("field", models.CharField(choices=[(each, each.title()) for each in FIELDS], max_length=20)),
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
                "constraints": [
                    models.UniqueConstraint(fields=("connection", "field"), name="one_row_per_updated_field"),
                    models.CheckConstraint(condition=models.Q(("field__in", FIELDS)), name="updated_field_is_known"),
                ],
            },
        ),
        same_organisation("connections_updatedcustomerfield", "connection_id", "connections_connection"),
    ]
