"""What happened and who is told: activities, webhooks with their failures, and files that were attached."""

from __future__ import annotations

from sandbox.productive.resource import Resource, attributes_of, filters_of, names_of, relationships_of

ACTIVITIES = Resource(
    attributes=attributes_of(
        "event changeset:list item_id:integer item_type item_name parent_id:integer parent_type parent_name"
        " root_id:integer root_type root_name invoice_id:integer company_id:integer deal_id:integer person_id:integer"
        " made_by_automation:boolean item_deleted_at:datetime created_at:datetime"
    ),
    relationships=relationships_of("creator:people attachment:attachments comment:comments email:emails"),
    filters=filters_of(
        "after:>created_at before:<created_at booking_id:- company_id created_at creator_id:@creator deal_id"
        " discussion_id:- event expense_id:- has_attachments:- id:!id invoice_id item_type"
        " normalized_item_type:item_type parent_type participant_id:- person_id pinned:- project_id:- proposal_id:-"
        " purchase_order_id:- resource_request_id:- root_type task_id:- type:!activity_type"
    ),
)

WEBHOOKS = Resource(
    attributes=attributes_of(
        "name event_id:integer type_id:integer target_url custom_headers:json state_id:integer deactivated_at:datetime"
        " retry_attempts:integer signature_token test:boolean"
    ),
    relationships=relationships_of("creator:people"),
    filters=filters_of("event_id id:!id state_id type_id"),
    writable=names_of("custom_headers event_id name target_url type_id"),
)

WEBHOOK_LOGS = Resource(
    attributes=attributes_of(
        "payload target_url retry_attempt:integer retry_job_id status_code:integer created_at:datetime"
    ),
    relationships=relationships_of("webhook:webhooks"),
    filters=filters_of("after:>created_at before:<created_at id:!id retry_attempt retry_job_id webhook_id:@webhook"),
)

ATTACHMENTS = Resource(
    attributes=attributes_of(
        "name content_type size:integer url:address thumb temp_url resized:boolean created_at:datetime"
        " deleted_at:datetime attachment_type message_id:integer external_id:integer attachable_type aws_policy:json"
    ),
    relationships=relationships_of(
        "creator:people invoice:invoices purchase_order:purchase_orders bill:bills email:emails page:pages"
        " expense:expenses comment:comments task:tasks deal:deals document_style:document_styles"
        " document_type:document_types"
    ),
    filters=filters_of(
        "comment_id:@comment company_id:- creator_id:@creator full_query:- fuzzy_dates:- fuzzy_people:- id:!id"
        " jump_query:- notes_attachment:- page_id:@page project_id:- task_id:@task type:-"
    ),
    sorts=names_of("id"),
    writable=names_of(
        "attachable_type attachment_type bill_id booking_id comment_id content_type document_style_id document_type_id"
        " expense_id file_updated_at invoice_id name page_id purchase_order_id size task_id temp_url widget_id"
    ),
)
