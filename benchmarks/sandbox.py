"""How fast the sandbox is: `python -m benchmarks.sandbox [world ...]`, without a world those of WORLDS.

Each kind of request is asked in rounds, in this process, on one core, without latency and without a socket; told are
the median of the rounds in requests for each second that this process had a core (others on the machine take none of
it, though they crowd its caches), how far the slowest round was from it, and how the kind compares with
reading one invoice. The clock of the sandbox moves by itself, so that no rate limit is met. Writes are measured in
memory, and with everything kept on disk as `python -m sandbox` does.
"""

from __future__ import annotations

import gc
import itertools
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from werkzeug.test import EnvironBuilder, run_wsgi_app

from sandbox.app import Sandbox, create_app
from sandbox.clock import SandboxClock
from sandbox.fortnox.access import KNOWN_SCOPES
from sandbox.fortnox.grants import Consent, Grants
from sandbox.worlds import cast

WORLDS = ("small", "agency", "large")
ROUNDS = 7
ROUND_SECONDS = 0.1
PACE_SECONDS = 0.25  # 25 calls in 5 s are allowed.
SEARCH_PACE_SECONDS = 0.5  # 4,000 calls in 30 minutes are allowed to Productive.
MONDAY_MORNING = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)
TENANT = str(cast.STOCKHOLM.fortnox_tenant_id)

Ask = Callable[[], None]


def main(worlds: tuple[str, ...]) -> None:
    """Report on one world; on several in a process each, so that none begins with the memory of another."""
    if len(worlds) == 1:
        report(worlds[0])
        return
    say(f"{machine()}\n")
    for world in worlds:
        subprocess.run([sys.executable, "-m", "benchmarks.sandbox", world], check=True)  # noqa: S603  Ourselves.


def report(world: str) -> None:
    """Build a world and ask it everything."""
    before = resident_megabytes()
    began = time.process_time()
    sandbox = built(world)
    seconds = time.process_time() - began
    records = sum(len(table) for table in sandbox.store.tables.values())
    say(f"{world}: {records:,} records, built in {seconds:.2f} s, {resident_megabytes() - before:,.0f} MB")
    gc.freeze()
    measure(reads(sandbox) | writes(sandbox), sandbox, reference="GET invoice")
    with tempfile.TemporaryDirectory() as home:
        kept = built(world, state_path=Path(home) / "state.json")
        measure({f"{name}, on disk": ask for name, ask in writes(kept).items()}, kept, reference="")
    say("")


def measure(kinds: dict[str, Ask], sandbox: Sandbox, *, reference: str) -> None:
    rates = {name: rounds(ask) for name, ask in kinds.items()}
    base = median(rates[reference]) if reference else 0.0
    for name, measured in rates.items():
        middle = median(measured)
        compared = f"{middle / base:7.2f}" if base else "      -"
        say(f"  {name:<34} {middle:>9,.0f} a second   slowest round {min(measured) / middle:4.0%}   {compared}")
    if sandbox.requests.violations():
        raise RuntimeError("A rate limit was met: these figures mean nothing.")


def rounds(ask: Ask) -> list[float]:
    """Requests a second, round by round; the first round only warms up."""
    return [one_round(ask) for _ in range(ROUNDS + 1)][1:]


def one_round(ask: Ask) -> float:
    began = time.process_time()
    for count in itertools.count(1):
        ask()
        passed = time.process_time() - began
        if passed >= ROUND_SECONDS:
            return count / passed
    raise AssertionError


def built(world: str, *, state_path: Path | None = None) -> Sandbox:
    return create_app(world, clock=SandboxClock(frozen_at=MONDAY_MORNING), state_path=state_path)


def reads(sandbox: Sandbox) -> dict[str, Ask]:
    fortnox = Fortnox(sandbox)
    numbers = itertools.cycle(list(sandbox.store.table(f"fortnox.{TENANT}.invoices")))
    return {
        "GET invoice": lambda: fortnox.get(f"invoices/{next(numbers)}"),
        "GET customer": lambda: fortnox.get("customers/1042"),
        "GET customers": lambda: fortnox.get("customers"),
        "GET invoices, 10 a page": lambda: fortnox.get("invoices?limit=10"),
        "GET invoices, 100 a page": lambda: fortnox.get("invoices"),
        "GET invoices, unpaid": lambda: fortnox.get("invoices?filter=unpaid&limit=10"),
        "GET invoices, by reference": lambda: fortnox.get("invoices?externalinvoicereference1=none"),
        "GET invoices, since yesterday": lambda: fortnox.get("invoices?lastmodified=2026-11-01 08:00&limit=10"),
        "GET invoicepayments, 100 a page": lambda: fortnox.get("invoicepayments"),
        "GET invoicepayments of an invoice": lambda: fortnox.get(f"invoicepayments?invoicenumber={next(numbers)}"),
    } | productive_reads(sandbox)


