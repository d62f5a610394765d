"""Articles, accounts and the small registers: made, changed, taken away; C numbers as in the other files."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.fortnox import event_log, switches
from tests.sandbox.ledger import Ledger, row

# A new record of each small register, and the bare word that its creation answers as Location.
NEW = {
    "currencies": ("Currency", {"Code": "DKK", "Description": "Dansk krona"}, "currencies"),
    "termsofpayments": ("TermsOfPayment", {"Code": "45", "Description": "45 dagar"}, "paymentterms"),
    "modesofpayments": ("ModeOfPayment", {"Code": "SW", "Description": "Swish", "AccountNumber": "1930"},
                        "modesofpayments"),
    "units": ("Unit", {"Code": "mil", "Description": "Mil"}, "units"),
    "labels": ("Label", {"Description": "Brygga"}, "labels"),
    "projects": ("Project", {"Description": "Nytt kontor"}, "project"),
    "costcenters": ("CostCenter", {"Code": "MARK", "Description": "Marknad"}, "costcenters"),
}  # fmt: skip
NAMED_BY_FORTNOX = {"labels": "Id", "projects": "ProjectNumber"}


def made(ledger: Ledger, kind: str) -> tuple[str, dict[str, Any]]:
    """A new record and what names it."""
    singular, body, _ = NEW[kind]
    record = dict(ledger.post(kind, {singular: body})[singular])
    return str(record[NAMED_BY_FORTNOX.get(kind, "Code")]), record


@pytest.mark.parametrize("kind", NEW)
def test_it_answers_a_bare_word_as_location_of_a_new_record(ledger: Ledger, kind: str) -> None:
    """C27: the word is not always that of the path."""
    singular, body, location = NEW[kind]
    answer = ledger.ask("POST", kind, {singular: body})
    assert (answer.status_code, answer.headers["Location"]) == (201, location)
    assert answer.json()[singular].items() >= body.items()


@pytest.mark.parametrize("kind", NEW)
def test_it_lists_changes_and_takes_away_what_was_made(ledger: Ledger, kind: str) -> None:
    singular = NEW[kind][0]
    key, record = made(ledger, kind)
    changed = ledger.put(f"{kind}/{key}", {singular: {"Description": "Ett annat namn"}})[singular]
    assert changed == {**record, "Description": "Ett annat namn"}
    listed = next(value for value in ledger.get(kind, limit=500).values() if isinstance(value, list))
    assert "Ett annat namn" in [item["Description"] for item in listed]
    answer = ledger.ask("DELETE", f"{kind}/{key}")
    assert (answer.status_code, answer.content) == (204, b"")
    assert ledger.refused("DELETE", f"{kind}/{key}")[0] == 404


@pytest.mark.parametrize(("kind", "code"), [("currencies", 2000427), ("termsofpayments", 2000429), ("units", 2000432),
                                            ("projects", 2001161)])  # fmt: skip
def test_it_no_longer_finds_what_was_taken_away(ledger: Ledger, kind: str, code: int) -> None:
    """C12."""
    key, _ = made(ledger, kind)
    ledger.ask("DELETE", f"{kind}/{key}")
    assert ledger.refused("GET", f"{kind}/{key}")[:2] == (404, code)


def test_it_makes_a_project_of_a_description(ledger: Ledger) -> None:
    """C27: the next number, under way, without dates; a list leaves out two fields (recorded 2017 to 2024)."""
    _, project = made(ledger, "projects")
    assert (project["ProjectNumber"], project["Status"], project["StartDate"], project["EndDate"]) == (
        "3", "ONGOING", None, None
    )  # fmt: skip
    listed = ledger.get("projects", description="kontor")["Projects"]
    assert set(listed[0]) == set(project) - {"Comments", "ContactPerson"}


def test_it_lists_projects_by_their_number_as_text(ledger: Ledger) -> None:
    ledger.post("projects", {"Project": {"ProjectNumber": "1101", "Description": "Fritt nummer"}})
    assert [item["ProjectNumber"] for item in ledger.get("projects")["Projects"]] == ["1", "1101", "17", "2"]


def test_it_pages_through_projects(ledger: Ledger) -> None:
    """C3: the counters of 38 projects, two at a time from the third, and of 37 one at a time."""
    for number in range(35):
        ledger.post("projects", {"Project": {"Description": f"Projekt {number}"}})
    answer = ledger.get("projects", limit=2, offset=2)
    assert list(answer["MetaInformation"].values()) == [38, 19, 1]
    assert len(answer["Projects"]) == 2
    ledger.ask("DELETE", "projects/17")
    answer = ledger.get("projects", limit=1)
    assert (answer["MetaInformation"]["@TotalPages"], len(answer["Projects"])) == (37, 1)


def test_it_makes_a_label_without_an_address(ledger: Ledger) -> None:
    """C27: recorded 2026-04-24; the specification knows no reading of one label."""
    key, label = made(ledger, "labels")
    assert label == {"Id": int(key), "Description": "Brygga"}
    assert ledger.refused("GET", f"labels/{key}") == (404, 2000764, "no such route")


def test_it_writes_codes_of_terms_in_capitals(ledger: Ledger) -> None:
    """Notes 2026."""
    terms = ledger.post("termsofpayments", {"TermsOfPayment": {"Code": "30days", "Description": "A"}})
    assert terms["TermsOfPayment"]["Code"] == "30DAYS"
    assert ledger.refused("GET", "termsofpayments/30days")[1] == 2000429
    body = {"TermsOfPayment": {"Code": "30 days", "Description": "A"}}
    assert ledger.refused("POST", "termsofpayments", body)[:2] == (400, 2000106)


def test_an_invoice_can_name_what_was_made(ledger: Ledger) -> None:
    codes = {
        kind: made(ledger, kind)[0] for kind in ("termsofpayments", "units", "projects", "costcenters", "currencies")
    }
    invoice = ledger.invoice(
        row(Unit=codes["units"], Project=codes["projects"], CostCenter=codes["costcenters"]),
        TermsOfPayment=codes["termsofpayments"],
        Currency=codes["currencies"],
    )
    assert (invoice["DueDate"], invoice["Currency"]) == ("2026-12-17", "DKK")


def test_an_invoice_cannot_name_an_inactive_cost_centre(ledger: Ledger) -> None:
    """The code is that of a help page."""
    ledger.put("costcenters/UTV", {"CostCenter": {"Active": False}})
    body = {"Invoice": {"CustomerNumber": "1042", "InvoiceRows": [row(CostCenter="UTV")]}}
    assert ledger.refused("POST", "invoices", body)[:2] == (400, 2000947)


def test_it_takes_real_currencies_only(ledger: Ledger) -> None:
    """Asserted by the official SDK's tests; the code is a guess."""
    body = {"Currency": {"Code": "QQQ", "Description": "Ingen"}}
    status, code, _ = ledger.refused("POST", "currencies", body)
    assert (status, code >= 9_000_000) == (400, True)


