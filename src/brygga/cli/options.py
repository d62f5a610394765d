"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
OrganisationId = Annotated[
    str, typer.Option("--organisation", help="Productive organisation id, when there are several.")
]
InvoiceId = Annotated[str, typer.Argument(help="The invoice's id in Productive.")]
Number = Annotated[
    str, typer.Option("--number", help="The number to use, where Productive gives the numbers; else Productive's own.")
]
Customer = Annotated[str, typer.Option("--customer", help="Fortnox customer number, or new to create one.")]
