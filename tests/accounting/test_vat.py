"""Which VAT applies to a line: every combination of buyer, tax rate and treatment, as a table that the docs show."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from brygga.accounting.buyers import buyer_of
from brygga.accounting.problems import Problem, ProblemKind
from brygga.accounting.rulebook import AccountUse, Confirmed, Mapped, Standing, Treatment, ZeroRate
from brygga.accounting.standings import VAT_TYPES, Placed, Side, eu_vat_number, placed, to_confirm
from brygga.accounting.vat import Decision, Reason, VatCase, decide, vat_type_of
from brygga.productive import schema as productive
from tests.accounting import cast

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rules" / "vat.md"
SERVICE_TYPE = productive.ServiceType(id="401", name="Strategy")

BUYERS = {
    "Sweden": (cast.NORRSKEN, None),
    "EU, business": (cast.ESTONIAN, cast.ESTONIAN_CONFIRMED),
    "EU, private person": (cast.GERMAN_PERSON, cast.GERMAN_PERSON_CONFIRMED),
    "Outside the EU, business": (cast.AMERICAN, cast.AMERICAN_CONFIRMED),
}
RATES = {
    "25 %": "25",
    "12 %": "12",
    "6 %": "6",
    "0 %": "outlay",
    "0 %, reverse charge": "reverse",
}

# Buyer, tax rate: what each treatment of the service type comes to (ordinary, advance, outlay, exempt). A question mark
# is a problem that a person must solve. Where 0 % is ordinary, the integration settings decide: here they say "ask".
D, OUTLAY, EXEMPT, EU, EXPORT = "Swedish VAT", "outlay", "exempt", "EU reverse charge", "export"
ASK, NO, ABROAD, WRONG, RC = "? reason", "? treatment", "? abroad", "? Swedish VAT", "? reverse charge"
MATRIX = {
    ("Sweden", "25 %"): (D, D, NO, NO),
    ("Sweden", "12 %"): (D, D, NO, NO),
    ("Sweden", "6 %"): (D, D, NO, NO),
    ("Sweden", "0 %"): (ASK, ASK, OUTLAY, EXEMPT),
    ("Sweden", "0 %, reverse charge"): (RC, RC, RC, RC),
    ("EU, business", "25 %"): (WRONG, WRONG, WRONG, WRONG),
    ("EU, business", "12 %"): (WRONG, WRONG, WRONG, WRONG),
    ("EU, business", "6 %"): (WRONG, WRONG, WRONG, WRONG),
    ("EU, business", "0 %"): (EU, ABROAD, OUTLAY, ABROAD),
    ("EU, business", "0 %, reverse charge"): (EU, ABROAD, OUTLAY, ABROAD),
    ("EU, private person", "25 %"): (D, D, NO, NO),
    ("EU, private person", "12 %"): (D, D, NO, NO),
    ("EU, private person", "6 %"): (D, D, NO, NO),
    ("EU, private person", "0 %"): (ASK, ASK, OUTLAY, EXEMPT),
    ("EU, private person", "0 %, reverse charge"): (RC, RC, RC, RC),
    ("Outside the EU, business", "25 %"): (WRONG, WRONG, WRONG, WRONG),
    ("Outside the EU, business", "12 %"): (WRONG, WRONG, WRONG, WRONG),
    ("Outside the EU, business", "6 %"): (WRONG, WRONG, WRONG, WRONG),
    ("Outside the EU, business", "0 %"): (EXPORT, ABROAD, OUTLAY, ABROAD),
    ("Outside the EU, business", "0 %, reverse charge"): (EXPORT, ABROAD, OUTLAY, ABROAD),
}
MEANING: dict[VatCase | ProblemKind, str] = {
    VatCase.DOMESTIC: D,
    VatCase.OUTLAY: OUTLAY,
    VatCase.EXEMPT: EXEMPT,
    VatCase.EU_REVERSE_CHARGE: EU,
    VatCase.EXPORT: EXPORT,
    VatCase.DOMESTIC_REVERSE_CHARGE: "reverse charge in Sweden",
    ProblemKind.ZERO_RATE_NEEDS_REASON: ASK,
    ProblemKind.TREATMENT_CONTRADICTS_RATE: NO,
    ProblemKind.TREATMENT_ABROAD: ABROAD,
    ProblemKind.SWEDISH_VAT_ABROAD: WRONG,
    ProblemKind.REVERSE_CHARGE: RC,
}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One line to one buyer."""

    buyer: str = "Sweden"
    rate: str = "25 %"
    treatment: Treatment = Treatment.NORMAL
    zero_rate: ZeroRate = ZeroRate.ASK
    reversed_at_home: bool = False

    def decided(self) -> Decision | Problem:
        company, confirmed = BUYERS[self.buyer]
        where = placed(buyer_of(cast.invoice(company=company)), confirmed)
        assert isinstance(where, Placed)
        line = cast.line(f"2 h × 100.00 @{RATES[self.rate]} Råd", service_type=SERVICE_TYPE)
        rules = cast.rulebook(
            mapped={"401": Mapped(account=2420, treatment=self.treatment)},
            zero_rate=self.zero_rate,
            domestic_reverse_charge=self.reversed_at_home,
        )
        found = decide(line, 1, where, rules)
        assert found is not None
        return found


