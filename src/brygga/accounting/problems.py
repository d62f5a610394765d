"""What stops an invoice, as a closed list of kinds with their facts.

A fact is a raw value as text ("account": "3108", "date": "2026-01-31", "text": the first words of a line): the
sentences in two languages live elsewhere, keyed by the kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ProblemKind(StrEnum):
    """Every reason why an invoice cannot be copied, gravest first: each is a hard stop, nothing is written."""

    # The invoice no longer exists in Productive. Facts: invoice.
    DELETED = "deleted"
    # The subsidiary has no Fortnox account connected. No facts.
    NOT_CONNECTED = "not_connected"
    # The connection must be made anew before anything can be read or written. Facts: company (may be absent).
    RECONNECT_NEEDED = "reconnect_needed"
    # The connection was replaced: its account went to now_subsidiary, or its subsidiary to now_company (else empty).
    # Facts: company, subsidiary, now_company, now_subsidiary, began ("yes" when the invoice was sent before that).
    CONNECTION_REPLACED = "connection_replaced"
    # The three decisions and the accounts were never saved. Facts: company.
    NOT_DECIDED = "not_decided"
    # The invoice was copied already. Facts: number.
    ALREADY_COPIED = "already_copied"
    # A remote refused for want of a right, a licence or a scope. Facts: remote, code, sentence, asked, status.
    NOT_PERMITTED = "not_permitted"
    # A remote understood and said no. Facts: remote, code, sentence, asked, status.
    REMOTE_REFUSED = "remote_refused"
    # What would be sent is not what the person saw in the preview. No facts.
    CHANGED_SINCE_SEEN = "changed_since_seen"
    # The chosen customer does not exist in Fortnox. Facts: customer.
    CUSTOMER_GONE = "customer_gone"
    # The draft was deleted in Productive after its invoice was made in Fortnox. Facts: fortnox_number.
    DELETED_MEANWHILE = "deleted_meanwhile"
    # Somebody finalized and sent it under another number meanwhile. Facts: number, fortnox_number.
    NUMBERED_OTHERWISE = "numbered_otherwise"
    # Fortnox has a second live invoice of this copy that cannot be cancelled by itself. Facts: number, twin.
    TWIN_IN_FORTNOX = "twin_in_fortnox"
    # The Fortnox invoice may be neither changed nor cancelled. Facts: number, why (corrections.Why), date, takes_back.
    NOT_CHANGEABLE = "not_changeable"
    # A person changed the Fortnox invoice since we wrote it. Facts: what, written (by us), found (now), meant (wanted).
    CHANGED_IN_FORTNOX = "changed_in_fortnox"
    # Somebody changed the copied invoice in Fortnox since. Facts: what, written (by us), found (now).
    CHANGED_AFTERWARDS = "changed_afterwards"
    # Somebody cancelled the copied invoice in Fortnox. Facts: number.
    CANCELLED_AFTERWARDS = "cancelled_afterwards"
    # Somebody credited the copied invoice in Fortnox. Facts: number, credit_note.
    CREDITED_AFTERWARDS = "credited_afterwards"
    # Fortnox no longer has the copied invoice. Facts: number.
    GONE_AFTERWARDS = "gone_afterwards"
    # Productive says that it was exported, but nothing here links it: link it? Facts: number, url.
    ALREADY_EXPORTED = "already_exported"
    # It was sent to the buyer under Productive's number, so Fortnox may not give it another. Facts: number, date.
    SENT_UNDER_OTHER_NUMBER = "sent_under_other_number"
    # Productive finalized it for this copy, or changed its number, and nothing came into Fortnox. Facts: number.
    FINALIZED_ALONE = "finalized_alone"
    # Productive gives the numbers, but in a format that Fortnox has not. Facts: format, why (see numbers.Unfit).
    NUMBER_FORMAT_UNFIT = "number_format_unfit"
    # Productive's number (empty: none), or the one that a person chose, cannot be Fortnox's. Facts: number, sent, next.
    NUMBER_UNFIT = "number_unfit"
    # Another invoice has the number: remote says where, name for whom, sent is "yes" for one that keeps its number,
    # next is a free one. Facts: number, remote, name, sent, next.
    NUMBER_TAKEN = "number_taken"
    # Another copy of the same invoice has the number in Fortnox, so a new one is wanted. Facts as of NUMBER_TAKEN.
    NUMBER_WANTED = "number_wanted"
    # A person chose another number for an invoice that was sent under its own. Facts: number.
    NUMBER_STAYS = "number_stays"
    # The credit note names no invoice that it credits. No facts.
    CREDIT_WITHOUT_ORIGINAL = "credit_without_original"
    # The invoice that it credits was not copied (by Brygga). Facts: number (may be empty), invoice (its id).
    CREDIT_ORIGINAL_NOT_COPIED = "credit_original_not_copied"
    # The original in Fortnox cannot be credited. Facts: number, why (creditable.WhyNot), credit_note (may be empty),
    # invoice (its id in Productive).
    NOT_CREDITABLE = "not_creditable"
    # The original was sent and is not booked: nobody has said yet that it may be booked first. Facts: number, date.
    CREDIT_BOOKS_FIRST = "credit_books_first"
    # Another credit note of the same original is on its way. Facts: number, invoice (the id of that note).
    CREDIT_UNDER_WAY = "credit_under_way"
    # Somebody changed the claim of the original in Fortnox. Facts: number, what, meant (by us), found (now).
    CREDIT_ORIGINAL_CHANGED = "credit_original_changed"
    # The credit note is of another client company or in another currency than the original. Facts: number.
    CREDIT_OF_ANOTHER = "credit_of_another"
    # The credit note takes nothing back. Facts: number, amount, currency.
    CREDIT_NOT_NEGATIVE = "credit_not_negative"
    # It takes back more than is left of the original. Facts: number, left, amount, currency.
    CREDIT_TOO_LARGE = "credit_too_large"
    # An invoice that was sold to Fortnox's invoice service is credited only as a whole. Facts: number.
    CREDIT_SOLD_IN_PART = "credit_sold_in_part"
    # A line of the credit note fits no line of the original, or several on different accounts. Facts: number, text.
    CREDIT_LINE_UNKNOWN = "credit_line_unknown"
    # Fortnox booked the credit note at once, on another day than the note's. Facts: number, date, wanted_on.
    CREDIT_BOOKED_AT_ONCE = "credit_booked_at_once"
    # Fortnox rounded the credit note otherwise than the original. Facts: number, credit_note, left, currency.
    CREDIT_LEAVES_REST = "credit_leaves_rest"
    # The invoice names no client company. No facts.
    NO_CLIENT_COMPANY = "no_client_company"
    # The invoice has no line with an amount on it. No facts.
    NO_LINES = "no_lines"
    # Fortnox's currency register lacks the currency. Facts: currency.
    CURRENCY_NOT_IN_FORTNOX = "currency_not_in_fortnox"
    # Nobody has entered the rate of that day, and it is entered by hand. Facts: currency, date, count (1 or 100).
    RATE_TO_ENTER = "rate_to_enter"
    # The chosen source (rulebook.RateSource) has no rate in SEK. Facts: currency, source.
    RATE_MISSING = "rate_missing"
    # A currency without hundredths, and nothing proves that Productive's figures count them. Facts: currency.
    MINOR_UNITS_UNKNOWN = "minor_units_unknown"
    # The addresses of the buyer are in different countries. Facts: countries.
    COUNTRIES_DIFFER = "countries_differ"
    # The buyer's address is Swedish or unknown, but its VAT number is of another country. Facts: vat.
    FOREIGN_VAT_NUMBER = "foreign_vat_number"
    # What the buyer has for a number is not one VAT number of its country. Facts: vat, country, code.
    VAT_NUMBER_MALFORMED = "vat_number_malformed"
    # The buyer is in the EU without a VAT number: a business without one, or a private person? Facts: name, vat
    # (empty), country, code.
    VAT_NUMBER_MISSING = "vat_number_missing"
    # Nobody has confirmed that a buyer abroad is a business, with this number. Facts: name, vat (may be empty),
    # country, code.
    BUYER_TO_CONFIRM = "buyer_to_confirm"
    # A line is named as reverse charge, which does not apply to this buyer or is not set. Facts: rate_name, text.
    REVERSE_CHARGE = "reverse_charge"
    # Reverse charge in Sweden needs the buyer's VAT number on the invoice. Facts: rate_name, text.
    REVERSE_CHARGE_WITHOUT_NUMBER = "reverse_charge_without_number"
    # A line has Swedish VAT, but the buyer is a business abroad. Facts: percent, rate_name, text, country, code.
    SWEDISH_VAT_ABROAD = "swedish_vat_abroad"
    # The service type is an advance or exempt, and the buyer is abroad. Facts: treatment, service_type, rate_name,
    # text, country, code.
    TREATMENT_ABROAD = "treatment_abroad"
    # The service type is an outlay or exempt, but the line has VAT. Facts: treatment, service_type, percent, rate_name,
    # text.
    TREATMENT_CONTRADICTS_RATE = "treatment_contradicts_rate"
    # The buyer's country is a text that names no country we know. Facts: country.
    COUNTRY_UNKNOWN = "country_unknown"
    # The buyer has neither a country nor a Swedish number to tell it by. No facts.
    COUNTRY_MISSING = "country_missing"
    # Fortnox has no financial year around the invoice date. Facts: date.
    NO_FINANCIAL_YEAR = "no_financial_year"
    # The invoice date lies in a period that is locked in Fortnox. Facts: date, locked_until.
    PERIOD_LOCKED = "period_locked"
    # The law asks for a delivery date or period, and the invoice has none. No facts.
    DELIVERY_DATE_MISSING = "delivery_date_missing"
    # Neither a due date nor payment terms are set. No facts.
    DUE_DATE_MISSING = "due_date_missing"
    # The total is zero or negative: nothing to claim, or rather a credit note. Facts: total, currency.
    TOTAL_NOT_POSITIVE = "total_not_positive"
    # Productive's net or VAT cannot be explained by its lines. Facts: what ("net", "vat"), productive, meant.
    TOTALS_DISAGREE = "totals_disagree"
    # More rows than Fortnox takes on one invoice. Facts: rows, rows_max.
    TOO_MANY_ROWS = "too_many_rows"
    # A line has no tax rate. Facts: text.
    NO_TAX_RATE = "no_tax_rate"
    # A line's tax rate is none of 25, 12, 6 and 0 %. Facts: percent, rate_name, text.
    RATE_UNKNOWN = "rate_unknown"
    # A line has 0 % to a Swedish buyer and nobody has said why: outlay or exempt? Facts: rate_name, text.
    ZERO_RATE_NEEDS_REASON = "zero_rate_needs_reason"
    # A line's amount is not its quantity times its price less its discount. Facts: amount, computed, text.
    LINE_AMOUNT_UNEXPLAINED = "line_amount_unexplained"
    # A line with an amount has neither a description nor a service type. No facts.
    LINE_WITHOUT_TEXT = "line_without_text"
    # An advance needs an account of its own, and its service type has none. Facts: service_type.
    ADVANCE_WITHOUT_ACCOUNT = "advance_without_account"
    # No account is chosen for a use (see rulebook.AccountUse) that the invoice has. Facts: use.
    ACCOUNT_NOT_CHOSEN = "account_not_chosen"
    # Here and below: service_type is there where the account is that of a service type.
    # The account is not in the chart of the invoice's year. Facts: use, account, year (may be empty), service_type.
    ACCOUNT_MISSING = "account_missing"
    # The account is there but inactive. Facts: use, account, name, year (may be empty), service_type.
    ACCOUNT_INACTIVE = "account_inactive"
    # The account's VAT code says another use. Facts: use, account, name, year, code (the last two may be empty),
    # service_type.
    ACCOUNT_CONTRADICTS_RATE = "account_contradicts_rate"
    # Two accounts for different boxes of the VAT return have one VAT code. Facts: use, account, other_use, other, code.
    ACCOUNTS_SHARE_CODE = "accounts_share_code"
    # Outlays are not revenue, but the chosen account is a revenue account. Facts: use, account, name, year,
    # service_type.
    OUTLAY_ON_REVENUE_ACCOUNT = "outlay_on_revenue_account"
    # Advances are not revenue yet, but the account is a revenue account. Facts: use, account, name, year, service_type.
    ADVANCE_ON_REVENUE_ACCOUNT = "advance_on_revenue_account"
    # A line to a business in the EU drops out of the EC sales list without an article. Facts: service_type, text.
    EU_ARTICLE_MISSING = "eu_article_missing"
    # The article of such a line is not a service. Facts: article, name, service_type.
    EU_ARTICLE_NOT_SERVICE = "eu_article_not_service"
    # The article is not in Fortnox. Facts: article, service_type.
    ARTICLE_MISSING = "article_missing"
    # The article is there but inactive. Facts: article, name, service_type.
    ARTICLE_INACTIVE = "article_inactive"
    # Fortnox refuses an article of house work on an ordinary invoice. Facts: article, name, service_type.
    ARTICLE_IS_HOUSE_WORK = "article_is_house_work"
    # The article's own account has another VAT code than the row's account. Facts: article, name, account, code,
    # article_account, article_code, service_type (the codes may be empty).
    ARTICLE_CONTRADICTS_ACCOUNT = "article_contradicts_account"
    # The buyer's order number is too long for Fortnox, and half a number is another number. Facts: text, length_max.
    ORDER_NUMBER_TOO_LONG = "order_number_too_long"
    # Our or your reference is too long for Fortnox. Facts: what (references.InvoiceText), text, length_max.
    REFERENCE_TOO_LONG = "reference_too_long"
    # The client company wants something on every invoice that this one lacks. Facts: requires (Requires), name.
    REFERENCE_REQUIRED = "reference_required"
    # Fortnox has no such project or cost centre. Facts: dimension (dimensions.Dimension), code.
    DIMENSION_MISSING = "dimension_missing"
    # It has, but it is not in use on the invoice date. Facts: dimension, code, date.
    DIMENSION_INACTIVE = "dimension_inactive"
    # The row's account cannot be booked without a project or a cost centre. Facts: dimension, account.
    DIMENSION_REQUIRED = "dimension_required"
    # A new customer is wanted, but the client company has no name. No facts.
    CUSTOMER_WITHOUT_NAME = "customer_without_name"
    # The only fitting customer is inactive in Fortnox. Facts: customer, name.
    CUSTOMER_INACTIVE = "customer_inactive"
    # Fortnox has the customer down for other VAT than the buyer's. Facts: customer, name, vat_type, wanted.
    CUSTOMER_VAT_TYPE = "customer_vat_type"
    # Several customers could be meant, or none surely. Facts: why (see customers.Why), customers.
    CUSTOMER_TO_CHOOSE = "customer_to_choose"
    # Fortnox is to send it, and the customer has no address for that. Facts: customer, name, by (sending.SentBy).
    CUSTOMER_UNREACHABLE = "customer_unreachable"
    # Fortnox surely has no such customer: create it? Facts: name, number.
    CUSTOMER_TO_CREATE = "customer_to_create"
    # Fortnox kept something else of a customer than what was sent. Facts: customer, field, wanted, kept.
    CUSTOMER_NOT_UPDATED = "customer_not_updated"
    # The draft could not be made in Productive, which stands as it was. Facts: remote, code, sentence, asked, status.
    DRAFT_NOT_MADE = "draft_not_made"
    # All of the invoice is credited in Productive already. Facts: number.
    DRAFT_NOTHING_LEFT = "draft_nothing_left"
    # The invoice has more lines than Brygga writes at once. Facts: lines, lines_max.
    DRAFT_TOO_LONG = "draft_too_long"
    # Fortnox made something else than what was meant. Facts: what, meant, found.
    ANSWER_DIFFERS = "answer_differs"
    # The invoice was edited in Productive while it was being copied. Facts: what, meant (before), found (after).
    CHANGED_MEANWHILE = "changed_meanwhile"
    # The Fortnox invoice cannot be booked. Facts: number, why (WhyNotBooked), date, locked_until (may be empty).
    BOOKING_NOT_POSSIBLE = "booking_not_possible"
    # Fortnox was asked to book it, and did not. Facts: as of DOCUMENT_NOT_DELIVERED, without to.
    BOOKING_NOT_DONE = "booking_not_done"
    # Fortnox cannot send the invoice. Facts: number, customer, why (sending.WhyNotSent).
    SENDING_NOT_POSSIBLE = "sending_not_possible"
    # Fortnox was asked to send it, and did not. Facts: as of BOOKING_NOT_DONE.
    SENDING_NOT_DONE = "sending_not_done"
    # Fortnox was asked to send it, never answered, and does not say that it is sent. Facts: number.
    SENDING_UNCERTAIN = "sending_uncertain"
    # The invoice is copied, but its PDF could not be brought to the other side. Facts: to ("productive", "fortnox"),
    # and what a remote said: remote, code, sentence, asked, status (empty where the connection itself is broken).
    DOCUMENT_NOT_DELIVERED = "document_not_delivered"
    # The Productive invoice shows another file where its PDF belongs. Facts: name.
    DOCUMENT_IN_THE_WAY = "document_in_the_way"
    # The Productive invoice shows a file: is it the invoice? Facts: name.
    DOCUMENT_TO_CHOOSE = "document_to_choose"
    # The PDF is larger than Fortnox takes. Facts: megabytes.
    DOCUMENT_TOO_LARGE = "document_too_large"
    # Brygga's PDF would lack what an invoice must have. Facts: what (see documents.Missing).
    DOCUMENT_INCOMPLETE = "document_incomplete"


# What is wrong with what follows a copy, its document, its booking and its sending: the copy stands, whatever becomes
# of them.
ABOUT_THE_DOCUMENT = frozenset(kind for kind in ProblemKind if kind.value.startswith("document_"))
ABOUT_BOOKING = frozenset(kind for kind in ProblemKind if kind.value.startswith("booking_"))
ABOUT_SENDING = frozenset(kind for kind in ProblemKind if kind.value.startswith("sending_"))
FOLLOWING_THE_COPY = ABOUT_THE_DOCUMENT | ABOUT_BOOKING | ABOUT_SENDING


# What became of a copied invoice in Fortnox: the copy stands, and a person decides what to do about it.
AFTERWARDS = frozenset(kind for kind in ProblemKind if kind.value.endswith("_afterwards"))
# What keeps a draft from being made of an invoice that is copied: it stands as it is.
ABOUT_DRAFTS = frozenset(kind for kind in ProblemKind if kind.value.startswith("draft_"))


@dataclass(frozen=True)
class Problem:
    """One reason why an invoice cannot be copied; `line` counts the Productive lines from 1."""

    kind: ProblemKind
    facts: Mapping[str, str] = field(default_factory=dict)
    line: int | None = None


@dataclass(frozen=True)
class Blocked:
    """Every problem of an invoice at once, gravest first."""

    problems: tuple[Problem, ...]


def blocked(problems: Iterable[Problem]) -> Blocked:
    """Stop, for these reasons, gravest first and then in the order of the lines."""
    gravity = {kind: place for place, kind in enumerate(ProblemKind)}
    return Blocked(tuple(sorted(problems, key=lambda problem: (gravity[problem.kind], problem.line or 0))))
