"""How Fortnox's service for attachments refuses: its own envelope, with a word for each trouble.

The words: documentation, read 2026-04. The sentences, and which word fits what nobody has seen, are guesses; a word
that Fortnox does not have begins with "sandbox_guess_". Two of its words are only ever planned, since nothing here can
cause them: could_not_retrieve_document and attachment_files_max_pages_exceeded.
"""

from __future__ import annotations

from typing import Any

STATUS_NOT_FOUND = 404
NOT_FOUND = frozenset({"file_not_found", "document_not_found", "attachment_not_found"})
MESSAGES = {
    "no_attachment_provided": "No attachment was provided.",
    "mixed_documents": "All attachments must be of documents of one type.",
    "wrong_file_location": "The file is not in the inbox of the document.",
    "wrong_file_type": "Only PDF files can be sent with a document.",
    "file_too_big": "The file is too big.",
    "too_many_attachments_in_one_request": "These are too many attachments for one request.",
    "max_total_attachments_exceeded": "The document has too many attachments.",
    "attachment_files_max_count_exceeded": "At most 5 files can be sent with a document.",
    "attachment_files_max_size_exceeded": "The files that are sent with a document are too big together.",
    "field_not_writable": "Only includeOnSend can be changed.",
    "mismatch_attachment_id": "The id in the body is not the one in the address.",
    "missing_mandatory_field": "A mandatory field is missing.",
    "file_not_found": "The file was not found.",
    "document_not_found": "The document was not found.",
    "attachment_not_found": "The attachment was not found.",
    "sandbox_guess_not_json": "The body is not what was expected.",
    "sandbox_guess_booked": "The document is booked.",
    "sandbox_guess_scope": "The scope is missing.",
    "sandbox_guess_licence": "The company has no licence for this.",
    "sandbox_guess_no_route": "There is no such path.",
}
OTHER_STATUS = {"sandbox_guess_scope": 403, "sandbox_guess_licence": 403, "sandbox_guess_no_route": STATUS_NOT_FOUND}


class Trouble(Exception):
    """A request about attachments was refused; nothing of it was written."""

    def __init__(self, word: str) -> None:
        self.word = word
        super().__init__(MESSAGES[word])

    @property
    def status(self) -> int:
        return STATUS_NOT_FOUND if self.word in NOT_FOUND else OTHER_STATUS.get(self.word, 400)

    def body(self, identity: str) -> dict[str, Any]:
        return body_of(self.word, identity, str(self))


def body_of(word: str, identity: str, message: str) -> dict[str, Any]:
    """The envelope of this service (documentation, read 2026-04)."""
    return {"error": word, "id": identity, "message": message}
