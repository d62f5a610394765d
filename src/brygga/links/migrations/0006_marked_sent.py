"""On which day Brygga marked an invoice as sent in Productive, though nobody had sent it."""

from __future__ import annotations

from django.db import migrations, models

from brygga.tenants.guards import around


class Migration(migrations.Migration):
    dependencies = [("links", "0005_credit_notes")]
    operations = around(
        migrations.AddField(model_name="documentlink", name="marked_sent_on", field=models.DateField(null=True))
    )
