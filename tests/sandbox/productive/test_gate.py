"""Who may come in, in which order that is checked, and how often."""

from __future__ import annotations

from sandbox.worlds.cast import OTHER_ORGANISATION_ID, OTHER_TOKEN, PRODUCTIVE_READ_ONLY_TOKEN
from tests.sandbox.productive.conftest import Caller


def test_it_refuses_a_missing_and_a_wrong_token_alike(productive: Caller) -> None:
    for token in ("", "wrong"):
        productive.token = token
        assert productive.refusal("GET", "/invoices") == (401, "invalid_auth_token")


def test_it_checks_the_content_type_before_the_token(productive: Caller) -> None:
    productive.token = "wrong"
    response = productive.ask("POST", "/invoices", {"data": {}}, **{"Content-Type": "application/json"})

    assert response.status_code == 415
    assert response.get_json(force=True)["errors"][0]["code"] == "unsupported_content_type"


def test_it_writes_errors_as_recorded(productive: Caller) -> None:
    response = productive.ask("POST", "/line_items", {"data": {"attributes": {"invoice_id": 9001, "quantity": 1}}})
    error = response.get_json(force=True)["errors"][0]

    assert response.status_code == 422
    assert list(error) == ["status", "code", "title", "detail", "meta", "source"]
    assert (error["status"], error["code"], error["title"]) == ("422", "invalid_attribute", "Invalid Attribute")
    assert error["source"] == {"pointer": "data/attributes/unit_price"}


def test_it_leaves_the_source_of_an_error_empty_without_a_pointer(productive: Caller) -> None:
    error = productive.ask("GET", "/invoices/1").get_json(force=True)["errors"][0]

    assert (error["status"], error["title"], error["source"]) == ("404", "Record Not Found", {})


def test_it_refuses_the_token_of_another_organisation(productive: Caller) -> None:
    productive.token = OTHER_TOKEN

    assert productive.refusal("GET", "/organization_memberships") == (403, "sandbox_guess_other_organization")


def test_it_keeps_organisations_apart(productive: Caller) -> None:
    productive.token, productive.organisation = OTHER_TOKEN, OTHER_ORGANISATION_ID

    assert [one["id"] for one in productive.all("/invoices")] == ["9901", "9902", "9903"]
    assert productive.refusal("GET", "/invoices/9001") == (404, "sandbox_guess_record_not_found")
    assert productive.refusal("PATCH", "/invoices/9001", {"subject": "Mine"})[0] == 404
    assert productive.refusal("PATCH", "/invoices/9901", {"company_id": 7001}) == (422, "invalid_attribute")


def test_it_lets_a_read_only_token_read_and_not_write(productive: Caller) -> None:
    productive.token = PRODUCTIVE_READ_ONLY_TOKEN

    assert productive.all("/invoices")
    assert productive.refusal("PATCH", "/invoices/9001", {"subject": "x"}) == (403, "sandbox_guess_read_only_token")
    assert productive.refusal("DELETE", "/invoices/9001")[0] == 403


def test_it_refuses_the_hundred_and_first_request_in_ten_seconds(productive: Caller) -> None:
    for _ in range(100):
        assert productive.ask("GET", "/organization_memberships").status_code == 200
    productive.clock.advance(4)
    refused = productive.ask("GET", "/organization_memberships")

    assert refused.status_code == 429
    assert refused.headers["X-RateLimit-Reset"] == "6"
    error = refused.get_json(force=True)["errors"][0]
    assert (error["status"], error["limit"], error["period"]) == (429, 100, 10)
    productive.clock.advance(6)
    assert productive.ask("GET", "/organization_memberships").status_code == 200


def test_it_counts_an_organisation_over_all_its_tokens(productive: Caller) -> None:
    counted = productive.store.table("productive.rate_limits")
    counted["organisation 20401"] = {"began_at": productive.clock.now().isoformat(), "requests": 4_000}
    refused = productive.ask("GET", "/invoices")

    assert refused.status_code == 429
    assert refused.headers["X-RateLimit-Reset"] == "1800"


def test_it_knows_neither_other_paths_nor_other_parameters(productive: Caller) -> None:
    assert productive.ask("GET", "/invoices/9001/pdf").status_code == 404
    assert productive.ask("GET", "/unicorns").status_code == 404
    assert productive.ask("PATCH", "/exchange_rates", {}).status_code == 405
    assert productive.refusal("GET", "/invoices?limit=5") == (400, "sandbox_guess_unknown_parameter")


def test_a_token_dies_with_the_access_of_its_person(productive: Caller) -> None:
    assert productive.act("/people/301/deactivate")["attributes"]["deactivated_at"]
    assert productive.refusal("GET", "/invoices") == (401, "invalid_auth_token")
    productive.store.table("productive.people")["301"]["attributes"]["deactivated_at"] = None
    productive.act("/people/301/archive")
    assert productive.refusal("GET", "/invoices") == (401, "invalid_auth_token")
