"""Every address, door by door."""

from __future__ import annotations

from django.urls import include, path

from brygga.web.health import health

handler500 = "brygga.web.broken.broken"

urlpatterns = [path("healthz", health, name="health"), path("", include("brygga.web.urls"))]
