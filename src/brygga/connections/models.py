"""Subsidiaries, their connections to Fortnox, what was decided for them, and the sealed means to speak for them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from brygga.accounting.customer_updates import CustomerField
from brygga.accounting.rulebook import RateDay, RateSource, Treatment, ZeroRate
from brygga.connections.invoice_models import DimensionCodeRow, InvoiceSettingsRow, RequirementRow, TextSourceRow
from brygga.tenants.models import Organisation, ScopedQuerySet, User

__all__ = [
    "DimensionCodeRow",
    "InvoiceSettingsRow",
    "RequirementRow",
    "TextSourceRow",
]  # Django finds models in this module.


class ProductiveAccess(models.Model):
    """The sealed API token that speaks for an organisation in Productive."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE)
    sealed_token = models.TextField()
    given_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL)
    given_at = models.DateTimeField()


class Subsidiary(models.Model):
    """A company of the organisation, as Productive names it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    productive_subsidiary_id = models.CharField(max_length=40)
    name = models.CharField(max_length=200)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "productive_subsidiary_id"], name="one_row_per_productive_subsidiary"
            )
        ]


class ConnectionState(models.TextChoices):
    """Whether Brygga may speak for the Fortnox account."""

    CONNECTED = "connected"
    RECONNECT_NEEDED = "reconnect_needed"
    DISCONNECTED = "disconnected"


class Connection(models.Model):
    """One subsidiary tied to one Fortnox account."""

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    subsidiary = models.ForeignKey(Subsidiary, on_delete=models.PROTECT)
    state = models.CharField(max_length=20, choices=ConnectionState.choices)
    fortnox_tenant_id = models.BigIntegerField()
    company_name = models.CharField(max_length=200)
    organisation_number = models.CharField(max_length=40)
    connected_at = models.DateTimeField()
    connected_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL)
    disconnected_at = models.DateTimeField(null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["fortnox_tenant_id"],
                condition=~Q(state="disconnected"),
                name="one_live_connection_per_fortnox_account",
            ),
            models.UniqueConstraint(
                fields=["subsidiary"], condition=~Q(state="disconnected"), name="one_live_connection_per_subsidiary"
            ),
            models.CheckConstraint(
                condition=Q(state="disconnected", disconnected_at__isnull=False)
                | (~Q(state="disconnected") & Q(disconnected_at__isnull=True)),
                name="disconnected_exactly_when_dated",
            ),
            models.CheckConstraint(condition=Q(state__in=ConnectionState.values), name="connection_state_is_known"),
        ]

    @property
    def is_live(self) -> bool:
        return self.state != ConnectionState.DISCONNECTED


class By(models.TextChoices):
    """Which of the two systems does a thing."""

    FORTNOX = "fortnox"
    PRODUCTIVE = "productive"


ZERO_RATES = [(each.value, each.name.title()) for each in ZeroRate]
RATE_SOURCES = [(each.value, each.name.title()) for each in RateSource]
RATE_DAYS = [(each.value, each.name.title()) for each in RateDay]


class IntegrationSettings(models.Model):
    """The three decisions of one connection, an account for each VAT case and rate, and what is mapped besides.

    An account is named after its use: `account_25` is that of `AccountUse.RATE_25`.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    connection = models.OneToOneField(Connection, on_delete=models.CASCADE, related_name="settings")
    numbers_by = models.CharField(max_length=10, choices=By.choices, default=By.FORTNOX)
    pdf_by = models.CharField(max_length=10, choices=By.choices, default=By.FORTNOX)
    payments_synced = models.BooleanField(default=False)
    account_25 = models.PositiveSmallIntegerField(null=True)
    account_12 = models.PositiveSmallIntegerField(null=True)
    account_6 = models.PositiveSmallIntegerField(null=True)
    account_outlay = models.PositiveSmallIntegerField(null=True)
    account_exempt = models.PositiveSmallIntegerField(null=True)
    account_eu = models.PositiveSmallIntegerField(null=True)
    account_export = models.PositiveSmallIntegerField(null=True)
    account_reverse_charge = models.PositiveSmallIntegerField(null=True)
    domestic_reverse_charge = models.BooleanField(default=False)
    service_types_mapped = models.BooleanField(default=False)
    zero_rate = models.CharField(max_length=10, choices=ZERO_RATES, default=ZeroRate.ASK)
    rate_source = models.CharField(max_length=10, choices=RATE_SOURCES, default=RateSource.ASK)
    rate_day = models.CharField(max_length=10, choices=RATE_DAYS, default=RateDay.DELIVERY)
    decided_at = models.DateTimeField(null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(numbers_by__in=By.values, pdf_by__in=By.values, zero_rate__in=list(ZeroRate)),
                name="decisions_are_known",
            ),
            models.CheckConstraint(
                condition=Q(rate_source__in=list(RateSource), rate_day__in=list(RateDay)), name="rates_are_known"
            ),
        ]

    @property
    def are_decided(self) -> bool:
        return self.decided_at is not None


