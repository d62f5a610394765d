"""Who the seller is, as Fortnox knows it."""

from __future__ import annotations

from pydantic import Field

from brygga.fortnox.schema import Value
from brygga.fortnox.wire import Text


class CompanySettings(Value):
    """What the company prints on its invoices. `approved_for_f_tax` is TaxEnabled on the wire.

    Which of them are null and which empty nobody has recorded: both are read.
    """

    name: Text = Field(alias="Name")
    address: Text = Field(default="", alias="Address")
    zip_code: Text = Field(default="", alias="ZipCode")
    city: Text = Field(default="", alias="City")
    country: Text = Field(default="", alias="Country")
    organisation_number: Text = Field(default="", alias="OrganizationNumber")
    vat_number: Text = Field(default="", alias="VATNumber")
    approved_for_f_tax: bool = Field(default=False, alias="TaxEnabled")
    domicile: Text = Field(default="", alias="Domicile")
    bankgiro: Text = Field(default="", alias="BG")
    plusgiro: Text = Field(default="", alias="PG")
    iban: Text = Field(default="", alias="IBAN")
    bic: Text = Field(default="", alias="BIC")
    email: Text = Field(default="", alias="Email")
    phone: Text = Field(default="", alias="Phone1")


class CompanyInformation(Value):
    """Which company a connection reaches. `tenant_id` is DatabaseNumber on the wire."""

    tenant_id: int = Field(alias="DatabaseNumber")
    company_name: Text = Field(alias="CompanyName")
    organisation_number: Text = Field(alias="OrganizationNumber")
