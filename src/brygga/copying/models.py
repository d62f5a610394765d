"""Copies, their attempts and their writes: what is wanted, how often it was tried, and what was sent.

Wrong states are impossible here: the constraints hold on SQLite and PostgreSQL, whoever writes.
"""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from brygga.connections.models import Connection
from brygga.copying.intended import Intended
from brygga.copying.states import CopyState, DocumentChoice, Does, Keeps, WriteKind, WriteState
from brygga.productive.schema import InvoiceType
from brygga.tenants.models import Organisation, ScopedQuerySet, User


class CopyQuerySet(ScopedQuerySet["Copy"]):
    def needing_you(self) -> Self:
        """Stopped, in doubt or failed; or copied, and then found to have a problem such as a twin."""
        return self.filter(Q(state__in=[CopyState.BLOCKED, CopyState.UNCLEAR, CopyState.FAILED]) | ~Q(problems=[]))


class Copy(models.Model):
    """One Productive invoice's journey to Fortnox; `summary` is the invoice when its copy was asked for.

    `watch_at` is when to look for a twin next: a write that was given up for lost may still have landed late.
    `looks_when_fixed_at` is when to see whether what blocked it is mended; None where it waits for a person.
    """

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    connection = models.ForeignKey(Connection, on_delete=models.PROTECT)
    productive_invoice_id = models.CharField(max_length=40)
    summary = models.JSONField()
    ordinal = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=CopyState.choices, default=CopyState.WAITING)
    problems = models.JSONField(default=list)
    reason = models.JSONField(null=True)
    fortnox_document_number = models.CharField(max_length=40, blank=True)
    compared_at = models.DateTimeField(null=True)
    unclear_write = models.OneToOneField("Write", null=True, on_delete=models.PROTECT, related_name="+")
    looks_again_at = models.DateTimeField(null=True)
    requested_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    document_choice = models.CharField(max_length=10, choices=DocumentChoice.choices, blank=True)
    looks_when_fixed_at = models.DateTimeField(null=True)
    watched_until = models.DateTimeField(null=True)
    watch_at = models.DateTimeField(null=True)

    objects = CopyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CopyState.values), name="copy_state_is_known"),
            models.CheckConstraint(
                condition=Q(document_choice__in=["", *DocumentChoice.values]), name="document_choice_is_known"
            ),
            models.UniqueConstraint(
                fields=["organisation", "productive_invoice_id"],
                condition=~Q(state__in=["copied", "cancelled"]),
                name="one_open_copy_per_invoice",
            ),
            models.UniqueConstraint(
                fields=["organisation", "productive_invoice_id", "ordinal"], name="one_copy_per_invoice_and_ordinal"
            ),
            models.CheckConstraint(
                condition=(Q(state="unclear") & Q(unclear_write__isnull=False))
                | (~Q(state="unclear") & Q(unclear_write__isnull=True)),
                name="unclear_exactly_when_a_write_is_open",
            ),
            models.CheckConstraint(
                condition=~Q(state="copied") | (~Q(fortnox_document_number="") & Q(compared_at__isnull=False)),
                name="copied_only_with_number_and_comparison",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(fortnox_document_number=""), name="cancelled_only_with_number"
            ),
        ]
        indexes = [
            models.Index(fields=["watch_at"], condition=Q(watch_at__isnull=False), name="copies_to_watch"),
            models.Index(
                fields=["looks_when_fixed_at"], condition=Q(looks_when_fixed_at__isnull=False), name="copies_to_go_on"
            ),
        ]

    @property
    def subject(self) -> str:
        """What history calls the invoice of this copy."""
        return f"invoice:{self.productive_invoice_id}"

    @property
    def is_credit_note(self) -> bool:
        """Whether its Productive document is a credit note."""
        return bool(self.summary.get("invoice_type") == InvoiceType.CREDIT_NOTE)


