"""What both remotes share on the wire: JSON answers, HTML pages, and a connection that breaks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from werkzeug import Response


class ConnectionCut(ConnectionError):
    """The connection breaks without an answer; over a socket the server just closes it."""


def json_answer(body: Any, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """JSON as the sandbox's own doors speak it; the remotes have their own dialects."""
    return Response(json.dumps(body, ensure_ascii=False), status=status, mimetype="application/json", headers=headers)


def html_answer(page: str, *, status: int = 200) -> Response:
    return Response(page, status=status, mimetype="text/html")
