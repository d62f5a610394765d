"""The series of case A6 of bookkeeping: both sides have numbered up to 1041, and then Fortnox's 1042 is taken."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from typing import Any

from brygga.connections.models import By, Connection, IntegrationSettings
from sandbox.app import Sandbox
from sandbox.worlds import cast
from tests.outside_world import edit

# From the small world's numbers to those of the case.
SHIFT = 10482 - 1041
INVOICES = f"fortnox.{cast.STOCKHOLM.fortnox_tenant_id}.invoices"
FORTNOX_SERIES = f"fortnox.{cast.STOCKHOLM.fortnox_tenant_id}.invoice_number"
PRODUCTIVE_SERIES = f"{cast.STOCKHOLM.productive_id}/{{n}}"

Tables = Mapping[str, Any]
Counters = MutableMapping[str, int]


def productive_numbers(connection: Connection) -> None:
    """Productive gives the numbers from now on."""
    IntegrationSettings.objects.filter(connection=connection).update(numbers_by=By.PRODUCTIVE)
    connection.settings.refresh_from_db()


def begin_series(tables: Tables, counters: Counters) -> None:
    """Both sides have numbered up to 1041; of what came after the small world, nothing is there."""
    kept = {number: record for number, record in tables[INVOICES].items() if int(number) - SHIFT <= 1041}
    tables[INVOICES].clear()
    for number, record in kept.items():
        shifted = str(int(number) - SHIFT)
        tables[INVOICES][shifted] = {**record, "DocumentNumber": shifted}
    for record in tables["productive.invoices"].values():
        number = record["attributes"]["number"]
        if record["related"].get("subsidiary") == cast.STOCKHOLM.productive_id and number:
            record["attributes"]["number"] = str(min(int(number) - SHIFT, 1041))
    tables["productive.number_series"][PRODUCTIVE_SERIES] = {"last": 1041}
    counters[FORTNOX_SERIES] = 1042


def take_in_fortnox(tables: Tables, counters: Counters, number: str = "1042") -> None:
    """Somebody makes an interest invoice in Fortnox."""
    another = {"ExternalInvoiceReference1": "", "ExternalInvoiceReference2": "", "InvoiceType": "INTERESTINVOICE"}
    made = {**tables[INVOICES]["1041"], **another, "DocumentNumber": number, "CustomerName": "Hamnverket AB"}
    tables[INVOICES][number] = made
    counters[FORTNOX_SERIES] = int(number) + 1


def ten_thousand(sandbox: Sandbox, invoice: str = "9001") -> None:
    """The draft comes to 8,000.00 and 2,000.00 VAT."""
    for line in ("02", "03", "04"):
        edit(sandbox, "DELETE", f"line_items/{invoice}{line}")
    edit(sandbox, "PATCH", f"line_items/{invoice}01", {"quantity": "8", "unit_price": 100000})


def number_of(sandbox: Sandbox, invoice: str, number: str) -> None:
    """The draft has a number already, as a person may type it in Productive."""
    edit(sandbox, "PATCH", f"invoices/{invoice}", {"number": number})
