"""Words for what is known before sending and does not stop."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from brygga.accounting.notes import NoteKind

NOTES: Mapping[NoteKind, str] = {
    NoteKind.RATE_IS_BUYING: _(
        "The rate of %(currency)s is that of Fortnox’s register, a buying rate. For VAT the law wants the mid rate of "
        "the ECB or Nasdaq: ask your accountant."
    ),
    NoteKind.RATE_OF_OTHER_DAY: _("The rate of %(currency)s is of %(rate_on)s; wanted is that of %(date)s."),
    NoteKind.KRONOR_ROUNDED: _(
        "In SEK, net and VAT come to %(meant)s and the total to %(total)s: each is rounded by itself."
    ),
    NoteKind.VAT_DIFFERS: _(
        "VAT differs by %(difference)s: %(productive)s in Productive, %(meant)s on the invoice in Fortnox. "
        "Productive may round per line, the invoice per VAT rate."
    ),
    NoteKind.NUMBER_REPLACED: _("Fortnox’s number replaces %(number)s in Productive."),
    NoteKind.NUMBER_PROBABLY_TAKEN: _(
        "Productive’s next number is probably %(number)s, and Fortnox has %(number)s already, for %(name)s. Choose "
        "another one first: once Productive has finalized the invoice, there is no way back."
    ),
    NoteKind.NUMBER_LEAVES_GAP: _("Fortnox’s last number is %(last)s: %(number)s leaves a gap in its series."),
    NoteKind.NUMBER_BELOW_LAST: _("Fortnox has numbers up to %(last)s: %(number)s comes late in its series."),
    NoteKind.SERIES_TO_MOVE: _(
        "Set Fortnox’s next number to %(next)s, under Settings > Invoicing > Number series and OCR. Whether its series "
        "follows a number from Productive is not documented, and credit notes and interest invoices are numbered by it."
    ),
    NoteKind.DATED_AHEAD: _("The invoice date, %(date)s, is after today."),
    NoteKind.DISCOUNT_AS_ROWS: _(
        "The discount of %(percent)s, %(amount)s, becomes rows of its own, one for each VAT rate."
    ),
    NoteKind.ADVANCE_VAT_WHEN_PAID: _(
        "Account %(account)s holds advances. VAT on an advance is due when it is paid, not when it is invoiced: "
        "check it in the VAT return."
    ),
    NoteKind.QUANTITY_IN_TEXT: _(
        "%(line)s becomes one piece at its exact amount, since Fortnox would round it. "
        "Quantity and price stand in the text: “%(text)s”"
    ),
    NoteKind.TEXT_CLEANED: _(
        "Fortnox does not take every character of the %(field)s: “%(before)s” becomes “%(after)s”."
    ),
    NoteKind.TEXT_CUT: _(
        "The %(field)s is too long for Fortnox and is cut from %(length)s to %(length_max)s characters."
    ),
    NoteKind.TEXT_CONTINUED: _("%(line)s is long and goes on over %(rows)s rows in Fortnox."),
    NoteKind.UNIT_LEFT_OUT: _("Fortnox does not have the unit “%(unit)s”, so the rows carry none."),
}

FIELDS: Mapping[str, str] = {
    "description": _("description"),
    "note": _("note"),
    "order_number": _("purchase order number"),
}
