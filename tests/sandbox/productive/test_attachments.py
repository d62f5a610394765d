"""Files: announced, uploaded, completed, linked and fetched."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from werkzeug.test import TestResponse

from sandbox.worlds.cast import OTHER_TOKEN, PRODUCTIVE_TOKEN
from tests.sandbox.productive.conftest import Caller

PDF = b"%PDF-1.4 an invoice"
SAID = {"name": "Faktura 10483.pdf", "content_type": "application/pdf", "size": len(PDF), "attachable_type": "invoice"}


def upload(productive: Caller, policy: dict[str, str]) -> TestResponse:
    form: dict[str, Any] = policy | {"file": (BytesIO(PDF), "faktura.pdf", "application/pdf")}
    return productive.client.post("/productive/storage", data=form)


@pytest.fixture
def announced(productive: Caller) -> Any:
    return productive.post("attachments", SAID)


def test_a_file_is_announced_uploaded_completed_linked_and_fetched(productive: Caller, announced: Any) -> None:
    policy = announced["attributes"]["aws_policy"]
    assert upload(productive, policy).status_code == 201
    done = productive.patch(f"/attachments/{announced['id']}", {"temp_url": policy["key"]})["attributes"]
    productive.patch("/invoices/9001", {"attachment_id": announced["id"]})

    assert (done["aws_policy"], done["size"]) == (None, len(PDF))
    shown = productive.get("/invoices/9001?include=attachment")["included"][0]["attributes"]
    fetched = productive.client.get(
        shown["url"].removeprefix("http://localhost"), query_string={"token": PRODUCTIVE_TOKEN}
    )
    assert (fetched.status_code, fetched.get_data()) == (200, PDF)
    assert fetched.headers["Content-Type"] == "application/pdf"


@pytest.mark.parametrize(("token", "status"), [("", 401), ("wrong", 401), (OTHER_TOKEN, 404)])
def test_it_gives_a_file_to_its_own_organisation_only(
    productive: Caller, announced: Any, token: str, status: int
) -> None:
    policy = announced["attributes"]["aws_policy"]
    upload(productive, policy)
    url = productive.patch(f"/attachments/{announced['id']}", {"temp_url": policy["key"]})["attributes"]["url"]

    assert (
        productive.client.get(url.removeprefix("http://localhost"), query_string={"token": token}).status_code == status
    )


def test_the_storage_takes_only_what_was_signed(productive: Caller, announced: Any) -> None:
    policy = announced["attributes"]["aws_policy"]

    assert upload(productive, policy | {"x-amz-signature": "0"}).status_code == 403
    assert upload(productive, policy | {"key": "attachments/files/temp/1/x"}).status_code == 403
    assert productive.client.post("/productive/storage", data=policy).status_code == 400
    productive.clock.advance(3_601)
    assert upload(productive, policy).status_code == 403


def test_it_completes_an_attachment_only_with_a_key_of_its_own(productive: Caller, announced: Any) -> None:
    path = f"/attachments/{announced['id']}"
    assert productive.refusal("PATCH", path, {"temp_url": announced["attributes"]["aws_policy"]["key"]})[0] == 422
    other = productive.post("attachments", SAID)
    upload(productive, other["attributes"]["aws_policy"])

    assert productive.refusal("PATCH", path, {"temp_url": other["attributes"]["aws_policy"]["key"]})[0] == 422


def test_it_links_an_attachment_that_names_its_invoice(productive: Caller) -> None:
    made = productive.post("attachments", SAID | {"invoice_id": 9001})["id"]
    invoice = "/invoices/9001?include=attachment"
    assert productive.get(invoice)["data"]["relationships"]["attachment"]["data"]["id"] == made
    productive.delete(f"/attachments/{made}")

    assert productive.get(invoice)["data"]["relationships"]["attachment"]["data"] is None


@pytest.mark.parametrize("missing", sorted(SAID))
def test_it_wants_all_that_the_guide_sends(productive: Caller, missing: str) -> None:
    said = {name: value for name, value in SAID.items() if name != missing}

    assert productive.refusal("POST", "/attachments", said) == (422, "invalid_attribute")
