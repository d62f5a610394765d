"""Answers of the sandbox keep to Fortnox's OpenAPI schemas, but where recorded traffic does not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.fortnox import test_attachments
from tests.sandbox.fortnox.replay.recording import RECORDINGS, by_line
from tests.sandbox.fortnox.specification import disagreements
from tests.sandbox.fortnox.specification.schemas import SPECIFICATION, Breach, breaches
from tests.sandbox.fortnox.test_files import upload
from tests.sandbox.ledger import Ledger, row

pytestmark = pytest.mark.skipif(
    not (SPECIFICATION.exists() and RECORDINGS.exists()), reason="the specification and the recordings are not here"
)

LISTS = (
    "accounts", "archive", "articles", "costcenters", "currencies", "customers", "financialyears", "inbox",
    "invoicepayments", "invoices", "labels", "modesofpayments", "predefinedaccounts", "predefinedvoucherseries",
    "projects", "termsofpayments", "units", "vouchers", "vouchers/sublist", "vouchers/sublist/B", "voucherseries",
)  # fmt: skip
SINGLES = (
    "accounts/3041", "articles/101", "companyinformation", "costcenters/DESIGN", "currencies/SEK", "customers/1042",
    "customers/123456789", "financialyears/5", "me", "modesofpayments/BG", "predefinedaccounts/BG",
    "predefinedvoucherseries/INVOICE", "projects/1", "settings/company", "settings/lockedperiod", "termsofpayments/30",
    "units/h", "voucherseries/B",
)  # fmt: skip
NEW = (
    ("accounts", "Account", {"Number": 3999, "Description": "A"}),
    ("articles", "Article", {"Description": "A"}),
    ("costcenters", "CostCenter", {"Code": "A", "Description": "A"}),
    ("currencies", "Currency", {"Code": "DKK", "Description": "A"}),
    ("customers", "Customer", {"Name": "A", "SalesAccount": 3001}),
    ("invoices", "Invoice", {"CustomerNumber": "1042", "InvoiceRows": [row(), row(ArticleNumber="101")]}),
    ("labels", "Label", {"Description": "A"}),
    ("modesofpayments", "ModeOfPayment", {"Code": "A", "AccountNumber": "1930"}),
    ("projects", "Project", {"Description": "A"}),
    ("termsofpayments", "TermsOfPayment", {"Code": "A", "Description": "A"}),
    ("units", "Unit", {"Code": "A", "Description": "A"}),
    ("customers", "Customer", {"Nome": "A"}),
)
CHANGED = (
    ("accounts/3041", "Account", {"Active": True}),
    ("articles/101", "Article", {"Description": "A"}),
    ("customers/1042", "Customer", {"City": "A"}),
    ("predefinedaccounts/BG", "PreDefinedAccount", {"Account": 1930}),
    ("predefinedvoucherseries/INVOICE", "PreDefinedVoucherSeries", {"VoucherSeries": "B"}),
    ("costcenters/DESIGN", "CostCenter", {"Note": "A"}),
    ("currencies/EUR", "Currency", {"BuyRate": 11}),
    ("modesofpayments/BG", "ModeOfPayment", {"Description": "A"}),
    ("projects/1", "Project", {"Description": "A"}),
    ("termsofpayments/30", "TermsOfPayment", {"Description": "A"}),
    ("units/h", "Unit", {"Description": "A"}),
)


def asked(ledger: Ledger, method: str, path: str, body: Any = None, **params: str) -> set[Breach]:
    """What the answer to this call breaks besides what is known."""
    answer = ledger.ask(method, path, body, **params)
    broken = breaches(method, f"/3/{path}", status=answer.status_code, answered=answer.json())
    return broken - disagreements.known()


@pytest.mark.parametrize("path", [*LISTS, *SINGLES])
def test_what_is_read_keeps_to_its_schema(ledger: Ledger, path: str) -> None:
    assert not asked(ledger, "GET", path)


@pytest.mark.parametrize(("path", "wrapper", "fields"), NEW)
def test_what_is_made_keeps_to_its_schema(ledger: Ledger, path: str, wrapper: str, fields: dict[str, Any]) -> None:
    assert not asked(ledger, "POST", path, {wrapper: fields})


@pytest.mark.parametrize(("path", "wrapper", "fields"), CHANGED)
def test_what_is_changed_keeps_to_its_schema(ledger: Ledger, path: str, wrapper: str, fields: dict[str, Any]) -> None:
    assert not asked(ledger, "PUT", path, {wrapper: fields})


def test_the_life_of_an_invoice_keeps_to_its_schemas(ledger: Ledger) -> None:
    number = ledger.invoice(row())["DocumentNumber"]
    assert not asked(ledger, "PUT", f"invoices/{number}", {"Invoice": {"Comments": "A"}})
    assert not asked(ledger, "PUT", f"invoices/{number}/bookkeep")
    body = {"InvoiceNumber": int(number), "Amount": 25, "AmountCurrency": 25, "ModeOfPayment": "BG"}
    assert not asked(ledger, "POST", "invoicepayments", {"InvoicePayment": body})
    payment = ledger.get("invoicepayments", invoicenumber=number)["InvoicePayments"][0]["Number"]
    money = {"Amount": 100, "WriteOffs": [{"AccountNumber": 6570, "Amount": 25}]}
    assert not asked(ledger, "PUT", f"invoicepayments/{payment}", {"InvoicePayment": money})
    assert not asked(ledger, "GET", f"invoicepayments/{payment}")
    assert not asked(ledger, "PUT", f"invoicepayments/{payment}/bookkeep", {})
    assert not asked(ledger, "GET", f"invoices/{number}")
    assert not asked(ledger, "PUT", f"invoices/{number}/credit")
    voucher = ledger.get(f"invoices/{number}")["Invoice"]["VoucherNumber"]
    assert not asked(ledger, "GET", f"vouchers/B/{voucher}")
    other = ledger.invoice(row())["DocumentNumber"]
    assert not asked(ledger, "PUT", f"invoices/{other}/cancel")
    assert not asked(ledger, "GET", "invoices", filter="cancelled")
    assert not asked(ledger, "GET", "invoices", filter="doesntexist")


def test_the_sending_of_an_invoice_keeps_to_its_schemas(ledger: Ledger) -> None:
    number = ledger.invoice(row(), EmailInformation={"EmailAddressTo": "anna@norrsken.example"})["DocumentNumber"]
    assert not asked(ledger, "PUT", f"invoices/{number}/externalprint")
    assert not asked(ledger, "GET", f"invoices/{number}/email")
    assert not asked(ledger, "GET", f"invoices/{number}/einvoice")
    assert not asked(ledger, "GET", f"invoices/{number}/eprint")


def test_a_label_keeps_to_its_schema(ledger: Ledger) -> None:
    identity = ledger.post("labels", {"Label": {"Description": "A"}})["Label"]["Id"]
    assert not asked(ledger, "PUT", f"labels/{identity}", {"Label": {"Description": "B"}})


def test_a_file_and_its_attachment_keep_to_their_schemas(ledger: Ledger) -> None:
    made = upload(ledger, "inbox?path=Inbox_kf")
    assert not breaches("POST", "/3/inbox", status=201, answered=made.json()) - disagreements.known()
    file, number = made.json()["File"], int(ledger.invoice(row())["DocumentNumber"])
    wanted = {"entityId": number, "entityType": "F", "fileId": file["ArchiveFileId"], "includeOnSend": True}
    assert not attached(ledger, "POST", body=[wanted])
    identity = next(iter(ledger.books.table("attachments")))
    assert not attached(ledger, "GET", entityid=number, entitytype="F")
    assert not attached(ledger, "GET", "/numberofattachments", entityids=number, entitytype="F")
    assert not attached(ledger, "PUT", f"/{identity}", {"includeOnSend": False})
    assert not attached(ledger, "PUT", f"/{identity}", {"entityId": 1})


def attached(ledger: Ledger, method: str, path: str = "", body: Any = None, **params: Any) -> set[Breach]:
    """What an answer about attachments breaks besides what is known."""
    answer = test_attachments.ask(ledger, method, path, body, **params)
    place = f"/api/fileattachments/attachments-v1{path}"
    broken = breaches(method, place, status=answer.status_code, answered=answer.json())
    return broken - disagreements.known() - disagreements.OF_ATTACHMENTS


@pytest.mark.parametrize("disagreement", disagreements.TABLE, ids=lambda row: f"{row.where}-{row.how}-{row.evidence}")
def test_the_recording_that_a_disagreement_names_shows_it(disagreement: disagreements.Disagreement) -> None:
    if isinstance(disagreement.evidence, int):
        assert disagreement.breaches() <= shown_by(disagreement.evidence)


def test_the_recordings_show_the_disagreements_of_whole_answers() -> None:
    assert all(breach in shown_by(line) for breach, line in disagreements.ANSWERS.items())


def shown_by(line: int) -> set[Breach]:
    exchange = by_line(line)
    return breaches(exchange.method, exchange.path, status=exchange.status, answered=exchange.answered)
