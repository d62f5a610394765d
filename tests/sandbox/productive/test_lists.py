"""Filters, sorting and pages of lists."""

from __future__ import annotations

import pytest

from tests.sandbox.productive.conftest import Caller


def ids(productive: Caller, query: str) -> list[str]:
    return [one["id"] for one in productive.all(f"/invoices?page[size]=200&{query}")]


@pytest.mark.parametrize(
    ("query", "present", "absent"),
    [
        ("filter[invoice_state]=1", "9001", "8001"),
        ("filter[invoice_state]=2", "8021", "9001"),
        ("filter[invoice_status]=0", "8021", "8022"),
        ("filter[invoice_status]=1", "8001", "8004"),
        ("filter[invoice_status]=2", "8023", "8022"),
        ("filter[invoice_status]=3", "8022", "8023"),
        ("filter[invoice_status]=4", "9012", "8021"),
        ("filter[payment_status]=1", "8001", "8007"),
        ("filter[payment_status]=3", "8007", "8001"),
        ("filter[sent_status]=2", "8021", "8022"),
        ("filter[export_status]=1", "8020", "8021"),
        ("filter[invoice_type]=2", "9011", "9001"),
        ("filter[subsidiary_id]=502", "9101", "9001"),
        ("filter[company_id]=7002", "9002", "9001"),
        ("filter[company_id][not_eq]=7002", "9001", "9002"),
        ("filter[parent_invoice_id]=8004", "9011", "8014"),
        ("filter[number]=10482", "8020", "8019"),
        ("filter[number][contains]=1048", "8020", "8017"),
        ("filter[currency][]=EUR&filter[currency][]=NOK", "9006", "9001"),
        ("filter[invoiced_on][gt_eq]=2026-11-24", "9012", "9002"),
        ("filter[invoiced_on][gt]=2026-11-22&filter[invoiced_on][lt]=2026-11-24", "9002", "9001"),
        ("filter[invoiced_on]=2026-11-22", "9001", "9002"),
        ("filter[last_activity_at][lt_eq]=2026-11-22", "9001", "9002"),
        ("filter[query]=norrsken portal", "9001", "9009"),
        ("filter[$op]=or&filter[0][number][eq]=10482&filter[1][subsidiary_id][eq]=502", "9101", "9001"),
    ],
)
def test_it_filters_invoices(productive: Caller, query: str, present: str, absent: str) -> None:
    found = ids(productive, query)

    assert present in found
    assert absent not in found


def test_it_reaches_lines_and_payments_only_through_their_invoice(productive: Caller) -> None:
    assert [one["id"] for one in productive.all("/line_items?filter[invoice_id]=9003")] == [
        "900301", "900302", "900303", "900304",
    ]  # fmt: skip
    assert [one["id"] for one in productive.all("/payments?filter[invoice_id]=8007")] == ["800791"]
    relationships = productive.get("/invoices/9003")["data"]["relationships"]
    assert not {"line_items", "payments"} & set(relationships)


def test_it_compares_moments_to_the_second_only_when_asked(productive: Caller) -> None:
    made_at = productive.get("/invoices/9001")["data"]["attributes"]["created_at"].replace("+", "%2B")
    query = f"/invoices?filter[created_at][gt]={made_at}&filter[id]=9001,9002"
    later = productive.ask("GET", query, **{"X-Feature-Flags": "filteringSkipDatetimeCastToDate"})

    assert [one["id"] for one in productive.all(query)] == ["9002"]
    assert [one["id"] for one in later.get_json(force=True)["data"]] == ["9002"]
    at_eight = query.replace("09:15:00.000", "08:00:00.000")
    exact = productive.ask("GET", at_eight, **{"X-Feature-Flags": "filteringSkipDatetimeCastToDate"})
    assert [one["id"] for one in exact.get_json(force=True)["data"]] == ["9001", "9002"]
    assert [one["id"] for one in productive.all(at_eight)] == ["9002"]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("filter[updated_at]=2026-11-01", "sandbox_guess_unsupported_filter"),
        ("filter[subject]=x", "sandbox_guess_unsupported_filter"),
        ("filter[number][like]=1", "sandbox_guess_unsupported_filter"),
        ("filter[invoice_state]=3", "sandbox_guess_unsupported_filter_value"),
        ("filter[invoiced_on]=yesterday", "sandbox_guess_unsupported_filter_value"),
        ("filter[fuzzy_dates]=1", "sandbox_guess_not_simulated"),
        ("sort=updated_at", "sandbox_guess_unsupported_sort"),
        ("sort=-id", "sandbox_guess_unsupported_sort"),
        ("page[number]=0", "sandbox_guess_unsupported_page"),
        ("page[after]=&page[number]=1", "keyset_conflict"),
        ("page[after]=&sort=company_name", "keyset_unsupported_sort"),
        ("page[after]=nonsense", "keyset_invalid_cursor"),
    ],
)
def test_it_refuses_what_it_cannot_list_by(productive: Caller, query: str, code: str) -> None:
    assert productive.refusal("GET", f"/invoices?{query}") == (400, code)


