"""The registers that invoices refer to: sellers, rates of tax, accounts, documents, clients and people."""

from __future__ import annotations

from sandbox.productive.resource import Resource, attributes_of, filters_of, names_of, relationships_of

TAX_RATES = Resource(
    attributes=attributes_of(
        "name primary_component_name primary_component_value:decimal secondary_component_name"
        " secondary_component_value:decimal archived_at:datetime"
    ),
    relationships=relationships_of("subsidiary:subsidiaries"),
    filters=filters_of(
        "id:!id name primary_component_name primary_component_value secondary_component_name secondary_component_value"
        " status:!archive_status"
    ),
    sorts=names_of("name subsidiary_name"),
    writable=names_of(
        "name primary_component_name primary_component_value secondary_component_name secondary_component_value"
        " subsidiary_id"
    ),
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
    writable=names_of(
        "custom_domain_id default_bank_account_id default_document_type_id default_tax_rate_id facility_costs"
        " facility_costs_breakdown invoice_logo_url invoice_number_format invoice_number_scope name show_delivery_date"
    ),
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
        "archived_at billing_name company_code company_id:!id created_at custom_fields default_currency"
        " default_subsidiary_id default_tax_rate_id due_days exclude_company_and_children:- full_query:- fuzzy_dates:-"
        " fuzzy_people:- has_parent_company:!has_parent_company id:!id jump_query:- last_activity_at name"
        " parent_company_id payment_terms:due_days project_id:!company_projects query:!query status:!archive_status"
        " subscriber_id:- subsidiary_id:default_subsidiary_id tags:tag_list vat"
    ),
    sorts=names_of("company_code created_at custom_fields last_activity_at name parent_company"),
    writable=names_of(
        "avatar_url billing_name company_code contact custom_fields default_currency default_document_type_id"
        " default_subsidiary_id default_tax_rate_id domain due_days name parent_company_id settings subscriber_ids"
        " tag_list vat"
    ),
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
    writable=names_of(
        "address billing_address billing_email city company_id contactable_type country email invoice_id"
        " invoice_template_id name organization_id person_id phone purchase_order_id state subsidiary_id type vat"
        " website zipcode"
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
    writable=names_of(
        "attachment_ids document_style_id document_template_id dual_currency email_data email_subject email_template"
        " exportable_type_id exporter_options filename_schema footer locale name note subsidiary_id tax1_name"
        " tax1_value tax2_name tax2_value template_options"
    ),
)


SERVICE_TYPES = Resource(
    attributes=attributes_of("name archived_at:datetime description"),
    relationships=relationships_of("assignees:people*"),
    filters=filters_of("id:!id name person_id:- query:!query status:!archive_status"),
    # `description` is written by the older documentation.
    writable=names_of("name description"),
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
        " bookings_before:- custom_fields custom_role_id:- eligible_replacement_managers:- full_query:- fuzzy_dates:-"
        " fuzzy_people:- holiday_calendar_id:- hrm_type_id:- jump_query:- offboarding_status:- permissions:-"
        " person_type:- project_id:- project_watching:- schedulable:- service_id:- service_type_id:- subscribable_id:-"
        " subscribable_type:- tags:tag_list team:- time_tracking_policy_id:- timesheet_submission_disabled:-"
    ),
    sorts=names_of(
        "autotracking company_name custom_fields custom_role email joined_at last_seen_at manager name role_id"
        " schedulable subsidiary title two_factor_auth"
    ),
    writable=names_of(
        "account_id autotracking avatar_url company_id contact custom_fields custom_role_id email first_name"
        " granular_notification_preferences last_name manager_id nickname role_id status_emoji status_expires_at"
        " status_text subscriber_ids subsidiary_id tag_list time_off_status_sync time_tracking_policy_id time_unlocked"
        " time_unlocked_end_date time_unlocked_interval time_unlocked_on time_unlocked_period_id"
        " time_unlocked_start_date timesheet_submission_disabled title virtual"
    ),
)

BANK_ACCOUNTS = Resource(
    attributes=attributes_of(
        "name bank_name number swift_code bank_address currency archived_at:datetime created_at:datetime"
    ),
    relationships=relationships_of("subsidiary:subsidiaries"),
    filters=filters_of("bank_name id:!id name status:!archive_status subsidiary_id:@subsidiary"),
    sorts=names_of("id name"),
    writable=names_of("bank_address bank_name currency name number subsidiary_id swift_code"),
)
