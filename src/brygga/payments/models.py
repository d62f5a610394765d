"""Mirrors of payments, the syncs that keep them right, what they wrote, and how far the books have been read.

Wrong states are impossible here: the constraints hold on SQLite and PostgreSQL, whoever writes.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from brygga.accounting.payment_effects import ANSWERS
from brygga.accounting.settlements import Part, Standing
from brygga.connections.models import Connection
from brygga.copying.intended import Intended
from brygga.copying.states import WriteState
from brygga.links.models import DocumentLink
from brygga.tenants.models import Organisation, ScopedQuerySet, User

PARTS = [(each.value, each.name.title()) for each in Part]
MEANINGS = [(each.value, each.name.title()) for each in ANSWERS]
STANDINGS = [(each.value, each.name.title()) for each in Standing]


class PaymentFeed(models.Model):
    """How far the payments of one connection's books have been read, and from which day on they are mirrored.

    `read_to` is the moment up to which every change has been noted, None before the first sweep. `compared_at` is when
    the balances of all invoices were last compared, `productive_compared_at` when Productive's sums were.
    `mirrored_from` is None where earlier payments are mirrored too.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    connection = models.OneToOneField(Connection, on_delete=models.CASCADE, related_name="payment_feed")
    mirrored_from = models.DateField(null=True)
    read_to = models.DateTimeField(null=True)
    compared_at = models.DateTimeField(null=True)
    productive_compared_at = models.DateTimeField(null=True)
    wakes_at = models.DateTimeField()
    swept_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    trouble = models.JSONField(null=True)

    objects = ScopedQuerySet.as_manager()


class PaymentSync(models.Model):
    """The payments of one linked invoice, kept the same in Productive as Fortnox has them booked.

    `turn` grows each time somebody takes it up; whoever holds an older turn may change nothing any more. `asked` grows
    with every reason to look, so that one that comes while somebody looks is not lost. `wakes_at` None: at rest.
    `statement` is what was found when it was last looked at, for people to read; `is_left` says that a person has
    seen the disagreements and leaves them. `listed` is what the list said of each payment then, `is_listed_open`
    whether the list of unpaid invoices had it: what has not changed is not looked at again. `noticed_payment` is the
    number that an event named since. `in_productive` are the sums as the last look left them there
    (`brygga.payments.amounts`), {} before it. `reason` is what it waits for.
    """

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    link = models.OneToOneField(DocumentLink, on_delete=models.PROTECT, related_name="payment_sync")
    turn = models.PositiveIntegerField(default=0)
    is_working = models.BooleanField(default=False)
    asked = models.PositiveIntegerField(default=0)
    asked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL)
    tries = models.PositiveIntegerField(default=0)
    wakes_at = models.DateTimeField(null=True)
    reason = models.JSONField(null=True)
    standing = models.CharField(max_length=12, choices=STANDINGS, blank=True)
    balance_minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    disagreements = models.JSONField(default=list)
    is_left = models.BooleanField(default=False)
    statement = models.JSONField(default=dict)
    listed = models.JSONField(default=dict)
    in_productive = models.JSONField(default=dict)
    is_listed_open = models.BooleanField(default=False)
    noticed_payment = models.CharField(max_length=80, blank=True, default="")
    put_back = models.BooleanField(default=False)
    missing = models.ForeignKey("Reading", null=True, on_delete=models.PROTECT, related_name="+")
    watched_until = models.DateTimeField(null=True)
    synced_at = models.DateTimeField(null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(standing__in=["", *list(Standing)]), name="payment_standing_is_known"),
            models.CheckConstraint(
                condition=Q(balance_minor__isnull=True) | ~Q(currency=""), name="balance_has_a_currency"
            ),
        ]
        indexes = [models.Index(fields=["wakes_at"], condition=Q(wakes_at__isnull=False), name="payment_syncs_to_wake")]

    @property
    def subject(self) -> str:
        """What history calls the invoice of this sync."""
        return f"invoice:{self.link.productive_invoice_id}"


class SyncedNote(models.Model):
    """A credit note of the invoice of a sync, as the last look saw it: what happens to it is a reason to look again."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    sync = models.ForeignKey(PaymentSync, on_delete=models.CASCADE, related_name="notes")
    number = models.CharField(max_length=40)
    balance_minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sync", "number"], name="one_row_per_note_of_an_invoice"),
            models.CheckConstraint(
                condition=Q(balance_minor__isnull=True) | ~Q(currency=""), name="note_balance_has_a_currency"
            ),
        ]


class AccountMeaning(models.Model):
    """What a person said that an account is in the books of a company, where payments are booked on it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    fortnox_tenant_id = models.BigIntegerField()
    account = models.PositiveIntegerField()
    means = models.CharField(max_length=10, choices=MEANINGS)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL)
    decided_at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "fortnox_tenant_id", "account"], name="one_meaning_per_account"
            ),
            models.CheckConstraint(condition=Q(means__in=list(ANSWERS)), name="account_meaning_is_known"),
        ]


