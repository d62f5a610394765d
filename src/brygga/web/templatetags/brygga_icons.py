"""Icons, drawn on a grid of 20 by 20 with one stroke; decoration only, a word always stands beside them."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

CIRCLE = "M17.5 10a7.5 7.5 0 1 1-15 0 7.5 7.5 0 0 1 15 0"
RING = "M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0"

PATHS = {
    "invoice": "M5 2.5h7l3.5 3.5v11.5H5zM12 2.5V6h3.5M7.5 10h5M7.5 13.5h5",
    "credit": "M5 2.5h7l3.5 3.5v11.5H5zM12 2.5V6h3.5M7.5 11.5h5",
    "inbox": "M2.8 11.5 5 4h10l2.2 7.5V16H2.8zM2.8 11.5H7l1 2h4l1-2h4.2",
    "payments": "M2.5 5.5h15v9h-15zM12 10a2 2 0 1 1-4 0 2 2 0 0 1 4 0M5 10h.2M14.8 10h.2",
    "history": "M3.3 7.7A7 7 0 1 1 3 10M3 3.7v4h4M10 6.5V10l2.5 1.5",
    "settings": "M3 6h6.5M13.5 6H17M3 14h3.5M10.5 14H17M11.5 4.2v3.6M8.5 12.2v3.6",
    "link": "M8.5 11.5l3-3M9 6l1.6-1.6a3.5 3.5 0 0 1 5 5L14 11M11 14l-1.6 1.6a3.5 3.5 0 0 1-5-5L6 9",
    "unlink": "M9 6l1.6-1.6a3.5 3.5 0 0 1 5 5L14 11M11 14l-1.6 1.6a3.5 3.5 0 0 1-5-5L6 9M3.5 3.5l13 13",
    "building": "M4 17V4h8v13M12 8h4v9M2.5 17h15M6.5 7h3M6.5 10h3M6.5 13h3",
    "person": "M13 7a3 3 0 1 1-6 0 3 3 0 0 1 6 0M4 17c.6-3.4 3-5 6-5s5.4 1.6 6 5",
    "leave": "M8 3.5H4v13h4M8.5 10H17M13.5 6.5 17 10l-3.5 3.5",
    "language": f"{CIRCLE}M2.8 10h14.4"
    "M10 2.5c2.4 2.2 3.2 4.6 3.2 7.5s-.8 5.3-3.2 7.5c-2.4-2.2-3.2-4.6-3.2-7.5S7.6 4.7 10 2.5",
    "search": "M13 13l4 4M14.5 9a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0",
    "check": "M4 10.5l4 4 8-9",
    "close": "M5 5l10 10M15 5L5 15",
    "chevron": "M5.5 8l4.5 4.5L14.5 8",
    "back": "M12 5.5 7.5 10l4.5 4.5",
    "forth": "M8 5.5l4.5 4.5L8 14.5",
    "dots": "M4.6 10a.6.6 0 1 1-1.2 0 .6.6 0 0 1 1.2 0M10.6 10a.6.6 0 1 1-1.2 0 .6.6 0 0 1 1.2 0"
    "M16.6 10a.6.6 0 1 1-1.2 0 .6.6 0 0 1 1.2 0",
    "outside": "M8 4H4v12h12v-4M11.5 3.5h5v5M16.5 3.5 9 11",
    "pencil": "M3.5 16.5l.8-3.6L13 4.2l2.8 2.8-8.7 8.7zM11.3 5.9l2.8 2.8",
    "bin": "M3.5 5.5h13M8 5.5v-2h4v2M5 5.5l.8 11h8.4l.8-11M8.3 8.5v5M11.7 8.5v5",
    "again": "M16 6.5A7 7 0 1 0 17 10M16.5 3v3.7h-3.7",
    "add": "M10 4v12M4 10h12",
    "note": f"{CIRCLE}M10 9v5M10 6.2v.2",
    "waiting": f"{CIRCLE}M10 6v4l2.5 1.5",
    "working": "M10 2.5A7.5 7.5 0 1 1 2.5 10",
    "blocked": "M10 3 18 16.5H2zM10 8v4M10 14.2v.2",
    "unclear": f"{CIRCLE}M7.9 8a2.1 2.1 0 1 1 3.2 1.9c-.8.5-1.1.9-1.1 1.7M10 13.9v.2",
    "copied": "M4 10.5l4 4 8-9",
    "failed": f"{CIRCLE}M7.5 7.5l5 5M12.5 7.5l-5 5",
    "unpaid": RING,
    "late": RING,
    "paid": f"{RING}M6.8 10.2l2.2 2.3 4.2-4.8",
    "part": RING,
}
# The half of the ring that is filled when an invoice is partly paid.
PIE = mark_safe('<path class="pie" d="M10 5.5a4.5 4.5 0 0 1 0 9z"/>')


@register.simple_tag
def icon(name: str) -> SafeString:
    """The icon of this name; a name that does not exist is a mistake in the template."""
    pie = PIE if name == "part" else ""
    return format_html('<svg viewBox="0 0 20 20" aria-hidden="true"><path d="{}"/>{}</svg>', PATHS[name], pie)
