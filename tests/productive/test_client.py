"""Our questions to Productive: what goes over the wire, and what each answer becomes."""

from __future__ import annotations

import contextlib
import inspect
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brygga.productive.client import ProductiveClient, Shown
from brygga.productive.reading import LINE_INCLUDES
from brygga.productive.schema import DraftLine, Invoice, InvoiceDraft, InvoiceType
from brygga.remote.errors import NotAuthorised, OutcomeUnknown, Refused, Unavailable, Unintelligible
from tests.productive import answers
from tests.remote.fake_wire import TOKEN, Scripted, answer, productive, raw
from tests.remote.odd_values import JSON

DRAFT = InvoiceDraft(
    invoice_type_id=InvoiceType.CREDIT_NOTE,
    company_id="7001",
    subsidiary_id="501",
    parent_invoice_id="9001",
    currency="SEK",
    invoiced_on=date(2026, 11, 2),
)
LINE = DraftLine(description="Design", quantity=Decimal(-8), unit_price=125_000, position=1)
WRITES: dict[str, Callable[[ProductiveClient], Any]] = {
    "finalize": lambda client: client.finalize("9001", "10483"),
    "set_number": lambda client: client.set_number("9001", "10483"),
    "mark_exported": lambda client: client.mark_exported("9001", "10483", "https://fortnox.test/10483"),
    "create_draft": lambda client: client.create_draft(DRAFT),
    "add_lines": lambda client: client.add_lines("9301", [LINE]),
}
READS: dict[str, Callable[[ProductiveClient], Any]] = {
    "organisation": lambda client: client.organisation(),
    "subsidiaries": lambda client: client.subsidiaries(),
    "service_types": lambda client: client.service_types(),
    "budgets_of": lambda client: client.budgets_of("9001"),
    "custom_fields": lambda client: client.custom_fields(),
    "invoices": lambda client: client.invoices(subsidiary_ids=["501"]),
    "invoice": lambda client: client.invoice("9001"),
    "links_of": lambda client: client.links_of("9001"),
    "credit_notes_of": lambda client: client.credit_notes_of("9001"),
    "drafts_of": lambda client: client.drafts_of("7001"),
}
INCLUDED = (answers.COMPANY, answers.SUBSIDIARY, answers.BILL_TO, answers.BILL_FROM)


def _invoice_over(invoice: Any, *lines: Any) -> Invoice:
    wire = Scripted(
        answer(answers.one(invoice, *INCLUDED)),
        answer(answers.many(list(lines), answers.VAT_25, answers.NO_VAT, answers.DESIGN)),
    )
    return productive(wire).invoice("9001")


def test_every_question_is_known_to_write_or_to_read() -> None:
    public = {name for name, _ in inspect.getmembers(ProductiveClient, inspect.isfunction) if not name.startswith("_")}
    assert public == set(WRITES) | set(READS)


@pytest.mark.parametrize("ask", WRITES.values(), ids=WRITES)
def test_every_write_without_a_readable_answer_has_an_unknown_outcome(ask: Callable[[ProductiveClient], Any]) -> None:
    for lost in (httpx.ReadTimeout("slow"), raw(b""), raw(b"<html>"), raw(b'{"data": null}'), raw(b"", 502)):
        wire = Scripted(lost)
        with pytest.raises(OutcomeUnknown):
            ask(productive(wire))
        assert [request.method for request in wire.requests] in (["PATCH"], ["POST"])


@pytest.mark.parametrize("ask", READS.values(), ids=READS)
def test_every_read_only_gets(ask: Callable[[ProductiveClient], Any]) -> None:
    wire = Scripted(httpx.ReadTimeout("slow"))
    with pytest.raises(Unavailable):
        ask(productive(wire))
    assert [request.method for request in wire.requests] == ["GET"]


@pytest.mark.parametrize("ask", READS.values(), ids=READS)
@pytest.mark.parametrize("content", [b"", b"null", b"[]", b"{}", b'{"data": {}}', b'{"data": [1], "meta": {}}'])
def test_every_read_refuses_an_answer_of_another_shape(ask: Callable[[ProductiveClient], Any], content: bytes) -> None:
    with pytest.raises(Unintelligible):
        ask(productive(lambda _: raw(content)))


