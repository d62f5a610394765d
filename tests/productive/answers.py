"""Answers as Productive writes them: JSON:API with text ids, text decimals, and money in minor units."""

from __future__ import annotations

from typing import Any

NOT_INCLUDED = {"meta": {"included": False}}


def resource(kind: str, identifier: str, attributes: dict[str, Any], **relationships: Any) -> dict[str, Any]:
    """A resource; a relationship is given as what it holds, or as NOT_INCLUDED."""
    members = {
        name: held if held == NOT_INCLUDED else {"data": held and {"type": held["type"], "id": held["id"]}}
        for name, held in relationships.items()
    }
    organization = {"data": {"type": "organizations", "id": "20401"}}
    return {
        "id": identifier,
        "type": kind,
        "attributes": attributes,
        "relationships": {"organization": organization, **members},
    }


def one(data: Any, *included: Any) -> dict[str, Any]:
    return {"data": data, "included": list(included), "meta": {}}


def many(members: list[Any], *included: Any, page: int = 1, pages: int = 1, total: int | None = None) -> dict[str, Any]:
    meta = {
        "current_page": page,
        "total_pages": pages,
        "total_count": len(members) if total is None else total,
        "page_size": 200,
        "max_page_size": 200,
    }
    return {"data": members, "included": list(included), "links": {}, "meta": meta}


def problem(status: int, code: str, title: str, detail: str, pointer: str = "") -> dict[str, Any]:
    source = {"pointer": pointer} if pointer else {}
    error = {"status": str(status), "code": code, "title": title, "detail": detail, "meta": {}, "source": source}
    return {"errors": [error]}


COMPANY = resource(
    "companies",
    "7002",
    {
        "name": "Hamnverket AB",
        "billing_name": "Hamnverket Aktiebolag",
        "vat": "SE556677120901",
        "default_currency": "SEK",
        "due_days": 30,
        "contact": {
            "emails": [{"name": "Ekonomi", "email": "ekonomi@hamnverket.example"}],
            "addresses": [
                {"address": "Kajen 1", "city": "Göteborg", "zipcode": "411 20", "country": "Sweden"},
                {
                    "address": "Skeppsbron 3",
                    "city": "Göteborg",
                    "zipcode": "411 21",
                    "country": "Sweden",
                    "billing_address": True,
                },
            ],
        },
    },
)
SUBSIDIARY = resource("subsidiaries", "501", {"name": "Fyrljus Stockholm AB", "archived_at": None})
BILL_TO = resource(
    "contact_entries",
    "8101",
    {
        "contactable_type": "invoice",
        "type": "bill_to",
        "name": "Hamnverket AB",
        "address": "Skeppsbron 3",
        "zipcode": "411 21",
        "city": "Göteborg",
        "country": "Sweden",
        "vat": "SE556677120901",
        "email": None,
        "billing_email": "faktura@hamnverket.example",
    },
)
BILL_FROM = resource(
    "contact_entries",
    "8102",
    {
        "contactable_type": "invoice",
        "type": "bill_from",
        "name": "Fyrljus Stockholm AB",
        "address": "Kungsgatan 44",
        "zipcode": "111 35",
        "city": "Stockholm",
        "country": "Sweden",
        "vat": "SE559301441701",
        "email": None,
    },
)
DESIGN = resource("service_types", "301", {"name": "Design", "archived_at": None})
VAT_25 = resource(
    "tax_rates",
    "401",
    {
        "name": "25 % VAT",
        "primary_component_name": "Moms",
        "primary_component_value": "25.0",
        "secondary_component_name": None,
        "secondary_component_value": None,
    },
)
NO_VAT = resource(
    "tax_rates", "404", {"name": "No VAT", "primary_component_value": None, "secondary_component_value": None}
)


def invoice(**changed: Any) -> dict[str, Any]:
    attributes = {
        "number": None,
        "subject": "Design",
        "invoiced_on": "2026-11-01",
        "sent_on": None,
        "pay_on": "2026-12-01",
        "delivery_on": "2026-10-31",
        "paid_on": None,
        "finalized_on": None,
        "finalized_at": None,
        "discount": None,
        "deleted_at": None,
        "note": "Hej {name}",
        "note_interpolated": "Hej Bo",
        "exported": False,
        "export_id": None,
        "export_invoice_url": None,
        "purchase_order_number": "PO 1",
        "updated_at": "2026-11-01T09:06:32.193+01:00",
        "invoice_type_id": 1,
        "payment_terms_days": 30,
        "currency": "SEK",
        "amount": 15000,
        "amount_tax": 3750,
        "amount_with_tax": 18750,
        "amount_unpaid": 18750,
    }
    return resource(
        "invoices",
        "9001",
        attributes | changed,
        company=COMPANY,
        subsidiary=SUBSIDIARY,
        bill_to=BILL_TO,
        bill_from=BILL_FROM,
        parent_invoice=None,
    )


def written(**changed: Any) -> dict[str, Any]:
    """The same invoice in the answer to a write, where nothing is included."""
    bare = invoice(**changed)
    bare["relationships"] |= dict.fromkeys(
        ("company", "subsidiary", "bill_to", "bill_from", "parent_invoice"), NOT_INCLUDED
    )
    return bare


def line(
    identifier: str = "1", *, tax_rate: Any = VAT_25, service_type: Any = DESIGN, **changed: Any
) -> dict[str, Any]:
    """The recorded line: 3 x 50.00 at 25 %."""
    attributes = {
        "unit_id": 2,
        "position": 1,
        "quantity": "3.0",
        "discount": None,
        "description": "test name",
        "tax_name": None,
        "tax_value": None,
        "currency": "EUR",
        "unit_price": 5000,
        "amount": 15000,
        "amount_tax": 3750,
        "amount_with_tax": 18750,
    }
    return resource("line_items", identifier, attributes | changed, tax_rate=tax_rate, service_type=service_type)
