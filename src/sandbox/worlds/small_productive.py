"""The small world's Productive: two agencies, their subsidiaries, clients, registers and invoices."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from sandbox.clock import SandboxClock
from sandbox.productive import numbering, records, switches
from sandbox.productive.visit import stored_moment
from sandbox.store import Store
from sandbox.worlds import cast, small_productive_drafts, small_productive_earlier, small_productive_selling
from sandbox.worlds.bills import Bill, Desk, write
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
EXCHANGE_RATES = {"SEK": "1.0", "EUR": "11.2345", "NOK": "0.978", "USD": "10.415"}
NUMBERS = {
    cast.STOCKHOLM.productive_id: 10482,
    cast.GOTEBORG.productive_id: 20116,
    cast.OTHER_SELLER.productive_id: 302,
}

KARIN, ELIAS, INGRID, SAMIR, ANNA = "301", "302", "303", "304", "311"
PEOPLE = (
    (KARIN, "Karin", "Lindqvist", "Head of finance", cast.PRODUCTIVE_ORGANISATION_ID),
    (ELIAS, "Elias", "Berg", "Project manager", cast.PRODUCTIVE_ORGANISATION_ID),
    (INGRID, "Ingrid", "Nyström", "Designer", cast.PRODUCTIVE_ORGANISATION_ID),
    (SAMIR, "Samir", "Haddad", "Developer", cast.PRODUCTIVE_ORGANISATION_ID),
    (ANNA, "Anna", "Ek", "Managing director", cast.OTHER_ORGANISATION_ID),
)
OTHER_BUYER = Buyer(
    productive_id="7901",
    name="Limhamns Glass AB",
    vat="SE556811902101",
    organisation_number="556811-9021",
    address="Järnvägsgatan 14",
    zip_code="216 16",
    city="Limhamn",
    country="Sweden",
    country_code="SE",
    email="faktura@limhamnsglass.example",
)


def build(store: Store, clock: SandboxClock) -> None:
    """Fill the tables of Productive; dates are counted back from the clock's today."""
    switches.set_out(store)
    for currency, rate in EXCHANGE_RATES.items():
        store.table("productive.exchange_rates")[currency] = {"rate": rate}
    _build_organisations(store, clock)
    for seller, organisation in _sellers():
        _build_subsidiary(store, seller, organisation)
    for buyer in cast.BUYERS:
        _build_company(store, clock, buyer, seller=cast.STOCKHOLM, organisation=cast.PRODUCTIVE_ORGANISATION_ID)
    _build_company(store, clock, OTHER_BUYER, seller=cast.OTHER_SELLER, organisation=cast.OTHER_ORGANISATION_ID)
    _build_invoices(store, clock)
    small_productive_selling.build(store, clock)


def _sellers() -> tuple[tuple[Seller, str], ...]:
    return (
        (cast.STOCKHOLM, cast.PRODUCTIVE_ORGANISATION_ID),
        (cast.GOTEBORG, cast.PRODUCTIVE_ORGANISATION_ID),
        (cast.OTHER_SELLER, cast.OTHER_ORGANISATION_ID),
    )


def _build_organisations(store: Store, clock: SandboxClock) -> None:
    """Both agencies with their people, tokens and service types."""
    names = {
        cast.PRODUCTIVE_ORGANISATION_ID: cast.PRODUCTIVE_ORGANISATION_NAME,
        cast.OTHER_ORGANISATION_ID: cast.OTHER_ORGANISATION_NAME,
    }
    for organisation, name in names.items():
        facts = {
            "name": name,
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
        records.add(store, "organizations", identity=organisation, organisation=organisation, attributes=facts)
        for service, digits in SERVICE_TYPES.items():
            identity = digits if organisation == cast.PRODUCTIVE_ORGANISATION_ID else f"9{digits}"
            named = {"name": service}
            records.add(store, "service_types", identity=identity, organisation=organisation, attributes=named)
    _build_people(store, clock)
    for token, person, organisation, may_write in (
        (cast.PRODUCTIVE_TOKEN, KARIN, cast.PRODUCTIVE_ORGANISATION_ID, True),
        (cast.PRODUCTIVE_READ_ONLY_TOKEN, KARIN, cast.PRODUCTIVE_ORGANISATION_ID, False),
        (cast.OTHER_TOKEN, ANNA, cast.OTHER_ORGANISATION_ID, True),
    ):
        access = {"person": person, "organization": organisation, "may_write": may_write}
        store.table("productive.tokens")[token] = access


def _build_people(store: Store, clock: SandboxClock) -> None:
    for identity, first_name, last_name, title, organisation in PEOPLE:
        host = "fyrljus.example" if organisation == cast.PRODUCTIVE_ORGANISATION_ID else "annan.example"
        facts = {
            "first_name": first_name,
            "last_name": last_name,
            "title": title,
            "email": f"{first_name.lower()}@{host}",
            "role_id": 1 if identity in {KARIN, ANNA} else 2,
            "is_user": True,
            "user_id": int(f"5{identity}"),
            "availabilities": "[]",
            "created_at": _some_time_ago(clock, days=800),
            "joined_at": _some_time_ago(clock, days=800),
            "last_activity_at": _some_time_ago(clock, days=1),
        }
        records.add(store, "people", identity=identity, organisation=organisation, attributes=facts)
        if identity in {KARIN, ANNA}:
            records.add(
                store,
                "organization_memberships",
                identity=f"6{identity}",
                organisation=organisation,
                attributes={"email_notifications": True, "weekly_emails": True, "time_reminders": False},
                related={"person": identity},
            )


def _build_subsidiary(store: Store, seller: Seller, organisation: str) -> None:
    """A subsidiary with the address it bills from, its tax rates and its document types."""
    own = seller.productive_id
    _build_tax_rates(store, own, organisation)
    _build_document_types(store, own, organisation)
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
        attributes={"name": seller.name, "invoice_number_format": "{n}", "show_delivery_date": True},
        related={
            "bill_from": bill_from["id"],
            "default_tax_rate": f"{own}25",
            "default_document_type": f"{own}1",
        },
    )
    store.table(numbering.TABLE)[f"{own}/{{n}}"] = {"last": NUMBERS[own]}


