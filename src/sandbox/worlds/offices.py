"""What every world's Productive begins with: organisations with people, tokens and registers, and client companies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sandbox.clock import SandboxClock
from sandbox.productive import exchange, numbering, records, switches
from sandbox.productive.visit import stored_moment
from sandbox.store import Store
from sandbox.worlds import cast
from sandbox.worlds.bills import Desk
from sandbox.worlds.cast import Buyer, Seller

SERVICE_TYPES = {
    "Strategy": "401",
    "Design": "402",
    "Development": "403",
    "Project management": "404",
    "Copywriting": "405",
    "Workshop material": "406",
    "Outlay": "407",
}
# By the last digits of their ids: name and percent; "no tax" is a rate without components.
TAX_RATES = {
    "25": ("25", "25 % VAT", "25.0"),
    "12": ("12", "12 % VAT", "12.0"),
    "6": ("06", "6 % VAT", "6.0"),
    "0": ("00", "No VAT", None),
    "reverse": ("99", "Reverse charge", None),
}
EXCHANGE_RATES = {"SEK": "1.0", "EUR": "11.2345", "NOK": "0.978", "USD": "10.415", "GBP": "13.1", "JPY": "0.071"}


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody with a log-in to Productive; `may_manage` those whose tokens integrations use."""

    identity: str
    first_name: str
    last_name: str
    title: str
    may_manage: bool = False


@dataclass(frozen=True, kw_only=True)
class Office:
    """An agency as Productive knows it; `tokens` say whether they may write, `prefix` keeps its service types apart."""

    organisation: str
    name: str
    host: str
    people: tuple[Person, ...]
    tokens: dict[str, bool]
    sellers: tuple[Seller, ...]
    prefix: str = ""


FYRLJUS = Office(
    organisation=cast.PRODUCTIVE_ORGANISATION_ID,
    name=cast.PRODUCTIVE_ORGANISATION_NAME,
    host="fyrljus.example",
    people=(
        Person(identity="301", first_name="Karin", last_name="Lindqvist", title="Head of finance", may_manage=True),
        Person(identity="302", first_name="Elias", last_name="Berg", title="Project manager"),
        Person(identity="303", first_name="Ingrid", last_name="Nyström", title="Designer"),
        Person(identity="304", first_name="Samir", last_name="Haddad", title="Developer"),
    ),
    tokens={cast.PRODUCTIVE_TOKEN: True, cast.PRODUCTIVE_READ_ONLY_TOKEN: False},
    sellers=(cast.STOCKHOLM, cast.GOTEBORG),
)
ANNAN = Office(
    organisation=cast.OTHER_ORGANISATION_ID,
    name=cast.OTHER_ORGANISATION_NAME,
    host="annan.example",
    people=(Person(identity="311", first_name="Anna", last_name="Ek", title="Managing director", may_manage=True),),
    tokens={cast.OTHER_TOKEN: True},
    sellers=(cast.OTHER_SELLER,),
    prefix="9",
)


def open_up(store: Store, clock: SandboxClock, *offices: Office, last_numbers: dict[str, int]) -> None:
    """Fill the registers of Productive; `last_numbers` are the numbers that each subsidiary gave last."""
    switches.set_out(store)
    for currency, rate in EXCHANGE_RATES.items():
        store.table(exchange.TABLE)[currency] = {"rate": rate, "on": clock.today().isoformat()}
    for office in offices:
        _organisation(store, clock, office)
        for person in office.people:
            _person(store, clock, office, person)
        for seller in office.sellers:
            _subsidiary(store, seller, office)
            own = records.table(store, "subsidiaries")[seller.productive_id]
            numbering.begin(store, own, last=last_numbers[seller.productive_id], day=clock.today())


def welcome(store: Store, clock: SandboxClock, *buyers: Buyer, office: Office, seller: Seller) -> None:
    """Add client companies; their addresses stand both in `contact` (recorded) and as contact entries."""
    for buyer in buyers:
        _company(store, clock, buyer, seller=seller, organisation=office.organisation)


def desk_of(store: Store, clock: SandboxClock, *, office: Office, seller: Seller, issuer: str = "") -> Desk:
    """Where the invoices of one subsidiary are written, by the agency's project manager unless somebody is named."""
    own = seller.productive_id
    return Desk(
        store=store,
        clock=clock,
        organisation=office.organisation,
        subsidiary=own,
        issuer=issuer or office.people[min(1, len(office.people) - 1)].identity,
        document_type=f"{own}1",
        tenant=seller.fortnox_tenant_id,
        tax_rates={key: f"{own}{digits}" for key, (digits, _, _) in TAX_RATES.items()},
        service_types={name: f"{office.prefix}{digits}" for name, digits in SERVICE_TYPES.items()},
    )


def _organisation(store: Store, clock: SandboxClock, office: Office) -> None:
    facts = {
        "name": office.name,
        "currency": "SEK",
        "currency_default": "SEK",
        "currency_normalized": "SEK",
        "time_zone": "Stockholm",
        "locale": "en",
        "due_days": 30,
        "payment_terms_type": "days_after_invoice_date",
        "decimal_places_id": 2,
        "created_at": _some_time_ago(clock, days=900),
    }
    own = office.organisation
    records.add(store, "organizations", identity=own, organisation=own, attributes=facts)
    for service, digits in SERVICE_TYPES.items():
        identity = f"{office.prefix}{digits}"
        records.add(store, "service_types", identity=identity, organisation=own, attributes={"name": service})
    manager = next(person for person in office.people if person.may_manage)
    for token, may_write in office.tokens.items():
        access = {"person": manager.identity, "organization": own, "may_write": may_write}
        store.table("productive.tokens")[token] = access


