"""The resources of Productive that the sandbox plays: what each one holds, and how it can be listed.

Attributes stand in wire order with their form ("number" is text, "discount:decimal" is not). Names, forms,
relationships, filters, sort keys and writable attributes are Productive's specification of June 2026, corrected
by recorded answers.
"""

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
        " currency custom_fields:- deal_id:- delivery_on export_status:!export_status full_query:- fuzzy_dates:-"
        " fuzzy_people:- id:!id invoice_aging:!invoice_aging invoice_state:!invoice_state"
        " invoice_status:!invoice_status invoice_type:invoice_type_id invoiced_on invoicing_method:- issuer_id:@issuer"
        " jump_query:- last_activity_at number overdue_status:!overdue_status paid_on parent_company_id:-"
        " parent_invoice_id:@parent_invoice pay_on payment_status:!payment_status payment_terms project_id:-"
        " purchase_order_number query:!query responsible_id:- sent_on sent_status:!sent_status status:!sent_status"
        " subscriber_id:- subsidiary_id:@subsidiary tags:-"
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
        "company_id:!invoice_company creator_id:- discount expense_id:- id:!id invoice_id:@invoice service_id:-"
        " service_type_id:@service_type tax_name tax_value unit_id updater_id:-"
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
        "amount budget_id:- company_id:!invoice_company external_id id:!id invoice_id:@invoice number:!invoice_number"
        " paid_after:- paid_before:- paid_on project_id:- query:- subsidiary_id:!invoice_subsidiary written_off_on"
    ),
    sorts=names_of("amount date invoice_number note paid_on written_off_on"),
    writable=names_of("amount invoice_id note paid_on written_off_on"),
)

TAX_RATES = Resource(
    attributes=attributes_of(
        "name primary_component_name primary_component_value:decimal secondary_component_name"
        " secondary_component_value:decimal archived_at:datetime"
    ),
    relationships=relationships_of("subsidiary:subsidiaries"),
    filters=filters_of(
        "id:!id name primary_component_name primary_component_value secondary_component_name"
        " secondary_component_value status:!archive_status"
    ),
    sorts=names_of("name subsidiary_name"),
)

SUBSIDIARIES = Resource(
    attributes=attributes_of(
        "name invoice_number_format invoice_number_scope archived_at:datetime show_delivery_date:boolean"
        " facility_costs_breakdown:json export_integration_type_id:integer invoice_logo_url facility_costs:money3"
    ),
    relationships=relationships_of(
        "bill_from:contact_entries custom_domain:custom_domains default_tax_rate:tax_rates"
        " default_bank_account:bank_accounts default_document_type:document_types integration:integrations"
        " einvoice_configuration:einvoice_configurations einvoice_identity:einvoice_identities"
    ),
    filters=filters_of("id:!id status:!archive_status"),
    sorts=names_of("name"),
)

COMPANIES = Resource(
    attributes=attributes_of(
        "name billing_name vat default_currency created_at:datetime last_activity_at:datetime archived_at:datetime"
        " avatar_url invoice_email_recipients:object custom_fields:json company_code domain projectless_budgets:boolean"
        " default_subsidiary_id:integer default_tax_rate_id:integer default_document_type_id:integer description"
        " due_days:integer payment_terms_type tag_list:list contact:object sample_data:boolean settings:object"
        " external_id external_sync:boolean parent_company_id:integer"
    ),
    relationships=relationships_of(
        "default_subsidiary:subsidiaries default_tax_rate:tax_rates default_document_type:document_types"
        " parent_company:companies einvoice_identity:einvoice_identities"
        " integration_exporter_configuration:integration_exporter_configurations import:imports"
        " custom_field_people:people* custom_field_attachments:attachments*"
    ),
    filters=filters_of(
        "archived_at billing_name company_code company_id:!id created_at custom_fields:- default_currency"
        " default_subsidiary_id default_tax_rate_id due_days exclude_company_and_children:- full_query:-"
        " fuzzy_dates:- fuzzy_people:- has_parent_company:- id:!id jump_query:- last_activity_at name"
        " parent_company_id payment_terms:due_days project_id:- query:!query status:!archive_status subscriber_id:-"
        " subsidiary_id:default_subsidiary_id tags:- vat"
    ),
    sorts=names_of("company_code created_at custom_fields last_activity_at name parent_company"),
)

CONTACT_ENTRIES = Resource(
    attributes=attributes_of(
        "contactable_type type name email phone website address city state zipcode country vat billing_address:boolean"
        " billing_email"
    ),
    relationships=relationships_of(
        "company:companies person:people invoice:invoices subsidiary:subsidiaries purchase_order:purchase_orders"
        " invoice_template:invoice_templates"
    ),
    filters=filters_of(
        "company_id:@company contactable_id:!contactable_id contactable_type invoice_id:@invoice person_id:@person"
        " subsidiary_id:@subsidiary"
    ),
)

