"""This room as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class TenantsConfig(AppConfig):
    name = "brygga.tenants"
    default_auto_field = "django.db.models.BigAutoField"
