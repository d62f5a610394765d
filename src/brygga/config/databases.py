"""Which database Brygga keeps its rows in: SQLite by default, PostgreSQL by one variable."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from brygga.config.env import NotUsable

BUSY_TIMEOUT_SECONDS = 20


def database(url: str, home: Path) -> dict[str, Any]:
    """Django's settings for one database address."""
    if not url:
        return _sqlite(home / "brygga.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme in ("postgresql", "postgres"):
        return _postgresql(parts)
    raise NotUsable("BRYGGA_DATABASE_URL", parts.scheme + "://…", "a postgresql:// or sqlite:/// address")


def _postgresql(parts: SplitResult) -> dict[str, Any]:
    """What the address says, its query too: sslmode=require must not be lost on the way."""
    try:
        port = str(parts.port or "")
    except ValueError:
        raise NotUsable("BRYGGA_DATABASE_URL", parts.scheme + "://…", "an address whose port is a number") from None
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": port,
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _sqlite(path: Path) -> dict[str, Any]:
    """SQLite whose last commit survives a power cut: an intention may be in it whose request went out."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": BUSY_TIMEOUT_SECONDS,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }
