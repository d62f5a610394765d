"""Whether this process answers and reaches its database; for whoever starts it and watches it."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET


@require_GET
@never_cache
def health(_request: HttpRequest) -> HttpResponse:
    connection.ensure_connection()
    return HttpResponse("well\n", content_type="text/plain")
