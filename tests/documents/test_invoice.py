"""Brygga's own invoice, read back from its PDF: everything the law wants, every sum, on every sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from brygga.documents.facts import Buyer, Document, Line, Missing, Seller, VatLine, missing
from brygga.documents.invoice import render
from tests.documents.reading import pages_of, text_of

SELLER = Seller(
    name="Fyrljus Stockholm AB",
    address=("Hornsgatan 12", "118 20 Stockholm"),
    organisation_number="559301-4418",
    vat_number="SE559301441801",
    has_f_tax=True,
    domicile="Stockholm",
    bankgiro="5050-1055",
    email="ekonomi@fyrljus.example",
)
BUYER = Buyer(name="Norrsken Energi AB", address=("Kungsgatan 44", "903 26 Umeå"), customer_number="1042")
ABROAD = Buyer(name="Põhjatäht Logistika OÜ", address=("Narva mnt 7", "10117 Tallinn"), vat_number="EE100594102")


def line(text: str, quantity: str, price: str, rate: str = "25") -> Line:
    amount = Decimal(quantity) * Decimal(price)
    return Line(
        text=text, quantity=Decimal(quantity), unit="h", price=Decimal(price), rate=Decimal(rate), amount=amount
    )


def invoice(*lines: Line) -> Document:
    """In kronor at 25 %, rounded to whole kronor as Fortnox does."""
    net = sum((each.amount or Decimal(0) for each in lines), Decimal(0))
    vat = (net / 4).quantize(Decimal("0.01"))
    total = (net + vat).quantize(Decimal(1))
    return Document(
        language="SV",
        number="10483",
        invoice_date=date(2026, 10, 31),
        due_date=date(2026, 11, 30),
        delivery="2026-10-31",
        currency="SEK",
        seller=SELLER,
        buyer=BUYER,
        lines=lines,
        vat_lines=(VatLine(rate=Decimal(25), base=net, vat=vat),),
        net=net,
        total_vat=vat,
        round_off=total - net - vat,
        total=total,
        ocr="1048372",
        your_reference="Åsa Öberg",
        our_reference="Karin Lindqvist",
        order_number="PO-88213",
    )


@pytest.mark.promise("P4")
def test_it_says_what_the_law_wants() -> None:
    said = text_of(render(invoice(line("Strategiarbete", "3", "99.99"))))

    for fact in (
        *("Faktura 10483", "2026-10-31", "2026-11-30", "Fyrljus Stockholm AB", "Hornsgatan 12", "SE559301441801"),
        *("Norrsken Energi AB", "903 26 Umeå", "Strategiarbete", "3 h", "99,99", "25 %", "299,97", "74,99"),
        *("0,04", "SEK 375,00", "5050-1055", "1048372", "Godkänd för F-skatt", "Åsa Öberg", "PO-88213", "Sida 1 av 1"),
    ):
        assert fact in said, fact


def test_it_speaks_english_and_says_reverse_charge_and_both_numbers() -> None:
    facts = replace(
        invoice(line("Discovery interviews", "24", "120.00", "0")),
        language="EN",
        currency="EUR",
        buyer=ABROAD,
        seller=replace(SELLER, bankgiro="", iban="SE45 5000 0000 0583 9825 7466", bic="ESSESESS"),
        is_reverse_charge=True,
        vat_lines=(VatLine(rate=Decimal(0), base=Decimal(2880), vat=Decimal(0)),),
        total_vat=Decimal(0),
        round_off=Decimal(0),
        total=Decimal(2880),
    )
    said = text_of(render(facts))

    for fact in ("Invoice 10483", "Reverse charge", "EE100594102", "SE559301441801", "EUR 2,880.00", "ESSESESS"):
        assert fact in said, fact
    assert missing(facts) == ()


@pytest.mark.parametrize(
    ("language", "said"), [("SV", ["1 dag", "40 st", "2 mil"]), ("EN", ["1 day", "40 pcs", "2 mil"])]
)
def test_units_are_said_in_its_language_where_they_are_known(language: str, said: list[str]) -> None:
    lines = [
        replace(line("Arbete", number, "1.00"), unit=unit)
        for number, unit in map(str.split, ("1 dag", "40 st", "2 mil"))
    ]

    text = text_of(render(replace(invoice(*lines), language=language)))

    assert all(each in text for each in said)


def test_vat_in_another_currency_stands_in_kronor_too() -> None:
    facts = replace(
        invoice(line("Design", "8", "137.50")), currency="EUR", vat_in_sek=Decimal("3089.49"), rate=Decimal("11.2345")
    )

    said = text_of(render(facts))

    assert "1 EUR = 11,2345 SEK" in said
    assert "Moms i SEK" in said
    assert "SEK 3 089,49" in said


def test_a_credit_note_points_to_its_original_and_asks_for_no_money() -> None:
    facts = replace(
        invoice(line("Strategiarbete", "-3", "100.00")), is_credit_note=True, credits="10401", number="10484"
    )

    said = text_of(render(facts))

    assert "Kreditfaktura 10484" in said
    assert "Krediterar faktura" in said
    assert "10401" in said
    assert "−300,00" in said
    assert "Bankgiro" not in said


@pytest.mark.parametrize("count", [1, 12, 25, 26, 27, 28, 29, 30, 31, 32, 60, 500])
def test_every_line_and_the_sums_are_there_however_many_sheets_it_takes(count: int) -> None:
    sheets = pages_of(render(invoice(*(line(f"Rad nummer {each};", "1", "100.00") for each in range(1, count + 1)))))

    said = "\n".join(sheets)
    assert all(said.count(f"Rad nummer {each};") == 1 for each in range(1, count + 1))
    assert f"Sida {len(sheets)} av {len(sheets)}" in sheets[-1]
    assert said.count("Att betala") == 2  # The sum, and where to pay it.
    for before, after in pairwise(sheets):
        assert "Transport" in before
        assert "Transport" in after


def test_what_is_carried_is_what_the_sheets_before_come_to() -> None:
    sheets = pages_of(render(invoice(*(line(f"Rad nummer {each};", "1", "100.00") for each in range(1, 61)))))

    so_far = sheets[0].count("Rad nummer")
    assert f"{so_far // 10} {so_far % 10}00,00" in sheets[0]
    assert f"{so_far // 10} {so_far % 10}00,00" in sheets[1]


def test_a_long_text_is_wrapped_and_whole() -> None:
    words = [f"ord{number}" for number in range(900)]

    said = text_of(render(invoice(line(" ".join(words), "1", "100.00"))))

    assert said.split().count("ord899") == 1
    assert all(word in said for word in words)


@pytest.mark.parametrize("amount", ["999999999.99", "-999999999.99", "0.01"])
def test_no_amount_is_cut(amount: str) -> None:
    facts = invoice(line("Strategiarbete", "1", amount))

    assert f"{abs(facts.net):,.2f}".replace(",", " ").replace(".", ",") in text_of(render(facts))


def test_a_name_in_other_letters_does_not_break_the_page() -> None:
    said = text_of(
        render(replace(invoice(line("Ő, ł och 漢", "1", "1.00")), buyer=replace(BUYER, name="Łódź Sp. z o.o.")))
    )

    assert "Łódz Sp. z o.o." in said
    assert "O, ł och ?" in said


def test_the_same_facts_are_the_same_bytes() -> None:
    facts = invoice(line("Strategiarbete", "3", "99.99"))

    assert render(facts) == render(facts)


LACKING: dict[Missing, dict[str, Any]] = {
    Missing.SELLER_ADDRESS: {"seller": replace(SELLER, address=())},
    Missing.SELLER_VAT_NUMBER: {"seller": replace(SELLER, vat_number="")},
    Missing.BANK_ACCOUNT: {"seller": replace(SELLER, bankgiro="")},
    Missing.BUYER_NAME: {"buyer": replace(BUYER, name="")},
    Missing.BUYER_ADDRESS: {"buyer": replace(BUYER, address=())},
    Missing.BUYER_VAT_NUMBER: {"is_reverse_charge": True},
    Missing.ORIGINAL_NUMBER: {"is_credit_note": True},
    Missing.VAT_IN_SEK: {"currency": "EUR"},
}


@pytest.mark.parametrize("what", Missing)
def test_it_names_what_is_lacking(what: Missing) -> None:
    facts = invoice(line("Strategiarbete", "3", "100.00"))

    assert missing(facts) == ()
    assert missing(replace(facts, **LACKING[what])) == (what,)
