"""What a page says when it cannot be shown: our own database is in trouble, or nobody foresaw what happened."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.template import loader

from brygga.copying.turns import DATABASE_TROUBLE
from brygga.wording import errors


def broken(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  Django's shape; a broken page trusts nothing of it.
    """Trouble with the database has a cause and a remedy, and passes; everything else is our mistake."""
    error = sys.exc_info()[1]
    if isinstance(error, DATABASE_TROUBLE):
        explained = {"explanation": errors.explain(error)}
        return HttpResponse(loader.render_to_string("503.html", explained), status=503)
    return HttpResponse(loader.render_to_string("500.html"), status=500)
