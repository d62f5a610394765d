"""What was decided for the invoices of a connection besides its integration settings, as rows."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from brygga.accounting.dimensions import Dimension
from brygga.accounting.references import CUSTOM_FIELDS, InvoiceText, LanguageBy, TextSource
from brygga.accounting.sending import SentBy
from brygga.tenants.models import Organisation, ScopedQuerySet

LANGUAGE_BY = [(each.value, each.name.title()) for each in LanguageBy]
SENT_BY = [(each.value, each.name.title()) for each in SentBy]


class InvoiceSettingsRow(models.Model):
    """What was decided for the invoices of this connection besides; nothing without a row."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    connection = models.OneToOneField(
        "connections.Connection", on_delete=models.CASCADE, related_name="invoice_settings"
    )
    booked_at_once = models.BooleanField(default=False)
    sent_by = models.CharField(max_length=10, choices=SENT_BY, default=SentBy.NOBODY)
    language_by = models.CharField(max_length=20, choices=LANGUAGE_BY, default=LanguageBy.SWEDISH)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_by__in=list(SentBy), language_by__in=list(LanguageBy)),
                name="invoice_settings_are_known",
            )
        ]


class TextSourceRow(models.Model):
    """Where a text of the invoices of this connection is taken from; the usual field without a row."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    connection = models.ForeignKey("connections.Connection", on_delete=models.CASCADE)
    text = models.CharField(max_length=20)
    source = models.CharField(max_length=20)
    field_id = models.CharField(max_length=40, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["connection", "text"], name="one_source_per_text"),
            models.CheckConstraint(
                condition=Q(text__in=[*InvoiceText, *Dimension], source__in=list(TextSource)),
                name="text_source_is_known",
            ),
            models.CheckConstraint(
                condition=Q(source__in=sorted(CUSTOM_FIELDS)) ^ Q(field_id=""), name="custom_field_exactly_when_named"
            ),
        ]


class DimensionCodeRow(models.Model):
    """What one of Productive's names for a project or cost centre is in Fortnox; the same without a row."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    connection = models.ForeignKey("connections.Connection", on_delete=models.CASCADE)
    dimension = models.CharField(max_length=20)
    said = models.CharField(max_length=200)
    code = models.CharField(max_length=20)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["dimension", "said"]
        constraints = [
            models.UniqueConstraint(fields=["connection", "dimension", "said"], name="one_code_per_name"),
            models.CheckConstraint(condition=Q(dimension__in=list(Dimension)), name="dimension_is_known"),
        ]


class RequirementRow(models.Model):
    """What a client company wants on every invoice; nothing without a row. `name` is what it was called then."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    connection = models.ForeignKey("connections.Connection", on_delete=models.CASCADE)
    productive_company_id = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    requires = models.CharField(max_length=20)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["name", "productive_company_id"]
        constraints = [
            models.UniqueConstraint(fields=["connection", "productive_company_id"], name="one_requirement_per_company"),
            models.CheckConstraint(
                condition=Q(requires__in=["order_number", "your_reference", "either"]), name="requirement_is_known"
            ),
        ]
