"""The commands of a connection to Fortnox's events, and how each is answered."""

from __future__ import annotations

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from sandbox.__main__ import events_of
from sandbox.app import Sandbox
from sandbox.worlds.cast import FORTNOX_CLIENT_SECRET, GOTEBORG
from tests.sandbox.events.listener import Listener, subscribed
from tests.sandbox.ledger import Ledger

TOKEN_LIVES_SECONDS = 3600


def test_it_says_which_company_each_token_opens(book: Ledger, listener: Listener) -> None:
    bearer = f"Bearer {book.token}"
    answer = listener.say("add-tenants-v1", clientSecret=FORTNOX_CLIENT_SECRET, accessTokens=[bearer])
    assert answer == {"response": "add-tenants-v1", "result": "ok", "tenantIds": {bearer: 100101}}


def test_it_names_the_tokens_that_are_not_good_and_takes_none(book: Ledger, listener: Listener) -> None:
    tokens = [f"Bearer {book.token}", "Bearer stale", book.token]
    answer = listener.say("add-tenants-v1", clientSecret=FORTNOX_CLIENT_SECRET, accessTokens=tokens)
    assert answer == {"response": "add-tenants-v1", "result": "error", "invalidTokens": tokens[1:]}
    assert listener.say("list-tenants-v1")["tenants"] == []


def test_an_expired_token_opens_nothing(book: Ledger, listener: Listener) -> None:
    book.sandbox.clock.advance(TOKEN_LIVES_SECONDS)
    bearer = f"Bearer {book.token}"
    answer = listener.say("add-tenants-v1", clientSecret=FORTNOX_CLIENT_SECRET, accessTokens=[bearer])
    assert answer["invalidTokens"] == [bearer]


def test_the_client_has_to_say_its_secret(book: Ledger, listener: Listener) -> None:
    answer = listener.say("add-tenants-v1", clientSecret="guessed", accessTokens=[f"Bearer {book.token}"])
    assert answer["result"] == "error"
    assert answer["reason"].startswith("sandbox guess")


def test_it_names_the_topics_that_it_does_not_know(listener: Listener) -> None:
    topics = [{"topic": "invoices"}, {"topic": "weather"}, {"topic": "customers", "offset": "last"}]
    answer = listener.say("add-topics-v1", topics=topics)
    assert answer == {"response": "add-topics-v1", "result": "error", "invalidTopics": ["weather", "customers"]}


def test_tenants_come_and_go_while_it_is_subscribed(book: Ledger, listener: Listener) -> None:
    subscribed(listener, book.token, topics={"invoices": None})
    other = Ledger(client=book.client, sandbox=book.sandbox, seller=GOTEBORG)
    listener.say("add-tenants-v1", clientSecret=FORTNOX_CLIENT_SECRET, accessTokens=[f"Bearer {other.token}"])
    assert listener.say("list-tenants-v1")["tenants"] == [100101, 100102]
    assert listener.say("remove-tenants-v1", tenants=[100101]) == {"response": "remove-tenants-v1", "result": "ok"}
    assert listener.say("list-tenants-v1")["tenants"] == [100102]


def test_topics_do_not_change_after_subscribing(book: Ledger, listener: Listener) -> None:
    subscribed(listener, book.token, topics={"invoices": None})
    assert listener.say("add-topics-v1", topics=[{"topic": "customers"}])["result"] == "error"


def test_nothing_is_subscribed_to_without_tenants_and_topics(listener: Listener) -> None:
    listener.say("add-topics-v1", topics=[{"topic": "invoices"}])
    assert listener.say("subscribe-v1")["result"] == "error"


def test_what_is_no_command_is_answered_as_an_error(listener: Listener) -> None:
    assert listener.say("fetch-v1") == {
        "response": "fetch-v1",
        "result": "error",
        "reason": "sandbox guess: there is no such command",
    }


def test_there_is_one_address_only(ledger_sandbox: Sandbox) -> None:
    with (
        events_of(ledger_sandbox).listening("127.0.0.1", 0) as address,
        pytest.raises(InvalidStatus, match="404"),
        connect(address.replace("topics", "events"), proxy=None),
    ):
        pass
