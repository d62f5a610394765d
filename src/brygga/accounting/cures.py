"""Which problems leave nothing to decide once they are mended: a copy that they stop can go on by itself then.

They are mended outside the invoice: in Fortnox's registers, in the settings of the connection, or by connecting again.
What is mended in the invoice, or by saying what is meant, changes what would be sent, and so a person looks again.
"""

from __future__ import annotations

from collections.abc import Sequence

from brygga.accounting.problems import AFTERWARDS, FOLLOWING_THE_COPY, Problem, ProblemKind

MENDED_ELSEWHERE = frozenset(
    {
        ProblemKind.NOT_CONNECTED,
        ProblemKind.RECONNECT_NEEDED,
        ProblemKind.NOT_DECIDED,
        ProblemKind.NOT_PERMITTED,
        ProblemKind.NUMBER_FORMAT_UNFIT,
        ProblemKind.CURRENCY_NOT_IN_FORTNOX,
        ProblemKind.RATE_MISSING,
        ProblemKind.NO_FINANCIAL_YEAR,
        ProblemKind.PERIOD_LOCKED,
        ProblemKind.ADVANCE_WITHOUT_ACCOUNT,
        ProblemKind.ACCOUNT_NOT_CHOSEN,
        ProblemKind.ACCOUNT_MISSING,
        ProblemKind.ACCOUNT_INACTIVE,
        ProblemKind.ACCOUNT_CONTRADICTS_RATE,
        ProblemKind.ACCOUNTS_SHARE_CODE,
        ProblemKind.OUTLAY_ON_REVENUE_ACCOUNT,
        ProblemKind.ADVANCE_ON_REVENUE_ACCOUNT,
        ProblemKind.EU_ARTICLE_MISSING,
        ProblemKind.EU_ARTICLE_NOT_SERVICE,
        ProblemKind.ARTICLE_MISSING,
        ProblemKind.ARTICLE_INACTIVE,
        ProblemKind.ARTICLE_IS_HOUSE_WORK,
        ProblemKind.ARTICLE_CONTRADICTS_ACCOUNT,
        ProblemKind.CUSTOMER_INACTIVE,
        ProblemKind.CUSTOMER_VAT_TYPE,
        ProblemKind.CUSTOMER_UNREACHABLE,
        ProblemKind.DIMENSION_INACTIVE,
        ProblemKind.DIMENSION_MISSING,
        ProblemKind.DIMENSION_REQUIRED,
    }
)
DECIDED_BY_A_PERSON = frozenset(
    {
        ProblemKind.DELETED,
        ProblemKind.CONNECTION_REPLACED,
        ProblemKind.ALREADY_COPIED,
        ProblemKind.REMOTE_REFUSED,
        ProblemKind.CHANGED_SINCE_SEEN,
        ProblemKind.CUSTOMER_GONE,
        ProblemKind.DELETED_MEANWHILE,
        ProblemKind.NUMBERED_OTHERWISE,
        ProblemKind.TWIN_IN_FORTNOX,
        ProblemKind.NOT_CHANGEABLE,
        ProblemKind.CHANGED_IN_FORTNOX,
        ProblemKind.ALREADY_EXPORTED,
        ProblemKind.SENT_UNDER_OTHER_NUMBER,
        ProblemKind.CREDIT_WITHOUT_ORIGINAL,
        ProblemKind.CREDIT_ORIGINAL_NOT_COPIED,
        ProblemKind.NOT_CREDITABLE,
        ProblemKind.CREDIT_BOOKS_FIRST,
        ProblemKind.CREDIT_UNDER_WAY,
        ProblemKind.CREDIT_ORIGINAL_CHANGED,
        ProblemKind.CREDIT_OF_ANOTHER,
        ProblemKind.CREDIT_NOT_NEGATIVE,
        ProblemKind.CREDIT_TOO_LARGE,
        ProblemKind.CREDIT_SOLD_IN_PART,
        ProblemKind.CREDIT_LINE_UNKNOWN,
        ProblemKind.CREDIT_BOOKED_AT_ONCE,
        ProblemKind.CREDIT_LEAVES_REST,
        ProblemKind.DRAFT_NOT_MADE,
        ProblemKind.DRAFT_NOTHING_LEFT,
        ProblemKind.DRAFT_TOO_LONG,
        ProblemKind.FINALIZED_ALONE,
        ProblemKind.NUMBER_UNFIT,
        ProblemKind.NUMBER_TAKEN,
        ProblemKind.NUMBER_WANTED,
        ProblemKind.NUMBER_STAYS,
        ProblemKind.NO_CLIENT_COMPANY,
        ProblemKind.REFERENCE_REQUIRED,
        ProblemKind.REFERENCE_TOO_LONG,
        ProblemKind.NO_LINES,
        ProblemKind.RATE_TO_ENTER,
        ProblemKind.MINOR_UNITS_UNKNOWN,
        ProblemKind.COUNTRIES_DIFFER,
        ProblemKind.FOREIGN_VAT_NUMBER,
        ProblemKind.VAT_NUMBER_MALFORMED,
        ProblemKind.VAT_NUMBER_MISSING,
        ProblemKind.BUYER_TO_CONFIRM,
        ProblemKind.REVERSE_CHARGE,
        ProblemKind.REVERSE_CHARGE_WITHOUT_NUMBER,
        ProblemKind.SWEDISH_VAT_ABROAD,
        ProblemKind.TREATMENT_ABROAD,
        ProblemKind.TREATMENT_CONTRADICTS_RATE,
        ProblemKind.COUNTRY_UNKNOWN,
        ProblemKind.COUNTRY_MISSING,
        ProblemKind.DELIVERY_DATE_MISSING,
        ProblemKind.DUE_DATE_MISSING,
        ProblemKind.TOTAL_NOT_POSITIVE,
        ProblemKind.TOTALS_DISAGREE,
        ProblemKind.TOO_MANY_ROWS,
        ProblemKind.NO_TAX_RATE,
        ProblemKind.RATE_UNKNOWN,
        ProblemKind.ZERO_RATE_NEEDS_REASON,
        ProblemKind.LINE_AMOUNT_UNEXPLAINED,
        ProblemKind.LINE_WITHOUT_TEXT,
        ProblemKind.ORDER_NUMBER_TOO_LONG,
        ProblemKind.CUSTOMER_WITHOUT_NAME,
        ProblemKind.CUSTOMER_TO_CHOOSE,
        ProblemKind.CUSTOMER_TO_CREATE,
        ProblemKind.CUSTOMER_NOT_UPDATED,
        ProblemKind.ANSWER_DIFFERS,
        ProblemKind.CHANGED_MEANWHILE,
        *FOLLOWING_THE_COPY,
        *AFTERWARDS,
    }
)


def can_go_on(problems: Sequence[Problem]) -> bool:
    """Whether a copy that all of these stop may go on by itself once they are mended."""
    return bool(problems) and all(_is_mended_elsewhere(problem) for problem in problems)


def cause_may_show(problems: Sequence[Problem]) -> bool:
    """Whether Fortnox refused what its registers, as we knew them, allowed: read anew, they may show why."""
    return any(each.kind is ProblemKind.REMOTE_REFUSED and each.facts.get("remote") == "fortnox" for each in problems)


def _is_mended_elsewhere(problem: Problem) -> bool:
    # Whether a write is permitted by now, only writing would tell: it is not tried again and again by itself.
    if problem.kind is ProblemKind.NOT_PERMITTED and not problem.facts.get("asked", "").startswith("GET "):
        return False
    return problem.kind in MENDED_ELSEWHERE
