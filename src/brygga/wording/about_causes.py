"""Why an exchange with a remote came to nothing, as small type says it; the words of the log are for developers."""

from __future__ import annotations

import re

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

# A call as it is named everywhere: "POST /3/invoices".
CALL = re.compile(r"[A-Z]+ /\S*")

# By how the sentences of `brygga.remote` begin; those of exceptions are their names.
CAUSES: tuple[tuple[str, str], ...] = (
    ("Connect", _("no connection")),
    ("PoolTimeout", _("too many calls at once")),
    ("ReadTimeout", _("no whole answer in time")),
    ("WriteTimeout", _("no whole answer in time")),
    ("not whole after", _("no whole answer in time")),
    ("ReadError", _("the connection broke off")),
    ("WriteError", _("the connection broke off")),
    ("RemoteProtocolError", _("the connection broke off")),
    ("more than", _("the answer is too long")),
)
OF_ANOTHER_FORM = _("the answer is not as it should be")


def cause(asked: str, sentence: str) -> str:
    """`POST /3/invoices: no connection`; what is no call is not shown."""
    known = next((words for beginning, words in CAUSES if sentence.startswith(beginning)), OF_ANOTHER_FORM)
    told = gettext(known) if sentence else ""
    return ": ".join(part for part in (asked, told) if part) if CALL.fullmatch(asked) else ""
