"""How alike two company names are: a score from 0 to 100, and the one reason for it that a person can check."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

SPELLING_RATIO_MIN = 0.85
ABBREVIATION_LETTERS_MIN = 3
PART_SCORE_MIN = 40
STEM_LETTERS_MIN = 4
STEM_LETTERS_MAX = 6

# Words that say what kind of company it is, by kind; two of different kinds are two companies.
_FORMS = {
    "ab": "ab", "aktiebolag": "ab", "aktiebolaget": "ab", "publ": "",
    "hb": "hb", "handelsbolag": "hb", "handelsbolaget": "hb", "kb": "kb", "kommanditbolag": "kb",
    "ag": "ag", "aps": "aps", "as": "as", "asa": "as", "bv": "bv", "co": "", "corp": "inc", "corporation": "inc",
    "gmbh": "gmbh", "inc": "inc", "incorporated": "inc", "kg": "kg", "kk": "kk", "limited": "ltd", "llc": "llc",
    "ltd": "ltd", "nv": "nv", "ou": "ou", "oy": "oy", "oyj": "oy", "plc": "plc", "sa": "sa", "sarl": "sarl",
    "sas": "sas", "spa": "spa", "srl": "srl",
}  # fmt: skip
_AND = frozenset({"och", "and", "und", "et", "o"})
_LIKENESSES = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


class Likeness(StrEnum):
    """Why two names are alike, most alike first."""

    SAME = "same"
    OTHER_ORDER = "other_order"
    OTHER_FORM = "other_form"
    SPELLING = "spelling"
    ABBREVIATED = "abbreviated"
    PART = "part"
    INITIALS = "initials"
    SHARED_WORDS = "shared_words"
    NONE = "none"


@dataclass(frozen=True)
class Compared:
    """A score from 0 (nothing in common) to 100 (the same name), and its reason."""

    likeness: Likeness
    score: int


def compare(one: str, other: str) -> Compared:
    """Compare two names as people write them: case, accents, "&" and the form of the company do not make a difference.

    A name alone never proves that two companies are one: the score only ranks what a person chooses from.
    """
    words, others = words_of(one), words_of(other)
    if not words or not others:
        return Compared(Likeness.NONE, 0)
    if "".join(words) == "".join(others):
        return Compared(Likeness.OTHER_FORM, 90) if _forms_differ(one, other) else Compared(Likeness.SAME, 100)
    if sorted(words) == sorted(others):
        return Compared(Likeness.OTHER_ORDER, 95)
    return _alike(words, others)


def words_of(name: str) -> list[str]:
    """The words that make a name its own, without accents, without "and" and without the form of the company."""
    words = [word for word in _folded_words(name) if word not in _AND]
    return [word for word in words if word not in _FORMS] or words


def has_company_form(name: str) -> bool:
    """Whether the name says that a company bears it ("Inc.", "GmbH", "AB")."""
    return any(_FORMS.get(word) for word in _folded_words(name)[1:])


def stem(name: str) -> str:
    """What to search a register of names for that look for contained texts; "" where the name has nothing to search.

    It is the beginning of the longest word, of what of it has no letters that people write with and without accents.
    """
    words = [word for word in re.findall(r"[^\W_]+", name.casefold()) if word not in _FORMS and word not in _AND]
    longest = max(words, key=len, default="")
    plain = max(re.findall(r"[a-z0-9]+", longest), key=len, default="")
    return (plain if len(plain) >= STEM_LETTERS_MIN else longest)[:STEM_LETTERS_MAX]


def _alike(words: list[str], others: list[str]) -> Compared:
    short, long = sorted((words, others), key=lambda each: len("".join(each)))
    shared = len("".join(set(words) & set(others))) / len("".join(long))
    ratio = SequenceMatcher(None, " ".join(sorted(words)), " ".join(sorted(others)), autojunk=False).ratio()

    if set(short) <= set(long):
        return Compared(Likeness.PART, max(PART_SCORE_MIN, round(90 * shared)))
    if ratio >= SPELLING_RATIO_MIN and _figures(words) == _figures(others):
        return Compared(Likeness.SPELLING, round(94 * ratio))
    if _is_abbreviated(short, long):
        return Compared(Likeness.ABBREVIATED, 75)
    if len(short) == 1 and len(long) > 1 and short[0] == "".join(word[0] for word in long):
        return Compared(Likeness.INITIALS, 60)
    return Compared(Likeness.SHARED_WORDS, round(70 * shared)) if shared else Compared(Likeness.NONE, 0)


def _is_abbreviated(short: Sequence[str], long: Sequence[str]) -> bool:
    return len(short) == len(long) and all(
        whole.startswith(part) and (part == whole or len(part) >= ABBREVIATION_LETTERS_MIN)
        for part, whole in zip(short, long, strict=True)
    )


def _figures(words: Sequence[str]) -> list[str]:
    # "Kvarteret 1" and "Kvarteret 2" are nearly spelled alike and surely two.
    return [word for word in words if any(character.isdigit() for character in word)]


def _forms_differ(one: str, other: str) -> bool:
    kinds, others = _kinds(one), _kinds(other)
    return bool(kinds and others and kinds != others)


def _kinds(name: str) -> set[str]:
    return {kind for word in _folded_words(name) if (kind := _FORMS.get(word, ""))}


def _folded_words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LIKENESSES))
    bare = "".join(character for character in plain if not unicodedata.combining(character))
    # "A/S" and "S.A." are words; so is "L'Oréal".
    joined = re.sub(r"(?<=\b[a-z])[./](?=[a-z]\b)|['’]", "", bare)
    return re.findall(r"[^\W_]+", joined)
