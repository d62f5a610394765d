"""What stands around every page: where one is, whose organisation it is, and what needs somebody."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from brygga.connections.models import Connection, ConnectionState, Subsidiary
from brygga.copying.models import Copy
from brygga.payments.status import needing_you as payments_needing_you
from brygga.tenants.models import Membership


class Shell:
    """The frame of one member's pages; asks the database only for what a page shows."""

    def __init__(self, membership: Membership) -> None:
        self.membership = membership
        self.organisation = membership.organisation

    @cached_property
    def needs_you(self) -> int:
        copies = Copy.objects.within(self.organisation).needing_you().count()
        return copies + payments_needing_you(self.organisation).count()

    @cached_property
    def subsidiaries(self) -> int:
        return Subsidiary.objects.within(self.organisation).count()

    @cached_property
    def connected(self) -> int:
        return self._states.count(ConnectionState.CONNECTED)

    @cached_property
    def must_reconnect(self) -> bool:
        return ConnectionState.RECONNECT_NEEDED in self._states

    @cached_property
    def other_memberships(self) -> list[Membership]:
        mine = Membership.objects.filter(user=self.membership.user_id).exclude(pk=self.membership.pk)
        return list(mine.select_related("organisation").order_by("organisation__name"))

    @cached_property
    def _states(self) -> list[str]:
        return list(Connection.objects.within(self.organisation).values_list("state", flat=True))


def context(request: HttpRequest) -> dict[str, Any]:
    """The frame for templates, and the languages that can be chosen."""
    membership = getattr(request, "membership", None)
    return {"shell": Shell(membership) if membership else None, "languages": settings.LANGUAGES}
