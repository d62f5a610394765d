"""The small registers: company, years, accounts, currencies, terms, units."""

from __future__ import annotations

from tests.sandbox.ledger import Ledger


def test_it_says_which_company_it_is(ledger: Ledger) -> None:
    told = ledger.get("companyinformation")["CompanyInformation"]
    assert (told["DatabaseNumber"], told["CompanyName"]) == (100101, "Fyrljus Stockholm AB")
    assert told["OrganizationNumber"] == "559301-4417"
    assert ledger.get("settings/company")["CompanySettings"]["DatabaseNumber"] == "100101"


def test_it_locks_nothing_at_first(ledger: Ledger) -> None:
    assert ledger.get("settings/lockedperiod") == {"LockedPeriod": {"EndDate": None}}


def test_it_finds_the_financial_year_of_a_date(ledger: Ledger) -> None:
    found = ledger.get("financialyears", date="2025-06-30")["FinancialYears"]
    assert [(year["Id"], year["FromDate"], year["AccountingMethod"]) for year in found] == [
        (4, "2025-01-01", "ACCRUAL")
    ]
    assert ledger.get("financialyears", date="2019-01-01")["FinancialYears"] == []


def test_it_keeps_a_chart_for_each_year(ledger: Ledger) -> None:
    ledger.books.table("accounts")["4.3041"]["Active"] = False
    assert ledger.get("accounts/3041")["Account"]["Active"] is True
    last_year = ledger.get("accounts/3041", financialyear=4)["Account"]
    assert (last_year["Active"], last_year["Year"], last_year["VATCode"]) == (False, 4, "MP1")
    assert ledger.refused("GET", "accounts", financialyear="2025-01-01")[1] == 2000588


def test_it_holds_more_accounts_than_it_uses(ledger: Ledger) -> None:
    chart = {account["Number"]: account for account in ledger.get("accounts", limit=500)["Accounts"]}
    assert list(chart) == sorted(chart)
    assert not any(chart[number]["Active"] for number in (3051, 3105, 3106, 3108))
    codes = [chart[number]["VATCode"] for number in (3041, 3042, 3043, 3004)]
    assert codes == ["MP1", "MP2", "MP3", "MF"]


def test_it_shows_the_address_of_a_currency_in_the_list_only(ledger: Ledger) -> None:
    listed = ledger.get("currencies")["Currencies"]
    assert [currency["Code"] for currency in listed] == ["EUR", "SEK", "USD"]
    assert "@url" in listed[0]
    krona = ledger.get("currencies/SEK")["Currency"]
    assert "@url" not in krona
    assert (krona["BuyRate"], krona["Unit"], krona["IsAutomatic"]) == (1, 1, False)
    assert ledger.ask("GET", "currencies/NOK").status_code == 404


def test_it_has_the_terms_of_a_new_company(ledger: Ledger) -> None:
    """C28."""
    listed = ledger.get("termsofpayments")["TermsOfPayments"]
    assert [terms["Code"] for terms in listed] == ["0", "10", "15", "20", "30", "AG", "K", "PF"]
    assert set(listed[0]) == {"@url", "Code", "Description"}
    assert ledger.get("termsofpayments/30")["TermsOfPayment"]["Description"] == "30 dagar"


def test_it_ignores_a_limit_on_units(ledger: Ledger) -> None:
    units = ledger.get("units", limit=1)["Units"]
    assert len(units) > 1
    assert set(units[0]) == {"@url", "Code", "CodeEnglish", "Description"}


def test_it_lists_numbers_of_articles_as_text(ledger: Ledger) -> None:
    listed = ledger.get("articles", articlenumber="101")["Articles"][0]
    assert (listed["QuantityInStock"], listed["SalesPrice"], listed["VAT"]) == ("0", None, None)
    whole = ledger.get("articles/101")["Article"]
    assert (whole["SalesAccount"], whole["VAT"], whole["Type"]) == (3041, 25, "SERVICE")


def test_it_names_its_predefined_accounts_and_modes_of_payment(ledger: Ledger) -> None:
    predefined = {item["Name"]: item["Account"] for item in ledger.get("predefinedaccounts")["PreDefinedAccounts"]}
    assert predefined["SALES_25_SE2"] == 3041
    assert "BG" in {mode["Code"] for mode in ledger.get("modesofpayments")["ModesOfPayments"]}


def test_it_says_who_asks(ledger: Ledger) -> None:
    assert ledger.get("me")["Me"]["SysAdmin"] is True
