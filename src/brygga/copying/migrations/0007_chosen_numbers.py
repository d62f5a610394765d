"""The number that a person chose for an invoice, where Productive gives the numbers."""

from __future__ import annotations

from django.db import migrations, models

from brygga.tenants.guards import around


class Migration(migrations.Migration):
    dependencies = [("copying", "0006_booking"), ("tenants", "0001_initial")]

    operations = around(
        migrations.AddField(
            model_name="attempt",
            name="invoice_number",
            field=models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        ),
    )
