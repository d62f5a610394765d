"""Where the payments of an invoice do not tell one story: a closed list of what a person must look at.

A fact is a raw value as text; an amount is a decimal in the currency beside it. The sentences live elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class DisagreementKind(StrEnum):
    """Every kind, gravest first. The first ones hold everything back: nothing is changed in Productive."""

    # Fortnox no longer has the invoice. Facts: number.
    INVOICE_GONE = "invoice_gone"
    # The invoice no longer exists in Productive. Facts: number.
    DELETED_IN_PRODUCTIVE = "deleted_in_productive"
    # The invoice is a draft in Productive again, and a draft takes no payments. Facts: number.
    NOT_FINALIZED = "not_finalized"
    # The two invoices are in different currencies. Facts: fortnox, productive.
    CURRENCIES_DIFFER = "currencies_differ"
    # A currency without hundredths, and nothing proves that Productive's figures count them. Facts: currency.
    AMOUNT_UNIT_UNKNOWN = "amount_unit_unknown"
    # Total less booked payments is not Balance. Facts: total, paid, balance, currency.
    BALANCE_DIFFERS = "balance_differs"
    # The invoice is cancelled in Fortnox and has booked payments all the same. Facts: paid, currency.
    CANCELLED_BUT_PAID = "cancelled_but_paid"
    # Balance and FinalPayDate contradict each other. Facts: balance, currency, date (may be empty).
    FINAL_DATE_DIFFERS = "final_date_differs"
    # More was paid than the invoice asks for. Facts: amount (too much), currency.
    OVERPAID = "overpaid"
    # The same, and another invoice of the customer lacks exactly that. Facts: amount, currency, other.
    BOOKED_ON_ONE = "booked_on_one"
    # Money that went back, which Productive does not hold: what came in is shown less by it. Facts: amount, currency.
    MONEY_BACK_NOT_HELD = "money_back_not_held"
    # A payment on an account that is neither money nor a write-off. Facts: payment, account, amount, currency.
    ACCOUNT_UNCLEAR = "account_unclear"
    # A claim that is feared lost: settled in Fortnox, but nobody has paid. Facts: payment, account, amount, currency.
    DOUBTFUL_CLAIM = "doubtful_claim"
    # People have recorded payments in Productive that Fortnox does not have. Facts: productive, fortnox, currency.
    PAID_IN_PRODUCTIVE = "paid_in_productive"
    # A person changed a payment of ours in Productive. Facts: payment, meant, found, meant_on, found_on, currency.
    MIRROR_CHANGED = "mirror_changed"
    # A person deleted a payment of ours in Productive. Facts: payment, meant, meant_on, currency.
    MIRROR_DELETED = "mirror_deleted"
    # The totals differ by more than rounding explains. Facts: fortnox, productive, currency.
    TOTALS_DIFFER = "totals_differ"
    # Productive does not take what Fortnox has. Facts: payment, amount, currency, write, and what it
    # said: remote, code, sentence, asked, status.
    REFUSED_BY_PRODUCTIVE = "refused_by_productive"


@dataclass(frozen=True)
class Disagreement:
    """One thing about the payments of an invoice that a person must look at."""

    kind: DisagreementKind
    facts: Mapping[str, str] = field(default_factory=dict)


# With one of these, nothing is known well enough to change anything.
HOLDING = frozenset(list(DisagreementKind)[: list(DisagreementKind).index(DisagreementKind.CANCELLED_BUT_PAID) + 1])
