"""The right customer in Fortnox: found by itself, asked about when it is not certain, chosen, or created."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.agency import Agency
from tests.journeys.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.process, pytest.mark.promise("P10")]


def test_a_customer_is_matched_by_its_organisation_number(karin: Person, agency: Agency) -> None:
    karin.opens_invoice(agency.sandbox.another_draft("9015"))
    karin.asks_to_copy()

    customer = karin.dialog.get_by_role("region", name="Customer")
    expect(customer).to_contain_text("Björkö kommun")
    expect(customer).to_contain_text("Matched by organisation number 212000-2411")
    expect(customer).to_contain_text("Sure match")


def test_another_customer_is_found_by_search_and_remembered(karin: Person, agency: Agency) -> None:
    karin.opens_invoice(agency.sandbox.another_draft("9014"))
    karin.asks_to_copy()
    karin.dialog.get_by_text("Choose another customer").click()
    karin.dialog.get_by_role("searchbox").fill("Brofästet")
    karin.dialog.get_by_role("radio", name="Brofästet Restaurang AB").check()
    karin.presses("Use this customer")

    customer = karin.dialog.get_by_role("region", name="Customer")
    expect(customer).to_contain_text("Customer 1012")
    expect(customer).to_contain_text("Chosen by you")
    karin.copies_and_finalizes()
    number = karin.sees_it_copied()
    assert karin.reads_ledger(number).facts["Customer"] == "1012 Brofästet Restaurang AB"

    karin.opens_invoice(agency.sandbox.another_draft("9014"))
    karin.asks_to_copy()
    expect(customer).to_contain_text("Customer 1012")
    expect(customer).to_contain_text("Used for this client company before")


def test_a_new_customer_is_shown_before_it_is_created(karin: Person, agency: Agency) -> None:
    karin.opens_invoice("9004")
    karin.asks_to_copy()

    customer = karin.dialog.get_by_role("region", name="Customer")
    expect(customer).to_contain_text("Granit & Ljung AB")
    expect(customer).to_contain_text("This is created:")
    expect(customer).to_contain_text("556450-9825")
    assert not agency.sandbox.writes()

    karin.copies_and_finalizes()
    number = karin.sees_it_copied()
    in_fortnox = karin.reads_ledger(number)
    assert in_fortnox.facts["Customer"].endswith("Granit & Ljung AB")
    assert in_fortnox.facts["Address"] == "Stenhuggarvägen 2, 614 34, Söderköping"
    assert agency.sandbox.writes()["fortnox POST /fortnox/3/customers"] == 1


def test_twins_are_asked_about(karin: Person, agency: Agency) -> None:
    karin.opens_invoice("9008")
    karin.asks_to_copy()
    karin.sees_problem(
        "Several customers in Fortnox have this organisation number",
        remedy="Choose the customer, or create a new one. Brygga remembers the answer.",
    )
    karin.cannot_copy(because="One thing stops this copy")

    karin.dialog.get_by_role("radio", name="1149").check()
    karin.presses("Use this customer")
    karin.copies_and_finalizes()
    number = karin.sees_it_copied()
    assert karin.reads_ledger(number).facts["Customer"] == "1149 Tallmo Bryggeri AB"


def test_an_inactive_customer_is_a_problem_until_somebody_activates_it(karin: Person, agency: Agency) -> None:
    karin.opens_invoice("9007")
    karin.asks_to_copy()
    karin.sees_problem(
        "Customer 1048, Lilla Bageriet i Umeå AB, is inactive in Fortnox.",
        remedy="Activate the customer in Fortnox, or choose another customer.",
    )
    karin.cannot_copy(because="One thing stops this copy")

    agency.sandbox.set_customer("1048", Active=True)
    karin.follows("Check again")
    expect(karin.dialog).to_contain_text("Checked: nothing stops this copy.")
    karin.copies_and_finalizes()
    karin.sees_it_copied()


def test_a_customer_abroad_is_matched_by_its_vat_number(karin: Person) -> None:
    karin.opens_invoice("9006")
    karin.asks_to_copy()

    customer = karin.dialog.get_by_role("region", name="Customer")
    expect(customer).to_contain_text("Baltic Freight OÜ")
    expect(customer).to_contain_text("Matched by VAT number EE100931558")


def test_who_has_no_number_is_chosen_from_candidates_that_say_why(karin: Person) -> None:
    karin.opens_invoice("9009")
    karin.asks_to_copy()
    karin.sees_problem(
        "The client company has no organisation number, so its customer in Fortnox is not certain.",
        remedy="Choose the customer, or create a new one. Brygga remembers the answer.",
    )

    customer = karin.dialog.get_by_role("region", name="Customer")
    expect(customer).to_contain_text("1203 · 802411-0093 · Same name (100 of 100), no number to compare")
    karin.dialog.get_by_role("radio", name="Norrskensfonden").check()
    karin.presses("Use this customer")
    expect(customer).to_contain_text("Customer 1203")


def test_a_new_customer_abroad_is_shown_with_its_vat_type(karin: Person, agency: Agency) -> None:
    karin.opens_invoice("9010")
    karin.asks_to_copy()
    karin.presses("Confirm that it is a business")

    customer = karin.page.get_by_role("region", name="Customer")
    expect(customer).to_contain_text("Fjordhotell AS")
    expect(customer).to_contain_text("This is created:")
    expect(customer).to_contain_text("Norway")
    expect(customer).to_contain_text("Export (EXPORT)")
    assert not agency.sandbox.writes()


def test_a_customer_is_brought_up_to_date_only_where_an_admin_allows_it(karin: Person, agency: Agency) -> None:
    agency.sandbox.set_customer("1042", Email="gammal@norrsken.example", City="Uppsala")
    _allows(karin, "Email", checked=True)

    karin.opens_invoice(agency.sandbox.another_draft("9001"))
    karin.asks_to_copy()
    customer = karin.dialog.get_by_role("region", name="Customer")
    expect(customer).to_contain_text("Brought up to date in Fortnox:")
    expect(customer).to_contain_text("gammal@norrsken.example → faktura@norrsken.example")
    assert not agency.sandbox.writes()
    karin.copies_and_finalizes()
    karin.sees_it_copied()

    assert agency.sandbox.writes()["fortnox PUT /fortnox/3/customers/1042"] == 1
    sent = [each.body for each in agency.sandbox.asked() if each.method == "PUT"]
    assert sent == [{"Customer": {"Email": "faktura@norrsken.example", "EmailInvoice": "faktura@norrsken.example"}}]
    _allows(karin, "Email", checked=False)
    agency.sandbox.set_customer("1042", City="Stockholm")


def _allows(karin: Person, field: str, *, checked: bool) -> None:
    karin.opens("/settings/marketplace")
    karin.page.get_by_role("link", name=re.compile("integration.* Fyrljus Stockholm AB", re.IGNORECASE)).click()
    karin.follows("Customers in Fortnox")
    karin.page.get_by_role("checkbox", name=field).set_checked(checked)
    karin.presses("Save settings")
    karin.sees("The settings are saved.")
