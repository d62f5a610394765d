"""Every problem and every note with the facts that its kind documents, and a word that its sentence must show."""

from __future__ import annotations

from brygga.accounting.creditable import WhyNot
from brygga.accounting.notes import Note, NoteKind
from brygga.accounting.problems import Problem, ProblemKind
from brygga.documents.facts import Missing

REFUSED = {"remote": "fortnox", "asked": "POST /3/invoices", "status": "400", "sentence": "Någonting helt nytt."}
MOVED = {"company": "Fyrljus AB", "subsidiary": "Fyrljus Stockholm AB", "now_subsidiary": "Fyrljus Stockholm AB"}
TAKEN = {"number": "1042", "name": "Hamnverket AB", "next": "1044"}
LINE = {"text": "Strategy workshop"}
ABROAD = {"country": "Norwegen", "code": "NO"}
STRATEGY = {"service_type": "Strategy"}
ARTICLE = {"article": "101", "name": "Strategi", **STRATEGY}

PROBLEMS: tuple[tuple[Problem, str], ...] = (
    (Problem(ProblemKind.DELETED, {"invoice": "9001"}), ""),
    (Problem(ProblemKind.NOT_CONNECTED), ""),
    (Problem(ProblemKind.RECONNECT_NEEDED), ""),
    (Problem(ProblemKind.RECONNECT_NEEDED, {"company": "Fyrljus Stockholm AB"}), "Fyrljus Stockholm AB"),
    (Problem(ProblemKind.RECONNECT_NEEDED, {"remote": "productive", "code": "invalid_auth_token"}), "API"),
    (Problem(ProblemKind.RECONNECT_NEEDED, {"remote": "fortnox", "code": "invalid_client"}), "client id|klient-id"),
    (
        Problem(ProblemKind.CONNECTION_REPLACED, {**MOVED, "now_subsidiary": "Fyrljus Göteborg AB"}),
        "Fyrljus Göteborg AB",
    ),
    (Problem(ProblemKind.CONNECTION_REPLACED, {**MOVED, "now_company": "Fyrljus Digital AB"}), "Fyrljus Digital AB"),
    (
        Problem(ProblemKind.CONNECTION_REPLACED, {**MOVED, "now_company": "Fyrljus Digital AB", "began": "yes"}),
        "Fyrljus Digital AB",
    ),
    (Problem(ProblemKind.NOT_DECIDED, {"company": "Fyrljus Stockholm AB"}), "Fyrljus Stockholm AB"),
    (Problem(ProblemKind.ALREADY_COPIED, {"number": "10482"}), "10482"),
    (Problem(ProblemKind.NOT_PERMITTED, {**REFUSED, "code": "2001101"}), "Någonting helt nytt."),
    (Problem(ProblemKind.NOT_PERMITTED, {"remote": "productive", "status": "403"}), "API"),
    (Problem(ProblemKind.REMOTE_REFUSED, {**REFUSED, "code": "2009999"}), "Någonting helt nytt."),
    (Problem(ProblemKind.CHANGED_SINCE_SEEN), ""),
    (Problem(ProblemKind.CUSTOMER_GONE, {"customer": "1042"}), "1042"),
    (Problem(ProblemKind.DELETED_MEANWHILE, {"fortnox_number": "10482"}), ""),
    (Problem(ProblemKind.NUMBERED_OTHERWISE, {"number": "88", "fortnox_number": "10482"}), "88"),
    (Problem(ProblemKind.TWIN_IN_FORTNOX, {"number": "10482", "twin": "10490"}), "10490"),
    (Problem(ProblemKind.NOT_CHANGEABLE, {"number": "10482", "why": "gone"}), "10482"),
    (Problem(ProblemKind.NOT_CHANGEABLE, {"number": "10482", "why": "not_ours"}), "10482"),
    (Problem(ProblemKind.NOT_CHANGEABLE, {"number": "10482", "why": "other_company"}), "10482"),
    (Problem(ProblemKind.NOT_CHANGEABLE, {"number": "10482", "why": "cancelled"}), "10482"),
    (Problem(ProblemKind.NOT_CHANGEABLE, {"number": "10482", "why": "credited"}), "10482"),
    (Problem(ProblemKind.NOT_CHANGEABLE, {"number": "10482", "why": "paid"}), "10482"),
    (Problem(ProblemKind.NOT_CHANGEABLE, {"number": "10482", "why": "booked"}), "10482"),
    (Problem(ProblemKind.NOT_CHANGEABLE, {"number": "10482", "why": "sent"}), "10482"),
    (
        Problem(ProblemKind.NOT_CHANGEABLE, {"number": "10482", "why": "sent_from_productive", "date": "2026-11-02"}),
        "2 Nov 2026|2026-11-02",
    ),
    (
        Problem(
            ProblemKind.CHANGED_IN_FORTNOX,
            {"what": "row_account", "written": "3001", "found": "3041", "meant": "3001"},
            1,
        ),
        "3041",
    ),
    (
        Problem(ProblemKind.CHANGED_AFTERWARDS, {"what": "row_price", "written": "1350", "found": "1300"}, 1),
        "1,300|1 300",
    ),
    (Problem(ProblemKind.CANCELLED_AFTERWARDS, {"number": "10482"}), "10482"),
    (Problem(ProblemKind.CREDITED_AFTERWARDS, {"number": "10482", "credit_note": "10490"}), "10490"),
    (Problem(ProblemKind.GONE_AFTERWARDS, {"number": "10482"}), "10482"),
    (Problem(ProblemKind.ALREADY_EXPORTED, {"number": "10482", "url": "https://example.com"}), "10482"),
    (Problem(ProblemKind.ALREADY_EXPORTED, {"number": "", "url": ""}), ""),
    (Problem(ProblemKind.SENT_UNDER_OTHER_NUMBER, {"number": "88", "date": "2026-11-02"}), "2 Nov 2026|2026-11-02"),
    (Problem(ProblemKind.FINALIZED_ALONE, {"number": "1042"}), "1042"),
    (Problem(ProblemKind.NUMBER_FORMAT_UNFIT, {"format": "", "why": "missing"}), ""),
    (Problem(ProblemKind.NUMBER_FORMAT_UNFIT, {"format": "{yyyy}-{n}", "why": "not_digits"}), "{yyyy}-{n}"),
    (Problem(ProblemKind.NUMBER_FORMAT_UNFIT, {"format": "{yyyy}", "why": "not_counting"}), "{yyyy}"),
    (Problem(ProblemKind.NUMBER_FORMAT_UNFIT, {"format": "{nnn}", "why": "zero_first"}), "{nnn}"),
    (Problem(ProblemKind.NUMBER_UNFIT, {"number": "F-7", "sent": "", "next": "1044"}), "F-7"),
    (Problem(ProblemKind.NUMBER_UNFIT, {"number": "", "sent": "", "next": "1044"}), ""),
    (Problem(ProblemKind.NUMBER_TAKEN, {**TAKEN, "remote": "fortnox", "sent": ""}), "Hamnverket AB"),
    (Problem(ProblemKind.NUMBER_TAKEN, {**TAKEN, "remote": "productive", "sent": ""}), "Hamnverket AB"),
    (Problem(ProblemKind.NUMBER_TAKEN, {**TAKEN, "remote": "fortnox", "sent": "yes"}), "Hamnverket AB"),
    (Problem(ProblemKind.NUMBER_WANTED, {**TAKEN, "remote": "fortnox", "sent": ""}), "1042"),
    (Problem(ProblemKind.NUMBER_STAYS, {"number": "1042"}), "1042"),
    (Problem(ProblemKind.CREDIT_WITHOUT_ORIGINAL), ""),
    (Problem(ProblemKind.DRAFT_NOT_MADE, REFUSED), ""),
    (Problem(ProblemKind.DRAFT_NOTHING_LEFT, {"number": "10482"}), "10482"),
    (Problem(ProblemKind.DRAFT_TOO_LONG, {"lines": "120", "lines_max": "100"}), "120"),
    (Problem(ProblemKind.CREDIT_ORIGINAL_NOT_COPIED, {"number": "10482", "invoice": "9001"}), "10482"),
    (Problem(ProblemKind.CREDIT_ORIGINAL_NOT_COPIED, {"number": "", "invoice": "9001"}), ""),
    *(
        (Problem(ProblemKind.NOT_CREDITABLE, {"number": "10482", "why": why, "credit_note": "10490"}), "10482")
        for why in WhyNot
    ),
    (Problem(ProblemKind.NOT_CHANGEABLE, {"number": "10490", "why": "booked", "takes_back": "yes"}), "10490"),
    (Problem(ProblemKind.CREDIT_UNDER_WAY, {"number": "10482", "invoice": "9301"}), "10482"),
    (Problem(ProblemKind.CREDIT_BOOKS_FIRST, {"number": "10482", "date": "2026-11-02"}), "10482"),
    (
        Problem(
            ProblemKind.CREDIT_ORIGINAL_CHANGED,
            {"number": "10482", "what": "row_price", "meant": "1250", "found": "1200"},
            1,
        ),
        "1,200.00|1 200,00",
    ),
    (Problem(ProblemKind.CREDIT_OF_ANOTHER, {"number": "10482"}), "10482"),
    (Problem(ProblemKind.CREDIT_NOT_NEGATIVE, {"number": "10482", "amount": "0.00", "currency": "SEK"}), "10482"),
    (
        Problem(
            ProblemKind.CREDIT_TOO_LARGE, {"number": "10482", "left": "10.00", "amount": "20.00", "currency": "SEK"}
        ),
        "20.00|20,00",
    ),
    (Problem(ProblemKind.CREDIT_SOLD_IN_PART, {"number": "10482"}), "10482"),
    (Problem(ProblemKind.CREDIT_LINE_UNKNOWN, {"number": "10482", "text": "Design"}, 2), "Design"),
    (
        Problem(
            ProblemKind.CREDIT_BOOKED_AT_ONCE, {"number": "10490", "date": "2026-11-02", "wanted_on": "2026-11-01"}
        ),
        "10490",
    ),
    (
        Problem(
            ProblemKind.CREDIT_LEAVES_REST, {"number": "10482", "credit_note": "10490", "left": "1", "currency": "SEK"}
        ),
        "10490",
    ),
    (Problem(ProblemKind.NO_CLIENT_COMPANY), ""),
    (Problem(ProblemKind.NO_LINES), ""),
    (Problem(ProblemKind.RATE_TO_ENTER, {"currency": "JPY", "date": "2026-11-02", "count": "100"}), "JPY"),
    (Problem(ProblemKind.RATE_MISSING, {"currency": "EUR", "source": "fortnox"}), "EUR"),
    (Problem(ProblemKind.RATE_MISSING, {"currency": "EUR", "source": "productive"}), "EUR"),
    (Problem(ProblemKind.MINOR_UNITS_UNKNOWN, {"currency": "JPY"}), "JPY"),
    (Problem(ProblemKind.CURRENCY_NOT_IN_FORTNOX, {"currency": "EUR"}), "EUR"),
    (Problem(ProblemKind.COUNTRIES_DIFFER, {"countries": "Norge, Sweden"}), "Norge, Sweden"),
    (Problem(ProblemKind.VAT_NUMBER_MALFORMED, {"vat": "DE1", "country": "Germany", "code": "DE"}), "Germany|Tyskland"),
    (
        Problem(ProblemKind.VAT_NUMBER_MISSING, {"name": "Eva Holm", "vat": "", "country": "x", "code": "DE"}),
        "Germany|Tyskland",
    ),
    (
        Problem(ProblemKind.BUYER_TO_CONFIRM, {"name": "OÜ", "vat": "EE100931558", "country": "Eesti", "code": "EE"}),
        "EE100931558",
    ),
    (
        Problem(ProblemKind.SWEDISH_VAT_ABROAD, {**ABROAD, "percent": "25", "rate_name": "25 % VAT", **LINE}, 2),
        "25 %",
    ),
    (
        Problem(ProblemKind.TREATMENT_ABROAD, {**ABROAD, "treatment": "advance", "service_type": "Depå", **LINE}, 2),
        "Advance|Förskott",
    ),
    (
        Problem(
            ProblemKind.TREATMENT_CONTRADICTS_RATE,
            {"treatment": "outlay", "service_type": "Avgifter", "percent": "25", **LINE},
            2,
        ),
        "Avgifter",
    ),
    (Problem(ProblemKind.REVERSE_CHARGE_WITHOUT_NUMBER, {"rate_name": "Omvänd", **LINE}, 2), "Omvänd"),
    (Problem(ProblemKind.FOREIGN_VAT_NUMBER, {"vat": "EE100594102"}), "EE100594102"),
    (Problem(ProblemKind.REVERSE_CHARGE, {"rate_name": "Reverse charge", **LINE}, 2), "Strategy workshop"),
    (Problem(ProblemKind.COUNTRY_UNKNOWN, {"country": "Sverrike"}), "Sverrike"),
    (Problem(ProblemKind.COUNTRY_MISSING), ""),
    (Problem(ProblemKind.NO_FINANCIAL_YEAR, {"date": "2027-01-02"}), "2 Jan 2027|2027-01-02"),
    (
        Problem(ProblemKind.PERIOD_LOCKED, {"date": "2026-09-30", "locked_until": "2026-10-31"}),
        "31 Oct 2026|2026-10-31",
    ),
    (Problem(ProblemKind.DELIVERY_DATE_MISSING), ""),
    (Problem(ProblemKind.DUE_DATE_MISSING), ""),
    (Problem(ProblemKind.TOTAL_NOT_POSITIVE, {"total": "-1250.00", "currency": "SEK"}), "−SEK 1,250.00|−1 250,00 kr"),
    (Problem(ProblemKind.TOTALS_DISAGREE, {"what": "net", "productive": "100.00", "meant": "99.90"}), "99.90|99,90"),
    (Problem(ProblemKind.TOTALS_DISAGREE, {"what": "vat", "productive": "25.00", "meant": "24.90"}), "24.90|24,90"),
    (Problem(ProblemKind.TOO_MANY_ROWS, {"rows": "512", "rows_max": "500"}), "512"),
    (Problem(ProblemKind.NO_TAX_RATE, LINE, 2), "Line 2|Rad 2"),
    (Problem(ProblemKind.RATE_UNKNOWN, {"percent": "24", "rate_name": "ALV", **LINE}, 2), "24 %"),
    (Problem(ProblemKind.ZERO_RATE_NEEDS_REASON, {"rate_name": "Momsfri", **LINE}, 2), "0 %"),
    (
        Problem(ProblemKind.LINE_AMOUNT_UNEXPLAINED, {"amount": "100.00", "computed": "99.125", **LINE}, 2),
        "99.125|99,125",
    ),
    (Problem(ProblemKind.LINE_WITHOUT_TEXT, {}, 3), "Line 3|Rad 3"),
    (Problem(ProblemKind.ACCOUNT_NOT_CHOSEN, {"use": "12"}), "12 %"),
    (Problem(ProblemKind.ACCOUNT_NOT_CHOSEN, {"rate": "12"}), "12 %"),
    (Problem(ProblemKind.ACCOUNT_NOT_CHOSEN, {"use": "eu"}), "EU"),
    (Problem(ProblemKind.ACCOUNT_MISSING, {"use": "25", "account": "3108", "year": "2026"}), "2026"),
    (Problem(ProblemKind.ACCOUNT_MISSING, {"use": "25", "account": "3108", "year": ""}), "3108"),
    (Problem(ProblemKind.ACCOUNT_MISSING, {"use": "25", "account": "3108", "year": "", **STRATEGY}), "3108"),
    (Problem(ProblemKind.ACCOUNT_INACTIVE, {"use": "25", "account": "3108", "name": "Konsult"}), "3108"),
    (Problem(ProblemKind.ACCOUNT_INACTIVE, {"use": "25", "account": "3108", "name": "Konsult", **STRATEGY}), "3108"),
    (
        Problem(ProblemKind.ACCOUNT_CONTRADICTS_RATE, {"use": "25", "account": "3002", "name": "S", "code": "MP2"}),
        "MP2",
    ),
    (
        Problem(ProblemKind.ACCOUNT_CONTRADICTS_RATE, {"use": "25", "account": "3002", "code": "MP2", **STRATEGY}),
        "MP2",
    ),
    (Problem(ProblemKind.ACCOUNT_CONTRADICTS_RATE, {"use": "25", "account": "3002", "name": "S", "code": ""}), "25 %"),
    (Problem(ProblemKind.OUTLAY_ON_REVENUE_ACCOUNT, {"use": "outlay", "account": "3004", "name": "Momsfritt"}), "3004"),
    (Problem(ProblemKind.OUTLAY_ON_REVENUE_ACCOUNT, {"use": "outlay", "account": "3004", **STRATEGY}), "3004"),
    (Problem(ProblemKind.ADVANCE_ON_REVENUE_ACCOUNT, {"use": "25", "account": "3004", **STRATEGY}), "3004"),
    (Problem(ProblemKind.ADVANCE_WITHOUT_ACCOUNT, STRATEGY), "Strategy"),
    (
        Problem(
            ProblemKind.ACCOUNTS_SHARE_CODE,
            {"use": "export", "account": "3308", "code": "FTEU", "other_use": "eu", "other": "3307"},
        ),
        "3307",
    ),
    (Problem(ProblemKind.EU_ARTICLE_MISSING, {**STRATEGY, **LINE}, 2), "Strategy"),
    (Problem(ProblemKind.EU_ARTICLE_NOT_SERVICE, ARTICLE), "101"),
    (Problem(ProblemKind.ARTICLE_MISSING, {"article": "101", **STRATEGY}), "101"),
    (Problem(ProblemKind.ARTICLE_INACTIVE, ARTICLE), "Strategi"),
    (Problem(ProblemKind.ARTICLE_IS_HOUSE_WORK, ARTICLE), "101"),
    (
        Problem(
            ProblemKind.ARTICLE_CONTRADICTS_ACCOUNT,
            {"account": "3002", "code": "MP2", "article_account": "3041", "article_code": "MP1", **ARTICLE},
        ),
        "3041",
    ),
    (Problem(ProblemKind.ORDER_NUMBER_TOO_LONG, {"text": "PO 4500 and more …", "length_max": "75"}), "PO 4500"),
    (Problem(ProblemKind.CUSTOMER_WITHOUT_NAME), ""),
    (
        Problem(
            ProblemKind.CUSTOMER_VAT_TYPE,
            {"customer": "1042", "name": "Norrsken Energi AB", "vat_type": "EUREVERSEDVAT", "wanted": "SEVAT"},
        ),
        "EUREVERSEDVAT",
    ),
    (Problem(ProblemKind.CUSTOMER_INACTIVE, {"customer": "1042", "name": "Norrsken Energi AB"}), "Norrsken Energi AB"),
    (Problem(ProblemKind.CUSTOMER_TO_CHOOSE, {"why": "twins", "customers": "1042 1187"}), "1042, 1187"),
    (Problem(ProblemKind.CUSTOMER_TO_CHOOSE, {"why": "same_name", "customers": "1042"}), "1042"),
    (Problem(ProblemKind.CUSTOMER_TO_CHOOSE, {"why": "no_number", "customers": ""}), ""),
    (Problem(ProblemKind.CUSTOMER_TO_CHOOSE, {"why": "numbers_differ", "customers": "1042"}), ""),
    (Problem(ProblemKind.CUSTOMER_TO_CHOOSE, {"why": "name_differs", "customers": "1042"}), "1042"),
    (Problem(ProblemKind.CUSTOMER_TO_CREATE, {"name": "Nyab AB", "number": "5592143076"}), "5592143076"),
    (Problem(ProblemKind.CUSTOMER_TO_CREATE, {"name": "Nyab AB", "number": ""}), "Nyab AB"),
    (
        Problem(
            ProblemKind.CUSTOMER_NOT_UPDATED, {"customer": "1042", "field": "city", "wanted": "Kiruna", "kept": "Boden"}
        ),
        "Kiruna",
    ),
    (Problem(ProblemKind.ANSWER_DIFFERS, {"what": "vat", "meant": "74.99", "found": "75"}), "74.99|74,99"),
    (Problem(ProblemKind.ANSWER_DIFFERS, {"what": "row_text", "meant": "Design", "found": ""}, 2), "“Design”|”Design”"),
    (
        Problem(ProblemKind.CHANGED_MEANWHILE, {"what": "due_date", "meant": "2026-12-02", "found": "2026-12-03"}),
        "3 Dec 2026|2026-12-03",
    ),
    (
        Problem(ProblemKind.DOCUMENT_NOT_DELIVERED, {"to": "productive", **REFUSED, "code": "9000101"}),
        "Någonting helt nytt.",
    ),
    (
        Problem(ProblemKind.DOCUMENT_NOT_DELIVERED, {"to": "fortnox", **REFUSED, "code": "9000101"}),
        "Någonting helt nytt.",
    ),
    (Problem(ProblemKind.DOCUMENT_NOT_DELIVERED, {"to": "productive"}), "PDF"),
    (Problem(ProblemKind.DOCUMENT_NOT_DELIVERED, {"to": "fortnox"}), "PDF"),
    (Problem(ProblemKind.BOOKING_NOT_POSSIBLE, {"number": "10482", "why": "cancelled"}), "10482"),
    (Problem(ProblemKind.BOOKING_NOT_POSSIBLE, {"number": "10482", "why": "cash_method"}), "10482"),
    (
        Problem(
            ProblemKind.BOOKING_NOT_POSSIBLE, {"number": "10482", "why": "no_financial_year", "date": "2027-01-02"}
        ),
        "2 Jan 2027|2027-01-02",
    ),
    (
        Problem(
            ProblemKind.BOOKING_NOT_POSSIBLE,
            {"number": "10482", "why": "period_locked", "date": "2026-09-30", "locked_until": "2026-10-31"},
        ),
        "31 Oct 2026|2026-10-31",
    ),
    (
        Problem(ProblemKind.REFERENCE_TOO_LONG, {"what": "our_reference", "text": "Elias", "length_max": "50"}),
        "Elias",
    ),
    (Problem(ProblemKind.REFERENCE_REQUIRED, {"requires": "order_number", "name": "Norrsken"}), "Norrsken"),
    (Problem(ProblemKind.REFERENCE_REQUIRED, {"requires": "your_reference", "name": "Norrsken"}), "Norrsken"),
    (Problem(ProblemKind.REFERENCE_REQUIRED, {"requires": "either", "name": "Norrsken"}), "Norrsken"),
    (Problem(ProblemKind.DIMENSION_MISSING, {"dimension": "project", "code": "999"}, 2), "999"),
    (Problem(ProblemKind.DIMENSION_MISSING, {"dimension": "cost_center", "code": "UTV"}, 2), "UTV"),
    (
        Problem(ProblemKind.DIMENSION_INACTIVE, {"dimension": "project", "code": "102", "date": "2026-11-02"}, 2),
        "2 Nov 2026|2026-11-02",
    ),
    (Problem(ProblemKind.DIMENSION_INACTIVE, {"dimension": "cost_center", "code": "UTV", "date": "x"}, 2), "UTV"),
    (Problem(ProblemKind.DIMENSION_REQUIRED, {"dimension": "project", "account": "3001"}, 2), "3001"),
    (Problem(ProblemKind.DIMENSION_REQUIRED, {"dimension": "cost_center", "account": "3001"}, 2), "3001"),
    (Problem(ProblemKind.BOOKING_NOT_DONE), ""),
    (Problem(ProblemKind.BOOKING_NOT_DONE, {**REFUSED, "code": "2003498"}), "Någonting helt nytt."),
    (Problem(ProblemKind.SENDING_NOT_DONE), ""),
    (Problem(ProblemKind.SENDING_NOT_DONE, {**REFUSED, "code": "2009999"}), "Någonting helt nytt."),
    (Problem(ProblemKind.SENDING_NOT_POSSIBLE, {"number": "10482", "customer": "1042", "why": "cancelled"}), "10482"),
    (
        Problem(ProblemKind.SENDING_NOT_POSSIBLE, {"number": "10482", "customer": "1042", "why": "not_completed"}),
        "10482",
    ),
    (Problem(ProblemKind.SENDING_NOT_POSSIBLE, {"number": "10482", "customer": "1042", "why": "no_email"}), "10482"),
    (
        Problem(ProblemKind.SENDING_NOT_POSSIBLE, {"number": "10482", "customer": "1042", "why": "no_recipient"}),
        "10482",
    ),
    (Problem(ProblemKind.SENDING_UNCERTAIN, {"number": "10482"}), "10482"),
    (Problem(ProblemKind.CUSTOMER_UNREACHABLE, {"customer": "1042", "name": "Norrsken", "by": "email"}), "Norrsken"),
    (
        Problem(ProblemKind.CUSTOMER_UNREACHABLE, {"customer": "1042", "name": "Norrsken", "by": "e_invoice"}),
        "Norrsken",
    ),
    (Problem(ProblemKind.DOCUMENT_IN_THE_WAY, {"name": "Tidrapport.pdf"}), "Tidrapport.pdf"),
    (Problem(ProblemKind.DOCUMENT_TO_CHOOSE, {"name": "Tidrapport.pdf"}), "Tidrapport.pdf"),
    (Problem(ProblemKind.DOCUMENT_TOO_LARGE, {"megabytes": "7.3"}), "7.3|7,3"),
    *((Problem(ProblemKind.DOCUMENT_INCOMPLETE, {"what": what.value}), "PDF") for what in Missing),
)

