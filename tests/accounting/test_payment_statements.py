"""What was booked as paid, part by part, as people read it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from brygga.accounting.payment_effects import Means
from brygga.accounting.payment_statements import entries
from brygga.accounting.settlements import Books
from tests.accounting.paying import books, note

OFF = books("1000", "17 1000 1510", notes=(note("-1000", "18 -1000 1510"),))
BACK = books("1000", "17 1000 bank", notes=(note("-1000", "18 -1000 bank 2026-12-01"),))


@pytest.mark.promise("P16")
@pytest.mark.parametrize(
    ("read", "said"),
    [
        (books("1000", "17 400 bank", "18 600 bank unbooked"), ["17 money 400 on 1930"]),
        (books("1000", "17 990 bank +10 6570"), ["17 money 990 on 1930", "17 write_off 10 on 6570"]),
        (books("1000", "17 0 bank +1000 6351"), ["17 write_off 1000 on 6351"]),
        (books("10000", "17 10060 bank -60 3540"), ["17 money 10000 on 1930"]),
        (books("1000", "17 1000 1515"), ["17 doubtful 1000 on 1515"]),
        (books("1000", "17 1000 4010"), ["17 unclear 1000 on 4010"]),
        (books("1000", "17 1000 1512"), ["17 unclear 1000 on 1512"]),
        (books("1000", "17 1000 1512", said={1512: Means.CLAIM}), ["17 claim 1000 on 1512"]),
        (books("1000", "17 1000 1686", said={1686: Means.MONEY}), ["17 money 1000 on 1686"]),
        (OFF, ["17 set_off 1000 on 1510"]),
        (BACK, ["17 money 1000 on 1930", "18 money -1000 on 1930"]),
    ],
    ids=[
        "unbooked", "bank fee", "written off", "reminder fee", "doubtful", "unclear", "a claim by its number",
        "a claim as said", "money as said", "set-off", "money back",
    ],
)  # fmt: skip
def test_each_part_is_named_with_its_account(read: Books, said: list[str]) -> None:
    told = [f"{each.number} {each.kind} {each.amount.normalize():f} on {each.account}" for each in entries(read)]

    assert told == said


def test_money_that_went_back_names_its_credit_note() -> None:
    back = entries(BACK)[-1]

    assert (back.note != "", back.amount) == (True, Decimal(-1000))


def test_what_a_financier_paid_is_not_the_buyers() -> None:
    assert [each.sold for each in entries(books("1000", "17 1000 bank finance"))] == [True]
