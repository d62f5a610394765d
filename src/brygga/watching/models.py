"""Up to where each list of a company's books was read, and what Fortnox has made of each copied invoice."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from brygga.connections.models import Connection
from brygga.copying.models import Copy
from brygga.tenants.models import Organisation, ScopedQuerySet


class Listing(models.TextChoices):
    """The lists of Fortnox that are read by what was changed since."""

    INVOICES = "invoices"


class Cursor(models.Model):
    """Everything that was changed in this list before `read_until` is known here; `wakes_at` is when to read on.

    It moves only with a reading that was whole, in the transaction that keeps what was read.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="cursors")
    listing = models.CharField(max_length=20, choices=Listing.choices)
    read_until = models.DateTimeField()
    wakes_at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["connection", "listing"], name="one_cursor_per_list"),
            models.CheckConstraint(condition=Q(listing__in=Listing.values), name="listing_is_known"),
        ]


class Watched(models.Model):
    """What Fortnox has made of one copied invoice, as we saw it last.

    `total` is in the smallest units of its currency. `told` is everything that a person was told of, as problems:
    the same is never told twice. `look_at` is when to read the invoice whole, which is when it was changed.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    copy = models.OneToOneField(Copy, on_delete=models.PROTECT, related_name="watched")
    booked = models.BooleanField(default=False)
    cancelled = models.BooleanField(default=False)
    sent = models.BooleanField(default=False)
    by_cash_method = models.BooleanField(default=False)
    credit_note = models.CharField(max_length=40, blank=True)
    total = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    told = models.JSONField(default=list)
    seen_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True)
    look_at = models.DateTimeField(null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["look_at"], condition=Q(look_at__isnull=False), name="invoices_to_look_at")]
