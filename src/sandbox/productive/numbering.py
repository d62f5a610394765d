"""Invoice numbers by the format of a subsidiary (help article 2179633)."""

from __future__ import annotations

import re
from datetime import date

from sandbox.productive import records
from sandbox.productive.errors import Refused
from sandbox.store import Record, Store

TABLE = "productive.number_series"
COUNTER = re.compile(r"\{(n{1,3})\}")
DATE_PARTS = {"{yyyy}": r"\d{4}", "{yy}": r"\d{2}", "{q}": r"[1-4]", "{mm}": r"\d{2}"}


def next_number(store: Store, invoice: Record) -> str:
    """Take the next number of the invoice's series. Duplicates are allowed, as in Productive.

    Only the counter that is never reset is played; `{company_code}` has a counter for each client company.
    """
    number_format = _format(store, invoice)
    if not number_format:
        raise Refused("number_needed", pointer="data/attributes/number")
    series = _series(store, invoice, number_format)
    last = store.table(TABLE).setdefault(series, {"last": 0})
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


def _series(store: Store, invoice: Record, number_format: str) -> str:
    subsidiary = records.follow(store, invoice, "subsidiary")
    own_format = subsidiary["attributes"]["invoice_number_format"] if subsidiary else ""
    by_company = "{company_code}" in own_format
    return f"{invoice['related']['subsidiary']}/{invoice['related']['company'] if by_company else number_format}"
