"""Paths of the pages under /productive/<organisation>/: looking with GET, doing with POST and a redirect.

They are the sandbox's own: where Productive's app shows invoices was not seen.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from markupsafe import Markup
from werkzeug import Request, Response
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule
from werkzeug.utils import redirect

from sandbox.clock import SandboxClock
from sandbox.productive import files, records
from sandbox.productive.errors import Refused
from sandbox.productive.pages import acts, frame, invoice, invoice_list
from sandbox.productive.visit import Visit
from sandbox.store import Record, Store

PATHS = Map(
    [
        Rule("/productive/<organisation>/invoices", methods=["GET"], endpoint="list"),
        Rule("/productive/<organisation>/invoices", methods=["POST"], endpoint="new"),
        Rule("/productive/<organisation>/invoices/<identity>", methods=["GET"], endpoint="show"),
        Rule("/productive/<organisation>/invoices/<identity>/<act>", methods=["POST"], endpoint="act"),
        Rule("/productive/<organisation>/invoices/<identity>/lines/<part>", methods=["POST"], endpoint="line"),
        Rule("/productive/<organisation>/invoices/<identity>/files", methods=["POST"], endpoint="attach"),
        Rule("/productive/<organisation>/invoices/<identity>/files/<part>", methods=["GET"], endpoint="file"),
        Rule("/productive/<organisation>/invoices/<identity>/files/<part>/delete", methods=["POST"], endpoint="detach"),
        Rule(
            "/productive/<organisation>/invoices/<identity>/payments/<part>/delete",
            methods=["POST"],
            endpoint="payment",
        ),
    ]
)
SEE_OTHER = 303


def answer(request: Request, *, store: Store, clock: SandboxClock) -> Response:
    """Show or do what the path says; what Productive would refuse is said above the page it was asked on."""
    try:
        endpoint, found = PATHS.bind("sandbox").match(request.path.rstrip("/"), method=request.method)
    except HTTPException:
        return frame.answer("Not here", frame.NOT_HERE, organisation=None, status=404)
    organisation = store.table("productive.organizations").get(found["organisation"])
    if organisation is None or (request.method == "POST" and _is_from_elsewhere(request)):
        return frame.answer("Not here", frame.NOT_HERE, organisation=None, status=404)
    visit = _visit(request, organisation, store=store, clock=clock)
    if "identity" not in found:
        return _of_list(request, visit, organisation)
    record = records.find(store, "invoices", found["identity"], organisation=organisation["id"])
    if record is None:
        return frame.answer("Not here", frame.NOT_HERE, organisation=organisation, status=404)
    if endpoint == "show":
        return frame.answer(invoice.title_of(record), invoice.show(visit, record), organisation=organisation)
    if endpoint == "file":
        return _file(visit, record, found["part"], organisation)
    with request:  # Closes the files that a form brought.
        return _of_invoice(request, visit, record, {"endpoint": endpoint, **found})


def _file(visit: Visit, record: Record, part: str, organisation: Record) -> Response:
    try:
        return files.as_response(visit.store, acts.part_of(visit, "attachments", part, invoice=record))
    except Refused:
        return frame.answer("Not here", frame.NOT_HERE, organisation=organisation, status=404)


def _of_list(request: Request, visit: Visit, organisation: Record) -> Response:
    wrong = Markup()
    if request.method == "POST":
        try:
            return _to(visit, acts.new_draft(visit, request.form))
        except Refused as refusal:
            wrong = frame.WRONG.format(refusal.sentence())
    content = wrong + invoice_list.show(visit, request)
    return frame.answer("Invoices", content, organisation=organisation, status=422 if wrong else 200)


def _of_invoice(request: Request, visit: Visit, record: Record, found: dict[str, str]) -> Response:
    try:
        return _to(visit, _done(request, visit, record, found))
    except Refused as refusal:
        organisation = visit.store.table("productive.organizations")[visit.organisation]
        content = frame.WRONG.format(refusal.sentence()) + invoice.show(visit, record)
        return frame.answer(invoice.title_of(record), content, organisation=organisation, status=422)


def _done(request: Request, visit: Visit, record: Record, found: dict[str, str]) -> Record | None:
    if found["endpoint"] == "line":
        line = acts.part_of(visit, "line_items", found["part"], invoice=record)
        return acts.change_line(visit, record, line, request.form)
    if found["endpoint"] == "payment":
        payment = acts.part_of(visit, "payments", found["part"], invoice=record)
        return acts.delete_payment(visit, record, payment, request.form)
    if found["endpoint"] == "attach":
        return acts.attach(visit, record, request.files.get("file"))
    if found["endpoint"] == "detach":
        return acts.detach(visit, record, acts.part_of(visit, "attachments", found["part"], invoice=record))
    act = acts.ACTS.get(found["act"])
    if act is None:
        raise Refused("record_not_found")
    return act(visit, record, request.form)


def _to(visit: Visit, record: Record | None) -> Response:
    """The page of this invoice, or the list when it is gone."""
    path = f"/productive/{visit.organisation}/invoices" + (f"/{record['id']}" if record else "")
    return redirect(path, SEE_OTHER)


def _visit(request: Request, organisation: Record, *, store: Store, clock: SandboxClock) -> Visit:
    """Whoever plays is the organisation's first person with a token."""
    mine = [row for row in store.table("productive.tokens").values() if row["organization"] == organisation["id"]]
    return Visit(
        store=store,
        clock=clock,
        organisation=organisation["id"],
        person=mine[0]["person"] if mine else "",
        address=request.host_url.rstrip("/"),
    )


def _is_from_elsewhere(request: Request) -> bool:
    """Whether a form on another site sent this; a browser says so, and a script of a tester says nothing."""
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin).netloc != request.host
