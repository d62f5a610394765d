"""Brygga copies invoices from Productive to Fortnox and brings payments back."""

from __future__ import annotations

__version__ = "0.1.0"
