"""Fortnox's refusals that Brygga's calls can meet, each with its cause and remedy (docs/remotes/fortnox.md#errors)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from brygga.wording.about_copying import RECONNECT
from brygga.wording.explanations import Place, Who, Words

OUR_MISTAKE = Words(
    title=_("Fortnox does not understand what Brygga sent: “%(sentence)s”"),
    remedy=_("This is a mistake in Brygga. Tell whoever runs it, with the code below."),
    who=Who.OPERATOR,
)
CLIENT_SECRET_WRONG = Words(
    title=_("Fortnox does not accept Brygga’s own client id and secret."),
    remedy=_("Correct BRYGGA_FORTNOX_CLIENT_ID and BRYGGA_FORTNOX_CLIENT_SECRET, then restart Brygga."),
    who=Who.OPERATOR,
)
NO_INTEGRATION_LICENCE = Words(
    title=_("The company has no licence for integrations in Fortnox."),
    remedy=_("Order the integration licence in Fortnox, then connect again under Settings > App Marketplace."),
    who=Who.FORTNOX_ADMIN,
    place=Place.MARKETPLACE,
)
NO_LICENCE = Words(
    title=_("The company lacks a Fortnox licence that Brygga needs: “%(sentence)s”"),
    remedy=_("Order the licence in Fortnox, then try again. The connection itself works."),
    who=Who.FORTNOX_ADMIN,
    place=Place.FORTNOX_USERS,
)
NO_SCOPE = Words(
    title=_("The consent for Brygga lacks a part: “%(sentence)s”"),
    remedy=_("Connect again under Settings > App Marketplace and approve everything that is asked for."),
    who=Who.ADMIN,
    place=Place.MARKETPLACE,
)
NO_RIGHT = Words(
    title=_("The user in Fortnox lacks a right: “%(sentence)s”"),
    remedy=_("Give the user of the connection this right in Fortnox, then try again. The connection itself works."),
    who=Who.FORTNOX_ADMIN,
    place=Place.FORTNOX_USERS,
)
TEXT_REFUSED = Words(
    title=_("Fortnox does not take one of the texts: “%(sentence)s”"),
    remedy=_("Simplify or shorten the text in Productive, then look at the preview again."),
    who=Who.PRODUCTIVE,
    place=Place.PRODUCTIVE_INVOICE,
)
CUSTOMER_GONE = Words(
    title=_("The customer is not in Fortnox."),
    remedy=_("Choose another customer, or create a new one."),
    who=Who.YOU,
    place=Place.COPY_DIALOG,
)
CUSTOMER_NUMBER_TAKEN = Words(
    title=_("Fortnox has used the new customer’s number already, perhaps for a customer that is deleted."),
    remedy=_("Choose the customer if it is there, or create it in Fortnox and choose it then."),
    who=Who.ACCOUNTANT_OR_YOU,
    place=Place.COPY_DIALOG,
)
INVOICE_GONE = Words(
    title=_("The invoice is no longer in Fortnox."),
    remedy=_("Ask the accountant what became of it before you do anything more."),
    who=Who.ACCOUNTANT,
)
ACCOUNT_MISSING = Words(
    title=_("An account of the invoice does not exist in Fortnox."),
    remedy=_("Add the account in Fortnox, or choose another in the integration settings."),
    who=Who.ACCOUNTANT_OR_ADMIN,
    place=Place.SETTINGS,
)
ACCOUNT_INACTIVE = Words(
    title=_("An account of the invoice is not active in Fortnox."),
    remedy=_("Activate the account in Fortnox, or choose another in the integration settings."),
    who=Who.ACCOUNTANT_OR_ADMIN,
    place=Place.SETTINGS,
)
CURRENCY_MISSING = Words(
    title=_("The invoice’s currency is not set up in Fortnox."),
    remedy=_("Add it with a rate among the currencies in Fortnox."),
    who=Who.FORTNOX_SETTINGS,
    place=Place.FORTNOX_CURRENCIES,
)
REGISTER_CHANGED = Words(
    title=_("Something that the invoice uses is no longer in Fortnox: “%(sentence)s”"),
    remedy=_("Press Check again in the preview: Brygga then reads Fortnox’s lists anew."),
    who=Who.YOU,
    place=Place.COPY_DIALOG,
)
PERIOD_LOCKED = Words(
    title=_("The invoice date is in a locked period in Fortnox."),
    remedy=_("Unlock the period in Fortnox, or choose a later invoice date in Productive. Brygga never moves a date."),
    who=Who.ACCOUNTANT_OR_PRODUCTIVE,
    place=Place.FORTNOX_LOCKED_PERIOD,
)
VAT_NUMBER_REFUSED = Words(
    title=_("Fortnox does not accept the client company’s VAT number."),
    remedy=_("Correct the VAT number in Productive, then try again."),
    who=Who.PRODUCTIVE_COMPANIES,
    place=Place.PRODUCTIVE_INVOICE,
)
COUNTRY_REFUSED = Words(
    title=_("Fortnox does not know the client company’s country."),
    remedy=_("Correct the country in the client company’s address in Productive."),
    who=Who.PRODUCTIVE_COMPANIES,
    place=Place.PRODUCTIVE_INVOICE,
)
NAME_MISSING = Words(
    title=_("The client company has no name, so no customer can be created."),
    remedy=_("Give it a name in Productive, or choose another customer."),
    who=Who.PRODUCTIVE_COMPANIES,
    place=Place.PRODUCTIVE_INVOICE,
)
TEXT_MISSING = Words(
    title=_("A row with a quantity has no text."),
    remedy=_("Describe the line in Productive."),
    who=Who.PRODUCTIVE,
    place=Place.PRODUCTIVE_INVOICE,
)
VAT_RATE_MISSING = Words(
    title=_("A VAT rate of the invoice is not set up in Fortnox."),
    remedy=_("Set up the VAT rate in Fortnox, or choose another tax rate in Productive."),
    who=Who.ACCOUNTANT_OR_PRODUCTIVE,
)
SERIES_BEHIND = Words(
    title=_("Fortnox’s next invoice number, or its OCR number, is taken already."),
    remedy=_("Raise the next number of the invoice series in Fortnox, then try again."),
    who=Who.FORTNOX_SETTINGS,
)

BY_CODE: Mapping[str, Words] = {
    **dict.fromkeys(("1000030", "1000031", "2000321", "2000587", "2000588", "2000729", "2000764"), OUR_MISTAKE),
    **dict.fromkeys(("2001200", "2001392", "2001399", "2001795", "2002115", "2002649"), OUR_MISTAKE),
    **dict.fromkeys(("2000106", "2000107", "2000108", "2000134", "2000359"), TEXT_REFUSED),
    **dict.fromkeys(("2000204", "2000433"), CUSTOMER_GONE),
    **dict.fromkeys(("2000311", "2004054", "invalid_grant"), RECONNECT),
    **dict.fromkeys(("2000423", "2001304"), ACCOUNT_MISSING),
    **dict.fromkeys(("2000429", "2000432"), REGISTER_CHANGED),
    **dict.fromkeys(("2000663", "2001393", "2002455"), NO_SCOPE),
    **dict.fromkeys(("2001339", "2003275"), NO_RIGHT),
    "2000401": PERIOD_LOCKED,
    "2000427": CURRENCY_MISSING,
    "2000434": INVOICE_GONE,
    "2000550": ACCOUNT_INACTIVE,
    "2000637": CUSTOMER_NUMBER_TAKEN,
    "2000919": COUNTRY_REFUSED,
    "2001101": NO_LICENCE,
    "2001103": NO_INTEGRATION_LICENCE,
    "2003977": TEXT_MISSING,
    "2004167": VAT_RATE_MISSING,
    "2004194": VAT_NUMBER_REFUSED,
    "invalid_client": CLIENT_SECRET_WRONG,
}

BY_BEGINNING: Mapping[str, Words] = {
    "Kunde inte hämta/hitta moms": VAT_RATE_MISSING,
    "Kunde inte hämta/hitta valuta": CURRENCY_MISSING,
    "Kundnamn kan inte vara tomt": NAME_MISSING,
    "OCR-numret används redan": SERIES_BEHIND,
}
