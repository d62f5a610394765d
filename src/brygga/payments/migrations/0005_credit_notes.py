"""All credit notes of an invoice concern its sync, not only the one that Fortnox links."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from brygga.tenants.guards import around, same_organisation


def take_over(apps: Any, _schema_editor: Any) -> None:
    sync, note = apps.get_model("payments", "PaymentSync"), apps.get_model("payments", "SyncedNote")
    rows = sync.objects.exclude(credit_note_number="").values_list("organisation_id", "id", "credit_note_number")
    note.objects.bulk_create(
        note(organisation_id=organisation, sync_id=identity, number=number) for organisation, identity, number in rows
    )


class Migration(migrations.Migration):
    dependencies = [("payments", "0004_noticed_payment")]
    operations = [
        *around(
            migrations.CreateModel(
                name="SyncedNote",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("number", models.CharField(max_length=40)),
                    ("balance_minor", models.BigIntegerField(null=True)),
                    ("currency", models.CharField(blank=True, max_length=3)),
                    (
                        "organisation",
                        models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="tenants.organisation"),
                    ),
                    (
                        "sync",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="payments.paymentsync"
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("sync", "number"), name="one_row_per_note_of_an_invoice"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("balance_minor__isnull", True),
                                models.Q(("currency", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="note_balance_has_a_currency",
                        ),
                    ],
                },
            ),
            migrations.RunPython(take_over, migrations.RunPython.noop),
            migrations.RemoveField("paymentsync", "credit_note_number"),
        ),
        same_organisation("payments_syncednote", "sync_id", "payments_paymentsync"),
    ]
