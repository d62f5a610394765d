"""Customers: their 64 fields, what is null and what is empty, and how a field is cleared."""

from __future__ import annotations

from sandbox.fortnox import switches
from tests.sandbox.ledger import Ledger

NULL_WHEN_UNSET = {
    "Address1", "Address2", "City", "ZipCode", "Country", "CountryCode", "Comments", "CostCenter", "Phone1", "Phone2",
    "Fax", "DeliveryAddress1", "DeliveryAddress2", "DeliveryCity", "DeliveryCountry", "DeliveryCountryCode",
    "DeliveryFax", "DeliveryName", "DeliveryPhone1", "DeliveryPhone2", "DeliveryZipCode", "VisitingAddress",
    "VisitingCity", "VisitingCountry", "VisitingCountryCode", "VisitingZipCode", "SalesAccount", "GLN", "GLNDelivery",
    "ExternalReference", "InvoiceAdministrationFee", "InvoiceDiscount", "InvoiceFreight",
}  # fmt: skip
EMPTY_WHEN_UNSET = {
    "Email", "EmailInvoice", "EmailInvoiceBCC", "EmailInvoiceCC", "EmailOffer", "EmailOfferBCC", "EmailOfferCC",
    "EmailOrder", "EmailOrderBCC", "EmailOrderCC", "OrganisationNumber", "OurReference", "YourReference", "Project",
    "TermsOfDelivery", "TermsOfPayment", "VATNumber", "WayOfDelivery", "WWW", "InvoiceRemark",
}  # fmt: skip


def test_it_makes_a_customer_of_a_name(ledger: Ledger) -> None:
    """C20."""
    answer = ledger.ask("POST", "customers", {"Customer": {"Name": "A value"}})
    customer = answer.json()["Customer"]
    assert answer.status_code == 201
    assert answer.headers["Location"] == "customers"
    assert len(customer) == 64
    assert {name for name, value in customer.items() if value is None} == NULL_WHEN_UNSET
    assert {name for name, value in customer.items() if value == ""} == EMPTY_WHEN_UNSET
    assert customer["CustomerNumber"] == "1204"
    assert customer["DefaultTemplates"]["CashInvoice"] == "DEFAULTTEMPLATE"
    assert customer["DefaultDeliveryTypes"] == {"Invoice": "PRINT", "Order": "PRINT", "Offer": "PRINT"}
    told = {name: customer[name] for name in ("Active", "Type", "VATType", "Currency", "PriceList")}
    assert told == {"Active": True, "Type": "COMPANY", "VATType": "SEVAT", "Currency": "SEK", "PriceList": "A"}


def test_it_lists_ten_fields_with_empty_texts_for_nulls(ledger: Ledger) -> None:
    """C21."""
    number = ledger.customer()["CustomerNumber"]
    item = ledger.get("customers", customernumber=number)["Customers"][0]
    assert list(item) == [
        "@url", "Address1", "Address2", "City", "CustomerNumber", "Email", "Name", "OrganisationNumber", "Phone",
        "ZipCode",
    ]  # fmt: skip
    assert None not in item.values()
    assert item["@url"].endswith(f"/fortnox/3/customers/{number}")


def test_it_derives_the_country_from_its_code(ledger: Ledger) -> None:
    """C22."""
    assert ledger.customer(CountryCode="SE")["Country"] == "Sverige"
    assert ledger.customer(CountryCode="NO")["Country"] == "Norway"


def test_it_refuses_a_country_code_that_is_none(ledger: Ledger) -> None:
    assert ledger.refused("POST", "customers", {"Customer": {"Name": "A", "CountryCode": "QQ"}})[1] == 2000919


def test_it_clears_with_null_or_api_blank_and_never_with_empty_text(ledger: Ledger) -> None:
    """C24."""
    path = f"customers/{ledger.customer(Comments='x')['CustomerNumber']}"
    assert ledger.put(path, {"Customer": {"Comments": ""}})["Customer"]["Comments"] == "x"
    assert ledger.put(path, {"Customer": {"Comments": None}})["Customer"]["Comments"] is None
    ledger.put(path, {"Customer": {"Comments": "y"}})
    assert ledger.put(path, {"Customer": {"Comments": "API_BLANK"}})["Customer"]["Comments"] is None


def test_it_changes_only_what_is_sent(ledger: Ledger) -> None:
    """C25."""
    before = ledger.customer(City="Visby", Type="PRIVATE", OurReference="Karin")
    after = ledger.put(f"customers/{before['CustomerNumber']}", {"Customer": {"Name": "Ett nyare bolag AB"}})[
        "Customer"
    ]
    assert after == {**before, "Name": "Ett nyare bolag AB"}


def test_it_needs_a_name(ledger: Ledger) -> None:
    """C25: null is refused, empty text is ignored."""
    path = f"customers/{ledger.customer()['CustomerNumber']}"
    status, _, message = ledger.refused("PUT", path, {"Customer": {"Name": None}})
    assert (status, message) == (400, "Kundnamn kan inte vara tomt")
    assert ledger.put(path, {"Customer": {"Name": ""}})["Customer"]["Name"] == "Ett nytt bolag AB"


def test_it_keeps_a_number_that_was_sent_and_skips_taken_ones(ledger: Ledger) -> None:
    assert ledger.customer(CustomerNumber="1204")["CustomerNumber"] == "1204"
    assert ledger.customer()["CustomerNumber"] == "1205"


def test_it_shows_the_sales_account_as_a_number_once_and_as_text_ever_after(ledger: Ledger) -> None:
    made = ledger.customer(SalesAccount="3041")
    assert made["SalesAccount"] == 3041
    assert ledger.get(f"customers/{made['CustomerNumber']}")["Customer"]["SalesAccount"] == "3041"


def test_it_takes_twins(ledger: Ledger) -> None:
    ledger.customer(OrganisationNumber="559214-3076")
    found = ledger.get("customers", organisationnumber="559214-3076")["Customers"]
    assert len(found) == 2


def test_it_knows_the_delivery_type_that_the_company_has_set(ledger: Ledger) -> None:
    switches.turn(ledger.sandbox.store, "default_delivery_type", to="EMAIL", tenant="100101")
    assert ledger.customer()["DefaultDeliveryTypes"]["Invoice"] == "EMAIL"