def test_it_does_not_make_the_same_code_twice(ledger: Ledger) -> None:
    made(ledger, "units")
    singular, body, _ = NEW["units"]
    assert ledger.refused("POST", "units", {singular: body})[1] >= 9_000_000


def test_it_finds_registers_changed_lately(ledger: Ledger) -> None:
    """C11: also in the small registers (asserted by the official SDK's tests for cost centres and terms)."""
    ledger.sandbox.clock.advance(1800)
    made(ledger, "costcenters")
    found = ledger.get("costcenters", lastmodified="2026-11-02 10:00:00")["CostCenters"]
    assert [item["Code"] for item in found] == ["MARK"]


def test_it_makes_an_article_with_the_accounts_of_the_company(ledger: Ledger) -> None:
    """VAT follows from the sales account (recorded 2017 to 2024)."""
    answer = ledger.ask("POST", "articles", {"Article": {"Description": "Hammare"}})
    assert (answer.status_code, answer.headers["Location"]) == (201, "articles")
    article = answer.json()["Article"]
    assert (article["SalesAccount"], article["EUAccount"], article["ExportAccount"]) == (3001, 3108, 3105)
    assert (article["VAT"], article["Type"], article["SalesPrice"]) == (25, "STOCK", None)
    free = ledger.post("articles", {"Article": {"Description": "Momsfritt", "SalesAccount": 3004}})["Article"]
    assert free["VAT"] == 0


