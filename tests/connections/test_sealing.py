"""Sealing: what is sealed opens in its own place, with its own key, and nowhere else."""

from __future__ import annotations

import pytest

from brygga.connections.sealing import CannotOpen, Sealer

OLD, NEW = b"o" * 32, b"n" * 32
FIELD = "fortnox.refresh_token"


def test_what_is_sealed_opens_again() -> None:
    sealed = Sealer({"1": OLD}).seal("hemlig å", organisation_id=7, field=FIELD)

    assert "hemlig" not in sealed
    assert Sealer({"1": OLD}).open(sealed, organisation_id=7, field=FIELD) == "hemlig å"


def test_the_same_secret_is_never_sealed_alike() -> None:
    sealer = Sealer({"1": OLD})

    assert len({sealer.seal("secret", organisation_id=7, field=FIELD) for _ in range(10)}) == 10


@pytest.mark.parametrize(("organisation_id", "field"), [(8, FIELD), (7, "productive.token")])
def test_a_secret_moved_to_another_row_or_field_does_not_open(organisation_id: int, field: str) -> None:
    sealed = Sealer({"1": OLD}).seal("secret", organisation_id=7, field=FIELD)

    with pytest.raises(CannotOpen):
        Sealer({"1": OLD}).open(sealed, organisation_id=organisation_id, field=field)


def test_an_old_key_still_opens_after_a_new_one_has_come() -> None:
    sealed = Sealer({"1": OLD}).seal("secret", organisation_id=7, field=FIELD)

    assert Sealer({"2": NEW, "1": OLD}).open(sealed, organisation_id=7, field=FIELD) == "secret"


def test_the_newest_key_seals() -> None:
    sealed = Sealer({"2": NEW, "1": OLD}).seal("secret", organisation_id=7, field=FIELD)

    assert sealed.startswith("2:")


@pytest.mark.parametrize("sealed", ["", "1:", "1:åäö", "1:AAAA", "9:AAAA", "no colon", "1:" + "A" * 80])
def test_what_is_no_seal_of_ours_does_not_open(sealed: str) -> None:
    with pytest.raises(CannotOpen):
        Sealer({"1": OLD}).open(sealed, organisation_id=7, field=FIELD)


def test_a_secret_whose_key_is_gone_says_where_it_belongs_and_not_what_it_is() -> None:
    sealed = Sealer({"1": OLD}).seal("hush", organisation_id=7, field=FIELD)

    with pytest.raises(CannotOpen, match=r"fortnox\.refresh_token.*organisation 7") as error:
        Sealer({"2": NEW}).open(sealed, organisation_id=7, field=FIELD)

    assert "hush" not in str(error.value)
