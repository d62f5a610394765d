"""The invoices of a Fortnox company as a list: narrowed, searched and paged."""

from __future__ import annotations

from urllib.parse import urlencode

from markupsafe import Markup
from werkzeug import Response

from sandbox.fortnox import lists
from sandbox.pages import frame, invoice_states
from sandbox.pages.frame import money
from sandbox.pages.visit import Visit
from sandbox.store import Record

PAGE_ROWS = 50
SEARCHED = (
    "DocumentNumber", "CustomerName", "CustomerNumber", "OCR", "YourOrderNumber", "OurReference", "YourReference",
    "ExternalInvoiceReference1", "ExternalInvoiceReference2",
)  # fmt: skip
HEADS = [("Number", ""), ("Customer", ""), ("Date", ""), ("State", ""), ("Total", "number"), ("Balance", "number")]


def show(visit: Visit) -> Response:
    """The invoices that fit, the newest number first."""
    records = [record for record in visit.books.table("invoices").values() if _fits(visit, record)]
    records.sort(key=lambda record: lists.natural(record["DocumentNumber"]), reverse=True)
    page = _page_number(visit, len(records))
    shown = records[(page - 1) * PAGE_ROWS : page * PAGE_ROWS]
    rows = frame.table(HEADS, [_row(visit, record) for record in shown]) if shown else _nothing()
    content = visit.heading("Invoices") + _search(visit) + rows + _pages(visit, page, len(records))
    return visit.page("Invoices", content, room="invoices")


def _fits(visit: Visit, record: Record) -> bool:
    state, wanted = visit.asked.get("state", ""), visit.asked.get("search", "").casefold()
    today = visit.books.clock.today().isoformat()
    if state in invoice_states.STATES and not invoice_states.is_in(record, state, today=today):
        return False
    return any(wanted in str(record[name] or "").casefold() for name in SEARCHED)


def _search(visit: Visit) -> Markup:
    """A GET form: what is looked for stands in the address."""
    choices = [("", "All invoices"), *invoice_states.STATES.items()]
    fields = frame.select("State", "state", choices, chosen=visit.asked.get("state", ""))
    fields += frame.field("Number, customer or reference", "search", visit.asked.get("search", ""), kind="search")
    return Markup('<form class="inline">{}{}</form>').format(fields, frame.button("Show", css="plain"))


def _row(visit: Visit, record: Record) -> Markup:
    number = record["DocumentNumber"]
    return Markup(
        '<tr><td><a href="{}">{}</a></td><td class=wide>{}</td><td>{}</td><td>{}</td>'
        '<td class=number>{}</td><td class=number data-name="Balance">{}</td></tr>'
    ).format(
        visit.path("invoices", number),
        number,
        record["CustomerName"],
        record["InvoiceDate"],
        invoice_states.marks(record),
        money(record["Total"], record["Currency"]),
        money(record["Balance"]),
    )


def _nothing() -> Markup:
    return frame.sheet(Markup("<p>No invoice fits.</p>"))


def _page_number(visit: Visit, count: int) -> int:
    asked = visit.asked.get("page", "1")
    wanted = int(asked) if asked.isdecimal() else 1
    return min(max(wanted, 1), max(-(-count // PAGE_ROWS), 1))


def _pages(visit: Visit, page: int, count: int) -> Markup:
    pages = -(-count // PAGE_ROWS)
    if pages <= 1:
        return Markup("")
    earlier = _page_link(visit, page - 1, "Newer") if page > 1 else Markup("")
    later = _page_link(visit, page + 1, "Older") if page < pages else Markup("")
    return Markup('<p class="pages">{} <span>Page {} of {}, {} invoices</span> {}</p>').format(
        earlier, page, pages, count, later
    )


def _page_link(visit: Visit, page: int, word: str) -> Markup:
    kept = {name: visit.asked[name] for name in ("state", "search") if visit.asked.get(name)}
    return Markup('<a href="?{}">{}</a>').format(urlencode({**kept, "page": page}), word)
