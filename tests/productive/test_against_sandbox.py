"""The Productive client and the sandbox understand each other, in good times and bad."""

from __future__ import annotations

from decimal import Decimal

import pytest

from brygga.productive.client import ProductiveClient, Shown
from brygga.productive.errors import ProductiveTranslator
from brygga.remote.errors import NotAuthorised, NotFound, OutcomeUnknown, RemoteError, Throttled, Unavailable
from brygga.remote.http import FixedToken, Sender
from brygga.remote.wire import Wire, open_http
from sandbox.app import Sandbox
from sandbox.faults import Fault
from sandbox.worlds import cast
from tests.outside_world import ManualClock, SandboxTransport
from tests.remote.fake_wire import CountedTurns

BASE = "http://sandbox.test/productive/api/v2/"
SECONDS_OF_TWO_REQUESTS = 0.2  # 100 requests in 10 s are allowed.


def _client(
    sandbox: Sandbox, clock: ManualClock, *, token: str, organisation_id: str = cast.PRODUCTIVE_ORGANISATION_ID
) -> ProductiveClient:
    wire = Wire(open_http(BASE, transport=SandboxTransport(sandbox)), clock=clock)
    translator = ProductiveTranslator(organisation_id=organisation_id)
    return ProductiveClient(Sender(wire, translator, tokens=FixedToken(token), pacer=CountedTurns(), clock=clock))


@pytest.fixture
def client(sandbox: Sandbox, clock: ManualClock) -> ProductiveClient:
    return _client(sandbox, clock, token=cast.PRODUCTIVE_TOKEN)


def test_it_knows_whom_a_token_speaks_for(client: ProductiveClient) -> None:
    found = client.organisation()
    assert (found.id, found.name) == (cast.PRODUCTIVE_ORGANISATION_ID, cast.PRODUCTIVE_ORGANISATION_NAME)


@pytest.mark.parametrize(
    ("token", "organisation_id"),
    [("wrong", cast.PRODUCTIVE_ORGANISATION_ID), (cast.OTHER_TOKEN, cast.PRODUCTIVE_ORGANISATION_ID)],
    ids=["nobody's token", "another organisation's token"],
)
def test_it_is_refused_where_it_has_no_right(
    sandbox: Sandbox, clock: ManualClock, token: str, organisation_id: str
) -> None:
    with pytest.raises(NotAuthorised):
        _client(sandbox, clock, token=token, organisation_id=organisation_id).organisation()


def test_it_lists_the_subsidiaries(client: ProductiveClient) -> None:
    found = {each.id: each for each in client.subsidiaries()}
    assert found[cast.STOCKHOLM.productive_id].name == cast.STOCKHOLM.name
    assert cast.OTHER_SELLER.productive_id not in found
    assert cast.STOCKHOLM.organisation_number.replace("-", "") in found[cast.STOCKHOLM.productive_id].vat


def test_it_lists_service_types(client: ProductiveClient) -> None:
    assert len(client.service_types()) >= 5


def test_it_pages_through_all_invoices_newest_first(client: ProductiveClient) -> None:
    first = client.invoices(subsidiary_ids=["501", "502"], size=7)
    seen = [
        invoice
        for page in range(1, first.pages + 1)
        for invoice in client.invoices(subsidiary_ids=["501", "502"], size=7, page=page).invoices
    ]
    assert len({invoice.id for invoice in seen}) == len(seen) == first.total >= 30
    assert [invoice.invoiced_on for invoice in seen] == sorted((each.invoiced_on for each in seen), reverse=True)
    assert {invoice.subsidiary_id for invoice in seen} == {"501", "502"}


