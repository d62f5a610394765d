"""Who stands behind an invoice and what was ordered: from which fields of Productive, and in which language.

The buyer's order number is the buyer's, and never a number of ours (bookkeeping, rule 25).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from brygga.accounting import texts
from brygga.accounting.problems import Problem, ProblemKind
from brygga.productive import schema as productive

# Longer texts are refused, not cut (code 2000107; specification of 2026-04).
ORDER_NUMBER_LENGTH_MAX = 75
PERSON_LENGTH_MAX = 50
SWEDEN = "SE"


class InvoiceText(StrEnum):
    """A text of the Fortnox invoice whose source is a setting."""

    OUR_REFERENCE = "our_reference"
    YOUR_REFERENCE = "your_reference"
    ORDER_NUMBER = "order_number"
    REMARKS = "remarks"


class TextSource(StrEnum):
    """Which field of Productive something is taken from; what ends in "field" is a custom field, by its id.

    The last three are those of the budget that a line bills: for projects and cost centres of rows only.
    """

    NOTHING = "nothing"
    ORDER_NUMBER = "order_number"
    SUBJECT = "subject"
    NOTE = "note"
    ISSUER = "issuer"
    BUYER_REFERENCE = "buyer_reference"
    INVOICE_FIELD = "invoice_field"
    COMPANY_FIELD = "company_field"
    PROJECT = "project"
    BUDGET = "budget"
    BUDGET_FIELD = "budget_field"


CUSTOM_FIELDS = frozenset({TextSource.INVOICE_FIELD, TextSource.COMPANY_FIELD, TextSource.BUDGET_FIELD})
OF_BUDGETS = frozenset({TextSource.PROJECT, TextSource.BUDGET, TextSource.BUDGET_FIELD})


@dataclass(frozen=True)
class Taken:
    """Where a text is taken from; `field_id` names a custom field, "" for every other source."""

    source: TextSource
    field_id: str = ""


class LanguageBy(StrEnum):
    """What decides the language of an invoice: always one, the buyer's country, or Productive's document type."""

    SWEDISH = "sv"
    ENGLISH = "en"
    COUNTRY = "country"
    DOCUMENT_TYPE = "document_type"


class Language(StrEnum):
    """The languages that Fortnox has for an invoice (specification of 2026-04)."""

    SWEDISH = "SV"
    ENGLISH = "EN"


class Requires(StrEnum):
    """What a client company wants on every invoice."""

    NOTHING = "nothing"
    ORDER_NUMBER = "order_number"
    YOUR_REFERENCE = "your_reference"
    EITHER = "either"


Sources = Mapping[InvoiceText, Taken]
USUAL_SOURCES: Sources = {
    InvoiceText.OUR_REFERENCE: Taken(TextSource.NOTHING),
    InvoiceText.YOUR_REFERENCE: Taken(TextSource.NOTHING),
    InvoiceText.ORDER_NUMBER: Taken(TextSource.ORDER_NUMBER),
    InvoiceText.REMARKS: Taken(TextSource.NOTE),
}
LENGTH_MAX: Mapping[InvoiceText, int] = {
    InvoiceText.OUR_REFERENCE: PERSON_LENGTH_MAX,
    InvoiceText.YOUR_REFERENCE: PERSON_LENGTH_MAX,
    InvoiceText.ORDER_NUMBER: ORDER_NUMBER_LENGTH_MAX,
}
WANTED: Mapping[Requires, tuple[InvoiceText, ...]] = {
    Requires.ORDER_NUMBER: (InvoiceText.ORDER_NUMBER,),
    Requires.YOUR_REFERENCE: (InvoiceText.YOUR_REFERENCE,),
    Requires.EITHER: (InvoiceText.ORDER_NUMBER, InvoiceText.YOUR_REFERENCE),
}


def texts_of(invoice: productive.Invoice, sources: Sources) -> dict[InvoiceText, str]:
    """Each text as Fortnox takes it, "" where its source has none; remarks keep their lines."""
    raw = {which: raw_text(invoice, sources.get(which, USUAL_SOURCES[which])) for which in InvoiceText}
    said = {which: texts.cleaned(text) for which, text in raw.items()}
    return {**said, InvoiceText.REMARKS: "\n".join(texts.lines_of(raw[InvoiceText.REMARKS]))}


def text_problems(said: Mapping[InvoiceText, str], requires: Requires, invoice: productive.Invoice) -> list[Problem]:
    """What is too long, for half a number is another number, and what the client company wants and does not get."""
    problems = []
    for which, length_max in LENGTH_MAX.items():
        if len(said[which]) > length_max:
            facts = {"text": texts.first_words(said[which]), "length_max": str(length_max)}
            if which is InvoiceText.ORDER_NUMBER:
                problems.append(Problem(ProblemKind.ORDER_NUMBER_TOO_LONG, facts))
            else:
                problems.append(Problem(ProblemKind.REFERENCE_TOO_LONG, {"what": which.value, **facts}))
    wanted = WANTED.get(requires, ())
    if wanted and not any(said[which] for which in wanted):
        facts = {"requires": requires.value, "name": invoice.company.name}
        problems.append(Problem(ProblemKind.REFERENCE_REQUIRED, facts))
    return problems


def language_of(invoice: productive.Invoice, by: LanguageBy, country_code: str) -> Language:
    """Swedish or English. A document type whose locale is not known leaves the invoice in Swedish."""
    is_english = {
        LanguageBy.SWEDISH: False,
        LanguageBy.ENGLISH: True,
        LanguageBy.COUNTRY: country_code != SWEDEN,
        LanguageBy.DOCUMENT_TYPE: bool(invoice.document_locale) and not invoice.document_locale.startswith("sv"),
    }
    return Language.ENGLISH if is_english[by] else Language.SWEDISH


def raw_text(invoice: productive.Invoice, taken: Taken) -> str:
    """What Productive says there, as it stands."""
    match taken.source:
        case TextSource.ORDER_NUMBER:
            return invoice.purchase_order_number
        case TextSource.SUBJECT:
            return invoice.subject
        case TextSource.NOTE:
            return invoice.note
        case TextSource.ISSUER:
            return invoice.issuer
        case TextSource.BUYER_REFERENCE:
            return invoice.company.buyer_reference
        case TextSource.INVOICE_FIELD:
            return invoice.custom_fields.get(taken.field_id, "")
        case TextSource.COMPANY_FIELD:
            return invoice.company.custom_fields.get(taken.field_id, "")
    return ""
