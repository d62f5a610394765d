"""Carries Productive's webhooks to their receivers, beside the requests and never with the store in hand."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sandbox.clock import SandboxClock
from sandbox.faults import Faults
from sandbox.productive import webhook_delivery
from sandbox.productive.webhook_delivery import Parcel, Post
from sandbox.productive.webhook_post import post_over_http
from sandbox.store import Store

# How long a retry that became due by the clock alone may lie before somebody looks.
LOOKS_EVERY_SECONDS = 0.5


class Postman:
    """Delivers what is due. A receiver may ask the sandbox in return while it is being posted to."""

    def __init__(
        self,
        store: Store,
        clock: SandboxClock,
        *,
        faults: Faults,
        happening: threading.Condition,
        post: Post = post_over_http,
    ) -> None:
        self._store = store
        self._clock = clock
        self._faults = faults
        self._happening = happening
        self._post = post
        self._stopped = False

    def deliver(self) -> int:
        """Post everything that is due now; how many attempts were made."""
        with self._happening:
            parcels = webhook_delivery.take_due(self._store, self._clock)
        for parcel in parcels:
            status = self._posted(parcel)
            with self._happening:
                webhook_delivery.settle(self._store, self._clock, parcel, status=status)
                self._store.commit()
        return len(parcels)

    @contextmanager
    def on_the_round(self) -> Iterator[None]:
        """Deliver in a thread of its own, while the block runs."""
        thread = threading.Thread(target=self._walk, name="postman", daemon=True)
        thread.start()
        try:
            yield
        finally:
            with self._happening:
                self._stopped = True
                self._happening.notify_all()
            thread.join()

    def _walk(self) -> None:
        while True:
            self.deliver()
            with self._happening:
                if self._stopped:
                    return
                self._happening.wait(timeout=LOOKS_EVERY_SECONDS)

    def _posted(self, parcel: Parcel) -> int:
        """The status of the receiver's answer; a planned duplicate is posted twice."""
        if self._faults.take_delivery("productive", parcel.address):
            webhook_delivery.status_of(parcel, self._post)
        return webhook_delivery.status_of(parcel, self._post)
