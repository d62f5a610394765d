"""The small world in Fortnox: three companies with their charts, customers and earlier invoices."""

from __future__ import annotations

from sandbox.clock import SandboxClock
from sandbox.fortnox.books import Books
from sandbox.store import Store
from sandbox.worlds import small_chart, small_customers, small_ledger, small_rarities
from sandbox.worlds.cast import GOTEBORG, OTHER_SELLER, STOCKHOLM, Seller
from sandbox.worlds.small_productive_earlier import GOTEBORG_EARLIER, OTHER_EARLIER, STOCKHOLM_EARLIER

STOCKHOLM_NEXT = 10483
GOTEBORG_NEXT = 20117
OTHER_NEXT = 303


def build(store: Store, clock: SandboxClock) -> None:
    """Fill the Fortnox side of an empty store."""
    _stockholm(_books(store, clock, STOCKHOLM))
    _goteborg(_books(store, clock, GOTEBORG))
    _other(_books(store, clock, OTHER_SELLER))


def _stockholm(books: Books) -> None:
    small_chart.build(books, STOCKHOLM)
    small_customers.build(books)
    small_ledger.build_by_hand(books)
    small_ledger.build(books, STOCKHOLM_EARLIER, next_number=STOCKHOLM_NEXT)
    small_rarities.build_fortnox(books)
    small_customers.retire(books)


def _goteborg(books: Books) -> None:
    """Göteborg has set up Norwegian kronor; Stockholm has not."""
    small_chart.build(books, GOTEBORG, currencies=(*small_chart.CURRENCIES, small_chart.NORWEGIAN))
    small_customers.build(books)
    small_ledger.build(books, GOTEBORG_EARLIER, next_number=GOTEBORG_NEXT)
    small_rarities.build_goteborg(books)
    small_customers.retire(books)


def _other(books: Books) -> None:
    small_chart.build(books, OTHER_SELLER)
    small_customers.build_other_agency(books)
    small_ledger.build(books, OTHER_EARLIER, next_number=OTHER_NEXT)


def _books(store: Store, clock: SandboxClock, seller: Seller) -> Books:
    return Books(store=store, clock=clock, tenant=str(seller.fortnox_tenant_id))
