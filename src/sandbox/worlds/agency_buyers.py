"""The client companies of the agency world: those of the small one, and some more."""

from __future__ import annotations

from sandbox.worlds.cast import BUYERS, Buyer

# Productive's id, Fortnox's number, name, organisation number, postcode, city.
SWEDISH = (
    ("7101", "1101", "Aspnäs Sågverk AB", "556103-7712", "827 30", "Ljusdal"),
    ("7102", "1102", "Bokhandeln Röda Rummet AB", "556388-9120", "753 10", "Uppsala"),
    ("7103", "1103", "Cirkus Kometen AB", "559011-4428", "214 30", "Malmö"),
    ("7104", "1104", "Dammsjöns Kraft AB", "556640-8813", "831 41", "Östersund"),
    ("7105", "1105", "Ekebergs Konditori AB", "556729-0150", "641 30", "Katrineholm"),
    ("7106", "1106", "Fjällräven Buss AB", "559240-3391", "891 33", "Örnsköldsvik"),
    ("7107", "1107", "Göta Hovslageri HB", "969688-2204", "591 97", "Motala"),
    ("7108", "1108", "Havsbandets Fisk AB", "556904-7763", "456 32", "Kungshamn"),
    ("7109", "1109", "Innerstadens Cykelbud AB", "559156-6084", "211 48", "Malmö"),
    ("7110", "1110", "Järnbruksmuseet", "802402-5519", "815 75", "Söderfors"),
    ("7111", "1111", "Kvarnby Mejeri AB", "556233-4406", "238 40", "Oxie"),
    ("7112", "1112", "Lundagård Förlag AB", "556017-3395", "223 50", "Lund"),
)
# Productive's id, Fortnox's number, name, VAT number, address, postcode, city, country, its code, currency.
ABROAD = (
    ("7201", "1201", "Hanse Werft GmbH", "DE811204977", "Am Kai 4", "20457", "Hamburg", "Germany", "DE", "EUR"),
    ("7202", "1202", "Oulun Valo Oy", "FI20774406", "Kirkkokatu 8", "90100", "Oulu", "Finland", "FI", "EUR"),
    ("7203", "1213", "Sundby Møbler ApS", "DK33401877", "Amagerbro 9", "2300", "København", "Denmark", "DK", "EUR"),
    ("7204", "1214", "Trollheim AS", "NO918204477MVA", "Storgata 12", "7340", "Oppdal", "Norway", "NO", "NOK"),
    ("7205", "1215", "Leith Audio Ltd", "GB902117455", "22 Shore", "EH6 6SH", "Leith", "United Kingdom", "GB", "GBP"),
    ("7206", "1216", "Tidewater Labs Inc.", "", "400 Bay Street", "04101", "Portland", "United States", "US", "USD"),
)  # fmt: skip
NOT_IN_FORTNOX = frozenset({"7004"})


def buyers() -> tuple[Buyer, ...]:
    return (*BUYERS, *map(_swedish, SWEDISH), *map(_abroad, ABROAD))


def customer_numbers() -> dict[str, str]:
    """Fortnox's numbers by Productive's ids, alike in every company; one client is in nobody's Fortnox yet."""
    known = {buyer.productive_id: buyer.fortnox_customer_number for buyer in buyers()}
    return {one: number or f"1{one}" for one, number in known.items() if one not in NOT_IN_FORTNOX}


def _swedish(row: tuple[str, str, str, str, str, str]) -> Buyer:
    identity, number, name, organisation_number, zip_code, city = row
    return Buyer(
        productive_id=identity,
        name=name,
        vat=f"SE{organisation_number.replace('-', '')}01",
        organisation_number=organisation_number,
        address="Storgatan 1",
        zip_code=zip_code,
        city=city,
        country="Sweden",
        country_code="SE",
        email=f"faktura@kund{identity}.example",
        fortnox_customer_number=number,
    )


def _abroad(row: tuple[str, str, str, str, str, str, str, str, str, str]) -> Buyer:
    identity, number, name, vat, address, zip_code, city, country, code, currency = row
    return Buyer(
        productive_id=identity,
        name=name,
        vat=vat,
        organisation_number="",
        address=address,
        zip_code=zip_code,
        city=city,
        country=country,
        country_code=code,
        email=f"invoices@client{identity}.example",
        currency=currency,
        fortnox_customer_number=number,
    )
