"""The index of the sandbox: who can be played, how to get in, and what programs can ask of it."""

from __future__ import annotations

from markupsafe import Markup
from werkzeug import Response

from sandbox.fortnox.people import PEOPLE, Person, known_here
from sandbox.pages import frame
from sandbox.store import Record, Store
from sandbox.worlds import cast, catalogue

CONTENT = Markup("""
<h1>The sandbox</h1>
<p>Both systems that Brygga connects, in small. It behaves as the real ones have been seen to behave; what is a guess is
marked in its README. It keeps what you do until you reset it.</p>
<p>This is the world <strong>{world}</strong>. {what}.</p>
<div class="roles">
<section class="sheet"><h2>Play the bookkeeper</h2>
<p>In Fortnox: book and credit invoices, register, change and delete payments, lock a period, switch customers and
accounts off, make an invoice, attach a file, see which apps are connected, and read what was mailed.</p>
{ledgers}</section>
<section class="sheet"><h2>Play the project manager</h2>
<p>In Productive: make a draft, change its lines, finalize it, renumber it, send it, attach a file, note payments.</p>
{organisations}</section>
</div>
<h2>Log-ins to Fortnox</h2>
{people}
<h2>Tokens for Productive</h2>
{tokens}
<h2>For programs</h2>
{doors}
<h2>The control plane</h2>
<p>The clock, planned trouble, switches and other worlds: <a href="/_sandbox/">with buttons</a>, or JSON in and JSON
out. All of it is in the sandbox's README.</p>
{controls}
""")

DOORS = {
    "Fortnox's API": "/fortnox/3/",
    "Fortnox's files": "/fortnox/api/fileattachments/",
    "Fortnox's OAuth": "/fortnox/oauth-v1/",
    "Fortnox's events": "a WebSocket of its own, at the next port: /topics-v1",
    "Client of Fortnox": f"{cast.FORTNOX_CLIENT_ID} / {cast.FORTNOX_CLIENT_SECRET}",
    "Productive's API": "/productive/api/v2/",
}
CONTROLS = {
    "POST /_sandbox/reset": '{"world": "agency", "seed": 1}: forget everything and begin anew',
    "GET /_sandbox/world": "which world this is, and which there are",
    "POST /_sandbox/clock": '{"advance": 3600}, {"now": "2026-11-02T08:30:00+00:00"} or {"run": true}',
    "POST /_sandbox/latency": '{"mode": "wire"}: as slow as the real ones, or "off"',
    "POST /_sandbox/faults": '{"kind": "lose_answer", "method": "POST", "path": "/invoices$"}: plan trouble',
    "POST /_sandbox/switches": '{"remote": "fortnox", "round_off": false}: turn what nobody knows',
    "GET /_sandbox/requests": "what was asked, without secrets",
    "GET /_sandbox/unknown": "what was asked and is not imitated",
    "GET /_sandbox/outbox": "what was mailed",
    "GET, PUT /_sandbox/snapshot": "everything, as one text",
}


def show(store: Store) -> Response:
    name = catalogue.name_of(store)
    content = CONTENT.format(
        world=name,
        what=catalogue.WORLDS.get(name, "Made by a test"),
        ledgers=_ledgers(store),
        organisations=_organisations(store),
        people=_people(store),
        tokens=_tokens(store),
        doors=_listed(DOORS),
        controls=_listed(CONTROLS, names_are_code=True),
    )
    return frame.answer("The sandbox", content, site="Brygga's sandbox")


def _ledgers(store: Store) -> Markup:
    tenants = [name.split(".")[1] for name in store.tables if name.startswith("fortnox.") and name.endswith(".company")]
    named = [(tenant, store.table(f"fortnox.{tenant}.company")["facts"]["Name"]) for tenant in tenants]
    return _links([(f"/fortnox/app/{tenant}/invoices", name) for tenant, name in named])


def _organisations(store: Store) -> Markup:
    return _links([(f"/productive/{one['id']}/invoices", one["attributes"]["name"]) for one in _known(store)])


def _known(store: Store) -> list[Record]:
    return list(store.table("productive.organizations").values())


def _people(store: Store) -> Markup:
    line = Markup("<code>{}</code> with password <code>{}</code>{}: {}")
    here = [known_here(person, store) for person in PEOPLE]
    return frame.sheet(
        frame.facts(
            [
                (one.name, line.format(one.email, one.password, _right(one), ", ".join(c.name for c in one.companies)))
                for one in here
                if one.companies
            ]
        )
    )


def _right(person: Person) -> str:
    return "" if person.administers else ", no administrator"


def _tokens(store: Store) -> Markup:
    line = Markup("organisation <code>{}</code>, token <code>{}</code>{}")
    names = {one["id"]: one["attributes"]["name"] for one in _known(store)}
    pairs = [
        (
            names[row["organization"]],
            line.format(row["organization"], token, "" if row["may_write"] else ", reading only"),
        )
        for token, row in store.table("productive.tokens").items()
    ]
    return frame.sheet(frame.facts(pairs))


def _listed(told: dict[str, str], *, names_are_code: bool = False) -> Markup:
    form = Markup("<code>{}</code>")
    pairs = [(form.format(name), what) if names_are_code else (name, form.format(what)) for name, what in told.items()]
    return frame.sheet(frame.facts(pairs))


def _links(links: list[tuple[str, str]]) -> Markup:
    items = frame.join(Markup('<li><a href="{}">{}</a></li>').format(path, name) for path, name in links)
    return Markup("<ul>{}</ul>").format(items)
