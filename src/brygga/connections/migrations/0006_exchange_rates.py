"""Where the rate of another currency is from, and of which day."""

from __future__ import annotations

from django.db import migrations, models
from django.db.models import Q

from brygga.tenants.guards import around


class Migration(migrations.Migration):
    dependencies = [
        ("connections", "0005_accounts_by_vat_case"),
        ("tenants", "0001_initial"),
    ]
    operations = around(
        migrations.AddField(
            "integrationsettings",
            "rate_source",
            models.CharField(
                choices=[("ask", "Ask"), ("fortnox", "Fortnox"), ("productive", "Productive")],
                default="ask",
                max_length=10,
            ),
        ),
        migrations.AddField(
            "integrationsettings",
            "rate_day",
            models.CharField(
                choices=[("delivery", "Delivery"), ("invoice", "Invoice")], default="delivery", max_length=10
            ),
        ),
        migrations.AddConstraint(
            "integrationsettings",
            models.CheckConstraint(
                condition=Q(rate_source__in=["ask", "fortnox", "productive"], rate_day__in=["delivery", "invoice"]),
                name="rates_are_known",
            ),
        ),
    )
