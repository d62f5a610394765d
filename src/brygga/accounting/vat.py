"""Which VAT applies to a line, and why: one table for buyers at home, in the EU and beyond; the rest is a problem."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from brygga.accounting.problems import Problem, ProblemKind
from brygga.accounting.rulebook import AccountUse, Rulebook, Treatment, ZeroRate, mapped_to
from brygga.accounting.standings import REVERSED_IN_SWEDEN, VAT_TYPES, Placed, Side
from brygga.accounting.texts import first_words
from brygga.productive import schema as productive

SWEDISH_RATES = (25, 12, 6, 0)

_REVERSE_CHARGE = re.compile(r"reverse|omvänd", re.IGNORECASE)


class VatCase(StrEnum):
    """What kind of sale a line is, as the Swedish VAT return knows it. Only DOMESTIC carries VAT."""

    DOMESTIC = "domestic"  # Boxes 05 and 10 to 12.
    EXEMPT = "exempt"  # Box 42.
    OUTLAY = "outlay"  # In no box: it is no revenue.
    EU_REVERSE_CHARGE = "eu_reverse_charge"  # Box 39, and the EC sales list.
    EXPORT = "export"  # Box 40.
    DOMESTIC_REVERSE_CHARGE = "domestic_reverse_charge"  # Box 41.


class Reason(StrEnum):
    """Why a line has its VAT. Facts of all: rate; further facts are named beside each."""

    SWEDISH_BUYER = "swedish_buyer"
    CONSUMER_IN_EU = "consumer_in_eu"  # country, code
    ADVANCE = "advance"  # service_type
    OUTLAY_BY_SERVICE_TYPE = "outlay_by_service_type"  # service_type
    OUTLAY_BY_SETTINGS = "outlay_by_settings"
    EXEMPT_BY_SERVICE_TYPE = "exempt_by_service_type"  # service_type
    EXEMPT_BY_SETTINGS = "exempt_by_settings"
    BUSINESS_IN_EU = "business_in_eu"  # country, code, vat
    BUSINESS_OUTSIDE_EU = "business_outside_eu"  # country, code
    REVERSE_CHARGE_IN_SWEDEN = "reverse_charge_in_sweden"  # rate_name


@dataclass(frozen=True, kw_only=True)
class Decision:
    """The VAT of one line: its case, its rate in whole percent, and the reason with its facts."""

    case: VatCase
    rate: int
    reason: Reason
    facts: Mapping[str, str]

    @property
    def use(self) -> AccountUse:
        """Which of the chosen accounts is this line's default."""
        return AccountUse(str(self.rate)) if self.case is VatCase.DOMESTIC else _USES[self.case]

    @property
    def is_advance(self) -> bool:
        return self.reason is Reason.ADVANCE


_USES: Mapping[VatCase, AccountUse] = {
    VatCase.EXEMPT: AccountUse.EXEMPT,
    VatCase.OUTLAY: AccountUse.OUTLAY,
    VatCase.EU_REVERSE_CHARGE: AccountUse.EU,
    VatCase.EXPORT: AccountUse.EXPORT,
    VatCase.DOMESTIC_REVERSE_CHARGE: AccountUse.REVERSE_CHARGE,
}
_BY_SERVICE_TYPE: Mapping[Treatment, tuple[VatCase, Reason]] = {
    Treatment.OUTLAY: (VatCase.OUTLAY, Reason.OUTLAY_BY_SERVICE_TYPE),
    Treatment.EXEMPT: (VatCase.EXEMPT, Reason.EXEMPT_BY_SERVICE_TYPE),
}
_BY_SETTINGS: Mapping[ZeroRate, tuple[VatCase, Reason]] = {
    ZeroRate.OUTLAY: (VatCase.OUTLAY, Reason.OUTLAY_BY_SETTINGS),
    ZeroRate.EXEMPT: (VatCase.EXEMPT, Reason.EXEMPT_BY_SETTINGS),
}
_ABROAD: Mapping[Side, tuple[VatCase, Reason]] = {
    Side.EU_BUSINESS: (VatCase.EU_REVERSE_CHARGE, Reason.BUSINESS_IN_EU),
    Side.OUTSIDE_EU: (VatCase.EXPORT, Reason.BUSINESS_OUTSIDE_EU),
}


def rate_of(line: productive.Line) -> int | None:
    """The line's Swedish VAT rate in whole percent, summed over its components; None where it has none of them."""
    if line.tax_rate is None:
        return None
    return next((rate for rate in SWEDISH_RATES if line.tax_rate.percent == rate), None)


def decide(line: productive.Line, number: int, where: Placed | None, rulebook: Rulebook) -> Decision | Problem | None:
    """The VAT of a line to this buyer, or what must be asked. `number` counts the lines from 1.

    `where` is None while nobody knows where the buyer stands: then there is no decision, only a line's own fault.
    """
    text = first_words(line.description)
    rate = rate_of(line)
    if line.tax_rate is None:
        return Problem(ProblemKind.NO_TAX_RATE, {"text": text}, number)
    if rate is None:
        facts = {"percent": f"{line.tax_rate.percent:f}", "rate_name": line.tax_rate.name, "text": text}
        return Problem(ProblemKind.RATE_UNKNOWN, facts, number)
    if where is None:
        return None
    asked = _Asked(
        rate=rate,
        rate_name=line.tax_rate.name,
        text=text,
        service_type=line.service_type.name if line.service_type else "",
        treatment=mapped_to(line, rulebook).treatment,
        number=number,
    )
    return _abroad(asked, where) if where.side in _ABROAD else _at_home(asked, where, rulebook)


