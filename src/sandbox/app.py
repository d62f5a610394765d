"""The sandbox as one WSGI application: both remotes, their plain pages and the control plane."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from werkzeug import Request, Response

from sandbox import control, faults
from sandbox.clock import Latency, SandboxClock
from sandbox.fortnox import consent
from sandbox.fortnox import urls as fortnox
from sandbox.landings import Landings
from sandbox.pages import urls as pages
from sandbox.productive import urls as productive
from sandbox.request_log import RequestLog
from sandbox.store import Store
from sandbox.wire import html_answer

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

WORLDS = ("small", "small_fortnox", "small_productive")
REMOTES = {"fortnox": fortnox.answer, "productive": productive.answer}
# Faults, latency and the request log are about these; pages for people are spared.
REMOTE_PATHS = {
    "/fortnox/3": "fortnox",
    "/fortnox/oauth-v1/": "fortnox",
    "/fortnox/api/": "fortnox",
    "/productive/api/": "productive",
}
BODY_BYTES_MAX = 20_000_000


def create_app(
    world: str = "small",
    *,
    clock: SandboxClock | None = None,
    state_path: Path | None = None,
    latency: Latency | None = None,
    redirects: Iterable[str] = (),
) -> Sandbox:
    """A sandbox with a world in it: the one an earlier run left at `state_path`, else a new one.

    `redirects` are the addresses that Fortnox may send a consent to, besides all local ones.
    """
    sandbox = Sandbox(clock or SandboxClock(), state_path=state_path, latency=latency or Latency())
    sandbox.redirects = tuple(redirects)
    if state_path is None or not sandbox.store.load(state_path):
        sandbox.build(world)
    sandbox.register_redirects()
    return sandbox


class Sandbox:
    """Both remotes. Tests reach into `store`, `clock`, `faults`, `requests` and `latency`."""

    def __init__(self, clock: SandboxClock, *, state_path: Path | None, latency: Latency) -> None:
        self.store = Store()
        self.clock = clock
        self.faults = faults.Faults()
        self.requests = RequestLog()
        self.latency = latency
        self.redirects: tuple[str, ...] = ()
        self._landings = Landings(self.store, clock)
        self._state_path = state_path
        self._one_at_a_time = threading.RLock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = Request(environ)
        request.max_content_length = BODY_BYTES_MAX
        return self.answer(request)(environ, start_response)

    def answer(self, request: Request) -> Response:
        """Answer one request; raises ConnectionCut where the connection breaks instead."""
        self.tick()
        for prefix, remote in REMOTE_PATHS.items():
            if request.path.startswith(prefix):
                return self._remote_answer(request, remote)
        return self._alone(lambda: self._own_answer(request), saving=request.method != "GET")

    def build(self, world: str) -> None:
        """Forget everything and fill this world."""
        if world not in WORLDS:
            raise ValueError(f"A world is one of {', '.join(WORLDS)}, not {world!r}.")
        with self._one_at_a_time:
            self.store.clear()
            import_module(f"sandbox.worlds.{world}").build(self.store, self.clock)
            self.store.table("sandbox.world")["name"] = {"name": world}
            self.register_redirects()
        self.save()

    def register_redirects(self) -> None:
        self.store.tables[consent.REDIRECTS] = {address: {} for address in self.redirects}

    def tick(self) -> None:
        """Let land what is due."""
        with self._one_at_a_time:
            for remote, request in self._landings.due():
                self._respond(request, remote)

    def save(self) -> None:
        if self._state_path is not None:
            with self._one_at_a_time:
                self.store.save(self._state_path)

    def _own_answer(self, request: Request) -> Response:
        if request.path.startswith("/_sandbox/"):
            return control.answer(request, self)
        if request.path.startswith("/productive/"):
            return productive.answer(request, store=self.store, clock=self.clock)
        if request.path == "/" or request.path.startswith("/fortnox/app/"):
            return pages.answer(request, store=self.store, clock=self.clock)
        return html_answer("<h1>Not found</h1>", status=404)

    def _remote_answer(self, request: Request, remote: str) -> Response:
        if seconds := self.latency.next_seconds():
            self.clock.sleep(seconds)
        fault = self.faults.take(remote, request.method, request.path)
        entry = self.requests.note(request, remote=remote, at=self.clock.now(), fault=fault.kind if fault else "")
        response = faults.answer(self._exchange(request, remote), fault)
        entry.status = response.status_code
        return response

    def _exchange(self, request: Request, remote: str) -> faults.Exchange:
        return faults.Exchange(
            remote=remote,
            request=request,
            clock=self.clock,
            respond=lambda arrived: self._respond(arrived, remote),
            land_later=lambda sent, seconds: self._land_later(sent, remote, seconds=seconds),
        )

    def _land_later(self, request: Request, remote: str, *, seconds: float) -> None:
        with self._one_at_a_time:
            self._landings.land_later(request, remote=remote, seconds=seconds)

    def _respond(self, request: Request, remote: str) -> Response:
        respond = REMOTES[remote]
        return self._alone(lambda: respond(request, store=self.store, clock=self.clock), saving=request.method != "GET")

    def _alone(self, act: Callable[[], Response], *, saving: bool) -> Response:
        """One request at a time changes the world, and what it changed is on disk before it is answered."""
        with self._one_at_a_time:
            response = act()
            if saving:
                self.save()
            return response
