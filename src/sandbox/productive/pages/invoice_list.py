"""The list of invoices, and the form for a new draft."""

from __future__ import annotations

import math
from urllib.parse import urlencode

from markupsafe import Markup
from werkzeug import Request

from sandbox.productive import records
from sandbox.productive.derived import query
from sandbox.productive.pages import frame
from sandbox.productive.pages.invoice import status_of, title_of
from sandbox.productive.visit import Visit
from sandbox.store import Record

ROWS_PER_PAGE = 30
STATES = ("All", "Draft", "Finalized, not sent", "Sent", "Overdue", "Partly paid", "Paid")
ROW = Markup(
    '<tr><td><a href="{path}">{title}</a></td><td class="wide">{company}</td><td>{date}</td>'
    '<td><span class="badge">{status}</span></td><td class="sum">{total}</td>'
    '<td class="sum" data-name="Unpaid">{unpaid}</td></tr>'
)
LIST = Markup(
    "<section><h1>Invoices</h1><p>{count} of {organisation}</p><nav>{states}</nav>{search}"
    "<table><thead><tr><th>Invoice</th><th>Client</th><th>Date</th><th>State</th>"
    '<th class="sum">Total</th><th class="sum">Unpaid</th></tr></thead><tbody>{rows}</tbody></table>'
    "<nav>{pages}</nav></section>"
)
SEARCH = Markup(
    '<form class="fields short" method="get">{field}<input type="hidden" name="state" value="{state}">'
    '<div class="buttons"><button class="plain">Search</button></div></form>'
)
LINK = Markup('<a href="?{}"{}>{}</a>')


def show(visit: Visit, request: Request) -> Markup:
    """Newest first, narrowed by state and words."""
    state, words = request.args.get("state", STATES[0]), request.args.get("q", "")
    found = [one for one in _newest_first(visit) if _matches(visit, one, state=state, words=words)]
    pages = max(1, math.ceil(len(found) / ROWS_PER_PAGE))
    asked = request.args.get("page", "1")
    page = min(max(int(asked), 1), pages) if asked.isascii() and asked.isdigit() else 1
    shown = found[(page - 1) * ROWS_PER_PAGE : page * ROWS_PER_PAGE]
    listed = LIST.format(
        count=f"{len(found)} invoice" + ("" if len(found) == 1 else "s"),
        organisation=frame.name_of(records.table(visit.store, "organizations")[visit.organisation]),
        states=frame.join(_link({"state": one, "q": words}, one, is_here=one == state) for one in STATES),
        search=SEARCH.format(field=frame.field("Number, subject or client", "q", words, kind="search"), state=state),
        rows=frame.join(_row(visit, one) for one in shown),
        pages=frame.join(
            _link({"state": state, "q": words, "page": str(one)}, str(one), is_here=one == page)
            for one in (range(1, pages + 1) if pages > 1 else ())
        ),
    )
    return listed + new_draft(visit)


def new_draft(visit: Visit) -> Markup:
    """The form for a new draft."""
    companies = _choices(visit, "companies")
    currencies = sorted({"SEK", "EUR", *visit.store.table("productive.exchange_rates")})
    return frame.section(
        "New draft",
        frame.form(
            f"/productive/{visit.organisation}/invoices",
            frame.select("Client", "company", companies),
            frame.select("Subsidiary", "subsidiary", _choices(visit, "subsidiaries")),
            frame.select("Currency", "currency", [(one, one) for one in currencies], chosen="SEK"),
            frame.field("Invoice date", "invoiced_on", visit.today().isoformat(), kind="date", required=True),
            frame.field("Subject", "subject", css="broad"),
            Markup('<div class="buttons">{}</div>').format(frame.button("Create draft")),
        ),
    )


def _choices(visit: Visit, kind: str) -> list[tuple[str, str]]:
    mine = records.of_organisation(visit.store, kind, visit.organisation)
    active = [one for one in mine if not one["attributes"]["archived_at"]]
    return sorted(((one["id"], one["attributes"]["name"]) for one in active), key=lambda choice: choice[1].casefold())


def _newest_first(visit: Visit) -> list[Record]:
    mine = records.of_organisation(visit.store, "invoices", visit.organisation)
    return sorted(mine, key=lambda one: (one["attributes"]["invoiced_on"], int(one["id"])), reverse=True)


def _matches(visit: Visit, invoice: Record, *, state: str, words: str) -> bool:
    if state in STATES[1:] and status_of(visit, invoice) != state:
        return False
    text = query(visit, invoice).casefold() if words else ""
    return all(word in text for word in words.casefold().split())


def _row(visit: Visit, invoice: Record) -> Markup:
    facts = invoice["attributes"]
    return ROW.format(
        path=f"/productive/{visit.organisation}/invoices/{invoice['id']}",
        title=title_of(invoice),
        company=frame.name_of(records.follow(visit.store, invoice, "company"))
        + (f"\n{facts['subject']}" if facts["subject"] else ""),
        date=facts["invoiced_on"],
        status=status_of(visit, invoice),
        total=f"{facts['currency']} {frame.money(facts['amount_with_tax'])}",
        unpaid=frame.money(facts["amount_unpaid"]) if facts["amount_unpaid"] else "",
    )


def _link(asked: dict[str, str], word: str, *, is_here: bool) -> Markup:
    said = urlencode({name: value for name, value in asked.items() if value})
    return LINK.format(said, Markup(' aria-current="page"') if is_here else "", word)
