"""The index of the sandbox: what it is, where its doors are, and how to get in."""

from __future__ import annotations

from markupsafe import Markup
from werkzeug import Response

from sandbox.fortnox.people import PEOPLE
from sandbox.pages import frame
from sandbox.worlds import cast

CONTENT = Markup("""
<h1>The sandbox</h1>
<p>Both systems that Brygga connects, in small: a Swedish agency with its invoices in Productive and its ledgers in
Fortnox. It behaves as the real ones have been seen to behave; what is a guess is marked in its README. It keeps what
you do until you reset it.</p>
<h2>Ledgers in Fortnox</h2>
{ledgers}
<h2>Log-ins to Fortnox</h2>
{people}
<h2>Tokens for Productive</h2>
{tokens}
<h2>For programs</h2>
{doors}
""")


def show() -> Response:
    content = CONTENT.format(ledgers=_ledgers(), people=_people(), tokens=_tokens(), doors=_doors())
    return frame.answer("The sandbox", content, site="Brygga's sandbox")


def _ledgers() -> Markup:
    links = Markup(
        '<a href="/fortnox/app/{0}/invoices">Invoices</a> · <a href="/fortnox/app/{0}/customers">Customers</a>'
    )
    sellers = (cast.STOCKHOLM, cast.GOTEBORG, cast.OTHER_SELLER)
    pairs = [(seller.name, links.format(seller.fortnox_tenant_id)) for seller in sellers]
    return _sheet(frame.facts(pairs))


def _people() -> Markup:
    line = Markup("<code>{}</code> with password <code>{}</code>: {}")
    return _sheet(
        frame.facts(
            [
                (person.name, line.format(person.email, person.password, _companies(person.companies)))
                for person in PEOPLE
            ]
        )
    )


def _companies(companies: tuple[cast.Seller, ...]) -> str:
    return ", ".join(company.name for company in companies)


def _tokens() -> Markup:
    line = Markup("organisation <code>{}</code>, token <code>{}</code>")
    return _sheet(
        frame.facts(
            [
                (
                    cast.PRODUCTIVE_ORGANISATION_NAME,
                    line.format(cast.PRODUCTIVE_ORGANISATION_ID, cast.PRODUCTIVE_TOKEN),
                ),
                ("The same, reading only", Markup("token <code>{}</code>").format(cast.PRODUCTIVE_READ_ONLY_TOKEN)),
                (cast.OTHER_ORGANISATION_NAME, line.format(cast.OTHER_ORGANISATION_ID, cast.OTHER_TOKEN)),
            ]
        )
    )


def _doors() -> Markup:
    doors = {
        "Fortnox's API": "/fortnox/3/",
        "Fortnox's OAuth": "/fortnox/oauth-v1/",
        "Productive's API": "/productive/api/v2/",
        "Control plane": "/_sandbox/",
        "Client of Fortnox": f"{cast.FORTNOX_CLIENT_ID} / {cast.FORTNOX_CLIENT_SECRET}",
    }
    return _sheet(frame.facts([(name, Markup("<code>{}</code>").format(path)) for name, path in doors.items()]))


def _sheet(content: Markup) -> Markup:
    return Markup('<div class="sheet">{}</div>').format(content)
