"""The series of case A6 of bookkeeping: Productive's last number is 1041, and Fortnox has an interest invoice 1042."""

from __future__ import annotations

from brygga.connections.models import By, Connection, IntegrationSettings
from sandbox.app import Sandbox
from sandbox.worlds import cast
from tests.outside_world import edit

# From the small world's numbers to those of the case.
SHIFT = 10482 - 1041
TENANT = cast.STOCKHOLM.fortnox_tenant_id


def productive_numbers(connection: Connection) -> None:
    """Productive gives the numbers from now on."""
    IntegrationSettings.objects.filter(connection=connection).update(numbers_by=By.PRODUCTIVE)
    connection.settings.refresh_from_db()


def begin_series(sandbox: Sandbox) -> None:
    """Both sides have numbered up to 1041."""
    store = sandbox.store
    _shift_fortnox(sandbox)
    for record in store.table("productive.invoices").values():
        if record["related"].get("subsidiary") == cast.STOCKHOLM.productive_id and record["attributes"]["number"]:
            record["attributes"]["number"] = str(int(record["attributes"]["number"]) - SHIFT)
    store.table("productive.number_series")[f"{cast.STOCKHOLM.productive_id}/{{n}}"] = {"last": 1041}


def take_in_fortnox(sandbox: Sandbox, number: str = "1042") -> None:
    """Somebody makes an interest invoice in Fortnox."""
    table = sandbox.store.table(f"fortnox.{TENANT}.invoices")
    another = {"ExternalInvoiceReference1": "", "ExternalInvoiceReference2": "", "InvoiceType": "INTERESTINVOICE"}
    table[number] = {**table["1041"], **another, "DocumentNumber": number, "CustomerName": "Hamnverket AB"}
    sandbox.store.counters[f"fortnox.{TENANT}.invoice_number"] = int(number) + 1


def ten_thousand(sandbox: Sandbox, invoice: str = "9001") -> None:
    """The draft comes to 8,000.00 and 2,000.00 VAT."""
    for line in ("02", "03", "04"):
        edit(sandbox, "DELETE", f"line_items/{invoice}{line}")
    edit(sandbox, "PATCH", f"line_items/{invoice}01", {"quantity": "8", "unit_price": 100000})


def number_of(sandbox: Sandbox, invoice: str, number: str) -> None:
    """The draft has a number already, as a person may type it in Productive."""
    edit(sandbox, "PATCH", f"invoices/{invoice}", {"number": number})


def _shift_fortnox(sandbox: Sandbox) -> None:
    table = sandbox.store.table(f"fortnox.{TENANT}.invoices")
    for number in list(table):
        record = table.pop(number)
        record["DocumentNumber"] = str(int(number) - SHIFT)
        table[record["DocumentNumber"]] = record
    sandbox.store.counters[f"fortnox.{TENANT}.invoice_number"] -= SHIFT