def test_it_can_refuse_unknown_filters_as_a_live_client_saw(productive: Caller) -> None:
    productive.turn("unknown_filter_status", to=422)

    assert productive.refusal("GET", "/invoices?filter[updated_at]=x")[0] == 422


def test_it_can_know_only_the_operators_of_the_specification(productive: Caller) -> None:
    productive.turn("filters_know_comparisons", to=False)

    assert productive.refusal("GET", "/invoices?filter[invoiced_on][gt]=2026-01-01")[0] == 400


def test_it_sorts_by_several_keys(productive: Caller) -> None:
    found = productive.all("/invoices?page[size]=200&sort=company_name,-invoiced_on&include=company")
    keys = [(one["relationships"]["company"]["data"]["id"], one["attributes"]["invoiced_on"]) for one in found]
    baltic = [day for company, day in keys if company == "7010"]

    assert keys[0][0] == "7010"
    assert baltic == sorted(baltic, reverse=True)


def test_it_sorts_money_as_numbers(productive: Caller) -> None:
    found = [one["attributes"]["amount"] for one in productive.all("/invoices?sort=-amount&page[size]=200")]

    assert found == sorted(found, reverse=True)


def test_it_pages_by_number_with_absolute_encoded_links(productive: Caller) -> None:
    document = productive.get("/invoices?page[number]=2&page[size]=20&filter[subsidiary_id]=501")

    assert len(document["data"]) == 20
    assert document["meta"] == {
        "current_page": 2,
        "total_pages": 3,
        "total_count": 44,
        "page_size": 20,
        "max_page_size": 200,
    }
    assert list(document["links"]) == ["first", "last", "prev", "next"]
    assert document["links"]["next"] == (
        "http://localhost/productive/api/v2/invoices?filter%5Bsubsidiary_id%5D=501&page%5Bnumber%5D=3&page%5Bsize%5D=20"
    )


def test_it_gives_thirty_at_once_and_never_more_than_two_hundred(productive: Caller) -> None:
    assert len(productive.get("/invoices")["data"]) == 30
    assert productive.get("/invoices?page[size]=500")["meta"]["page_size"] == 200


def test_it_pages_by_cursor_until_there_is_no_next(productive: Caller) -> None:
    found: list[str] = []
    query = "/invoices?page[after]=&page[size]=10"
    while query:
        document = productive.get(query)
        found += [one["id"] for one in document["data"]]
        assert document["meta"] == {"page_size": 10, "max_page_size": 200}
        query = document["links"].get("next", "").removeprefix("http://localhost/productive/api/v2")

    assert len(found) == len(set(found)) == productive.get("/invoices")["meta"]["total_count"]


def test_it_filters_other_lists(productive: Caller) -> None:
    assert [one["id"] for one in productive.all("/companies?filter[vat]=SE559214307601")] == ["7001"]
    assert [one["id"] for one in productive.all("/tax_rates?filter[name]=6 %25 VAT&sort=subsidiary_name")] == [
        "50206", "50106",
    ]  # fmt: skip
    assert [one["id"] for one in productive.all("/people?filter[email]=karin@fyrljus.example")] == ["301"]
    assert len(productive.all("/contact_entries?filter[invoice_id]=9001")) == 1


@pytest.mark.parametrize("sort", ["number", "-amount", "invoiced_on,-number", "-sent_on"])
def test_it_pages_by_cursor_in_the_order_of_an_attribute(productive: Caller, sort: str) -> None:
    found: list[str] = []
    query = f"/invoices?page[after]=&page[size]=7&sort={sort}"
    while query:
        document = productive.get(query)
        found += [one["id"] for one in document["data"]]
        query = document["links"].get("next", "").removeprefix("http://localhost/productive/api/v2")

    assert found == ids(productive, f"sort={sort}")


def test_a_cursor_leaves_nothing_out_when_what_it_stands_on_is_deleted(productive: Caller) -> None:
    first = productive.get("/invoices?page[after]=&page[size]=3&sort=-invoiced_on&filter[invoice_state]=1")
    seen = [one["id"] for one in first["data"]]
    everything = ids(productive, "filter[invoice_state]=1&sort=-invoiced_on")
    productive.delete(f"/invoices/{seen[-1]}")
    query = first["links"]["next"].removeprefix("http://localhost/productive/api/v2")

    assert [one["id"] for one in productive.get(query)["data"]] == everything[3:6]