def meaning(found: Decision | Problem) -> str:
    return MEANING[found.case if isinstance(found, Decision) else found.kind]


@pytest.mark.promise("B5")
@pytest.mark.reliability(21)
@pytest.mark.parametrize(("buyer", "rate"), MATRIX)
def test_the_matrix(buyer: str, rate: str) -> None:
    found = tuple(meaning(Asked(buyer=buyer, rate=rate, treatment=each).decided()) for each in Treatment)

    assert found == MATRIX[buyer, rate]


def test_the_matrix_is_complete() -> None:
    assert set(MATRIX) == {(buyer, rate) for buyer in BUYERS for rate in RATES}


def test_the_docs_show_the_matrix() -> None:
    assert matrix_as_text() in PAGE.read_text(encoding="utf-8"), f"docs/rules/vat.md wants:\n\n{matrix_as_text()}"


def matrix_as_text() -> str:
    head = "| Buyer | Tax rate | Ordinary | Advance | Outlay | Exempt |\n|---|---|---|---|---|---|\n"
    return head + "\n".join(f"| {buyer} | {rate} | {' | '.join(row)} |" for (buyer, rate), row in MATRIX.items())


@pytest.mark.parametrize(
    ("zero_rate", "reason", "case"),
    [
        (ZeroRate.OUTLAY, Reason.OUTLAY_BY_SETTINGS, VatCase.OUTLAY),
        (ZeroRate.EXEMPT, Reason.EXEMPT_BY_SETTINGS, VatCase.EXEMPT),
    ],
)
def test_the_settings_answer_for_0_percent_at_home_only(zero_rate: ZeroRate, reason: Reason, case: VatCase) -> None:
    at_home = Asked(rate="0 %", zero_rate=zero_rate).decided()
    abroad = Asked(rate="0 %", zero_rate=zero_rate, buyer="EU, business").decided()
    advance = Asked(rate="0 %", zero_rate=zero_rate, treatment=Treatment.ADVANCE).decided()

    assert at_home == Decision(case=case, rate=0, reason=reason, facts={"rate": "0"})
    assert (meaning(abroad), meaning(advance)) == (EU, ASK)


@pytest.mark.parametrize("treatment", Treatment)
@pytest.mark.parametrize("buyer", BUYERS)
def test_reverse_charge_in_sweden_only_where_it_is_set_and_said(buyer: str, treatment: Treatment) -> None:
    said = Asked(buyer=buyer, rate="0 %, reverse charge", treatment=treatment, reversed_at_home=True).decided()
    unsaid = Asked(buyer=buyer, rate="0 %", treatment=treatment, reversed_at_home=True).decided()

    is_reversed = buyer == "Sweden" and treatment is Treatment.NORMAL
    assert (meaning(said) == "reverse charge in Sweden") is is_reversed
    assert meaning(unsaid) != "reverse charge in Sweden"