DOCUMENT_TYPES = Resource(
    attributes=attributes_of(
        "name tax1_name tax1_value:decimal tax2_name tax2_value:decimal locale document_template_id:integer"
        " exportable_type_id:integer note footer template_options:object archived_at:datetime header_template"
        " body_template footer_template scss_template exporter_options:object email_template email_subject"
        " email_data:object dual_currency:boolean filename_schema"
    ),
    relationships=relationships_of("subsidiary:subsidiaries document_style:document_styles attachments:attachments*"),
    filters=filters_of(
        "document_template_id exportable_type_id id:!id status:!archive_status subsidiary_id:@subsidiary"
    ),
)

SERVICE_TYPES = Resource(
    attributes=attributes_of("name archived_at:datetime description"),
    relationships=relationships_of("assignees:people*"),
    filters=filters_of("id:!id name person_id:- query:!query status:!archive_status"),
)

PEOPLE = Resource(
    attributes=attributes_of(
        "avatar_url deactivated_at:datetime first_name last_name nickname role_id:integer email title contact:object"
        " joined_at:datetime last_seen_at:datetime archived_at:datetime invited_at:datetime is_user:boolean"
        " user_id:integer tag_list:list virtual:boolean custom_fields:json autotracking:boolean created_at:datetime"
        " placeholder:boolean color_id:integer sample_data:boolean last_activity_at:datetime two_factor_auth:boolean"
        " availabilities external_id external_sync:boolean"
    ),
    relationships=relationships_of(
        "manager:people company:companies subsidiary:subsidiaries holiday_calendar:holiday_calendars custom_role:roles"
        " teams:teams* custom_field_people:people*"
    ),
    filters=filters_of(
        "archived_at company_id:@company created_at deactivated_at email first_name id:!id joined_at last_activity_at"
        " last_name last_seen_at manager_id:@manager role_id status:!archive_status subsidiary_id:@subsidiary title"
        " two_factor_auth virtual query:!query accessible_deal_id:- accessible_doc_id:- accessible_filter_id:-"
        " accessible_project_id:- agent:- approval_policy_id:- approval_workflow_id:- autotracking bookings_after:-"
        " bookings_before:- custom_fields:- custom_role_id:- eligible_replacement_managers:- full_query:-"
        " fuzzy_dates:- fuzzy_people:- holiday_calendar_id:- hrm_type_id:- jump_query:- offboarding_status:-"
        " permissions:- person_type:- project_id:- project_watching:- schedulable:- service_id:- service_type_id:-"
        " subscribable_id:- subscribable_type:- tags:- team:- time_tracking_policy_id:-"
        " timesheet_submission_disabled:-"
    ),
    sorts=names_of(
        "autotracking company_name custom_fields custom_role email joined_at last_seen_at manager name role_id"
        " schedulable subsidiary title two_factor_auth"
    ),
)

CUSTOM_FIELDS = Resource(
    attributes=attributes_of(
        "name data_type_id:integer customizable_type required:boolean position:integer global:boolean sensitive:boolean"
        " show_in_add_edit_views:boolean quick_add_enabled:boolean formatting_type_id:integer"
        " aggregation_type_id:integer archived_at:datetime created_at:datetime updated_at:datetime"
    ),
    relationships=relationships_of("options:custom_field_options* project:projects section:sections survey:surveys"),
    filters=filters_of("archived:- customizable_type global name project_id:- show_in_add_edit_views survey_id:-"),
)

# About 100 attributes in the specification; the ones that matter here.
ORGANIZATIONS = Resource(
    attributes=attributes_of(
        "name currency:currency3 time_zone locale due_days:integer payment_terms_type"
        " invoice_rounding_method_id:integer decimal_places_id:integer numbering_format_settings:object subdomain"
        " created_at:datetime"
    ),
    relationships={},
    filters={},
    sorts=names_of("name"),
)

# The specification lists what can be written and one filter; the relationship `person` is a guess.
ORGANIZATION_MEMBERSHIPS = Resource(
    attributes=attributes_of("email_notifications:boolean weekly_emails:boolean time_reminders:boolean"),
    relationships=relationships_of("person:people"),
    filters=filters_of("organization_id:!organization_id"),
)

RESOURCES = {
    "invoices": INVOICES,
    "line_items": LINE_ITEMS,
    "payments": PAYMENTS,
    "tax_rates": TAX_RATES,
    "subsidiaries": SUBSIDIARIES,
    "companies": COMPANIES,
    "contact_entries": CONTACT_ENTRIES,
    "document_types": DOCUMENT_TYPES,
    "service_types": SERVICE_TYPES,
    "people": PEOPLE,
    "custom_fields": CUSTOM_FIELDS,
    "organizations": ORGANIZATIONS,
    "organization_memberships": ORGANIZATION_MEMBERSHIPS,
}
