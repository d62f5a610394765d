"""What is decided for the invoices of a connection besides its integration settings."""

from __future__ import annotations

import re
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

from brygga.accounting import texts
from brygga.accounting.booking import CASH
from brygga.accounting.dimensions import Dimension
from brygga.accounting.references import CUSTOM_FIELDS, OF_BUDGETS, InvoiceText, LanguageBy, Taken, TextSource
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
OWNERS: Mapping[TextSource, frozenset[str]] = {
    TextSource.INVOICE_FIELD: frozenset({"invoices"}),
    TextSource.COMPANY_FIELD: frozenset({"companies"}),
    TextSource.BUDGET_FIELD: frozenset({"budgets", "deals"}),
}
# A project number has at most 20 characters, a cost centre's code 6 (specification of 2026-04).
CODE = re.compile(r"\S(.{0,18}\S)?")
said_length_max = 200
codes_length_max = 20_000
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


class CodesField(forms.CharField):
    """Pairs, one a line: what Productive says, an equals sign, Fortnox's code."""

    def __init__(self) -> None:
        super().__init__(required=False, max_length=codes_length_max)

    def clean(self, value: Any) -> dict[str, str]:
        rows = [row for row in super().clean(value).splitlines() if row.strip()]
        pairs = [[each.strip() for each in row.rpartition("=")[::2]] for row in rows]
        if any(not said or not CODE.fullmatch(code) or len(said) > said_length_max for said, code in pairs):
            raise forms.ValidationError(_("Write one pair a line, such as Rebranding = 101."))
        return {texts.cleaned(said): code for said, code in pairs}


class InvoiceSettingsForm(forms.Form):
    """What happens to an invoice once it is copied."""

    booking = forms.ChoiceField(choices=BOOKING)
    sent_by = forms.ChoiceField(choices=SENT_BY)
    language_by = forms.ChoiceField(choices=LANGUAGE_BY)
    our_reference = SourceField()
    your_reference = SourceField()
    order_number = SourceField()
    remarks = SourceField()
    project = SourceField()
    cost_center = SourceField()
    project_codes = CodesField()
    cost_center_codes = CodesField()

    def decided(self) -> InvoiceSettings:
        """What was decided, from a form that is valid."""
        said = self.cleaned_data
        return InvoiceSettings(
            booked_at_once=said["booking"] == "at_once",
            sent_by=SentBy(said["sent_by"]),
            language_by=LanguageBy(said["language_by"]),
            text_sources={which: said[which.value] for which in InvoiceText},
            dimension_sources={each: said[each.value] for each in Dimension},
            dimension_codes={each: said[f"{each.value}_codes"] for each in Dimension},
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
        **_sources(row, world),
        "dimensions": [(form[each.value], form[f"{each.value}_codes"]) for each in Dimension],
        "requirements": RequirementRow.objects.within(request.organisation).filter(connection=row),
    }
    return render(request, "invoice_settings.html", page, status=422 if form.errors else 200)


def _initial(row: Connection) -> dict[str, str]:
    decided = InvoiceSettings.of(row).as_json()
    return {**decided, "booking": "at_once" if decided["booked_at_once"] else "unbooked"}


def _sources(row: Connection, world: Outside) -> dict[str, list[tuple[str, str]]]:
    """What a text, a project or a cost centre may be taken from, each with its name; of custom fields those we read."""
    try:
        known = opening.productive(row.organisation, outside=world).custom_fields()
    except RemoteError:
        known = ()
    usable = [each for each in known if each.kind in READABLE_KINDS and not each.is_archived]
    plain = [(each.value, source_name(each)) for each in TextSource if each not in CUSTOM_FIELDS]
    own = [
        (f"{source}:{each.id}", source_name(source, each.name))
        for source, owners in OWNERS.items()
        for each in usable
        if each.of in owners
    ]
    of_lines = {source.value for source in OF_BUDGETS}
    chosen = {str(text) for field, text in InvoiceSettings.of(row).as_json().items() if not field.endswith("_codes")}
    gone = [(text, source_name(*text.split(":"))) for text in sorted(chosen) if ":" in text and text not in dict(own)]
    every = [*plain, *own, *gone]
    return {
        "sources": [each for each in every if each[0].partition(":")[0] not in of_lines],
        "row_sources": [each for each in every if each[0] != TextSource.NOTE],
    }


def _is_cash(row: Connection, world: Outside) -> bool:
    """Whether this year's books follow the cash method; False where Fortnox cannot be asked now."""
    today = stockholm_date(world.clock.now())
    try:
        years = registers(row, on=today, outside=world).financial_years
    except RemoteError:
        return False
    return any(year.from_date <= today <= year.to_date and year.accounting_method == CASH for year in years)
