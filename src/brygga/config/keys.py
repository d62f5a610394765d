"""The keys that sign and seal: from the environment, else made once and kept beside the database."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

from brygga.config.env import Environment, NotUsable

SEAL_KEY_BYTES = 32


@dataclass(frozen=True, kw_only=True)
class Keys:
    """A signing key, and sealing keys by id with the newest first."""

    secret_key: str
    seal_keys: dict[str, bytes]


def keys(environment: Environment) -> Keys:
    """The keys to use; what the environment does not give is made once in BRYGGA_HOME/keys.json."""
    kept = _kept(environment.home / "keys.json") if not (environment.secret_key and environment.seal_keys) else {}
    return Keys(
        secret_key=environment.secret_key or kept["secret_key"],
        seal_keys=_seal_keys(environment.seal_keys or kept["seal_keys"]),
    )


def _kept(path: Path) -> dict[str, str]:
    try:
        if not path.exists():
            _make(path)
        kept: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise NotUsable("BRYGGA_HOME", str(path.parent), f"a folder that we may write in ({error.strerror})") from None
    except ValueError:
        raise NotUsable("BRYGGA_HOME", str(path.parent), f"the folder of an unbroken {path.name}") from None
    return kept


def _make(path: Path) -> None:
    """Write new keys whole and for their owner only; of two first starts, one wins and both read its keys."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix="keys-")  # Mode 600.
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump({"secret_key": secrets.token_urlsafe(48), "seal_keys": f"1:{_random_key()}"}, file)
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    Path(draft).unlink()


def _random_key() -> str:
    return base64.b64encode(secrets.token_bytes(SEAL_KEY_BYTES)).decode()


def _seal_keys(said: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for part in said.split(","):
        key_id, _, encoded = part.strip().partition(":")
        is_twin = key_id in found
        found[key_id] = _decoded(encoded)
        if is_twin or not key_id or len(found[key_id]) != SEAL_KEY_BYTES:
            raise NotUsable("BRYGGA_SEAL_KEYS", "(hidden)", "id:base64 of 32 bytes, separated by commas, each id once")
    return found


def _decoded(encoded: str) -> bytes:
    try:
        return base64.b64decode(encoded, validate=True)
    except ValueError:
        return b""
