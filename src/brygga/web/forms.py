"""What people type into Brygga, checked for its shape; what it means is checked by the use cases."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brygga.accounting.problems import Problem, ProblemKind
from brygga.accounting.rates import typed_rate
from brygga.accounting.rulebook import AccountUse, Publisher, Rate, RateDay, RateSource, ZeroRate
from brygga.connections.decisions import Decided, Proposed
from brygga.connections.models import RATE_DAYS, RATE_SOURCES, ZERO_RATES, By
from brygga.fortnox.schema import Account
from brygga.payments.turning import Choice, Earlier
from brygga.wording.rates import NO_RATE

ACCOUNT = re.compile(r"([0-9]{4})\b.*")
NO_ACCOUNT = _("Start with the four digits of an account.")
NO_DAY = _("Choose the first day, such as 2026-11-02.")
CURRENCY = r"^[A-Z]{3}\Z"
text_length_max = 200
token_length_max = 400

# The field of each use's account.
ACCOUNT_FIELDS: Mapping[AccountUse, str] = {use: f"account_{use}" for use in AccountUse}


class TokenForm(forms.Form):
    """A new Productive token for an organisation; never shown again once it is sent."""

    token = forms.CharField(max_length=token_length_max, error_messages={"required": _("Paste the token here.")})


class OrganisationForm(TokenForm):
    """The Productive organisation to add."""

    productive_organisation_id = forms.CharField(
        max_length=text_length_max, error_messages={"required": _("Type the number of the organisation.")}
    )


class RateForm(forms.Form):
    """The exchange rate of a currency on a day, as a person reads it from the page of who publishes it."""

    currency = forms.RegexField(CURRENCY)
    on = forms.DateField()
    unit = forms.TypedChoiceField(choices=[(1, "1"), (100, "100")], coerce=int)
    rate = forms.CharField(max_length=20)
    publisher = forms.ChoiceField(choices=[(each.value, each.name) for each in Publisher])

    def clean_rate(self) -> Decimal:
        """A decimal, with a comma or a point."""
        rate = typed_rate(self.cleaned_data["rate"])
        if rate is None:
            raise forms.ValidationError(NO_RATE)
        return rate

    def entered(self) -> Rate:
        """What was entered, from a form that is valid."""
        said = self.cleaned_data
        return Rate(
            rate=said["rate"],
            unit=said["unit"],
            source=RateSource.ASK,
            on=said["on"],
            publisher=Publisher(said["publisher"]),
        )


class AccountField(forms.CharField):
    """An account as it is picked from the chart, "3001 Försäljning", or its number alone; empty for none."""

    def __init__(self) -> None:
        super().__init__(required=False, max_length=text_length_max)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        number = ACCOUNT.fullmatch(text)
        if number is None:
            raise forms.ValidationError(NO_ACCOUNT)
        return int(number.group(1))


class DecisionsForm(forms.Form):
    """The three decisions and the accounts of one connection."""

    numbers_by = forms.ChoiceField(choices=By.choices)
    pdf_by = forms.ChoiceField(choices=By.choices)
    payments_synced = forms.BooleanField(required=False)
    payments_earlier = forms.ChoiceField(choices=[(each.value, each.name) for each in Earlier], required=False)
    payments_since = forms.DateField(required=False, error_messages={"invalid": NO_DAY})
    account_25 = AccountField()
    account_12 = AccountField()
    account_6 = AccountField()
    zero_rate = forms.ChoiceField(choices=ZERO_RATES)
    account_outlay = AccountField()
    account_exempt = AccountField()
    account_eu = AccountField()
    account_export = AccountField()
    domestic_reverse_charge = forms.BooleanField(required=False)
    account_reverse_charge = AccountField()
    rate_source = forms.ChoiceField(choices=RATE_SOURCES)
    rate_day = forms.ChoiceField(choices=RATE_DAYS)

    def decided(self) -> Decided:
        """What was decided, from a form that is valid."""
        said = self.cleaned_data
        return Decided(
            numbers_by=By(said["numbers_by"]),
            pdf_by=By(said["pdf_by"]),
            accounts={use: said[field] for use, field in ACCOUNT_FIELDS.items()},
            zero_rate=ZeroRate(said["zero_rate"]),
            domestic_reverse_charge=said["domestic_reverse_charge"],
            rate_source=RateSource(said["rate_source"]),
            rate_day=RateDay(said["rate_day"]),
        )

    def clean(self) -> None:
        """A sync from a day on needs that day."""
        super().clean()
        said = self.cleaned_data
        is_since = said.get("payments_synced") and said.get("payments_earlier") == Earlier.SINCE
        if is_since and not said.get("payments_since") and "payments_since" not in self.errors:
            self.add_error("payments_since", NO_DAY)

    def payments(self) -> Choice:
        """What was decided about payments, from a form that is valid."""
        said = self.cleaned_data
        earlier = Earlier(said["payments_earlier"] or Earlier.LEAVE)
        since = said["payments_since"] if earlier is Earlier.SINCE else None
        return Choice(is_on=said["payments_synced"], earlier=earlier, since=since)

    def field_of(self, problem: Problem) -> str | None:
        """Which field a problem belongs under; None for one that is of the whole form."""
        if problem.kind is ProblemKind.NUMBER_FORMAT_UNFIT:
            return "numbers_by"
        return f"account_{problem.facts['use']}" if "use" in problem.facts else None


def initial_decisions(
    decided: Decided, proposed: Proposed | None, payments: Choice, *, are_decided: bool
) -> dict[str, Any]:
    """What the form shows first: what was decided, or Fortnox's fitting accounts where nobody has decided yet."""
    chart = proposed.chart if proposed else {}
    accounts = decided.accounts if are_decided or proposed is None else proposed.accounts
    return {
        "numbers_by": decided.numbers_by.value,
        "pdf_by": decided.pdf_by.value,
        "payments_synced": payments.is_on,
        "payments_earlier": payments.earlier.value,
        "payments_since": payments.since.isoformat() if payments.since else "",
        "zero_rate": decided.zero_rate.value,
        "domestic_reverse_charge": decided.domestic_reverse_charge,
        "rate_source": decided.rate_source.value,
        "rate_day": decided.rate_day.value,
        **{field: account_text(accounts.get(use), chart) for use, field in ACCOUNT_FIELDS.items()},
    }


def account_text(number: int | None, chart: Mapping[int, Account]) -> str:
    """An account as the picker shows it: "3001 Försäljning"; the number alone where the chart does not know it."""
    if number is None:
        return ""
    return f"{number} {chart[number].description}" if number in chart else str(number)
