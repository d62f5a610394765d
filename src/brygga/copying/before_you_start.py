"""Before you start: one look at everything that any copy of a connection would meet, in few requests."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from brygga.accounting.lines import UNITS
from brygga.accounting.problems import Problem, ProblemKind
from brygga.accounting.readiness import Books, Finding, Looked, Used, findings_of, first_of_next
from brygga.clock import stockholm_date
from brygga.connections import mappings, opening
from brygga.connections.decisions import accounts_of, number_format_problem
from brygga.connections.mappings import mapped_service_types
from brygga.connections.models import By, Connection, ConnectionState
from brygga.connections.outside import Outside
from brygga.connections.registers import registers
from brygga.copying.next_step import facts_of
from brygga.fortnox.company import CompanyInformation
from brygga.productive.schema import InvoiceSummary
from brygga.remote.errors import NotAuthorised

# What the newest invoices needed is what the next ones will need; so many come in one request.
INVOICES_LOOKED_AT = 200
ANY_NAME = "a"


@dataclass(frozen=True, kw_only=True)
class Checked:
    """Everything that was found, in order; `read_at` is when the oldest of Fortnox's registers was read."""

    findings: tuple[Finding, ...]
    read_at: datetime

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(problem for finding in self.findings for problem in finding.problems)


def check(connection: Connection, *, fresh: bool, outside: Outside) -> Checked:
    """Look at everything; nothing is written. Raises Unavailable and its like: then nothing is known.

    `fresh` reads Fortnox's registers again.
    """
    now = outside.clock.now()
    reached = _connection(connection, outside)
    productive, newest = _productive(connection, outside)
    found = [reached, productive, _settings(connection), _numbers(connection, outside)]
    if not reached.is_well:
        return Checked(findings=tuple(found), read_at=now)
    rights = _asked(Looked.RIGHTS, lambda: _use_rights(connection, outside))
    try:
        of_registers, read_at = _registers(connection, newest, fresh=fresh, outside=outside)
        found += [rights, *of_registers, _mapping(connection, outside)]
    except NotAuthorised as error:
        found, read_at = [*found, Finding(what=Looked.RIGHTS, problems=(_refused(error),))], now
    return Checked(findings=tuple(sorted(found, key=lambda each: list(Looked).index(each.what))), read_at=read_at)


def _connection(connection: Connection, outside: Outside) -> Finding:
    if connection.state == ConnectionState.RECONNECT_NEEDED:
        facts = {"company": connection.company_name}
        return Finding(what=Looked.CONNECTION, problems=(Problem(ProblemKind.RECONNECT_NEEDED, facts),))

    def ask() -> dict[str, str]:
        told: CompanyInformation = opening.fortnox(connection, outside=outside).company_information()
        return {"company": told.company_name, "number": told.organisation_number}

    return _asked(Looked.CONNECTION, ask)


def _productive(connection: Connection, outside: Outside) -> tuple[Finding, tuple[InvoiceSummary, ...]]:
    """Whether Productive answers, and the newest invoices of the subsidiary."""
    newest: list[InvoiceSummary] = []

    def ask() -> dict[str, str]:
        client = opening.productive(connection.organisation, outside=outside)
        subsidiary = connection.subsidiary.productive_subsidiary_id
        page = client.invoices(subsidiary_ids=[subsidiary], size=INVOICES_LOOKED_AT)
        newest.extend(page.invoices)
        return {"subsidiary": connection.subsidiary.name, "count": str(page.total)}

    return _asked(Looked.PRODUCTIVE, ask), tuple(newest)


def _use_rights(connection: Connection, outside: Outside) -> dict[str, str]:
    """Read what copies read besides registers: a right or a licence that is missing shows at once."""
    client = opening.fortnox(connection, outside=outside)
    newest = client.newest_invoices(limit=1)
    client.customers_named(ANY_NAME, limit=1)
    if connection.settings.pdf_by == By.PRODUCTIVE and newest:
        opening.fortnox_files(connection, outside=outside).attached_to(newest[0].document_number)
    return {}


def _settings(connection: Connection) -> Finding:
    if connection.settings.are_decided:
        return Finding(what=Looked.SETTINGS)
    return Finding(
        what=Looked.SETTINGS,
        problems=(Problem(ProblemKind.NOT_DECIDED, {"company": connection.company_name}),),
    )


def _numbers(connection: Connection, outside: Outside) -> Finding:
    """Numbers by Productive must be in a format that Fortnox has."""
    by = By(connection.settings.numbers_by)
    facts = {"by": by.value}
    if by is By.FORTNOX:
        return Finding(what=Looked.NUMBERS, facts=facts)
    try:
        unfit = number_format_problem(connection, outside=outside)
    except NotAuthorised as error:
        unfit = _refused(error)
    return Finding(what=Looked.NUMBERS, problems=(unfit,) if unfit else (), facts=facts)


def _registers(
    connection: Connection, newest: Iterable[InvoiceSummary], *, fresh: bool, outside: Outside
) -> tuple[list[Finding], datetime]:
    today = stockholm_date(outside.clock.now())
    known = registers(connection, on=today, fresh=fresh, outside=outside)
    next_on = first_of_next(known.financial_years, today)
    next_chart = registers(connection, on=next_on, outside=outside).chart if next_on else None
    books = Books(
        today=today,
        years=known.financial_years,
        chart=known.chart,
        next_chart=next_chart or None,
        locked_until=known.locked_until,
        currencies=known.currencies,
        terms=known.terms_of_payment,
        units=known.units,
    )
    return findings_of(books, accounts_of(connection.settings), _used(newest)), known.read_at


def _used(newest: Iterable[InvoiceSummary]) -> Used:
    invoices = [each for each in newest if not each.is_credit_note]
    return Used(
        currencies=frozenset(each.currency for each in invoices),
        days=frozenset((each.pay_on - each.invoiced_on).days for each in invoices if each.pay_on),
        units=frozenset(UNITS.values()),
    )


def _mapping(connection: Connection, outside: Outside) -> Finding:
    """Every mapping, by the registers that were just read."""
    wanted = mapped_service_types(connection)
    wrong = mappings.check(connection, wanted, outside=outside)
    problems = tuple(
        Problem(problem.kind, {**problem.facts, "service_type": _name(connection, key)})
        for key, found in wrong.items()
        for problem in found
    )
    return Finding(what=Looked.MAPPING, problems=problems, facts={"count": str(len(wanted))})


def _name(connection: Connection, key: str) -> str:
    row = connection.service_types.filter(productive_service_type_id=key).first()
    return row.name if row else key


def _asked(what: Looked, ask: Callable[[], dict[str, str]]) -> Finding:
    """What came of asking a remote; a refusal of our access is a problem like any other."""
    try:
        return Finding(what=what, facts=ask())
    except NotAuthorised as error:
        return Finding(what=what, problems=(_refused(error),))


def _refused(error: NotAuthorised) -> Problem:
    kind = ProblemKind.RECONNECT_NEEDED if error.whole_connection else ProblemKind.NOT_PERMITTED
    return Problem(kind, facts_of(error))
