"""Every code that Productive is known to give: a row per meaning (docs/remotes/productive.md#errors).

Codes and titles are those of Productive's guides (read 2026-09) and of what its clients have recorded. The status
decides where no code is known; everything else keeps Productive's own words.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from brygga.wording.about_copying import PRODUCTIVE_TOKEN
from brygga.wording.explanations import Place, Who, Words

FORBIDDEN = Words(
    title=_("Productive does not permit this with Brygga’s API token."),
    # A token has access Read-only or Read/Write, and the rights of the person who made it (guide, read 2026-09).
    remedy=_(
        "The token is read-only, or whoever made it lacks the right. Generate one with access Read/Write "
        "in Productive, and save it here, under Settings > Organisation."
    ),
    who=Who.PRODUCTIVE_ADMIN,
    place=Place.ORGANISATION,
)
NOT_IN_PLAN = Words(
    title=_("The organisation’s plan in Productive does not include this: “%(sentence)s”"),
    remedy=_("Add the feature to the plan in Productive, then try again."),
    who=Who.PRODUCTIVE_ADMIN,
)
NOT_FOUND = Words(
    title=_("Productive does not have it, or does not show it to Brygga."),
    remedy=_("Look for it in Productive. It may be deleted, or belong to another organisation."),
    who=Who.PRODUCTIVE,
    place=Place.INVOICES,
)
NOT_ACCEPTED = Words(
    title=_("Productive said no: “%(sentence)s”"),
    remedy=_("Correct the invoice in Productive, then try again."),
    who=Who.PRODUCTIVE,
    place=Place.PRODUCTIVE_INVOICE,
)
TAX_RATES_NOT_MAPPED = Words(
    title=_("A tax rate of the invoice is not mapped in Productive’s own accounting integration."),
    remedy=_("Map the tax rate in Productive, or switch its own integration off: Brygga does not need it."),
    who=Who.PRODUCTIVE_ADMIN,
)
OUR_MISTAKE = Words(
    title=_("Productive does not understand what Brygga asked: “%(sentence)s”"),
    remedy=_("This is a mistake in Brygga. Tell whoever runs it, with the code below."),
    who=Who.OPERATOR,
)

CATALOGUE: tuple[tuple[Words, tuple[str, ...]], ...] = (
    (PRODUCTIVE_TOKEN, ("invalid_auth_token",)),
    (NOT_IN_PLAN, ("financials_unavailable",)),
    (NOT_ACCEPTED, ("invalid_attribute",)),
    (TAX_RATES_NOT_MAPPED, ("tax_rates_not_mapped",)),
    (
        OUR_MISTAKE,
        ("unsupported_content_type", "keyset_conflict", "keyset_invalid_cursor", "keyset_unsupported_sort"),
    ),
)
BY_CODE: Mapping[str, Words] = {code: words for words, codes in CATALOGUE for code in codes}
BY_STATUS: Mapping[str, Words] = {
    "400": OUR_MISTAKE,
    "401": PRODUCTIVE_TOKEN,
    "403": FORBIDDEN,
    "404": NOT_FOUND,
    "405": OUR_MISTAKE,
    "406": OUR_MISTAKE,
    "410": NOT_FOUND,
    "415": OUR_MISTAKE,
}
