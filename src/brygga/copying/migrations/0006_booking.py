"""The write that books an invoice; a copy may book two, which their references tell apart."""

from __future__ import annotations

from django.db import migrations, models

from brygga.tenants.guards import around

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
]
LIVE = ["intended", "sent", "landed"]


class Migration(migrations.Migration):
    dependencies = [
        ("copying", "0005_documents"),
        ("tenants", "0001_initial"),
    ]

    operations = around(
        migrations.RemoveConstraint("write", "one_live_write_per_copy_and_kind"),
        migrations.RemoveConstraint("write", "write_kind_is_known"),
        migrations.AlterField("write", "kind", models.CharField(choices=KINDS, max_length=20)),
        migrations.AddConstraint(
            "write",
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind for kind, _ in KINDS]), name="write_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            "write",
            models.UniqueConstraint(
                fields=("copy", "kind"),
                condition=models.Q(state__in=LIVE) & ~models.Q(kind__in=["update_invoice", "book_invoice"]),
                name="one_live_write_per_copy_and_kind",
            ),
        ),
        migrations.AddConstraint(
            "write",
            models.UniqueConstraint(
                fields=("copy", "reference"),
                condition=models.Q(state__in=LIVE, kind="book_invoice"),
                name="one_live_booking_per_copy_and_invoice",
            ),
        ),
    )
