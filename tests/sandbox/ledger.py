"""A caller of the sandbox's Fortnox, with a token for one company and a steady pace."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import httpx

from sandbox.app import Sandbox
from sandbox.fortnox.access import KNOWN_SCOPES
from sandbox.fortnox.books import Books
from sandbox.fortnox.grants import Consent, Grants
from sandbox.worlds.cast import FORTNOX_CLIENT_ID, STOCKHOLM, Seller

EVERYTHING = " ".join(sorted(KNOWN_SCOPES))
PACE_SECONDS = 0.25


@dataclass(kw_only=True)
class Ledger:
    """Asks one Fortnox company as an integration would; each call moves the clock, so that none is one too many."""

    client: httpx.Client
    sandbox: Sandbox
    seller: Seller = STOCKHOLM
    scope: str = EVERYTHING
    pace_seconds: float = PACE_SECONDS
    token: str = field(init=False)

    def __post_init__(self) -> None:
        self.token = self.tokens()["access_token"]

    @property
    def books(self) -> Books:
        return Books(store=self.sandbox.store, clock=self.sandbox.clock, tenant=str(self.seller.fortnox_tenant_id))

    def tokens(self, *, service: bool = True) -> dict[str, Any]:
        """A first pair of tokens, as after a consent."""
        grants = Grants(self.sandbox.store, self.sandbox.clock)
        consent = Consent(
            client_id=FORTNOX_CLIENT_ID,
            tenant=str(self.seller.fortnox_tenant_id),
            scope=self.scope,
            service=service,
        )
        code = grants.allow(consent, redirect_uri="")
        return grants.by_code(code, client_id=FORTNOX_CLIENT_ID, redirect_uri="")

    def ask(self, method: str, path: str, body: Any = None, **params: Any) -> httpx.Response:
        self.sandbox.clock.advance(self.pace_seconds)
        return self.client.request(
            method,
            f"/fortnox/3/{path}",
            params=params or None,
            json=body,
            headers={"Authorization": f"Bearer {self.token}", "Accept": "application/json"},
        )

    def get(self, path: str, **params: Any) -> Any:
        """The body of a question that succeeds."""
        answer = self.ask("GET", path, **params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, body: Any) -> Any:
        answer = self.ask("POST", path, body)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def put(self, path: str, body: Any = None) -> Any:
        answer = self.ask("PUT", path, body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def refused(self, method: str, path: str, body: Any = None, **params: Any) -> tuple[int, int, str]:
        """Status, code and sentence of a refusal, whatever the case of its keys."""
        answer = self.ask(method, path, body, **params)
        told = {name.lower(): value for name, value in answer.json()["ErrorInformation"].items()}
        assert told["error"] == 1
        return answer.status_code, told["code"], told["message"]

    def invoice(self, *rows: dict[str, Any], **fields: Any) -> dict[str, Any]:
        """A new invoice to Norrsken Energi AB, unless another customer is named."""
        body = {"CustomerNumber": "1042", "InvoiceRows": list(rows), **fields}
        return dict(self.post("invoices", {"Invoice": body})["Invoice"])

    def customer(self, **fields: Any) -> dict[str, Any]:
        return dict(self.post("customers", {"Customer": {"Name": "Ett nytt bolag AB", **fields}})["Customer"])


def row(quantity: object = 1, price: object = 100, **fields: Any) -> dict[str, Any]:
    """A row of Swedish services at 25 %."""
    return {
        "AccountNumber": 3041,
        "Description": "Arbete",
        "DeliveredQuantity": quantity,
        "Price": price,
        "VAT": 25,
        **fields,
    }
