"""For which organisation a request is made, and what every answer carries."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from brygga.tenants.models import Membership, Organisation, User

SESSION_KEY = "organisation"


class TenantRequest(HttpRequest):
    """A request of a signed-in member: what a view behind `reader`, `finance` or `admin` is given."""

    user: User
    organisation: Organisation
    membership: Membership


class TenantMiddleware:
    """Sets `request.membership` and `request.organisation`: the chosen organisation, else the first, else None."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        membership = _membership(request)
        request.membership = membership  # type: ignore[attr-defined]  # TenantRequest names it.
        request.organisation = membership.organisation if membership else None  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.user.is_authenticated:
            # Figures of one person's books stay out of every cache.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


def _membership(request: HttpRequest) -> Membership | None:
    if not isinstance(request.user, User):
        return None
    mine = Membership.objects.filter(user=request.user).select_related("organisation").order_by("pk")
    chosen = request.session.get(SESSION_KEY)
    return mine.filter(organisation=chosen).first() or mine.first() if chosen else mine.first()
