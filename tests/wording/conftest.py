"""The languages in which every sentence is read, and what no reader may ever see."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.utils import translation

# A placeholder that was left, a raw kind, a fact that was missing.
RAW = re.compile(r"%\(|\b[a-z]+(_[a-z]+)+\b|(?<!\d)–(?!\d)|\bNone\b|  ")


@pytest.fixture(params=["en", "sv"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    with translation.override(request.param):
        yield request.param


@pytest.fixture
def swedish() -> Iterator[None]:
    with translation.override("sv"):
        yield


@pytest.fixture
def english() -> Iterator[None]:
    with translation.override("en"):
        yield
