"""Our questions to one Productive organisation, and its answers as values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from brygga.productive import reading
from brygga.productive.drafts import InvoiceDrafts
from brygga.productive.jsonapi import body_for, read_many, read_one
from brygga.productive.lists import page_size_max, read_whole
from brygga.productive.schema import (
    Budget,
    CustomField,
    Invoice,
    InvoicePage,
    InvoiceSummary,
    InvoiceType,
    Organisation,
    ServiceType,
    Subsidiary,
)
from brygga.remote.errors import NotAuthorised, NotFound
from brygga.remote.http import Answer, Ask, Leaving, nobody_minds
from brygga.remote.pacing import Rate
from brygga.remote.wire import segment

# 100 requests in 10 s for a token (guide, read 2026-09). The organisation's other limit is 4,000 in 30 minutes.
RATE = Rate(limit=100, window_seconds=10.0, margin_seconds=0.3)
RATE_OF_ORGANISATION = Rate(limit=4000, window_seconds=1800.0, margin_seconds=0.3)


class Shown(StrEnum):
    """Which invoices a list shows."""

    ALL = "all"
    DRAFTS = "drafts"
    FINALIZED = "finalized"
    EXPORTED = "exported"
    NOT_EXPORTED = "not_exported"


# Values of Productive's enumerations (older reference and specification, read 2026-06).
SHOWN_FILTERS: Mapping[Shown, Mapping[str, str | int]] = {
    Shown.ALL: {},
    Shown.DRAFTS: {"filter[invoice_state]": 1},
    Shown.FINALIZED: {"filter[invoice_state]": 2},
    Shown.EXPORTED: {"filter[export_status]": 1},
    Shown.NOT_EXPORTED: {"filter[export_status]": 2},
}


class ProductiveClient(InvoiceDrafts):
    """One Productive organisation. Every method raises the errors of `brygga.remote.errors` and nothing else."""

    def organisation(self) -> Organisation:
        """Whom the token and the organisation id speak for: compare its id with the one that was meant.

        The name is "" where this person may not read the organisation itself.
        Docs: docs/remotes/productive.md#organisation
        """
        answer = self._get("organization_memberships", {"page[size]": 1})
        identifier = answer.read(_organisation_id)
        try:
            found = self._get(f"organizations/{segment(identifier)}", {})
        except (NotAuthorised, NotFound) as error:
            if isinstance(error, NotAuthorised) and error.whole_connection:
                raise
            return Organisation(id=identifier, name="")
        return found.read(lambda body: reading.organisation(read_one(body, "organizations")))

    def subsidiaries(self) -> tuple[Subsidiary, ...]:
        """Every subsidiary that is not archived. Docs: docs/remotes/productive.md#subsidiaries"""
        resources, answer = read_whole(self._sender, "subsidiaries", {"include": reading.SUBSIDIARY_INCLUDES})
        active = [each for each in resources if not each.attributes.get("archived_at")]
        return answer.read(lambda _: tuple(reading.subsidiary(each) for each in active))

    def service_types(self) -> tuple[ServiceType, ...]:
        """Every service type that the list shows. Docs: docs/remotes/productive.md#service-types"""
        resources, answer = read_whole(self._sender, "service_types", {})
        return answer.read(lambda _: tuple(reading.service_type(each) for each in resources))

    def custom_fields(self) -> tuple[CustomField, ...]:
        """Every custom field of the organisation. Docs: docs/remotes/productive.md#custom-fields"""
        resources, answer = read_whole(self._sender, "custom_fields", {})
        return answer.read(lambda _: tuple(reading.custom_field(each) for each in resources))

    def invoices(
        self,
        *,
        subsidiary_ids: Iterable[str],
        page: int = 1,
        size: int = 50,
        shown: Shown = Shown.ALL,
        search: str = "",
    ) -> InvoicePage:
        """One page of the invoices of these subsidiaries, newest first; `size` is at most 200.

        Docs: docs/remotes/productive.md#invoice-list
        """
        subsidiaries = ",".join(subsidiary_ids)
        if not subsidiaries:
            return InvoicePage(invoices=(), page=1, pages=0, total=0)
        query: dict[str, str | int] = {
            "filter[subsidiary_id]": subsidiaries,
            **SHOWN_FILTERS[shown],
            **({"filter[query]": search.strip()} if search.strip() else {}),
            "sort": "-invoiced_on,-created_at",
            "include": reading.SUMMARY_INCLUDES,
            "page[number]": page,
            "page[size]": min(size, page_size_max),
        }
        return self._get("invoices", query).read(_invoice_page)

    def invoice(self, identifier: str) -> Invoice:
        """One invoice with everything that decides how it is booked. Raises NotFound.

        Docs: docs/remotes/productive.md#one-invoice
        """
        answer = self._get(f"invoices/{segment(identifier)}", {"include": reading.INVOICE_INCLUDES})
        found = answer.read(lambda body: read_one(body, "invoices"))
        query: dict[str, str | int] = {"filter[invoice_id]": identifier, "include": reading.LINE_INCLUDES}
        lines, lines_answer = read_whole(self._sender, "line_items", query)
        return lines_answer.read(lambda _: reading.invoice(found, lines))

    def budgets_of(self, identifier: str) -> dict[str, Budget]:
        """The budget that each line of an invoice bills, by the line's id. Docs: docs/remotes/productive.md#budgets"""
        query: dict[str, str | int] = {"filter[invoice_id]": identifier, "include": reading.BUDGET_INCLUDES}
        lines, answer = read_whole(self._sender, "line_items", query)
        deals = answer.read(lambda _: reading.billed_deals(lines))
        if not deals:
            return {}
        wanted = ",".join(sorted(set(deals.values())))
        found, answer = read_whole(self._sender, "deals", {"filter[id]": wanted, "include": reading.DEAL_INCLUDES})
        budgets = answer.read(lambda _: {each.id: reading.budget(each) for each in found})
        return {line: budgets[deal] for line, deal in deals.items() if deal in budgets}

    def credit_notes_of(self, identifier: str) -> tuple[InvoiceSummary, ...]:
        """Every credit note of an invoice, drafts too. Docs: docs/remotes/productive.md#credit-notes"""
        query: dict[str, str | int] = {
            "filter[parent_invoice_id]": identifier,
            "filter[invoice_type]": InvoiceType.CREDIT_NOTE.value,
            "include": reading.SUMMARY_INCLUDES,
        }
        return self._summaries(query)

    def drafts_of(self, company_id: str) -> tuple[InvoiceSummary, ...]:
        """Every draft for a client company. Docs: docs/remotes/productive.md#drafts"""
        query: dict[str, str | int] = {
            "filter[company_id]": company_id,
            **SHOWN_FILTERS[Shown.DRAFTS],
            "include": reading.SUMMARY_INCLUDES,
        }
        return self._summaries(query)

    def finalize(
        self, identifier: str, number: str | None = None, *, leaving: Leaving = nobody_minds
    ) -> InvoiceSummary:
        """Finalize a draft, under this number, or else the one it has or the next of its subsidiary. Cannot be undone.

        Docs: docs/remotes/productive.md#finalize
        """
        attributes = {} if number is None else {"number": number}
        return self._patch(identifier, attributes, act="/finalize", leaving=leaving)

    def set_number(self, identifier: str, number: str, *, leaving: Leaving = nobody_minds) -> InvoiceSummary:
        """Give an invoice that is not sent yet this number. Docs: docs/remotes/productive.md#number"""
        return self._patch(identifier, {"number": number}, leaving=leaving)

    def mark_exported(
        self, identifier: str, export_id: str, url: str, *, leaving: Leaving = nobody_minds
    ) -> InvoiceSummary:
        """Say that the invoice is in the accounting system, and where people find it there.

        Docs: docs/remotes/productive.md#exported
        """
        attributes = {"exported": True, "export_id": export_id, "export_invoice_url": url}
        return self._patch(identifier, attributes, leaving=leaving)

    def _summaries(self, query: Mapping[str, str | int]) -> tuple[InvoiceSummary, ...]:
        resources, answer = read_whole(self._sender, "invoices", query)
        return answer.read(lambda _: tuple(reading.summary(each) for each in resources))

    def _get(self, path: str, query: Mapping[str, str | int]) -> Answer:
        return self._sender.send(Ask(method="GET", path=path, query=query))

    def _patch(
        self, identifier: str, attributes: Mapping[str, Any], *, act: str = "", leaving: Leaving
    ) -> InvoiceSummary:
        body = body_for("invoices", identifier, attributes)
        path = f"invoices/{segment(identifier)}{act}"
        answer = self._sender.send(Ask(method="PATCH", path=path, body=body, writes=True, leaving=leaving))
        return answer.read(lambda content: reading.written(read_one(content, "invoices")))


def _organisation_id(body: Any) -> str:
    """The organisation of the first membership; its relationship always carries data (guide, read 2026-09)."""
    for membership in read_many(body, "organization_memberships").resources:
        if identifier := membership.related_id("organization"):
            return identifier
    raise ValueError("The answer holds no membership.")


def _invoice_page(body: Any) -> InvoicePage:
    found = read_many(body, "invoices")
    return InvoicePage(
        invoices=tuple(reading.summary(resource) for resource in found.resources),
        page=found.page,
        pages=found.pages,
        total=found.total,
    )
