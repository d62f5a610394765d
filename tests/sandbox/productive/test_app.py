"""Productive within the whole sandbox, in-process and over a socket."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from werkzeug.serving import make_server

from sandbox.app import Sandbox, create_app
from sandbox.clock import SandboxClock
from sandbox.worlds.cast import PRODUCTIVE_TOKEN
from tests.sandbox.productive.conftest import JSON_API, NOON

HEADERS = {"X-Auth-Token": PRODUCTIVE_TOKEN, "X-Organization-Id": "20401", "Content-Type": JSON_API}


@pytest.fixture
def sandbox(tmp_path: Path) -> Sandbox:
    return create_app("small_productive", clock=SandboxClock(frozen_at=NOON), state_path=tmp_path / "state.json")


@pytest.fixture(params=["in-process", "socket"])
def client(request: pytest.FixtureRequest, sandbox: Sandbox) -> Iterator[httpx.Client]:
    if request.param == "in-process":
        with httpx.Client(
            transport=httpx.WSGITransport(sandbox), base_url="http://sandbox.example", headers=HEADERS
        ) as caller:
            yield caller
        return
    server = make_server("127.0.0.1", 0, sandbox, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{server.port}", headers=HEADERS) as caller:
            yield caller
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_it_finalizes_and_marks_an_invoice_as_copied(client: httpx.Client) -> None:
    finalized = client.patch("/productive/api/v2/invoices/9001/finalize")
    marks = {"exported": True, "export_id": "10483", "export_invoice_url": "http://fortnox.example/10483"}
    body = {"data": {"type": "invoices", "id": "9001", "attributes": marks}}
    marked = client.patch("/productive/api/v2/invoices/9001", json=body)

    assert finalized.json()["data"]["attributes"]["number"] == "10483"
    assert marked.json()["data"]["attributes"]["export_id"] == "10483"
    assert "10483" in client.get("/productive/20401/invoices/9001").text


def test_it_gives_links_that_lead_on(client: httpx.Client) -> None:
    first = client.get("/productive/api/v2/invoices", params={"page[size]": 40}).json()
    rest = client.get(first["links"]["next"]).json()

    assert len(first["data"]) + len(rest["data"]) == first["meta"]["total_count"]


def test_it_remembers_after_a_restart(client: httpx.Client, tmp_path: Path) -> None:
    client.patch("/productive/api/v2/invoices/9001/finalize")
    restarted = create_app("small_productive", state_path=tmp_path / "state.json")

    assert restarted.store.table("productive.invoices")["9001"]["attributes"]["number"] == "10483"