NOTES: tuple[tuple[Note, str], ...] = (
    (
        Note(NoteKind.VAT_DIFFERS, {"difference": "0.01", "productive": "75.00", "meant": "74.99", "currency": "SEK"}),
        "SEK 0.01|0,01 kr",
    ),
    (Note(NoteKind.NUMBER_PROBABLY_TAKEN, {"number": "1042", "name": "Hamnverket AB"}), "Hamnverket AB"),
    (Note(NoteKind.NUMBER_LEAVES_GAP, {"number": "1050", "last": "1041"}), "1050"),
    (Note(NoteKind.NUMBER_BELOW_LAST, {"number": "1030", "last": "1041"}), "1030"),
    (Note(NoteKind.SERIES_TO_MOVE, {"next": "1044"}), "1044"),
    (Note(NoteKind.RATE_IS_BUYING, {"currency": "EUR"}), "EUR"),
    (
        Note(NoteKind.RATE_OF_OTHER_DAY, {"currency": "EUR", "rate_on": "2026-11-02", "date": "2026-10-31"}),
        "2 Nov 2026|2026-11-02",
    ),
    (Note(NoteKind.KRONOR_ROUNDED, {"total": "18894.29", "meant": "18894.30"}), "18,894.29|18 894,29"),
    (Note(NoteKind.NUMBER_REPLACED, {"number": "2026-0147"}), "2026-0147"),
    (Note(NoteKind.DATED_AHEAD, {"date": "2026-12-24", "today": "2026-11-02"}), "24 Dec 2026|2026-12-24"),
    (
        Note(NoteKind.DISCOUNT_AS_ROWS, {"percent": "2.5", "amount": "1250.00", "currency": "SEK"}),
        "SEK 1,250.00|1 250,00 kr",
    ),
    (Note(NoteKind.ADVANCE_VAT_WHEN_PAID, {"account": "2420"}), "2420"),
    (Note(NoteKind.QUANTITY_IN_TEXT, {"text": "Design (1,125 h à 1 350,00)"}, 2), "1,125 h à 1 350,00"),
    (Note(NoteKind.TEXT_CLEANED, {"field": "description", "before": "A|B", "after": "A/B"}, 2), "A/B"),
    (Note(NoteKind.TEXT_CUT, {"field": "note", "length": "1200", "length_max": "1024"}), "1024"),
    (Note(NoteKind.TEXT_CONTINUED, {"text": "A long story", "rows": "3"}, 2), "A long story"),
    (Note(NoteKind.UNIT_LEFT_OUT, {"unit": "h"}), "“h”|”h”"),
)
