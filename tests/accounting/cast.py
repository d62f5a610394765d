"""The cast of the rules' tests: a Swedish agency's rulebook, its buyers, and invoices written as a bookkeeper would.

An invoice is written one line each: "12.5 h × 1150.00 @25 Strategi", with "-10%" before the text for a discount of the
line, "@outlay" for 0 %, "@reverse" for 0 % named as reverse charge, "@none" for a line without a tax rate, "# text" for
a line that only says something.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from brygga.accounting.rulebook import (
    AccountUse,
    Confirmed,
    NumbersBy,
    Publisher,
    Rate,
    RateSource,
    Rulebook,
    Standing,
    ZeroRate,
)
from brygga.fortnox import schema as fortnox
from brygga.fortnox.registers import Currency
from brygga.productive import schema as productive

REFERENCE = "brygga-20401-9001-1."
CUSTOMER = "1042"

UNIT_IDS = {"": None, "h": 1, "st": 2, "dag": 3}
LINE = re.compile(r"(-?[\d.]+) ?(h|st|dag|) × (-?[\d.]+) @(\S+)(?: -([\d.]+)%)? ?(.*)")

NORRSKEN = productive.ClientCompany(
    id="7001",
    name="Norrsken Energi AB",
    vat="SE559214307601",
    default_currency="SEK",
    due_days=30,
    address=productive.Address(
        name="Norrsken Energi AB",
        address="Kungsgatan 44",
        zipcode="111 35",
        city="Stockholm",
        country="Sweden",
        email="faktura@norrsken.example",
    ),
)
ESTONIAN = NORRSKEN.model_copy(
    update={"vat": "EE100931558", "address": productive.Address(city="Tallinn", country="Estonia")}
)


SWEDE = productive.Address(name="Fyrljus Stockholm AB", country="Sweden", vat="SE559301441701")
ESTONIAN_CONFIRMED = Confirmed(standing=Standing.BUSINESS, country="EE", vat_number="EE100931558")
AMERICAN = NORRSKEN.model_copy(
    update={
        "name": "Harbor & Pine Inc.",
        "vat": "",
        "address": productive.Address(city="Portland", country="United States"),
    }
)
AMERICAN_CONFIRMED = Confirmed(standing=Standing.BUSINESS, country="US")
GERMAN_PERSON = NORRSKEN.model_copy(
    update={"name": "Eva Holm", "vat": "", "address": productive.Address(city="Köln", country="Germany")}
)
GERMAN_PERSON_CONFIRMED = Confirmed(standing=Standing.CONSUMER, country="DE")


def half_away(exact: Fraction) -> int:
    """Rounding to whole units with integers only, independent of the product's."""
    doubled = 2 * abs(exact) + 1
    whole = doubled.numerator // (2 * doubled.denominator)
    return whole if exact >= 0 else -whole


def line(text: str, position: int = 1, **changes: Any) -> productive.Line:
    """One line of an invoice, with the amounts that Productive computes."""
    if text.startswith("#"):
        return _priced({"position": position, "description": text[1:].strip()} | changes)
    found = LINE.fullmatch(text.strip())
    assert found, f"not a line: {text}"
    quantity, unit, price, rate, discount, description = found.groups()
    written = {
        "position": position,
        "description": description,
        "quantity": Decimal(quantity),
        "unit_id": UNIT_IDS[unit],
        "unit_price": int(Decimal(price) * 100),
        "discount": Decimal(discount) if discount else None,
        "tax_rate": tax_rate(rate),
    }
    return _priced(written | changes)


def _priced(written: dict[str, Any]) -> productive.Line:
    plain: dict[str, Any] = {
        "id": str(100 + written["position"]),
        "quantity": Decimal(0),
        "unit_id": None,
        "unit_price": 0,
        "discount": None,
        "service_type": None,
        "tax_rate": None,
    }
    values = plain | written
    left = 1 - Fraction(values["discount"] or 0) / 100
    percent = Fraction(values["tax_rate"].percent if values["tax_rate"] else 0)
    amount = half_away(Fraction(values["quantity"]) * values["unit_price"] * left)
    tax = half_away(amount * percent / 100)
    amounts = {"amount": amount, "amount_tax": tax, "amount_with_tax": amount + tax}
    return productive.Line(**(amounts | values))


def tax_rate(rate: str) -> productive.TaxRate | None:
    if rate == "none":
        return None
    if rate == "outlay":
        return productive.TaxRate(id="0", name="No VAT", percent=Decimal(0), has_components=False)
    if rate == "reverse":
        return productive.TaxRate(id="9", name="Reverse charge", percent=Decimal(0), has_components=False)
    return productive.TaxRate(id=rate, name=f"{rate} % VAT", percent=Decimal(rate), has_components=True)


