"""What was shown is what is sent: random invoices, each byte of what Fortnox is sent beside what was shown before."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import httpx
import hypothesis
import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings
from typer.testing import CliRunner

from brygga.accounting.rulebook import Publisher, Rate, RateSource
from brygga.cli.commands import app
from brygga.copying.entered_rates import enter_rate
from brygga.copying.states import CopyState
from brygga.wording import formats, rates
from sandbox.app import Sandbox
from sandbox.worlds import bills
from sandbox.worlds.bills import Bill, Line
from tests.copying.conftest import Desk, tricky_world
from tests.copying.test_acceptance import SERVICES
from tests.copying.test_vat_cases import confirms, maps
from tests.outside_world import ManualClock
from tests.web.conftest import signed_in
from tests.web.pages import words

pytestmark = pytest.mark.django_db

DAYS_AGO = 2


@dataclass(frozen=True)
class Case:
    """A kind of buyer: the client company, its customer in Fortnox, and which invoices it gets."""

    company: str
    customer: str
    rates: tuple[tuple[str, str], ...]
    currencies: tuple[str, ...]


AT_HOME = (("25", "Strategy"), ("12", "Workshop material"), ("6", "Workshop material"), ("0", "Outlay"))
CASES = (
    Case("7001", "1042", AT_HOME, ("SEK", "EUR", "USD", "JPY")),
    Case("7010", "1050", (("reverse", "Strategy"), ("reverse", "Design")), ("EUR", "SEK")),
    Case("7012", "1051", (("0", "Strategy"), ("0", "Design")), ("USD", "JPY", "SEK")),
)

# Every plane of letters, what Fortnox refuses or takes for markup, and what JSON and HTML write in another way.
odd = st.text(max_size=40) | st.sampled_from(
    ['"', "<b>å</b>", "&amp;", "\\", "\N{NO-BREAK SPACE}", "https://x.se", "é́", "🦊"]
)
some_words = st.lists(odd | st.sampled_from(["Formgivning", "åäö", "1 250:-", "\n"]), max_size=40)
texts = some_words.map(lambda each: " ".join(["Arbete", *each]))
quantities = st.integers(1, 9_999_999).map(lambda n: f"{Decimal(n).scaleb(-5):f}") | st.integers(1, 400).map(str)
prices = st.integers(-200_00, 9_000_00).map(lambda n: f"{Decimal(n).scaleb(-2):f}")
discounts = (
    st.none() | st.none() | st.integers(0, 10_000).map(lambda n: f"{Decimal(n).scaleb(-2):f}") | st.just("33.333")
)


@st.composite
def drafts(draw: st.DrawFn) -> tuple[Case, Bill, Decimal]:
    """A draft of some buyer in some currency, and the day's rate."""
    case = draw(st.sampled_from(CASES))
    # Enough on the first line that some may be taken off on the others.
    enough = Line(
        text=draw(texts), quantity="137.125", price="1500.00", service=case.rates[0][1], rate=case.rates[0][0]
    )
    lines = [enough, *draw(st.lists(_lines(case), max_size=4))]
    bill = Bill(
        identity="",
        company=case.company,
        days_ago=DAYS_AGO,
        lines=tuple(lines),
        note=draw(st.just("") | texts),
        order=draw(st.just("") | st.text('AÖ<1"-/', max_size=20)),
        currency=draw(st.sampled_from(case.currencies)),
        discount=draw(st.none() | st.none() | st.integers(1, 9_900).map(lambda n: f"{Decimal(n).scaleb(-2):f}")),
    )
    return case, bill, Decimal(draw(st.integers(10_001, 250_000))).scaleb(-4)


@st.composite
def _lines(draw: st.DrawFn, case: Case) -> Line:
    rate, service = draw(st.sampled_from(case.rates))
    return Line(
        text=draw(texts),
        quantity=draw(quantities),
        price=draw(prices),
        service=service,
        rate=rate,
        unit=draw(st.sampled_from([bills.HOUR, bills.PIECE, bills.DAY])),
        discount=draw(discounts),
    )


@dataclass(eq=False)
class Ear(httpx.BaseTransport):
    """A wire that keeps each byte that Fortnox is sent to make an invoice of."""

    inner: httpx.BaseTransport
    heard: list[bytes] = field(default_factory=list)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if (request.method, request.url.path) == ("POST", "/fortnox/3/invoices"):
            self.heard.append(request.read())
        return self.inner.handle_request(request)


