"""The small world's Productive: two agencies, their subsidiaries, clients, registers and invoices."""

from __future__ import annotations

from sandbox.clock import SandboxClock
from sandbox.store import Store
from sandbox.worlds import (
    cast,
    expenses,
    offices,
    selling,
    small_productive_drafts,
    small_productive_earlier,
    small_rarities,
)
from sandbox.worlds.bills import Bill, write
from sandbox.worlds.cast import Buyer, Seller
from sandbox.worlds.offices import ANNAN, FYRLJUS, Office

NUMBERS = {
    cast.STOCKHOLM.productive_id: 10482,
    cast.GOTEBORG.productive_id: 20116,
    cast.OTHER_SELLER.productive_id: 302,
}
ELIAS, INGRID, ANNA = "302", "303", "311"
# Invoice and the budget that it asks for money of.
SHARES = (("8001", "4001"), ("8009", "4001"), ("8015", "4001"), ("9001", "4001"), ("9003", "4002"), ("9006", "4003"))
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
    offices.open_up(store, clock, FYRLJUS, ANNAN, last_numbers=NUMBERS)
    offices.welcome(store, clock, *cast.BUYERS, office=FYRLJUS, seller=cast.STOCKHOLM)
    offices.welcome(store, clock, OTHER_BUYER, office=ANNAN, seller=cast.OTHER_SELLER)
    earlier, drafts = small_productive_earlier, small_productive_drafts
    _write(
        store, clock, FYRLJUS, cast.STOCKHOLM, issuer=ELIAS, bills=earlier.STOCKHOLM_EARLIER + drafts.STOCKHOLM_DRAFTS
    )
    _write(store, clock, FYRLJUS, cast.GOTEBORG, issuer=INGRID, bills=earlier.GOTEBORG_EARLIER + drafts.GOTEBORG_DRAFTS)
    _write(store, clock, ANNAN, cast.OTHER_SELLER, issuer=ANNA, bills=earlier.OTHER_EARLIER + drafts.OTHER_DRAFTS)
    visit = selling.build(store, clock, sellers=FYRLJUS.sellers, shares=SHARES)
    desk = offices.desk_of(store, clock, office=FYRLJUS, seller=cast.STOCKHOLM)
    expenses.buy(desk, "5501", line="900304", service="40021")
    small_rarities.build_productive(visit, desk)


def _write(
    store: Store, clock: SandboxClock, office: Office, seller: Seller, *, issuer: str, bills: tuple[Bill, ...]
) -> None:
    desk = offices.desk_of(store, clock, office=office, seller=seller, issuer=issuer)
    for bill in bills:
        write(desk, bill)
