"""One page of the invoice list: what Productive has, joined with what we know of each copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet

from brygga.connections import opening
from brygga.connections.models import Subsidiary
from brygga.connections.outside import Outside
from brygga.copying.models import Copy, CopyQuerySet
from brygga.copying.states import UNDER_WAY, CopyState
from brygga.productive.client import Shown
from brygga.productive.schema import InvoiceSummary
from brygga.remote.errors import RemoteError
from brygga.tenants.models import Organisation
from brygga.web.copies import asked_invoices, fortnox_page, newest_copies
from brygga.web.paging import PAGE_SIZE, Paging

newest_max = 200


class Tab(StrEnum):
    """Which invoices are shown."""

    ALL = "all"
    NOT_COPIED = "not-copied"
    NEEDS_YOU = "needs-you"
    UNDER_WAY = "under-way"
    COPIED = "copied"


# What these tabs show is known by our own rows.
KNOWN_TABS = (Tab.NEEDS_YOU, Tab.UNDER_WAY, Tab.COPIED)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the address asked for."""

    tab: Tab
    subsidiary: str
    search: str
    page: int


@dataclass(frozen=True)
class Row:
    """One invoice; `summary` is None where only our own rows know it."""

    invoice_id: str
    summary: InvoiceSummary | None
    copy: Copy | None

    @property
    def state(self) -> str:
        return self.copy.state if self.copy else ""

    @property
    def number(self) -> str:
        """The number that it carries in Productive: a copied draft has taken Fortnox's."""
        if self.summary and self.summary.number:
            return self.summary.number
        return self.copy.fortnox_document_number if self.copy and self.state == CopyState.COPIED else ""

    @property
    def is_elsewhere(self) -> bool:
        """Whether Productive says that it is exported, but not by Brygga."""
        return bool(self.copy is None and self.summary and self.summary.exported)

    @property
    def fortnox_number(self) -> str:
        """The number that it has in Fortnox: of our copy, or as whoever exported it wrote it down in Productive."""
        if self.copy:
            return self.copy.fortnox_document_number
        return self.summary.export_id if self.summary else ""

    @property
    def fortnox_page(self) -> str:
        """Where that invoice is found; only of our own copies do we know it."""
        return fortnox_page(self.copy) if self.copy else ""


@dataclass(frozen=True, kw_only=True)
class Listing:
    """The rows of one page. `error` says why Productive could not be read; then only known copies are shown."""

    rows: Sequence[Row]
    paging: Paging
    error: RemoteError | None = None


def listing(organisation: Organisation, wanted: Wanted, *, outside: Outside) -> Listing:
    """The invoices that were asked for, newest first."""
    if wanted.tab in KNOWN_TABS:
        return _known(organisation, wanted, outside)
    try:
        return _read(organisation, wanted, outside)
    except RemoteError as error:
        copies = Copy.objects.within(organisation).order_by("-requested_at")
        return _known_page(copies, {}, wanted.page, error=error)


def copies_of(organisation: Organisation, tab: Tab) -> CopyQuerySet:
    """The copies that a tab of our own shows."""
    copies = Copy.objects.within(organisation)
    if tab is Tab.NEEDS_YOU:
        return copies.needing_you()
    return copies.filter(state__in=UNDER_WAY if tab is Tab.UNDER_WAY else [CopyState.COPIED])


def payment_of(summary: InvoiceSummary, today: date) -> str:
    """How far a finalized invoice is paid in Productive: paid, part, late or unpaid; empty for a draft."""
    if summary.is_draft or summary.is_credit_note:
        return ""
    if summary.amount_unpaid <= 0:
        return "paid"
    if summary.pay_on and summary.pay_on < today:
        return "late"
    return "part" if summary.amount_unpaid < summary.amount_with_tax else "unpaid"


def _read(organisation: Organisation, wanted: Wanted, outside: Outside) -> Listing:
    page = opening.productive(organisation, outside=outside).invoices(
        subsidiary_ids=_subsidiary_ids(organisation, wanted.subsidiary),
        page=wanted.page,
        size=PAGE_SIZE,
        shown=Shown.NOT_EXPORTED if wanted.tab is Tab.NOT_COPIED else Shown.ALL,
        search=wanted.search,
    )
    copies = newest_copies(organisation, (invoice.id for invoice in page.invoices))
    rows = [Row(invoice.id, invoice, copies.get(invoice.id)) for invoice in page.invoices]
    return Listing(rows=rows, paging=Paging(page=page.page, pages=page.pages, total=page.total))


def _known(organisation: Organisation, wanted: Wanted, outside: Outside) -> Listing:
    """Our own copies of a state, with what Productive says about them now where it can be read."""
    copies = copies_of(organisation, wanted.tab).order_by("-requested_at")
    if wanted.subsidiary:
        copies = copies.filter(connection__subsidiary__productive_subsidiary_id=wanted.subsidiary)
    try:
        newest = _newest(organisation, wanted, outside)
    except RemoteError as error:
        return _known_page(copies, {}, wanted.page, error=error)
    if wanted.search:
        copies = copies.filter(productive_invoice_id__in=newest)
    return _known_page(copies, newest, wanted.page)


def _newest(organisation: Organisation, wanted: Wanted, outside: Outside) -> dict[str, InvoiceSummary]:
    """The newest invoices in one request, by id: enough to name what somebody is working on."""
    page = opening.productive(organisation, outside=outside).invoices(
        subsidiary_ids=_subsidiary_ids(organisation, wanted.subsidiary), size=newest_max, search=wanted.search
    )
    return {invoice.id: invoice for invoice in page.invoices}


def _known_page(
    copies: QuerySet[Copy], newest: Mapping[str, InvoiceSummary], page: int, *, error: RemoteError | None = None
) -> Listing:
    paging = Paging.over(copies.count(), page)
    shown = list(copies.select_related("connection")[paging.first : paging.last])
    summaries = {**asked_invoices(shown), **newest}
    rows = [Row(copy.productive_invoice_id, summaries.get(copy.productive_invoice_id), copy) for copy in shown]
    return Listing(rows=rows, paging=paging, error=error)


def _subsidiary_ids(organisation: Organisation, chosen: str) -> list[str]:
    ids = Subsidiary.objects.within(organisation).values_list("productive_subsidiary_id", flat=True)
    return [each for each in ids if chosen in ("", each)]
