"""`python -m sandbox`: serve both remotes on one port until told to stop."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server

from sandbox.app import create_app
from sandbox.clock import Latency

DEFAULT_PORT = 8001
DEFAULT_HOST = "127.0.0.1"


def run() -> None:
    """Serve; Ctrl-C and SIGTERM save the state and stop."""
    host = os.environ.get("SANDBOX_HOST", DEFAULT_HOST)
    port = int(os.environ.get("SANDBOX_PORT", DEFAULT_PORT))
    sandbox = create_app(
        state_path=state_path(),
        latency=Latency(mode=os.environ.get("SANDBOX_LATENCY", "off")),
        redirects=os.environ.get("SANDBOX_REDIRECT", "").split(),
    )
    server = make_server(host, port, sandbox, threaded=True, request_handler=QuietHandler)
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    try:
        sys.stdout.write(f"The sandbox is at http://{host}:{server.server_port}\n")
        sys.stdout.flush()
        server.serve_forever()
    except Stopped:
        pass
    finally:
        sandbox.save()
        server.server_close()


def state_path() -> Path:
    """Where the state is kept between two starts."""
    home = Path(os.environ.get("BRYGGA_HOME", "data"))
    return home / "sandbox" / "state.json"


class Stopped(BaseException):
    """Somebody asked the sandbox to stop."""


class QuietHandler(WSGIRequestHandler):
    """Logs no requests, leaves the Server header to the remotes, and closes the socket of a broken connection."""

    def send_response(self, code: int, message: str | None = None) -> None:
        self.send_response_only(code, message)
        self.send_header("Date", self.date_time_string())

    def log_request(self, *_args: Any) -> None:
        pass

    def connection_dropped(self, *_args: Any) -> None:
        self.close_connection = True


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise Stopped


if __name__ == "__main__":
    run()
