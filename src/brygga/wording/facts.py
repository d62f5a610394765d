"""Raw facts as a reader wants them: dates, amounts and shares in the language of now, lines by their first words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from brygga.accounting.rulebook import AccountUse, Treatment
from brygga.wording import formats
from brygga.wording.explanations import fill, quoted

DAYS = {"date", "locked_until", "today", "rate_on", "meant_on", "found_on", "wanted_on"}
AMOUNTS = {
    "total", "amount", "left", "computed", "productive", "meant", "difference", "balance", "paid", "found", "fortnox",
}  # fmt: skip
SHARES = {"rate", "percent"}
QUANTITIES = {"megabytes", "kronor"}
USES: Mapping[str, str] = {
    AccountUse.RATE_25: _("25 %% VAT"),
    AccountUse.RATE_12: _("12 %% VAT"),
    AccountUse.RATE_6: _("6 %% VAT"),
    AccountUse.OUTLAY: _("outlays"),
    AccountUse.EXEMPT: _("exempt revenue"),
    AccountUse.EU: _("services to businesses in the EU"),
    AccountUse.EXPORT: _("services outside the EU"),
    AccountUse.REVERSE_CHARGE: _("reverse charge in Sweden"),
}
TREATMENTS: Mapping[str, str] = {
    Treatment.NORMAL: _("Ordinary"),
    Treatment.ADVANCE: _("Advance"),
    Treatment.OUTLAY: _("Outlay"),
    Treatment.EXEMPT: _("Exempt"),
}
TOLD: Mapping[str, Mapping[str, str]] = {"use": USES, "other_use": USES, "treatment": TREATMENTS}
REMOTES = {"fortnox": "Fortnox", "productive": "Productive"}


def shown(facts: Mapping[str, Any], line: int | None = None) -> dict[str, str]:
    """Each fact as text; `line` is the line that they are about, as it reads in a sentence."""
    texts = {name: _shown(name, _text(value), _text(facts.get("currency"))) for name, value in facts.items()}
    texts.setdefault("use", texts.get("rate", ""))  # Until 2026-11 a row kept the rate that an account was for.
    texts["line"] = line_words(line, _text(facts.get("text")))
    if texts.get("country") and texts.get("code"):
        texts["country"] = formats.country(texts["code"])
    return texts


def line_words(number: int | None, text: str) -> str:
    """`Line 2 (“Strategy workshop”)`."""
    name = gettext("Line %(number)s") % {"number": number} if number else gettext("A line")
    return f"{name} ({quoted(text)})" if text else name


def as_day(text: str) -> str:
    return _or_raw(text, lambda: formats.day(date.fromisoformat(text)))


def as_amount(text: str, currency: str = "") -> str:
    number = Decimal(text) if _is_number(text) else None
    if number is None:
        return text
    return formats.money(number, currency) if currency else formats.amount(number)


def as_quantity(text: str) -> str:
    return formats.quantity(Decimal(text)) if _is_number(text) else text


def as_percent(text: str) -> str:
    return formats.percent(Decimal(text)) if _is_number(text) else text


def _shown(name: str, text: str, currency: str) -> str:
    if name in DAYS:
        return as_day(text)
    if name in TOLD and text in TOLD[name]:
        return fill(TOLD[name][text], {})
    if name in AMOUNTS:
        return as_amount(text, currency)
    if name in SHARES:
        return as_percent(text)
    if name in QUANTITIES:
        return as_quantity(text)
    if name == "customers":
        return ", ".join(text.split())
    if name == "seconds" and text.isdecimal():
        return formats.duration(int(text))
    return REMOTES.get(text, text) if name == "remote" else text


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _or_raw(text: str, write: Callable[[], str]) -> str:
    try:
        return write()
    except ValueError:
        return text


def _text(value: Any) -> str:
    return "" if value is None else str(value)
