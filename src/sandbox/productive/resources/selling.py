"""What is sold: projects, deals (budgets once they are won) and the services in them."""

from __future__ import annotations

from sandbox.productive.resource import Resource, attributes_of, filters_of, names_of, relationships_of

PROJECTS = Resource(
    attributes=attributes_of(
        "name number project_number project_type_id:integer project_color_id:integer last_activity_at:datetime"
        " public_access:boolean time_on_tasks:boolean tag_colors:object archived_at:datetime created_at:datetime"
        " template:boolean budget_closing_date:date needs_invoicing:boolean custom_fields:json"
        " task_custom_fields_ids:json sample_data:boolean"
    ),
    relationships=relationships_of(
        "company:companies project_manager:people last_actor:people workflow:workflows custom_field_people:people*"
        " memberships:memberships* template_object:projects"
    ),
    filters=filters_of(
        "budget_id:!project_budgets company_id:@company cost:- created_at custom_fields estimated_time:-"
        " for_tracking:- full_query:- fuzzy_dates:- fuzzy_people:- id:!id jump_query:- name number"
        " parent_company_id:!parent_company pending_invoicing:- person_id:- profit:- profit_margin:-"
        " project_color:project_color_id project_id:!id project_number project_type:project_type_id public_access"
        " query:!query responsible_id:@project_manager revenue:- status:!archive_status template total_worked_time:-"
        " with_templates:- worked_time:- workflow_id:@workflow"
    ),
    sorts=names_of("company_name created_at custom_fields last_activity_at name number project_number"),
    writable=names_of(
        "company_id custom_fields name page_custom_fields_ids page_custom_fields_positions preferences"
        " project_color_id project_manager_id project_type_id tag_colors task_custom_fields_ids"
        " task_custom_fields_positions workflow_id"
    ),
)

DEALS = Resource(
    attributes=attributes_of(
        "name date:date end_date:date number deal_number suffix time_approval:boolean expense_approval:boolean"
        " client_access:boolean deal_type_id:integer budget:boolean tag_list:list origin_deal_id:integer email_key"
        " purchase_order_number custom_fields:json position:integer tracking_type_id:integer discount:decimal"
        " man_day_minutes:integer probability:integer note closed_at:datetime delivered_on:date"
        " last_activity_at:datetime deleted_at:datetime created_at:datetime exchange_rate:decimal exchange_date:date"
        " sample_data:boolean external_id external_sync:boolean manual_invoicing_status_id:integer currency:currency3"
        " revenue:money3 services_revenue:money3 budget_total:money3 budget_used:money3 projected_revenue:money3"
        " invoiced:money3 pending_invoicing:money3 manually_invoiced:money3 draft_invoiced:money3"
        " amount_credited:money3 expense:money3"
    ),
    relationships=relationships_of(
        "company:companies project:projects creator:people responsible:people contact:people"
        " document_type:document_types proposal_document_type:document_types deal_status:deal_statuses"
        " lost_reason:lost_reasons contract:contracts subsidiary:subsidiaries tax_rate:tax_rates pipeline:pipelines"
        " origin_deal:deals approval_policy_assignment:approval_policy_assignments custom_field_people:people*"
        " custom_field_attachments:attachments*"
    ),
    filters=filters_of(
        "accessible_by_person:- actual_rate:- approval_policy_id:- billable_time:- budget_remaining:-"
        " budget_status:!budget_status budget_total budget_usage:- budget_used budget_warning:- budgeted_time:-"
        " closed_at color_id:- company_id:@company contact_id:@contact contract_id:@contract cost:- created_at"
        " creator_id:@creator credited:- currency custom_fields date days_in_current_stage:- days_since_created:-"
        " days_since_last_activity:- deal_status_id:@deal_status deal_type_id delivered_on designated_approver_id:-"
        " discount draft_invoiced end_date estimated_cost:- estimated_remaining_time:- estimated_time:- expense"
        " expenses_billable:- forecasted_billable_time:- forecasted_budget_usage:- forecasted_budget_used:-"
        " forecasted_cost:- forecasted_margin:- forecasted_profit:- forecasted_revenue:- forecasted_time_usage:-"
        " full_query:- future_booked_time:- future_budget_used:- future_cost:- future_revenue:- fuzzy_dates:-"
        " fuzzy_people:- id:!id invoiced invoiced_percentage:- invoiced_rate:- jump_query:- last_activity_at lost_at:-"
        " lost_date:- lost_reason_id:@lost_reason manual_invoicing_status:manual_invoicing_status_id manually_invoiced"
        " name needs_closing:- needs_invoicing:- next_occurrence_on:- number origin_deal_id:@origin_deal"
        " parent_company_id:!parent_company pending_invoicing pipeline_id:@pipeline previous_deal_status_id:-"
        " previous_or_current_deal_status_id:- previous_probability:- probability profit:- profit_margin:-"
        " project_id:@project project_type:- projected_revenue purchase_order_number query:!query recurring:-"
        " recurring_ends_on:- recurring_interval_id:- recurring_starts_on:- responsible_id:@responsible"
        " retainer_interval:- revenue revenue_distribution_type:- sales_closed_at:- sales_closed_on:- sales_status_id:-"
        " services_revenue stage_status_id:- stage_updated_at:- status:- status_id:@deal_status subscriber_id:-"
        " subsidiary_id:@subsidiary tags:tag_list template:- time_approval todo_due_date:- tracking_type_id"
        " type:!deal_or_budget unapproved_time:- won_at:- won_date:- work_cost:- worked_time:-"
    ),
    sorts=names_of(
        "billable_time budget_status budget_total budget_used budget_warning budgeted_time budgets_first client_access"
        " closed_at company_name contact_name cost created_at creator_name custom_fields date deal_number deal_status"
        " deals_first designated_approver end_date estimated_time expense expense_approval invoiced last_activity_at"
        " name number pending_invoicing probability profit profit_margin project_name projected_revenue"
        " purchase_order_number responsible responsible_name revenue sales_status_id services_revenue stage_status"
        " suffix time_approval time_to_close todo_due_date worked_time"
    ),
    writable=names_of(
        "budget budget_warning client_access color_id company_id contact_id currency custom_fields date deal_status_id"
        " deal_type_id deal_value deal_value_source delivered_on designated_approver_id destroy_future_bookings"
        " document_type_id editor_config end_date expense_approval lost_comment lost_reason_id man_day_minutes"
        " manual_invoicing_reason manual_invoicing_status_id name note open_hours origin_deal_id position probability"
        " project_id proposal_document_type_id proposal_note purchase_order_number responsible_id"
        " retainer_deal_value_type retainer_interval retainer_interval_count revenue_distribution_method"
        " revenue_distribution_type rounding_interval_id rounding_method_id sales_closed_on"
        " service_type_restricted_tracking subscriber_ids subsidiary_id tag_list tax_rate_id time_approval"
        " tracking_type_id validate_expense_when_closing"
    ),
)