class Attempt(models.Model):
    """One try of a copy: what for, who asked, for which customer and under which number, having seen what.

    `afterwards` is whether it is booked and sent then, as the person saw it.
    `invoice_number` is a person's choice where Productive gives the numbers, "" for the one that Productive gives.
    `books_first` says that they let Brygga book the invoice that a credit note takes back.
    `turn` grows each time somebody takes the attempt up; whoever holds an older turn may change nothing any more.
    `wakes_at` says when it is to be taken up (again); a finished attempt is never taken up.
    `by_itself`: nobody pressed; what stopped the attempt before was mended, and this one goes on with the same.
    """

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    copy = models.ForeignKey(Copy, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    does = models.CharField(max_length=12, choices=Does.choices, default=Does.CREATE)
    keeps = models.CharField(max_length=10, choices=Keeps.choices, blank=True, default=Keeps.ASK)
    nonce = models.CharField(max_length=64)
    asked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL)
    asked_at = models.DateTimeField()
    by_itself = models.BooleanField(default=False)
    customer = models.CharField(max_length=60)
    invoice_number = models.CharField(max_length=40, blank=True)
    seen_fingerprint = models.CharField(max_length=64)
    afterwards = models.JSONField(default=dict)
    books_first = models.BooleanField(default=False)
    turn = models.PositiveIntegerField(default=0)
    tries = models.PositiveIntegerField(default=0)
    wakes_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(does__in=Does.values), name="attempt_does_is_known"),
            models.CheckConstraint(condition=Q(keeps__in=Keeps.values), name="attempt_keeps_is_known"),
            models.UniqueConstraint(fields=["copy", "nonce"], name="one_attempt_per_nonce"),
            models.UniqueConstraint(fields=["copy", "number"], name="attempts_are_numbered"),
            models.UniqueConstraint(
                fields=["copy"], condition=Q(finished_at__isnull=True), name="one_unfinished_attempt_per_copy"
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=False) | Q(wakes_at__isnull=False), name="unfinished_attempts_wake"
            ),
        ]
        indexes = [
            models.Index(fields=["wakes_at"], condition=Q(finished_at__isnull=True), name="attempts_to_wake"),
        ]


class Write(Intended):
    """One change of a remote system that a copy makes."""

    copy = models.ForeignKey(Copy, on_delete=models.PROTECT, related_name="writes")
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="writes")
    kind = models.CharField(max_length=20, choices=WriteKind.choices)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=WriteKind.values), name="write_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=WriteState.values), name="write_state_is_known"),
            models.UniqueConstraint(
                fields=["copy", "kind"],
                condition=Q(state__in=["intended", "sent", "landed"])
                & ~Q(kind__in=["update_invoice", "book_invoice", "create_draft", "fill_draft"]),
                name="one_live_write_per_copy_and_kind",
            ),
            # The reference of such a write names the original: two notes never credit it at once.
            models.UniqueConstraint(
                fields=["organisation", "reference"],
                condition=Q(state__in=["intended", "sent", "landed"], kind="credit_invoice"),
                name="one_live_credit_per_original",
            ),
            models.UniqueConstraint(
                fields=["copy", "kind", "reference"],
                condition=Q(state__in=["intended", "sent"], kind__in=["create_draft", "fill_draft"]),
                name="one_open_draft_per_copy_and_reference",
            ),
            models.UniqueConstraint(
                fields=["attempt", "kind", "reference"],
                condition=Q(state__in=["intended", "sent", "landed"], kind__in=["create_draft", "fill_draft"]),
                name="one_live_draft_per_attempt_and_reference",
            ),
            models.UniqueConstraint(
                fields=["copy", "reference"],
                condition=Q(state__in=["intended", "sent", "landed"], kind="book_invoice"),
                name="one_live_booking_per_copy_and_invoice",
            ),
            # A copy is updated as often as its invoice changes, but never twice at once, and once by an attempt.
            models.UniqueConstraint(
                fields=["copy"],
                condition=Q(state__in=["intended", "sent"], kind="update_invoice"),
                name="one_open_update_per_copy",
            ),
            models.UniqueConstraint(
                fields=["attempt"],
                condition=Q(state__in=["intended", "sent", "landed"], kind="update_invoice"),
                name="one_live_update_per_attempt",
            ),
            models.CheckConstraint(
                condition=~Q(reference="") & ~Q(digest=""), name="writes_carry_reference_and_digest"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["intended", "dropped"]) | Q(sent_at__isnull=False),
                name="claimed_before_it_is_sent",
            ),
            models.CheckConstraint(
                condition=~Q(state="landed") | (Q(answer__isnull=False) & Q(answered_at__isnull=False)),
                name="landed_only_with_an_answer",
            ),
        ]
