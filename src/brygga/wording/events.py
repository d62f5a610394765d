"""What happened, as the history tells it: one sentence for every kind of event."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from brygga.accounting.payment_effects import Means
from brygga.accounting.problems import ProblemKind
from brygga.accounting.rulebook import Standing
from brygga.accounting.sending import SentBy
from brygga.accounting.settlements import Part
from brygga.copying.states import Does, WriteKind
from brygga.history.models import Event
from brygga.payments.models import PaymentWriteKind
from brygga.payments.turning import Earlier
from brygga.wording import disagreements, errors, invoice_settings, problems
from brygga.wording.explanations import fill
from brygga.wording.facts import shown

WRITES: Mapping[str, str] = {
    WriteKind.CREATE_CUSTOMER: _("Create the customer in Fortnox"),
    WriteKind.UPDATE_CUSTOMER: _("Bring the customer in Fortnox up to date"),
    WriteKind.CREATE_INVOICE: _("Create the invoice in Fortnox"),
    WriteKind.RENUMBER: _("Set the number in Productive"),
    WriteKind.FINALIZE: _("Finalize in Productive"),
    WriteKind.MARK_EXPORTED: _("Mark as exported in Productive"),
    WriteKind.ATTACH_IN_PRODUCTIVE: _("Attach the PDF in Productive"),
    WriteKind.UPLOAD_TO_FORTNOX: _("Send the PDF to Fortnox"),
    WriteKind.DETACH_IN_FORTNOX: _("Take the earlier PDF off in Fortnox"),
    WriteKind.ATTACH_IN_FORTNOX: _("Attach the PDF in Fortnox"),
    WriteKind.UPDATE_INVOICE: _("Update the invoice in Fortnox"),
    WriteKind.CANCEL_INVOICE: _("Cancel the invoice in Fortnox"),
    WriteKind.BOOK_INVOICE: _("Book the invoice in Fortnox"),
    WriteKind.SEND_INVOICE: _("Send the invoice from Fortnox"),
    PaymentWriteKind.MARK_SENT: _("Mark as sent in Productive"),
    PaymentWriteKind.CREATE_PAYMENT: _("Record the payment in Productive"),
    PaymentWriteKind.CHANGE_PAYMENT: _("Change the payment in Productive"),
    PaymentWriteKind.REMOVE_PAYMENT: _("Remove the payment in Productive"),
    WriteKind.CREDIT_INVOICE: _("Credit the invoice in Fortnox"),
    WriteKind.DATE_CREDIT_NOTE: _("Date the credit note in Fortnox"),
    WriteKind.CREATE_DRAFT: _("Create the draft in Productive"),
    WriteKind.FILL_DRAFT: _("Write the lines of the draft in Productive"),
}

CORRECTIONS: Mapping[str, str] = {
    Does.UPDATE: _("Update existing asked for"),
    Does.CANCEL: _("Cancellation in Fortnox asked for"),
    Does.CREDIT_NOTE: _("Create credit note asked for"),
    Does.REPLACE: _("Credit and replace asked for"),
}


def sentence(event: Event) -> str:
    """What happened, in the language of now; who and when stand beside it. A kind that nobody knows stays as it is."""
    said = SENTENCES.get(event.kind, event.kind)
    return said(event) if callable(said) else fill(said, _facts(event))


def _facts(event: Event) -> dict[str, str]:
    facts = shown(event.facts)
    if facts.get("write") in WRITES:
        facts["write"] = fill(WRITES[facts["write"]], {})
    sides = {"before": event.before, "after": event.after}
    return facts | {name: value for name, value in sides.items() if isinstance(value, str)}


def _copy_requested(event: Event) -> str:
    if event.facts.get("does") in CORRECTIONS:
        return fill(CORRECTIONS[event.facts["does"]], {})
    attempt = int(event.facts.get("attempt") or 1)
    if attempt == 1 and int(event.facts.get("ordinal") or 1) > 1:
        return gettext("Create new asked for: another invoice beside the one that stands")
    if attempt == 1:
        return gettext("Copy to Fortnox asked for")
    return gettext("Copy to Fortnox asked for again, attempt %(attempt)s") % {"attempt": attempt}


def _follow_up_requested(event: Event) -> str:
    if event.facts.get("does") == Does.BOOK:
        return gettext("Booking in Fortnox asked for")
    return gettext("What follows the copy asked for again: invoice PDF, booking, sending")


def _renumbered(event: Event) -> str:
    if event.before:
        return fill(_("Number in Productive changed from %(before)s to %(after)s"), _facts(event))
    return fill(_("Number in Productive set to %(after)s"), _facts(event))


def _refused(event: Event) -> str:
    if event.facts.get("sentence"):
        return fill(_("%(write)s: refused, “%(sentence)s”"), _facts(event))
    return fill(_("%(write)s: refused"), _facts(event))


def _blocked(event: Event) -> str:
    kept = event.facts.get("problems") or []
    if not kept:
        return gettext("Stopped")
    said = ngettext("Stopped: %(title)s", "Stopped, %(count)s problems. The gravest: %(title)s", len(kept))
    return said % {"title": _title(kept[0]), "count": len(kept)}


def _changed_afterwards(event: Event) -> str:
    kept = event.facts.get("problems")
    if not kept:
        return gettext("Changed in Fortnox after it was copied")
    title, more = _title(kept[0]), len(kept) - 1
    return gettext("%(title)s And %(more)s more.") % {"title": title, "more": more} if more else title


def _title(kept: Mapping[str, Any]) -> str:
    if kept.get("kind") not in {kind.value for kind in ProblemKind}:
        return str(kept.get("kind", ""))  # The history outlives the kinds: one may be gone.
    return problems.explain(problems.from_json(kept)).title


def _failed(event: Event) -> str:
    title = errors.reason(event.facts.get("reason") or {}).title
    return gettext("Failed: %(title)s") % {"title": title}


def _connected(event: Event) -> str:
    if event.facts.get("again"):
        return fill(_("%(subsidiary)s connected to Fortnox again: %(company)s"), _facts(event))
    return fill(_("%(subsidiary)s connected to Fortnox: %(company)s"), _facts(event))


def _disconnected(event: Event) -> str:
    if event.facts.get("confirmed"):
        return fill(_("%(subsidiary)s disconnected from Fortnox: %(company)s"), _facts(event))
    return fill(
        _("%(subsidiary)s disconnected from Fortnox: %(company)s. Fortnox did not confirm it"),
        _facts(event),
    )


def _replaced(event: Event) -> str:
    if event.facts.get("now_subsidiary") != event.facts.get("subsidiary"):
        return fill(
            _("The Fortnox account of %(company)s moved from %(subsidiary)s to %(now_subsidiary)s"), _facts(event)
        )
    return fill(
        _("%(subsidiary)s moved from the Fortnox account of %(company)s to that of %(now_company)s"), _facts(event)
    )


def _invoice_sent(event: Event) -> str:
    if event.facts.get("sent_by") == SentBy.E_INVOICE:
        return fill(_("Invoice %(fortnox_document_number)s sent by Fortnox as an e-invoice, to %(to)s"), _facts(event))
    return fill(_("Invoice %(fortnox_document_number)s sent by Fortnox by email, to %(to)s"), _facts(event))


def _requirement_changed(event: Event) -> str:
    wanted = invoice_settings.required_name(event.facts.get("requires", ""))
    return fill(_("What %(name)s wants on every invoice: %(wanted)s"), {**_facts(event), "wanted": wanted})


def _draft_created(event: Event) -> str:
    if event.facts.get("is_credit_note"):
        return gettext("Draft of a credit note created in Productive")
    return gettext("Draft of a new invoice created in Productive")


def _settings_changed(event: Event) -> str:
    if event.before is None:
        return fill(_("Integration settings decided for %(subsidiary)s"), _facts(event))
    return fill(_("Integration settings changed for %(subsidiary)s"), _facts(event))


def _buyer_confirmed(event: Event) -> str:
    if event.facts.get("standing") == Standing.CONSUMER:
        return fill(_("%(name)s in %(country)s confirmed as a private person"), _facts(event))
    return fill(_("%(name)s in %(country)s confirmed as a business, VAT number %(vat)s"), _facts(event))


def _payment_mirrored(event: Event) -> str:
    if event.facts.get("part") == Part.WRITE_OFF:
        return fill(_("Write-off of %(amount)s on payment %(payment)s in Fortnox brought to Productive"), _facts(event))
    return fill(_("Payment %(payment)s in Fortnox brought to Productive: %(amount)s on %(date)s"), _facts(event))


def _payments_turned_on(event: Event) -> str:
    if event.facts.get("earlier") == Earlier.MIRROR:
        return fill(_("Payments of %(subsidiary)s are synced, those made before too"), _facts(event))
    if event.facts.get("earlier") == Earlier.SINCE:
        return fill(_("Payments of %(subsidiary)s are synced, those from %(date)s on"), _facts(event))
    return fill(_("Payments of %(subsidiary)s are synced from now on"), _facts(event))


def _payments_disagree(event: Event) -> str:
    if not event.after:
        return gettext("Payments agree again")
    first = disagreements.from_json(event.after[0])
    title = disagreements.explain(first).title if first else str(event.after[0].get("kind", ""))
    return gettext("Payments to look at: %(title)s") % {"title": title}


def _payments_left(event: Event) -> str:
    titles = [
        disagreements.explain(each).title for kept in event.before or [] if (each := disagreements.from_json(kept))
    ]
    return gettext("Payments left as they are: %(title)s") % {"title": titles[0] if titles else "–"}


ACCOUNT_IS: Mapping[str, str] = {
    Means.MONEY: _("Account %(account)s of %(subsidiary)s is money: what is booked on it comes to Productive"),
    Means.WRITE_OFF: _("Account %(account)s of %(subsidiary)s is a write-off, and comes to Productive as that"),
    Means.CLAIM: _("Account %(account)s of %(subsidiary)s is a claim: what is booked on it is no payment"),
}


def _account_decided(event: Event) -> str:
    said = ACCOUNT_IS.get(str(event.after), _("What account %(account)s of %(subsidiary)s is, was said"))
    return fill(said, _facts(event))


SENTENCES: Mapping[str, str | Callable[[Event], str]] = {
    "account_decided": _account_decided,
    "account_taken_back": _("What account %(account)s of %(subsidiary)s is, is asked about again"),
    "blocked": _blocked,
    "booked_in_fortnox": _("Invoice %(fortnox_document_number)s was booked in Fortnox"),
    "buyer_confirmation_withdrawn": _("What was confirmed of client company %(company)s in %(country)s is taken back"),
    "buyer_confirmed": _buyer_confirmed,
    "changed_afterwards": _changed_afterwards,
    "changed_back": _("Invoice %(fortnox_document_number)s is again in Fortnox as it was copied"),
    "compared": _("Compared to the öre: no difference"),
    "connected": _connected,
    "copied": _("Copied to Fortnox as %(fortnox_document_number)s"),
    "copy_requested": _copy_requested,
    "credit_note_created": _("Credit note %(fortnox_document_number)s of invoice %(number)s created in Fortnox"),
    "credit_note_dated": _("Credit note %(fortnox_document_number)s dated in Fortnox"),
    "customer_changed": _("The client company is customer %(after)s in Fortnox from now on; it was %(before)s"),
    "customer_created": _("Customer %(customer_number)s created in Fortnox"),
    "customer_fields_changed": _("What Brygga brings up to date of the customers of %(subsidiary)s changed"),
    "customer_updated": _("Customer %(customer_number)s brought up to date in Fortnox"),
    "disconnected": _disconnected,
    "document_attached": _("%(name)s attached in %(remote)s"),
    "document_detached": _("%(name)s taken off in Fortnox: the invoice was changed"),
    "document_uploaded": _("%(name)s sent to Fortnox"),
    "draft_created": _draft_created,
    "draft_filled": _("Lines of the draft written in Productive"),
    "failed": _failed,
    "finalized": _("Finalized in Productive as %(number)s"),
    "follow_up_requested": _follow_up_requested,
    "invoice_booked": _("Invoice %(fortnox_document_number)s booked in Fortnox"),
    "invoice_cancelled": _("Invoice %(fortnox_document_number)s cancelled in Fortnox"),
    "invoice_created": _("Invoice %(fortnox_document_number)s created in Fortnox"),
    "invoice_sent": _invoice_sent,
    "invoice_settings_changed": _("Invoice settings changed for %(subsidiary)s"),
    "invoice_updated": _("Invoice %(fortnox_document_number)s updated in Fortnox"),
    "left_as_it_is": _("Left as it is in Fortnox: %(fortnox_document_number)s"),
    "lost": _("%(write)s: it never arrived, so it is sent again"),
    "marked_exported": _("Marked in Productive as exported: %(fortnox_document_number)s"),
    "marked_sent": _("Productive wanted it marked as sent before the payment: marked, %(date)s"),
    "numbered_otherwise": _("Sent from Productive as %(number)s; Fortnox has it as %(fortnox_document_number)s"),
    "organisation_added": _("%(name)s added, organisation %(productive_organisation_id)s in Productive"),
    "payment_changed": _("Payment %(payment)s changed in Fortnox, and so in Productive: %(amount)s on %(date)s"),
    "payment_found": _("A payment of Brygga’s found in Productive, %(amount)s: it stands for %(payment)s in Fortnox"),
    "payment_mirrored": _payment_mirrored,
    "payment_not_brought": _(
        "Payment %(payment)s in Fortnox is not brought as it was any more, and removed from Productive: %(amount)s"
    ),
    "payment_removed": _("Payment %(payment)s is gone from Fortnox, and so from Productive: %(amount)s"),
    "payment_twin_removed": _("A second payment for %(payment)s in Fortnox removed from Productive: %(amount)s"),
    "payments_disagree": _payments_disagree,
    "payments_left": _payments_left,
    "payments_turned_off": _("Payments of %(subsidiary)s are no longer synced; what was brought stays"),
    "payments_turned_on": _payments_turned_on,
    "rate_entered": _("Exchange rate of %(date)s entered: %(count)s %(code)s = %(kronor)s SEK"),
    "reconnect_needed": _("The connection to Fortnox no longer works: %(company)s"),
    "refused": _refused,
    "renumbered": _renumbered,
    "requirement_changed": _requirement_changed,
    "replaced": _replaced,
    "sent_from_fortnox": _("Invoice %(fortnox_document_number)s was sent from Fortnox"),
    "service_types_changed": _("Mapping of service types changed for %(subsidiary)s"),
    "settings_changed": _settings_changed,
    "token_replaced": _("API token for Productive replaced"),
    "twin_cancelled": _("Second invoice %(twin)s cancelled in Fortnox; %(number)s stands"),
    "twin_found": _("Second invoice %(twin)s found in Fortnox, beside %(number)s"),
    "unclear": _("%(write)s: no answer yet"),
    "update_not_needed": _("Nothing to update: Fortnox has it already, %(fortnox_document_number)s"),
    "waits_for_person": _("Does not go on by itself any more"),
    "waits_until_fixed": _("Goes on by itself when it is fixed"),
    "went_on": _("What stopped it is fixed, and nothing else changed: the copy goes on by itself"),
    "updated": _("Update finished: %(fortnox_document_number)s says what Productive says"),
}
