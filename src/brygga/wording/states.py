"""What the state of a copy is called."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from brygga.copying.states import CopyState

NAMES: Mapping[str, str] = {
    CopyState.WAITING: _("Waiting"),
    CopyState.WORKING: _("Working"),
    CopyState.BLOCKED: _("Blocked"),
    CopyState.UNCLEAR: _("Unclear"),
    CopyState.COPIED: _("Copied"),
    CopyState.CANCELLED: _("Cancelled"),
    CopyState.FAILED: _("Failed"),
}


def state_name(state: str) -> str:
    """`Copied` and `Kopierad`; `Not copied` for the state of no copy at all."""
    return gettext(NAMES.get(state, _("Not copied")))