def invoice(text: str = "8 h × 1250.00 @25 Design", **changes: Any) -> productive.Invoice:
    """A draft invoice to Norrsken Energi, of 2 November 2026, with these lines."""
    written = [each.strip() for each in text.strip().splitlines() if each.strip()]
    return invoice_of([line(each, position) for position, each in enumerate(written, start=1)], **changes)


def invoice_of(lines: list[productive.Line], **changes: Any) -> productive.Invoice:
    """The same, from lines, with the totals that Productive computes: VAT per line."""
    discount = Fraction(changes.get("discount") or 0) / 100
    net = half_away(sum(each.amount for each in lines) * (1 - discount))
    tax = half_away(Fraction(sum(each.amount_tax for each in lines)) * (1 - discount))
    plain: dict[str, Any] = {
        "id": "9001",
        "number": None,
        "invoice_type": productive.InvoiceType.INVOICE,
        "invoiced_on": date(2026, 11, 2),
        "pay_on": date(2026, 12, 2),
        "delivery_on": date(2026, 10, 31),
        "finalized_on": None,
        "sent_on": None,
        "paid_on": None,
        "currency": "SEK",
        "amount": net,
        "amount_tax": tax,
        "amount_with_tax": net + tax,
        "amount_unpaid": net + tax,
        "exported": False,
        "company_id": NORRSKEN.id,
        "company_name": NORRSKEN.name,
        "subsidiary_id": "501",
        "updated_at": None,
        "discount": None,
        "payment_terms_days": 30,
        "company": NORRSKEN,
        "bill_to": None,
        "bill_from": SWEDE,
        "parent_invoice_id": None,
        "lines": tuple(lines),
    }
    return productive.Invoice(**(plain | changes))


def account(number: int, vat_code: str = "", *, active: bool = True) -> fortnox.Account:
    return fortnox.Account(number=number, description=f"Konto {number}", active=active, vat_code=vat_code)


def chart(*accounts: fortnox.Account) -> dict[int, fortnox.Account]:
    return {each.number: each for each in accounts}


CHART = chart(
    account(1681),
    account(2420),
    account(2611),
    account(3001, "MP1"),
    account(3002, "MP2"),
    account(3003, "MP3"),
    account(3004, "MF"),
    account(3041, "MP1"),
    account(3051, "MP1", active=False),
    account(3105, "E"),
    account(3108, "VTEU"),
    account(3231, "OMSS"),
    account(3305, "ÖTTU"),
    account(3308, "FTEU"),
    account(3740),
)
YEAR_2026 = fortnox.FinancialYear(
    id=4, from_date=date(2026, 1, 1), to_date=date(2026, 12, 31), accounting_method="ACCRUAL"
)


ACCOUNTS: dict[AccountUse, int | None] = {
    AccountUse.RATE_25: 3001,
    AccountUse.RATE_12: 3002,
    AccountUse.RATE_6: 3003,
    AccountUse.OUTLAY: 1681,
    AccountUse.EXEMPT: 3004,
    AccountUse.EU: 3308,
    AccountUse.EXPORT: 3305,
    AccountUse.REVERSE_CHARGE: 3231,
}


def article(number: str, **changes: Any) -> fortnox.Article:
    """A service article with the accounts that the chart has for services."""
    accounts = {"sales_account": 3041, "eu_account": 3308, "export_account": 3305, "construction_account": 3231}
    plain = {"article_number": number, "description": f"Artikel {number}", "active": True, "type": "SERVICE"}
    return fortnox.Article(**(plain | accounts | changes))


def currency(code: str, buy_rate: str, unit: int = 1) -> Currency:
    """A currency of Fortnox's register, with the rate of 2 November 2026."""
    return Currency(
        code=code, buy_rate=Decimal(buy_rate), unit=Decimal(unit), rate_on=date(2026, 11, 2), description=code
    )


CURRENCIES = (
    currency("SEK", "1"),
    currency("EUR", "11.2345"),
    currency("USD", "10.4321"),
    currency("JPY", "7.1234", 100),
)


def entered(rate: str, unit: int = 1, **changes: Any) -> Rate:
    """A rate of the delivery date, as a person entered it."""
    plain: dict[str, Any] = {"source": RateSource.ASK, "on": date(2026, 10, 31), "publisher": Publisher.ECB}
    return Rate(rate=Decimal(rate), unit=unit, **(plain | changes))


