"""The schema of this room and of the links: wrong rows are refused by the database itself, whoever writes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Model

from brygga.accounting.rulebook import Treatment
from brygga.connections.invoice_models import DimensionCodeRow, InvoiceSettingsRow, RequirementRow, TextSourceRow
from brygga.connections.models import (
    Connection,
    ConnectionState,
    ConsentRequest,
    FortnoxAccess,
    Grant,
    IntegrationSettings,
    Pace,
    ProductiveAccess,
    Register,
    Replacement,
    ServiceTypeMapping,
    Subsidiary,
    UpdatedCustomerField,
)
from brygga.connections.outside import Outside
from brygga.links.models import BuyerConfirmation, CustomerLink, DocumentLink, EnteredRate
from brygga.tenants.models import Organisation, User
from tests.conftest import MONDAY_MORNING

pytestmark = pytest.mark.django_db


class Rows:
    """Right rows to spoil: two organisations, each with a subsidiary and a connection."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside
        self.user = User.objects.create_user("karin@fyrljus.example")
        self.ours, self.theirs = (
            Organisation.objects.create(productive_organisation_id=number, name=number, added_at=MONDAY_MORNING)
            for number in ("1", "2")
        )
        self.subsidiary, self.their_subsidiary = self.new_subsidiary(self.ours), self.new_subsidiary(self.theirs)
        self.connection = self.new_connection()

    def new_subsidiary(self, organisation: Organisation, number: str = "501") -> Subsidiary:
        return Subsidiary.objects.create(organisation=organisation, productive_subsidiary_id=number, name=number)

    def new_connection(self, **fields: Any) -> Connection:
        usual = {
            "id": self._outside.ids.new(),
            "organisation": self.ours,
            "subsidiary": self.subsidiary,
            "state": ConnectionState.CONNECTED,
            "fortnox_tenant_id": 100101,
            "connected_at": MONDAY_MORNING,
        }
        return Connection.objects.create(**usual | fields)

    def new_settings(self, organisation: Organisation) -> IntegrationSettings:
        return IntegrationSettings.objects.create(organisation=organisation, connection=self.connection)

    def new_rate(self, **fields: Any) -> EnteredRate:
        usual = {"currency": "EUR", "on": date(2026, 10, 31), "rate": "11.2345", "unit": 1, "publisher": "ecb"}
        return EnteredRate.objects.create(organisation=self.ours, entered_at=MONDAY_MORNING, **usual | fields)

    def new_access(self, organisation: Organisation) -> FortnoxAccess:
        return FortnoxAccess.objects.create(
            organisation=organisation,
            connection=self.connection,
            grant=Grant.CLIENT_CREDENTIALS,
            sealed_access_token="1:…",
            access_expires_at=MONDAY_MORNING,
        )

    def new_request(self, organisation: Organisation, nonce: str = "once") -> ConsentRequest:
        return ConsentRequest.objects.create(
            nonce=nonce,
            organisation=organisation,
            subsidiary=self.subsidiary,
            user=self.user,
            session_digest="0" * 64,
            made_at=MONDAY_MORNING,
        )

    def new_replacement(self, organisation: Organisation) -> Replacement:
        return Replacement.objects.create(
            id=self._outside.ids.new(),
            organisation=organisation,
            request=self.new_request(self.ours),
            fortnox_tenant_id=100101,
            sealed_tokens="1:…",
            asked_at=MONDAY_MORNING,
        )

    def new_register(self, organisation: Organisation) -> Register:
        return Register.objects.create(
            organisation=organisation, connection=self.connection, name="units", content=[], read_at=MONDAY_MORNING
        )

    def new_updated_field(self, organisation: Organisation, field: str = "email") -> UpdatedCustomerField:
        return UpdatedCustomerField.objects.create(organisation=organisation, connection=self.connection, field=field)

    def new_row(self, model: type[Model], **fields: Any) -> Model:
        """A row of our organisation, about our connection."""
        made: Model = model._default_manager.create(
            **{"organisation": self.ours, "connection": self.connection, **fields}
        )
        return made

    def new_document_link(self, **fields: Any) -> DocumentLink:
        usual = {
            "organisation": self.ours,
            "connection": self.connection,
            "fortnox_tenant_id": 100101,
            "productive_invoice_id": "9001",
            "ordinal": 1,
            "fortnox_document_number": "10483",
            "reference": "BRY-1-9001-1.",
            "made_at": MONDAY_MORNING,
        }
        return DocumentLink.objects.create(**usual | fields)

    def new_mapping(self, organisation: Organisation, **fields: Any) -> ServiceTypeMapping:
        usual = {
            "connection": self.connection,
            "productive_service_type_id": "401",
            "name": "Strategy",
            "account": 3041,
        }
        return ServiceTypeMapping.objects.create(organisation=organisation, **usual | fields)

    def new_confirmation(self, **fields: Any) -> BuyerConfirmation:
        usual = {"organisation": self.ours, "productive_company_id": "7010", "standing": "business", "country": "EE"}
        return BuyerConfirmation.objects.create(**usual | {"confirmed_at": MONDAY_MORNING} | fields)

    def new_customer_link(self, organisation: Organisation) -> CustomerLink:
        return CustomerLink.objects.create(
            organisation=organisation,
            connection=self.connection,
            fortnox_tenant_id=100101,
            productive_company_id="7001",
            fortnox_customer_number="1042",
            made_at=MONDAY_MORNING,
        )


