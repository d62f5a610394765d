"""Invoices and what belongs to one: lines, payments, shares of budgets."""

from __future__ import annotations

from sandbox.productive.resource import Resource, attributes_of, filters_of, names_of, relationships_of

INVOICES = Resource(
    # Up to exchange_date: order of a recorded GET. From custom_fields on: order of a live sync's database, 2025-05.
    attributes=attributes_of(
        "number subject invoiced_on:date sent_on:date pay_on:date delivery_on:date paid_on:date finalized_on:date"
        " finalized_at:datetime discount:decimal tax1_name tax1_value:decimal tax2_name tax2_value:decimal"
        " deleted_at:datetime tag_list:list note footer exported:boolean exported_at:datetime"
        " export_integration_type_id:integer export_id export_invoice_url company_reference_id note_interpolated"
        " footer_interpolated email_key purchase_order_number created_at:datetime exchange_rate:decimal"
        " exchange_date:date custom_fields:json updated_at:datetime sample_data:boolean pay_on_relative:boolean"
        " payment_terms_type payment_terms_days:integer invoice_type_id:integer credited:boolean line_item_tax:boolean"
        " last_activity_at:datetime creation_options:json payment_terms:integer invoice_template_id:integer"
        " bank_account_details:json currency:currency3 amount:money3 amount_tax:money3 amount_with_tax:money3"
        " amount_paid:money3 amount_written_off:money3 amount_unpaid:money3 amount_credited:money3"
        " amount_credited_with_tax:money3"
    ),
    relationships=relationships_of(
        "bill_to:contact_entries bill_from:contact_entries company:companies document_type:document_types"
        " creator:people issuer:people subsidiary:subsidiaries bank_account:bank_accounts parent_invoice:invoices"
        " attachment:attachments invoice_attributions:invoice_attributions* custom_field_people:people*"
        " custom_field_attachments:attachments*"
    ),
    filters=filters_of(
        "amount amount_credited amount_credited_with_tax amount_paid amount_tax amount_unpaid amount_with_tax"
        " amount_written_off automatically_created:- company_id:@company created_at creator_id:@creator credited"
        " currency custom_fields deal_id:!budgets delivery_on export_status:!export_status full_query:- fuzzy_dates:-"
        " fuzzy_people:- id:!id invoice_aging:!invoice_aging invoice_state:!invoice_state"
        " invoice_status:!invoice_status invoice_type:invoice_type_id invoiced_on invoicing_method:- issuer_id:@issuer"
        " jump_query:- last_activity_at number overdue_status:!overdue_status paid_on parent_company_id:!parent_company"
        " parent_invoice_id:@parent_invoice pay_on payment_status:!payment_status payment_terms project_id:!projects"
        " purchase_order_number query:!query responsible_id:!responsibles sent_on sent_status:!sent_status"
        " status:!sent_status subscriber_id:- subsidiary_id:@subsidiary tags:tag_list"
    ),
    sorts=names_of(
        "amount amount_credited amount_credited_with_tax amount_paid amount_tax amount_with_tax amount_written_off"
        " company_name created_at credited custom_fields deleted_at delivery_on discount invoiced_on last_activity_at"
        " number pay_on purchase_order_number sent_on subject"
    ),
    # `footer` is sent by two live clients though the specification does not list it; payment_terms_* are of mid 2026.
    writable=names_of(
        "attachment_id bank_account_details bank_account_id company_id creation_options currency custom_fields"
        " delivery_on discount document_type_id export_id export_invoice_url exported footer invoice_type_id"
        " invoiced_on issuer_id note number parent_invoice_id pay_on pay_on_relative payment_terms_days"
        " payment_terms_type purchase_order_number sent_on subject subscriber_ids subsidiary_id tag_list tax1_name"
        " tax1_value tax2_name tax2_value"
    ),
)


LINE_ITEMS = Resource(
    # Order of a recorded GET. `description` is on the wire although the specification of 2026 omits it.
    attributes=attributes_of(
        "unit_id:integer position:integer quantity:decimal discount:decimal description tax_name tax_value:decimal"
        " currency:currency3 unit_price:money3 amount:money3 amount_tax:money3 amount_with_tax:money3"
    ),
    relationships=relationships_of(
        "invoice:invoices service:services expense:expenses service_type:service_types tax_rate:tax_rates"
        " kpd_code:kpd_codes"
    ),
    filters=filters_of(
        "company_id:!invoice_company creator_id:- discount expense_id:@expense id:!id invoice_id:@invoice"
        " service_id:@service service_type_id:@service_type tax_name tax_value unit_id updater_id:-"
    ),
    writable=names_of(
        "description discount expense_id invoice_id kpd_code_id position quantity service_id service_type_id tax_name"
        " tax_rate_id tax_value unit_id unit_price"
    ),
)


PAYMENTS = Resource(
    # Recorded answer of a POST; there is no created_at.
    attributes=attributes_of("paid_on:date written_off_on:date note external_id currency:currency3 amount:money3"),
    relationships=relationships_of("invoice:invoices"),
    filters=filters_of(
        "amount budget_id:!invoice_budgets company_id:!invoice_company external_id id:!id invoice_id:@invoice"
        " number:!invoice_number paid_after:>paid_on paid_before:<paid_on paid_on project_id:!invoice_projects"
        " query:!query subsidiary_id:!invoice_subsidiary written_off_on"
    ),
    sorts=names_of("amount date invoice_number note paid_on written_off_on"),
    writable=names_of("amount invoice_id note paid_on written_off_on"),
)


# Of what an invoice asks for, the part that belongs to one budget; it has no tax.
INVOICE_ATTRIBUTIONS = Resource(
    attributes=attributes_of("date_from:date date_to:date currency:currency3 amount:money3"),
    relationships=relationships_of("invoice:invoices budget:deals"),
    filters=filters_of("budget_id:@budget invoice_id:@invoice"),
    writable=names_of("amount budget_id date_from date_to invoice_id"),
)
