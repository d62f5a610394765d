"""Seals secrets at rest: what was sealed for one organisation and field opens nowhere else."""

from __future__ import annotations

import base64
import os
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12
# The code under which a refusal says that it was not the remote who refused.
CANNOT_OPEN = "cannot_open"


class CannotOpen(Exception):
    """A sealed secret does not open: its key is gone, or it belongs to another organisation or field. Connect again."""


class Sealer:
    """Seals with the newest key and opens with the one that sealed, so that keys are changed without downtime."""

    def __init__(self, keys: Mapping[str, bytes] | None = None) -> None:
        self._keys = dict(settings.KEYS.seal_keys if keys is None else keys)

    def seal(self, text: str, *, organisation_id: int, field: str) -> str:
        key_id, key = next(iter(self._keys.items()))
        nonce = os.urandom(NONCE_BYTES)
        sealed = nonce + AESGCM(key).encrypt(nonce, text.encode(), _place(organisation_id, field))
        return f"{key_id}:{base64.urlsafe_b64encode(sealed).decode()}"

    def open(self, sealed: str, *, organisation_id: int, field: str) -> str:
        key_id, _, encoded = sealed.partition(":")
        try:
            content = base64.urlsafe_b64decode(encoded)
            nonce, ciphertext = content[:NONCE_BYTES], content[NONCE_BYTES:]
            return AESGCM(self._keys[key_id]).decrypt(nonce, ciphertext, _place(organisation_id, field)).decode()
        except (KeyError, ValueError, InvalidTag) as error:
            raise CannotOpen(f"The secret {field!r} of organisation {organisation_id} does not open.") from error


def _place(organisation_id: int, field: str) -> bytes:
    """Where the secret belongs: sealed with it, so that a secret moved to another row does not open."""
    return f"organisation:{organisation_id}:{field}".encode()
