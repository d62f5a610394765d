"""Every page's address."""

from __future__ import annotations

from allauth.account.views import AccountInactiveView, LoginView, LogoutView
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from brygga.web import (
    after_copy,
    attempts,
    confirmation,
    connection,
    copy_to_fortnox,
    corrections,
    customer_fields,
    documents,
    exchange_rate,
    history,
    invoice,
    invoice_payments,
    invoice_settings,
    invoices,
    marketplace,
    needs_you,
    new_organisation,
    organisation,
    payments,
    replacement,
    requirement,
    service_types,
    settings,
)

urlpatterns: list[URLPattern] = [
    path("", RedirectView.as_view(pattern_name="invoices"), name="home"),
    path("favicon.ico", RedirectView.as_view(url=static("brygga/mark.svg")), name="favicon"),
    path("language", set_language, name="language"),
    path("accounts/login/", LoginView.as_view(template_name="sign_in.html"), name="account_login"),
    path("accounts/logout/", LogoutView.as_view(template_name="sign_out.html"), name="account_logout"),
    path("accounts/inactive/", AccountInactiveView.as_view(template_name="switched_off.html"), name="account_inactive"),
    path("organisations/new", new_organisation.new_organisation, name="new_organisation"),
    path("organisations/chosen", new_organisation.choose_organisation, name="choose_organisation"),
    path("invoices", invoices.invoices, name="invoices"),
    path("invoices/<str:invoice_id>", invoice.invoice, name="invoice"),
    path("invoices/<str:invoice_id>/state", invoice.state, name="invoice_state"),
    path("invoices/<str:invoice_id>/copy", copy_to_fortnox.copy_to_fortnox, name="copy_to_fortnox"),
    path("invoices/<str:invoice_id>/confirmation", confirmation.confirmation, name="confirmation"),
    path("invoices/<str:invoice_id>/confirmation/withdrawal", confirmation.withdrawal, name="confirmation_withdrawal"),
    path("invoices/<str:invoice_id>/exchange-rate", exchange_rate.exchange_rate, name="exchange_rate"),
    path("invoices/<str:invoice_id>/requirement", requirement.requirement, name="requirement"),
    path("invoices/<str:invoice_id>/customers", copy_to_fortnox.customers, name="customers"),
    path("invoices/<str:invoice_id>/update", corrections.update_existing, name="update_existing"),
    path("invoices/<str:invoice_id>/new", corrections.create_new, name="create_new"),
    path("invoices/<str:invoice_id>/cancellation", corrections.cancellation, name="cancellation"),
    path("invoices/<str:invoice_id>/after", after_copy.after_copy_state, name="after_copy_state"),
    path("invoices/<str:invoice_id>/booking", after_copy.booking, name="booking"),
    path("copies/<uuid:copy_id>/left", corrections.leave_as_it_is, name="leave_as_it_is"),
    path("invoices/<str:invoice_id>/document", documents.document, name="document"),
    path("invoices/<str:invoice_id>/document/state", documents.document_state, name="document_state"),
    path("copies/<uuid:copy_id>/documents", documents.create_document, name="documents"),
    path("invoices/<str:invoice_id>/payments/state", invoice_payments.payments_state, name="payments_state"),
    path("invoices/<str:invoice_id>/payments/looks", invoice_payments.look_for_payments, name="payment_looks"),
    path("payments", payments.payments, name="payments"),
    path("payments/state", payments.sweeps_state, name="sweeps_state"),
    path("payments/sweeps", payments.sync_now, name="sweeps"),
    path("payments/<uuid:sync_id>/left", invoice_payments.leave_payments, name="payments_left"),
    path("copies/<uuid:copy_id>/attempts", attempts.create_attempt, name="attempts"),
    path("needs-you", needs_you.needs_you, name="needs_you"),
    path("history", history.history, name="history"),
    path("settings", settings.settings, name="settings"),
    path("settings/organisation", organisation.organisation, name="organisation"),
    path("settings/organisation/token", organisation.replace_token, name="replace_token"),
    path("settings/marketplace", marketplace.marketplace, name="marketplace"),
    path("settings/marketplace/fortnox/consent", marketplace.begin_consent, name="begin_consent"),
    path("settings/marketplace/fortnox/callback", marketplace.end_consent, name="end_consent"),
    path("settings/marketplace/replacements/<uuid:question_id>", replacement.replacement, name="replacement"),
    path("settings/connections/<uuid:connection_id>", connection.connection, name="connection"),
    path(
        "settings/connections/<uuid:connection_id>/customers", customer_fields.customer_fields, name="customer_fields"
    ),
    path(
        "settings/connections/<uuid:connection_id>/invoices",
        invoice_settings.invoice_settings,
        name="invoice_settings",
    ),
    path("settings/marketplace/subsidiaries", marketplace.refresh_subsidiaries, name="refresh_subsidiaries"),
    path("settings/connections/<uuid:connection_id>/service-types", service_types.service_types, name="service_types"),
    path("settings/connections/<uuid:connection_id>/disconnection", connection.disconnection, name="disconnection"),
]
