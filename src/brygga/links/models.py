"""The lasting facts: which Productive document is which Fortnox document, which client company is which customer.

And what people found out and told: what a buyer abroad is, and what a currency was worth on a day.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from brygga.accounting.rulebook import Publisher, Standing
from brygga.connections.models import Connection
from brygga.tenants.models import Organisation, ScopedQuerySet, User


class DocumentLink(models.Model):
    """This Productive invoice is that Fortnox invoice. `ordinal` counts from 1; Create new makes the next.

    `credits` is the number of the Fortnox invoice that a credit note takes back, "" for an invoice. `marked_sent_on` is
    the day that Brygga itself gave as sent in Productive, which wants that before payments: nobody has sent it by that.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    connection = models.ForeignKey(Connection, on_delete=models.PROTECT)
    fortnox_tenant_id = models.BigIntegerField()
    productive_invoice_id = models.CharField(max_length=40)
    ordinal = models.PositiveSmallIntegerField()
    fortnox_document_number = models.CharField(max_length=40)
    reference = models.CharField(max_length=80)
    credits = models.CharField(max_length=40, blank=True)
    marked_sent_on = models.DateField(null=True)
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


class BuyerConfirmation(models.Model):
    """What a person confirmed of a client company abroad: a business under this VAT number, or a private person.

    True for this country and this number only, "" for none: with another, the question is asked again.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    productive_company_id = models.CharField(max_length=40)
    standing = models.CharField(max_length=10)
    country = models.CharField(max_length=2)
    vat_number = models.CharField(max_length=40, blank=True)
    confirmed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL)
    confirmed_at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "productive_company_id"], name="one_confirmation_per_client_company"
            ),
            models.CheckConstraint(condition=Q(standing__in=list(Standing)), name="standing_is_known"),
        ]


class EnteredRate(models.Model):
    """The rate of a currency on a day, as a person entered it: `rate` SEK (a decimal as text) for `unit` of it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    currency = models.CharField(max_length=3)
    on = models.DateField()
    rate = models.CharField(max_length=20)
    unit = models.PositiveSmallIntegerField()
    publisher = models.CharField(max_length=10)
    entered_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL)
    entered_at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "currency", "on"], name="one_entered_rate_per_currency_and_day"
            ),
            models.CheckConstraint(condition=Q(publisher__in=list(Publisher)), name="publisher_is_known"),
            models.CheckConstraint(condition=Q(unit__in=[1, 100]), name="rate_is_for_1_or_100"),
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