class Reading(models.Model):
    """A complete reading of an invoice's payments that showed something gone: `absent` are its keys ("17 money").

    Complete: all pages told one total, that many payments came, none twice, each was read whole, and together with
    Balance they told one story.
    """

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    sync = models.ForeignKey(PaymentSync, on_delete=models.PROTECT, related_name="readings")
    read_at = models.DateTimeField()
    present = models.JSONField()
    absent = models.JSONField()

    objects = ScopedQuerySet.as_manager()


class MirrorState(models.TextChoices):
    """`intended` is not in Productive yet, `live` is; `removed` was; `dropped` never was and is no longer wanted."""

    INTENDED = "intended"
    LIVE = "live"
    REMOVED = "removed"
    DROPPED = "dropped"


OVER = ["removed", "dropped"]


class Mirror(models.Model):
    """A Productive payment that stands for (a part of) a Fortnox payment, as we last wrote it."""

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    sync = models.ForeignKey(PaymentSync, on_delete=models.PROTECT, related_name="mirrors")
    fortnox_tenant_id = models.BigIntegerField()
    fortnox_payment_number = models.CharField(max_length=40)
    part = models.CharField(max_length=10, choices=PARTS)
    productive_payment_id = models.CharField(max_length=40, blank=True)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    on = models.DateField()
    state = models.CharField(max_length=10, choices=MirrorState.choices, default=MirrorState.INTENDED)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    first_absence = models.ForeignKey(Reading, null=True, on_delete=models.PROTECT, related_name="+")
    second_absence = models.ForeignKey(Reading, null=True, on_delete=models.PROTECT, related_name="+")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MirrorState.values), name="mirror_state_is_known"),
            models.CheckConstraint(condition=Q(part__in=list(Part)), name="mirror_part_is_known"),
            models.CheckConstraint(condition=~Q(currency=""), name="mirror_has_a_currency"),
            models.UniqueConstraint(
                fields=["fortnox_tenant_id", "fortnox_payment_number", "part"],
                condition=~Q(state__in=OVER),
                name="one_mirror_per_fortnox_payment",
            ),
            models.UniqueConstraint(
                fields=["organisation", "productive_payment_id"],
                condition=Q(state="live"),
                name="one_mirror_per_productive_payment",
            ),
            models.CheckConstraint(
                condition=~Q(state="live") | ~Q(productive_payment_id=""), name="live_mirrors_are_in_productive"
            ),
            models.CheckConstraint(
                condition=~Q(state="removed")
                | (
                    Q(first_absence__isnull=False)
                    & Q(second_absence__isnull=False)
                    & ~Q(first_absence=F("second_absence"))
                ),
                name="removed_only_with_two_readings",
            ),
        ]


class PaymentWriteKind(models.TextChoices):
    """What a write changes in Productive."""

    MARK_SENT = "mark_sent"
    CREATE_PAYMENT = "create_payment"
    CHANGE_PAYMENT = "change_payment"
    REMOVE_PAYMENT = "remove_payment"


class PaymentWrite(Intended):
    """One change of Productive that the sync of an invoice makes.

    `reference` is what it is found by: the mark of a new payment, the id of one that stands.
    """

    sync = models.ForeignKey(PaymentSync, on_delete=models.PROTECT, related_name="writes")
    mirror = models.ForeignKey(Mirror, null=True, on_delete=models.PROTECT, related_name="writes")
    kind = models.CharField(max_length=20, choices=PaymentWriteKind.choices)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PaymentWriteKind.values), name="payment_write_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=WriteState.values), name="payment_write_state_is_known"),
            models.UniqueConstraint(
                fields=["sync"], condition=Q(state__in=["intended", "sent"]), name="one_open_payment_write_per_invoice"
            ),
            models.CheckConstraint(
                condition=~Q(reference="") & ~Q(digest=""), name="payment_writes_carry_reference_and_digest"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["intended", "dropped"]) | Q(sent_at__isnull=False),
                name="payment_claimed_before_it_is_sent",
            ),
            models.CheckConstraint(
                condition=~Q(state="landed") | (Q(answer__isnull=False) & Q(answered_at__isnull=False)),
                name="payment_landed_only_with_an_answer",
            ),
        ]
