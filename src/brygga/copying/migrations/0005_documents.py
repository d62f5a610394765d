"""The writes that bring an invoice's PDF to the other side, and what a person said of a file in Productive."""

from __future__ import annotations

from django.db import migrations, models

from brygga.tenants.guards import around


class Migration(migrations.Migration):
    dependencies = [
        ("connections", "0002_guards"),
        ("copying", "0004_corrections"),
        ("tenants", "0001_initial"),
    ]

    operations = around(
        migrations.RemoveConstraint(
            model_name="attempt",
            name="attempt_does_is_known",
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
                ],
                default="create",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(("does__in", ["create", "update", "cancel", "deliver"])),
                name="attempt_does_is_known",
            ),
        ),
        migrations.RemoveConstraint(
            model_name="write",
            name="write_kind_is_known",
        ),
        migrations.AddField(
            model_name="copy",
            name="document_choice",
            field=models.CharField(blank=True, choices=[("file", "File"), ("own", "Own")], max_length=10),
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
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="copy",
            constraint=models.CheckConstraint(
                condition=models.Q(("document_choice__in", ["", "file", "own"])), name="document_choice_is_known"
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
                        ],
                    )
                ),
                name="write_kind_is_known",
            ),
        ),
    )
