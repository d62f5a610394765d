"""Where the payments of an invoice do not tell one story, as sentences: what differs, what to do, who can."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from brygga.accounting.disagreements import HOLDING, Disagreement, DisagreementKind
from brygga.wording.explanations import Explanation, Place, Who, Words
from brygga.wording.facts import shown
from brygga.wording.refusals import refused

LOOK_IN_FORTNOX = _("Look at the payments of the invoice in Fortnox. Brygga looks again by itself.")

WORDS: Mapping[DisagreementKind, Words] = {
    DisagreementKind.INVOICE_GONE: Words(
        title=_("Fortnox has no invoice %(number)s any more."),
        remedy=_("Ask whoever keeps the books what became of it. The payments in Productive stay as they are."),
        who=Who.ACCOUNTANT,
    ),
    DisagreementKind.DELETED_IN_PRODUCTIVE: Words(
        title=_("The invoice was deleted in Productive; Fortnox has it as %(number)s."),
        remedy=_("Restore it in Productive, or credit it in Fortnox. Its payments are not brought anywhere."),
        who=Who.ACCOUNTANT_OR_PRODUCTIVE,
        place=Place.FORTNOX_INVOICE,
    ),
    DisagreementKind.NOT_FINALIZED: Words(
        title=_("Invoice %(number)s is a draft in Productive, and drafts take no payments."),
        remedy=_("Finalize it in Productive under the same number."),
        who=Who.PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    DisagreementKind.CURRENCIES_DIFFER: Words(
        title=_("The invoice is in %(fortnox)s in Fortnox and in %(productive)s in Productive."),
        remedy=_("One of the two was changed after it was copied. Make them the same, or record its payments by hand."),
        who=Who.ACCOUNTANT_OR_PRODUCTIVE,
        place=Place.INVOICE,
    ),
    DisagreementKind.AMOUNT_UNIT_UNKNOWN: Words(
        title=_("Whether Productive counts %(currency)s in whole units or in hundredths cannot be told."),
        remedy=_("The totals of the two invoices fit neither. Record its payments in Productive by hand."),
        who=Who.PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    DisagreementKind.BALANCE_DIFFERS: Words(
        title=_("Fortnox says that %(balance)s of %(total)s is unpaid, but its booked payments come to %(paid)s."),
        remedy=LOOK_IN_FORTNOX,
        who=Who.ACCOUNTANT,
        place=Place.FORTNOX_INVOICE,
    ),
    DisagreementKind.CANCELLED_BUT_PAID: Words(
        title=_("The invoice is cancelled in Fortnox, but %(paid)s is booked as paid."),
        remedy=LOOK_IN_FORTNOX,
        who=Who.ACCOUNTANT,
        place=Place.FORTNOX_INVOICE,
    ),
    DisagreementKind.FINAL_DATE_DIFFERS: Words(
        title=_("Fortnox says that %(balance)s is unpaid, and its day of full payment says otherwise."),
        remedy=LOOK_IN_FORTNOX,
        who=Who.ACCOUNTANT,
        place=Place.FORTNOX_INVOICE,
    ),
    DisagreementKind.OVERPAID: Words(
        title=_("%(amount)s too much was paid."),
        remedy=_("Pay it back, or book it on the invoice that it was for, in Fortnox."),
        who=Who.ACCOUNTANT,
        place=Place.FORTNOX_INVOICE,
    ),
    DisagreementKind.BOOKED_ON_ONE: Words(
        title=_("%(amount)s too much was paid, which is what invoice %(other)s lacks."),
        remedy=_("If one bank payment was for both invoices, divide it between them in Fortnox."),
        who=Who.ACCOUNTANT,
        place=Place.FORTNOX_INVOICE,
    ),
    DisagreementKind.MONEY_BACK_NOT_HELD: Words(
        title=_("%(amount)s was paid back, and Productive takes no negative payments."),
        remedy=_("Productive shows that much less as paid. What is open is right on both sides."),
        who=Who.BRYGGA,
    ),
    DisagreementKind.ACCOUNT_UNCLEAR: Words(
        title=_("Payment %(payment)s of %(amount)s is booked on account %(account)s: money, or not?"),
        remedy=_(
            "It is not brought to Productive. Say what the account is, or book the payment on another in Fortnox."
        ),
        who=Who.ACCOUNTANT_OR_ADMIN,
        place=Place.FORTNOX_INVOICE,
    ),
    DisagreementKind.DOUBTFUL_CLAIM: Words(
        title=_("%(amount)s is booked as a doubtful claim. Nobody has paid it."),
        remedy=_("It stays open in Productive until it is paid or written off in Fortnox."),
        who=Who.ACCOUNTANT,
        place=Place.FORTNOX_INVOICE,
    ),
    DisagreementKind.PAID_IN_PRODUCTIVE: Words(
        title=_("People recorded %(productive)s in Productive; Fortnox has %(fortnox)s booked."),
        remedy=_("Brygga never touches their payments. Delete them in Productive, and Fortnox’s take their place."),
        who=Who.PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    DisagreementKind.MIRROR_CHANGED: Words(
        title=_(
            "Payment %(payment)s is %(meant)s on %(meant_on)s, "
            "and was changed in Productive to %(found)s on %(found_on)s."
        ),
        remedy=_("Have Fortnox’s values put back, or change the payment in Fortnox."),
        who=Who.ACCOUNTANT_OR_YOU,
        place=Place.INVOICE,
    ),
    DisagreementKind.MIRROR_DELETED: Words(
        title=_("Payment %(payment)s of %(meant)s on %(meant_on)s was deleted in Productive."),
        remedy=_("Have it put back, or delete the payment in Fortnox."),
        who=Who.ACCOUNTANT_OR_YOU,
        place=Place.INVOICE,
    ),
    DisagreementKind.TOTALS_DIFFER: Words(
        title=_("The invoice comes to %(fortnox)s in Fortnox and to %(productive)s in Productive."),
        remedy=_("One of the two was changed after it was copied. Update, or credit it."),
        who=Who.ACCOUNTANT_OR_PRODUCTIVE,
        place=Place.INVOICE,
    ),
}


def explain(told: Disagreement) -> Explanation:
    """What differs, in the language of now."""
    written = (
        gettext("Nothing is changed in Productive until this is settled.")
        if told.kind in HOLDING
        else gettext("Everything else is as Fortnox has it.")
    )
    if told.kind is DisagreementKind.REFUSED_BY_PRODUCTIVE:
        return refused(told.facts, written=written, is_right_missing=False)
    return WORDS[told.kind].filled(shown(told.facts), written=written)


def from_json(kept: Mapping[str, Any]) -> Disagreement | None:
    """A disagreement as a row keeps it; None of a kind that is gone by now."""
    if kept.get("kind") not in {each.value for each in DisagreementKind}:
        return None
    return Disagreement(DisagreementKind(kept["kind"]), kept.get("facts") or {})
