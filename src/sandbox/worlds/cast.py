"""Who lives in the small world: one agency, its subsidiaries and its client companies."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Seller:
    """A subsidiary in Productive and the Fortnox company that keeps its books."""

    productive_id: str
    name: str
    organisation_number: str
    fortnox_tenant_id: int
    city: str
    zip_code: str
    address: str
    number_format: str = "{n}"
    number_reset: str | None = None


@dataclass(frozen=True, kw_only=True)
class Buyer:
    """A client company in Productive; the same company is a Fortnox customer where it has a number there."""

    productive_id: str
    name: str
    vat: str
    organisation_number: str
    address: str
    zip_code: str
    city: str
    country: str
    country_code: str
    email: str
    currency: str = "SEK"
    due_days: int = 30
    fortnox_customer_number: str = ""


PRODUCTIVE_ORGANISATION_ID = "20401"
PRODUCTIVE_ORGANISATION_NAME = "Fyrljus Byrå"
PRODUCTIVE_TOKEN = "sandbox-token-fyrljus"
PRODUCTIVE_READ_ONLY_TOKEN = "sandbox-token-fyrljus-read-only"

OTHER_ORGANISATION_ID = "20402"
OTHER_ORGANISATION_NAME = "Annan Byrå"
OTHER_TOKEN = "sandbox-token-annan"

FORTNOX_CLIENT_ID = "sandbox-client"
FORTNOX_CLIENT_SECRET = "sandbox-secret"

STOCKHOLM = Seller(
    productive_id="501",
    name="Fyrljus Stockholm AB",
    organisation_number="559301-4417",
    fortnox_tenant_id=100101,
    city="Stockholm",
    zip_code="118 46",
    address="Hornsgatan 84",
)
GOTEBORG = Seller(
    productive_id="502",
    name="Fyrljus Göteborg AB",
    organisation_number="559301-4425",
    fortnox_tenant_id=100102,
    city="Göteborg",
    zip_code="411 09",
    address="Vallgatan 12",
)
MALMO = Seller(  # In the agency world only.
    productive_id="503",
    name="Fyrljus Malmö AB",
    organisation_number="559301-4433",
    fortnox_tenant_id=100103,
    city="Malmö",
    zip_code="211 34",
    address="Östergatan 20",
)
OTHER_SELLER = Seller(
    productive_id="601",
    name="Annan Byrå AB",
    organisation_number="559402-2880",
    fortnox_tenant_id=100201,
    city="Malmö",
    zip_code="211 22",
    address="Baltzarsgatan 5",
    number_format="{yyyy}-{nnn}",
    number_reset="yearly",
)

BUYERS = (
    Buyer(
        productive_id="7001",
        name="Norrsken Energi AB",
        vat="SE559214307601",
        organisation_number="559214-3076",
        address="Kungsgatan 44",
        zip_code="111 35",
        city="Stockholm",
        country="Sweden",
        country_code="SE",
        email="faktura@norrsken.example",
        fortnox_customer_number="1042",
    ),
    Buyer(
        productive_id="7002",
        name="Hamnverket AB",
        vat="SE556677120901",
        organisation_number="556677-1209",
        address="Skeppsbron 3",
        zip_code="411 21",
        city="Göteborg",
        country="Sweden",
        country_code="SE",
        email="ekonomi@hamnverket.example",
        fortnox_customer_number="1043",
    ),
    Buyer(
        productive_id="7003",
        name="Skärgårdslinjen AB",
        vat="SE559088341801",
        organisation_number="559088-3418",
        address="Strandvägen 7",
        zip_code="114 56",
        city="Stockholm",
        country="Sweden",
        country_code="SE",
        email="leverantor@skargardslinjen.example",
        fortnox_customer_number="1044",
    ),
    Buyer(  # In nobody's Fortnox yet: a new customer is made.
        productive_id="7004",
        name="Granit & Ljung AB",
        vat="SE556450982501",
        organisation_number="556450-9825",
        address="Stenhuggarvägen 2",
        zip_code="614 34",
        city="Söderköping",
        country="Sweden",
        country_code="SE",
        email="info@granitljung.example",
    ),
    Buyer(
        productive_id="7005",
        name="Solvik Fastigheter AB",
        vat="SE559120775701",
        organisation_number="559120-7757",
        address="Solviksvägen 19",
        zip_code="167 63",
        city="Bromma",
        country="Sweden",
        country_code="SE",
        email="faktura@solvik.example",
        fortnox_customer_number="1046",
    ),
    Buyer(
        productive_id="7006",
        name="Björkö kommun",
        vat="SE212000241101",
        organisation_number="212000-2411",
        address="Torget 1",
        zip_code="475 42",
        city="Björkö",
        country="Sweden",
        country_code="SE",
        email="faktura@bjorko.example",
        fortnox_customer_number="1047",
    ),
    Buyer(  # Inactive in Fortnox: a problem, not a match.
        productive_id="7007",
        name="Lilla Bageriet i Umeå AB",
        vat="SE556903318501",
        organisation_number="556903-3185",
        address="Storgatan 28",
        zip_code="903 26",
        city="Umeå",
        country="Sweden",
        country_code="SE",
        email="hej@lillabageriet.example",
        fortnox_customer_number="1048",
    ),
    Buyer(  # Twice in Fortnox under the same organisation number: asked about.
        productive_id="7008",
        name="Tallmo Bryggeri AB",
        vat="SE559377061201",
        organisation_number="559377-0612",
        address="Bryggerigatan 5",
        zip_code="791 70",
        city="Falun",
        country="Sweden",
        country_code="SE",
        email="ekonomi@tallmo.example",
        fortnox_customer_number="1049",
    ),
    Buyer(  # A foundation without any number in Productive.
        productive_id="7009",
        name="Norrskensfonden",
        vat="",
        organisation_number="802411-0093",
        address="Fondgatan 1",
        zip_code="981 31",
        city="Kiruna",
        country="Sweden",
        country_code="SE",
        email="kansli@norrskensfonden.example",
        fortnox_customer_number="1203",
    ),
    Buyer(
        productive_id="7010",
        name="Baltic Freight OÜ",
        vat="EE100931558",
        organisation_number="",
        address="Sadama 17",
        zip_code="10111",
        city="Tallinn",
        country="Estonia",
        country_code="EE",
        email="invoices@balticfreight.example",
        currency="EUR",
        fortnox_customer_number="1050",
    ),
    Buyer(
        productive_id="7011",
        name="Fjordhotell AS",
        vat="NO923609016MVA",
        organisation_number="",
        address="Strandkaien 2",
        zip_code="5013",
        city="Bergen",
        country="Norway",
        country_code="NO",
        email="faktura@fjordhotell.example",
        currency="NOK",
    ),
    Buyer(
        productive_id="7012",
        name="Harbor & Pine Inc.",
        vat="",
        organisation_number="",
        address="88 Pier Street",
        zip_code="04101",
        city="Portland",
        country="United States",
        country_code="US",
        email="ap@harborpine.example",
        currency="USD",
    ),
)
