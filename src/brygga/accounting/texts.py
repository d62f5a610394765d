"""Texts as Fortnox takes them: its characters, its lengths, its rows.

Fortnox refuses a whole invoice for one character outside its set (code 2000359; documentation, and live notes of
2026-07). The set below is the stricter of two sources: what a production plugin keeps, and what was seen accepted.
"""

from __future__ import annotations

import html
import re
import textwrap
import unicodedata

ROW_LENGTH_MAX = 255  # Stored whole (recorded 2022 and 2023).

_LETTERS_AND_DIGITS = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ"
)
_PUNCTUATION = frozenset(" –:.`´’,;^¤#%§£$€¢¥©™°&/()=+-*_!?²³®½@")
ALLOWED = _LETTERS_AND_DIGITS | _PUNCTUATION

_REPLACED = {
    **dict.fromkeys("<>|\\¦→←", "/"),
    **dict.fromkeys("·•▪●◦‣~−‐‑‒", "-"),
    **dict.fromkeys("—―", "–"),
    **dict.fromkeys("\"'“”„‟«»‘‚‛‹›′″", "’"),
    **dict.fromkeys("[{", "("),
    **dict.fromkeys("]}", ")"),
    "…": "...", "×": "x", "÷": "/", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ħ": "h",
    "œ": "oe", "Œ": "OE", "µ": "u", "¼": "1/4", "¾": "3/4", "¹": "1",
}  # fmt: skip
_TAG = re.compile(
    r"</?(?:a|b|br|blockquote|code|div|em|h[1-6]|hr|i|img|li|ol|p|pre|s|span|strong|u|ul)\b[^<>]*>", re.IGNORECASE
)
_BREAKING_TAG = re.compile(r"<(?:br|hr|/p|/div|/li|/h[1-6])\b[^<>]*>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d?);", re.IGNORECASE)


def cleaned(text: str) -> str:
    """The text on one line, with only characters that Fortnox takes; any other becomes its nearest likeness."""
    return " ".join(lines_of(text))


def lines_of(text: str) -> list[str]:
    """The lines of a text that say something, each cleaned; a paragraph of HTML counts as a line."""
    plain = _without_html(text)
    lines = (_with_allowed_characters(line) for line in plain.splitlines())
    return [line for line in lines if line]


def is_visibly_changed(before: str, after: str) -> bool:
    """Whether cleaning changed more than blanks, line breaks and markup."""
    return " ".join(_without_html(before).split()) != " ".join(after.split())


def rows_of_text(lines: list[str]) -> list[str]:
    """The lines broken at word borders so that each fits one row."""
    return [part for line in lines for part in textwrap.wrap(line, ROW_LENGTH_MAX, break_on_hyphens=False) if part]


def cut(text: str, length_max: int) -> str:
    """The text, cut at a word border where it is too long."""
    if len(text) <= length_max:
        return text
    head = text[: length_max + 1]
    return (head.rsplit(None, 1)[0] if " " in head.strip() else head)[:length_max].rstrip()


def first_words(text: str) -> str:
    """Enough of a text to recognise it by in a message."""
    return textwrap.shorten(" ".join(_without_html(text).split()), 60, placeholder=" …")


def first_difference(before: str, after: str) -> tuple[str, str]:
    """Both texts from the first word on in which they differ, short enough for a message."""
    words, others = _without_html(before).split(), after.split()
    same = next((place for place, pair in enumerate(zip(words, others, strict=False)) if pair[0] != pair[1]), 0)
    return first_words(" ".join(words[same:])), first_words(" ".join(others[same:]))


def _without_html(text: str) -> str:
    # Whether Productive's texts carry HTML is not known, so it is stripped in case they do.
    broken = _BREAKING_TAG.sub("\n", text)
    return _ENTITY.sub(lambda found: html.unescape(found.group()), _TAG.sub("", broken))


def _with_allowed_characters(line: str) -> str:
    replaced = "".join(_replacement(character) for character in unicodedata.normalize("NFC", line))
    # An address with "://" is refused (live notes of 2026-07): a web address is as clear without its scheme.
    bare = re.sub(r"https?://", "", replaced, flags=re.IGNORECASE).replace("://", ": ")
    return " ".join(bare.split())


def _replacement(character: str) -> str:
    if character in ALLOWED:
        return character
    if character.isspace():
        return " "
    if character in _REPLACED:
        return _REPLACED[character]
    base = "".join(part for part in unicodedata.normalize("NFKD", character) if part in ALLOWED)
    if base:
        return base
    return "?" if unicodedata.category(character).startswith(("L", "N")) else ""