def test_a_rate_with_vat_that_is_named_reverse_charge_is_asked_about() -> None:
    rate = productive.TaxRate(id="1", name="Omvänd 25", percent=Decimal(25), has_components=True)
    line = cast.line("1 × 100.00 @25 Råd", tax_rate=rate)
    where = Placed(side=Side.SWEDEN, country="Sweden", code="SE", vat_number="SE559214307601")

    found = decide(line, 3, where, cast.rulebook(domestic_reverse_charge=True))

    assert found == Problem(ProblemKind.REVERSE_CHARGE, {"rate_name": "Omvänd 25", "text": "Råd"}, 3)


def test_a_line_whose_buyer_is_not_placed_has_no_vat_yet_but_its_own_faults() -> None:
    fault = decide(cast.line("1 × 1.00 @20 Råd"), 1, None, cast.rulebook())

    assert decide(cast.line("1 × 1.00 @25 Råd"), 1, None, cast.rulebook()) is None
    assert isinstance(fault, Problem)
    assert fault.kind is ProblemKind.RATE_UNKNOWN


@pytest.mark.parametrize(
    ("buyer", "rate", "reason", "facts"),
    [
        ("Sweden", "6 %", Reason.SWEDISH_BUYER, {"rate": "6"}),
        ("EU, private person", "25 %", Reason.CONSUMER_IN_EU, {"rate": "25", "country": "Germany", "code": "DE"}),
        (
            "EU, business", "0 %", Reason.BUSINESS_IN_EU,
            {"rate": "0", "vat": "EE100931558", "country": "Estonia", "code": "EE"},
        ),
        (
            "Outside the EU, business", "0 %", Reason.BUSINESS_OUTSIDE_EU,
            {"rate": "0", "vat": "", "country": "United States", "code": "US"},
        ),
    ],
)  # fmt: skip
def test_every_decision_has_its_reason(buyer: str, rate: str, reason: Reason, facts: dict[str, str]) -> None:
    found = Asked(buyer=buyer, rate=rate).decided()

    assert isinstance(found, Decision)
    assert (found.reason, found.facts) == (reason, facts)


@pytest.mark.parametrize(
    ("case", "rate", "use"),
    [
        (VatCase.DOMESTIC, 25, AccountUse.RATE_25),
        (VatCase.DOMESTIC, 12, AccountUse.RATE_12),
        (VatCase.DOMESTIC, 6, AccountUse.RATE_6),
        (VatCase.OUTLAY, 0, AccountUse.OUTLAY),
        (VatCase.EXEMPT, 0, AccountUse.EXEMPT),
        (VatCase.EU_REVERSE_CHARGE, 0, AccountUse.EU),
        (VatCase.EXPORT, 0, AccountUse.EXPORT),
        (VatCase.DOMESTIC_REVERSE_CHARGE, 0, AccountUse.REVERSE_CHARGE),
    ],
)
def test_each_case_has_an_account_of_its_own(case: VatCase, rate: int, use: AccountUse) -> None:
    assert Decision(case=case, rate=rate, reason=Reason.SWEDISH_BUYER, facts={}).use is use


def test_the_customer_must_be_of_the_vat_type_that_the_lines_want() -> None:
    at_home = Placed(side=Side.SWEDEN, country="", code="SE")
    reversed_line = Decision(
        case=VatCase.DOMESTIC_REVERSE_CHARGE, rate=0, reason=Reason.REVERSE_CHARGE_IN_SWEDEN, facts={}
    )

    assert [VAT_TYPES[side] for side in Side] == ["SEVAT", "EUREVERSEDVAT", "EUVAT", "EXPORT"]
    assert vat_type_of(at_home, []) == "SEVAT"
    assert vat_type_of(at_home, [reversed_line]) == "SEREVERSEDVAT"


@pytest.mark.parametrize(
    ("text", "code", "number"),
    [
        ("EE100931558", "EE", "EE100931558"),
        ("ee 100 931 558", "EE", "EE100931558"),
        ("100931558", "EE", "EE100931558"),
        ("EE100931559", "EE", None),  # The check digit is wrong.
        ("DE136695976", "EE", None),  # A number of another country.
        ("EL094259216", "GR", "EL094259216"),  # Greece writes EL.
        ("GR094259216", "GR", "EL094259216"),
        ("HRB 12345", "DE", None),
        ("SE559214307601", "EE", None),
    ],
)
def test_the_form_of_a_vat_number_is_checked(text: str, code: str, number: str | None) -> None:
    assert eu_vat_number(text, code) == number