def rulebook(**changes: Any) -> Rulebook:
    """The settings and registers of Fyrljus Stockholm AB on 2 November 2026."""
    plain: dict[str, Any] = {
        "accounts": ACCOUNTS,
        "zero_rate": ZeroRate.OUTLAY,
        "chart": CHART,
        "financial_years": (YEAR_2026,),
        "locked_until": date(2026, 9, 30),
        "currencies": {each.code: each for each in CURRENCIES},
        "units": frozenset({"förp", "h", "km", "st", "utl"}),
        "terms_of_payment": {"0": "0 dagar", "10": "10 dagar", "30": "30 dagar", "AG": "Autogiro"},
        "numbers_by": NumbersBy.FORTNOX,
        "today": date(2026, 11, 2),
    }
    return Rulebook(**(plain | changes))


def customer(number: str, name: str, organisation_number: str = "", *, active: bool = True) -> fortnox.Customer:
    return fortnox.Customer(customer_number=number, name=name, active=active, organisation_number=organisation_number)


def answer_to(
    draft: fortnox.InvoiceDraft, *, vat_per_row: bool = False, rounds_to_kronor: bool = True, **changes: Any
) -> fortnox.Invoice:
    """What Fortnox makes of a draft, computed in whole öre and told in the shapes of its wire.

    Whether it counts VAT per row or per rate is not known: both are played.
    """
    rows = [_answered(row) for row in draft.rows]
    net = sum(int(Decimal(row["Total"]) * 100) for row in rows)
    vat = _vat(rows, per_row=vat_per_row)
    total = half_away(Fraction(net + vat, 100)) * 100 if rounds_to_kronor else net + vat
    wire: dict[str, Any] = {
        "DocumentNumber": "10483",
        "CustomerNumber": draft.customer_number,
        "CustomerName": "Norrsken Energi AB",
        "InvoiceDate": draft.invoice_date.isoformat(),
        "DueDate": draft.due_date.isoformat(),
        "DeliveryDate": draft.delivery_date.isoformat(),
        "Currency": draft.currency,
        "CurrencyRate": draft.currency_rate,
        "CurrencyUnit": draft.currency_unit,
        "InvoiceRows": rows,
        "Net": _kronor(net),
        "TotalVAT": _kronor(vat),
        "RoundOff": _kronor(total - net - vat),
        "Total": _kronor(total),
        "Balance": _kronor(total),
        "Freight": 0,
        "AdministrationFee": 0,
        "VATIncluded": False,
        "TermsOfPayment": draft.terms_of_payment or "30",
        "OurReference": draft.our_reference,
        "YourReference": draft.your_reference,
        "YourOrderNumber": draft.your_order_number,
        "Language": draft.language,
        "Remarks": draft.remarks,
        "ExternalInvoiceReference1": draft.external_invoice_reference1,
        "ExternalInvoiceReference2": draft.external_invoice_reference2,
        "Booked": False,
        "Cancelled": False,
        "Sent": False,
        "Credit": "false",
    }
    return fortnox.Invoice.model_validate(wire | changes)


def _answered(row: fortnox.RowDraft | fortnox.TextRowDraft) -> dict[str, Any]:
    if isinstance(row, fortnox.TextRowDraft):
        nothing = {"AccountNumber": 0, "DeliveredQuantity": "0", "Price": 0, "VAT": 0, "Discount": 0, "Total": "0"}
        return nothing | {"Description": row.description, "DiscountType": "PERCENT", "Unit": ""}
    exact = Fraction(row.price) * Fraction(row.delivered_quantity) * (1 - Fraction(row.discount) / 100) * 100
    return {
        "AccountNumber": row.account_number,
        "ArticleNumber": row.article_number,
        "DeliveredQuantity": str(row.delivered_quantity),
        "Description": row.description,
        "Price": row.price,
        "VAT": row.vat,
        "Discount": row.discount,
        "DiscountType": row.discount_type,
        "Total": _kronor(half_away(exact)),
        "Unit": row.unit,
    }


def _vat(rows: list[dict[str, Any]], *, per_row: bool) -> int:
    taxes = [(Fraction(Decimal(row["Total"])) * 100, Fraction(row["VAT"]) / 100) for row in rows]
    if per_row:
        return sum(half_away(base * rate) for base, rate in taxes)
    bases: dict[Fraction, Fraction] = {}
    for base, rate in taxes:
        bases[rate] = bases.get(rate, Fraction(0)) + base
    return sum(half_away(base * rate) for rate, base in bases.items())


def _kronor(ore: int) -> Decimal:
    return Decimal(ore).scaleb(-2)
