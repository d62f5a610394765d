"""The frame of every plain page: one stylesheet, and a header that says that this is not the real thing."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from markupsafe import Markup
from werkzeug import Response

from sandbox.wire import html_answer

STYLE = Path(__file__).with_name("sandbox.css").read_text(encoding="utf-8")

FRAME = Markup("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – {site}</title>
<style>{style}</style>
</head>
<body>
<header><a href="{home}">{site}</a> <span>A stand-in for trying Brygga. Nothing here is real.</span></header>
<main class="{width}">
{content}
</main>
</body>
</html>
""")


def page(title: str, content: Markup, *, site: str = "Fortnox (sandbox)", home: str = "/", width: str = "") -> Markup:
    """A whole page; `width` is "narrow" for forms."""
    style = Markup(STYLE)  # noqa: S704  Our own file.
    return FRAME.format(title=title, site=site, home=home, width=width, style=style, content=content)


def answer(title: str, content: Markup, *, status: int = 200, **frame: str) -> Response:
    return html_answer(page(title, content, **frame), status=status)


def table(heads: list[tuple[str, str]], rows: list[Markup]) -> Markup:
    """A table that stacks on a small screen; `heads` are words and their class."""
    head = join(Markup('<th scope="col" class="{}">{}</th>').format(css, word) for word, css in heads)
    return Markup(
        '<div class="sheet scroll"><table class="stacked"><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>'
    ).format(head, join(rows))


def facts(pairs: list[tuple[str, Any]], *, css: str = "") -> Markup:
    """A list of names and values; what is empty is left out."""
    told = [(name, value) for name, value in pairs if value not in (None, "")]
    items = join(Markup("<dt>{}</dt><dd>{}</dd>").format(name, value) for name, value in told)
    return Markup('<dl class="{}">{}</dl>').format(css, items)


def form(path: str, token: str, content: Markup, *, with_files: bool = False) -> Markup:
    """A form that changes something; its token shows that it was sent from a page of ours."""
    more = Markup(' enctype="multipart/form-data"') if with_files else ""
    return Markup('<form method="post" action="{}"{}><input type="hidden" name="token" value="{}">{}</form>').format(
        path, more, token, content
    )


def button(word: str, *, name: str = "", value: str = "", css: str = "") -> Markup:
    named = Markup(' name="{}" value="{}"').format(name, value) if name else ""
    return Markup('<button class="{}"{}>{}</button>').format(css, named, word)


def field(label: str, name: str, value: Any = "", *, kind: str = "text", hint: str = "") -> Markup:
    told = Markup(' placeholder="{}"').format(hint) if hint else ""
    number = Markup(' inputmode="decimal"') if kind == "decimal" else ""
    kind = "text" if kind == "decimal" else kind
    return Markup('<label>{}<input type="{}" name="{}" value="{}"{}{}></label>').format(
        label, kind, name, value, told, number
    )


def select(label: str, name: str, choices: list[tuple[str, str]], *, chosen: str = "") -> Markup:
    """`choices` are values and their words."""
    options = join(
        Markup('<option value="{}"{}>{}</option>').format(value, Markup(" selected") if value == chosen else "", word)
        for value, word in choices
    )
    return Markup('<label>{}<select name="{}">{}</select></label>').format(label, name, options)


def sheet(content: Markup, *, title: str = "") -> Markup:
    heading = Markup("<h2>{}</h2>").format(title) if title else ""
    return Markup('<section class="sheet">{}{}</section>').format(heading, content)


def mark(word: str, css: str = "") -> Markup:
    return Markup('<span class="mark {}">{}</span>').format(css, word)


def money(amount: Any, currency: str = "") -> str:
    """1,234.50 SEK, with a true minus sign and unbreakable spaces."""
    text = f"{Decimal(str(amount)):,.2f}".replace("-", "\N{MINUS SIGN}")
    return f"{text}\N{NO-BREAK SPACE}{currency}".strip()


def join(parts: Any) -> Markup:
    return Markup("").join(parts)
