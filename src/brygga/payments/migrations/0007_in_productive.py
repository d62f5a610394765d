"""The sums of Productive as a look left them are kept, to see once a day where somebody touched them."""

from __future__ import annotations

from django.db import migrations, models

from brygga.tenants.guards import around


class Migration(migrations.Migration):
    dependencies = [("payments", "0006_account_meanings")]
    operations = around(
        migrations.AddField("paymentfeed", "productive_compared_at", models.DateTimeField(null=True)),
        migrations.AddField("paymentsync", "in_productive", models.JSONField(default=dict)),
    )
