"""Who can log in to the sandbox's Fortnox, and which companies each sees."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sandbox.store import Store
from sandbox.worlds import cast


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody with a log-in; `companies` are the tenants that the person sees, and perhaps administers."""

    email: str
    password: str
    name: str
    companies: tuple[cast.Seller, ...]
    administers: bool = True


PEOPLE = (
    Person(
        email="karin@fyrljus.example",
        password="fyrljus",
        name="Karin Lindqvist",
        companies=(cast.STOCKHOLM, cast.GOTEBORG, cast.MALMO),
    ),
    Person(
        email="anna@annan.example",
        password="annan",
        name="Anna Ek",
        companies=(cast.OTHER_SELLER,),
    ),
    Person(
        email="olle@fyrljus.example",
        password="fyrljus",
        name="Olle Nyman",
        companies=(cast.STOCKHOLM,),
        administers=False,
    ),
)


def signed_in(email: str, password: str) -> Person | None:
    return next((one for one in PEOPLE if one.email == email.strip().lower() and one.password == password), None)


def with_email(email: str) -> Person | None:
    return next((one for one in PEOPLE if one.email == email), None)


def known_here(person: Person, store: Store) -> Person:
    """The same person, with those of the companies that this world has."""
    here = [one for one in person.companies if f"fortnox.{one.fortnox_tenant_id}.company" in store.tables]
    return replace(person, companies=tuple(here))
