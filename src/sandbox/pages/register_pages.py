"""The registers that a bookkeeper keeps in order: customers, currencies, accounts, and the locked period."""

from __future__ import annotations

from markupsafe import Markup
from werkzeug import Response

from sandbox.fortnox import lists, wire
from sandbox.pages import frame
from sandbox.pages.visit import Visit
from sandbox.store import Record

CUSTOMER_HEADS = [("Number", ""), ("Name", ""), ("Organisation number", ""), ("City", ""), ("State", ""), ("", "")]
CURRENCY_HEADS = [("Code", ""), ("Name", ""), ("Kronor", "number"), ("for", "number")]
ACCOUNT_HEADS = [("Number", ""), ("Name", ""), ("VAT code", ""), ("State", ""), ("", "")]
ARTICLE_HEADS = [
    ("Number", ""), ("Description", ""), ("Account", ""), ("In the EU", ""), ("Outside", ""), ("VAT", "number"),
    ("State", ""), ("", ""),
]  # fmt: skip
INACTIVE = frame.mark("Inactive", "quiet")


def customers(visit: Visit) -> Response:
    records = sorted(visit.books.table("customers").values(), key=lambda one: lists.natural(one["CustomerNumber"]))
    rows = [_customer(visit, record) for record in records]
    content = visit.heading("Customers") + frame.table(CUSTOMER_HEADS, rows)
    return visit.page("Customers", content, room="customers")


def articles(visit: Visit) -> Response:
    """What is sold, each with its account at home, in the EU and outside."""
    records = sorted(visit.books.table("articles").values(), key=lambda one: lists.natural(one["ArticleNumber"]))
    listed = frame.table(ARTICLE_HEADS, [_article(visit, one) for one in records]) if records else _no_article()
    return visit.page("Articles", visit.heading("Articles") + listed, room="articles")


def currencies(visit: Visit) -> Response:
    rows = [_currency(record) for _, record in sorted(visit.books.table("currencies").items())]
    fields = frame.field("Code", "code", hint="NOK") + frame.field("Name", "name", hint="Norsk krona")
    fields += frame.field("Kronor for one", "rate", kind="decimal", hint="0.97")
    new = Markup('<div class="fields">{}</div><div class="buttons">{}</div>').format(fields, frame.button("Add"))
    content = visit.heading("Currencies") + frame.table(CURRENCY_HEADS, rows)
    content += frame.sheet(visit.form(visit.path("currencies"), new), title="Add a currency")
    return visit.page("Currencies", content, room="currencies")


def accounts(visit: Visit) -> Response:
    """The chart of this year; an account is switched on and off in every year at once."""
    year = visit.books.financial_year(visit.books.clock.today().isoformat())
    chart = [one for one in visit.books.table("accounts").values() if year and one["Year"] == year["Id"]]
    rows = [_account(visit, record) for record in sorted(chart, key=lambda one: one["Number"])]
    fields = frame.field("Number", "number", hint="1515") + frame.field("Name", "name", hint="Osäkra kundfordringar")
    new = Markup('<div class="fields">{}</div><div class="buttons">{}</div>').format(fields, frame.button("Add"))
    content = visit.heading("Accounts") + frame.table(ACCOUNT_HEADS, rows)
    content += frame.sheet(visit.form(visit.path("accounts", "new"), new), title="Add an account")
    return visit.page("Accounts", content, room="accounts")


def period(visit: Visit) -> Response:
    until = visit.books.table("company")["facts"]["LockedUntil"]
    told = f"Everything up to and including {until} is locked." if until else "Nothing is locked."
    field = frame.field("Locked up to and including", "until", until or "", kind="date")
    buttons = frame.button("Lock") + frame.button("Unlock everything", name="unlock", value="yes", css="plain")
    content = Markup('<div class="fields">{}</div><div class="buttons">{}</div>').format(field, buttons)
    page = visit.heading("Lock a period") + Markup("<p>{}</p>").format(told)
    return visit.page("Lock a period", page + frame.sheet(visit.form(visit.path("period"), content)), room="period")


def _customer(visit: Visit, record: Record) -> Markup:
    number = record["CustomerNumber"]
    return Markup(
        "<tr><td>{}</td><td class=wide>{}</td><td>{}</td><td>{}</td><td>{}</td><td class=act>{}</td></tr>"
    ).format(
        number,
        record["Name"],
        record["OrganisationNumber"],
        record["City"] or "",
        "" if record["Active"] else INACTIVE,
        _switch(visit, visit.path("customers"), number, record, name=record["Name"]),
    )


def _article(visit: Visit, record: Record) -> Markup:
    number = record["ArticleNumber"]
    return Markup(
        '<tr><td>{}</td><td class=wide>{}</td><td data-name="Account">{}</td><td data-name="In the EU">{}</td>'
        '<td data-name="Outside">{}</td><td class=number data-name="VAT">{} %</td><td>{}</td><td class=act>{}</td></tr>'
    ).format(
        number,
        record["Description"],
        *(record[name] or "" for name in ("SalesAccount", "EUAccount", "ExportAccount")),
        wire.text(record["VAT"]),
        "" if record["Active"] else INACTIVE,
        _switch(visit, visit.path("articles"), number, record, name=record["Description"]),
    )


def _no_article() -> Markup:
    return frame.sheet(Markup("<p>This company has no articles.</p>"))


def _currency(record: Record) -> Markup:
    return Markup("<tr><td>{}</td><td class=wide>{}</td><td class=number>{}</td><td class=number>{}</td></tr>").format(
        record["Code"], record["Description"], wire.text(record["BuyRate"]), f"{record['Unit']} {record['Code']}"
    )


def _account(visit: Visit, record: Record) -> Markup:
    number = str(record["Number"])
    return Markup("<tr><td>{}</td><td class=wide>{}</td><td>{}</td><td>{}</td><td class=act>{}</td></tr>").format(
        number,
        record["Description"],
        record["VATCode"] or "",
        "" if record["Active"] else INACTIVE,
        _switch(visit, visit.path("accounts"), number, record, name=number),
    )


def _switch(visit: Visit, path: str, number: str, record: Record, *, name: str) -> Markup:
    """A button that says what it does; to a screen reader also to whom."""
    word, wanted = ("Deactivate", "no") if record["Active"] else ("Activate", "yes")
    button = Markup('<button class="small plain" name="active" value="{}" aria-label="{} {}">{}</button>').format(
        wanted, word, name, word
    )
    return visit.form(path, Markup('<input type="hidden" name="number" value="{}">{}').format(number, button))
