"""Our questions about files to one Productive organisation: what is attached to an invoice, and attaching to it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from brygga.productive.jsonapi import Resource, body_for, new_body, read_one
from brygga.productive.schema import Attachment
from brygga.remote.errors import NotFound, OutcomeUnknown, Refused, RemoteError, Unavailable
from brygga.remote.fields import Unreadable
from brygga.remote.files import PDF, fetch_pdf
from brygga.remote.http import Answer, Ask, Exchange, Form, Leaving, Sender, nobody_minds
from brygga.remote.wire import segment

LOCATION = re.compile(r"<Location>(?P<address>[^<]+)</Location>")
CODE = re.compile(r"<Code>(?P<code>\w+)</Code>")


class ProductiveFiles:
    """The files of one Productive organisation. Every method raises the errors of `brygga.remote.errors` only.

    Three addresses: the API, the storage that takes a file, and the one that gives a file. The storage learns no token.
    """

    def __init__(self, sender: Sender, *, storage: Sender, files: Sender, token: str) -> None:
        self._sender = sender
        self._storage = storage
        self._files = files
        self._token = token

    def attachment_of(self, invoice_id: str) -> Attachment | None:
        """The file that an invoice shows; it has room for one. Raises NotFound.

        Docs: docs/remotes/productive.md#attachments
        """
        query = {"include": "attachment"}
        answer = self._sender.send(Ask(method="GET", path=f"invoices/{segment(invoice_id)}", query=query))
        return answer.read(_attachment_of)

    def upload(self, name: str, content: bytes) -> str:
        """Bring a PDF to Productive, and give its id. Nobody sees it before it is attached.

        So it may be done again: what an earlier try left behind hangs on nothing, and no outcome of it is unknown to
        anybody that minds. Docs: docs/remotes/productive.md#attachments
        """
        try:
            identifier, policy = self._announce(name, size=len(content))
            address = self._store(name, content, policy)
            self._complete(identifier, address)
        except OutcomeUnknown as unknown:
            raise Unavailable(unknown.refusal) from unknown
        return identifier

    def attach(self, invoice_id: str, attachment_id: str, *, leaving: Leaving = nobody_minds) -> None:
        """Let an invoice show this file, in the place of what it showed before.

        Docs: docs/remotes/productive.md#attachments
        """
        body = body_for("invoices", invoice_id, {"attachment_id": attachment_id})
        path = f"invoices/{segment(invoice_id)}"
        answer = self._sender.send(Ask(method="PATCH", path=path, body=body, writes=True, leaving=leaving))
        answer.read(lambda written: read_one(written, "invoices"))

    def content(self, attachment: Attachment) -> bytes:
        """The file itself, which must be a PDF. Docs: docs/remotes/productive.md#attachments"""
        path = urlsplit(attachment.url).path
        return fetch_pdf(self._files, Ask(method="GET", path=path, query={"token": self._token}))

    def _announce(self, name: str, *, size: int) -> tuple[str, Mapping[str, str]]:
        said = {"name": name, "content_type": PDF, "size": size, "attachable_type": "invoice"}
        answer = self._sender.send(
            Ask(method="POST", path="attachments", body=new_body("attachments", said), writes=True)
        )
        return answer.read(_announced)

    def _store(self, name: str, content: bytes, policy: Mapping[str, str]) -> str:
        form = Form(fields=policy, file_name=name, media_type=PDF, content=content)
        exchange = self._storage.fetch(Ask(method="POST", path="", body=form, writes=True))
        return Answer(body=exchange.received.text(), exchange=exchange).read(_location)

    def _complete(self, identifier: str, address: str) -> None:
        body = body_for("attachments", identifier, {"temp_url": address})
        path = f"attachments/{segment(identifier)}"
        self._sender.send(Ask(method="PATCH", path=path, body=body, writes=True))


class StorageTranslator:
    """The storage that Productive lets files be sent to speaks XML, and knows no token (guide, read 2026-11)."""

    remote = "productive"

    def headers(self, token: str) -> dict[str, str]:  # noqa: ARG002  The shape of every translator.
        return {}

    def error_in(self, exchange: Exchange) -> RemoteError | None:
        """An error of the storage carries a `<Code>`; without one a 4xx may come from whatever stands in between."""
        received = exchange.received
        code = CODE.search(received.text()) if not received.is_success else None
        if received.status >= 500 or received.status in {408, 429}:
            return exchange.broken(code["code"] if code else "")
        if received.is_success:
            return None
        if code is None:
            return exchange.unreadable("The answer is no answer of the storage.")
        return Refused(exchange.refusal(code["code"], code["code"]))


class FilesTranslator:
    """Where files are fetched from: the token goes in the address (guide, read 2026-11); errors are a guess."""

    remote = "productive"

    def headers(self, token: str) -> dict[str, str]:  # noqa: ARG002  The shape of every translator.
        return {}

    def error_in(self, exchange: Exchange) -> RemoteError | None:
        received = exchange.received
        if received.is_success:
            return None
        if received.status in {401, 403}:
            return Refused(exchange.refusal(sentence="The file may not be fetched."))
        return NotFound(exchange.refusal()) if received.status == 404 else exchange.broken()


def _attachment_of(body: Any) -> Attachment | None:
    resource = read_one(body, "invoices").related("attachment")
    return _attachment(resource) if resource else None


def _attachment(resource: Resource) -> Attachment:
    return Attachment.model_validate({**resource.attributes, "id": resource.id})


def _announced(body: Any) -> tuple[str, Mapping[str, str]]:
    resource = read_one(body, "attachments")
    policy = resource.attributes.get("aws_policy")
    if not isinstance(policy, Mapping) or not all(isinstance(value, str) for value in policy.values()):
        raise Unreadable("aws_policy is missing.")
    return resource.id, policy


def _location(xml: str) -> str:
    found = LOCATION.search(xml)
    if found is None:
        raise Unreadable("Location is missing.")
    return found["address"].replace("&amp;", "&")
