"""What a look found is kept for people to read, and a person may leave a disagreement as it is."""

from __future__ import annotations

from django.db import migrations, models

from brygga.tenants.guards import around


class Migration(migrations.Migration):
    dependencies = [("payments", "0002_guards")]
    operations = around(
        migrations.AddField("paymentsync", "is_left", models.BooleanField(default=False)),
        migrations.AddField("paymentsync", "statement", models.JSONField(default=dict)),
    )
