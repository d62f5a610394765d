"""Who makes, changes and deletes a record of each kind, and the actions that only some kinds have."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from sandbox.productive import attachments, attributions, invoices, lines, payments, registers, webhooks
from sandbox.productive.registers import REGISTERS
from sandbox.productive.visit import Visit
from sandbox.productive.wire import Body
from sandbox.store import Record

Maker = Callable[[Visit, Body], Record]
Changer = Callable[[Visit, Record, Body], Record]
Remover = Callable[[Visit, Record], None]


def _with_verb(verb: str) -> list[str]:
    return [kind for kind, register in REGISTERS.items() if verb in register.verbs]


def _without_body(act: Callable[[Visit, Record], Record]) -> Changer:
    return lambda visit, record, _body: act(visit, record)


CREATORS: dict[str, Maker] = {
    "invoices": invoices.create,
    "line_items": lines.create,
    "payments": payments.create,
    "invoice_attributions": attributions.create,
    "attachments": attachments.create,
    "webhooks": webhooks.create,
    **{kind: partial(registers.create, kind) for kind in _with_verb("create")},
}
UPDATERS: dict[str, Changer] = {
    "invoices": invoices.update,
    "line_items": lines.update,
    "payments": payments.update,
    "invoice_attributions": attributions.update,
    "attachments": attachments.update,
    **dict.fromkeys(_with_verb("update"), registers.update),
}
DELETERS: dict[str, Remover] = {
    "invoices": invoices.delete,
    "line_items": lines.delete,
    "payments": payments.delete,
    "invoice_attributions": attributions.delete,
    "attachments": attachments.delete,
    "webhooks": webhooks.delete,
    **dict.fromkeys(_with_verb("delete"), registers.delete),
}
# PATCH /<kind>/<id>/<action>.
ACTIONS: dict[tuple[str, str], Changer] = {
    ("invoices", "finalize"): invoices.finalize,
    ("invoices", "send"): invoices.send,
    ("invoices", "send_einvoice"): invoices.send_einvoice,
    ("invoices", "export"): _without_body(invoices.export),
    ("invoices", "export_update"): _without_body(invoices.export),
    ("people", "deactivate"): _without_body(registers.deactivate),
    ("people", "activate"): _without_body(registers.activate),
    ("deals", "close"): _without_body(registers.close),
    ("deals", "open"): _without_body(registers.reopen),
    **{(kind, "archive"): _without_body(registers.archive) for kind in _with_verb("archive")},
    **{(kind, "restore"): _without_body(registers.restore) for kind in _with_verb("restore")},
}