@pytest.fixture
def rows(outside_world: Outside) -> Rows:
    return Rows(outside_world)


def twice(act: Callable[[], object]) -> None:
    act()
    act()


# For each constraint of the models, by its name: an act that breaks it and no other.
BREAKING: dict[str, Callable[[Rows], object]] = {
    "one_row_per_productive_subsidiary": lambda rows: rows.new_subsidiary(rows.ours),
    "one_live_connection_per_fortnox_account": lambda rows: rows.new_connection(
        subsidiary=rows.new_subsidiary(rows.ours, "502")
    ),
    "one_live_connection_per_subsidiary": lambda rows: rows.new_connection(fortnox_tenant_id=100102),
    "disconnected_exactly_when_dated": lambda _: Connection.objects.update(state=ConnectionState.DISCONNECTED),
    "connection_state_is_known": lambda _: Connection.objects.update(state="asleep"),
    "one_mapping_per_service_type": lambda rows: twice(lambda: rows.new_mapping(rows.ours)),
    "treatment_is_known": lambda rows: rows.new_mapping(rows.ours, treatment="gift"),
    "mapping_says_something": lambda rows: rows.new_mapping(rows.ours, account=None),
    "advance_has_an_account": lambda rows: rows.new_mapping(rows.ours, account=None, treatment=Treatment.ADVANCE),
    "one_confirmation_per_client_company": lambda rows: twice(rows.new_confirmation),
    "standing_is_known": lambda rows: rows.new_confirmation(standing="friend"),
    "one_entered_rate_per_currency_and_day": lambda rows: twice(rows.new_rate),
    "publisher_is_known": lambda rows: rows.new_rate(publisher="a friend"),
    "rate_is_for_1_or_100": lambda rows: rows.new_rate(unit=10),
    "rates_are_known": lambda rows: (
        rows.new_settings(rows.ours),
        IntegrationSettings.objects.update(rate_source="nobody"),
    ),
    "decisions_are_known": lambda rows: (
        rows.new_settings(rows.ours),
        IntegrationSettings.objects.update(numbers_by="nobody"),
    ),
    "grant_is_known": lambda rows: (rows.new_access(rows.ours), FortnoxAccess.objects.update(grant="password")),
    "tokens_wait_until_settled": lambda rows: (
        rows.new_replacement(rows.ours),
        Replacement.objects.update(settled_at=MONDAY_MORNING),
    ),
    "invoice_settings_are_known": lambda rows: rows.new_row(InvoiceSettingsRow, sent_by="pigeon"),
    "text_source_is_known": lambda rows: rows.new_row(TextSourceRow, text="remarks", source="weather"),
    "custom_field_exactly_when_named": lambda rows: rows.new_row(TextSourceRow, text="remarks", source="invoice_field"),
    "one_source_per_text": lambda rows: twice(lambda: rows.new_row(TextSourceRow, text="remarks", source="subject")),
    "one_code_per_name": lambda rows: twice(
        lambda: rows.new_row(DimensionCodeRow, dimension="project", said="Rebranding", code="101")
    ),
    "dimension_is_known": lambda rows: rows.new_row(DimensionCodeRow, dimension="time", said="x", code="1"),
    "requirement_is_known": lambda rows: rows.new_row(
        RequirementRow, productive_company_id="7001", name="Norrsken", requires="flowers"
    ),
    "one_requirement_per_company": lambda rows: twice(
        lambda: rows.new_row(RequirementRow, productive_company_id="7001", name="Norrsken", requires="either")
    ),
    "one_row_per_updated_field": lambda rows: twice(lambda: rows.new_updated_field(rows.ours)),
    "updated_field_is_known": lambda rows: rows.new_updated_field(rows.ours, "currency"),
    "one_row_per_register": lambda rows: twice(lambda: rows.new_register(rows.ours)),
    "one_live_link_per_fortnox_document": lambda rows: (
        rows.new_document_link(),
        rows.new_document_link(productive_invoice_id="9002", reference="BRY-1-9002-1."),
    ),
    "one_live_link_per_invoice_and_ordinal": lambda rows: (
        rows.new_document_link(),
        rows.new_document_link(fortnox_document_number="10484", reference="other"),
    ),
    "one_live_link_per_reference": lambda rows: (
        rows.new_document_link(),
        rows.new_document_link(fortnox_document_number="10484", ordinal=2),
    ),
    "one_customer_per_client_company": lambda rows: twice(lambda: rows.new_customer_link(rows.ours)),
}

