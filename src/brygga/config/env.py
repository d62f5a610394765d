"""Every environment variable that Brygga knows: name, default and meaning; read once, at start."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit


@dataclass(frozen=True, kw_only=True)
class Variable:
    """One variable that an operator may set."""

    name: str
    default: str
    meaning: str
    secret: bool = False


VARIABLES = (
    Variable(name="BRYGGA_HOME", default="data", meaning="Folder for the database, the keys and the logs."),
    Variable(name="BRYGGA_HOST", default="127.0.0.1", meaning="Address that the web server listens on."),
    Variable(name="BRYGGA_PORT", default="8000", meaning="Port that the web server listens on."),
    Variable(
        name="BRYGGA_URL",
        default="",
        meaning="Where people reach Brygga, as https://brygga.example.com; http://localhost and the port when empty.",
    ),
    Variable(
        name="BRYGGA_DATABASE_URL",
        default="",
        meaning="postgresql://user:password@host:port/name; a SQLite file in BRYGGA_HOME when empty.",
        secret=True,
    ),
    Variable(
        name="BRYGGA_SECRET_KEY",
        default="",
        meaning="Signs sessions and states; made in BRYGGA_HOME/keys.json when empty.",
        secret=True,
    ),
    Variable(
        name="BRYGGA_SEAL_KEYS",
        default="",
        meaning="Keys that seal tokens, newest first: id:base64 of 32 bytes, separated by commas; "
        "made in BRYGGA_HOME/keys.json when empty.",
        secret=True,
    ),
    Variable(
        name="BRYGGA_PRODUCTIVE_API_URL",
        default="https://api.productive.io/api/v2/",
        meaning="Base address of Productive's API.",
    ),
    Variable(
        name="BRYGGA_PRODUCTIVE_APP_URL",
        default="https://app.productive.io/{organisation}/invoices/{invoice}",
        meaning="Page of an invoice in Productive, for links that people follow. The default is a guess.",
    ),
    Variable(
        # Both addresses: guide "working with attachments", read 2026-11 in a public copy.
        name="BRYGGA_PRODUCTIVE_STORAGE_URL",
        default="https://productive-files-production.s3.eu-west-1.amazonaws.com/",
        meaning="Where Productive lets files be sent to.",
    ),
    Variable(
        name="BRYGGA_PRODUCTIVE_FILES_URL",
        default="https://files.productive.io/",
        meaning="Where Productive's files are fetched from.",
    ),
    Variable(
        name="BRYGGA_FORTNOX_API_URL", default="https://api.fortnox.se/3/", meaning="Base address of Fortnox's API."
    ),
    Variable(
        name="BRYGGA_FORTNOX_ATTACHMENTS_URL",
        default="https://api.fortnox.se/api/fileattachments/",
        meaning="Base address of the attachments of Fortnox's invoices.",
    ),
    Variable(
        name="BRYGGA_FORTNOX_OAUTH_URL",
        default="https://apps.fortnox.se/oauth-v1/",
        meaning="Base address of Fortnox's log-in and token service.",
    ),
    Variable(
        name="BRYGGA_FORTNOX_EVENTS_URL",
        default="wss://ws.fortnox.se/topics-v1",
        meaning="Where Fortnox tells what changed, over a WebSocket; none to leave it to the sweeps.",
    ),
    Variable(
        name="BRYGGA_FORTNOX_APP_URL",
        default="https://apps.fortnox.se/#/invoice/{number}",
        meaning="Page of an invoice in Fortnox, with {tenant} and {number}, for links. The default is a guess.",
    ),
    Variable(name="BRYGGA_FORTNOX_CLIENT_ID", default="", meaning="Client id of your Fortnox integration."),
    Variable(
        name="BRYGGA_FORTNOX_CLIENT_SECRET",
        default="",
        meaning="Client secret of your Fortnox integration.",
        secret=True,
    ),
    Variable(
        name="BRYGGA_FIRST_USER_EMAIL",
        default="admin@brygga.example",
        meaning="Who the first start makes, when there is no user yet.",
    ),
    Variable(
        name="BRYGGA_FIRST_USER_PASSWORD",
        default="",
        meaning="Password of the first user; made at random and printed when empty.",
        secret=True,
    ),
    Variable(name="BRYGGA_LOG_FORMAT", default="text", meaning="text for people, json for machines."),
    Variable(name="BRYGGA_LOG_LEVEL", default="warning", meaning="debug, info, warning or error."),
)


class NotUsable(Exception):
    """A variable's value makes no sense."""

    def __init__(self, name: str, value: str, wanted: str) -> None:
        super().__init__(f"{name} is {value!r}. It must be {wanted}.")


