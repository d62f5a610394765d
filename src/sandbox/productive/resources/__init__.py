"""The resources of Productive that the sandbox plays: what each one holds, and how it can be listed.

Attributes stand in wire order with their form ("number" is text, "discount:decimal" is not). Names, forms,
relationships, filters, sort keys and writable attributes are Productive's specification of June 2026, corrected
by recorded answers.
"""

from __future__ import annotations

from sandbox.productive.resource import Resource
from sandbox.productive.resources import expenses, happenings, invoicing, organisation, registers, selling

RESOURCES: dict[str, Resource] = {
    "invoices": invoicing.INVOICES,
    "line_items": invoicing.LINE_ITEMS,
    "payments": invoicing.PAYMENTS,
    "invoice_attributions": invoicing.INVOICE_ATTRIBUTIONS,
    "expenses": expenses.EXPENSES,
    "tax_rates": registers.TAX_RATES,
    "bank_accounts": registers.BANK_ACCOUNTS,
    "subsidiaries": registers.SUBSIDIARIES,
    "companies": registers.COMPANIES,
    "contact_entries": registers.CONTACT_ENTRIES,
    "document_types": registers.DOCUMENT_TYPES,
    "service_types": registers.SERVICE_TYPES,
    "people": registers.PEOPLE,
    "projects": selling.PROJECTS,
    "deals": selling.DEALS,
    "services": selling.SERVICES,
    "custom_fields": organisation.CUSTOM_FIELDS,
    "custom_field_options": organisation.CUSTOM_FIELD_OPTIONS,
    "exchange_rates": organisation.EXCHANGE_RATES,
    "organizations": organisation.ORGANIZATIONS,
    "organization_memberships": organisation.ORGANIZATION_MEMBERSHIPS,
    "attachments": happenings.ATTACHMENTS,
    "activities": happenings.ACTIVITIES,
    "webhooks": happenings.WEBHOOKS,
    "webhook_logs": happenings.WEBHOOK_LOGS,
}
