"""One Productive invoice becomes one Fortnox invoice, right to the öre; worked examples of bookkeeping first."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from brygga.accounting.compared import Compared
from brygga.accounting.comparison import differences
from brygga.accounting.invoices import Booking, book
from brygga.accounting.money import Money
from brygga.accounting.notes import Note, NoteKind
from brygga.accounting.rulebook import Mapped, Rulebook, ZeroRate
from brygga.accounting.totals import totals_of
from brygga.fortnox import schema as fortnox
from brygga.productive import schema as productive
from tests.accounting import cast


def booked(invoice: productive.Invoice, rulebook: Rulebook | None = None) -> Booking:
    booking = book(invoice, cast.CUSTOMER, rulebook or cast.rulebook(), reference=cast.REFERENCE)
    assert isinstance(booking, Booking), booking
    return booking


def kinds(booking: Booking) -> list[NoteKind]:
    return [note.kind for note in booking.notes]


def sek(amount: str) -> Money:
    return Money(Decimal(amount), "SEK")


def test_a1_three_rows_of_99_99_differ_from_productive_by_one_ore_of_vat() -> None:
    invoice = cast.invoice("""
        1 × 99.99 @25 Första
        1 × 99.99 @25 Andra
        1 × 99.99 @25 Tredje
    """)
    booking = booked(invoice)

    assert invoice.amount_tax == 7500
    assert booking.expected.net == sek("299.97")
    assert booking.expected.vat == {25: sek("74.99")}
    assert booking.expected.total == sek("374.96")
    facts = {"difference": "0.01", "productive": "75.00", "meant": "74.99", "currency": "SEK"}
    assert booking.notes == (Note(NoteKind.VAT_DIFFERS, facts),)


def test_a2_mixed_rates_and_an_outlay() -> None:
    booking = booked(
        cast.invoice("""
            12.5 h × 1150.00 @25 Strategi
            1 × 1847.30 @12 Catering
            40 st × 129.50 @6 Trycksaker
            1 × 250.00 @outlay Registreringsavgift
        """)
    )

    assert booking.expected.bases == {
        25: sek("14375.00"), 12: sek("1847.30"), 6: sek("5180.00"), 0: sek("250.00"),
    }  # fmt: skip
    assert booking.expected.vat == {25: sek("3593.75"), 12: sek("221.68"), 6: sek("310.80"), 0: sek("0")}
    assert booking.expected.net == sek("21652.30")
    assert booking.expected.total_vat == sek("4126.23")
    assert booking.expected.total == sek("25778.53")
    assert [row.draft.account_number for row in booking.rows if isinstance(row.draft, fortnox.RowDraft)] == [
        3001, 3002, 3003, 1681,
    ]  # fmt: skip
    assert booking.notes == ()


def test_it_says_every_field_that_could_change_a_total() -> None:
    draft = booked(cast.invoice("16 h × 1450.00 @25 Strategi", purchase_order_number="PO 77", note="Tack!")).draft

    assert draft == fortnox.InvoiceDraft(
        customer_number="1042",
        invoice_date=date(2026, 11, 2),
        due_date=date(2026, 12, 2),
        delivery_date=date(2026, 10, 31),
        currency="SEK",
        rows=(
            fortnox.RowDraft(
                account_number=3001,
                delivered_quantity=Decimal(16),
                description="Strategi",
                price=Decimal("1450.00"),
                vat=Decimal(25),
                discount=Decimal(0),
                unit="h",
            ),
        ),
        terms_of_payment="30",
        your_order_number="PO 77",
        remarks="Tack!",
        language="SV",
        external_invoice_reference1=cast.REFERENCE,
        external_invoice_reference2="9001",
        freight=Decimal(0),
        administration_fee=Decimal(0),
        vat_included=False,
    )


@pytest.mark.parametrize(
    ("line", "quantity", "price", "discount", "text"),
    [
        ("16 h × 1450.00 @25 Strategi", "16", "1450.00", "0", "Strategi"),
        ("12.50 h × 1150.00 @25 Design", "12.5", "1150.00", "0", "Design"),
        ("8 h × 1000.00 @25 -12.5% Design", "8", "1000.00", "12.5", "Design"),
        ("-2 h × 1000.00 @25 Avdrag", "-2", "1000.00", "0", "Avdrag"),
        ("2 × -500.00 @25 Avdrag", "-2", "500.00", "0", "Avdrag"),
        ("3 × 0.00 @25 Ingår", "3", "0.00", "0", "Ingår"),
        ("1.125 h × 1350.00 @25 Design", "1", "1518.75", "0", "Design (1,125 h à 1 350,00)"),
        ("1.125 h × 1350.00 @25 -10% Design", "1", "1366.88", "0", "Design (1,125 h à 1 350,00, rabatt 10 %)"),
        ("-1.125 h × 1350.00 @25 Avdrag", "-1", "1518.75", "0", "Avdrag (-1,125 h à 1 350,00)"),
        ("1.12 h × 99.99 @25 Design", "1", "111.99", "0", "Design (1,12 h à 99,99)"),
        ("1 × 10.01 @25 -50% Design", "1", "5.01", "0", "Design (1 à 10,01, rabatt 50 %)"),
        ("1 × 1000.00 @25 -12.345% Design", "1", "876.55", "0", "Design (1 à 1 000,00, rabatt 12,345 %)"),
        ("1234.5678 dag × 1000.00 @25 Drift", "1", "1234567.80", "0", "Drift (1 234,5678 dag à 1 000,00)"),
    ],
)
def test_it_never_sends_a_row_that_fortnox_would_round(
    line: str, quantity: str, price: str, discount: str, text: str
) -> None:
    row = booked(cast.invoice(f"{line}\n100 h × 1350.00 @25 Annat")).rows[0].draft

    assert isinstance(row, fortnox.RowDraft)
    assert (row.delivered_quantity, row.price, row.discount) == (Decimal(quantity), Decimal(price), Decimal(discount))
    assert row.description == text


def test_it_says_that_the_quantity_went_into_the_text() -> None:
    booking = booked(cast.invoice("1.125 h × 1350.00 @25 Design"))

    assert booking.notes == (Note(NoteKind.QUANTITY_IN_TEXT, {"text": "Design (1,125 h à 1 350,00)"}, line=1),)


def test_it_goes_on_in_text_rows_below_a_long_description() -> None:
    words = " ".join(["ord"] * 100)
    booking = booked(cast.invoice(f"2 h × 100.00 @25 {words}"))
    first, second = booking.rows

    assert isinstance(first.draft, fortnox.RowDraft)
    assert isinstance(second.draft, fortnox.TextRowDraft)
    assert f"{first.draft.description} {second.draft.description}" == words
    assert (first.line, second.line) == (1, 1)
    assert kinds(booking) == [NoteKind.TEXT_CONTINUED]


def test_it_gives_each_line_of_a_description_its_row() -> None:
    described = cast.line("2 h × 100.00 @25", description="Design\n- skisser\n\n- test")
    texts = [row.draft.description for row in booked(cast.invoice_of([described])).rows]

    assert texts == ["Design", "- skisser", "- test"]


def test_it_says_the_service_type_where_there_is_no_description() -> None:
    described = cast.line("2 h × 100.00 @25", service_type=productive.ServiceType(id="1", name="Design"))

    assert booked(cast.invoice_of([described])).rows[0].draft.description == "Design"


def test_it_sends_a_line_that_only_says_something_as_a_text_row() -> None:
    booking = booked(cast.invoice("# Fas 1\n2 h × 100.00 @25 Design\n#"))

    assert booking.rows[0].draft == fortnox.TextRowDraft(description="Fas 1")
    assert len(booking.rows) == 2
    assert booking.rows[0].total is None
    assert booking.rows[1].total == Decimal(200)


def test_it_names_the_texts_that_it_had_to_clean() -> None:
    invoice = cast.invoice(
        "2 h × 100.00 @25 Design… | Bygge", note="Se https://fyrljus.se", purchase_order_number="A|B"
    )
    booking = booked(invoice)

    assert booking.rows[0].draft.description == "Design... / Bygge"
    assert booking.draft.remarks == "Se fyrljus.se"
    assert booking.draft.your_order_number == "A/B"
    assert [note.facts["field"] for note in booking.notes] == ["note", "order_number", "description"]
    assert set(kinds(booking)) == {NoteKind.TEXT_CLEANED}


def test_it_cuts_long_remarks_and_says_so() -> None:
    booking = booked(cast.invoice(note="ord " * 300))

    assert len(booking.draft.remarks) <= 1024
    assert kinds(booking) == [NoteKind.TEXT_CUT]
    assert booking.notes[0].facts == {"field": "note", "length": "1199", "length_max": "1024"}


@pytest.mark.parametrize(("unit", "sent"), [("h", "h"), ("st", "st"), ("dag", ""), ("", "")])
def test_it_sends_only_units_of_the_register(unit: str, sent: str) -> None:
    booking = booked(cast.invoice(f"2 {unit} × 100.00 @25 Design"))
    row = booking.rows[0].draft

    assert isinstance(row, fortnox.RowDraft)
    assert row.unit == sent
    assert kinds(booking) == ([NoteKind.UNIT_LEFT_OUT] if unit and not sent else [])


def test_it_takes_a_discount_of_the_invoice_off_each_rate_in_a_row_of_its_own() -> None:
    booking = booked(cast.invoice("1 × 99.99 @25 A\n1 × 33.33 @12 B\n1 × 10.00 @25 C", discount=Decimal("12.5")))
    rabatt = [row.draft for row in booking.rows if row.line is None]

    assert rabatt == [
        fortnox.RowDraft(
            account_number=3001, delivered_quantity=Decimal(-1), description="Rabatt 12,5 %",
            price=Decimal("13.74"), vat=Decimal(25),
        ),
        fortnox.RowDraft(
            account_number=3002, delivered_quantity=Decimal(-1), description="Rabatt 12,5 %",
            price=Decimal("4.17"), vat=Decimal(12),
        ),
    ]  # fmt: skip
    assert booking.expected.net == sek("125.41")
    assert NoteKind.DISCOUNT_AS_ROWS in kinds(booking)


def test_it_follows_productives_own_total_where_the_discount_rounds_otherwise() -> None:
    text = "1 × 0.50 @25 A\n1 × 0.50 @12 B"
    booking = booked(cast.invoice(text, discount=Decimal(5), amount=95, amount_tax=18, amount_with_tax=113))

    assert booking.expected.net == sek("0.95")
    assert sum(row.total or Decimal(0) for row in booking.rows) == Decimal("0.95")


@pytest.mark.parametrize(
    ("changes", "due", "terms"),
    [
        ({}, date(2026, 12, 2), "30"),
        ({"pay_on": date(2026, 11, 12)}, date(2026, 11, 12), "10"),
        ({"pay_on": date(2026, 11, 17)}, date(2026, 11, 17), ""),
        ({"pay_on": None, "payment_terms_days": 10}, date(2026, 11, 12), "10"),
        ({"pay_on": None, "payment_terms_days": None}, date(2026, 12, 2), "30"),
        ({"pay_on": date(2026, 11, 2)}, date(2026, 11, 2), "0"),
        ({"pay_on": date(2026, 11, 1)}, date(2026, 11, 1), ""),
    ],
)
def test_it_says_the_due_date_and_the_terms_that_mean_the_same(changes: dict[str, Any], due: date, terms: str) -> None:
    draft = booked(cast.invoice(**changes)).draft

    assert (draft.due_date, draft.terms_of_payment) == (due, terms)


def test_it_says_that_fortnoxs_number_will_replace_productives() -> None:
    booking = booked(cast.invoice(number="2026-0147", finalized_on=date(2026, 11, 2)))

    assert booking.notes == (Note(NoteKind.NUMBER_REPLACED, {"number": "2026-0147"}),)
    assert booking.draft.external_invoice_reference2 == "2026-0147"


def test_it_says_that_an_invoice_is_dated_ahead() -> None:
    booking = booked(cast.invoice(invoiced_on=date(2026, 11, 3)))

    assert booking.notes == (Note(NoteKind.DATED_AHEAD, {"date": "2026-11-03", "today": "2026-11-02"}),)


def test_it_keeps_the_order_of_the_lines() -> None:
    lines = [cast.line("1 × 10.00 @25 Sist", 3), cast.line("1 × 10.00 @25 Först", 1), cast.line("# Mitten", 2)]

    assert [row.draft.description for row in booked(cast.invoice_of(lines)).rows] == ["Först", "Mitten", "Sist"]


def test_it_allows_an_invoice_of_500_rows() -> None:
    booking = booked(cast.invoice("1 × 10.00 @25 Rad\n" * 500))

    assert len(booking.draft.rows) == 500


@pytest.mark.parametrize("reference", ["", "x" * 81, "a|b", "two  blanks"])
def test_it_refuses_a_reference_that_fortnox_would_refuse(reference: str) -> None:
    with pytest.raises(ValueError, match="cannot be a reference"):
        book(cast.invoice(), cast.CUSTOMER, cast.rulebook(), reference=reference)


def test_the_totals_of_a_draft_survive_being_stored_and_read_back() -> None:
    booking = booked(cast.invoice("# Fas 1\n1.125 h × 1350.00 @25 A\n3 × 33.33 @6 -10% B", discount=Decimal(3)))
    stored = booking.draft.model_dump(mode="json")

    assert totals_of(fortnox.InvoiceDraft.model_validate(stored)) == booking.expected


STRATEGY = productive.ServiceType(id="401", name="Strategy")
ABROAD: dict[str, Any] = {
    "confirmed": cast.ESTONIAN_CONFIRMED,
    "mapped": {"401": Mapped(article="101")},
    "articles": {"101": cast.article("101")},
}


def to_estonia(text: str, **changes: Any) -> productive.Invoice:
    return cast.invoice_of([cast.line(text, service_type=STRATEGY)], company=cast.ESTONIAN, **changes)


def test_a4_reverse_charge_in_the_eu_says_so_with_both_vat_numbers_above_the_note() -> None:
    booking = booked(to_estonia("24 h × 120.00 @reverse Discovery", note="Tack!"), cast.rulebook(**ABROAD))

    assert booking.vat_type == "EUREVERSEDVAT"
    assert booking.expected.total == sek("2880.00")
    assert booking.expected.total_vat == sek("0")
    assert booking.draft.remarks.splitlines() == [
        "Omvänd betalningsskyldighet / Reverse charge",
        "Köparens momsnummer / Buyer’s VAT number: EE100931558",
        "Säljarens momsnummer / Seller’s VAT number: SE559301441701",
        "Tack!",
    ]
    row = booking.rows[0].draft
    assert isinstance(row, fortnox.RowDraft)
    assert (row.account_number, row.article_number, row.vat) == (3308, "101", Decimal(0))


def test_a_long_note_never_cuts_what_the_law_wants_said() -> None:
    booking = booked(to_estonia("1 h × 120.00 @reverse Råd", note="ord " * 400), cast.rulebook(**ABROAD))

    assert len(booking.draft.remarks) <= 1024
    assert "EE100931558" in booking.draft.remarks
    assert kinds(booking) == [NoteKind.TEXT_CUT]


@pytest.mark.parametrize("seller", [None, productive.Address(), productive.Address(vat="559301-4417")])
def test_no_vat_number_of_the_seller_is_made_up(seller: productive.Address | None) -> None:
    booking = booked(to_estonia("1 h × 120.00 @reverse Råd", bill_from=seller), cast.rulebook(**ABROAD))

    assert "Seller" not in booking.draft.remarks
    assert "EE100931558" in booking.draft.remarks


def test_exempt_and_export_and_reverse_charge_in_sweden_each_say_what_they_are() -> None:
    exempt = booked(cast.invoice("1 × 10.00 @outlay Kurs"), cast.rulebook(zero_rate=ZeroRate.EXEMPT))
    american = cast.invoice("1 × 10.00 @outlay Råd", company=cast.AMERICAN)
    export = booked(american, cast.rulebook(confirmed=cast.AMERICAN_CONFIRMED))
    building = booked(cast.invoice("1 × 10.00 @reverse Bygge"), cast.rulebook(domestic_reverse_charge=True))

    assert exempt.draft.remarks == "Undantaget från moms / Exempt from VAT"
    assert export.draft.remarks.startswith("Tjänst omsatt utanför EU")
    assert "Buyer’s VAT number: SE559214307601" in building.draft.remarks
    accounts = [each.draft.rows[0].model_dump()["account_number"] for each in (exempt, export, building)]
    assert accounts == [3004, 3305, 3231]
    assert [each.vat_type for each in (exempt, export, building)] == ["SEVAT", "EXPORT", "SEREVERSEDVAT"]


def test_a_discount_is_taken_off_each_account_and_article_that_lines_stand_on() -> None:
    lines = [cast.line("1 × 100.00 @25 A", 1, service_type=STRATEGY), cast.line("1 × 100.00 @25 B", 2)]
    rules = cast.rulebook(mapped={"401": Mapped(account=3041, article="101")}, articles={"101": cast.article("101")})
    rows = booked(cast.invoice_of(lines, discount=Decimal(10)), rules).draft.rows

    priced = [row for row in rows if isinstance(row, fortnox.RowDraft)]
    assert [(row.account_number, row.article_number, row.price * row.delivered_quantity) for row in priced] == [
        (3041, "101", Decimal(100)),
        (3001, "", Decimal(100)),
        (3001, "", Decimal(-10)),
        (3041, "101", Decimal(-10)),
    ]


def test_what_an_article_brings_to_a_row_without_a_unit_is_not_judged() -> None:
    rules = cast.rulebook(mapped={"401": Mapped(article="101")}, articles={"101": cast.article("101")})
    booking = booked(cast.invoice_of([cast.line("1 × 100.00 @25 A", service_type=STRATEGY)]), rules)
    answer = cast.answer_to(booking.draft)
    with_unit = answer.rows[0].model_copy(update={"unit": "h"})
    without_article = with_unit.model_copy(update={"article_number": ""})

    inherited = differences(booking.draft, booking.expected, answer.model_copy(update={"rows": (with_unit,)}))
    lost = differences(booking.draft, booking.expected, answer.model_copy(update={"rows": (without_article,)}))

    assert inherited == ()
    assert [(each.what, each.meant, each.found) for each in lost] == [(Compared.ROW_ARTICLE, "101", "")]
