"""Every disagreement about payments is a sentence in both languages, with its facts and nothing raw."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.utils import translation

from brygga.accounting.disagreements import Disagreement, DisagreementKind
from brygga.wording import disagreements
from tests.wording.conftest import RAW

KRONOR = {"currency": "SEK"}
PAYMENT = {"payment": "17", "meant": "1000.00", "meant_on": "2026-11-02", **KRONOR}
FACTS: Mapping[DisagreementKind, dict[str, str]] = {
    DisagreementKind.INVOICE_GONE: {"number": "10482"},
    DisagreementKind.DELETED_IN_PRODUCTIVE: {"number": "10482"},
    DisagreementKind.NOT_FINALIZED: {"number": "10482"},
    DisagreementKind.CURRENCIES_DIFFER: {"fortnox": "SEK", "productive": "EUR"},
    DisagreementKind.AMOUNT_UNIT_UNKNOWN: {"currency": "JPY"},
    DisagreementKind.BALANCE_DIFFERS: {"total": "1000.00", "paid": "400.00", "balance": "1000.00", **KRONOR},
    DisagreementKind.CANCELLED_BUT_PAID: {"paid": "1000.00", **KRONOR},
    DisagreementKind.FINAL_DATE_DIFFERS: {"balance": "10.00", "date": "2026-11-02", **KRONOR},
    DisagreementKind.OVERPAID: {"amount": "50.00", **KRONOR},
    DisagreementKind.BOOKED_ON_ONE: {"amount": "500.00", "other": "10483", **KRONOR},
    DisagreementKind.MONEY_BACK_NOT_HELD: {"amount": "400.00", **KRONOR},
    DisagreementKind.ACCOUNT_UNCLEAR: {"payment": "17", "account": "2420", "amount": "1000.00", **KRONOR},
    DisagreementKind.DOUBTFUL_CLAIM: {"payment": "17", "account": "1515", "amount": "1000.00", **KRONOR},
    DisagreementKind.PAID_IN_PRODUCTIVE: {"productive": "400.00", "fortnox": "1000.00", **KRONOR},
    DisagreementKind.MIRROR_CHANGED: {**PAYMENT, "found": "900.00", "found_on": "2026-11-02"},
    DisagreementKind.MIRROR_DELETED: PAYMENT,
    DisagreementKind.TOTALS_DIFFER: {"fortnox": "1000.00", "productive": "900.00", **KRONOR},
    DisagreementKind.REFUSED_BY_PRODUCTIVE: {
        "payment": "17", "amount": "1000.00", "write": "create", "remote": "productive", "status": "422", **KRONOR,
        "code": "invalid_attribute", "sentence": "Invalid Attribute", "asked": "POST /api/v2/payments",
    },
}  # fmt: skip


@pytest.mark.parametrize("kind", DisagreementKind)
def test_it_explains_every_disagreement_in_both_languages(kind: DisagreementKind) -> None:
    said = {}
    for language in ("en", "sv"):
        with translation.override(language):
            explanation = disagreements.explain(Disagreement(kind, FACTS[kind]))
        parts = (explanation.title, explanation.written, explanation.remedy, explanation.who)
        assert all(parts)
        assert not [part for part in parts if RAW.search(part)], parts
        said[language] = parts

    assert all(english != swedish for english, swedish in zip(said["en"], said["sv"], strict=True))


def test_amounts_are_amounts(english: None) -> None:
    told = Disagreement(DisagreementKind.BALANCE_DIFFERS, FACTS[DisagreementKind.BALANCE_DIFFERS])

    title = disagreements.explain(told).title.replace("\N{NO-BREAK SPACE}", " ")

    assert title.startswith("Fortnox says that SEK 1,000.00 of") or "1,000.00" in title


def test_a_kind_that_is_gone_is_nothing() -> None:
    assert disagreements.from_json({"kind": "a kind of old"}) is None
