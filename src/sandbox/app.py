"""The sandbox as one WSGI application: both remotes, their plain pages and the control plane."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from werkzeug import Request, Response

from sandbox import control, fault_acts, unknown_calls
from sandbox.clock import Latency, SandboxClock
from sandbox.faults import Faults
from sandbox.fortnox import access, consent
from sandbox.fortnox import urls as fortnox
from sandbox.landings import Landings
from sandbox.pages import urls as pages
from sandbox.productive import limits
from sandbox.productive import urls as productive
from sandbox.request_log import RequestLog
from sandbox.stale_reads import StaleReads
from sandbox.store import Store
from sandbox.wire import html_answer
from sandbox.worlds import catalogue

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

REMOTES = {"fortnox": fortnox.answer, "productive": productive.answer}
# Faults, latency and the request log are about these; pages for people are spared.
REMOTE_PATHS = {
    "/fortnox/3": "fortnox",
    "/fortnox/oauth-v1/": "fortnox",
    "/fortnox/api/": "fortnox",
    "/productive/api/": "productive",
}
# Every request is counted here; that alone is not worth a line in the journal.
COUNTED = frozenset({access.CALLS, limits.TABLE})
BODY_BYTES_MAX = 20_000_000


def create_app(
    world: str = catalogue.DEFAULT,
    *,
    seed: int = 1,
    clock: SandboxClock | None = None,
    state_path: Path | None = None,
    latency: Latency | None = None,
    redirects: Iterable[str] = (),
) -> Sandbox:
    """A sandbox with a world in it: the one an earlier run left at `state_path`, else a new one.

    `redirects` are the addresses that Fortnox may send a consent to, besides all local ones.
    """
    sandbox = Sandbox(clock or SandboxClock(), latency=latency or Latency(), redirects=tuple(redirects))
    if state_path is None or not sandbox.store.keep_at(state_path):
        sandbox.build(world, seed=seed)
    else:
        sandbox.register_redirects()
        sandbox.store.save()
    return sandbox


class Sandbox:
    """Both remotes. Tests reach into `store`, `clock`, `faults`, `requests` and `latency`.

    Whoever waits for something to happen waits for `happening`, which is also what keeps requests apart.
    """

    def __init__(self, clock: SandboxClock, *, latency: Latency, redirects: tuple[str, ...] = ()) -> None:
        self.store = Store()
        self.clock = clock
        self.faults = Faults()
        self.requests = RequestLog()
        self.latency = latency
        self.happening = threading.Condition(threading.RLock())
        self._redirects = redirects
        self._landings = Landings(self.store, clock)
        self._stale_reads = StaleReads(self.store, clock)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        with Request(environ) as request:  # Closes the files that a form brought.
            request.max_content_length = BODY_BYTES_MAX
            return self.answer(request)(environ, start_response)

    def answer(self, request: Request) -> Response:
        """Answer one request; raises ConnectionCut where the connection breaks instead."""
        self.tick()
        for prefix, remote in REMOTE_PATHS.items():
            if request.path.startswith(prefix):
                return self._remote_answer(request, remote)
        return self._alone(lambda: self._own_answer(request), request)

    def build(self, world: str, *, seed: int = 1) -> None:
        """Forget everything and fill this world."""
        if world not in catalogue.WORLDS:
            raise ValueError(f"A world is one of {', '.join(catalogue.WORLDS)}, not {world!r}.")
        with self.happening:
            self.store.clear()
            catalogue.build(world, self.store, self.clock, seed=seed)
            self.register_redirects()
            self.store.save()

    def register_redirects(self) -> None:
        known = self.store.table(consent.REDIRECTS)
        known.clear()
        known.update((address, {}) for address in self._redirects)

    def tick(self) -> None:
        """Let land what is due."""
        with self.happening:
            for remote, request in self._landings.due():
                with request:
                    self._respond(request, remote)

    def save(self) -> None:
        """Fold what was written down since the start into one snapshot."""
        with self.happening:
            self.store.save()

    def _own_answer(self, request: Request) -> Response:
        self._stale_reads.remember(request)
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
        response = fault_acts.answer(self._exchange(request, remote), fault)
        unknown = fault is None and unknown_calls.is_unknown(request, response, remote=remote)
        self.requests.settle(entry, status=response.status_code, unknown=unknown)
        return response

    def _exchange(self, request: Request, remote: str) -> fault_acts.Exchange:
        return fault_acts.Exchange(
            remote=remote,
            request=request,
            store=self.store,
            clock=self.clock,
            alone=self.happening,
            respond=lambda arrived: self._respond(arrived, remote),
            land_later=lambda sent, seconds: self._land_later(sent, remote, seconds=seconds),
        )

    def _land_later(self, request: Request, remote: str, *, seconds: float) -> None:
        with self.happening:
            self._landings.land_later(request, remote=remote, seconds=seconds)
            self.store.commit()

    def _respond(self, request: Request, remote: str) -> Response:
        return self._alone(lambda: self._played(request, remote), request)

    def _played(self, request: Request, remote: str) -> Response:
        self._stale_reads.remember(request)
        return REMOTES[remote](request, store=self._stale_reads.store_for(request), clock=self.clock)

    def _alone(self, act: Callable[[], Response], request: Request) -> Response:
        """One request at a time changes the world, and what it changed is on disk before it is answered."""
        with self.happening:
            response = act()
            # Some of Fortnox's GETs do something: they print, and they mail.
            if request.method != "GET" or self.store.has_news(besides=COUNTED):
                self.store.commit()
            self.happening.notify_all()
            return response
