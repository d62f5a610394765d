"""From Productive's resources to our values: which attribute and which relationship becomes which field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from brygga.productive.jsonapi import Resource
from brygga.productive.schema import (
    Address,
    Budget,
    ClientCompany,
    CustomField,
    Invoice,
    InvoiceSummary,
    Line,
    Organisation,
    ServiceType,
    Subsidiary,
    TaxRate,
)
from brygga.productive.wire import read_decimal_or_none
from brygga.remote.fields import read_text

INVOICE_INCLUDES = "company,subsidiary,bill_to,bill_from,parent_invoice,issuer,document_type"
SUMMARY_INCLUDES = "company,subsidiary"
LINE_INCLUDES = "service_type,tax_rate,service"
BUDGET_INCLUDES = "service.deal"
DEAL_INCLUDES = "project"
SUBSIDIARY_INCLUDES = "bill_from"


def organisation(resource: Resource) -> Organisation:
    return Organisation.model_validate({**resource.attributes, "id": resource.id})


def subsidiary(resource: Resource) -> Subsidiary:
    """The seller's tax id stands on its bill_from entry (guide, read 2026-09)."""
    bill_from = resource.related("bill_from")
    vat = bill_from.attributes.get("vat") if bill_from else ""
    own = {"id": resource.id, "vat": vat, "number_format": _number_format(resource)}
    return Subsidiary.model_validate({**resource.attributes, **own})


def service_type(resource: Resource) -> ServiceType:
    return ServiceType.model_validate({**resource.attributes, "id": resource.id})


def tax_rate(resource: Resource) -> TaxRate:
    """The percentage of a line is here: `tax_value` on the line itself is null since 2024-09-03 (guide)."""
    attributes = resource.attributes
    percents = [read_decimal_or_none(attributes.get(f"{which}_component_value")) for which in ("primary", "secondary")]
    components = [percent for percent in percents if percent is not None]
    return TaxRate(
        id=resource.id,
        name=read_text(attributes.get("name")),
        percent=sum(components, Decimal(0)),
        has_components=bool(components),
    )


def summary(resource: Resource) -> InvoiceSummary:
    """An invoice in a list that was asked for with SUMMARY_INCLUDES."""
    return InvoiceSummary.model_validate(_fields(resource) | _parties(resource))


def written(resource: Resource) -> InvoiceSummary:
    """An invoice in an answer that includes no relationships, as that to a write: whose it is stays empty."""
    return InvoiceSummary.model_validate(
        _fields(resource) | {"company_id": "", "company_name": "", "subsidiary_id": ""}
    )


def invoice(resource: Resource, lines: Iterable[Resource]) -> Invoice:
    """A whole invoice; its lines in their order on the document."""
    attributes = resource.attributes
    company, bill_to, bill_from = (resource.related(each) for each in ("company", "bill_to", "bill_from"))
    parent = resource.related("parent_invoice")
    return Invoice.model_validate(
        _fields(resource)
        | _parties(resource)
        | {
            "discount": attributes.get("discount"),
            # `note` may hold template variables; what the client reads is the interpolated one (specification).
            "note": attributes.get("note_interpolated") or attributes.get("note"),
            "purchase_order_number": attributes.get("purchase_order_number"),
            "payment_terms_days": attributes.get("payment_terms_days", attributes.get("payment_terms")),
            "company": client_company(company) if company else ClientCompany(id="", name=""),
            "bill_to": address(bill_to.attributes) if bill_to else None,
            "bill_from": address(bill_from.attributes) if bill_from else None,
            "number_format": _number_format(resource.related("subsidiary")),
            "issuer": _full_name(_related_or_none(resource, "issuer")),
            "document_locale": _locale(_related_or_none(resource, "document_type")),
            "parent_invoice_id": parent.id if parent else None,
            "parent_number": parent.attributes.get("number") if parent else "",
            "parent_sent_on": parent.attributes.get("sent_on") if parent else None,
            "lines": sorted((line(each) for each in lines), key=lambda each: (each.position, each.id)),
        }
    )


