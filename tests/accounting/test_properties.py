"""Any sound invoice is booked right to the öre, by an independent calculation in whole numbers (R20)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brygga.accounting.comparison import differences
from brygga.accounting.invoices import Booking, book
from brygga.accounting.money import is_exact
from brygga.accounting.problems import Blocked, ProblemKind
from brygga.accounting.rulebook import Mapped
from brygga.accounting.totals import totals_of
from brygga.fortnox import schema as fortnox
from brygga.productive import schema as productive
from tests.accounting import cast
from tests.accounting.cast import half_away

pytestmark = pytest.mark.reliability(20)

STRATEGY = productive.ServiceType(id="401", name="Strategy")

quantities = st.integers(-50_000, 500_000).map(lambda n: Decimal(n).scaleb(-4)) | st.integers(0, 200).map(Decimal)
prices = st.integers(-1_000_00, 5_000_00)
discounts = st.none() | st.integers(0, 100_00).map(lambda n: Decimal(n).scaleb(-2)) | st.just(Decimal("33.333"))
rates = st.sampled_from(["25", "12", "6", "outlay"])


@st.composite
def lines(draw: st.DrawFn, position: int) -> productive.Line:
    price = Decimal(draw(prices)).scaleb(-2)
    text = f"{draw(quantities):f} h × {price:f} @{draw(rates)} Rad {position}"
    line = cast.line(text, position)
    return cast.line(text, position, discount=draw(discounts)) if draw(st.booleans()) else line


@st.composite
def invoices(draw: st.DrawFn) -> productive.Invoice:
    count = draw(st.integers(1, 12))
    discount = draw(st.none() | st.none() | st.integers(1, 99).map(Decimal))
    return cast.invoice_of([draw(lines(position)) for position in range(1, count + 1)], discount=discount)


def booked(invoice: productive.Invoice) -> Booking | None:
    """The booking, or None where the only thing wrong is that nothing is left to claim."""
    outcome = book(invoice, cast.CUSTOMER, cast.rulebook(), reference=cast.REFERENCE)
    if isinstance(outcome, Blocked):
        allowed = {ProblemKind.TOTAL_NOT_POSITIVE, ProblemKind.NO_LINES}
        assert {problem.kind for problem in outcome.problems} <= allowed, outcome.problems
        return None
    return outcome


@given(invoices())
@settings(max_examples=300, deadline=None)
def test_it_books_productives_amount_and_the_vat_of_each_summed_base(invoice: productive.Invoice) -> None:
    booking = booked(invoice)
    if booking is None:
        return

    bases: dict[int, int] = {}
    for row in booking.draft.rows:
        if isinstance(row, fortnox.RowDraft):
            ore = half_away(Fraction(row.price) * Fraction(row.delivered_quantity) * (100 - Fraction(row.discount)))
            bases[int(row.vat)] = bases.get(int(row.vat), 0) + ore
    vat = sum(half_away(Fraction(base * rate, 100)) for rate, base in bases.items())

    assert booking.expected.net.minor == sum(bases.values()) == invoice.amount
    assert booking.expected.total_vat.minor == vat
    assert abs(vat - invoice.amount_tax) <= len(invoice.lines)
    assert totals_of(booking.draft) == booking.expected


@given(invoices())
@settings(max_examples=200, deadline=None)
def test_it_leaves_nothing_for_fortnox_to_round(invoice: productive.Invoice) -> None:
    booking = booked(invoice)
    if booking is None:
        return

    for row in booking.draft.rows:
        if isinstance(row, fortnox.RowDraft):
            exact = Fraction(row.price) * Fraction(row.delivered_quantity) * (100 - Fraction(row.discount))
            assert exact.denominator == 1, "the total of a row must be whole öre"
            assert is_exact(row.delivered_quantity)
            assert is_exact(row.discount)
            assert row.price >= 0


@given(invoice=invoices(), rounds_to_kronor=st.booleans())
@settings(max_examples=200, deadline=None)
def test_what_fortnox_makes_of_it_is_what_was_meant(invoice: productive.Invoice, *, rounds_to_kronor: bool) -> None:
    booking = booked(invoice)
    if booking is None:
        return

    answer = cast.answer_to(booking.draft, rounds_to_kronor=rounds_to_kronor)
    assert differences(booking.draft, booking.expected, answer) == ()


@given(invoices(), st.text(max_size=2000), st.text(max_size=1500))
@settings(max_examples=100)
def test_any_text_fits_fortnox(invoice: productive.Invoice, description: str, note: str) -> None:
    first = invoice.lines[0].model_copy(
        update={"description": description, "service_type": productive.ServiceType(id="1", name="Design")}
    )
    booking = booked(invoice.model_copy(update={"lines": (first, *invoice.lines[1:]), "note": note}))
    if booking is None:
        return

    assert all(1 <= len(row.description) <= 255 for row in booking.draft.rows)
    assert len(booking.draft.remarks) <= 1024


@given(invoices(), st.sampled_from(["eu", "export"]))
@settings(max_examples=100, deadline=None)
def test_nothing_to_a_business_abroad_carries_vat_and_no_row_drops_out_of_the_sales_list(
    invoice: productive.Invoice, where: str
) -> None:
    """Every priced row, the discount's too, is on the account of its case and carries the service article."""
    company, confirmed, account = {
        "eu": (cast.ESTONIAN, cast.ESTONIAN_CONFIRMED, 3308),
        "export": (cast.AMERICAN, cast.AMERICAN_CONFIRMED, 3305),
    }[where]
    untaxed = {"tax_rate": cast.tax_rate("reverse"), "amount_tax": 0, "service_type": STRATEGY}
    lines = [line.model_copy(update={**untaxed, "amount_with_tax": line.amount}) for line in invoice.lines]
    abroad = cast.invoice_of(lines, discount=invoice.discount, company=company)
    rules = cast.rulebook(
        confirmed=confirmed, mapped={"401": Mapped(article="101")}, articles={"101": cast.article("101")}
    )

    outcome = book(abroad, cast.CUSTOMER, rules, reference=cast.REFERENCE)

    if isinstance(outcome, Blocked):
        allowed = {ProblemKind.TOTAL_NOT_POSITIVE, ProblemKind.NO_LINES}
        assert {problem.kind for problem in outcome.problems} <= allowed, outcome.problems
        return
    priced = [row for row in outcome.draft.rows if isinstance(row, fortnox.RowDraft)]
    assert {(row.account_number, row.article_number, row.vat) for row in priced} == {(account, "101", Decimal(0))}
    assert outcome.expected.total.minor == outcome.expected.net.minor == abroad.amount
