"""The frame of Productive's pages: one stylesheet, a header that says what this is, and parts that pages share."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from markupsafe import Markup
from werkzeug import Response

from sandbox.store import Record

STYLE = """
:root { color-scheme: light dark; --ink: #23203a; --soft: #625e7c; --line: #e1dfec; --page: #f6f5fa; --card: #fff;
  --accent: #5b3fd1; --on-accent: #fff; --bad: #a3241c; --bad-pale: #fdeceb; --field: #8b87a5 }
@media (prefers-color-scheme: dark) { :root { --ink: #eceaf6; --soft: #aaa6c4; --line: #393550; --page: #16141f;
  --card: #211e2e; --accent: #a893ff; --on-accent: #16141f; --bad: #ff9d94; --bad-pale: #3a1f24; --field: #76719a } }
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif }
header { display: flex; flex-wrap: wrap; gap: .1rem .75rem; align-items: baseline; padding: .8rem 1.5rem;
  background: #2c2350; color: #fff }
header a { color: #fff; font-weight: 600; text-decoration: none } header small { opacity: .8 }
main { max-width: 64rem; margin: 1.25rem auto 3rem; padding: 0 1rem }
section { margin: 0 0 1rem; padding: 1.25rem; background: var(--card); border: 1px solid var(--line);
  border-radius: 10px }
h1 { margin: 0 0 .25rem; font-size: 1.4rem; line-height: 1.25; overflow-wrap: anywhere }
h2 { margin: 0 0 .75rem; font-size: 1rem }
p { margin: .25rem 0; color: var(--soft) } a { color: var(--accent) }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: .75rem 0 }
nav a[aria-current] { color: var(--ink); font-weight: 600; text-decoration: none }
.badge { display: inline-block; padding: 0 .6rem; border: 1px solid currentcolor; border-radius: 99px;
  color: var(--accent); font-size: .85rem; white-space: nowrap }
.wrong { margin: 0 0 1rem; padding: .75rem 1rem; border-radius: 8px; background: var(--bad-pale); color: var(--bad) }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .35rem 1.5rem; margin: 0 }
dt { color: var(--soft) } dd { margin: 0; overflow-wrap: anywhere }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums }
th { color: var(--soft); font-weight: 500; text-align: left }
th, td { padding: .45rem .5rem; border-bottom: 1px solid var(--line); vertical-align: top }
td.wide { min-width: 12rem; white-space: pre-line; overflow-wrap: anywhere }
.sum { text-align: right; white-space: nowrap } tfoot td { border: 0 }
.total td, .total dd { font-weight: 700 }
.sums { max-width: 20rem; margin: 1rem 0 0 auto; grid-template-columns: 1fr max-content;
  font-variant-numeric: tabular-nums } .sums dd { text-align: right } .sums .total { display: contents }
form { margin: 0 }
.fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.6rem, 1fr));
  gap: .6rem .75rem; align-items: end }
.fields + .fields, .line + .line, .line + h2, section > form + form { margin-top: 1rem }
.line { padding-top: 1rem; border-top: 1px solid var(--line) }
.broad { grid-column: 1 / -1 }
label { display: block; color: var(--soft); font-size: .85rem }
input, select, textarea { display: block; width: 100%; min-height: 2.5rem; margin-top: .15rem; padding: .4rem .6rem;
  border: 1px solid var(--field); border-radius: 6px; background: var(--card); color: var(--ink); font: inherit }
textarea { min-height: 3.6rem; resize: vertical }
button { min-height: 2.5rem; padding: .4rem 1rem; border: 1px solid var(--accent); border-radius: 6px;
  background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 600; cursor: pointer }
