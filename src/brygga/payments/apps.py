"""This room as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "brygga.payments"
    default_auto_field = "django.db.models.BigAutoField"
