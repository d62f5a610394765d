"""What only a real socket shows: dripping servers, cut connections, and nobody at home."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from brygga.clock import SystemClock
from brygga.remote.wire import AnswerLost, Limits, NothingSent, Received, Wire, open_http
from tests.remote.fake_wire import StillClock

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 4\r\n\r\n"
drip_seconds = 0.02
drips = 500
IMPATIENT = Limits(connect_timeout_seconds=2.0, answer_timeout_seconds=0.3)
PATIENT = Limits(connect_timeout_seconds=2.0, answer_timeout_seconds=20.0)

Serve = Callable[[socket.socket, threading.Event], object]


@contextmanager
def server(serve: Serve) -> Iterator[str]:
    """A server for one connection, and its address."""
    gone = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def run() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(65536)
                serve(connection, gone)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/3/"
        gone.set()
        thread.join(timeout=20)


def _ask(address: str, limits: Limits) -> Received:
    with open_http(address) as http:
        wire = Wire(http, clock=SystemClock(), limits=limits)
        return wire.exchange(wire.request("GET", "invoices"))


def _drip(connection: socket.socket, gone: threading.Event, *, first: bytes, then: bytes) -> None:
    """Never silent for long, and never done: a time-out for each wait alone would not notice."""
    try:
        connection.sendall(first)
        for _ in range(drips):
            if gone.wait(drip_seconds):
                return
            connection.sendall(then)
    except OSError:
        return


def test_it_reads_a_whole_answer() -> None:
    with server(lambda connection, _: connection.sendall(HEAD + b"true")) as address:
        assert _ask(address, PATIENT).json() is True


def test_it_gives_up_on_a_body_that_drips() -> None:
    def serve(connection: socket.socket, gone: threading.Event) -> None:
        _drip(connection, gone, first=HEAD.replace(b"4", b"9999"), then=b" ")

    with server(serve) as address, pytest.raises(AnswerLost):
        _ask(address, IMPATIENT)


def test_it_gives_up_on_headers_that_drip() -> None:
    def serve(connection: socket.socket, gone: threading.Event) -> None:
        _drip(connection, gone, first=b"HTTP/1.1 200 OK\r\n", then=b"X-A: b\r\n")

    with server(serve) as address, pytest.raises(AnswerLost):
        _ask(address, IMPATIENT)


def test_it_gives_up_on_a_silent_server() -> None:
    with server(lambda _, gone: gone.wait(10)) as address, pytest.raises(AnswerLost):
        _ask(address, IMPATIENT)


@pytest.mark.parametrize("sent", [b"", HEAD, HEAD + b"tr"], ids=["nothing", "headers", "half a body"])
def test_it_notices_a_cut_connection(sent: bytes) -> None:
    with server(lambda connection, _: connection.sendall(sent)) as address, pytest.raises(AnswerLost):
        _ask(address, PATIENT)


def test_it_knows_when_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/3/"
    with pytest.raises(NothingSent):
        _ask(address, PATIENT)


def test_it_knows_when_a_name_does_not_exist() -> None:
    with pytest.raises(NothingSent):
        _ask("http://nobody.invalid/3/", PATIENT)


def test_it_sends_nothing_after_the_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/3/"
        with pytest.raises(NothingSent):
            _ask(address, Limits(answer_timeout_seconds=-1.0))


def test_a_connection_kept_alive_sends_nothing_after_the_deadline_either() -> None:
    clock = StillClock()

    def serve(connection: socket.socket, _: threading.Event) -> None:
        connection.sendall(HEAD + b"true")
        seen.append(connection.recv(65536))

    seen: list[bytes] = []
    with server(serve) as address, open_http(address) as http:
        wire = Wire(http, clock=clock, limits=PATIENT)
        wire.exchange(wire.request("GET", "invoices"))
        late = Wire(http, clock=clock, limits=Limits(answer_timeout_seconds=0.0))
        with pytest.raises(AnswerLost):
            late.exchange(late.request("POST", "invoices", json={}))
    assert seen == [b""]
