"""Sentences in both languages: every kind is explained, and nothing raw is shown."""

from __future__ import annotations
