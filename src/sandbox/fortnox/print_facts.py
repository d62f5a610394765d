"""What a printed invoice says, in its language, before anybody lays it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sandbox.fortnox import amounts, bookkeeping, wire
from sandbox.fortnox.books import Books
from sandbox.fortnox.fields import decimal
from sandbox.store import Record

REVERSED = frozenset({"SEREVERSEDVAT", "EUREVERSEDVAT"})

WORDS = {
    "SV": {
        "invoice": "Faktura", "credit": "Kreditfaktura", "reminder": "Påminnelse", "date": "Fakturadatum",
        "due": "Förfallodatum", "terms": "Betalningsvillkor", "ocr": "OCR-nummer", "customer": "Kundnummer",
        "ours": "Vår referens", "yours": "Er referens", "order": "Ert ordernummer", "delivered": "Leveransdatum",
        "vat_number": "Ert momsreg.nr", "credits": "Krediterar faktura", "text": "Benämning", "quantity": "Antal",
        "price": "À-pris", "vat": "Moms", "amount": "Belopp", "net": "Netto", "freight": "Frakt",
        "fee": "Faktureringsavgift", "vat_at": "Moms {0} %", "vat_on_fees": "Moms på avgifter",
        "rounding": "Öresutjämning", "to_pay": "Att betala", "vat_in_sek": "Moms i SEK, kurs {0}",
        "reversed": "Omvänd betalningsskyldighet", "reminded": "Vi saknar er betalning av denna faktura.",
        "organisation": "Org.nr", "bank": "Bankgiro", "discount": "Rabatt {0}", "days": "{0} dagar",
        "tax": "Godkänd för F-skatt",
    },
    "EN": {
        "invoice": "Invoice", "credit": "Credit note", "reminder": "Reminder", "date": "Invoice date",
        "due": "Due date", "terms": "Terms of payment", "ocr": "OCR number", "customer": "Customer number",
        "ours": "Our reference", "yours": "Your reference", "order": "Your order number", "delivered": "Delivery date",
        "vat_number": "Your VAT number", "credits": "Credits invoice", "text": "Description", "quantity": "Quantity",
        "price": "Unit price", "vat": "VAT", "amount": "Amount", "net": "Net", "freight": "Freight",
        "fee": "Invoice fee", "vat_at": "VAT {0} %", "vat_on_fees": "VAT on fees",
        "rounding": "Rounding", "to_pay": "To pay", "vat_in_sek": "VAT in SEK, rate {0}",
        "reversed": "Reverse charge", "reminded": "We have not received your payment of this invoice.",
        "organisation": "Company number", "bank": "Bankgiro", "discount": "Discount {0}", "days": "{0} days",
        "tax": "Approved for Swedish F-tax",
    },
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Every line of a printed invoice; `sums` end with what is to be paid, `foot` holds columns of lines."""

    title: str
    number: str
    seller: str
    recipient: Sequence[str]
    head: Sequence[tuple[str, str]]
    row_heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    sums: Sequence[tuple[str, str]]
    remarks: Sequence[str]
    foot: Sequence[Sequence[str]]


def of(books: Books, invoice: Record, *, reminder: bool) -> Facts:
    """The facts of one invoice, as they are now."""
    words = WORDS[invoice["Language"]]
    company = books.table("company")["facts"]
    customer = books.find("customers", invoice["CustomerNumber"]) or {}
    kind = "credit" if invoice["Credit"] == "true" else "invoice"
    return Facts(
        title=words["reminder" if reminder else kind],
        number=invoice["DocumentNumber"],
        seller=company["Name"],
        recipient=_recipient(invoice),
        head=_head(invoice, customer, words),
        row_heads=[words[name] for name in ("text", "quantity", "price", "vat", "amount")],
        rows=[_row(row, words) for row in invoice["InvoiceRows"]],
        sums=_sums(books, invoice, words),
        remarks=_remarks(invoice, customer, words, reminder=reminder),
        foot=_foot(company, words),
    )


def _recipient(invoice: Record) -> list[str]:
    place = " ".join(filter(None, (invoice["ZipCode"], invoice["City"])))
    lines = (invoice["CustomerName"], invoice["Address1"], invoice["Address2"], place, invoice["Country"])
    return [line for line in lines if line]


