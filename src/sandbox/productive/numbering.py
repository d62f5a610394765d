"""Invoice numbers by the format of a subsidiary (help article 2179633)."""

from __future__ import annotations

import re
from datetime import date

from sandbox.productive import records, switches
from sandbox.productive.errors import Refused
from sandbox.store import Record, Store

TABLE = "productive.number_series"
COUNTER = re.compile(r"\{(n{1,3})\}")
# When the counter begins again (help article 2179633); these words of `invoice_number_scope` are a guess.
NEVER, YEARLY, BY_FORMAT = "never", "yearly", "format"
RESETS = (None, NEVER, YEARLY, BY_FORMAT)
DATE_PARTS = {"{yyyy}": r"\d{4}", "{yy}": r"\d{2}", "{q}": r"[1-4]", "{mm}": r"\d{2}"}


def next_number(store: Store, invoice: Record) -> str:
    """Take the next number of the invoice's series. Duplicates are allowed, as in Productive.

    `{company_code}` has a counter for each client company. A counter belongs to a subsidiary, or is shared by all of an
    organisation (a switch: where Productive keeps that choice is not known).
    """
    number_format = _format(store, invoice)
    if not number_format:
        raise Refused("number_needed", pointer="data/attributes/number")
    series = _series(store, invoice, number_format)
    last = store.table(TABLE).get(series) or {"last": _began_at(store, invoice)}
    store.table(TABLE)[series] = last
    last["last"] += 1
    text = _with_dates(number_format, invoice)
    return COUNTER.sub(lambda counter: str(last["last"]).zfill(len(counter[1])), text)


def follow_up(store: Store, invoice: Record) -> None:
    """Go on counting from a number that was set by hand, where it fits the format."""
    number_format = _format(store, invoice)
    if not number_format or not invoice["attributes"]["number"]:
        return
    pattern = COUNTER.sub("@", _with_company(store, invoice, number_format))
    parts = re.split(r"(\{\w+\}|@)", pattern)
    known = DATE_PARTS | {"@": r"(\d+)"}
    fitting = re.fullmatch("".join(known.get(part, re.escape(part)) for part in parts), invoice["attributes"]["number"])
    if fitting is not None and fitting.groups():
        store.table(TABLE)[_series(store, invoice, number_format)] = {"last": int(fitting[1])}


def _format(store: Store, invoice: Record) -> str | None:
    subsidiary = records.follow(store, invoice, "subsidiary")
    text = subsidiary["attributes"]["invoice_number_format"] if subsidiary else None
    return _with_company(store, invoice, text) if text else None


def _with_company(store: Store, invoice: Record, text: str) -> str:
    company = records.follow(store, invoice, "company")
    return text.replace("{company_code}", (company["attributes"]["company_code"] or "") if company else "")


def _with_dates(text: str, invoice: Record) -> str:
    day = date.fromisoformat(invoice["attributes"]["invoiced_on"])
    filled = {"{yyyy}": f"{day:%Y}", "{yy}": f"{day:%y}", "{q}": str((day.month + 2) // 3), "{mm}": f"{day:%m}"}
    for name, value in filled.items():
        text = text.replace(name, value)
    return text


def begin(store: Store, subsidiary: Record, *, last: int, day: date) -> None:
    """Let the next number of a subsidiary with one counter follow `last`."""
    invoice = {
        "organization": subsidiary["organization"],
        "attributes": {"invoiced_on": day.isoformat()},
        "related": {"subsidiary": subsidiary["id"]},
        "type": "invoices",
    }
    store.table(TABLE)[_series(store, invoice, subsidiary["attributes"]["invoice_number_format"])] = {"last": last}


def _began_at(store: Store, invoice: Record) -> int:
    """Where a new series goes on from: a shared one from the highest of the organisation's subsidiaries."""
    if not switches.read(store, "number_counter_is_shared"):
        return 0
    mine = {one["id"] for one in records.of_organisation(store, "subsidiaries", invoice["organization"])}
    counters = store.table(TABLE).items()
    return max((row["last"] for series, row in counters if series.partition("/")[0] in mine), default=0)


def _series(store: Store, invoice: Record, number_format: str) -> str:
    subsidiary = records.follow(store, invoice, "subsidiary")
    own = subsidiary["attributes"] if subsidiary else {"invoice_number_format": "", "invoice_number_scope": None}
    is_shared = switches.read(store, "number_counter_is_shared")
    owner = f"organisation {invoice['organization']}" if is_shared else invoice["related"]["subsidiary"]
    by_company = "{company_code}" in str(own["invoice_number_format"])
    series = f"{owner}/{invoice['related']['company'] if by_company else number_format}"
    period = _period(own["invoice_number_scope"], number_format, invoice)
    return f"{series}/{period}" if period else series


def _period(reset: str | None, number_format: str, invoice: Record) -> str:
    """What a counter lasts for: the year, or what the dates in the format show; nothing where it is never reset."""
    if reset == YEARLY:
        return str(invoice["attributes"]["invoiced_on"][:4])
    if reset == BY_FORMAT:
        return _with_dates(" ".join(part for part in DATE_PARTS if part in number_format), invoice)
    return ""
