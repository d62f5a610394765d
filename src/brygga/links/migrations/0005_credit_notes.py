"""Which Fortnox invoice a credit note takes back."""

from __future__ import annotations

from django.db import migrations, models

from brygga.tenants.guards import around


class Migration(migrations.Migration):
    dependencies = [("links", "0004_entered_rates")]
    operations = around(
        migrations.AddField(
            model_name="documentlink",
            name="credits",
            field=models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        ),
    )
