"""The write that has an invoice sent, the attempt that only books, and what was to happen after each attempt."""

from __future__ import annotations

from django.db import migrations, models

from brygga.tenants.guards import around

DOES = [(each, each.title()) for each in ("create", "update", "cancel", "deliver", "book")]
KINDS = [
    ("create_customer", "Create Customer"),
    ("update_customer", "Update Customer"),
    ("create_invoice", "Create Invoice"),
    ("renumber", "Renumber"),
    ("finalize", "Finalize"),
    ("mark_exported", "Mark Exported"),
    ("attach_in_productive", "Attach In Productive"),
    ("upload_to_fortnox", "Upload To Fortnox"),
    ("detach_in_fortnox", "Detach In Fortnox"),
    ("attach_in_fortnox", "Attach In Fortnox"),
    ("update_invoice", "Update Invoice"),
    ("cancel_invoice", "Cancel Invoice"),
    ("book_invoice", "Book Invoice"),
    ("send_invoice", "Send Invoice"),
]


class Migration(migrations.Migration):
    dependencies = [("copying", "0007_chosen_numbers"), ("tenants", "0001_initial")]

    operations = around(
        migrations.AddField("attempt", "afterwards", models.JSONField(default=dict)),
        migrations.RemoveConstraint("attempt", "attempt_does_is_known"),
        migrations.AlterField("attempt", "does", models.CharField(choices=DOES, default="create", max_length=10)),
        migrations.AddConstraint(
            "attempt",
            models.CheckConstraint(
                condition=models.Q(does__in=[does for does, _ in DOES]), name="attempt_does_is_known"
            ),
        ),
        migrations.RemoveConstraint("write", "write_kind_is_known"),
        migrations.AlterField("write", "kind", models.CharField(choices=KINDS, max_length=20)),
        migrations.AddConstraint(
            "write",
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind for kind, _ in KINDS]), name="write_kind_is_known"
            ),
        ),
    )
