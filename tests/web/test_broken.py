"""A page that cannot be shown says whose trouble it is, and what to do."""

from __future__ import annotations

from django.db import OperationalError
from django.test import RequestFactory
from django.utils import translation

from brygga.web.broken import broken


def shown(error: Exception) -> tuple[int, str]:
    try:
        raise error  # noqa: TRY301  The page asks which exception it is shown for.
    except Exception:  # noqa: BLE001
        answer = broken(RequestFactory().get("/"))
    return answer.status_code, answer.content.decode()


def test_trouble_with_the_database_is_told_as_such() -> None:
    status, page = shown(OperationalError("database is locked"))

    assert status == 503
    assert "busy" in page


def test_it_is_told_in_swedish_too() -> None:
    with translation.override("sv"):
        _, page = shown(OperationalError("database is locked"))

    assert "upptagen" in page


def test_anything_else_is_our_mistake() -> None:
    status, page = shown(KeyError("nobody foresaw this"))

    assert status == 500
    assert "The mistake is ours" in page
    assert "nobody foresaw this" not in page
