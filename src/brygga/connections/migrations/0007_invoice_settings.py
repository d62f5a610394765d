"""What was decided for the invoices of a connection besides its integration settings."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

from brygga.tenants.guards import same_organisation

SENT_BY = ["nobody", "email", "e_invoice"]
LANGUAGES = ["sv", "en", "country", "document_type"]
DIMENSIONS = ["project", "cost_center"]
TEXTS = ["our_reference", "your_reference", "order_number", "remarks", *DIMENSIONS]
CUSTOM_FIELDS = ["budget_field", "company_field", "invoice_field"]
PLAIN_FIELDS = ["nothing", "order_number", "subject", "note", "issuer", "buyer_reference"]
SOURCES = [*PLAIN_FIELDS, "invoice_field", "company_field", "project", "budget", "budget_field"]
REQUIRED = ["order_number", "your_reference", "either"]
OWNERS = [
    ("connection", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="connections.connection")),
    ("organisation", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="tenants.organisation")),
]
ID = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


class Migration(migrations.Migration):
    dependencies = [("connections", "0006_exchange_rates"), ("tenants", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="InvoiceSettingsRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("booked_at_once", models.BooleanField(default=False)),
                (
                    "sent_by",
                    models.CharField(
                        choices=[(each, each.upper().title()) for each in SENT_BY], default="nobody", max_length=10
                    ),
                ),
                (
                    "language_by",
                    models.CharField(
                        choices=[
                            ("sv", "Swedish"),
                            ("en", "English"),
                            ("country", "Country"),
                            ("document_type", "Document_Type"),
                        ],
                        default="sv",
                        max_length=20,
                    ),
                ),
                (
                    "connection",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invoice_settings",
                        to="connections.connection",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="tenants.organisation"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(sent_by__in=SENT_BY, language_by__in=LANGUAGES),
                        name="invoice_settings_are_known",
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="TextSourceRow",
            fields=[
                ID,
                ("text", models.CharField(max_length=20)),
                ("source", models.CharField(max_length=20)),
                ("field_id", models.CharField(blank=True, max_length=40)),
                *OWNERS,
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("connection", "text"), name="one_source_per_text"),
                    models.CheckConstraint(
                        condition=models.Q(text__in=TEXTS, source__in=SOURCES), name="text_source_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(source__in=CUSTOM_FIELDS) ^ models.Q(field_id=""),
                        name="custom_field_exactly_when_named",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DimensionCodeRow",
            fields=[
                ID,
                ("dimension", models.CharField(max_length=20)),
                ("said", models.CharField(max_length=200)),
                ("code", models.CharField(max_length=20)),
                *OWNERS,
            ],
            options={
                "ordering": ["dimension", "said"],
                "constraints": [
                    models.UniqueConstraint(fields=("connection", "dimension", "said"), name="one_code_per_name"),
                    models.CheckConstraint(condition=models.Q(dimension__in=DIMENSIONS), name="dimension_is_known"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RequirementRow",
            fields=[
                ID,
                ("productive_company_id", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=200)),
                ("requires", models.CharField(max_length=20)),
                *OWNERS,
            ],
            options={
                "ordering": ["name", "productive_company_id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("connection", "productive_company_id"), name="one_requirement_per_company"
                    ),
                    models.CheckConstraint(condition=models.Q(requires__in=REQUIRED), name="requirement_is_known"),
                ],
            },
        ),
        same_organisation("connections_invoicesettingsrow", "connection_id", "connections_connection"),
        same_organisation("connections_textsourcerow", "connection_id", "connections_connection"),
        same_organisation("connections_dimensioncoderow", "connection_id", "connections_connection"),
        same_organisation("connections_requirementrow", "connection_id", "connections_connection"),
    ]
