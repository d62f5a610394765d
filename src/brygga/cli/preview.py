"""`brygga preview ID`: the exact Fortnox invoice, or everything that stops it; nothing is written."""

from __future__ import annotations

from dataclasses import asdict

import typer
from django.utils.translation import gettext as _

from brygga.accounting.customers import Candidate, candidates_of
from brygga.accounting.invoices import Booking
from brygga.accounting.numbers import Numbering
from brygga.accounting.rates import Kronor, kept
from brygga.accounting.rows import BookedRow
from brygga.accounting.rulebook import HOME_CURRENCY
from brygga.cli.choosing import organisation
from brygga.cli.exits import Exit
from brygga.cli.options import Customer, InvoiceId, Json, Number, OrganisationId
from brygga.cli.output import as_json, explained, say, stop_for, table, told
from brygga.connections.outside import outside
from brygga.copying import preview as copying
from brygga.copying.customer_choice import CustomerChoice
from brygga.fortnox.bodies import body
from brygga.fortnox.schema import RowDraft
from brygga.remote.errors import RemoteError
from brygga.wording import about_customers, formats, invoice_settings, problems, rates, vat_reasons


def preview(
    invoice_id: InvoiceId,
    customer: Customer = "",
    number: Number = "",
    organisation_id: OrganisationId = "",
    is_json: Json = False,
) -> None:
    """Show what copying an invoice would make; exit code 3 when something stops it."""
    try:
        chosen = organisation(organisation_id)
        seen = copying.preview(chosen, invoice_id, customer=customer, number=number, outside=outside())
    except RemoteError as error:
        stop_for(error, is_json=is_json)
    if is_json:
        as_json(_document(seen))
    else:
        _show(seen)
    if seen.problems:
        raise typer.Exit(Exit.NEEDS_YOU)


def _document(seen: copying.Preview) -> dict[str, object]:
    booking = seen.booking
    return {
        "productive_invoice_id": seen.invoice.id,
        "numbers": _numbers(seen.numbering) if seen.numbering else None,
        "customer": seen.choice.number,
        "new_customer": seen.choice.draft.model_dump(mode="json", by_alias=True) if seen.choice.draft else None,
        "customer_changes": [asdict(each) for each in seen.choice.changes],
        "candidates": [_candidate(each) for each in candidates_of(seen.choice.match)],
        "fortnox_invoice": body("Invoice", booking.draft)["Invoice"] if booking else None,
        "total_before_rounding": str(booking.expected.total.amount) if booking else None,
        "exchange_rate": dict(kept(booking.rate)) if booking and booking.rate else None,
        "in_sek": _in_sek(booking.kronor) if booking and booking.kronor else None,
        "vat": [_decision(each) for each in booking.rows] if booking else [],
        "notes": [problems.note(each) for each in booking.notes] if booking else [],
        "problems": [{"kind": each.kind, **explained(problems.explain(each))} for each in seen.problems],
        "afterwards": seen.settings.as_json(),
        "fingerprint": seen.fingerprint,
    }


def _numbers(numbering: Numbering) -> dict[str, str]:
    """Both series where Productive gives the numbers; null in the document where Fortnox does."""
    return {
        "number": numbering.number,
        "expected": numbering.expected,
        "free": numbering.suggested,
        "last_in_productive": numbering.last_in_productive,
        "last_in_fortnox": numbering.last_in_fortnox,
    }


def _candidate(each: Candidate) -> dict[str, object]:
    customer = each.customer
    return {
        "customer": customer.customer_number,
        "name": customer.name,
        "active": customer.active,
        "score": each.score,
        "why": about_customers.speaks_for(each),
    }


def _show(seen: copying.Preview) -> None:
    _show_customer(seen.choice)
    if seen.numbering and seen.numbering.number:
        say(_("Number %(number)s") % {"number": seen.numbering.number})
    elif seen.numbering and seen.numbering.expected:
        say(_("Productive gives the number, probably %(number)s") % {"number": seen.numbering.expected})
    if seen.booking:
        _show_invoice(seen.booking)
        say(*(str(problems.note(each)) for each in seen.booking.notes))
        say(invoice_settings.afterwards(seen.settings))
    for problem in seen.problems:
        say("", *told(problems.explain(problem)))


def _show_customer(choice: CustomerChoice) -> None:
    if choice.draft:
        facts = {"number": choice.draft.customer_number, "name": choice.draft.name}
        say(_("New customer %(number)s, %(name)s") % facts)
    elif choice.customer:
        facts = {"number": choice.customer.customer_number, "name": choice.customer.name}
        say(_("Customer %(number)s, %(name)s") % facts)
    for change in choice.changes:
        say(f"  {about_customers.field_name(change)}: {change.before or '–'} → {change.after}")
    for each in candidates_of(choice.match):
        say(f"  {each.customer.customer_number}  {each.customer.name}: {about_customers.speaks_for(each)}")


def _show_invoice(booking: Booking) -> None:
    heads = [_("Row"), _("Account"), _("Article"), _("Quantity") + "|", _("Price") + "|", _("VAT") + "|", _("Why")]
    table(heads, [_row(each) for each in booking.rows])
    for which, said in (
        ("our_reference", booking.draft.our_reference),
        ("your_reference", booking.draft.your_reference),
    ):
        if said:
            say(f"{invoice_settings.text_name(which)}: {said}")
    if booking.draft.your_order_number:
        say(f"{invoice_settings.text_name('order_number')}: {booking.draft.your_order_number}")
    say(f"{_('Language')}: {invoice_settings.language_name(booking.draft.language)}")
    if booking.draft.remarks:
        say(f"{_('Remarks')}: {booking.draft.remarks}")
    expected = booking.expected
    sums = ((_("Net"), expected.net), (_("VAT"), expected.total_vat), (_("Total"), expected.total))
    say("  ".join(f"{name} {formats.money(each.amount, each.currency)}" for name, each in sums))
    if booking.rate and booking.kronor:
        rate, sums_in_sek = booking.rate, booking.kronor
        said = rates.said(booking.draft.currency, rate.rate, rate.unit)
        say(f"{_('Exchange rate')}: {said} ({rates.source(rate)})")
        amounts = ((_("Net"), sums_in_sek.net), (_("VAT"), sums_in_sek.vat), (_("Total"), sums_in_sek.total))
        say("  ".join(f"{name} {formats.money(each, HOME_CURRENCY)}" for name, each in amounts))


def _in_sek(sums: Kronor) -> dict[str, str]:
    return {"net": str(sums.net), "vat": str(sums.vat), "total": str(sums.total)}


def _row(booked: BookedRow) -> list[str]:
    row = booked.draft
    if not isinstance(row, RowDraft):
        return [row.description, *[""] * 6]
    why = vat_reasons.said(booked.decision) if booked.decision else ""
    quantity, price = str(row.delivered_quantity), str(row.price)
    codes = " / ".join(filter(None, (row.project, row.cost_center)))
    text = f"{row.description} [{codes}]" if codes else row.description
    return [text, str(row.account_number), row.article_number, quantity, price, f"{row.vat} %", why]


def _decision(booked: BookedRow) -> dict[str, object] | None:
    """Why this row has its VAT; null for rows that only say something, and for those of the discount."""
    decided = booked.decision
    return {"case": decided.case, "reason": decided.reason, "facts": dict(decided.facts)} if decided else None
