"""How fast the sandbox is: `python -m benchmarks.sandbox [world ...]`, without a world those of WORLDS.

Each kind of request is asked in rounds, in this process, on one core, without latency and without a socket; told are
the median of the rounds in requests a second, how far the slowest round was from it, and how the kind compares with
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
ROUND_SECONDS = 0.4
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
    began = time.perf_counter()
    sandbox = built(world)
    seconds = time.perf_counter() - began
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
    began = time.perf_counter()
    for count in itertools.count(1):
        ask()
        passed = time.perf_counter() - began
        if passed >= ROUND_SECONDS:
            return count / passed
    raise AssertionError


def built(world: str, *, state_path: Path | None = None) -> Sandbox:
    return create_app(world, clock=SandboxClock(frozen_at=MONDAY_MORNING), state_path=state_path)


def reads(sandbox: Sandbox) -> dict[str, Ask]:
    fortnox, productive = Fortnox(sandbox), Productive(sandbox)
    numbers = itertools.cycle(list(sandbox.store.table(f"fortnox.{TENANT}.invoices")))
    bills = sandbox.store.table("productive.invoices").items()
    mine = [identity for identity, bill in bills if bill["organization"] == cast.PRODUCTIVE_ORGANISATION_ID]
    identities = itertools.cycle(mine)
    return {
        "GET invoice": lambda: fortnox.get(f"invoices/{next(numbers)}"),
        "GET customer": lambda: fortnox.get("customers/1042"),
        "GET customers": lambda: fortnox.get("customers"),
        "GET invoices, 10 a page": lambda: fortnox.get("invoices?limit=10"),
        "GET invoices, 100 a page": lambda: fortnox.get("invoices"),
        "GET invoices, unpaid": lambda: fortnox.get("invoices?filter=unpaid&limit=10"),
        "GET invoices, by reference": lambda: fortnox.get("invoices?externalinvoicereference1=none"),
        "GET invoicepayments, 100 a page": lambda: fortnox.get("invoicepayments"),
        "Productive GET invoice": lambda: productive.get(f"invoices/{next(identities)}"),
        "Productive GET invoices, 30": lambda: productive.get("invoices"),
    }


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
        self.sandbox.clock.advance(SEARCH_PACE_SECONDS)
        headers = {"X-Auth-Token": cast.PRODUCTIVE_TOKEN, "X-Organization-Id": cast.PRODUCTIVE_ORGANISATION_ID}
        asked(self.sandbox, "GET", f"/productive/api/v2/{path}", body=None, headers=headers)


def asked(sandbox: Sandbox, method: str, path: str, *, body: Any, headers: dict[str, str]) -> bytes:
    """The body of a good answer, through the whole WSGI application."""
    sent = None if body is None else json.dumps(body).encode()
    environ = EnvironBuilder(
        path=path, method=method, headers=list(headers.items()), data=sent, content_type="application/json"
    ).get_environ()
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
