"""Takes secrets and personal numbers out of any text that reaches an error, a log or the history."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

REDACTED = "[redacted]"
PERSONAL_NUMBER = "[personal number]"
secret_characters_min = 4

SECRET_NAMES = (
    "authorization",
    "x-auth-token",
    "access[_-]?token",
    "refresh[_-]?token",
    "id[_-]?token",
    "client[_-]?secret",
    "signature[_-]?token",
    "api[_-]?key",
    "password",
    "secret",
    "token",
    "code_verifier",
)
# A secret beside its name, however it is written: JSON, a form, a query, a header or a Python value.
NAMED_SECRET = re.compile(
    rf"(?P<name>\b(?:{'|'.join(SECRET_NAMES)})\b\\?[\"']?\s*[:=]\s*)"
    r"(?P<value>\\?[\"'](?:[^\"'\\]|\\.)*\\?[\"']|(?:Bearer|Basic)\s+[^\s\"',;&]+|[^\s\"',;&}]+)",
    re.IGNORECASE,
)
CREDENTIALS = re.compile(r"\b(?P<scheme>Bearer|Basic)\s+[A-Za-z0-9._~+/=-]+", re.IGNORECASE)
JSON_WEB_TOKEN = re.compile(r"\beyJ[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*){0,2}")
SWEDISH_NUMBER = re.compile(r"(?<![0-9])(?:[0-9]{2})?[0-9]{6}[-+ ]?[0-9]{4}(?:01)?(?![0-9])")


def redacted(text: str, *, secrets: Iterable[str] = ()) -> str:
    """The text without credentials and without the personal numbers of private persons.

    `secrets` are exact values that must not be seen, such as the token that a request carried. Organisation numbers
    stay: they are public. A sole trader's organisation number is a personal number and goes.
    """
    for secret in sorted((secret for secret in secrets if len(secret) >= secret_characters_min), key=len, reverse=True):
        text = text.replace(secret, REDACTED)
    text = NAMED_SECRET.sub(rf"\g<name>{REDACTED}", text)
    text = CREDENTIALS.sub(rf"\g<scheme> {REDACTED}", text)
    text = JSON_WEB_TOKEN.sub(REDACTED, text)
    return SWEDISH_NUMBER.sub(_unless_an_organisation, text)


def redacted_values(value: Any, *, secrets: Iterable[str] = ()) -> Any:
    """A JSON value with every text in it redacted, and everything that stands under a secret's name gone."""
    secrets = tuple(secrets)
    if isinstance(value, str):
        return redacted(value, secrets=secrets)
    if isinstance(value, Mapping):
        return {
            redacted(str(name), secrets=secrets): REDACTED
            if _is_secret(str(name))
            else redacted_values(inner, secrets=secrets)
            for name, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [redacted_values(inner, secrets=secrets) for inner in value]
    return value


def _is_secret(name: str) -> bool:
    return re.fullmatch("|".join(SECRET_NAMES), name, re.IGNORECASE) is not None


def _unless_an_organisation(found: re.Match[str]) -> str:
    """Replace the number when any way of reading it gives a person: with century, without, or inside a VAT number."""
    text = found.group()
    digits = re.sub(r"[^0-9]", "", text)
    readings = {digits[-10:]} if len(digits) == 10 else {digits[2:12], digits[:10]}
    has_mark = text != digits
    return PERSONAL_NUMBER if any(_is_personal(reading, lenient=has_mark) for reading in readings) else text


def _is_personal(digits: str, *, lenient: bool) -> bool:
    """Whether ten digits are a personal or coordination number; a dashed one counts even with a wrong check digit.

    An organisation number has 20 or more where a person has the month; a coordination number adds 60 to the day.
    """
    month, day = int(digits[2:4]), int(digits[4:6])
    try:
        date(2000, month, day - 60 if day > 60 else day)
    except ValueError:
        return False
    return lenient or _luhn(digits)


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(product // 10 + product % 10 for product in doubled) % 10 == 0
