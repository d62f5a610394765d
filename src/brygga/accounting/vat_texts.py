"""What the law wants said on the invoice about its VAT (ML 17 kap. 24 §), in Swedish and English at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from brygga.accounting.organisation_numbers import swedish_vat_number
from brygga.accounting.standings import Placed
from brygga.accounting.vat import Decision, VatCase
from brygga.productive import schema as productive

WORDS: Mapping[VatCase, str] = {
    VatCase.EU_REVERSE_CHARGE: "Omvänd betalningsskyldighet / Reverse charge",
    VatCase.DOMESTIC_REVERSE_CHARGE: "Omvänd betalningsskyldighet / Reverse charge",
    VatCase.EXPORT: "Tjänst omsatt utanför EU, ingen svensk moms / Service supplied outside the EU, no Swedish VAT",
    VatCase.EXEMPT: "Undantaget från moms / Exempt from VAT",
}
REVERSED_CASES = {VatCase.EU_REVERSE_CHARGE, VatCase.DOMESTIC_REVERSE_CHARGE}


def vat_remarks(decisions: Iterable[Decision], placed: Placed, seller: productive.Address | None) -> list[str]:
    """One line for each thing to say. Reverse charge names both VAT numbers; Fortnox prints the seller's own besides.

    The seller's number is left out where Productive does not know it: none is made from an organisation number.
    """
    cases = {decision.case for decision in decisions}
    said = dict.fromkeys(words for case, words in WORDS.items() if case in cases)
    own = swedish_vat_number(seller.vat) if seller else None
    return [*said, *(number_remarks(placed.vat_number, own or "") if cases & REVERSED_CASES else ())]


def number_remarks(buyers: str, sellers: str) -> list[str]:
    """Both VAT numbers as remarks; the seller's is left out where it is not known."""
    own = [f"Säljarens momsnummer / Seller’s VAT number: {sellers}"] if sellers else []
    return [f"Köparens momsnummer / Buyer’s VAT number: {buyers}", *own]
