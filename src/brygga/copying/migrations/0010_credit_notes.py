"""What credits: its writes, its attempts, and the consent to book first; two notes never credit one invoice at once."""

from __future__ import annotations

from django.conf import settings
from django.db import migrations, models

from brygga.tenants.guards import around


class Migration(migrations.Migration):
    dependencies = [
        ("copying", "0009_when_fixed"),
        ("tenants", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = around(
        migrations.RemoveConstraint(
            model_name="attempt",
            name="attempt_does_is_known",
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
            name="books_first",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="attempt",
            name="does",
            field=models.CharField(
                choices=[
                    ("create", "Create"),
                    ("update", "Update"),
                    ("cancel", "Cancel"),
                    ("deliver", "Deliver"),
                    ("book", "Book"),
                    ("credit_note", "Credit Note"),
                    ("replace", "Replace"),
                ],
                default="create",
                max_length=12,
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
                    ("attach_in_productive", "Attach In Productive"),
                    ("upload_to_fortnox", "Upload To Fortnox"),
                    ("detach_in_fortnox", "Detach In Fortnox"),
                    ("attach_in_fortnox", "Attach In Fortnox"),
                    ("update_invoice", "Update Invoice"),
                    ("cancel_invoice", "Cancel Invoice"),
                    ("book_invoice", "Book Invoice"),
                    ("send_invoice", "Send Invoice"),
                    ("credit_invoice", "Credit Invoice"),
                    ("date_credit_note", "Date Credit Note"),
                    ("create_draft", "Create Draft"),
                    ("fill_draft", "Fill Draft"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("does__in", ["create", "update", "cancel", "deliver", "book", "credit_note", "replace"])
                ),
                name="attempt_does_is_known",
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
                            "attach_in_productive",
                            "upload_to_fortnox",
                            "detach_in_fortnox",
                            "attach_in_fortnox",
                            "update_invoice",
                            "cancel_invoice",
                            "book_invoice",
                            "send_invoice",
                            "credit_invoice",
                            "date_credit_note",
                            "create_draft",
                            "fill_draft",
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
                    ("state__in", ["intended", "sent", "landed"]),
                    models.Q(
                        ("kind__in", ["update_invoice", "book_invoice", "create_draft", "fill_draft"]),
                        _negated=True,
                    ),
                ),
                fields=("copy", "kind"),
                name="one_live_write_per_copy_and_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="write",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "credit_invoice"), ("state__in", ["intended", "sent", "landed"])),
                fields=("organisation", "reference"),
                name="one_live_credit_per_original",
            ),
        ),
        migrations.AddConstraint(
            model_name="write",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind__in", ["create_draft", "fill_draft"]), ("state__in", ["intended", "sent"])),
                fields=("copy", "kind", "reference"),
                name="one_open_draft_per_copy_and_reference",
            ),
        ),
        migrations.AddConstraint(
            model_name="write",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("kind__in", ["create_draft", "fill_draft"]),
                    ("state__in", ["intended", "sent", "landed"]),
                ),
                fields=("attempt", "kind", "reference"),
                name="one_live_draft_per_attempt_and_reference",
            ),
        ),
    )
