"""`python -m sandbox`: serve both remotes on one port and Fortnox's events on another, until told to stop."""

from __future__ import annotations

import gc
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server

from sandbox.app import Sandbox, create_app
from sandbox.clock import Latency
from sandbox.fortnox.events_server import EventsServer
from sandbox.postman import Postman
from sandbox.worlds import catalogue

DEFAULT_PORT = 8001
DEFAULT_HOST = "127.0.0.1"


def run() -> None:
    """Serve; Ctrl-C and SIGTERM save the state and stop."""
    host = os.environ.get("SANDBOX_HOST", DEFAULT_HOST)
    port = int(os.environ.get("SANDBOX_PORT", DEFAULT_PORT))
    world = os.environ.get("SANDBOX_WORLD", catalogue.DEFAULT)
    sandbox = create_app(
        world,
        seed=int(os.environ.get("SANDBOX_SEED", "1")),
        state_path=state_path(world),
        latency=Latency(mode=os.environ.get("SANDBOX_LATENCY", "off")),
        redirects=os.environ.get("SANDBOX_REDIRECT", "").split(),
    )
    gc.freeze()  # The world lives as long as the program: no search for garbage need walk through it.
    server = make_server(host, port, sandbox, threaded=True, request_handler=QuietHandler)
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    try:
        with events_of(sandbox).listening(host, *events_ports(port)) as events, postman_of(sandbox).on_the_round():
            sys.stdout.write(f"The sandbox is at http://{host}:{server.server_port}\n")
            sys.stdout.write(f"Fortnox's events are at {events}\n")
            sys.stdout.flush()
            server.serve_forever()
    except Stopped:
        pass
    finally:
        sandbox.save()
        server.server_close()


def state_path(world: str) -> Path:
    """Where the state of a world is kept between two starts."""
    home = Path(os.environ.get("BRYGGA_HOME", "data"))
    return home / "sandbox" / ("state.json" if world == catalogue.DEFAULT else f"state-{world}.json")


def events_ports(port: int) -> tuple[int, ...]:
    """Where the events may be: at the port said, else at the one after that for HTTP or, when it is taken, at any."""
    said = os.environ.get("SANDBOX_EVENTS_PORT")
    if said is not None:
        return (int(said),)
    return (port + 1, 0) if port else (0,)


def events_of(sandbox: Sandbox) -> EventsServer:
    return EventsServer(sandbox.store, sandbox.clock, faults=sandbox.faults, happening=sandbox.happening)


def postman_of(sandbox: Sandbox) -> Postman:
    return Postman(sandbox.store, sandbox.clock, faults=sandbox.faults, happening=sandbox.happening)


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