def test_a_cursor_can_refuse_every_sort(productive: Caller) -> None:
    productive.turn("cursor_sorts", to=False)

    assert productive.refusal("GET", "/invoices?page[after]=&sort=number") == (400, "keyset_unsupported_sort")
    assert productive.all("/service_types?page[after]=")


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/invoices?filter[project_id]=3001", ["8001", "8009", "8015", "9001"]),
        ("/invoices?filter[deal_id]=4002,4003&sort=number", ["8031", "9003", "9006"]),
        ("/invoices?filter[responsible_id]=302&filter[currency]=EUR", ["9006"]),
        ("/payments?filter[project_id]=3001", ["800191", "800991"]),
        ("/payments?filter[budget_id]=4001&filter[query]=10471", ["800991"]),
        ("/payments?filter[paid_after]=2026-11-01&filter[paid_before]=2026-11-20&filter[company_id]=7005", []),
        ("/services?filter[budget_id]=4001&filter[service_type_id]=403", ["40012"]),
        ("/services?filter[company_id]=7010", ["40031", "40032"]),
        ("/projects?filter[budget_id]=4002", ["3002"]),
        ("/companies?filter[project_id]=3003", ["7010"]),
        ("/companies?filter[has_parent_company]=true", []),
        ("/deals?filter[type]=2&filter[company_id]=7002", ["4002"]),
        ("/deals?filter[query]=hamn&sort=project_name", ["4002"]),
        ("/custom_fields?filter[archived]=false&filter[customizable_type]=companies", ["1201", "1202"]),
        ("/custom_field_options?filter[custom_field_id]=1202&filter[archived]=true", []),
        ("/bank_accounts?filter[subsidiary_id]=501&sort=-id", ["5017"]),
        ("/invoice_attributions?filter[invoice_id]=9001,9003&sort=", ["7704", "7705"]),
        ("/line_items?filter[invoice_id]=9001,9003&filter[unit_id]=2", ["900104", "900302", "900303", "900304"]),
        ("/line_items?filter[$op]=or&filter[invoice_id]=9004&filter[id]=900101", ["900101", "900401"]),
    ],
)
def test_it_filters_by_what_lies_further_away(productive: Caller, path: str, found: list[str]) -> None:
    assert [one["id"] for one in productive.all(path)] == found


def test_it_filters_by_any_of_several_tags(productive: Caller) -> None:
    productive.patch("/invoices/9001", {"tag_list": ["a", "b"]})
    productive.patch("/invoices/9002", {"tag_list": ["b"]})

    assert ids(productive, "filter[tags]=a,c") == ["9001"]
    assert not {"9001", "9002"} & set(ids(productive, "filter[tags][not_eq]=b"))


def test_it_shows_nothing_of_an_owner_in_another_organisation(productive: Caller) -> None:
    assert productive.all("/line_items?filter[invoice_id]=9901") == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("[1202]=1211", ["7001"]),
        ("[1202][eq]=1212,1211", ["7001"]),
        ("[1202]=1212", []),
        ("[1203][gt]=9", ["7002"]),
        ("[1201][contains]=sa", ["7002"]),
    ],
)
def test_it_finds_by_custom_fields(productive: Caller, asked: str, found: list[str]) -> None:
    field = productive.post("custom_fields", {"name": "Tal", "data_type_id": 2, "customizable_type": "companies"})["id"]
    productive.patch("/companies/7002", {"custom_fields": {"1201": "Åsa", field: 10}})
    path = f"/companies?filter[custom_fields]{asked}".replace("1203", field)

    assert [one["id"] for one in productive.all(path)] == found


def test_it_finds_nothing_by_a_custom_field_that_is_not_there(productive: Caller) -> None:
    for asked in ("[99]=1", "=1", "[moon]=1"):
        assert productive.refusal("GET", f"/companies?filter[custom_fields]{asked}")[0] == 400


def test_a_list_shows_each_change_of_what_it_showed_before(productive: Caller) -> None:
    """Texts of rows and orders of lists are remembered; whoever changes a record, and how, is seen at once."""
    path = "/invoices?sort=-subject&page[size]=200&include=company"
    before = productive.get(path)
    facts = productive.store.table("productive.invoices")["9001"]["attributes"]
    facts["tag_list"].append("x")
    facts["exported"] = 1
    facts["subject"] = "ÖÖ"
    after = productive.get(path)

    assert after["data"][0]["attributes"] == facts | after["data"][0]["attributes"]
    assert after["data"][0]["id"] == "9001"
    assert '"exported":1,' in productive.ask("GET", "/invoices/9001").get_data(as_text=True)
    assert before != after
