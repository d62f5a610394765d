"""Who listens to Fortnox, how far each topic was heard, and which notices wait to be followed up."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from brygga.connections.models import Connection
from brygga.tenants.models import Organisation, ScopedQuerySet


class Listening(models.Model):
    """The one conversation with Fortnox, for all connections. Whoever holds the row listens; the others wait.

    `connected_at` is since when it stands, None while it does not; `heard_tenants` are the companies it was for when
    it last stood; `trouble` is why it broke.
    """

    key = models.CharField(max_length=20, unique=True)
    holder = models.UUIDField(null=True)
    held_until = models.DateTimeField(null=True)
    connected_at = models.DateTimeField(null=True)
    heard_tenants = models.JSONField(default=list)
    trouble = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(holder__isnull=True, held_until__isnull=True)
                | Q(holder__isnull=False, held_until__isnull=False),
                name="a_lease_has_a_holder_and_an_end",
            ),
            models.CheckConstraint(
                condition=Q(connected_at__isnull=True) | Q(holder__isnull=False), name="only_its_holder_listens"
            ),
        ]


class Topic(models.Model):
    """How far a topic was heard: the offset of the last notice that stands in our rows, and when that was told."""

    name = models.CharField(max_length=40, unique=True)
    offset = models.CharField(max_length=100, blank=True)
    last_kind = models.CharField(max_length=80, blank=True)
    last_at = models.DateTimeField(null=True)


class LastNotice(models.Model):
    """What Fortnox told last of the books of a connection, and when: for people, nothing is decided by it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    connection = models.OneToOneField(Connection, on_delete=models.CASCADE, related_name="last_notice")
    kind = models.CharField(max_length=80)
    at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()


class Heard(models.Model):
    """A notice that waits to be followed up: what happened to which record of these books.

    `asked_at` is when what it concerns was last asked to look; `tries` how often a look did not show it yet.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE)
    kind = models.CharField(max_length=80)
    number = models.CharField(max_length=80, blank=True)
    heard_at = models.DateTimeField()
    wakes_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["connection", "kind", "number"], name="one_notice_of_a_kind")]
        indexes = [models.Index(fields=["wakes_at"], name="notices_to_follow_up")]
