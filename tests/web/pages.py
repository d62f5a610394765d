"""Reading a page as a person does: its words, and the fields of its forms."""

from __future__ import annotations

import re
from html import unescape
from typing import Protocol

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
TAG = re.compile(r"<[^>]+>")
UNSEEN = re.compile(r"<(script|style|datalist)\b.*?</\1>", re.DOTALL)


class Page(Protocol):
    """Any answer, whichever way the test client dressed it."""

    @property
    def content(self) -> bytes: ...


def words(response: Page) -> str:
    """What the page says, its space made one, no-break ones too."""
    text = unescape(TAG.sub(" ", UNSEEN.sub(" ", response.content.decode())))
    return " ".join(text.split())


def hidden_fields(page: str) -> dict[str, str]:
    """The hidden fields of the page's forms; of two with one name, the last."""
    return {name: unescape(value) for name, value in HIDDEN.findall(page)}