def test_it_says_who_asks_and_speaks_json_api() -> None:
    wire = Scripted(answer(answers.many([])))
    productive(wire).service_types()
    headers = wire.requests[0].headers
    assert (headers["X-Auth-Token"], headers["X-Organization-Id"]) == (TOKEN, "20401")
    assert headers["Content-Type"] == headers["Accept"] == "application/vnd.api+json"


def test_a_write_goes_out_as_json_api() -> None:
    wire = Scripted(answer(answers.one(answers.written(number="10483"))))
    productive(wire).set_number("9001", "10483")
    assert wire.requests[0].headers["Content-Type"] == "application/vnd.api+json"


def test_a_credit_note_is_posted_and_then_its_lines_at_once() -> None:
    wire = Scripted(answer(answers.one(answers.written(), *INCLUDED)), answer({"data": []}))
    client = productive(wire)
    client.create_draft(DRAFT)
    client.add_lines("9301", [LINE])
    made, filled = wire.requests
    assert (made.url.path, filled.url.path) == ("/api/v2/invoices", "/api/v2/line_items")
    assert filled.headers["Content-Type"] == "application/vnd.api+json; ext=bulk"
    assert json.loads(made.content)["data"]["attributes"] == {
        "invoice_type_id": 2,
        "company_id": "7001",
        "subsidiary_id": "501",
        "parent_invoice_id": "9001",
        "currency": "SEK",
        "invoiced_on": "2026-11-02",
    }
    assert json.loads(filled.content)["data"] == [
        {
            "type": "line_items",
            "attributes": {
                "description": "Design",
                "quantity": "-8",
                "unit_price": 125_000,
                "position": 1,
                "invoice_id": "9301",
            },
        }
    ]


def test_it_finds_out_whom_the_token_speaks_for() -> None:
    membership = answers.resource("organization_memberships", "1", {})
    organization = answers.resource("organizations", "20401", {"name": "Fyrljus Byrå"})
    wire = Scripted(answer(answers.many([membership])), answer(answers.one(organization)))
    found = productive(wire).organisation()
    assert (found.id, found.name) == ("20401", "Fyrljus Byrå")
    assert wire.asked == [
        "GET /api/v2/organization_memberships?page[size]=1",
        "GET /api/v2/organizations/20401",
    ]


def test_it_survives_a_person_who_may_not_read_the_organisation() -> None:
    membership = answers.resource("organization_memberships", "1", {})
    refused = answer(answers.problem(403, "forbidden", "Access Denied", ""), 403)
    assert productive(Scripted(answer(answers.many([membership])), refused)).organisation().name == ""


def test_it_says_when_the_token_is_wrong() -> None:
    wire = Scripted(answer(answers.problem(401, "invalid_auth_token", "Unauthenticated", "No."), 401))
    with pytest.raises(NotAuthorised):
        productive(wire).organisation()


def test_it_lists_subsidiaries_that_are_not_archived_with_their_tax_id() -> None:
    seller = answers.resource("contact_entries", "8001", {"type": "bill_from", "vat": "SE559301441701"})
    active = answers.resource("subsidiaries", "501", {"name": "Stockholm", "archived_at": None}, bill_from=seller)
    archived = answers.resource("subsidiaries", "502", {"name": "Old", "archived_at": "2026-01-01"}, bill_from=None)
    found = productive(Scripted(answer(answers.many([active, archived], seller)))).subsidiaries()
    assert [(each.id, each.name, each.vat) for each in found] == [("501", "Stockholm", "SE559301441701")]


def test_it_lists_invoices_newest_first() -> None:
    wire = Scripted(answer(answers.many([answers.invoice(number="10483")], *INCLUDED, page=2, pages=3, total=51)))
    page = productive(wire).invoices(
        subsidiary_ids=["501", "502"], page=2, size=25, shown=Shown.DRAFTS, search=" Hamn "
    )
    assert (page.page, page.pages, page.total) == (2, 3, 51)
    found = page.invoices[0]
    assert (found.id, found.number, found.company_name, found.subsidiary_id) == (
        "9001",
        "10483",
        "Hamnverket AB",
        "501",
    )
    assert found.is_draft
    (request,) = wire.requests
    assert request.url.path == "/api/v2/invoices"
    assert dict(request.url.params) == {
        "filter[subsidiary_id]": "501,502",
        "filter[invoice_state]": "1",
        "filter[query]": "Hamn",
        "sort": "-invoiced_on,-created_at",
        "include": "company,subsidiary",
        "page[number]": "2",
        "page[size]": "25",
    }


