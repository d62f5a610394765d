"""A person at the sandbox's Fortnox: logs in, chooses a company and decides, form by form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import httpx

from brygga.connections.outside import Outside

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who can log in to Fortnox."""

    email: str
    password: str


def consent(address: str, *, person: Person, tenant_id: int, approves: bool = True, outside: Outside) -> dict[str, str]:
    """What Fortnox sends the browser back with: state, and code or error, each "" where it is missing."""
    with httpx.Client(transport=outside.transport) as browser:
        page = browser.get(address)
        log_in = {"email": person.email, "password": person.password}
        page = browser.post(address, data={**_hidden(page), **log_in})
        page = browser.post(address, data={**_hidden(page), "company": str(tenant_id)})
        page = browser.post(address, data={**_hidden(page), "decision": "approve" if approves else "deny"})
    return came_back_with(page)


def came_back_with(page: httpx.Response) -> dict[str, str]:
    """The query of the address that a redirect leads to."""
    told = dict(parse_qsl(urlsplit(page.headers["location"]).query))
    return {name: told.get(name, "") for name in ("state", "code", "error")}


def _hidden(page: httpx.Response) -> dict[str, str]:
    return {name: unescape(value) for name, value in HIDDEN.findall(page.text)}
