"""The sandbox's control plane, as the stories use it: plan trouble, see what was asked, lay out another draft."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import httpx

from sandbox.worlds import cast

FIRST_NEW_ID = 9501
LOOKS_MAX = 2_000
CALLS_MAX = 50_000


@dataclass(frozen=True)
class Asked:
    """One request that a remote has seen."""

    remote: str
    method: str
    path: str
    body: Any
    status: int | None


class SandboxDesk:
    """Acts of somebody who owns both remote systems."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._drafts: dict[str, Any] = {}

    def remember_drafts(self) -> None:
        """Keep Productive's invoices as they are now, before anybody copies them, for `another_draft`."""
        self._drafts = self._call("GET", "snapshot")["tables"]

    def plan(self, kind: str, **where_and_how: Any) -> None:
        """Trouble for the next matching request; see the sandbox's README."""
        self._call("POST", "faults", {"kind": kind, **where_and_how})

    def forget_requests_and_faults(self) -> None:
        self._call("DELETE", "requests")
        self._call("DELETE", "faults")

    def asked(self) -> list[Asked]:
        fields = ("remote", "method", "path", "body", "status")
        return [Asked(*(each[name] for name in fields)) for each in self._call("GET", "requests")["seen"]]

    def writes(self) -> Counter[str]:
        """How often each thing was changed, such as "fortnox POST /fortnox/3/invoices"; asking for tokens is none."""
        return Counter(
            f"{each.remote} {each.method} {each.path}"
            for each in self.asked()
            if each.method != "GET" and "/oauth-v1/" not in each.path
        )

    def announced_file(self) -> str:
        """The id of the file that was completed last in Productive."""
        paths = [each.path for each in self.asked() if "/attachments/" in each.path and each.method == "PATCH"]
        return paths[-1].rsplit("/", 1)[-1]

    def broken_rate_limits(self) -> int:
        return int(self._call("GET", "requests")["rate_limit_violations"])

    def set_customer(self, number: str, **fields: Any) -> None:
        """Play the bookkeeper of Fyrljus Stockholm."""
        self._call("POST", f"fortnox/{cast.STOCKHOLM.fortnox_tenant_id}/customers/{number}", fields)

    def set_invoice(self, number: str, **fields: Any) -> None:
        """Play the bookkeeper of Fyrljus Stockholm with an invoice."""
        self._call("POST", f"fortnox/{cast.STOCKHOLM.fortnox_tenant_id}/invoices/{number}", fields)

    def wait_until_asked(self, method: str, path: str) -> None:
        """Ask the sandbox until a remote has been asked this."""
        for _ in range(LOOKS_MAX):
            if any((each.method, each.path) == (method, path) for each in self.asked()):
                return
        raise AssertionError(f"Nobody asked {method} {path}.")

    def numbers_in_fortnox(self, draft: str) -> list[str]:
        """The Fortnox invoices that say they were made of this draft."""
        invoices = self._call("GET", "snapshot")["tables"][f"fortnox.{cast.STOCKHOLM.fortnox_tenant_id}.invoices"]
        return [number for number, each in invoices.items() if each["ExternalInvoiceReference2"] == draft]

    def set_draft(self, draft: str, **facts: Any) -> None:
        """Somebody edits the draft in Productive meanwhile."""
        world = self._call("GET", "snapshot")
        world["tables"]["productive.invoices"][draft]["attributes"] |= facts
        self._call("PUT", "snapshot", world)

    @contextmanager
    def as_if(self, *changes: Callable[[dict[str, Any], dict[str, int]], None]) -> Iterator[None]:
        """The world's tables and counters are changed for one story, and then as they were before it."""
        before, world = self._call("GET", "snapshot"), self._call("GET", "snapshot")
        for change in changes:
            change(world["tables"], world["counters"])
        self._call("PUT", "snapshot", world)
        try:
            yield
        finally:
            self._call("PUT", "snapshot", before)

    def another_draft(self, like: str = "9001", *, named: str = "") -> str:
        """A new draft in Productive that is like a known one was at first; returns its id, the next if none is said."""
        world = self._call("GET", "snapshot")
        invoices, lines = (world["tables"][f"productive.{kind}"] for kind in ("invoices", "line_items"))
        new = named or str(max(FIRST_NEW_ID, *(int(each) + 1 for each in invoices)))
        invoices[new] = _renamed(self._drafts["productive.invoices"][like], like, new)
        invoices[new]["attributes"]["subject"] = f"Another draft, {new}"
        for identity, line in self._drafts["productive.line_items"].items():
            if line["related"]["invoice"] == like:
                lines[identity.replace(like, new, 1)] = _renamed(line, like, new)
        self._call("PUT", "snapshot", world)
        return new

    def remove_line(self, line: str) -> None:
        """Somebody takes a line out of a draft in Productive."""
        self._in_productive("DELETE", f"line_items/{line}")

    def bills(self, draft: str, *lines: tuple[str, int], **facts: Any) -> None:
        """Somebody edits a draft in Productive: its lines are so many at such a price in cents, and no others."""
        self._in_productive("PATCH", f"invoices/{draft}", facts)
        kept = self._call("GET", "snapshot")["tables"]["productive.line_items"]
        own = sorted(line for line, each in kept.items() if each["related"]["invoice"] == draft)
        for line, (quantity, unit_price) in zip(own, lines, strict=False):
            self._in_productive("PATCH", f"line_items/{line}", {"quantity": quantity, "unit_price": unit_price})
        for line in own[len(lines) :]:
            self.remove_line(line)

    def lands_behind_the_gateway(self) -> None:
        """What the gateway answered with an error reaches Fortnox all the same: the last invoice that was sent."""
        sent = [each for each in self.asked() if (each.method, each.path) == ("POST", "/fortnox/3/invoices")][-1]
        self._in_fortnox("POST", sent.path, sent.body)

    def pays_from_abroad(self, number: str, **said: Any) -> None:
        """The bank's file brings a payment in another currency to Fyrljus Stockholm, at the bank's own rate."""
        said = {"InvoiceNumber": int(number), "ModeOfPaymentAccount": 1930, **said}
        path = "/fortnox/3/invoicepayments"
        made = self._in_fortnox("POST", path, {"InvoicePayment": said})["InvoicePayment"]
        self._in_fortnox("PUT", f"{path}/{made['Number']}/bookkeep")

    def _in_productive(self, method: str, path: str, attributes: dict[str, Any] | None = None) -> None:
        headers = {"X-Auth-Token": cast.PRODUCTIVE_TOKEN, "X-Organization-Id": cast.PRODUCTIVE_ORGANISATION_ID}
        headers["Content-Type"] = "application/vnd.api+json"
        kind, identity = path.split("/")
        body = None if attributes is None else {"data": {"type": kind, "id": identity, "attributes": attributes}}
        address = f"{self.address}/productive/api/v2/{path}"
        httpx.request(method, address, json=body, headers=headers, trust_env=False).raise_for_status()

    def _in_fortnox(self, method: str, path: str, body: Any = None) -> Any:
        with httpx.Client(base_url=self.address, trust_env=False) as fortnox:
            granted = fortnox.post(
                "/fortnox/oauth-v1/token",
                data={"grant_type": "client_credentials"},
                auth=(cast.FORTNOX_CLIENT_ID, cast.FORTNOX_CLIENT_SECRET),
                headers={"TenantId": str(cast.STOCKHOLM.fortnox_tenant_id)},
            )
            token = {"Authorization": f"Bearer {granted.raise_for_status().json()['access_token']}"}
            for _ in range(CALLS_MAX):  # Brygga calls for the same company, and both count towards its limit.
                answer = fortnox.request(method, path, json=body, headers=token)
                if answer.status_code != HTTPStatus.TOO_MANY_REQUESTS:
                    break
            return answer.raise_for_status().json()

    def _call(self, method: str, path: str, body: Any = None) -> Any:
        answer = httpx.request(method, f"{self.address}/_sandbox/{path}", json=body, trust_env=False, timeout=30)
        return answer.raise_for_status().json() if answer.content else None


def _renamed(record: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    """A copy of a record under another id, which its own id and what refers to it carry."""
    copied: dict[str, Any] = json.loads(json.dumps(record))
    copied["id"] = str(copied["id"]).replace(old, new, 1)
    if copied["related"].get("invoice") == old:
        copied["related"]["invoice"] = new
    return copied