def billed_deals(lines: Iterable[Resource]) -> dict[str, str]:
    """The budget that each line bills, by the line's id; lines without a service bill none."""
    services = {each.id: each.related("service") for each in lines}
    deals = {line: service.related_id("deal") for line, service in services.items() if service}
    return {line: deal for line, deal in deals.items() if deal}


def budget(resource: Resource) -> Budget:
    project = resource.related("project")
    number = project.attributes.get("project_number") or project.attributes.get("number") if project else ""
    return Budget.model_validate({**resource.attributes, "id": resource.id, "project_number": number})


def custom_field(resource: Resource) -> CustomField:
    attributes = resource.attributes
    return CustomField(
        id=resource.id,
        name=read_text(attributes.get("name")),
        kind=int(attributes.get("data_type_id") or 0),
        of=read_text(attributes.get("customizable_type")).lower(),
        is_archived=bool(attributes.get("archived_at")),
    )


def _related_or_none(resource: Resource, name: str) -> Resource | None:
    """What an invoice can be read without: not every account need show it."""
    return resource.related(name) if resource.is_included(name) else None


def _full_name(person: Resource | None) -> str:
    if person is None:
        return ""
    return " ".join(filter(None, (read_text(person.attributes.get(each)) for each in ("first_name", "last_name"))))


def _locale(document_type: Resource | None) -> str:
    return read_text(document_type.attributes.get("locale")) if document_type else ""


def line(resource: Resource) -> Line:
    """A line; a service type may be missing, a tax rate too on lines from before 2024-09-03."""
    kind, rate = resource.related("service_type"), resource.related("tax_rate")
    return Line.model_validate(
        {
            **resource.attributes,
            "id": resource.id,
            "service_type": service_type(kind) if kind else None,
            "tax_rate": tax_rate(rate) if rate else None,
            "service_id": resource.related_id("service") if resource.is_included("service") else "",
        }
    )


def client_company(resource: Resource) -> ClientCompany:
    attributes = resource.attributes
    return ClientCompany.model_validate(
        {**attributes, "id": resource.id, "address": _company_address(attributes.get("contact"))}
    )


def address(attributes: Mapping[str, Any]) -> Address:
    """A contact entry; `billing_email` exists since 2026 (specification)."""
    email = attributes.get("billing_email") or attributes.get("email")
    return Address.model_validate({**attributes, "email": email})


def _number_format(subsidiary: Resource | None) -> str:
    """`{n}`, `{yyyy}{nnn}`, … (help article 2179633, read 2026-06; the attribute's name is the specification's)."""
    return read_text(subsidiary.attributes.get("invoice_number_format")) if subsidiary else ""


def _fields(resource: Resource) -> dict[str, Any]:
    return {
        **resource.attributes,
        "id": resource.id,
        "invoice_type": resource.attributes.get("invoice_type_id"),
    }


def _parties(resource: Resource) -> dict[str, str]:
    company = resource.related("company")
    return {
        "company_id": company.id if company else "",
        "company_name": read_text(company.attributes.get("name")) if company else "",
        "subsidiary_id": resource.related_id("subsidiary") or "",
    }


def _company_address(contact: Any) -> Address:
    """The billing address of a company, else its first one; `contact` is {} when nothing is known (recorded 2023)."""
    addresses = _objects(contact, "addresses")
    emails = _objects(contact, "emails")
    chosen = next((each for each in addresses if each.get("billing_address") is True), None) or next(
        iter(addresses), {}
    )
    return Address.model_validate({**chosen, "email": emails[0].get("email") if emails else ""})


def _objects(contact: Any, name: str) -> list[Mapping[str, Any]]:
    members = contact.get(name) if isinstance(contact, Mapping) else None
    return [member for member in members if isinstance(member, Mapping)] if isinstance(members, list) else []