def test_it_numbers_articles_past_those_that_are_taken(ledger: Ledger) -> None:
    ledger.books.store.counters[ledger.books.series("article_number")] = 101
    assert ledger.post("articles", {"Article": {"Description": "A"}})["Article"]["ArticleNumber"] == "105"
    body = {"Article": {"Description": "A", "ArticleNumber": "101"}}
    assert ledger.refused("POST", "articles", body) == (400, 2000013, 'Artikelnummer "101" används redan.')
    assert ledger.refused("POST", "articles", {"Article": {"Description": "A", "ArticleNumber": "a b"}})[1] == 2000166


def test_it_changes_only_what_is_sent_of_an_article(ledger: Ledger) -> None:
    before = ledger.get("articles/101")["Article"]
    after = ledger.put("articles/101", {"Article": {"Description": "Ett annat namn"}})["Article"]
    assert after == {**before, "Description": "Ett annat namn"}


def test_it_fails_a_change_of_an_article_whose_purchase_account_is_missing(ledger: Ledger) -> None:
    """Noted 2026: although the account was not touched."""
    ledger.books.table("articles")["101"]["PurchaseAccount"] = 4999
    _, _, message = ledger.refused("PUT", "articles/101", {"Article": {"Description": "A"}})
    assert message == 'Inköpskonto inte uppdaterat. Kontot "4999" existerar inte. (PurchaseAccount)'


def test_it_rounds_the_quantity_in_stock(ledger: Ledger) -> None:
    """Recorded 2024: 1.123 becomes 1.12."""
    article = ledger.post("articles", {"Article": {"Description": "A", "QuantityInStock": 1.123}})["Article"]
    assert article["QuantityInStock"] == 1.12


def test_it_can_hold_prices_to_be_read_only(ledger: Ledger) -> None:
    body = {"Article": {"Description": "A", "SalesPrice": 100}}
    assert ledger.post("articles", body)["Article"]["SalesPrice"] == 100
    switches.turn(ledger.sandbox.store, "article_price_writable", to=False)
    assert ledger.refused("POST", "articles", body)[1] == 2000321


def test_it_keeps_an_article_that_an_invoice_names(ledger: Ledger) -> None:
    ledger.invoice(row(ArticleNumber="110", AccountNumber=3003, VAT=6))
    assert ledger.refused("DELETE", "articles/110")[0] == 400
    made_now = ledger.post("articles", {"Article": {"Description": "A"}})["Article"]["ArticleNumber"]
    assert ledger.ask("DELETE", f"articles/{made_now}").status_code == 204
    assert ledger.refused("GET", f"articles/{made_now}")[:2] == (404, 2000428)


def test_it_never_gives_the_number_of_a_deleted_customer_again(ledger: Ledger) -> None:
    """Its suffix is that of a help page."""
    number = ledger.customer()["CustomerNumber"]
    assert ledger.ask("DELETE", f"customers/{number}").status_code == 204
    assert ledger.refused("GET", f"customers/{number}")[:2] == (404, 2000433)
    body = {"Customer": {"Name": "A", "CustomerNumber": number}}
    assert ledger.refused("POST", "customers", body) == (
        400, 2000637, f"Kundnummer {number} används redan. Kundnumret har redan använts men blivit raderat."
    )  # fmt: skip
    assert ledger.customer()["CustomerNumber"] != number


def test_it_deletes_a_customer_once_every_invoice_is_cancelled(ledger: Ledger) -> None:
    """Asserted by the official SDK's tests; the refusal before is a guess."""
    customer = ledger.customer()["CustomerNumber"]
    invoice = ledger.invoice(row(), CustomerNumber=customer)
    assert ledger.refused("DELETE", f"customers/{customer}")[1] >= 9_000_000
    ledger.put(f"invoices/{invoice['DocumentNumber']}/cancel")
    assert ledger.ask("DELETE", f"customers/{customer}").status_code == 204
    assert ledger.get(f"invoices/{invoice['DocumentNumber']}")["Invoice"]["CustomerName"] == "Ett nytt bolag AB"


def test_it_activates_an_account_with_nothing_else_sent(ledger: Ledger) -> None:
    """Noted 2026; in the year that is named, else in today's."""
    assert ledger.put("accounts/3105", {"Account": {"Active": True}})["Account"]["Active"] is True
    assert ledger.get("accounts/3105", financialyear=4)["Account"]["Active"] is False
    assert ledger.refused("PUT", "accounts/3105", {"Account": {"Number": 3106}})[1] == 2000321


