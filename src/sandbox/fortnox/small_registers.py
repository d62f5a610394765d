"""The small registers that invoices name things from: what each holds, and how its records are made and changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.fortnox import bodies, errors, event_log, fields, lists
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refused
from sandbox.fortnox.fields import Field
from sandbox.store import Record

Derive = Callable[[Books, Mapping[str, Any]], Record]


def _nothing(_books: Books, _values: Mapping[str, Any]) -> Record:
    return {}


@dataclass(frozen=True, kw_only=True)
class Register:
    """One register.

    `kind` is its path and its table, `key` the field that names a record, `series` the number series where Fortnox
    names it, `location` the bare word that a POST answers as Location, `missing` its row in `errors.NOT_FOUND`.
    `unlisted` are the fields that a list leaves out; `addressed` says where "@url" is shown: in "list" and "single".
    `topic` and `event` name its events where it has any. `derive` refuses values that do not fit, and gives what
    follows from them.
    """

    kind: str
    singular: str
    plural: str
    missing: str
    fields: tuple[Field, ...]
    key: str = "Code"
    series: str = ""
    location: str = ""
    required: tuple[str, ...] = ("Description",)
    unlisted: frozenset[str] = frozenset()
    addressed: frozenset[str] = frozenset({"list", "single"})
    search: tuple[str, ...] = ()
    ignores_limit: bool = False
    upper_case: bool = False
    topic: str = ""
    event: str = ""
    derive: Derive = field(default=_nothing)


def create(books: Books, register: Register, body: Mapping[str, Any]) -> Record:
    """A new record under the key sent, else under the next number of its series."""
    values = _read(books, register, body)
    _check_required(register, values, new=True)
    key = _new_key(books, register, values)
    record = {**fields.blanks(register.fields), **values, register.key: key}
    books.touch(record)
    books.table(register.kind)[str(key)] = record
    _announce(books, register, str(key), what="created")
    return record


def change(books: Books, register: Register, key: str, body: Mapping[str, Any]) -> Record:
    """Change the fields sent and no others; a record keeps its key (that it is refused is a guess)."""
    record = found(books, register, key)
    values = _read(books, register, body)
    if str(values.get(register.key, key)) != key:
        raise Refused(errors.read_only(register.key))
    _check_required(register, values, new=False)
    record.update({name: value for name, value in values.items() if name != register.key})
    books.touch(record)
    _announce(books, register, key, what="updated")
    return record


def remove(books: Books, register: Register, key: str) -> None:
    """Take a record away; what names it keeps its name (seen with ways of delivery, help page)."""
    found(books, register, key)
    books.table(register.kind).pop(key)
    _announce(books, register, key, what="deleted")


def found(books: Books, register: Register, key: str) -> Record:
    record = books.find(register.kind, key)
    if record is None:
        raise Refused(errors.NOT_FOUND[register.missing])
    return record


def shown(books: Books, register: Register, record: Record) -> Record:
    """One record, whole."""
    whole = fields.shown({**fields.blanks(register.fields), **record}, register.fields)
    return _addressed(books, register, whole, place="single")


def listing(register: Register) -> lists.Listing:
    """How the register is listed: by its key in text order (terms, units, projects: recorded 2017 to 2024)."""

    def texts(name: str) -> Callable[[Record], list[str]]:
        return lambda record: [str(record.get(name) or "")]

    def item(books: Books, record: Record) -> Record:
        whole = fields.shown({**fields.blanks(register.fields), **record}, register.fields)
        short = {name: value for name, value in whole.items() if name not in register.unlisted}
        return _addressed(books, register, short, place="list")

    return lists.Listing(
        plural=register.plural,
        item=item,
        order=lambda record: record[register.key],
        search={name.lower(): texts(name) for name in register.search},
        ignores_limit=register.ignores_limit,
    )


def _announce(books: Books, register: Register, key: str, *, what: str) -> None:
    if register.topic:
        event_log.tell(books, register.topic, event_type=f"{register.event}-{what}-v1", entity_id=key)


def _addressed(books: Books, register: Register, shown_fields: Record, *, place: str) -> Record:
    if place not in register.addressed:
        return shown_fields
    return {"@url": books.url(register.kind, str(shown_fields[register.key])), **shown_fields}


def _read(books: Books, register: Register, body: Mapping[str, Any]) -> dict[str, Any]:
    values = bodies.read(books, body, register.fields)
    if register.upper_case and values.get(register.key):
        values[register.key] = values[register.key].upper()
    return {**values, **register.derive(books, values)}


def _check_required(register: Register, values: Mapping[str, Any], *, new: bool) -> None:
    """A new record needs its fields; a later change cannot take them away (how it is said: a guess)."""
    for name in register.required:
        if not values.get(name, "" if new else "as before"):
            raise Refused(errors.field_missing(name))


def _new_key(books: Books, register: Register, values: Mapping[str, Any]) -> Any:
    taken = books.table(register.kind)
    sent = values.get(register.key)
    if sent:
        if str(sent) in taken:
            raise Refused(errors.GUESSES["code_taken"])
        return sent
    if not register.series:
        raise Refused(errors.field_missing(register.key))
    number = books.first_free(register.series, taken=taken.__contains__)
    return int(number) if register.key == "Id" else number
