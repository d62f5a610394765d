"""Nothing secret reaches an error, a log or the history."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brygga.remote.redaction import PERSONAL_NUMBER, REDACTED, redacted, redacted_values

SECRET_TEXT = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.", min_size=8, max_size=60)
NAMES = st.sampled_from(
    ["access_token", "refresh_token", "client_secret", "X-Auth-Token", "Authorization", "password", "signature_token"]
)
KEPT = ["556677-1209", "5592143076", "SE559214307601", "2026-05-08", "10483", "426523791", "Faktura 10483: 1 250,00 kr"]
PERSONS = ["800101-1231", "8001011231", "19800101-1231", "198001011231", "800161-1235", "800101+1231"]


@given(secret=SECRET_TEXT, name=NAMES, before=st.text(max_size=20), after=st.text(max_size=20))
def test_a_secret_beside_its_name_is_gone_however_it_is_written(
    secret: str, name: str, before: str, after: str
) -> None:
    for written in (
        json.dumps({name: secret, "x": after}),
        json.dumps(json.dumps({name: secret})),
        urlencode({name: secret, "x": after}),
        f"{name}: {secret}",
        repr({name: secret}),
        f"{name}: Bearer {secret}",
        f"{name}: Basic {secret}",
    ):
        assert secret not in redacted(f"{written} {after}").replace(after, "")


@given(secret=SECRET_TEXT, before=st.text(max_size=30), after=st.text(max_size=30))
def test_an_exact_secret_is_gone_wherever_it_stands(secret: str, before: str, after: str) -> None:
    assert secret not in redacted(f"{before} {secret} {after}".replace(REDACTED, ""), secrets=(secret,)).replace(
        REDACTED, ""
    )


@given(secret=SECRET_TEXT, name=NAMES)
def test_a_secret_is_gone_from_json_values_at_any_depth(secret: str, name: str) -> None:
    value = {"a": [{"b": {name: secret}}, f"Bearer {secret}", 1, None, True]}
    assert secret not in json.dumps(redacted_values(value))


def test_a_token_that_shows_what_it_is_needs_no_name() -> None:
    assert redacted("got eyJhbGciOiJI.eyJ0ZW5hbnRJZCI6MX0.c2ln!") == f"got {REDACTED}!"


@pytest.mark.parametrize("number", PERSONS)
def test_a_personal_number_is_gone(number: str) -> None:
    assert redacted(f"Kund ({number}) saknas") == f"Kund ({PERSONAL_NUMBER}) saknas"


def test_a_sole_traders_vat_number_is_gone() -> None:
    assert redacted("VAT SE800101123101") == f"VAT SE{PERSONAL_NUMBER}"


@pytest.mark.parametrize("text", KEPT)
def test_what_is_public_stays(text: str) -> None:
    assert redacted(text) == text


@given(st.text(max_size=200))
def test_redacting_twice_changes_nothing_more(text: str) -> None:
    once = redacted(text)
    assert redacted(once) == once
