"""Where an explanation sends a person: each place as a link, inside Brygga or out to one of the two systems."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from brygga.connections.models import Connection
from brygga.copying.acts import invoice_page
from brygga.tenants.models import Organisation
from brygga.wording.explanations import Place

OF_AN_INVOICE = (
    Place.COPY_DIALOG,
    Place.INVOICE,
    Place.UPDATE,
    Place.CANCELLATION,
    Place.CREDIT_AND_REPLACE,
    Place.PRODUCTIVE_INVOICE,
)


@dataclass(frozen=True)
class Link:
    """A way to a place; `is_outside` when it leads away from Brygga."""

    text: str
    address: str
    is_outside: bool = False


@dataclass(frozen=True, kw_only=True)
class About:
    """What an explanation is about, as far as it is known: an invoice, its connection, its Fortnox number."""

    organisation: Organisation
    invoice_id: str = ""
    connection: Connection | None = None
    fortnox_number: str = ""


def link_to(place: Place | None, about: About) -> Link | None:
    """The link to a place, None where there is none or where it cannot be known."""
    if place is None:
        return None
    if place in OF_AN_INVOICE:
        return _to_invoice(place, about) if about.invoice_id else None
    if place is Place.FORTNOX_INVOICE:
        return _to_fortnox_invoice(about)
    if place is Place.SERVICE_TYPES and about.connection and about.connection.is_live:
        return Link(gettext("Open the service types"), reverse("service_types", args=[about.connection.pk]))
    if place is Place.INVOICE_SETTINGS and about.connection and about.connection.is_live:
        return Link(gettext("Open the invoice settings"), reverse("invoice_settings", args=[about.connection.pk]))
    if place is Place.SETTINGS and about.connection and about.connection.is_live:
        address = reverse("connection", args=[about.connection.pk])
        return Link(gettext("Open the integration settings"), address)
    return _inside(place) or _to_fortnox()


def productive_page(organisation: Organisation, invoice_id: str) -> str:
    """Where a person finds this invoice in Productive."""
    template: str = settings.ENVIRONMENT.productive_app_url
    return template.replace("{organisation}", organisation.productive_organisation_id).replace("{invoice}", invoice_id)


def _to_invoice(place: Place, about: About) -> Link:
    if place is Place.COPY_DIALOG:
        return Link(gettext("Open the preview"), reverse("copy_to_fortnox", args=[about.invoice_id]))
    if place is Place.UPDATE:
        return Link(gettext("Update Fortnox"), reverse("update_existing", args=[about.invoice_id]))
    if place is Place.CANCELLATION:
        return Link(gettext("Cancel in Fortnox"), reverse("cancellation", args=[about.invoice_id]))
    if place is Place.CREDIT_AND_REPLACE:
        return Link(gettext("Credit and replace"), reverse("credit_and_replace", args=[about.invoice_id]))
    if place is Place.INVOICE:
        return Link(gettext("Open the invoice"), reverse("invoice", args=[about.invoice_id]))
    address = productive_page(about.organisation, about.invoice_id)
    return Link(gettext("Open in Productive"), address, is_outside=True)


def _to_fortnox_invoice(about: About) -> Link | None:
    if about.connection is None or not about.fortnox_number:
        return None
    address = invoice_page(about.connection.fortnox_tenant_id, about.fortnox_number)
    text = gettext("Open invoice %(number)s in Fortnox") % {"number": about.fortnox_number}
    return Link(text, address, is_outside=True)


def _inside(place: Place) -> Link | None:
    match place:
        case Place.INVOICES:
            return Link(gettext("Open Invoices"), reverse("invoices"))
        case Place.MARKETPLACE | Place.SETTINGS | Place.INVOICE_SETTINGS | Place.SERVICE_TYPES:
            return Link(gettext("Open App Marketplace"), reverse("marketplace"))
        case Place.ORGANISATION:
            return Link(gettext("Open the organisation"), reverse("organisation"))
    return None


def _to_fortnox() -> Link:
    """Fortnox itself: the addresses of its registers are not known, so the sentence says where they are."""
    address = urlsplit(settings.ENVIRONMENT.fortnox_app_url)
    return Link(gettext("Open Fortnox"), f"{address.scheme}://{address.netloc}/", is_outside=True)
