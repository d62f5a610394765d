"""Files: the storage that an upload goes to, and the address that a file is fetched from.

Productive keeps them at a storage of its own: a form with every field of `aws_policy` and the file is posted there
(guide "working with attachments"; the fields are a guess). Fetching one needs an API token (a live client).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any
from urllib.parse import quote, unquote

from markupsafe import escape
from werkzeug import Request, Response
from werkzeug.http import dump_options_header

from sandbox.clock import SandboxClock
from sandbox.productive.visit import Visit, access_of
from sandbox.store import Record, Store

STORAGE = "/productive/storage"
FILES = "/productive/files"
TABLE = "productive.files"
POLICY_HOURS = 1
SECRET = b"sandbox-storage"


def policy_for(visit: Visit, attachment: Record) -> dict[str, str]:
    """What the form must hold, and until when."""
    key = f"attachments/files/temp/{attachment['id']}/{attachment['attributes']['name']}"
    expires_at = visit.clock.now() + timedelta(hours=POLICY_HOURS)
    conditions = [{"key": key}, {"expiration": expires_at.isoformat()}]
    policy = base64.b64encode(json.dumps({"expiration": expires_at.isoformat(), "conditions": conditions}).encode())
    return {
        "key": key,
        "acl": "private",
        "success_action_status": "201",
        "x-amz-algorithm": "AWS4-HMAC-SHA256",
        "x-amz-credential": "sandbox",
        "x-amz-date": f"{visit.clock.now():%Y%m%dT%H%M%SZ}",
        "policy": policy.decode(),
        "x-amz-signature": _signature(policy),
    }


def key_of(temp_url: str) -> str:
    """The key in the address that the storage answered with, or the key alone."""
    return unquote(temp_url.partition(f"{STORAGE}/")[2]) if "://" in temp_url else temp_url


def stored(store: Store, temp_url: str) -> dict[str, Any] | None:
    """What lies at an address: its bytes in base64, their number and their type."""
    return store.table(TABLE).get(key_of(temp_url))


def keep(store: Store, key: str, content: bytes, *, content_type: str) -> None:
    """Put bytes into the storage."""
    told = {"content": base64.b64encode(content).decode(), "size": len(content), "content_type": content_type}
    store.table(TABLE)[key] = told


def store_upload(request: Request, *, store: Store, clock: SandboxClock) -> Response:
    """POST to the storage: 201 with the place as XML, or 403 when the policy is not what was signed."""
    with request:  # Closes the files that the form brought.
        return _stored_upload(request, store=store, clock=clock)


def fetch(request: Request, *, store: Store) -> Response:
    """GET of a file: the bytes, for a token of the organisation that the file belongs to (status otherwise: guess)."""
    access = access_of(store, request.args.get("token", ""))
    if access is None:
        return Response("Unauthorized", status=401, mimetype="text/plain")
    identity = request.path.removeprefix(FILES).strip("/").partition("/")[0]
    attachment = store.table("productive.attachments").get(identity)
    if attachment is None or attachment["organization"] != access["organization"]:
        return Response("Not found", status=404, mimetype="text/plain")
    return as_response(store, attachment)


def as_response(store: Store, attachment: Record) -> Response:
    """The bytes of an attachment, or 404 when nothing was uploaded."""
    file = stored(store, attachment["attributes"]["temp_url"] or "")
    if file is None:
        return Response("Not found", status=404, mimetype="text/plain")
    name = dump_options_header("attachment", {"filename": attachment["attributes"]["name"]})
    return Response(
        base64.b64decode(file["content"]),
        content_type=file["content_type"],
        headers={"Content-Disposition": name, "X-Content-Type-Options": "nosniff"},
    )


def _stored_upload(request: Request, *, store: Store, clock: SandboxClock) -> Response:
    file = request.files.get("file")
    form = request.form
    policy = form.get("policy", "").encode()
    if not hmac.compare_digest(form.get("x-amz-signature", "").encode(), _signature(policy).encode()):
        return _storage_error("SignatureDoesNotMatch", status=403)
    signed = json.loads(base64.b64decode(policy))
    if signed["expiration"] < clock.now().isoformat() or signed["conditions"][0]["key"] != form.get("key"):
        return _storage_error("AccessDenied", status=403)
    if file is None:
        return _storage_error("InvalidArgument", status=400)
    keep(store, form["key"], file.read(), content_type=file.mimetype or "application/octet-stream")
    location = f"{request.host_url.rstrip('/')}{STORAGE}/{quote(form['key'], safe='')}"
    xml = f"<PostResponse><Location>{escape(location)}</Location><Key>{escape(form['key'])}</Key></PostResponse>"
    return Response(xml, status=201, mimetype="application/xml")


def _signature(policy: bytes) -> str:
    return hmac.new(SECRET, policy, hashlib.sha256).hexdigest()


def _storage_error(code: str, *, status: int) -> Response:
    return Response(f"<Error><Code>{code}</Code></Error>", status=status, mimetype="application/xml")
