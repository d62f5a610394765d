"""What an account is where payments are booked on it, in a word and as a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from brygga.accounting.payment_effects import Means

NAMES: Mapping[Means, str] = {
    Means.MONEY: _("Money"),
    Means.WRITE_OFF: _("Write-off"),
    Means.CLAIM: _("Claim, not a payment"),
}
DECIDED: Mapping[Means, str] = {
    Means.MONEY: _("Account %(account)s is money from now on."),
    Means.WRITE_OFF: _("Account %(account)s is a write-off from now on."),
    Means.CLAIM: _("Account %(account)s is a claim from now on, not a payment."),
}


def name(means: Means) -> str:
    return gettext(NAMES[means])


def decided(account: int, means: Means) -> str:
    return gettext(DECIDED[means]) % {"account": account}
