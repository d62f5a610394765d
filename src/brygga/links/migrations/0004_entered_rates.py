"""The rates of other currencies that people entered."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("links", "0003_buyer_confirmations"),
        ("tenants", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="EnteredRate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("currency", models.CharField(max_length=3)),
                ("on", models.DateField()),
                ("rate", models.CharField(max_length=20)),
                ("unit", models.PositiveSmallIntegerField()),
                ("publisher", models.CharField(max_length=10)),
                ("entered_at", models.DateTimeField()),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="tenants.organisation"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "currency", "on"), name="one_entered_rate_per_currency_and_day"
                    ),
                    models.CheckConstraint(condition=Q(publisher__in=["ecb", "nasdaq"]), name="publisher_is_known"),
                    models.CheckConstraint(condition=Q(unit__in=[1, 100]), name="rate_is_for_1_or_100"),
                ]
            },
        ),
    ]