BUSINESS, CONSUMER = Standing.BUSINESS, Standing.CONSUMER
ESTONIA, AMERICA, GERMANY = cast.ESTONIAN, cast.AMERICAN, cast.GERMAN_PERSON


@pytest.mark.parametrize(
    ("company", "confirmed", "outcome"),
    [
        (ESTONIA, None, ProblemKind.BUYER_TO_CONFIRM),
        (ESTONIA, Confirmed(standing=BUSINESS, country="EE", vat_number="EE100931558"), Side.EU_BUSINESS),
        (ESTONIA, Confirmed(standing=BUSINESS, country="EE", vat_number="EE100000000"), ProblemKind.BUYER_TO_CONFIRM),
        (ESTONIA, Confirmed(standing=BUSINESS, country="FI", vat_number="EE100931558"), ProblemKind.BUYER_TO_CONFIRM),
        (ESTONIA, Confirmed(standing=CONSUMER, country="EE", vat_number="EE100931558"), ProblemKind.BUYER_TO_CONFIRM),
        (GERMANY, None, ProblemKind.VAT_NUMBER_MISSING),
        (GERMANY, Confirmed(standing=BUSINESS, country="DE"), ProblemKind.VAT_NUMBER_MISSING),
        (GERMANY, Confirmed(standing=CONSUMER, country="DE"), Side.EU_CONSUMER),
        (AMERICA, None, ProblemKind.BUYER_TO_CONFIRM),
        (AMERICA, Confirmed(standing=CONSUMER, country="US"), ProblemKind.BUYER_TO_CONFIRM),
        (AMERICA, Confirmed(standing=BUSINESS, country="US"), Side.OUTSIDE_EU),
    ],
)
def test_a_buyer_abroad_is_placed_by_what_a_person_confirmed_of_this_country_and_number(
    company: productive.ClientCompany, confirmed: Confirmed | None, outcome: Side | ProblemKind
) -> None:
    where = placed(buyer_of(cast.invoice(company=company)), confirmed)

    assert (where.side if isinstance(where, Placed) else where[0].kind) == outcome


@pytest.mark.parametrize(("company", "standing"), [(ESTONIA, BUSINESS), (GERMANY, CONSUMER), (AMERICA, BUSINESS)])
def test_what_is_asked_can_be_confirmed_and_then_is_no_longer_asked(
    company: productive.ClientCompany, standing: Standing
) -> None:
    buyer = buyer_of(cast.invoice(company=company))
    asked = placed(buyer, None)
    assert isinstance(asked, tuple)
    confirmed = to_confirm(asked[0])

    assert confirmed is not None
    assert confirmed.standing is standing
    assert isinstance(placed(buyer, confirmed), Placed)


def test_other_problems_cannot_be_confirmed_away() -> None:
    assert to_confirm(Problem(ProblemKind.COUNTRY_MISSING)) is None


@pytest.mark.parametrize("vat", ["SE559214307601", "DE136695976"])
def test_a_swedish_or_eu_number_on_a_buyer_outside_the_eu_is_asked_about(vat: str) -> None:
    company = cast.AMERICAN.model_copy(update={"vat": vat})
    where = placed(buyer_of(cast.invoice(company=company)), cast.AMERICAN_CONFIRMED)

    assert isinstance(where, tuple)
    assert [each.kind for each in where] == [ProblemKind.VAT_NUMBER_MALFORMED]


def test_two_vat_numbers_of_one_buyer_are_asked_about() -> None:
    bill_to = productive.Address(country="Estonia", vat="EE100594102")
    where = placed(buyer_of(cast.invoice(company=cast.ESTONIAN, bill_to=bill_to)), cast.ESTONIAN_CONFIRMED)

    assert isinstance(where, tuple)
    assert [each.kind for each in where] == [ProblemKind.VAT_NUMBER_MALFORMED]