def test_it_shows_what_was_asked_for(client: ProductiveClient) -> None:
    drafts = client.invoices(subsidiary_ids=["501"], shown=Shown.DRAFTS, size=200).invoices
    assert drafts
    assert all(invoice.is_draft for invoice in drafts)
    finalized = client.invoices(subsidiary_ids=["501"], shown=Shown.FINALIZED, size=200).invoices
    assert finalized
    assert not any(invoice.is_draft for invoice in finalized)
    exported = client.invoices(subsidiary_ids=["501"], shown=Shown.EXPORTED, size=200).invoices
    assert all(invoice.exported for invoice in exported)
    found = client.invoices(subsidiary_ids=["501"], search="Hamnverket").invoices
    assert found
    assert {invoice.company_name for invoice in found} == {"Hamnverket AB"}


def test_it_reads_a_draft_with_everything_that_books_it(client: ProductiveClient) -> None:
    invoice = client.invoice("9003")
    assert (invoice.company.name, invoice.subsidiary_id, invoice.currency) == ("Hamnverket AB", "501", "SEK")
    rates = [line.tax_rate for line in invoice.lines]
    assert [rate.percent for rate in rates if rate] == [Decimal(25), Decimal(12), Decimal(6), Decimal(0)]
    assert [(line.quantity, line.unit_price) for line in invoice.lines][:3] == [
        (Decimal("12.5"), 115000),
        (Decimal(1), 184730),
        (Decimal(40), 12950),
    ]
    assert sum(line.amount for line in invoice.lines) == invoice.amount


def test_it_reads_every_invoice_of_the_world(client: ProductiveClient, clock: ManualClock) -> None:
    """Drafts, paid ones, credit notes, other currencies, awkward texts: each can be read."""
    for listed in client.invoices(subsidiary_ids=["501", "502"], size=200).invoices:
        clock.advance(SECONDS_OF_TWO_REQUESTS)
        whole = client.invoice(listed.id)
        assert (whole.number, whole.amount_with_tax) == (listed.number, listed.amount_with_tax)


def test_it_says_when_an_invoice_does_not_exist(client: ProductiveClient) -> None:
    for identifier in ("999999", "9901"):
        with pytest.raises(NotFound):
            client.invoice(identifier)


def test_it_finalizes_numbers_and_marks_as_exported(client: ProductiveClient) -> None:
    assert client.set_number("9002", "10490").number == "10490"
    finalized = client.finalize("9002", "10491")
    assert (finalized.number, finalized.is_draft) == ("10491", False)
    address = "http://sandbox.test/fortnox/app/100101/invoices/10491"
    client.mark_exported("9002", "10491", address)
    now = client.invoice("9002")
    assert (now.number, now.exported, now.export_id, now.export_invoice_url) == ("10491", True, "10491", address)


def test_it_lets_productive_number(client: ProductiveClient) -> None:
    assert client.finalize("9002").number


def test_a_read_only_token_writes_nothing(sandbox: Sandbox, clock: ManualClock) -> None:
    reader = _client(sandbox, clock, token=cast.PRODUCTIVE_READ_ONLY_TOKEN)
    assert reader.invoice("9002").is_draft
    with pytest.raises(NotAuthorised) as caught:
        reader.finalize("9002", "10490")
    assert not caught.value.whole_connection


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("html", OutcomeUnknown),
        ("break_before", OutcomeUnknown),
        ("lose_answer", OutcomeUnknown),
        ("throttle", Throttled),
        ("token_dead", NotAuthorised),
    ],
)
def test_it_names_trouble_in_the_middle_of_a_write(
    client: ProductiveClient, sandbox: Sandbox, kind: str, error: type[RemoteError]
) -> None:
    sandbox.faults.plan(Fault(kind=kind, remote="productive", method="PATCH"))  # type: ignore[arg-type]
    with pytest.raises(RemoteError) as caught:
        client.finalize("9002", "10490")
    assert type(caught.value) is error
    assert client.invoice("9002").is_draft is (kind != "lose_answer")


def test_a_read_that_breaks_is_unavailable(client: ProductiveClient, sandbox: Sandbox) -> None:
    sandbox.faults.plan(Fault(kind="html", remote="productive", status=503))
    with pytest.raises(Unavailable):
        client.invoice("9002")
