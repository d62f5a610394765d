"""Where Fortnox's answers do not keep to Fortnox's specification of April 2026, in one table with the evidence.

A number is a line of the recordings, which shows the disagreement itself (a test looks); words name another source.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.sandbox.fortnox.specification.schemas import Breach

NULL = "null"


@dataclass(frozen=True, kw_only=True)
class Disagreement:
    """Fields of one object that break their schema in one way."""

    where: str
    names: str
    how: str = NULL
    evidence: int | str

    def breaches(self) -> set[Breach]:
        return {(f"{self.where}.{name}", self.how) for name in self.names.split()}


ERRORS = "ErrorInformation Additional properties are not allowed ('code', 'error', 'message' were unexpected)"
COUNTERS = " Additional properties are not allowed ('MetaInformation' was unexpected)"

# Whole answers, rather than fields of an object.
ANSWERS: dict[Breach, int] = {
    (ERRORS, "additionalProperties"): 321,  # Answers with 400 write these keys in small letters.
    (COUNTERS, "additionalProperties"): 743,  # Counters are there where the file forgets them.
}

# Of attachments alone: the file says an object where the documentation and the official SDK have a bare array.
OF_ATTACHMENTS: frozenset[Breach] = frozenset({("", "list for object")})

TABLE = (
    Disagreement(
        where="Customer",
        names="Address1 Address2 City Comments CostCenter Country CountryCode DeliveryAddress1 DeliveryAddress2 "
        "DeliveryCity DeliveryCountry DeliveryCountryCode DeliveryFax DeliveryName DeliveryPhone1 DeliveryPhone2 "
        "DeliveryZipCode ExternalReference Fax GLN GLNDelivery InvoiceAdministrationFee InvoiceDiscount InvoiceFreight "
        "Phone1 Phone2 VisitingAddress VisitingCity VisitingCountry VisitingCountryCode VisitingZipCode ZipCode",
        evidence=130,
    ),
    Disagreement(where="Customer", names="SalesAccount", evidence=98),
    Disagreement(where="Customer", names="SalesAccount", how="int for string", evidence=130),
    Disagreement(
        where="Invoice",
        names="DeliveryDate FinalPayDate LastRemindDate TaxReduction TimeBasisReference VoucherNumber VoucherSeries "
        "VoucherYear",
        evidence=201,
    ),
    Disagreement(where="Invoice", names="ContractReference", how="str for integer", evidence=245),
    Disagreement(where="Invoice", names="PaymentWay", how="enum ''", evidence=245),
    Disagreement(
        where="Invoice.EDIInformation",
        names="EDIGlobalLocationNumber EDIGlobalLocationNumberDelivery EDIInvoiceExtra1 EDIInvoiceExtra2 "
        "EDIOurElectronicReference EDIYourElectronicReference",
        evidence=201,
    ),
    Disagreement(
        where="Invoice.EmailInformation", names="EmailAddressBCC EmailAddressCC EmailAddressFrom", evidence=201
    ),
    Disagreement(
        where="Invoice.InvoiceRows.[]", names="HouseWorkHoursToReport HouseWorkType StockPointCode", evidence=245
    ),
    Disagreement(where="Invoice.InvoiceRows.[]", names="VATCode", evidence=232),
    Disagreement(where="Invoices.[]", names="CurrencyRate", how="str for number", evidence=191),
    Disagreement(where="Invoices.[]", names="FinalPayDate VoucherNumber VoucherSeries VoucherYear", evidence=384),
    Disagreement(
        where="Article",
        names="CostCalculationMethod DefaultStockLocation DefaultStockPoint DirectCost FreightCost HouseworkType "
        "Manufacturer OtherCost SalesPrice StockAccount StockChangeAccount StockPlace StockWarning SupplierName "
        "SupplierNumber Unit",
        evidence=45,
    ),
    Disagreement(where="Article", names="ConstructionAccount", how="minimum 0", evidence=45),
    Disagreement(where="Articles.[]", names="QuantityInStock", how="str for number", evidence=66),
    Disagreement(where="Articles.[]", names="SalesPrice StockPlace Unit VAT", evidence=66),
    Disagreement(where="Project", names="Comments", evidence=666),
    Disagreement(where="Project", names="ContactPerson EndDate ProjectLeader StartDate", evidence=694),
    Disagreement(where="Projects.[]", names="EndDate ProjectLeader", evidence=702),
    Disagreement(where="Projects.[]", names="StartDate", evidence=701),
    Disagreement(
        where="CompanyInformation",
        names="VisitAddress VisitCity VisitCountryCode VisitZipCode",
        evidence="noted from a live answer, 2026 (L67)",
    ),
    Disagreement(where="LockedPeriod", names="EndDate", evidence="asserted by the official SDK's tests"),
    Disagreement(where="Voucher", names="Comments", evidence="noted from a live answer, 2026 (L776)"),
    Disagreement(where="Vouchers.[]", names="Comments", evidence="as in the single answer (L776)"),
    Disagreement(where="InvoicePayment", names="VoucherNumber VoucherSeries VoucherYear",
                 evidence="a guess: an unbooked payment has no voucher, as an unbooked invoice has none"),
    Disagreement(where="Account", names="CostCenter VATCode", evidence="a sample of the vendor's"),
    Disagreement(where="Account", names="Project TransactionInformation", evidence="a guess, as for the cost centre"),
    Disagreement(where="Accounts.[]", names="CostCenter VATCode", evidence="a sample of the vendor's"),
    Disagreement(where="Accounts.[]", names="Project TransactionInformation",
                 evidence="a guess, as for the cost centre"),
    Disagreement(where="VoucherSeries", names="Approver", evidence="a guess: there is none"),
    Disagreement(where="VoucherSeriesCollection.[]", names="Approver", evidence="a guess: there is none"),
)  # fmt: skip


def known() -> set[Breach]:
    """Every way in which an answer may break its schema."""
    return set(ANSWERS).union(*(row.breaches() for row in TABLE))