def test_it_adds_an_account_to_the_chart_of_one_year(ledger: Ledger) -> None:
    answer = ledger.ask("POST", "accounts", {"Account": {"Number": 3045, "Description": "Konsulter"}}, financialyear=4)
    assert (answer.status_code, answer.headers["Location"]) == (201, "accounts")
    account = answer.json()["Account"]
    assert (account["Year"], account["Active"], account["VATCode"]) == (4, True, None)
    assert ledger.refused("GET", "accounts/3045")[:2] == (404, 2000423)
    assert ledger.get("accounts/3045", financialyear=4)["Account"] == account
    assert ledger.ask("DELETE", "accounts/3045", financialyear=4).status_code == 204


def test_it_chooses_predefined_accounts_that_can_be_used(ledger: Ledger) -> None:
    """The codes are those of the specification of 2026-04."""

    def put(number: object, name: str = "SALES_25_SE2") -> tuple[int, int, str]:
        return ledger.refused("PUT", f"predefinedaccounts/{name}", {"PreDefinedAccount": {"Account": number}})

    assert [put(number)[1] for number in (3999, 3051, 304, 3042)] == [2001265, 2001265, 2002462, 2004052]
    assert put(3001, name="NOTHING")[:2] == (404, 2001403)
    chosen = ledger.put("predefinedaccounts/SALES_25_SE2", {"PreDefinedAccount": {"Account": 3001}})
    assert chosen["PreDefinedAccount"]["Account"] == 3001
    assert ledger.invoice(row(AccountNumber=0))["InvoiceRows"][0]["AccountNumber"] == 3001


def test_it_shows_and_changes_the_series_that_vouchers_go_into(ledger: Ledger) -> None:
    """B for invoices and C for payments until somebody chooses otherwise (recorded 2017 to 2026)."""
    listed = ledger.get("predefinedvoucherseries")["PreDefinedVoucherSeriesCollection"]
    chosen = {item["Name"]: item["VoucherSeries"] for item in listed}
    assert (chosen["INVOICE"], chosen["INVOICEPAYMENT"]) == ("B", "C")
    ledger.put("predefinedvoucherseries/INVOICE", {"PreDefinedVoucherSeries": {"VoucherSeries": "K"}})
    assert ledger.get("predefinedvoucherseries/INVOICE")["PreDefinedVoucherSeries"]["VoucherSeries"] == "K"
    number = ledger.invoice(row())["DocumentNumber"]
    assert ledger.put(f"invoices/{number}/bookkeep")["Invoice"]["VoucherSeries"] == "K"


def test_it_reads_one_financial_year(ledger: Ledger) -> None:
    year = ledger.get("financialyears/5")["FinancialYear"]
    assert (year["FromDate"], year["ToDate"]) == ("2026-01-01", "2026-12-31")
    assert ledger.refused("GET", "financialyears/99")[0] == 404


@pytest.mark.parametrize(
    ("scope", "path"), [("project", "projects"), ("costcenter", "costcenters"), ("settings", "labels"),
                        ("bookkeeping", "predefinedvoucherseries"), ("currency", "currencies")],
)  # fmt: skip
def test_each_register_has_its_scope(ledger: Ledger, scope: str, path: str) -> None:
    outsider = Ledger(client=ledger.client, sandbox=ledger.sandbox, scope="invoice customer")
    assert outsider.refused("GET", path)[:2] == (403, 2000663)
    assert Ledger(client=ledger.client, sandbox=ledger.sandbox, scope=scope).ask("GET", path).status_code == 200


def test_it_tells_of_what_happened_to_registers(ledger: Ledger) -> None:
    """The topics and types of the documentation."""
    event_log.forget(ledger.sandbox.store)
    key, _ = made(ledger, "projects")
    ledger.put(f"projects/{key}", {"Project": {"Comments": "A"}})
    ledger.ask("DELETE", f"projects/{key}")
    told = [(event["type"], event["entityId"]) for event in event_log.events(ledger.sandbox.store, "projects")]
    assert told == [("project-created-v1", key), ("project-updated-v1", key), ("project-deleted-v1", key)]
