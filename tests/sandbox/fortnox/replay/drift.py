"""How answers of earlier years differ from those of today, in one table with the evidence: the newest form wins.

Each row names the last recording of the old form; one that no recording needs any more fails a test.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.sandbox.fortnox.replay.recording import Exchange

Record = dict[str, Any]
Mend = Callable[[Record, str], bool]


@dataclass(frozen=True, kw_only=True)
class Drift:
    """One old form: in which part of which answers, until when, and how it is brought to the form of today."""

    what: str
    resource: str
    part: str
    names: tuple[str, ...]
    until: date
    evidence: str
    mend: Mend
    methods: tuple[str, ...] = ("GET", "POST", "PUT")

    def applies(self, exchange: Exchange) -> bool:
        fits = exchange.resource == self.resource and exchange.method in self.methods
        return fits and exchange.at.date() <= self.until and exchange.status < 300


def of_today(exchange: Exchange) -> Any:
    """The recorded answer in the form of today."""
    return _mended(exchange)[0]


def needed_by(exchange: Exchange) -> set[str]:
    """Which drifts the recorded answer shows."""
    return _mended(exchange)[1]


def _mended(exchange: Exchange) -> tuple[Any, set[str]]:
    answered = copy.deepcopy(exchange.answered)
    needed = set()
    for drift in TABLE:
        if drift.applies(exchange):
            changes = [drift.mend(part, name) for part in PARTS[drift.part](answered) for name in drift.names]
            if any(changes):
                needed.add(drift.what)
    return answered, needed


def _absent(value: Any) -> Mend:
    """The field is newer than the recording."""

    def mend(part: Record, name: str) -> bool:
        missing = name not in part
        part.setdefault(name, value)
        return missing

    return mend


def _another(old: Any, new: Any) -> Mend:
    """The same thing was written otherwise."""

    def mend(part: Record, name: str) -> bool:
        old_form = name in part and part[name] == old and type(part[name]) is type(old)
        if old_form:
            part[name] = new
        return old_form

    return mend


def _outbound(part: Record, name: str) -> bool:
    missing = name not in part
    part.setdefault(name, part["InvoiceDate"])
    return missing


def _singular_address(part: Record, name: str) -> bool:
    old_form = "/termsofpayment/" in part[name]
    part[name] = part[name].replace("/termsofpayment/", "/termsofpayments/")
    return old_form


def _by_code(part: Record, name: str) -> bool:
    ordered = sorted(part[name], key=lambda item: str(item["Code"])) if name in part else []
    old_form = bool(ordered) and ordered != part[name]
    if old_form:
        part[name] = ordered
    return old_form


def _single(answered: Any) -> Iterator[Record]:
    if "MetaInformation" not in answered:
        yield next(iter(answered.values()))


def _items(answered: Any) -> Iterator[Record]:
    for value in answered.values():
        if isinstance(value, list):
            yield from value


def _rows(answered: Any) -> Iterator[Record]:
    for invoice in _single(answered):
        yield from invoice.get("InvoiceRows", [])


def _edi(answered: Any) -> Iterator[Record]:
    for invoice in _single(answered):
        if "EDIInformation" in invoice:
            yield invoice["EDIInformation"]


def _everything(answered: Any) -> Iterator[Record]:
    yield from _single(answered)
    yield from _items(answered)


PARTS: dict[str, Callable[[Any], Iterator[Record]]] = {
    "single": _single,
    "item": _items,
    "row": _rows,
    "edi": _edi,
    "any": _everything,
    "answer": lambda answered: iter([answered]),
}
REFERENCES = ("CreditInvoiceReference", "InvoiceReference", "OfferReference", "OrderReference")
EDI_TEXTS = (
    "EDIGlobalLocationNumber", "EDIGlobalLocationNumberDelivery", "EDIInvoiceExtra1", "EDIInvoiceExtra2",
    "EDIOurElectronicReference", "EDIYourElectronicReference",
)  # fmt: skip

TABLE: tuple[Drift, ...] = (
    Drift(
        what="customers had neither location numbers nor an external reference",
        resource="customers",
        part="single",
        names=("ExternalReference", "GLN", "GLNDelivery"),
        until=date(2016, 10, 25),
        evidence="absent in L93 to L95, L135 and L137 of 2016, there in L139 of 2019",
        mend=_absent(None),
    ),
    Drift(
        what="customers did not show whether they are active",
        resource="customers",
        part="single",
        names=("Active",),
        until=date(2016, 10, 25),
        evidence="absent in L93 to L95, L135 and L137 of 2016, there in L139 of 2019",
        mend=_absent(value=True),
    ),
    Drift(
        what="articles had no default place in stock",
        resource="articles",
        part="single",
        names=("DefaultStockPoint", "DefaultStockLocation"),
        until=date(2017, 10, 9),
        evidence="absent in L12, L17, L30 and L38 of 2017, there in L13 of 2019",
        mend=_absent(None),
    ),
    Drift(
        what="articles had no commodity code",
        resource="articles",
        part="single",
        names=("CommodityCode",),
        until=date(2023, 1, 30),
        evidence="absent in L44 of 2023, there in L45 of 2024",
        mend=_absent(""),
    ),
    Drift(
        what="a new article was warned of at 0 pieces",
        resource="articles",
        part="single",
        names=("StockWarning",),
        until=date(2023, 1, 30),
        evidence="0 in L36 of 2023, null in L37 of 2024",
        mend=_another(0, None),
        methods=("POST",),
    ),
    Drift(
        what="a new article had costs of 0",
        resource="articles",
        part="single",
        names=("DirectCost", "FreightCost", "OtherCost"),
        until=date(2019, 5, 29),
        evidence="0 in L30 to L32 of 2017 and 2019, null in L33 of 2020",
        mend=_another(0, None),
        methods=("POST",),
    ),
    Drift(
        what="listed invoices showed neither voucher nor final payment",
        resource="invoices",
        part="item",
        names=("VoucherNumber", "VoucherSeries", "VoucherYear", "FinalPayDate"),
        until=date(2017, 7, 12),
        evidence="absent in L222 of 2017, there in L223 of 2019",
        mend=_absent(None),
    ),
    Drift(
        what="listed invoices showed no cost centre",
        resource="invoices",
        part="item",
        names=("CostCenter",),
        until=date(2017, 7, 12),
        evidence="absent in L222 of 2017, there in L223 of 2019",
        mend=_absent(""),
    ),
    Drift(
        what="listed invoices showed no type",
        resource="invoices",
        part="item",
        names=("InvoiceType",),
        until=date(2017, 7, 12),
        evidence="absent in L222 of 2017, there in L223 of 2019",
        mend=_absent("INVOICE"),
    ),
    Drift(
        what="invoices did not show when they were paid",
        resource="invoices",
        part="single",
        names=("FinalPayDate",),
        until=date(2016, 10, 25),
        evidence="absent in L367 of 2016, there in L368 of 2019",
        mend=_absent(None),
    ),
    Drift(
        what="invoices had no outbound date; it is the invoice date unless somebody says otherwise",
        resource="invoices",
        part="single",
        names=("OutboundDate",),
        until=date(2016, 10, 25),
        evidence="absent in L367 of 2016, there in L368 of 2019",
        mend=_outbound,
    ),
    Drift(
        what="invoices did not show whether they are ready in the warehouse",
        resource="invoices",
        part="single",
        names=("WarehouseReady",),
        until=date(2016, 10, 25),
        evidence="absent in L367 of 2016, there in L368 of 2019",
        mend=_absent(value=True),
    ),
    Drift(
        what="invoices named no time basis",
        resource="invoices",
        part="single",
        names=("TimeBasisReference",),
        until=date(2019, 9, 1),
        evidence="absent in L312 of 2019-09, there in L313 of 2020-12",
        mend=_absent(None),
    ),
    Drift(
        what="invoices named no type of tax reduction",
        resource="invoices",
        part="single",
        names=("TaxReductionType",),
        until=date(2019, 9, 1),
        evidence="absent in L312 of 2019-09, there in L313 of 2020-12",
        mend=_absent("none"),
    ),
    Drift(
        what="the contract of an invoice was a number",
        resource="invoices",
        part="single",
        names=("ContractReference",),
        until=date(2023, 1, 30),
        evidence='0 in L372 of 2023, "0" in L373 of 2024',
        mend=_another(0, "0"),
    ),
    Drift(
        what="the answer to POST held the other references as numbers",
        resource="invoices",
        part="single",
        names=REFERENCES,
        until=date(2022, 6, 2),
        evidence='0 in L371 of 2022, "0" in L372 of 2023; "0" in every GET and PUT',
        mend=_another(0, "0"),
        methods=("POST",),
    ),
    Drift(
        what="a new invoice had empty texts for what an electronic invoice needs",
        resource="invoices",
        part="edi",
        names=EDI_TEXTS,
        until=date(2019, 9, 1),
        evidence='"" in L312 of 2019-09, null in L313 of 2020-12; invoices of that time kept it (L211 of 2024)',
        mend=_another("", None),
        methods=("POST",),
    ),
    Drift(
        what="the state of an electronic invoice was not shown",
        resource="invoices",
        part="edi",
        names=("EDIStatus",),
        until=date(2019, 9, 1),
        evidence="absent in L312 of 2019-09, there in L313 of 2020-12",
        mend=_absent(""),
    ),
    Drift(
        what="rows had no cost",
        resource="invoices",
        part="row",
        names=("Cost",),
        until=date(2022, 6, 2),
        evidence="absent in L229 of 2022, there in L230 of 2023",
        mend=_absent(0),
    ),
    Drift(
        what="rows had no VAT code",
        resource="invoices",
        part="row",
        names=("VATCode",),
        until=date(2023, 1, 30),
        evidence="absent in L230 of 2023-01, null in L227 of 2024-12",
        mend=_absent(None),
    ),
    Drift(
        what="quantities kept their zeros",
        resource="invoices",
        part="row",
        names=("DeliveredQuantity",),
        until=date(2022, 6, 2),
        evidence='"0.00" in L229 of 2022, "0" in L230 of 2023',
        mend=_another("0.00", "0"),
    ),
    Drift(
        what="listed projects named no leader",
        resource="projects",
        part="item",
        names=("ProjectLeader",),
        until=date(2019, 5, 29),
        evidence="absent in L698 of 2019, there in L699 of 2020",
        mend=_absent(None),
    ),
    Drift(
        what="the address of terms of payment was in the singular",
        resource="termsofpayments",
        part="any",
        names=("@url",),
        until=date(2019, 5, 29),
        evidence="/termsofpayment/ in L706 of 2019, /termsofpayments/ in L707 of 2020",
        mend=_singular_address,
    ),
    Drift(
        what="terms of payment were not listed by their code",
        resource="termsofpayments",
        part="answer",
        names=("TermsOfPayments",),
        until=date(2020, 12, 21),
        evidence="PF, AG, 30DAYS last in L703 of 2018; by code since L708 of 2022",
        mend=_by_code,
    ),
    Drift(
        what="units had no English code",
        resource="units",
        part="any",
        names=("CodeEnglish",),
        until=date(2020, 12, 21),
        evidence="absent in L739 of 2020, there in L740 of 2022",
        mend=_absent(""),
    ),
)