SERVICES = Resource(
    attributes=attributes_of(
        "name position:integer deleted_at:datetime billable:boolean description time_tracking_enabled:boolean"
        " expense_tracking_enabled:boolean booking_tracking_enabled:boolean origin_service_id"
        " initial_service_id:integer budget_cap_enabled:boolean editor_config:object custom_fields:json"
        " pricing_type_id:integer billing_type_id:integer unapproved_time:integer worked_time:integer"
        " billable_time:integer estimated_time:integer budgeted_time:integer rolled_over_time:integer"
        " booked_time:integer future_booked_time:integer unit_id:integer markup:decimal discount:decimal"
        " quantity:decimal currency:currency3 price:money3 revenue:money3 projected_revenue:money3"
        " expense_amount:money3 expense_billable_amount:money3 budget_total:money3 budget_used:money3"
        " future_revenue:money3 future_budget_used:money3 discount_amount:money3 markup_amount:money3"
    ),
    relationships=relationships_of(
        "service_type:service_types deal:deals person:people section:sections custom_field_people:people*"
        " custom_field_attachments:attachments*"
    ),
    filters=filters_of(
        "after:- before:- billable billable_time billing_type:billing_type_id bookable_after:- bookable_before:-"
        " bookable_date:- bookable_date_for_period:- booked_time booking_tracking_enabled budget_cap_enabled"
        " budget_date:- budget_id:@deal budget_remaining:- budget_status:- budget_total budget_used budgeted_time"
        " budgets_and_deals:- company_id:!service_company contract_id:- cost:- custom_fields deal_id:@deal"
        " deal_stage_id:- deal_status_id:- discount discount_amount estimated_cost:- estimated_time expense_cost:-"
        " expense_tracking_enabled explicit_access:- for_tracking:- future_booked_time future_budget_used id:!id"
        " initial_service_id left_to_schedule_time:- limitation_type:- markup markup_amount name origin_deal_id:-"
        " origin_service_id person_id:@person pipeline_id:- price probability:- profit:- profit_margin:-"
        " project_id:!service_project project_type:- projected_revenue projectless_budgets:- quantity query:!query"
        " remaining_scheduled_time:- responsible_id:- revamped_unit:- revenue rolled_over_time sales_status_id:-"
        " section_id:@section service_type_id:@service_type stage_status_id:- stage_type:- subsidiary_id:- task_id:-"
        " template:- time_tracking_enabled trackable_by_person_id:- type:- unapproved_time unit:unit_id updated_at:-"
        " with_memberships:- worked_cost:- worked_time"
    ),
    sorts=names_of("budget company custom_fields name project_name"),
    writable=names_of(
        "billing_type_id booking_tracking_enabled budget_cap_enabled custom_fields deal_id discount editor_config"
        " estimated_cost estimated_time expense_tracking_enabled limitation_type markup name person_id position price"
        " quantity rolled_over_time section_id service_type_id time_tracking_enabled unit_id"
    ),
)
