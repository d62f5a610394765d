"""This room as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class HistoryConfig(AppConfig):
    name = "brygga.history"
    default_auto_field = "django.db.models.BigAutoField"