def _head(invoice: Record, customer: Record, words: dict[str, str]) -> list[tuple[str, str]]:
    credited = invoice.get("_credits") or (invoice["InvoiceReference"] if invoice["InvoiceReference"] != "0" else "")
    terms = invoice["TermsOfPayment"]
    told = (
        ("date", invoice["InvoiceDate"]),
        ("due", invoice["DueDate"]),
        ("terms", words["days"].format(terms) if terms.isdecimal() else terms),
        ("ocr", invoice["OCR"]),
        ("credits", credited),
        ("delivered", invoice["DeliveryDate"]),
        ("customer", invoice["CustomerNumber"]),
        ("vat_number", customer.get("VATNumber")),
        ("yours", invoice["YourReference"]),
        ("order", invoice["YourOrderNumber"]),
        ("ours", invoice["OurReference"]),
    )
    return [(words[name], str(value)) for name, value in told if value]


def _row(row: Record, words: dict[str, str]) -> list[str]:
    if not decimal(row["Price"]) and not decimal(row["DeliveredQuantity"]):
        return [row["Description"], "", "", "", ""]
    discount = decimal(row["Discount"])
    off = f"{wire.text(discount)} %" if row["DiscountType"] == "PERCENT" else _money(discount)
    text = f"{row['Description']}\n{words['discount'].format(off)}" if discount else row["Description"]
    quantity = f"{wire.text(row['DeliveredQuantity'])} {row['Unit']}".replace(".", ",").strip()
    return [text, quantity, _money(row["Price"]), f"{wire.text(row['VAT'])} %", _money(row["Total"])]


def _sums(books: Books, invoice: Record, words: dict[str, str]) -> list[tuple[str, str]]:
    """Net, fees, VAT of each rate, rounding, what is to be paid; a line of 0 is left out, but for net and the last."""
    rates = amounts.vat_per_rate(
        invoice["InvoiceRows"],
        vat_included=invoice["VATIncluded"],
        per_row=books.switch("vat_rounding") == "row",
    )
    fees_vat = decimal(invoice["FreightVAT"]) + decimal(invoice["AdministrationFeeVAT"])
    middle = [
        (words["freight"], decimal(invoice["Freight"])),
        (words["fee"], decimal(invoice["AdministrationFee"])),
        *((words["vat_at"].format(wire.text(rate)), vat) for rate, vat in sorted(rates.items(), reverse=True)),
        (words["vat_on_fees"], fees_vat),
        (words["rounding"], decimal(invoice["RoundOff"])),
    ]
    told = [(name, _money(amount)) for name, amount in middle if amount]
    total = f"{invoice['Currency']} {_money(invoice['Total'])}"
    return [(words["net"], _money(invoice["Net"])), *told, *_in_kronor(invoice, words), (words["to_pay"], total)]


def _in_kronor(invoice: Record, words: dict[str, str]) -> list[tuple[str, str]]:
    """VAT in foreign currency is stated in kronor too (ML 17:29)."""
    vat = decimal(invoice["TotalVAT"])
    if invoice["Currency"] == "SEK" or not vat:
        return []
    rate = wire.text(invoice["CurrencyRate"]).replace(".", ",")
    return [(words["vat_in_sek"].format(rate), f"SEK {_money(bookkeeping.in_kronor(invoice, vat))}")]


def _remarks(invoice: Record, customer: Record, words: dict[str, str], *, reminder: bool) -> list[str]:
    reverse = customer.get("VATType") in REVERSED and not decimal(invoice["TotalVAT"])
    told = (words["reminded"] if reminder else "", words["reversed"] if reverse else "", invoice["Remarks"])
    return [line for line in told if line]


def _foot(company: Record, words: dict[str, str]) -> list[list[str]]:
    place = f"{company['ZipCode']} {company['City']}"
    numbers = [f"{words['organisation']} {company['OrganizationNumber']}", company["VATNumber"], words["tax"]]
    bank = [f"{words['bank']} {company['BG']}"] if company["BG"] else []
    return [[company["Name"], company["Address"], place], numbers, [*bank, company["Email"]]]


def _money(amount: Decimal | str) -> str:
    """1 234,50 with spaces that do not break."""
    whole = f"{decimal(amount):,.2f}"
    return whole.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
