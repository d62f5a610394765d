"""The pages as a Django app, for their templates and static files."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "brygga.web"
