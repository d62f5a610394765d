"""One browser and one pair of programs for all stories; each person comes with a browser context of their own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from brygga.clock import stockholm_date
from sandbox.worlds import cast
from tests.journeys.agency import PATIENCE_MILLISECONDS, Agency
from tests.journeys.bookkeeper import Bookkeeper
from tests.journeys.people import Person
from tests.journeys.programs import make_run, started

LAUNCH = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--no-proxy-server",
)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Ends with this folder: tests of other folders would meet its event loop."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("Chromium is missing (Debian's package chromium): the stories in a browser are left out.")
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(LAUNCH))
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def agency(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Agency]:
    """Fyrljus Byrå, with Fyrljus Stockholm AB connected and set up, for every story that begins later than that."""
    with started(tmp_path_factory.mktemp("agency")) as programs:
        programs.ask(
            "organisations",
            "add",
            *("--organisation-id", cast.PRODUCTIVE_ORGANISATION_ID),
            "--token-stdin",
            told=cast.PRODUCTIVE_TOKEN,
        )
        made = Agency(programs, chromium)
        _settle_in(made)
        yield made


def _settle_in(agency: Agency) -> None:
    karin = agency.person()
    karin.opens("/settings/marketplace")
    karin.connects(cast.STOCKHOLM)
    karin.decides(zero="Outlay")
    karin.sees("The settings are saved.")
    karin.context.close()


@pytest.fixture
def people(agency: Agency) -> Iterator[Callable[..., Person]]:
    """Make people for one story; requests and faults of earlier stories are forgotten."""
    agency.sandbox.forget_requests_and_faults()
    made: list[Person] = []

    def make(email: str = "", password: str = "", **context: Any) -> Person:
        made.append(agency.person(email, password, **context))
        return made[-1]

    yield make
    for each in made:
        each.context.close()
    agency.sandbox.forget_requests_and_faults()


@pytest.fixture
def karin(people: Callable[..., Person]) -> Person:
    """Who sets up and copies at Fyrljus, at a desk."""
    return people()


@pytest.fixture
def bookkeeper(agency: Agency) -> Bookkeeper:
    """Who keeps the books of Fyrljus Stockholm, at Fortnox."""
    return Bookkeeper(agency.sandbox.address)


@pytest.fixture
def today() -> str:
    """The ledger date, as a form takes it."""
    return stockholm_date(datetime.now(UTC)).isoformat()


@pytest.fixture(scope="module")
def as_in_the_readme(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Agency]:
    """What `make run` gives to somebody who has just cloned the tree."""
    with make_run(Path(tmp_path_factory.mktemp("readme"))) as programs:
        yield Agency(programs, chromium)
