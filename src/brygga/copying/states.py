"""The closed lists of what copies, attempts and writes are and do."""

from __future__ import annotations

from django.db import models


class CopyState(models.TextChoices):
    """How far a copy is. `blocked` wants somebody to change something; `unclear` has sent a write without an answer.

    `cancelled` was in Fortnox and was cancelled there through Brygga: the invoice may be copied anew.
    """

    WAITING = "waiting"
    WORKING = "working"
    BLOCKED = "blocked"
    UNCLEAR = "unclear"
    COPIED = "copied"
    FAILED = "failed"
    CANCELLED = "cancelled"


# Somebody or something works on a copy in one of these states, or will by itself.
UNDER_WAY = (CopyState.WAITING, CopyState.WORKING, CopyState.UNCLEAR)


class DocumentChoice(models.TextChoices):
    """What a person said of the file that the Productive invoice shows: it is the invoice, or Brygga's PDF is."""

    FILE = "file"
    OWN = "own"


class Does(models.TextChoices):
    """What an attempt is for: making the Fortnox invoice, changing or cancelling the one that stands, or what follows.

    DELIVER brings its PDF, and books and sends it where that is set; BOOK is a person's own wish.
    CREDIT_NOTE makes a credit note of the invoice in Productive, REPLACE a new draft of it besides: each is a document
    of its own there, and so is its copy.
    """

    CREATE = "create"
    UPDATE = "update"
    CANCEL = "cancel"
    DELIVER = "deliver"
    BOOK = "book"
    CREDIT_NOTE = "credit_note"
    REPLACE = "replace"


# What follows an invoice that is copied: it changes nothing of the invoice itself.
FOLLOW_UPS = (Does.DELIVER, Does.BOOK)


class Keeps(models.TextChoices):
    """Whose values stand where a person changed the Fortnox invoice: ours or theirs; empty until one has chosen."""

    ASK = ""
    OURS = "ours"
    THEIRS = "theirs"


class WriteKind(models.TextChoices):
    """What a write does: a copy makes the first in this order, the others correct, book and credit what stands.

    Both an invoice and the original that it credits may be booked by one copy: their references tell them apart.
    """

    CREATE_CUSTOMER = "create_customer"
    UPDATE_CUSTOMER = "update_customer"
    CREATE_INVOICE = "create_invoice"
    RENUMBER = "renumber"
    FINALIZE = "finalize"
    MARK_EXPORTED = "mark_exported"
    ATTACH_IN_PRODUCTIVE = "attach_in_productive"
    UPLOAD_TO_FORTNOX = "upload_to_fortnox"
    DETACH_IN_FORTNOX = "detach_in_fortnox"
    ATTACH_IN_FORTNOX = "attach_in_fortnox"
    UPDATE_INVOICE = "update_invoice"
    CANCEL_INVOICE = "cancel_invoice"
    BOOK_INVOICE = "book_invoice"
    SEND_INVOICE = "send_invoice"
    CREDIT_INVOICE = "credit_invoice"
    DATE_CREDIT_NOTE = "date_credit_note"
    CREATE_DRAFT = "create_draft"
    FILL_DRAFT = "fill_draft"


class WriteState(models.TextChoices):
    """`intended` is written down; `sent` may have arrived; `landed` or `refused` is answered; `lost` never arrived.

    `dropped` is no longer wanted: a person decided anew before it was sent, or for another company.
    """

    INTENDED = "intended"
    SENT = "sent"
    LANDED = "landed"
    REFUSED = "refused"
    LOST = "lost"
    DROPPED = "dropped"
