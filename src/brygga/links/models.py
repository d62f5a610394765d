"""The lasting facts: which Productive document is which Fortnox document, which client company is which customer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from brygga.connections.models import Connection
from brygga.tenants.models import Organisation, ScopedQuerySet


class DocumentLink(models.Model):
    """This Productive invoice is that Fortnox invoice. `ordinal` counts from 1; Create new makes the next."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    connection = models.ForeignKey(Connection, on_delete=models.PROTECT)
    fortnox_tenant_id = models.BigIntegerField()
    productive_invoice_id = models.CharField(max_length=40)
    ordinal = models.PositiveSmallIntegerField()
    fortnox_document_number = models.CharField(max_length=40)
    reference = models.CharField(max_length=80)
    is_live = models.BooleanField(default=True)
    made_at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["fortnox_tenant_id", "fortnox_document_number"],
                condition=Q(is_live=True),
                name="one_live_link_per_fortnox_document",
            ),
            models.UniqueConstraint(
                fields=["organisation", "productive_invoice_id", "ordinal"],
                condition=Q(is_live=True),
                name="one_live_link_per_invoice_and_ordinal",
            ),
            models.UniqueConstraint(
                fields=["organisation", "reference"], condition=Q(is_live=True), name="one_live_link_per_reference"
            ),
        ]


class CustomerLink(models.Model):
    """This client company is that Fortnox customer, as a person or a sure match decided."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    connection = models.ForeignKey(Connection, on_delete=models.PROTECT)
    fortnox_tenant_id = models.BigIntegerField()
    productive_company_id = models.CharField(max_length=40)
    fortnox_customer_number = models.CharField(max_length=40)
    made_at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "fortnox_tenant_id", "productive_company_id"],
                name="one_customer_per_client_company",
            )
        ]
