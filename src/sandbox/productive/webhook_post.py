"""Posts a delivery over HTTP, to this machine only."""

from __future__ import annotations

from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit


def post_over_http(address: str, body: bytes, headers: Mapping[str, str], timeout_seconds: int) -> int:
    """The status of the answer; ConnectionError when there was none. No redirect is followed, no proxy asked."""
    parts = urlsplit(address)
    if parts.scheme != "http":
        raise ConnectionError("Only plain http leads to a receiver on this machine.")
    connection = HTTPConnection(parts.hostname or "", parts.port or 80, timeout=timeout_seconds)
    path = parts.path or "/"
    try:
        connection.request("POST", f"{path}?{parts.query}" if parts.query else path, body=body, headers=dict(headers))
        return connection.getresponse().status
    except HTTPException as broken:
        raise ConnectionError(str(broken)) from broken
    finally:
        connection.close()
