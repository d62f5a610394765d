"""What is decided for the invoices of a connection besides its integration settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from brygga.accounting.booking import CASH
from brygga.accounting.references import CUSTOM_FIELDS, InvoiceText, LanguageBy, Taken, TextSource
from brygga.accounting.sending import SentBy
from brygga.clock import stockholm_date
from brygga.connections import opening
from brygga.connections.invoice_models import LANGUAGE_BY, SENT_BY, RequirementRow
from brygga.connections.invoice_settings import InvoiceSettings, save
from brygga.connections.models import Connection
from brygga.connections.outside import Outside, outside
from brygga.connections.registers import registers
from brygga.remote.errors import RemoteError
from brygga.web.connection import live
from brygga.web.middleware import TenantRequest
from brygga.web.roles import admin
from brygga.wording.invoice_settings import source_name

SOURCE = r"^[a-z_]{1,20}(:[0-9]{1,20})?\Z"
# Texts and numbers (specification): the values of other kinds are ids or lists.
READABLE_KINDS = {1, 2}
OWNERS: Mapping[TextSource, str] = {TextSource.INVOICE_FIELD: "invoices", TextSource.COMPANY_FIELD: "companies"}
BOOKING = [("unbooked", "Unbooked"), ("at_once", "At once")]


class SourceField(forms.RegexField):
    """Where a text is taken from: `subject`, or `invoice_field:1201` for a custom field."""

    def __init__(self) -> None:
        super().__init__(SOURCE)

    def clean(self, value: Any) -> Taken:
        source, _sign, field_id = super().clean(value).partition(":")
        if source not in set(TextSource) or (source in CUSTOM_FIELDS) != bool(field_id):
            raise forms.ValidationError(_("Choose one of the fields."))
        return Taken(TextSource(source), field_id)


class InvoiceSettingsForm(forms.Form):
    """What happens to an invoice once it is copied."""

    booking = forms.ChoiceField(choices=BOOKING)
    sent_by = forms.ChoiceField(choices=SENT_BY)
    language_by = forms.ChoiceField(choices=LANGUAGE_BY)
    our_reference = SourceField()
    your_reference = SourceField()
    order_number = SourceField()
    remarks = SourceField()

    def decided(self) -> InvoiceSettings:
        """What was decided, from a form that is valid."""
        said = self.cleaned_data
        return InvoiceSettings(
            booked_at_once=said["booking"] == "at_once",
            sent_by=SentBy(said["sent_by"]),
            language_by=LanguageBy(said["language_by"]),
            text_sources={which: said[which.value] for which in InvoiceText},
        )


@require_http_methods(["GET", "HEAD", "POST"])
@admin
def invoice_settings(request: TenantRequest, connection_id: UUID) -> HttpResponse:
    world = outside()
    row = live(request.organisation, connection_id)
    is_cash = _is_cash(row, world)
    form = InvoiceSettingsForm(request.POST if request.method == "POST" else None, initial=_initial(row))
    if form.is_valid():
        decided = form.decided()
        if decided.booked_at_once and is_cash:
            form.add_error("booking", _("Under the cash method only payments are booked, never invoices."))
        else:
            save(row, decided, user=request.user, outside=world)
            messages.success(request, gettext("The settings are saved."))
            return redirect("invoice_settings", row.pk)
    page = {
        "place": "settings",
        "connection": row,
        "form": form,
        "is_cash": is_cash,
        "texts": [form[which.value] for which in InvoiceText],
        "sources": _sources(row, world),
        "requirements": RequirementRow.objects.within(request.organisation).filter(connection=row),
    }
    return render(request, "invoice_settings.html", page, status=422 if form.errors else 200)


def _initial(row: Connection) -> dict[str, str]:
    decided = InvoiceSettings.of(row).as_json()
    return {**decided, "booking": "at_once" if decided["booked_at_once"] else "unbooked"}


def _sources(row: Connection, world: Outside) -> list[tuple[str, str]]:
    """What a text may be taken from, with its name: Productive's own fields, and the custom fields that can be read."""
    plain = [(each.value, source_name(each)) for each in TextSource if each not in CUSTOM_FIELDS]
    try:
        known = opening.productive(row.organisation, outside=world).custom_fields()
    except RemoteError:
        known = ()
    usable = [each for each in known if each.kind in READABLE_KINDS and not each.is_archived]
    own = [
        (f"{source}:{each.id}", source_name(source, each.name))
        for source, owner in OWNERS.items()
        for each in usable
        if each.of == owner
    ]
    chosen = {text for text in InvoiceSettings.of(row).as_json().values() if ":" in str(text)} - {
        value for value, _ in own
    }
    return [*plain, *own, *((text, source_name(*text.split(":"))) for text in sorted(chosen))]


def _is_cash(row: Connection, world: Outside) -> bool:
    """Whether this year's books follow the cash method; False where Fortnox cannot be asked now."""
    today = stockholm_date(world.clock.now())
    try:
        years = registers(row, on=today, outside=world).financial_years
    except RemoteError:
        return False
    return any(year.from_date <= today <= year.to_date and year.accounting_method == CASH for year in years)
