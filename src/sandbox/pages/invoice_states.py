"""In which state an invoice is, in the words of a bookkeeper. Fortnox has no field for it."""

from __future__ import annotations

from markupsafe import Markup

from sandbox.fortnox.fields import decimal
from sandbox.pages import frame
from sandbox.store import Record

# What the list can be narrowed to, and how it is called.
STATES = {
    "unbooked": "Not booked",
    "open": "Open",
    "overdue": "Overdue",
    "paid": "Paid",
    "credit": "Credit notes",
    "cancelled": "Cancelled",
}


def is_in(record: Record, state: str, *, today: str) -> bool:
    """Whether an invoice is in a state; "open" holds the overdue ones too."""
    is_open = bool(record["Booked"]) and decimal(record["Balance"]) != 0
    states: dict[str, bool] = {
        "unbooked": not record["Booked"] and not record["Cancelled"],
        "open": is_open,
        "overdue": is_open and record["DueDate"] < today and record["Credit"] == "false",
        "paid": bool(record["Booked"]) and not is_open,
        "credit": record["Credit"] == "true",
        "cancelled": bool(record["Cancelled"]),
    }
    return states[state]


def word(record: Record) -> tuple[str, str]:
    """The state in words, and how loud it is shown."""
    if record["Cancelled"]:
        return "Cancelled", "quiet"
    if not record["Booked"]:
        return "Not booked", "open"
    if decimal(record["Balance"]) == 0:
        return "Paid", ""
    if record["Credit"] == "false" and decimal(record["Balance"]) != decimal(record["Total"]):
        return "Part paid", "open"
    return "Booked", ""


def marks(record: Record) -> Markup:
    kind = frame.mark("Credit note", "quiet") + " " if record["Credit"] == "true" else Markup("")
    sent = Markup(" ") + frame.mark("Sent", "quiet") if record["Sent"] else Markup("")
    return kind + frame.mark(*word(record)) + sent