class UpdatedCustomerField(models.Model):
    """Something that Brygga may bring up to date of this connection's customers; nothing without a row."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE)
    field = models.CharField(max_length=20, choices=[(each.value, each.name.title()) for each in CustomerField])

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["connection", "field"], name="one_row_per_updated_field"),
            models.CheckConstraint(
                condition=Q(field__in=[each.value for each in CustomerField]), name="updated_field_is_known"
            ),
        ]


class ServiceTypeMapping(models.Model):
    """What one service type is booked as; kept also while service types are not mapped.

    `name` is what Productive called it when it was mapped, so that a renamed or archived one can be told.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="service_types")
    productive_service_type_id = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    account = models.PositiveSmallIntegerField(null=True)
    article = models.CharField(max_length=50, blank=True)
    treatment = models.CharField(max_length=10, default=Treatment.NORMAL)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["name", "productive_service_type_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["connection", "productive_service_type_id"], name="one_mapping_per_service_type"
            ),
            models.CheckConstraint(condition=Q(treatment__in=list(Treatment)), name="treatment_is_known"),
            models.CheckConstraint(
                condition=~Q(account=None, article="", treatment=Treatment.NORMAL), name="mapping_says_something"
            ),
            models.CheckConstraint(
                condition=~Q(treatment=Treatment.ADVANCE, account=None), name="advance_has_an_account"
            ),
        ]


class Grant(models.TextChoices):
    """How access tokens are had: by our own secret and the tenant id, or by a refresh token that works once."""

    CLIENT_CREDENTIALS = "client_credentials"
    REFRESH_TOKEN = "refresh_token"  # noqa: S105  A name, not a token.


class FortnoxAccess(models.Model):
    """The sealed tokens of one live connection; destroyed when it is disconnected.

    Changed only from the generation that was read (compare and set); the lease says who may refresh, and until when.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    connection = models.OneToOneField(Connection, on_delete=models.CASCADE, related_name="access")
    grant = models.CharField(max_length=20, choices=Grant.choices)
    sealed_access_token = models.TextField()
    access_expires_at = models.DateTimeField()
    sealed_refresh_token = models.TextField(blank=True)
    generation = models.PositiveBigIntegerField(default=1)
    lease_holder = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(grant__in=Grant.values), name="grant_is_known")]


class ConsentRequest(models.Model):
    """One journey to Fortnox's consent page: its state is signed, bound to the session, and used once."""

    nonce = models.CharField(max_length=64, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    subsidiary = models.ForeignKey(Subsidiary, on_delete=models.CASCADE)
    user = models.ForeignKey(User, on_delete=models.CASCADE)
    session_digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects = ScopedQuerySet.as_manager()


class Replacement(models.Model):
    """A consent that would replace a connection: its sealed tokens wait some minutes for the person's yes.

    Whatever the answer, or none, the tokens are destroyed with it.
    """

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    request = models.OneToOneField(ConsentRequest, on_delete=models.CASCADE)
    fortnox_tenant_id = models.BigIntegerField()
    company_name = models.CharField(max_length=200)
    organisation_number = models.CharField(max_length=40)
    sealed_tokens = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(settled_at__isnull=True) & ~Q(sealed_tokens=""))
                | (Q(settled_at__isnull=False) & Q(sealed_tokens="")),
                name="tokens_wait_until_settled",
            )
        ]


class Pace(models.Model):
    """When the last requests to one remote tenant started; shared by every process."""

    key = models.CharField(max_length=100, unique=True)
    starts = models.JSONField(default=list)


class Register(models.Model):
    """What one of Fortnox's registers held when we last read it, whole."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE)
    name = models.CharField(max_length=60)
    content = models.JSONField()
    read_at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["connection", "name"], name="one_row_per_register")]
