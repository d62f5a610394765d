"""Triggers that make wrong rows impossible on both databases: a child of another organisation, a changed history.

Used in migrations only. SQLite makes a table anew when a column or a constraint of it changes, and forgets its
triggers: the migration then states its guards again, which does no harm where they are still there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import migrations
from django.db.migrations.operations.base import Operation


def same_organisation(child: str, column: str, parent: str) -> migrations.RunPython:
    """Refuse a row of table `child` whose organisation is not that of the row of `parent` it points to."""
    parents = f"(SELECT organisation_id FROM {parent} WHERE id = NEW.{column})"  # noqa: S608  Names of our own tables.
    return _guard(
        Guard(
            name=f"{child}_{column}_same_organisation",
            table=child,
            sentence=f"{child}: the organisation differs from that of its {parent}",
            refuses=f"NEW.{column} IS NOT NULL AND NEW.organisation_id <> {parents}",
            events=("INSERT", "UPDATE"),
        )
    )


def refused_when(name: str, table: str, *, refuses: str, sentence: str) -> migrations.RunPython:
    """Refuse an insertion or update that the condition (SQL over NEW) describes."""
    return _guard(Guard(name=name, table=table, sentence=sentence, refuses=refuses, events=("INSERT", "UPDATE")))


def never_changed(table: str) -> migrations.RunPython:
    """Refuse every update and deletion of a row of this table."""
    return _guard(
        Guard(
            name=f"{table}_never_changed",
            table=table,
            sentence=f"{table}: rows are never changed",
            refuses="1 = 1",
            events=("UPDATE", "DELETE"),
        )
    )


def around(*operations: Operation) -> list[Operation]:
    """These operations with every guard out of their way: SQLite changes a table by building it anew.

    A new table has no triggers, and those of other tables that look at it would refuse its new name.
    """
    lifted: list[str] = []

    def lift(_apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor != "sqlite":
            return
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            found = cursor.fetchall()
        lifted[:] = [statement for _name, statement in found]
        for name, _statement in found:
            schema_editor.execute(f"DROP TRIGGER {name}", params=None)

    def lay(_apps: Any, schema_editor: Any) -> None:
        for statement in lifted:
            schema_editor.execute(statement, params=None)

    here = migrations.RunPython.noop
    return [migrations.RunPython(lift, here), *operations, migrations.RunPython(lay, here)]


@dataclass(frozen=True, kw_only=True)
class Guard:
    """A trigger that refuses rows of a table, with a sentence that says why."""

    name: str
    table: str
    sentence: str
    refuses: str
    events: tuple[str, ...]

    def statements(self, vendor: str) -> list[str]:
        return self._sqlite() if vendor == "sqlite" else self._postgresql()

    def _sqlite(self) -> list[str]:
        statements = []
        for event in self.events:
            name = f"{self.name}_{event.lower()}"
            statements += [
                f"DROP TRIGGER IF EXISTS {name}",
                f"CREATE TRIGGER {name} BEFORE {event} ON {self.table} FOR EACH ROW "  # noqa: ISC004
                f"WHEN {self.refuses} BEGIN SELECT RAISE(ABORT, '{self.sentence}'); END",
            ]
        return statements

    def _postgresql(self) -> list[str]:
        function = (
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $guard$ BEGIN "
            f"IF {self.refuses} THEN RAISE integrity_constraint_violation USING MESSAGE = '{self.sentence}'; END IF; "
            "RETURN NEW; END $guard$"
        )
        events = " OR ".join(self.events)
        trigger = (
            f"CREATE TRIGGER {self.name} BEFORE {events} ON {self.table} FOR EACH ROW EXECUTE FUNCTION {self.name}()"
        )
        return [function, f"DROP TRIGGER IF EXISTS {self.name} ON {self.table}", trigger]


def _guard(guard: Guard) -> migrations.RunPython:
    def make(_apps: Any, schema_editor: Any) -> None:
        for statement in guard.statements(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    return migrations.RunPython(make, migrations.RunPython.noop)