def vat_type_of(where: Placed, decisions: Iterable[Decision]) -> str:
    """The VAT type that Fortnox's customer must have for these lines."""
    is_reversed = any(each.case is VatCase.DOMESTIC_REVERSE_CHARGE for each in decisions)
    return REVERSED_IN_SWEDEN if is_reversed else VAT_TYPES[where.side]


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """What a line says about its VAT."""

    rate: int
    rate_name: str
    text: str
    service_type: str
    treatment: Treatment
    number: int

    @property
    def says_reverse_charge(self) -> bool:
        return bool(_REVERSE_CHARGE.search(self.rate_name))

    def decided(self, case: VatCase, reason: Reason, **facts: str) -> Decision:
        return Decision(case=case, rate=self.rate, reason=reason, facts={"rate": str(self.rate), **facts})

    def stopped(self, kind: ProblemKind, **facts: str) -> Problem:
        return Problem(kind, {"rate_name": self.rate_name, "text": self.text, **facts}, self.number)


def _at_home(asked: _Asked, placed: Placed, rulebook: Rulebook) -> Decision | Problem:
    """Swedish VAT: to buyers in Sweden, and by the main rule to private persons in the EU (bookkeeping, rule 17)."""
    if asked.says_reverse_charge:
        return _reversed_at_home(asked, placed, rulebook)
    return _taxed(asked, placed) if asked.rate else _untaxed(asked, rulebook)


def _reversed_at_home(asked: _Asked, placed: Placed, rulebook: Rulebook) -> Decision | Problem:
    # Construction and a few goods: never inferred, only where the company has set it (bookkeeping, rule 18).
    is_set = rulebook.domestic_reverse_charge and placed.side is Side.SWEDEN
    if not is_set or asked.rate or asked.treatment is not Treatment.NORMAL:
        return asked.stopped(ProblemKind.REVERSE_CHARGE)
    if not placed.vat_number:
        return asked.stopped(ProblemKind.REVERSE_CHARGE_WITHOUT_NUMBER)
    return asked.decided(VatCase.DOMESTIC_REVERSE_CHARGE, Reason.REVERSE_CHARGE_IN_SWEDEN, rate_name=asked.rate_name)


def _taxed(asked: _Asked, placed: Placed) -> Decision | Problem:
    if asked.treatment in _BY_SERVICE_TYPE:
        facts = {"treatment": asked.treatment.value, "service_type": asked.service_type, "percent": str(asked.rate)}
        return asked.stopped(ProblemKind.TREATMENT_CONTRADICTS_RATE, **facts)
    if asked.treatment is Treatment.ADVANCE:
        return asked.decided(VatCase.DOMESTIC, Reason.ADVANCE, service_type=asked.service_type)
    if placed.side is Side.EU_CONSUMER:
        return asked.decided(VatCase.DOMESTIC, Reason.CONSUMER_IN_EU, **placed.facts)
    return asked.decided(VatCase.DOMESTIC, Reason.SWEDISH_BUYER)


def _untaxed(asked: _Asked, rulebook: Rulebook) -> Decision | Problem:
    """0 % at home needs a reason: the service type's own, else the company's general answer (bookkeeping, rule 22)."""
    if asked.treatment in _BY_SERVICE_TYPE:
        case, reason = _BY_SERVICE_TYPE[asked.treatment]
        return asked.decided(case, reason, service_type=asked.service_type)
    if asked.treatment is Treatment.NORMAL and rulebook.zero_rate in _BY_SETTINGS:
        case, reason = _BY_SETTINGS[rulebook.zero_rate]
        return asked.decided(case, reason)
    return asked.stopped(ProblemKind.ZERO_RATE_NEEDS_REASON)


def _abroad(asked: _Asked, placed: Placed) -> Decision | Problem:
    """No Swedish VAT: to confirmed businesses in the EU and beyond. An outlay stays one wherever the buyer is."""
    if asked.rate:
        return asked.stopped(ProblemKind.SWEDISH_VAT_ABROAD, percent=str(asked.rate), **placed.facts)
    if asked.treatment is Treatment.OUTLAY:
        return asked.decided(VatCase.OUTLAY, Reason.OUTLAY_BY_SERVICE_TYPE, service_type=asked.service_type)
    if asked.treatment is not Treatment.NORMAL:
        facts = {"treatment": asked.treatment.value, "service_type": asked.service_type, **placed.facts}
        return asked.stopped(ProblemKind.TREATMENT_ABROAD, **facts)
    case, reason = _ABROAD[placed.side]
    return asked.decided(case, reason, vat=placed.vat_number, **placed.facts)
