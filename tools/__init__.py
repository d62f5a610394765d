"""Tools for whoever works on Brygga; the product never imports them."""

from __future__ import annotations