def _person(store: Store, clock: SandboxClock, office: Office, person: Person) -> None:
    facts = {
        "first_name": person.first_name,
        "last_name": person.last_name,
        "title": person.title,
        "email": f"{person.first_name.lower()}@{office.host}",
        "role_id": 1 if person.may_manage else 2,
        "is_user": True,
        "user_id": int(f"5{person.identity}"),
        "availabilities": "[]",
        "created_at": _some_time_ago(clock, days=800),
        "joined_at": _some_time_ago(clock, days=800),
        "last_activity_at": _some_time_ago(clock, days=1),
    }
    records.add(store, "people", identity=person.identity, organisation=office.organisation, attributes=facts)
    if person.may_manage:
        records.add(
            store,
            "organization_memberships",
            identity=f"6{person.identity}",
            organisation=office.organisation,
            attributes={"email_notifications": True, "weekly_emails": True, "time_reminders": False},
            related={"person": person.identity},
        )


def _subsidiary(store: Store, seller: Seller, office: Office) -> None:
    """A subsidiary with the address it bills from, its tax rates and its document types."""
    own, organisation = seller.productive_id, office.organisation
    _tax_rates(store, own, organisation)
    _document_types(store, own, organisation)
    address = {
        "contactable_type": "subsidiary",
        "type": "bill_from",
        "name": seller.name,
        "address": seller.address,
        "zipcode": seller.zip_code,
        "city": seller.city,
        "country": "Sweden",
        "vat": f"SE{seller.organisation_number.replace('-', '')}01",
    }
    bill_from = records.add(
        store, "contact_entries", organisation=organisation, attributes=address, related={"subsidiary": own}
    )
    records.add(
        store,
        "subsidiaries",
        identity=own,
        organisation=organisation,
        attributes={
            "name": seller.name,
            "invoice_number_format": seller.number_format,
            "invoice_number_scope": seller.number_reset,
            "show_delivery_date": True,
        },
        related={
            "bill_from": bill_from["id"],
            "default_tax_rate": f"{own}25",
            "default_document_type": f"{own}1",
        },
    )


def _tax_rates(store: Store, subsidiary: str, organisation: str) -> None:
    for digits, name, percent in TAX_RATES.values():
        component = {"primary_component_name": "Moms", "primary_component_value": percent} if percent else {}
        records.add(
            store,
            "tax_rates",
            identity=f"{subsidiary}{digits}",
            organisation=organisation,
            attributes={"name": name} | component,
            related={"subsidiary": subsidiary},
        )


def _document_types(store: Store, subsidiary: str, organisation: str) -> None:
    for digit, name, locale in (("1", "Faktura", "sv_SE"), ("2", "Invoice", "en_US")):
        records.add(
            store,
            "document_types",
            identity=f"{subsidiary}{digit}",
            organisation=organisation,
            attributes={"name": name, "locale": locale, "exportable_type_id": 1, "document_template_id": 1},
            related={"subsidiary": subsidiary},
        )


def _company(store: Store, clock: SandboxClock, buyer: Buyer, *, seller: Seller, organisation: str) -> None:
    rate = TAX_RATES["25" if buyer.country_code == "SE" else "reverse"][0]
    address = {
        "name": "Faktura",
        "address": buyer.address,
        "city": buyer.city,
        "state": None,
        "zipcode": buyer.zip_code,
        "country": buyer.country,
        "billing_address": True,
    }
    facts = {
        "name": buyer.name,
        "billing_name": buyer.name,
        "vat": buyer.vat or None,
        "default_currency": buyer.currency,
        "company_code": "".join(letter for letter in buyer.name.upper() if letter.isalpha())[:3],
        "due_days": buyer.due_days,
        "payment_terms_type": "days_after_invoice_date",
        "default_subsidiary_id": int(seller.productive_id),
        "default_tax_rate_id": int(f"{seller.productive_id}{rate}"),
        "invoice_email_recipients": {"to": [buyer.email]},
        "contact": _contact(buyer, address),
        "created_at": _some_time_ago(clock, days=400),
        "last_activity_at": _some_time_ago(clock, days=2),
    }
    default = {"default_subsidiary": seller.productive_id, "default_tax_rate": f"{seller.productive_id}{rate}"}
    records.add(
        store,
        "companies",
        identity=buyer.productive_id,
        organisation=organisation,
        attributes=facts,
        related=default,
    )
    entry = {"contactable_type": "company", "type": "address", "email": buyer.email, "vat": buyer.vat or None}
    records.add(
        store,
        "contact_entries",
        organisation=organisation,
        attributes=address | entry,
        related={"company": buyer.productive_id},
    )


def _contact(buyer: Buyer, address: Mapping[str, Any]) -> dict[str, Any]:
    datum = int(buyer.productive_id) * 10
    return {
        "phones": [],
        "emails": [{"name": "Faktura", "email": buyer.email, "contact_datum_id": datum}],
        "websites": [],
        "addresses": [{**address, "contact_datum_id": datum + 1}],
    }


def _some_time_ago(clock: SandboxClock, *, days: int) -> str:
    day = clock.today() - timedelta(days=days)
    return stored_moment(datetime.combine(day, time(10), tzinfo=UTC))