@dataclass
class Counter:
    """Karin's desk, with her browser and her command line, and an ear on the wire."""

    desk: Desk
    ear: Ear
    browser: Client

    def write(self, bill: Bill, rate: Decimal) -> str:
        """Somebody drafts this in Productive, and somebody enters the day's rate."""
        if bill.currency != "SEK":
            on, unit = self.desk.sandbox.clock.today() - timedelta(days=DAYS_AGO), 100 if bill.currency == "JPY" else 1
            entered = Rate(rate=rate, unit=unit, source=RateSource.ASK, on=on, publisher=Publisher.ECB)
            organisation = self.desk.connection.organisation
            enter_rate(organisation, bill.currency, entered, user=self.desk.user, outside=self.desk.outside)
        return self.desk.drafts(bill)

    def shown(self, invoice: str, customer: str) -> dict[str, Any]:
        """What the command line shows, to the last character."""
        done = CliRunner().invoke(app, ["preview", invoice, "--customer", customer, "--json"], catch_exceptions=False)
        shown: dict[str, Any] = json.loads(done.output)
        return shown

    def page(self, invoice: str, customer: str) -> str:
        """What the page shows."""
        return words(self.browser.get(f"/invoices/{invoice}/copy", {"customer": customer}))

    def copy(self, invoice: str, customer: str) -> list[bytes]:
        """One press, and what Fortnox was sent by it."""
        self.ear.heard.clear()
        copy = self.desk.work(self.desk.ask(invoice, customer=customer, nonce=invoice))
        assert copy.state == CopyState.COPIED, copy.problems
        return list(self.ear.heard)


@pytest.fixture
def sandbox(clock: ManualClock) -> Sandbox:
    return tricky_world(clock)


@pytest.fixture
def counter(desk: Desk, settings: Settings) -> Counter:
    assert desk.outside.transport
    ear = Ear(desk.outside.transport)
    desk.outside = settings.BRYGGA_OUTSIDE = dataclasses.replace(desk.outside, transport=ear)
    maps(desk, SERVICES)
    for invoice in ("9310", "9311"):
        confirms(desk, invoice)
    return Counter(desk=desk, ear=ear, browser=signed_in(desk.user))


@given(draft=drafts())
@hypothesis.settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_fortnox_is_sent_what_was_shown_byte_for_byte(counter: Counter, draft: tuple[Case, Bill, Decimal]) -> None:
    case, bill, rate = draft
    invoice = counter.write(bill, rate)
    shown = counter.shown(invoice, case.customer)
    assert shown["problems"] == []
    page = counter.page(invoice, case.customer)

    sent = counter.copy(invoice, case.customer)

    total = formats.money(Decimal(shown["total_before_rounding"]), bill.currency)
    assert " ".join(total.split()) in page
    assert sent == [httpx.Request("POST", "http://fortnox", json={"Invoice": shown["fortnox_invoice"]}).content]
    for said in _said(shown["fortnox_invoice"]):
        assert said in page


def _said(invoice: dict[str, Any]) -> list[str]:
    """What a person can read of a Fortnox invoice, from nothing but the JSON that is sent."""
    whole = [_day(invoice["InvoiceDate"]), _day(invoice["DueDate"]), _day(invoice["DeliveryDate"])]
    whole += [invoice.get("YourOrderNumber", ""), *invoice.get("Remarks", "").splitlines()]
    if invoice["Currency"] != "SEK":
        rate = Decimal(str(invoice["CurrencyRate"]))
        whole.append(rates.said(invoice["Currency"], rate, invoice["CurrencyUnit"]))
    for row in invoice["InvoiceRows"]:
        whole += _row(row)
    return [" ".join(each.split()) for each in whole]


def _row(row: dict[str, Any]) -> list[str]:
    if "Price" not in row:
        return [row["Description"]]
    quantity, price, discount, vat = (
        Decimal(str(row[name])) for name in ("DeliveredQuantity", "Price", "Discount", "VAT")
    )
    less = f" − {formats.percent(discount)}" if discount else ""
    figures = f"{formats.quantity(quantity)} {row.get('Unit', '')} × {formats.amount(price)}{less}"
    article = [f"Article {row['ArticleNumber']}"] if "ArticleNumber" in row else []
    said = f"{row['Description']} {figures} · VAT {formats.percent(vat)}"
    return [str(row["AccountNumber"]), *article, said]


def _day(written: str) -> str:
    return formats.day(date.fromisoformat(written))
