"""Two ways to the sandbox, for the same tests: in this process, and over a socket."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from werkzeug.serving import make_server

from sandbox.__main__ import QuietHandler
from sandbox.app import Sandbox
from tests.outside_world import SANDBOX_HOST, SandboxTransport

IN_PROCESS = "in process"
OVER_A_SOCKET = "over a socket"
WAYS = (IN_PROCESS, OVER_A_SOCKET)


@contextmanager
def wire_to(sandbox: Sandbox, way: str) -> Iterator[httpx.Client]:
    """A client whose requests end in this sandbox."""
    if way == IN_PROCESS:
        with httpx.Client(base_url=f"http://{SANDBOX_HOST}", transport=SandboxTransport(sandbox)) as client:
            yield client
    else:
        with served(sandbox) as address, httpx.Client(base_url=address, trust_env=False) as client:
            yield client


@contextmanager
def served(sandbox: Sandbox) -> Iterator[str]:
    """The address of a server that runs until the block ends."""
    server = make_server("127.0.0.1", 0, sandbox, threaded=True, request_handler=QuietHandler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
