"""Map service types: each to an account, an article and a treatment, checked against Fortnox."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from brygga.accounting.mapping import suggested_article
from brygga.accounting.problems import Problem
from brygga.accounting.rulebook import Mapped, Treatment
from brygga.connections import decisions, mappings
from brygga.connections.mappings import Listed
from brygga.connections.models import Connection
from brygga.connections.outside import Outside, outside
from brygga.connections.registers import active_articles
from brygga.fortnox.schema import Account, ArticleListed
from brygga.history.models import Event
from brygga.jobs import requests
from brygga.remote.errors import RemoteError
from brygga.web.connection import live
from brygga.web.forms import ACCOUNT, NO_ACCOUNT, account_text, text_length_max
from brygga.web.middleware import TenantRequest
from brygga.web.roles import admin
from brygga.wording import errors, problems
from brygga.wording.explanations import Explanation, fill
from brygga.wording.facts import TREATMENTS

# What an article number may hold (documentation): letters, digits and _ - / +; its name stands after it.
ARTICLE = re.compile(r"([A-Za-z0-9ÅÄÖåäö_/+-]{1,50})(?:\s.*)?")
changes_max = 20


@dataclass(kw_only=True)
class ShownRow:
    """One service type on the page: as it is kept, or as it was typed, with what is wrong with it."""

    listed: Listed
    account: str = ""
    article: str = ""
    treatment: str = Treatment.NORMAL
    suggested: ArticleListed | None = None
    explanations: list[Explanation] = field(default_factory=list)


@require_http_methods(["GET", "HEAD", "POST"])
@admin
def service_types(request: TenantRequest, connection_id: UUID) -> HttpResponse:
    world = outside()
    row = live(request.organisation, connection_id)
    sought = request.GET.get("q", "").strip()[:text_length_max]
    is_checking = "check" in request.GET
    try:
        listed = mappings.listed(row, fresh=is_checking, outside=world)
        proposed = decisions.proposal(row, fresh=is_checking, outside=world)
        known = active_articles(row, fresh=is_checking, outside=world)
        if request.method == "POST":
            return _save(request, row, listed, _Registers(proposed.chart, known), world)
        kept = {each.id: each.mapped for each in listed if each.is_mapped}
        found = mappings.check(row, kept, fresh=is_checking, outside=world)
    except RemoteError as error:
        page = {"place": "settings", "connection": row, "explanation": errors.explain(error)}
        return render(request, "service_types.html", page, status=503)
    shown = [each for each in listed if sought.casefold() in each.name.casefold()]
    rows = [_kept_row(each, _Registers(proposed.chart, known), found.get(each.id, [])) for each in shown]
    page = _page(row, rows, _Registers(proposed.chart, known), is_on=row.settings.service_types_mapped)
    checked = {"sought": sought, "is_checked": is_checking, "wrong": len(found), "total": len(listed)}
    return render(request, "service_types.html", {**page, **checked})


@dataclass(frozen=True)
class _Registers:
    """What there is to choose from in Fortnox."""

    chart: Mapping[int, Account]
    articles: tuple[ArticleListed, ...]

    def article_text(self, number: str) -> str:
        name = next((each.description for each in self.articles if each.article_number == number), "")
        return f"{number} {name}".strip()


def _save(
    request: TenantRequest, row: Connection, listed: list[Listed], known: _Registers, world: Outside
) -> HttpResponse:
    rows = [_typed_row(each, request.POST) for each in listed if f"treatment_{each.id}" in request.POST]
    wanted, unread = _wanted(rows)
    is_on = "service_types_mapped" in request.POST
    if not unread:
        found = mappings.save(row, wanted, is_on=is_on, user=request.user, outside=world)
        if not found:
            requests.look_when_fixed(row, outside=world)
            messages.success(request, gettext("The mapping is saved."))
            return redirect("service_types", row.pk)
        for each in rows:
            wrong = found.get(each.listed.id, [])
            each.explanations += [problems.explain_of(each.listed.name, problem) for problem in wrong]
    page = _page(row, rows, known, is_on=is_on)
    return render(request, "service_types.html", {**page, "is_refused": True, "total": len(listed)}, status=422)


def _wanted(rows: Iterable[ShownRow]) -> tuple[dict[str, Mapped], bool]:
    """What was typed, and whether some of it cannot be read: that is said beside it."""
    wanted: dict[str, Mapped] = {}
    unread = False
    for row in rows:
        account, article = ACCOUNT.fullmatch(row.account), ARTICLE.fullmatch(row.article)
        if (row.account and not account) or (row.article and not article) or row.treatment not in set(Treatment):
            row.explanations.append(Explanation(title=str(NO_ACCOUNT), written="", remedy="", who=""))
            unread = True
            continue
        wanted[row.listed.id] = Mapped(
            account=int(account.group(1)) if account else None,
            article=article.group(1) if article else "",
            treatment=Treatment(row.treatment),
        )
    return wanted, unread


def _typed_row(listed: Listed, said: QueryDict) -> ShownRow:
    return ShownRow(
        listed=listed,
        account=said.get(f"account_{listed.id}", "").strip()[:text_length_max],
        article=said.get(f"article_{listed.id}", "").strip()[:text_length_max],
        treatment=said.get(f"treatment_{listed.id}", ""),
    )


def _kept_row(listed: Listed, known: _Registers, found: list[Problem]) -> ShownRow:
    mapped = listed.mapped
    return ShownRow(
        listed=listed,
        account=account_text(mapped.account, known.chart),
        article=known.article_text(mapped.article),
        treatment=mapped.treatment,
        suggested=None if mapped.article else suggested_article(listed.name, known.articles),
        explanations=[problems.explain_of(listed.name, each) for each in found],
    )


def _page(row: Connection, rows: list[ShownRow], known: _Registers, *, is_on: bool) -> dict[str, Any]:
    events = Event.objects.within(row.organisation).filter(
        subject=f"connection:{row.id}", kind__in=["service_types_changed", "settings_changed"]
    )
    return {
        "place": "settings",
        "connection": row,
        "rows": rows,
        "is_on": is_on,
        "accounts": [account for account in known.chart.values() if account.active],
        "articles": known.articles,
        "treatments": [(each.value, fill(TREATMENTS[each], {})) for each in Treatment],
        "events": events[:changes_max],
    }
