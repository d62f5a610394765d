"""The programs, and the people who work with them: each at a browser of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, StorageState, expect

from sandbox.worlds import cast
from tests.journeys.people import Person
from tests.journeys.programs import Programs
from tests.journeys.sandbox_desk import SandboxDesk

PATIENCE_MILLISECONDS = 10_000
DESK = {"width": 1440, "height": 900}

# No door of this release adds a second user: this is what the operator does instead.
ADD_USER = """
import sys, django
django.setup()
from brygga.tenants.models import User
email, password, name = sys.argv[1:]
User.objects.create_user(email, password, name=name)
"""
GIVE_ROLE = """
import sys, django
django.setup()
from brygga.tenants.models import Membership, Organisation, User
email, role, organisation = sys.argv[1:]
found = Organisation.objects.get(productive_organisation_id=organisation)
user = User.objects.get(email=email)
Membership.objects.update_or_create(user=user, organisation=found, defaults={"role": role})
"""


@dataclass
class Agency:
    """The programs, and who works with them."""

    programs: Programs
    browser: Browser
    signed_in: dict[str, StorageState] = field(default_factory=dict)
    _days: Iterator[int] = field(default_factory=lambda: iter(range(1, 32)))

    @property
    def sandbox(self) -> SandboxDesk:
        return self.programs.sandbox

    def unrated_day(self) -> str:
        """A day whose exchange rate no other story enters: a rate is kept for every invoice of its day."""
        return f"2026-10-{next(self._days):02}"

    def employ(self, email: str, password: str, *, name: str, role: str = "") -> None:
        """Somebody new; a role is one at Fyrljus."""
        self.programs.python(ADD_USER, email, password, name)
        if role:
            self.give_role(email, role)

    def give_role(self, email: str, role: str) -> None:
        self.programs.python(GIVE_ROLE, email, role, cast.PRODUCTIVE_ORGANISATION_ID)

    def visitor(self, **context: Any) -> Person:
        """Somebody who has not signed in."""
        wanted: dict[str, Any] = {"viewport": DESK, "locale": "en-GB", **context}
        made = self.browser.new_context(**wanted)
        made.set_default_timeout(PATIENCE_MILLISECONDS)
        return Person(made, self.programs.brygga_url)

    def person(self, email: str = "", password: str = "", **context: Any) -> Person:
        """Somebody who has signed in, by default the first user; the session of an earlier story is used again."""
        email, password = email or self.programs.email, password or self.programs.password
        if email not in self.signed_in:
            first = self.visitor()
            first.signs_in(email, password)
            expect(first.page.get_by_role("heading", level=1)).not_to_have_text("Sign in")
            self.signed_in[email] = first.context.storage_state()
            first.context.close()
        return self.visitor(storage_state=self.signed_in[email], **context)