# The same for columns that are unique by themselves.
TWINS: dict[str, Callable[[Rows], object]] = {
    "a state": lambda rows: twice(lambda: rows.new_request(rows.ours)),
    "the pace of a tenant": lambda _: twice(lambda: Pace.objects.create(key="fortnox:1")),
    "the settings of a connection": lambda rows: twice(lambda: rows.new_settings(rows.ours)),
    "the tokens of a connection": lambda rows: twice(lambda: rows.new_access(rows.ours)),
    "the token of an organisation": lambda rows: twice(
        lambda: ProductiveAccess.objects.create(organisation=rows.ours, sealed_token="1:…", given_at=MONDAY_MORNING)
    ),
}

# A row of one organisation below a parent of another.
CROSSINGS: dict[str, Callable[[Rows], object]] = {
    "connection": lambda rows: rows.new_connection(subsidiary=rows.their_subsidiary, fortnox_tenant_id=100201),
    "settings": lambda rows: rows.new_settings(rows.theirs),
    "access": lambda rows: rows.new_access(rows.theirs),
    "consent request": lambda rows: rows.new_request(rows.theirs),
    "replacement": lambda rows: rows.new_replacement(rows.theirs),
    "register": lambda rows: rows.new_register(rows.theirs),
    "updated customer field": lambda rows: rows.new_updated_field(rows.theirs),
    "invoice settings": lambda rows: rows.new_row(InvoiceSettingsRow, organisation=rows.theirs),
    "text source": lambda rows: rows.new_row(TextSourceRow, organisation=rows.theirs, text="remarks", source="subject"),
    "dimension code": lambda rows: rows.new_row(
        DimensionCodeRow, organisation=rows.theirs, dimension="project", said="Rebranding", code="101"
    ),
    "requirement": lambda rows: rows.new_row(
        RequirementRow, organisation=rows.theirs, productive_company_id="7001", name="Norrsken", requires="either"
    ),
    "service type mapping": lambda rows: rows.new_mapping(rows.theirs),
    "document link": lambda rows: rows.new_document_link(organisation=rows.theirs),
    "customer link": lambda rows: rows.new_customer_link(rows.theirs),
}


@pytest.mark.parametrize("name", BREAKING)
def test_the_constraint_refuses(name: str, rows: Rows) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        BREAKING[name](rows)


@pytest.mark.parametrize("name", TWINS)
def test_there_is_only_one_of(name: str, rows: Rows) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        TWINS[name](rows)


@pytest.mark.parametrize("name", CROSSINGS)
def test_no_row_crosses_into_another_organisation(name: str, rows: Rows) -> None:
    with pytest.raises(IntegrityError, match="organisation differs"), transaction.atomic():
        CROSSINGS[name](rows)


def test_no_row_is_moved_into_another_organisation(rows: Rows) -> None:
    rows.new_register(rows.ours)

    with pytest.raises(IntegrityError, match="organisation differs"), transaction.atomic():
        Register.objects.update(organisation=rows.theirs)


def test_a_disconnected_account_may_be_connected_again_and_elsewhere(rows: Rows) -> None:
    Connection.objects.update(state=ConnectionState.DISCONNECTED, disconnected_at=MONDAY_MORNING)

    rows.new_connection()
    rows.new_connection(
        state=ConnectionState.DISCONNECTED, disconnected_at=MONDAY_MORNING + timedelta(days=1), fortnox_tenant_id=100102
    )

    assert Connection.objects.count() == 3


def test_a_live_connection_carries_no_date_of_its_end(rows: Rows) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Connection.objects.update(disconnected_at=MONDAY_MORNING)


def test_tokens_are_destroyed_before_a_connection_is_disconnected(rows: Rows) -> None:
    rows.new_access(rows.ours)

    with pytest.raises(IntegrityError, match="tokens are destroyed"), transaction.atomic():
        Connection.objects.update(state=ConnectionState.DISCONNECTED, disconnected_at=MONDAY_MORNING)


def test_a_disconnected_connection_gets_no_tokens(rows: Rows) -> None:
    Connection.objects.update(state=ConnectionState.DISCONNECTED, disconnected_at=MONDAY_MORNING)

    with pytest.raises(IntegrityError, match="has no tokens"), transaction.atomic():
        rows.new_access(rows.ours)


def test_every_constraint_has_its_row_here() -> None:
    named = {
        constraint.name
        for app in ("connections", "links")
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
    }

    assert named == set(BREAKING)