def test_it_asks_for_no_invoices_when_there_is_no_subsidiary() -> None:
    assert productive(Scripted()).invoices(subsidiary_ids=[]).invoices == ()


def test_a_list_that_did_not_include_what_was_asked_is_not_read_as_an_invoice_of_nobody() -> None:
    with pytest.raises(Unintelligible, match="not included"):
        productive(Scripted(answer(answers.many([answers.written()])))).invoices(subsidiary_ids=["501"])


def test_it_reads_a_whole_invoice() -> None:
    second = answers.line("2", position=0, description="Earlier", discount="10.0", tax_rate=answers.NO_VAT)
    found = _invoice_over(answers.invoice(), answers.line(), second)
    assert (found.company.billing_name, found.company.vat, found.company.due_days) == (
        "Hamnverket Aktiebolag",
        "SE556677120901",
        30,
    )
    assert found.company.address.address == "Skeppsbron 3"
    assert found.company.address.email == "ekonomi@hamnverket.example"
    assert found.bill_to is not None
    assert (found.bill_to.country, found.bill_to.email) == ("Sweden", "faktura@hamnverket.example")
    assert found.bill_from is not None
    assert (found.bill_from.name, found.bill_from.vat) == ("Fyrljus Stockholm AB", "SE559301441701")
    assert (found.note, found.purchase_order_number, found.payment_terms_days) == ("Hej Bo", "PO 1", 30)
    assert (found.amount_with_tax, found.delivery_on) == (18750, date(2026, 10, 31))
    assert found.updated_at == datetime(2026, 11, 1, 8, 6, 32, 193000, tzinfo=UTC)
    assert [line.description for line in found.lines] == ["Earlier", "test name"]
    no_vat, vat = found.lines
    assert vat.tax_rate is not None
    assert no_vat.tax_rate is not None
    assert (vat.tax_rate.percent, vat.tax_rate.has_components) == (Decimal(25), True)
    assert (no_vat.tax_rate.percent, no_vat.tax_rate.has_components) == (Decimal(0), False)
    assert (vat.quantity, vat.unit_price, no_vat.discount) == (Decimal(3), 5000, Decimal(10))
    assert vat.service_type is not None
    assert vat.service_type.name == "Design"


def test_it_asks_for_everything_that_decides_how_an_invoice_is_booked() -> None:
    wire = Scripted(answer(answers.one(answers.invoice(), *INCLUDED)), answer(answers.many([])))
    productive(wire).invoice("9001")
    assert wire.asked == [
        "GET /api/v2/invoices/9001?include=company,subsidiary,bill_to,bill_from,parent_invoice,issuer,document_type",
        f"GET /api/v2/line_items?filter[invoice_id]=9001&include={LINE_INCLUDES}&page[number]=1&page[size]=200",
    ]


def test_it_reads_the_lines_of_every_page() -> None:
    lines = [answers.line(str(number), position=number) for number in range(1, 4)]
    included = (answers.VAT_25, answers.DESIGN)
    wire = Scripted(
        answer(answers.one(answers.invoice(), *INCLUDED)),
        answer(answers.many(lines[:2], *included, pages=2, total=3)),
        answer(answers.many(lines[2:], *included, page=2, pages=2, total=3)),
    )
    assert [line.id for line in productive(wire).invoice("9001").lines] == ["1", "2", "3"]


def test_it_never_takes_a_part_of_the_lines_for_all_of_them() -> None:
    torn = [answer(answers.many([answers.line()], answers.VAT_25, answers.DESIGN, total=2)) for _ in range(3)]
    wire = Scripted(answer(answers.one(answers.invoice(), *INCLUDED)), *torn)
    with pytest.raises(Unavailable, match="kept changing"):
        productive(wire).invoice("9001")


