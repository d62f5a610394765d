"""What an account is where its number does not tell is remembered once a person has said it."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("payments", "0005_credit_notes"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name="AccountMeaning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fortnox_tenant_id", models.BigIntegerField()),
                ("account", models.PositiveIntegerField()),
                (
                    "means",
                    models.CharField(
                        choices=[("money", "Money"), ("write_off", "Write_Off"), ("claim", "Claim")], max_length=10
                    ),
                ),
                ("decided_at", models.DateTimeField()),
                (
                    "decided_by",
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
                        fields=("organisation", "fortnox_tenant_id", "account"), name="one_meaning_per_account"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("means__in", ["money", "write_off", "claim"])),
                        name="account_meaning_is_known",
                    ),
                ],
            },
        ),
    ]
