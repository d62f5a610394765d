"""What an attempt does; updates and cancellations."""

from __future__ import annotations

from django.conf import settings
from django.db import migrations, models

from brygga.tenants.guards import around


class Migration(migrations.Migration):
    dependencies = [
        ("connections", "0002_guards"),
        ("copying", "0003_customer_updates"),
        ("tenants", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = around(
        migrations.RemoveConstraint(
            model_name="copy",
            name="copy_state_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="copy",
            name="one_open_copy_per_invoice",
        ),
        migrations.RemoveConstraint(
            model_name="write",
            name="write_kind_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="write",
            name="one_live_write_per_copy_and_kind",
        ),
        migrations.AddField(
            model_name="attempt",
            name="does",
            field=models.CharField(
                choices=[("create", "Create"), ("update", "Update"), ("cancel", "Cancel")],
                default="create",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="attempt",
            name="keeps",
            field=models.CharField(
                blank=True, choices=[("", "Ask"), ("ours", "Ours"), ("theirs", "Theirs")], default="", max_length=10
            ),
        ),
        migrations.AlterField(
            model_name="copy",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting"),
                    ("working", "Working"),
                    ("blocked", "Blocked"),
                    ("unclear", "Unclear"),
                    ("copied", "Copied"),
                    ("failed", "Failed"),
                    ("cancelled", "Cancelled"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="write",
            name="kind",
            field=models.CharField(
                choices=[
                    ("create_customer", "Create Customer"),
                    ("update_customer", "Update Customer"),
                    ("create_invoice", "Create Invoice"),
                    ("renumber", "Renumber"),
                    ("finalize", "Finalize"),
                    ("mark_exported", "Mark Exported"),
                    ("update_invoice", "Update Invoice"),
                    ("cancel_invoice", "Cancel Invoice"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(("does__in", ["create", "update", "cancel"])), name="attempt_does_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(("keeps__in", ["", "ours", "theirs"])), name="attempt_keeps_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="copy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["waiting", "working", "blocked", "unclear", "copied", "failed", "cancelled"])
                ),
                name="copy_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="copy",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["copied", "cancelled"]), _negated=True),
                fields=("organisation", "productive_invoice_id"),
                name="one_open_copy_per_invoice",
            ),
        ),
        migrations.AddConstraint(
            model_name="copy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "cancelled"), _negated=True),
                    models.Q(("fortnox_document_number", ""), _negated=True),
                    _connector="OR",
                ),
                name="cancelled_only_with_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="write",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "create_customer",
                            "update_customer",
                            "create_invoice",
                            "renumber",
                            "finalize",
                            "mark_exported",
                            "update_invoice",
                            "cancel_invoice",
                        ],
                    )
                ),
                name="write_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="write",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ["intended", "sent", "landed"]), models.Q(("kind", "update_invoice"), _negated=True)
                ),
                fields=("copy", "kind"),
                name="one_live_write_per_copy_and_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="write",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "update_invoice"), ("state__in", ["intended", "sent"])),
                fields=("copy",),
                name="one_open_update_per_copy",
            ),
        ),
        migrations.AddConstraint(
            model_name="write",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "update_invoice"), ("state__in", ["intended", "sent", "landed"])),
                fields=("attempt",),
                name="one_live_update_per_attempt",
            ),
        ),
    )