@dataclass(frozen=True, kw_only=True)
class Environment:
    """What the variables said, parsed."""

    home: Path
    host: str
    port: int
    url: str
    database_url: str
    secret_key: str
    seal_keys: str
    productive_api_url: str
    productive_app_url: str
    productive_storage_url: str
    productive_files_url: str
    fortnox_api_url: str
    fortnox_attachments_url: str
    fortnox_oauth_url: str
    fortnox_events_url: str
    fortnox_app_url: str
    fortnox_client_id: str
    fortnox_client_secret: str
    first_user_email: str
    first_user_password: str
    log_format: str
    log_level: str


def read(variables: Mapping[str, str] = os.environ) -> Environment:
    """Parse the environment, or say which variable makes no sense."""
    said = {each.name: variables.get(each.name, "").strip() or each.default for each in VARIABLES}
    port = _port("BRYGGA_PORT", said["BRYGGA_PORT"])
    return Environment(
        home=Path(said["BRYGGA_HOME"]).expanduser().resolve(),
        host=said["BRYGGA_HOST"],
        port=port,
        url=_address("BRYGGA_URL", said["BRYGGA_URL"] or f"http://localhost:{port}"),
        database_url=said["BRYGGA_DATABASE_URL"],
        secret_key=said["BRYGGA_SECRET_KEY"],
        seal_keys=said["BRYGGA_SEAL_KEYS"],
        productive_api_url=_base("BRYGGA_PRODUCTIVE_API_URL", said["BRYGGA_PRODUCTIVE_API_URL"]),
        productive_app_url=said["BRYGGA_PRODUCTIVE_APP_URL"],
        productive_storage_url=_base("BRYGGA_PRODUCTIVE_STORAGE_URL", said["BRYGGA_PRODUCTIVE_STORAGE_URL"]),
        productive_files_url=_base("BRYGGA_PRODUCTIVE_FILES_URL", said["BRYGGA_PRODUCTIVE_FILES_URL"]),
        fortnox_attachments_url=_base("BRYGGA_FORTNOX_ATTACHMENTS_URL", said["BRYGGA_FORTNOX_ATTACHMENTS_URL"]),
        fortnox_api_url=_base("BRYGGA_FORTNOX_API_URL", said["BRYGGA_FORTNOX_API_URL"]),
        fortnox_oauth_url=_base("BRYGGA_FORTNOX_OAUTH_URL", said["BRYGGA_FORTNOX_OAUTH_URL"]),
        fortnox_events_url=_socket("BRYGGA_FORTNOX_EVENTS_URL", said["BRYGGA_FORTNOX_EVENTS_URL"]),
        fortnox_app_url=said["BRYGGA_FORTNOX_APP_URL"],
        fortnox_client_id=said["BRYGGA_FORTNOX_CLIENT_ID"],
        fortnox_client_secret=said["BRYGGA_FORTNOX_CLIENT_SECRET"],
        first_user_email=said["BRYGGA_FIRST_USER_EMAIL"],
        first_user_password=said["BRYGGA_FIRST_USER_PASSWORD"],
        log_format=_one_of("BRYGGA_LOG_FORMAT", said["BRYGGA_LOG_FORMAT"], ("text", "json")),
        log_level=_one_of("BRYGGA_LOG_LEVEL", said["BRYGGA_LOG_LEVEL"], ("debug", "info", "warning", "error")),
    )


def _port(name: str, value: str) -> int:
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise NotUsable(name, value, "a port number from 1 to 65535")
    return int(value)


def _address(name: str, value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise NotUsable(name, value, "an address that starts with http:// or https:// and names a host")
    return value.rstrip("/")


def _base(name: str, value: str) -> str:
    return _address(name, value) + "/"


def _socket(name: str, value: str) -> str:
    """Empty for none."""
    if value == "none":
        return ""
    parts = urlsplit(value)
    if parts.scheme not in {"ws", "wss"} or not parts.hostname:
        raise NotUsable(name, value, "an address that starts with ws:// or wss:// and names a host, or none")
    return value


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise NotUsable(name, value, "one of " + ", ".join(allowed))
    return value