def productive_reads(sandbox: Sandbox) -> dict[str, Ask]:
    productive = Productive(sandbox)
    bills = sandbox.store.table("productive.invoices").items()
    mine = {identity: bill for identity, bill in bills if bill["organization"] == cast.PRODUCTIVE_ORGANISATION_ID}
    identities = itertools.cycle(mine)
    companies = itertools.cycle(sorted({bill["related"]["company"] for bill in mine.values()}))
    pages = itertools.cycle(range(1, len(mine) // 30 + 2))
    lines = "include=service_type,tax_rate"
    asked: dict[str, Callable[[], str]] = {
        "invoice": lambda: f"invoices/{next(identities)}",
        "invoices, 30": lambda: "invoices",
        "invoices, page after page": lambda: f"invoices?page[number]={next(pages)}",
        "invoices, by cursor": lambda: "invoices?page[after]=",
        "invoices, 3 includes": lambda: "invoices?include=company,subsidiary,bill_to",
        "invoices, newest first": lambda: "invoices?sort=-invoiced_on",
        "invoices of a company": lambda: f"invoices?filter[company_id]={next(companies)}",
        "invoices, since": lambda: "invoices?filter[invoiced_on][gt_eq]=2026-10-01",
        "invoices, overdue": lambda: "invoices?filter[invoice_status]=2",
        "line_items of an invoice": lambda: f"line_items?filter[invoice_id]={next(identities)}&{lines}",
        "payments, 30": lambda: "payments",
    }
    return {f"Productive GET {name}": partial(_get, productive, path) for name, path in asked.items()}


def _get(productive: Productive, path: Callable[[], str]) -> None:
    productive.get(path())


def writes(sandbox: Sandbox) -> dict[str, Ask]:
    fortnox = Fortnox(sandbox)
    row = {"Description": "Arbete", "DeliveredQuantity": 1, "Price": 1000, "VAT": 25, "AccountNumber": 3041}
    invoice = {"Invoice": {"CustomerNumber": "1042", "InvoiceRows": [row, row]}}
    cities = itertools.cycle(("Visby", "Lund"))

    def book_one() -> None:
        number = fortnox.send("POST", "invoices", invoice)["Invoice"]["DocumentNumber"]
        fortnox.send("PUT", f"invoices/{number}/bookkeep", None)

    return {
        "PUT customer": lambda: ignored(fortnox.send("PUT", "customers/1042", {"Customer": {"City": next(cities)}})),
        "POST invoice": lambda: ignored(fortnox.send("POST", "invoices", invoice)),
        "POST invoice and PUT bookkeep": book_one,
    } | productive_writes(sandbox)


def productive_writes(sandbox: Sandbox) -> dict[str, Ask]:
    productive = Productive(sandbox)
    draft = {"company_id": "7001", "subsidiary_id": "501", "currency": "SEK", "invoiced_on": "2026-11-02"}
    work = {"description": "Arbete", "quantity": "8", "unit_price": 120_000, "tax_rate_id": "50125"}
    subjects = itertools.cycle(("Arbete i oktober", "Arbete i november"))
    marks = itertools.cycle((True, False))

    def new(kind: str, attributes: dict[str, Any]) -> str:
        return str(productive.send("POST", kind, attributes)["id"])

    own = new("invoices", draft)

    def finish() -> None:
        invoice = new("invoices", draft)
        new("line_items", work | {"invoice_id": invoice})
        productive.send("PATCH", f"invoices/{invoice}/finalize", {})
        productive.send("PATCH", f"invoices/{invoice}", {"sent_on": "2026-11-02"})
        new("payments", {"invoice_id": invoice, "amount": 1_200_000, "paid_on": "2026-11-02"})

    def mark() -> None:
        productive.send("PATCH", f"invoices/{own}", {"exported": next(marks), "export_id": "10471"})

    return {
        "Productive PATCH subject": lambda: ignored(
            productive.send("PATCH", f"invoices/{own}", {"subject": next(subjects)})
        ),
        "Productive PATCH exported": mark,
        "Productive POST invoice": lambda: ignored(new("invoices", draft)),
        "Productive: from draft to paid": finish,
    }


@dataclass
class Fortnox:
    """A caller of Fyrljus Stockholm's Fortnox, who never calls too often."""

    sandbox: Sandbox

    def __post_init__(self) -> None:
        scope = " ".join(sorted(KNOWN_SCOPES))
        consent = Consent(client_id=cast.FORTNOX_CLIENT_ID, tenant=TENANT, scope=scope, service=True)
        grants = Grants(self.sandbox.store, self.sandbox.clock)
        self._code = grants.allow(consent, redirect_uri="")
        self._tokens(grants.by_code(self._code, client_id=cast.FORTNOX_CLIENT_ID, redirect_uri=""))

    def get(self, path: str) -> None:
        self._ask("GET", path, None)

    def send(self, method: str, path: str, body: Any) -> Any:
        return json.loads(self._ask(method, path, body))

    def _ask(self, method: str, path: str, body: Any) -> bytes:
        clock = self.sandbox.clock
        clock.advance(PACE_SECONDS)
        if clock.now() >= self._good_until:
            grants = Grants(self.sandbox.store, clock)
            self._tokens(grants.by_client_credentials(client_id=cast.FORTNOX_CLIENT_ID, tenant=TENANT))
        return asked(self.sandbox, method, f"/fortnox/3/{path}", body=body, headers=self._headers)

    def _tokens(self, tokens: dict[str, Any]) -> None:
        now = self.sandbox.clock.now()
        self._good_until = datetime.fromtimestamp(now.timestamp() + tokens["expires_in"] - 1, tz=UTC)
        self._headers = {"Authorization": f"Bearer {tokens['access_token']}", "Accept": "application/json"}


@dataclass
class Productive:
    """A caller of Fyrljus Byrå's Productive."""

    sandbox: Sandbox

    def get(self, path: str) -> None:
        self._ask("GET", path, None)

    def send(self, method: str, path: str, attributes: dict[str, Any]) -> Any:
        """The record that a write answers with."""
        body = {"data": {"type": path.partition("/")[0], "attributes": attributes}}
        return json.loads(self._ask(method, path, body))["data"]

    def _ask(self, method: str, path: str, body: Any) -> bytes:
        self.sandbox.clock.advance(SEARCH_PACE_SECONDS)
        headers = {
            "X-Auth-Token": cast.PRODUCTIVE_TOKEN,
            "X-Organization-Id": cast.PRODUCTIVE_ORGANISATION_ID,
            "Content-Type": "application/vnd.api+json",
        }
        return asked(self.sandbox, method, f"/productive/api/v2/{path}", body=body, headers=headers)


def asked(sandbox: Sandbox, method: str, path: str, *, body: Any, headers: dict[str, str]) -> bytes:
    """The body of a good answer, through the whole WSGI application."""
    sent = None if body is None else json.dumps(body).encode()
    typed = {"Content-Type": "application/json"} | headers
    environ = EnvironBuilder(path=path, method=method, headers=list(typed.items()), data=sent).get_environ()
    parts, status, _ = run_wsgi_app(sandbox, environ)
    answer = b"".join(parts)
    if not status.startswith("2"):
        raise RuntimeError(f"{method} {path}: {status} {answer[:200]!r}")
    return answer


def ignored(_answer: Any) -> None:
    """What an answer says does not matter here."""


def machine() -> str:
    model = next(processors(), platform.processor() or "unknown processor")
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"


def processors() -> Iterator[str]:
    described = Path("/proc/cpuinfo")
    lines = described.read_text(encoding="utf-8").splitlines() if described.exists() else []
    return (line.partition(": ")[2] for line in lines if line.startswith("model name"))


def resident_megabytes() -> float:
    """The memory that this process holds now; where that cannot be read, the most that it has held."""
    statistics = Path("/proc/self/statm")
    if statistics.exists():
        pages = int(statistics.read_text(encoding="utf-8").split()[1])
        return pages * resource.getpagesize() / 1_000_000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000_000


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(tuple(sys.argv[1:]) or WORLDS)