def _build_tax_rates(store: Store, subsidiary: str, organisation: str) -> None:
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


def _build_document_types(store: Store, subsidiary: str, organisation: str) -> None:
    for digit, name, locale in (("1", "Faktura", "sv_SE"), ("2", "Invoice", "en_US")):
        records.add(
            store,
            "document_types",
            identity=f"{subsidiary}{digit}",
            organisation=organisation,
            attributes={"name": name, "locale": locale, "exportable_type_id": 1, "document_template_id": 1},
            related={"subsidiary": subsidiary},
        )


def _build_company(store: Store, clock: SandboxClock, buyer: Buyer, *, seller: Seller, organisation: str) -> None:
    """A client company; its address stands both in `contact` (recorded) and as a contact entry."""
    address = {
        "name": "Faktura",
        "address": buyer.address,
        "city": buyer.city,
        "state": None,
        "zipcode": buyer.zip_code,
        "country": buyer.country,
        "billing_address": True,
    }
    datum = int(buyer.productive_id) * 10
    contact = {
        "phones": [],
        "emails": [{"name": "Faktura", "email": buyer.email, "contact_datum_id": datum}],
        "websites": [],
        "addresses": [address | {"contact_datum_id": datum + 1}],
    }
    rate = TAX_RATES["25" if buyer.country_code == "SE" else "reverse"][0]
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
        "contact": contact,
        "created_at": _some_time_ago(clock, days=400),
        "last_activity_at": _some_time_ago(clock, days=2),
    }
    records.add(
        store,
        "companies",
        identity=buyer.productive_id,
        organisation=organisation,
        attributes=facts,
        related={
            "default_subsidiary": seller.productive_id,
            "default_tax_rate": f"{seller.productive_id}{rate}",
        },
    )
    records.add(
        store,
        "contact_entries",
        organisation=organisation,
        attributes=address
        | {"contactable_type": "company", "type": "address", "email": buyer.email, "vat": buyer.vat or None},
        related={"company": buyer.productive_id},
    )


def _build_invoices(store: Store, clock: SandboxClock) -> None:
    earlier, drafts = small_productive_earlier, small_productive_drafts
    written: tuple[tuple[Seller, str, tuple[Bill, ...]], ...] = (
        (cast.STOCKHOLM, ELIAS, earlier.STOCKHOLM_EARLIER + drafts.STOCKHOLM_DRAFTS),
        (cast.GOTEBORG, INGRID, earlier.GOTEBORG_EARLIER + drafts.GOTEBORG_DRAFTS),
        (cast.OTHER_SELLER, ANNA, earlier.OTHER_EARLIER + drafts.OTHER_DRAFTS),
    )
    organisations = {seller.productive_id: organisation for seller, organisation in _sellers()}
    for seller, issuer, bills in written:
        is_other = seller is cast.OTHER_SELLER
        desk = Desk(
            store=store,
            clock=clock,
            organisation=organisations[seller.productive_id],
            subsidiary=seller.productive_id,
            issuer=issuer,
            document_type=f"{seller.productive_id}1",
            tenant=seller.fortnox_tenant_id,
            tax_rates={key: f"{seller.productive_id}{digits}" for key, (digits, _, _) in TAX_RATES.items()},
            service_types={name: f"9{digits}" if is_other else digits for name, digits in SERVICE_TYPES.items()},
        )
        for bill in bills:
            write(desk, bill)


def _some_time_ago(clock: SandboxClock, *, days: int) -> str:
    day = clock.today() - timedelta(days=days)
    return stored_moment(datetime.combine(day, time(10), tzinfo=UTC))
