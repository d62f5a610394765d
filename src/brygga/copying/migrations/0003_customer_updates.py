"""One more kind of write: a customer that is brought up to date."""

from __future__ import annotations

from django.db import migrations, models

from brygga.tenants.guards import same_organisation

KINDS = ["create_customer", "update_customer", "create_invoice", "renumber", "finalize", "mark_exported"]


class Migration(migrations.Migration):
    dependencies = [("copying", "0002_guards"), ("tenants", "0001_initial")]
    operations = [
        migrations.RemoveConstraint(model_name="write", name="write_kind_is_known"),
        migrations.AlterField(
            model_name="write",
            name="kind",
            field=models.CharField(choices=[(each, each.replace("_", " ").title()) for each in KINDS], max_length=20),
        ),
        migrations.AddConstraint(
            model_name="write",
            constraint=models.CheckConstraint(condition=models.Q(("kind__in", KINDS)), name="write_kind_is_known"),
        ),
        same_organisation("copying_write", "copy_id", "copying_copy"),
        same_organisation("copying_write", "attempt_id", "copying_attempt"),
    ]
