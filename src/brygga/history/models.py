"""What happened, numbered per organisation; rows are added and never touched again (a trigger sees to it)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models, transaction

from brygga.tenants.models import Organisation, ScopedQuerySet, User


class EventCount(models.Model):
    """How many events an organisation has; the next event's number comes from here."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT)
    last = models.PositiveBigIntegerField(default=0)


class Event(models.Model):
    """One thing that happened: who, when, what, before and after.

    `subject` names what it happened to ("invoice:9001", "connection:…"); `facts` are the raw values that the
    sentence of this kind needs, in either language.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=100, db_index=True)
    actor = models.CharField(max_length=200, blank=True)
    facts = models.JSONField(default=dict)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["organisation", "number"], name="history_is_numbered")]


def record(  # noqa: PLR0913  Who, when, what, before and after are one thing.
    organisation: Organisation,
    kind: str,
    *,
    subject: str,
    at: datetime,
    actor: User | str = "",
    facts: dict[str, Any] | None = None,
    before: Any = None,
    after: Any = None,
) -> Event:
    """Add one event, in the caller's transaction where there is one."""
    with transaction.atomic():
        EventCount.objects.get_or_create(organisation=organisation)
        EventCount.objects.filter(organisation=organisation).update(last=models.F("last") + 1)
        number = EventCount.objects.get(organisation=organisation).last
        return Event.objects.create(
            organisation=organisation,
            number=number,
            at=at,
            kind=kind,
            subject=subject,
            actor=actor.shown_name() if isinstance(actor, User) else actor,
            facts=facts or {},
            before=before,
            after=after,
        )
