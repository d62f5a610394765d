"""The files that lie beside an invoice in Fortnox, and the form that adds one."""

from __future__ import annotations

from markupsafe import Markup
from werkzeug import Response

from sandbox.fortnox import file_attachments, file_store
from sandbox.fortnox.attachment_errors import Trouble
from sandbox.pages import frame
from sandbox.pages.visit import NotUnderstood, Visit
from sandbox.store import Record

HEADS = [("File", ""), ("Size", "number"), ("With the mail", ""), ("", "")]
KILOBYTE = 1_000


def files_of(visit: Visit, record: Record) -> Markup:
    """What is attached, each as a link, and a form for one more."""
    rows = [_row(visit, record, attached) for attached in _attached(visit, record["DocumentNumber"])]
    listed = Markup("<h2>Files</h2>") + frame.table(HEADS, rows) if rows else Markup("")
    path = visit.path("invoices", record["DocumentNumber"], "files")
    chosen = Markup('<label>A file, up to 5 MB<input type="file" name="file" required></label>')
    sends = frame.select("Goes out with the mail", "sends", [("", "No"), ("yes", "Yes, as a PDF")])
    content = Markup('<div class="fields">{}{}</div><div class="buttons">{}</div>').format(
        chosen, sends, frame.button("Attach", css="plain")
    )
    return listed + frame.sheet(visit.form(path, content, with_files=True), title="Attach a file")


def attach(visit: Visit, *, number: str) -> str:
    """Keep the file in the inbox, and attach it."""
    file = visit.files.get("file")
    if file is None or not file.filename:
        raise NotUnderstood("No file was chosen.")
    kept = file_store.put(visit.books, file.filename, file.read(), folder=file_attachments.FOLDER)
    said = {"entityId": int(number), "entityType": file_attachments.INVOICE, "fileId": kept["ArchiveFileId"]}
    try:
        file_attachments.create(visit.books, [{**said, "includeOnSend": visit.said("sends") == "yes"}])
    except Trouble:
        file_store.remove(visit.books, kept["Id"])
        raise
    return visit.path("invoices", number)


def detach(visit: Visit, *, number: str, identity: str) -> str:
    file_attachments.remove(visit.books, identity)
    return visit.path("invoices", number)


def show(visit: Visit, *, number: str, identity: str) -> Response:
    """The file itself."""
    attached = next(one for one in [*_attached(visit, number), {"id": identity}] if one["id"] == identity)
    kept = file_store.with_archive_id(visit.books, str(attached.get("fileId", "")))
    if kept is None:
        raise KeyError(identity)
    headers = {"X-Content-Type-Options": "nosniff", "Content-Disposition": "inline"}
    mimetype = file_store.mimetype(kept)
    if mimetype != file_attachments.PDF:
        headers["Content-Disposition"] = "attachment"
    return Response(file_store.content(kept), mimetype=mimetype, headers=headers)


def _attached(visit: Visit, number: str) -> list[Record]:
    numbers = [int(number)] if number.isdecimal() else []
    return file_attachments.of_documents(visit.books, numbers, file_attachments.INVOICE)


def _row(visit: Visit, record: Record, attached: Record) -> Markup:
    kept = file_store.with_archive_id(visit.books, attached["fileId"]) or {"Name": "Gone", "Size": 0}
    path = visit.path("invoices", record["DocumentNumber"], "files", attached["id"])
    button = Markup('<button class="small plain" aria-label="Detach {}">Detach</button>').format(kept["Name"])
    return Markup(
        '<tr><td class=wide><a href="{}">{}</a></td><td class=number>{} kB</td>'
        '<td data-name="With the mail">{}</td><td class=act>{}</td></tr>'
    ).format(
        path,
        kept["Name"],
        max(round(kept["Size"] / KILOBYTE), 1),
        "Yes" if attached["includeOnSend"] else "No",
        visit.form(f"{path}/detach", button),
    )
