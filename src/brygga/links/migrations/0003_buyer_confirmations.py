"""What a person confirmed of a client company abroad."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("links", "0002_guards"),
        ("tenants", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="BuyerConfirmation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("productive_company_id", models.CharField(max_length=40)),
                ("standing", models.CharField(max_length=10)),
                ("country", models.CharField(max_length=2)),
                ("vat_number", models.CharField(blank=True, max_length=40)),
                ("confirmed_at", models.DateTimeField()),
                (
                    "confirmed_by",
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
                        fields=("organisation", "productive_company_id"), name="one_confirmation_per_client_company"
                    ),
                    models.CheckConstraint(
                        condition=Q(standing__in=["business", "consumer"]), name="standing_is_known"
                    ),
                ]
            },
        ),
    ]
