"""The payment that an event named is read together with everything else, not after the list that shows it."""

from __future__ import annotations

from django.db import migrations, models

from brygga.tenants.guards import around


class Migration(migrations.Migration):
    dependencies = [("payments", "0003_statements")]
    operations = around(
        migrations.AddField("paymentsync", "noticed_payment", models.CharField(max_length=80, blank=True, default="")),
    )
