"""Which programs a Fortnox company has let in, and what keeps each of them alive."""

from __future__ import annotations

from datetime import datetime

from markupsafe import Markup
from werkzeug import Response

from sandbox.clock import STOCKHOLM
from sandbox.fortnox import grants
from sandbox.pages import frame
from sandbox.pages.visit import Visit
from sandbox.store import Record

HEADS = [("Program", ""), ("Allowed", ""), ("Account", ""), ("State", ""), ("", "")]


def show(visit: Visit) -> Response:
    """Each client with a consent or a token of this company."""
    clients = sorted(_clients(visit))
    content = visit.heading("Connected apps")
    content += frame.table(HEADS, [_row(visit, client) for client in clients]) if clients else _nobody()
    return visit.page("Connected apps", content, room="connected")


def cut(visit: Visit) -> str:
    """Take back what a program was allowed: its consent ends, and every token dies."""
    client = visit.said("client")
    visit.books.store.table(grants.CONSENTS).pop(f"{client}:{visit.books.tenant}", None)
    for table in (grants.ACCESS_TOKENS, grants.REFRESH_TOKENS):
        for token in _of(visit, table, client):
            token["dead"] = True
    return visit.path("connected")


def _clients(visit: Visit) -> set[str]:
    tables = (grants.CONSENTS, grants.REFRESH_TOKENS, grants.ACCESS_TOKENS)
    return {row["client_id"] for table in tables for row in _of(visit, table)}


def _of(visit: Visit, table: str, client: str = "") -> list[Record]:
    rows = visit.books.store.table(table).values()
    mine = [row for row in rows if row["tenant"] == visit.books.tenant]
    return [row for row in mine if not client or row["client_id"] == client]


def _row(visit: Visit, client: str) -> Markup:
    consent = visit.books.store.table(grants.CONSENTS).get(f"{client}:{visit.books.tenant}")
    tokens = [*_of(visit, grants.REFRESH_TOKENS, client), *_of(visit, grants.ACCESS_TOKENS, client)]
    shown = consent or tokens[-1]
    alive = [token for token in tokens if not token["dead"]]
    state = frame.mark("Connected") if consent else frame.mark("Disconnected", "quiet")
    newest = max((token["at"] for token in tokens), default="")
    latest = f" Last token {_moment(newest)}, {len(alive)} alive." if newest else " No token yet."
    button = Markup('<button class="small plain bad" name="client" value="{}" aria-label="Disconnect {}">{}</button>')
    form = visit.form(visit.path("connected"), button.format(client, client, "Disconnect")) if consent else Markup("")
    return Markup(
        "<tr><td>{}</td><td class=wide>{}</td><td>{}</td><td class=wide>{}{}</td><td class=act>{}</td></tr>"
    ).format(client, shown["scope"], "Service account" if shown.get("service") else "A person's", state, latest, form)


def _moment(text: str) -> str:
    return f"{datetime.fromisoformat(text).astimezone(STOCKHOLM):%Y-%m-%d %H:%M}"


def _nobody() -> Markup:
    return frame.sheet(Markup("<p>No program has been let in. Connect Brygga, and it stands here.</p>"))
