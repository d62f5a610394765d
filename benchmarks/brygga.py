"""Measure what needs Brygga's rows: `python -m benchmarks.brygga`, on a database of its own that is thrown away."""

from __future__ import annotations

import os
from importlib import import_module

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    import_module("benchmarks.payments").main()
