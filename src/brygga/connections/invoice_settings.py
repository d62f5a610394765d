"""What an admin decided for the invoices of a connection besides its integration settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from django.db import transaction

from brygga.accounting.dimensions import Dimension
from brygga.accounting.references import USUAL_SOURCES, InvoiceText, LanguageBy, Requires, Sources, Taken, TextSource
from brygga.accounting.sending import SentBy
from brygga.connections.invoice_models import DimensionCodeRow, InvoiceSettingsRow, RequirementRow, TextSourceRow
from brygga.connections.models import Connection
from brygga.connections.outside import Outside
from brygga.connections.permission import require_set_up
from brygga.history.models import record
from brygga.tenants.models import User

NO_DIMENSIONS: Mapping[Dimension, Taken] = {each: Taken(TextSource.NOTHING) for each in Dimension}
NO_CODES: Mapping[Dimension, Mapping[str, str]] = {each: {} for each in Dimension}


@dataclass(frozen=True, kw_only=True)
class InvoiceSettings:
    """What happens to an invoice once it is copied, and where its texts are from."""

    booked_at_once: bool = False
    sent_by: SentBy = SentBy.NOBODY
    language_by: LanguageBy = LanguageBy.SWEDISH
    text_sources: Sources = field(default_factory=lambda: USUAL_SOURCES)
    dimension_sources: Mapping[Dimension, Taken] = field(default_factory=lambda: NO_DIMENSIONS)
    dimension_codes: Mapping[Dimension, Mapping[str, str]] = field(default_factory=lambda: NO_CODES)

    @classmethod
    def of(cls, connection: Connection) -> Self:
        """What was decided for this connection, or the defaults where nobody has decided."""
        row = InvoiceSettingsRow.objects.within(connection.organisation).filter(connection=connection).first()
        if row is None:
            return cls()
        return cls(
            booked_at_once=row.booked_at_once,
            sent_by=SentBy(row.sent_by),
            language_by=LanguageBy(row.language_by),
            **_sources(connection),
            dimension_codes=_codes(connection),
        )

    @property
    def does_anything(self) -> bool:
        """Whether anything is booked or sent by itself."""
        return self.booked_at_once or self.sent_by is not SentBy.NOBODY

    def afterwards(self) -> dict[str, Any]:
        """What happens once an invoice is copied, as an attempt keeps it."""
        return {"booked_at_once": self.booked_at_once, "sent_by": self.sent_by.value}

    @classmethod
    def from_afterwards(cls, kept: Mapping[str, Any]) -> Self:
        """What an attempt kept: nothing, where it is from before there was anything to keep."""
        return cls(booked_at_once=bool(kept.get("booked_at_once")), sent_by=SentBy(kept.get("sent_by", SentBy.NOBODY)))

    def as_json(self) -> dict[str, Any]:
        """As the history keeps it."""
        texts = {which.value: _told(self.text_sources[which]) for which in InvoiceText}
        dimensions = {each.value: _told(self.dimension_sources[each]) for each in Dimension}
        codes = {f"{each.value}_codes": codes_as_text(self.dimension_codes[each]) for each in Dimension}
        return {
            **self.afterwards(),
            "language_by": self.language_by.value,
            **texts,
            **dimensions,
            **codes,
        }


def save(connection: Connection, wanted: InvoiceSettings, *, user: User, outside: Outside) -> None:
    """Keep what an admin decided, and who decided it when."""
    require_set_up(user, connection.organisation)
    with transaction.atomic():
        Connection.objects.select_for_update().get(pk=connection.pk)
        before = InvoiceSettings.of(connection)
        if wanted == before:
            return
        InvoiceSettingsRow.objects.update_or_create(
            connection=connection,
            defaults={
                "organisation": connection.organisation,
                "booked_at_once": wanted.booked_at_once,
                "sent_by": wanted.sent_by.value,
                "language_by": wanted.language_by.value,
            },
        )
        _keep_sources(connection, wanted)
        record(
            connection.organisation,
            "invoice_settings_changed",
            subject=f"connection:{connection.id}",
            at=outside.clock.now(),
            actor=user,
            facts={"company": connection.company_name, "subsidiary": connection.subsidiary.name},
            before=before.as_json(),
            after=wanted.as_json(),
        )


def required_by(connection: Connection, company_id: str) -> Requires:
    """What a client company wants on every invoice."""
    rows = RequirementRow.objects.within(connection.organisation).filter(connection=connection)
    row = rows.filter(productive_company_id=company_id).first()
    return Requires(row.requires) if row else Requires.NOTHING


def require(
    connection: Connection, company_id: str, name: str, requires: Requires, *, user: User, outside: Outside
) -> None:
    """Keep what a client company wants on its invoices, from the next preview on."""
    with transaction.atomic():
        Connection.objects.select_for_update().get(pk=connection.pk)
        before = required_by(connection, company_id)
        if requires is before:
            return
        rows = RequirementRow.objects.within(connection.organisation).filter(connection=connection)
        rows.filter(productive_company_id=company_id).delete()
        if requires is not Requires.NOTHING:
            RequirementRow.objects.create(
                organisation=connection.organisation,
                connection=connection,
                productive_company_id=company_id,
                name=name[:200],
                requires=requires.value,
            )
        record(
            connection.organisation,
            "requirement_changed",
            subject=f"company:{company_id}",
            at=outside.clock.now(),
            actor=user,
            facts={"name": name, "requires": requires.value},
            before={"requires": before.value},
            after={"requires": requires.value},
        )


def _sources(connection: Connection) -> dict[str, Any]:
    rows = TextSourceRow.objects.within(connection.organisation).filter(connection=connection)
    chosen = {row.text: Taken(TextSource(row.source), row.field_id) for row in rows}
    return {
        "text_sources": {each: chosen.get(each.value, usual) for each, usual in USUAL_SOURCES.items()},
        "dimension_sources": {each: chosen.get(each.value, usual) for each, usual in NO_DIMENSIONS.items()},
    }


def _codes(connection: Connection) -> Mapping[Dimension, Mapping[str, str]]:
    rows = DimensionCodeRow.objects.within(connection.organisation).filter(connection=connection)
    return {each: {row.said: row.code for row in rows if row.dimension == each} for each in Dimension}


def _keep_sources(connection: Connection, wanted: InvoiceSettings) -> None:
    mine = {"organisation": connection.organisation, "connection": connection}
    TextSourceRow.objects.within(connection.organisation).filter(connection=connection).delete()
    texts = [(each.value, taken, USUAL_SOURCES[each]) for each, taken in wanted.text_sources.items()]
    dimensions = [(each.value, taken, NO_DIMENSIONS[each]) for each, taken in wanted.dimension_sources.items()]
    for which, taken, usual in (*texts, *dimensions):
        if taken != usual:
            TextSourceRow.objects.create(**mine, text=which, source=taken.source.value, field_id=taken.field_id)
    DimensionCodeRow.objects.within(connection.organisation).filter(connection=connection).delete()
    for each, codes in wanted.dimension_codes.items():
        for said, code in codes.items():
            DimensionCodeRow.objects.create(**mine, dimension=each.value, said=said, code=code)


def codes_as_text(codes: Mapping[str, str]) -> str:
    """One pair a line, as a person types them: `Rebranding = 101`."""
    return "\n".join(f"{said} = {code}" for said, code in sorted(codes.items()))


def _told(taken: Taken) -> str:
    return f"{taken.source}:{taken.field_id}" if taken.field_id else taken.source.value
