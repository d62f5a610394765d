"""`brygga serve`: the pages and the worker in one process."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Iterator
from typing import Any, NoReturn

import typer
import waitress
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils.module_loading import import_string

from brygga.cli.exits import Exit
from brygga.connections.organisations import first_user
from brygga.connections.outside import Outside, outside
from brygga.jobs.dbos_engine import DbosEngine, prepare_sqlite
from brygga.jobs.engine import Wake
from brygga.jobs.kinds import NOTICE, run
from brygga.jobs.listener import Listener
from brygga.jobs.waking import make_all_due
from brygga.jobs.worker import Worker, WorkerRunsElsewhere, nudge, only_worker
from brygga.tenants.models import User

THREADS = 8
# The name of the lock under which one process at a time prepares a shared database.
PREPARING = 81_002_026


def serve() -> None:
    """Serve the pages and do the work, until stopped. Prepares the database and makes the first user."""
    environment = settings.ENVIRONMENT
    environment.home.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGTERM, _stop)
    try:
        with only_worker():
            _prepare(environment)
            with _working(environment, outside()):
                _serve_pages(environment)
    except WorkerRunsElsewhere as error:
        sys.stderr.write(f"{error}\n")
        raise typer.Exit(Exit.WRONG_USAGE) from None


def _prepare(environment: Any) -> None:
    """The schema and the first user; of several processes that start on one PostgreSQL, one after the other."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_lock(%s)", [PREPARING])
        try:
            call_command("migrate", verbosity=0, interactive=False)
            _first_user(environment)
        finally:
            if connection.vendor == "postgresql":
                cursor.execute("SELECT pg_advisory_unlock(%s)", [PREPARING])


def _first_user(environment: Any) -> None:
    """Made when there is nobody yet. The password stands in a file for its owner before it is anybody's."""
    if User.objects.exists():
        return
    password = environment.first_user_password or outside().ids.new().hex
    kept = environment.home / "first-sign-in.txt"
    kept.touch(mode=0o600)
    kept.write_text(f"{environment.first_user_email}\n{password}\n", encoding="utf-8")
    first_user(email=environment.first_user_email, password=password, outside=outside())
    sys.stdout.write(f"The first user is {environment.first_user_email}; the password is in {kept}.\n")


@contextlib.contextmanager
def _working(environment: Any, world: Outside) -> Iterator[None]:
    """The worker beside the pages. On SQLite it is the only one, and takes over at once what a dead one held."""
    alone = connection.vendor == "sqlite"
    address = prepare_sqlite(environment.home / "engine.sqlite3") if alone else environment.database_url
    engine = DbosEngine(database_url=address, executor=world.ids.new(), do=lambda wake: _do(wake, world))
    engine.launch(alone=alone)
    if alone:
        make_all_due(outside=world)
    worker, listener = Worker(engine, outside=world), Listener(outside=world)
    worker.start()
    listener.start()
    try:
        yield
    finally:
        listener.stop()
        worker.stop()
        engine.stop()


def _do(wake: Wake, world: Outside) -> None:
    run(wake, outside=world)
    if wake.kind == NOTICE:
        nudge()  # It asked the sync of an invoice to look, and seconds count.


def _serve_pages(environment: Any) -> None:
    application = import_string(settings.WSGI_APPLICATION)
    sys.stdout.write(f"Brygga listens on {environment.url}\n")
    sys.stdout.flush()
    with contextlib.suppress(KeyboardInterrupt):
        waitress.serve(application, host=environment.host, port=environment.port, threads=THREADS, _quiet=True)


def _stop(_number: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt
