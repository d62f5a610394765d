"""The rulebook of one invoice: what was decided and confirmed here, and what Fortnox's registers hold."""

from __future__ import annotations

from typing import Any

from brygga.accounting.dimensions import Dimension, needs_budgets
from brygga.accounting.rates import wanted_on
from brygga.accounting.references import Requires, TextSource
from brygga.accounting.rulebook import (
    Confirmed,
    Mapped,
    NumbersBy,
    Rate,
    RateDay,
    RateSource,
    Rulebook,
    Standing,
    ZeroRate,
)
from brygga.accounting.sending import SentBy
from brygga.clock import stockholm_date
from brygga.connections import opening
from brygga.connections.decisions import accounts_of
from brygga.connections.invoice_settings import InvoiceSettings, required_by
from brygga.connections.mappings import mapped_service_types
from brygga.connections.models import Connection
from brygga.connections.outside import Outside
from brygga.connections.registers import articles, cost_centers, projects, registers
from brygga.copying.entered_rates import entered_rate
from brygga.links.models import BuyerConfirmation
from brygga.productive.schema import Invoice
from brygga.tenants.models import Organisation


def rulebook(
    connection: Connection, invoice: Invoice, *, fixed: Rate | None = None, fresh: bool, outside: Outside
) -> Rulebook:
    """The connection's settings and Fortnox's registers, as the rules want them; only the articles that it needs.

    `fixed` is the exchange rate that the invoice has already.
    """
    decided, settings = connection.settings, InvoiceSettings.of(connection)
    known = registers(connection, on=invoice.invoiced_on, fresh=fresh, outside=outside)
    mapped = mapped_service_types(connection)
    return Rulebook(
        accounts=accounts_of(decided),
        zero_rate=ZeroRate(decided.zero_rate),
        domestic_reverse_charge=decided.domestic_reverse_charge,
        mapped=mapped,
        articles=articles(connection, _articles_on(invoice, mapped), fresh=fresh, outside=outside),
        confirmed=confirmation(connection.organisation, invoice),
        chart=known.chart,
        financial_years=known.financial_years,
        locked_until=known.locked_until,
        currencies=known.currencies,
        units=known.units,
        terms_of_payment=known.terms_of_payment,
        numbers_by=NumbersBy(decided.numbers_by),
        rate_source=RateSource(decided.rate_source),
        rate_day=RateDay(decided.rate_day),
        fixed_rate=fixed,
        entered_rate=entered_rate(
            connection.organisation, invoice.currency, wanted_on(invoice, RateDay(decided.rate_day))
        ),
        text_sources=settings.text_sources,
        language_by=settings.language_by,
        requires=_requires(connection, invoice, settings),
        **_dimensions(connection, invoice, settings, fresh=fresh, outside=outside),
        today=stockholm_date(outside.clock.now()),
    )


def _dimensions(
    connection: Connection, invoice: Invoice, settings: InvoiceSettings, *, fresh: bool, outside: Outside
) -> dict[str, Any]:
    """Budgets and registers are only asked for where something is taken from them."""
    sources = {each: taken for each, taken in settings.dimension_sources.items() if taken.source != TextSource.NOTHING}
    known: dict[str, Any] = {"dimension_sources": sources, "dimension_codes": settings.dimension_codes}
    if needs_budgets(sources):
        known["budgets"] = opening.productive(connection.organisation, outside=outside).budgets_of(invoice.id)
    if Dimension.PROJECT in sources:
        known["projects"] = projects(connection, fresh=fresh, outside=outside)
    if Dimension.COST_CENTER in sources:
        known["cost_centers"] = cost_centers(connection, fresh=fresh, outside=outside)
    return known


def _requires(connection: Connection, invoice: Invoice, settings: InvoiceSettings) -> Requires:
    """A buyer on Peppol wants an order number or a reference of its own, whatever was said of it (rule 25)."""
    said = required_by(connection, invoice.company_id)
    is_peppol = settings.sent_by is SentBy.E_INVOICE and said is Requires.NOTHING
    return Requires.EITHER if is_peppol else said


def confirmation(organisation: Organisation, invoice: Invoice) -> Confirmed | None:
    """What a person confirmed of the invoice's client company, for whatever country and number it was."""
    row = BuyerConfirmation.objects.within(organisation).filter(productive_company_id=invoice.company_id).first()
    if row is None:
        return None
    return Confirmed(standing=Standing(row.standing), country=row.country, vat_number=row.vat_number)


def _articles_on(invoice: Invoice, mapped: dict[str, Mapped]) -> list[str]:
    kinds = [line.service_type.id for line in invoice.lines if line.service_type]
    return [mapped[kind].article for kind in dict.fromkeys(kinds) if kind in mapped and mapped[kind].article]
