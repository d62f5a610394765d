"""Everything that stops an invoice is a named problem with its facts: an example of each kind."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from brygga.accounting import comparison, customers, invoices
from brygga.accounting.accounts import check_accounts
from brygga.accounting.buyers import buyer_of
from brygga.accounting.customer_updates import FieldChange, as_problems
from brygga.accounting.dimensions import Dimension
from brygga.accounting.invoices import book
from brygga.accounting.new_customers import customer_draft
from brygga.accounting.problems import Blocked, Problem, ProblemKind
from brygga.accounting.references import USUAL_SOURCES, InvoiceText, Requires, Taken, TextSource
from brygga.accounting.rulebook import AccountUse, Mapped, RateSource, Treatment, ZeroRate
from brygga.accounting.totals import totals_of
from brygga.fortnox import schema as fortnox
from brygga.fortnox.dimensions import Project
from brygga.productive import schema as productive
from tests.accounting import cast
from tests.accounting.stopping import only, problems

PROJECT_BY_ORDER = {Dimension.PROJECT: Taken(TextSource.ORDER_NUMBER)}
CLOSED = {"102": Project(number="102", status="COMPLETED")}
DEMANDING = cast.CHART[3001].model_copy(update={"cost_center_settings": "MANDATORY"})
OURS_BY_ISSUER = {**USUAL_SOURCES, InvoiceText.OUR_REFERENCE: Taken(TextSource.ISSUER)}
STRATEGY = productive.ServiceType(id="401", name="Strategy")
NUMBERED = cast.NORRSKEN.model_copy(update={"vat": "559214-3076"})
NOBODY = productive.ClientCompany(id="7001", name="Okänd AB")


def bought_by(**changes: Any) -> productive.Invoice:
    return cast.invoice(company=cast.NORRSKEN.model_copy(update=changes))


def served(text: str, **changes: Any) -> productive.Invoice:
    """An invoice of one line, whose service type is Strategy."""
    return cast.invoice_of([cast.line(text, service_type=STRATEGY)], **changes)


def matched(*candidates: fortnox.Customer, company: productive.ClientCompany = cast.NORRSKEN) -> Problem:
    found = customers.match(buyer_of(cast.invoice(company=company)), remembered=None, customers=candidates)
    problem = customers.match_problem(found)
    assert problem
    return problem


def blocked_draft(invoice: productive.Invoice) -> Problem:
    draft = customer_draft(invoice, "BRY7001", cast.rulebook())
    assert isinstance(draft, Blocked)
    return draft.problems[-1]


def answered_wrongly() -> Problem:
    booking = book(cast.invoice(), cast.CUSTOMER, cast.rulebook(), reference=cast.REFERENCE)
    assert isinstance(booking, invoices.Booking)
    answer = cast.answer_to(booking.draft, CustomerNumber="1")
    differing = comparison.differences(booking.draft, totals_of(booking.draft), answer)
    return comparison.as_problems(differing, ProblemKind.ANSWER_DIFFERS)[0]


def edited_meanwhile() -> Problem:
    differing = comparison.productive_changed(cast.invoice(), cast.invoice(note="Nytt"))
    return comparison.as_problems(differing, ProblemKind.CHANGED_MEANWHILE)[0]


NORRSKEN_OF_THE_EU = cast.customer("1042", "Norrsken Energi AB").model_copy(update={"vat_type": "EUREVERSEDVAT"})
SOMEWHERE = productive.Address(country="Atlantis")
NORWAY = productive.Address(country="Norway")
WRONG_LINE = cast.line("2 h × 100.00 @25 Design", amount=21000, amount_tax=5250, amount_with_tax=26250)

EXAMPLES = [
    (invoices.deleted("9001").problems[0], ProblemKind.DELETED, {"invoice": "9001"}, None),
    (
        only(cast.invoice(exported=True, export_id="10482", export_invoice_url="https://f.example/10482")),
        ProblemKind.ALREADY_EXPORTED, {"number": "10482", "url": "https://f.example/10482"}, None,
    ),
    (only(cast.invoice(export_id="10482")), ProblemKind.ALREADY_EXPORTED, {"number": "10482", "url": ""}, None),
    (
        only(cast.invoice(number="147", finalized_on=date(2026, 11, 2), sent_on=date(2026, 11, 2))),
        ProblemKind.SENT_UNDER_OTHER_NUMBER, {"number": "147", "date": "2026-11-02"}, None,
    ),
    (only(cast.invoice(company_id="")), ProblemKind.NO_CLIENT_COMPANY, {}, None),
    (problems(cast.invoice("# Fas 1"))[0], ProblemKind.NO_LINES, {}, None),
    (
        only(cast.invoice(currency="EUR")),
        ProblemKind.RATE_TO_ENTER, {"currency": "EUR", "date": "2026-10-31", "count": "1"}, None,
    ),
    (
        only(cast.invoice(currency="EUR"), rate_source=RateSource.FORTNOX,
             currencies={"EUR": cast.currency("EUR", "1")}),
        ProblemKind.RATE_MISSING, {"currency": "EUR", "source": "fortnox"}, None,
    ),
    (
        only(cast.invoice(currency="EUR", exchange_rate=Decimal("11.2"), currency_default="USD"),
             rate_source=RateSource.PRODUCTIVE),
        ProblemKind.RATE_MISSING, {"currency": "EUR", "source": "productive"}, None,
    ),
    (
        only(cast.invoice(currency="JPY"), entered_rate=cast.entered("7.1234", 100)),
        ProblemKind.MINOR_UNITS_UNKNOWN, {"currency": "JPY"}, None,
    ),
    (only(cast.invoice(currency="NOK")), ProblemKind.CURRENCY_NOT_IN_FORTNOX, {"currency": "NOK"}, None),
    (
        only(cast.invoice(bill_to=NORWAY)),
        ProblemKind.COUNTRIES_DIFFER, {"countries": "Norway, Sweden"}, None,
    ),
    (
        only(bought_by(vat="DE999999999", address=cast.ESTONIAN.address)),
        ProblemKind.VAT_NUMBER_MALFORMED, {"vat": "DE999999999", "country": "Estonia", "code": "EE"}, None,
    ),
    (
        only(bought_by(vat="", address=cast.ESTONIAN.address)),
        ProblemKind.VAT_NUMBER_MISSING,
        {"name": "Norrsken Energi AB", "vat": "", "country": "Estonia", "code": "EE"}, None,
    ),
    (
        only(cast.invoice(company=cast.ESTONIAN)),
        ProblemKind.BUYER_TO_CONFIRM,
        {"name": "Norrsken Energi AB", "vat": "EE100931558", "country": "Estonia", "code": "EE"}, None,
    ),
    (
        only(cast.invoice("1 × 10.00 @25 Design", company=cast.AMERICAN), confirmed=cast.AMERICAN_CONFIRMED),
        ProblemKind.SWEDISH_VAT_ABROAD,
        {"rate_name": "25 % VAT", "text": "Design", "percent": "25", "country": "United States", "code": "US"}, 1,
    ),
    (
        only(served("1 × 10.00 @outlay Depå", company=cast.AMERICAN), confirmed=cast.AMERICAN_CONFIRMED,
             mapped={"401": Mapped(account=2420, treatment=Treatment.ADVANCE)}),
        ProblemKind.TREATMENT_ABROAD,
        {
            "rate_name": "No VAT", "text": "Depå", "treatment": "advance", "service_type": "Strategy",
            "country": "United States", "code": "US",
        }, 1,
    ),
    (
        only(served("1 × 10.00 @25 Avgift"), mapped={"401": Mapped(treatment=Treatment.OUTLAY)}),
        ProblemKind.TREATMENT_CONTRADICTS_RATE,
        {
            "rate_name": "25 % VAT", "text": "Avgift", "treatment": "outlay", "service_type": "Strategy",
            "percent": "25",
        }, 1,
    ),
    (
        only(cast.invoice("1 × 10.00 @reverse Bygge", company=NUMBERED), domestic_reverse_charge=True),
        ProblemKind.REVERSE_CHARGE_WITHOUT_NUMBER, {"rate_name": "Reverse charge", "text": "Bygge"}, 1,
    ),
    (
        only(served("1 × 10.00 @25 Depå"), mapped={"401": Mapped(article="101", treatment=Treatment.ADVANCE)}),
        ProblemKind.ADVANCE_WITHOUT_ACCOUNT, {"service_type": "Strategy"}, None,
    ),
    (
        only(served("1 × 10.00 @25 Depå"), mapped={"401": Mapped(account=3001, treatment=Treatment.ADVANCE)}),
        ProblemKind.ADVANCE_ON_REVENUE_ACCOUNT,
        {"use": "25", "account": "3001", "name": "Konto 3001", "year": "2026", "service_type": "Strategy"}, None,
    ),
    (
        only(served("1 × 10.00 @reverse Råd", company=cast.ESTONIAN), confirmed=cast.ESTONIAN_CONFIRMED),
        ProblemKind.EU_ARTICLE_MISSING, {"service_type": "Strategy", "text": "Råd"}, 1,
    ),
    (
        only(
            served("1 × 10.00 @reverse Råd", company=cast.ESTONIAN), confirmed=cast.ESTONIAN_CONFIRMED,
            mapped={"401": Mapped(article="101")}, articles={"101": cast.article("101", type="STOCK")},
        ),
        ProblemKind.EU_ARTICLE_NOT_SERVICE,
        {"article": "101", "name": "Artikel 101", "service_type": "Strategy"}, None,
    ),
    (
        only(served("1 × 10.00 @25 Råd"), mapped={"401": Mapped(article="101")}),
        ProblemKind.ARTICLE_MISSING, {"article": "101", "service_type": "Strategy"}, None,
    ),
    (
        only(served("1 × 10.00 @25 Råd"), mapped={"401": Mapped(article="101")},
             articles={"101": cast.article("101", active=False)}),
        ProblemKind.ARTICLE_INACTIVE,
        {"article": "101", "name": "Artikel 101", "service_type": "Strategy"}, None,
    ),
    (
        only(served("1 × 10.00 @25 Städ"), mapped={"401": Mapped(article="101")},
             articles={"101": cast.article("101", is_house_work=True)}),
        ProblemKind.ARTICLE_IS_HOUSE_WORK,
        {"article": "101", "name": "Artikel 101", "service_type": "Strategy"}, None,
    ),
    (
        only(served("1 × 10.00 @12 Råd"), mapped={"401": Mapped(article="101")},
             articles={"101": cast.article("101")}),
        ProblemKind.ARTICLE_CONTRADICTS_ACCOUNT,
        {
            "article": "101", "name": "Artikel 101", "account": "3002", "code": "MP2", "article_account": "3041",
            "article_code": "MP1", "service_type": "Strategy",
        }, None,
    ),
    (
        check_accounts({AccountUse.EU: 3308, AccountUse.EXPORT: 3308}, cast.CHART)[0],
        ProblemKind.ACCOUNTS_SHARE_CODE,
        {"use": "export", "account": "3308", "code": "FTEU", "other_use": "eu", "other": "3308"}, None,
    ),
    (only(bought_by(vat="EE100931558")), ProblemKind.FOREIGN_VAT_NUMBER, {"vat": "EE100931558"}, None),
    (
        only(cast.invoice("1 × 10.00 @reverse Bygge")),
        ProblemKind.REVERSE_CHARGE, {"rate_name": "Reverse charge", "text": "Bygge"}, 1,
    ),
    (only(bought_by(address=SOMEWHERE)), ProblemKind.COUNTRY_UNKNOWN, {"country": "Atlantis"}, None),
    (only(cast.invoice(company=NOBODY)), ProblemKind.COUNTRY_MISSING, {}, None),
    (only(cast.invoice(), financial_years=()), ProblemKind.NO_FINANCIAL_YEAR, {"date": "2026-11-02"}, None),
    (
        only(cast.invoice(), locked_until=date(2026, 11, 2)),
        ProblemKind.PERIOD_LOCKED, {"date": "2026-11-02", "locked_until": "2026-11-02"}, None,
    ),
    (only(cast.invoice(delivery_on=None)), ProblemKind.DELIVERY_DATE_MISSING, {}, None),
    (
        only(cast.invoice(
            pay_on=None, payment_terms_days=None, company=cast.NORRSKEN.model_copy(update={"due_days": None})
        )),
        ProblemKind.DUE_DATE_MISSING, {}, None,
    ),
    (
        only(cast.invoice("1 × 10.00 @25 A\n-2 × 10.00 @25 B")),
        ProblemKind.TOTAL_NOT_POSITIVE, {"total": "-12.50", "currency": "SEK"}, None,
    ),
    (
        only(cast.invoice("1 × 10.00 @25 A\n-1 × 10.00 @25 B")),
        ProblemKind.TOTAL_NOT_POSITIVE, {"total": "0.00", "currency": "SEK"}, None,
    ),
    (
        only(cast.invoice(amount_tax=250002)),
        ProblemKind.TOTALS_DISAGREE, {"what": "vat", "productive": "2500.02", "meant": "2500.00"}, None,
    ),
    (
        only(cast.invoice(amount=1000001)),
        ProblemKind.TOTALS_DISAGREE, {"what": "net", "productive": "10000.01", "meant": "10000.00"}, None,
    ),
    (
        only(cast.invoice("1 × 10.00 @25 Rad\n" * 501)),
        ProblemKind.TOO_MANY_ROWS, {"rows": "501", "rows_max": "500"}, None,
    ),
    (only(cast.invoice("1 × 10.00 @none Design")), ProblemKind.NO_TAX_RATE, {"text": "Design"}, 1),
    (
        only(cast.invoice("1 × 10.00 @20 Design")),
        ProblemKind.RATE_UNKNOWN, {"percent": "20", "rate_name": "20 % VAT", "text": "Design"}, 1,
    ),
    (
        only(cast.invoice("1 × 10.00 @25 A\n1 × 250.00 @outlay Porto"), zero_rate=ZeroRate.ASK),
        ProblemKind.ZERO_RATE_NEEDS_REASON, {"rate_name": "No VAT", "text": "Porto"}, 2,
    ),
    (
        only(cast.invoice_of([WRONG_LINE])),
        ProblemKind.LINE_AMOUNT_UNEXPLAINED, {"amount": "210.00", "computed": "200", "text": "Design"}, 1,
    ),
    (only(cast.invoice("1 × 10.00 @25")), ProblemKind.LINE_WITHOUT_TEXT, {}, 1),
    (only(cast.invoice(), accounts={AccountUse.RATE_12: 3002}), ProblemKind.ACCOUNT_NOT_CHOSEN, {"use": "25"}, None),
    (
        only(cast.invoice(), accounts={AccountUse.RATE_25: 3999}),
        ProblemKind.ACCOUNT_MISSING, {"use": "25", "account": "3999", "year": "2026"}, None,
    ),
    (
        only(cast.invoice(), accounts={AccountUse.RATE_25: 3051}),
        ProblemKind.ACCOUNT_INACTIVE, {"use": "25", "account": "3051", "name": "Konto 3051", "year": "2026"}, None,
    ),
    (
        only(cast.invoice(), accounts={AccountUse.RATE_25: 3002}),
        ProblemKind.ACCOUNT_CONTRADICTS_RATE,
        {"use": "25", "account": "3002", "name": "Konto 3002", "year": "2026", "code": "MP2"}, None,
    ),
    (
        only(cast.invoice("1 × 10.00 @outlay Porto"), accounts={AccountUse.OUTLAY: 3740}),
        ProblemKind.OUTLAY_ON_REVENUE_ACCOUNT,
        {"use": "outlay", "account": "3740", "name": "Konto 3740", "year": "2026"}, None,
    ),
    (
        only(cast.invoice(purchase_order_number="999"), dimension_sources=PROJECT_BY_ORDER),
        ProblemKind.DIMENSION_MISSING, {"dimension": "project", "code": "999"}, 1,
    ),
    (
        only(cast.invoice(purchase_order_number="102"), dimension_sources=PROJECT_BY_ORDER, projects=CLOSED),
        ProblemKind.DIMENSION_INACTIVE, {"dimension": "project", "code": "102", "date": "2026-11-02"}, 1,
    ),
    (
        only(cast.invoice(), chart={**cast.CHART, 3001: DEMANDING}),
        ProblemKind.DIMENSION_REQUIRED, {"dimension": "cost_center", "account": "3001"}, 1,
    ),
    (
        only(cast.invoice(issuer="E" * 51), text_sources=OURS_BY_ISSUER),
        ProblemKind.REFERENCE_TOO_LONG, {"what": "our_reference", "text": "E" * 51, "length_max": "50"}, None,
    ),
    (
        only(cast.invoice(), requires=Requires.EITHER),
        ProblemKind.REFERENCE_REQUIRED, {"requires": "either", "name": "Norrsken Energi AB"}, None,
    ),
    (
        only(cast.invoice(purchase_order_number="7" * 76)),
        ProblemKind.ORDER_NUMBER_TOO_LONG, {"text": "…", "length_max": "75"}, None,
    ),
    (
        blocked_draft(cast.invoice(company=cast.NORRSKEN.model_copy(update={"name": " "}))),
        ProblemKind.CUSTOMER_WITHOUT_NAME, {}, None,
    ),
    (
        matched(cast.customer("1048", "Norrsken Energi AB", "559214-3076", active=False)),
        ProblemKind.CUSTOMER_INACTIVE, {"customer": "1048", "name": "Norrsken Energi AB"}, None,
    ),
    (
        matched(cast.customer("1", "A", "5592143076"), cast.customer("2", "B", "559214-3076")),
        ProblemKind.CUSTOMER_TO_CHOOSE, {"why": "twins", "customers": "1 2"}, None,
    ),
    (
        matched(), ProblemKind.CUSTOMER_TO_CREATE,
        {"name": "Norrsken Energi AB", "number": "559214-3076"}, None,
    ),
    (
        customers.vat_type_problems(NORRSKEN_OF_THE_EU, "SEVAT")[0], ProblemKind.CUSTOMER_VAT_TYPE,
        {"customer": "1042", "name": "Norrsken Energi AB", "vat_type": "EUREVERSEDVAT", "wanted": "SEVAT"}, None,
    ),
    (
        as_problems(cast.customer("1042", "Norrsken Energi AB"), [FieldChange("city", "Boden", "Kiruna")])[0],
        ProblemKind.CUSTOMER_NOT_UPDATED,
        {"customer": "1042", "field": "city", "wanted": "Kiruna", "kept": ""}, None,
    ),
    (answered_wrongly(), ProblemKind.ANSWER_DIFFERS, {"what": "customer", "meant": "1042", "found": "1"}, None),
    (edited_meanwhile(), ProblemKind.CHANGED_MEANWHILE, {"what": "remarks", "meant": "", "found": "Nytt"}, None),
]  # fmt: skip

# These need to know connections, copies or the remotes' answers, so the use cases find them.
# What stops a credit note is in test_credits.py.
FOUND_BY_USE_CASES = {
    ProblemKind.NOT_CONNECTED,
    ProblemKind.RECONNECT_NEEDED,
    ProblemKind.CONNECTION_REPLACED,
    ProblemKind.NOT_DECIDED,
    ProblemKind.ALREADY_COPIED,
    ProblemKind.NOT_PERMITTED,
    ProblemKind.REMOTE_REFUSED,
    ProblemKind.CHANGED_SINCE_SEEN,
    ProblemKind.CUSTOMER_GONE,
    ProblemKind.DELETED_MEANWHILE,
    ProblemKind.NUMBERED_OTHERWISE,
    ProblemKind.FINALIZED_ALONE,
    ProblemKind.NUMBER_FORMAT_UNFIT,
    ProblemKind.NUMBER_UNFIT,
    ProblemKind.NUMBER_TAKEN,
    ProblemKind.NUMBER_WANTED,
    ProblemKind.NUMBER_STAYS,
    ProblemKind.TWIN_IN_FORTNOX,
    ProblemKind.CHANGED_IN_FORTNOX,
    ProblemKind.NOT_CHANGEABLE,
    ProblemKind.BOOKING_NOT_POSSIBLE,
    ProblemKind.BOOKING_NOT_DONE,
    ProblemKind.SENDING_NOT_POSSIBLE,
    ProblemKind.SENDING_NOT_DONE,
    ProblemKind.SENDING_UNCERTAIN,
    ProblemKind.CUSTOMER_UNREACHABLE,
    ProblemKind.CHANGED_AFTERWARDS,
    ProblemKind.CANCELLED_AFTERWARDS,
    ProblemKind.CREDITED_AFTERWARDS,
    ProblemKind.GONE_AFTERWARDS,
    *(kind for kind in ProblemKind if kind.value.startswith(("credit_", "draft_"))),
    ProblemKind.NOT_CREDITABLE,
    ProblemKind.BOOKING_NOT_POSSIBLE,
    ProblemKind.DOCUMENT_NOT_DELIVERED,
    ProblemKind.DOCUMENT_IN_THE_WAY,
    ProblemKind.DOCUMENT_TO_CHOOSE,
    ProblemKind.DOCUMENT_TOO_LARGE,
    ProblemKind.DOCUMENT_INCOMPLETE,
}


@pytest.mark.parametrize(("problem", "kind", "facts", "line"), EXAMPLES)
def test_it_names_the_problem_with_its_facts(
    problem: Problem, kind: ProblemKind, facts: dict[str, str], line: int | None
) -> None:
    assert problem == Problem(kind, facts, line)


def test_every_kind_of_problem_has_an_example() -> None:
    shown = {kind for _, kind, _, _ in EXAMPLES}

    assert shown | FOUND_BY_USE_CASES == set(ProblemKind), "A new kind needs an example here, or in a use case's test."
