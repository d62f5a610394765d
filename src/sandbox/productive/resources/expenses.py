"""Expenses: what was bought for a client. Read only here; a line of an invoice can ask for one."""

from __future__ import annotations

from sandbox.productive.resource import Resource, attributes_of, filters_of, names_of, relationships_of

# The specification lists what can be written, filtered and sorted by; that answers show the same names is a guess.
EXPENSES = Resource(
    attributes=attributes_of(
        "name date:date pay_on:date paid_on:date position:integer quantity:decimal markup:decimal reimbursable:boolean"
        " reimbursed_on:date rejected_reason tax_inclusion:integer draft:boolean exported:boolean exported_at:datetime"
        " custom_fields:json created_at:datetime currency:currency3 amount:money3 amount_with_tax:money3"
        " billable_amount:money3"
    ),
    relationships=relationships_of(
        "person:people service:services tax_rate:tax_rates vendor:companies creator:people attachment:attachments"
        " purchase_order:purchase_orders"
    ),
    filters=filters_of(
        "allocation_status:- amount amount_with_tax approval_status:- approved_at:- approver_id:-"
        " assigned_approver_id:- awaiting_approval_from_approver_id:- billable_amount company_id:!expense_company"
        " created_at creator_id:@creator currency custom_fields date date_after:>date date_before:<date"
        " deal_id:!expense_deal designated_approver_id:- draft export_status:!export_status full_query:-"
        " fuzzy_dates:- fuzzy_people:- id:!id invoice_id:!expense_invoices invoiced:!expense_is_invoiced"
        " invoicing_status:- jump_query:- name paid_on paid_on_after:>paid_on paid_on_before:<paid_on pay_on"
        " pay_on_after:>pay_on pay_on_before:<pay_on person_id:@person profit:- project_id:!expense_project"
        " purchase_order_id:@purchase_order quantity query:!query quote_type:- recognized_revenue:- reimbursable"
        " reimbursed_on reimbursement:- responsible_id:- section_name:- service_id:@service"
        " service_type_id:!expense_service_type stage_type:- status:- tax_rate_id:@tax_rate vendor_id:@vendor"
        " with_draft:-"
    ),
    sorts=names_of(
        "amount amount_with_tax billable_amount created_at custom_fields date deal_company_name deal_name"
        " deal_project_name draft id name paid_on pay_on profit recognized_revenue service_name service_type_name"
        " tax_rate_id"
    ),
)