button.plain { background: transparent; color: var(--accent) }
button.bad { border-color: var(--bad); background: transparent; color: var(--bad) }
.buttons { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end }
.fields > .buttons { grid-column: 1 / -1 } .short > .buttons { grid-column: auto }
.short { grid-template-columns: minmax(9.5rem, 20rem) max-content }
.short + table, table + .short { margin-top: 1rem }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
@media (max-width: 40rem) {
  section { padding: 1rem }
  thead { display: none }
  tr { display: grid; grid-template-columns: 1fr auto; gap: .1rem 1rem; padding: .6rem 0;
    border-bottom: 1px solid var(--line) }
  td { padding: 0; border: 0 } td.wide { grid-column: 1 / -1; min-width: 0 } td:empty { display: none }
  td[data-name]::before { content: attr(data-name) " "; color: var(--soft) }
  dl:not(.sums) { grid-template-columns: 1fr; gap: 0 } dl:not(.sums) dd { margin-bottom: .5rem }
}
"""

LAYOUT = Markup(
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} · Productive (sandbox)</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><style>{style}</style></head>'
    '<body><header><a href="{home}">Productive</a> <small>sandbox · {organisation} · nothing here is real</small>'
    "</header><main>{content}</main></body></html>"
)
NOT_HERE = Markup("<section><h1>Not here</h1><p>Productive has no such page, or the invoice was deleted.</p></section>")
WRONG = Markup('<p class="wrong" role="alert">{}</p>')
FIELD = Markup('<label class="{css}">{label} <input name="{name}" value="{value}" {more}></label>')
TEXT = Markup('<label class="broad">{label} <textarea name="{name}" rows="{rows}">{value}</textarea></label>')
SELECT = Markup('<label>{label} <select name="{name}">{options}</select></label>')
OPTION = Markup('<option value="{}"{}>{}</option>')
FORM = Markup('<form method="post" action="{path}" class="{css}">{content}</form>')
BUTTON = Markup('<button class="{css}" name="act" value="{act}">{label}</button>')
DETAIL = Markup("<dt>{}</dt><dd>{}</dd>")


def answer(title: str, content: Markup, *, organisation: Record | None, status: int = 200) -> Response:
    """A whole page."""
    home = f"/productive/{organisation['id']}/invoices" if organisation else "/"
    page = LAYOUT.format(
        title=title,
        style=Markup(STYLE),  # noqa: S704  Ours.
        home=home,
        organisation=organisation["attributes"]["name"] if organisation else "",
        content=content,
    )
    return Response(page, status=status, mimetype="text/html")


def join(parts: Iterable[Markup]) -> Markup:
    return Markup().join(parts)


def facts(pairs: Iterable[tuple[str, Any]]) -> Markup:
    """Names and values; what is empty is left out."""
    return Markup("<dl>{}</dl>").format(join(DETAIL.format(name, value) for name, value in pairs if value))


def field(
    label: str, name: str, value: Any = "", *, kind: str = "text", css: str = "", required: bool = False
) -> Markup:
    more = Markup('type="{}"{}').format(kind, Markup(" required") if required else "")
    return FIELD.format(label=label, name=name, value="" if value is None else value, more=more, css=css)


def select(label: str, name: str, options: Iterable[tuple[Any, Any]], *, chosen: Any = None) -> Markup:
    shown = (
        OPTION.format(value, Markup(" selected") if str(value) == str(chosen) else "", word) for value, word in options
    )
    return SELECT.format(label=label, name=name, options=join(shown))


def form(path: str, *parts: Markup, css: str = "fields") -> Markup:
    return FORM.format(path=path, content=join(parts), css=css)


def button(label: str, *, act: str = "", css: str = "") -> Markup:
    return BUTTON.format(label=label, act=act, css=css)


def section(title: str, *parts: Markup) -> Markup:
    return Markup("<section><h2>{}</h2>{}</section>").format(title, join(parts))


def money(minor_units: int | None) -> str:
    return f"{Decimal(minor_units or 0) / 100:,.2f}"


def name_of(record: Record | None) -> str:
    return str(record["attributes"]["name"]) if record else ""
