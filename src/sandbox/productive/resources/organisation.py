"""An organisation, its members, its own fields and its exchange rates."""

from __future__ import annotations

from sandbox.productive.resource import Resource, attributes_of, filters_of, names_of, relationships_of

CUSTOM_FIELDS = Resource(
    attributes=attributes_of(
        "name data_type_id:integer customizable_type required:boolean position:integer global:boolean"
        " sensitive:boolean show_in_add_edit_views:boolean quick_add_enabled:boolean formatting_type_id:integer"
        " aggregation_type_id:integer archived_at:datetime created_at:datetime updated_at:datetime"
    ),
    relationships=relationships_of("options:custom_field_options* project:projects section:sections survey:surveys"),
    filters=filters_of(
        "archived:!is_archived customizable_type global name project_id:@project show_in_add_edit_views survey_id:-"
    ),
    writable=names_of(
        "aggregation_type_id customizable_type data_type_id formatting_type_id global name position project_id"
        " quick_add_enabled required section_id sensitive show_in_add_edit_views survey_id"
    ),
)


CUSTOM_FIELD_OPTIONS = Resource(
    attributes=attributes_of("name position:integer color_id:integer archived_at:datetime"),
    relationships=relationships_of("custom_field:custom_fields"),
    filters=filters_of("archived:!is_archived custom_field_id:@custom_field"),
    writable=names_of("color_id custom_field_id name position"),
)

# The form of `rates` was never seen: base, target and rate of each is a guess from the specification's prose.
EXCHANGE_RATES = Resource(
    attributes=attributes_of("date:date rates:list out_of_date:boolean"),
    relationships=relationships_of(""),
    filters=filters_of("date out_of_date"),
    sorts=names_of("date"),
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
