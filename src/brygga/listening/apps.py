"""This room as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class ListeningConfig(AppConfig):
    name = "brygga.listening"
    default_auto_field = "django.db.models.BigAutoField"
