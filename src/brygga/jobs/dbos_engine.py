"""The engine: DBOS Transact, embedded. A workflow means only "run this until it rests"; progress lives in our rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import structlog
from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer, SetEnqueueOptions, SetWorkflowID, WorkflowStatus
from django.db import close_old_connections

from brygga.jobs.engine import Wake

QUEUE = "brygga"
QUEUE_ALONE = "brygga-alone"
# A Fortnox POST takes 283 ms at the median, so three at a time reach Fortnox's limit and one does not.
PER_LANE_MAX = 3
THREADS_MAX = 16
POLLING_SECONDS = 0.2
# Changes only when the shape of the workflow does, so that a new release runs what an old one woke.
APPLICATION_VERSION = "1"
STOP_WITHIN_SECONDS = 10
# No turn lasts so long: each of its few requests is answered or given up within half a minute.
DEAD_AFTER = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(days=1)
BATCH_MAX = 500

log = structlog.get_logger()


class DbosEngine:
    """Runs wakes on a queue that is partitioned by lane. One in a process, launched after any fork."""

    def __init__(self, *, database_url: str, executor: UUID, do: Callable[[Wake], None]) -> None:
        self._do = do
        config: DBOSConfig = {
            "name": "brygga",
            "system_database_url": database_url,
            "executor_id": str(executor),
            "application_version": APPLICATION_VERSION,
            "serializer": DBOSPortableJSONSerializer(),  # Ids only, and readable: nothing secret ever enters.
            "max_executor_threads": THREADS_MAX,
            "console_log_level": "ERROR",
            "log_level": "ERROR",
        }
        DBOS(config=config)
        self._workflow = DBOS.workflow(name="run_wake")(self._body())

    def launch(self, *, alone: bool) -> None:
        """Start taking work. `alone` says that no other process can be alive: then all that is under way is dead."""
        DBOS.launch()
        if alone:
            _drop(DBOS.list_workflows(status=["PENDING", "ENQUEUED"], load_input=False, load_output=False))
        for queue, per_lane in ((QUEUE, PER_LANE_MAX), (QUEUE_ALONE, 1)):
            DBOS.register_queue(
                queue,
                worker_concurrency=THREADS_MAX,
                partition_concurrency=per_lane,
                polling_interval_sec=POLLING_SECONDS,
            )

    def tidy(self, now: datetime) -> None:
        """Free the lanes that dead processes hold, and forget what was done long ago.

        The engine takes over nothing from a process that died for good. It need not: the rows wake again by
        themselves, and a turn that still lives after so long has lost its attempt to a newer one.
        """
        dead = DBOS.list_workflows(
            status="PENDING",
            dequeued_before=(now - DEAD_AFTER).isoformat(),
            limit=BATCH_MAX,
            load_input=False,
            load_output=False,
        )
        _drop(dead)
        done = DBOS.list_workflows(
            status=["SUCCESS", "ERROR", "CANCELLED"],
            completed_before=(now - FORGOTTEN_AFTER).isoformat(),
            limit=BATCH_MAX,
            load_input=False,
            load_output=False,
        )
        if done:
            DBOS.delete_workflows([each.workflow_id for each in done])

    def stop(self) -> None:
        DBOS.destroy(workflow_completion_timeout_sec=STOP_WITHIN_SECONDS, destroy_registry=True)

    def wake(self, wake: Wake) -> None:
        with SetWorkflowID(wake.key), SetEnqueueOptions(queue_partition_key=wake.lane):
            queue = QUEUE_ALONE if wake.is_alone else QUEUE
            DBOS.enqueue_workflow(queue, self._workflow, wake.kind, wake.id, wake.lane, wake.claim)

    def _body(self) -> Callable[[str, str, str, str], None]:
        def run_wake(kind: str, subject: str, lane: str, claim: str) -> None:
            close_old_connections()
            try:
                self._do(Wake(kind=kind, id=subject, lane=lane, claim=claim))
            except Exception:
                # The row was pushed ahead and wakes again; the lane must not be held by it.
                log.exception("work failed", kind=kind, id=subject)
            finally:
                close_old_connections()

        return run_wake


def _drop(dead: list[WorkflowStatus]) -> None:
    if dead:
        DBOS.cancel_workflows([each.workflow_id for each in dead])
        log.info("dropped what a dead process held", count=len(dead))


def prepare_sqlite(path: Path) -> str:
    """The engine's own file, in WAL mode, which DBOS does not set by itself; returns its address."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA journal_mode=WAL")
    return f"sqlite:///{path}"