def test_an_invoice_of_nobody_is_read_so_that_it_can_be_shown_as_a_problem() -> None:
    nobody = answers.invoice()
    nobody["relationships"] |= {"company": {"data": None}, "bill_to": {"data": None}}
    found = _invoice_over(nobody)
    assert (found.company_id, found.company.id, found.bill_to) == ("", "", None)


@pytest.mark.parametrize("told", [15000, "15000", "-15000", -15000, 0])
def test_money_is_minor_units_as_an_integer_or_as_its_text(told: Any) -> None:
    assert _invoice_over(answers.invoice(amount=told)).amount == int(told)


@pytest.mark.parametrize("told", ["15000.00", "150.0", 15000.0, 150.5, "", None, True, "1e4", " 15000", [15000]])
def test_money_in_any_other_form_is_refused_rather_than_guessed(told: Any) -> None:
    with pytest.raises(Unintelligible):
        _invoice_over(answers.invoice(amount=told))


def test_it_finalizes_under_a_number() -> None:
    wire = Scripted(answer(answers.one(answers.written(number="10483", finalized_on="2026-11-02"))))
    found = productive(wire).finalize("9001", "10483")
    assert (found.number, found.is_draft, found.company_id) == ("10483", False, "")
    assert wire.asked == ["PATCH /api/v2/invoices/9001/finalize"]
    assert wire.body() == {"data": {"type": "invoices", "id": "9001", "attributes": {"number": "10483"}}}


def test_it_finalizes_and_lets_productive_number() -> None:
    wire = Scripted(answer(answers.one(answers.written(number="77", finalized_on="2026-11-02"))))
    assert productive(wire).finalize("9001").number == "77"
    assert wire.body() == {"data": {"type": "invoices", "id": "9001", "attributes": {}}}


def test_it_says_where_the_invoice_is_in_the_accounting_system() -> None:
    address = "https://fortnox.test/10483"
    exported = answers.written(exported=True, export_id="10483", export_invoice_url=address)
    wire = Scripted(answer(answers.one(exported)))
    found = productive(wire).mark_exported("9001", "10483", address)
    assert (found.exported, found.export_id, found.export_invoice_url) == (True, "10483", address)
    assert wire.asked == ["PATCH /api/v2/invoices/9001"]
    attributes = {"exported": True, "export_id": "10483", "export_invoice_url": address}
    assert wire.body() == {"data": {"type": "invoices", "id": "9001", "attributes": attributes}}


def test_it_says_why_productive_refused() -> None:
    refusal = answers.problem(422, "invalid_attribute", "Invalid Attribute", "is taken", "data/attributes/number")
    with pytest.raises(Refused) as caught:
        productive(Scripted(answer(refusal, 422))).set_number("9001", "1")
    assert caught.value.refusal.code == "invalid_attribute"
    assert caught.value.refusal.sentence == "Invalid Attribute: is taken (data/attributes/number)"


@given(name=st.sampled_from(sorted(answers.invoice()["attributes"])), value=JSON)
def test_an_odd_invoice_is_read_or_refused_and_never_anything_else(name: str, value: Any) -> None:
    with contextlib.suppress(Unintelligible):
        found = _invoice_over(answers.invoice(**{name: value}), answers.line())
        assert isinstance(found.amount, int)


@given(name=st.sampled_from(sorted(answers.line()["attributes"])), value=JSON)
def test_an_odd_line_is_read_or_refused_and_never_anything_else(name: str, value: Any) -> None:
    with contextlib.suppress(Unintelligible):
        found = _invoice_over(answers.invoice(), answers.line(**{name: value}))
        assert found.lines[0].quantity.is_finite()


@given(part=st.sampled_from(["data", "included", "meta", "links"]), value=JSON)
def test_an_odd_document_is_read_or_refused_and_never_anything_else(part: str, value: Any) -> None:
    document = answers.many([answers.invoice()], *INCLUDED) | {part: value}
    with contextlib.suppress(Unintelligible):
        page = productive(Scripted(answer(document))).invoices(subsidiary_ids=["501"])
        assert page.total >= 0
