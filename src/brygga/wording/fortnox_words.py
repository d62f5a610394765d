"""What Fortnox's refusals mean, and what to do about each; which code has which is in `fortnox_codes`."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

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
    # Where number series are set: documentation, read 2026-04.
    remedy=_(
        "Raise the next number of the series in Fortnox, under Settings > Invoicing > Number series and OCR, "
        "then try again."
    ),
    who=Who.FORTNOX_SETTINGS,
)
SERVER_FAULT = Words(
    title=_("Fortnox has a fault of its own just now."),
    remedy=_("Wait a little, then try again. Brygga looks first, so that nothing is made twice."),
    who=Who.YOU,
)
RECORD_BUSY = Words(
    title=_("Somebody has this open in Fortnox, or Fortnox did not accept the sign-in for a moment."),
    remedy=_("Close it in Fortnox, wait a little, then try again."),
    who=Who.YOU,
)
ARTICLE_MISSING = Words(
    title=_("An article of the invoice is not in Fortnox."),
    remedy=_("Add the article in Fortnox, or map the service type to another."),
    who=Who.ACCOUNTANT_OR_ADMIN,
    place=Place.SETTINGS,
)
PROJECT_REFUSED = Words(
    title=_("A project or cost centre of the invoice is missing, ended or not active in Fortnox."),
    remedy=_("Add or reopen it in Fortnox, or choose another for the invoice."),
    who=Who.ACCOUNTANT_OR_PRODUCTIVE,
)
PROJECT_REQUIRED = Words(
    title=_("An account of the invoice asks for a project in Fortnox."),
    remedy=_("Let the account do without a project in Fortnox, or choose another account in the integration settings."),
    who=Who.ACCOUNTANT_OR_ADMIN,
    place=Place.SETTINGS,
)
DELIVERY_MISSING = Words(
    title=_("The customer uses terms or a way of delivery, or a price list, that is no longer in Fortnox."),
    remedy=_("Choose another on the customer in Fortnox, then try again."),
    who=Who.ACCOUNTANT,
)
BOOKING_PERIOD_LOCKED = Words(
    title=_("The invoice is in Fortnox, but cannot be booked: “%(sentence)s”"),
    remedy=_("Unlock the period or finish what Fortnox names, then book the invoice in Fortnox."),
    who=Who.ACCOUNTANT,
    place=Place.FORTNOX_INVOICE,
)
PREDEFINED_ACCOUNT = Words(
    title=_("One of the company’s predefined accounts in Fortnox is missing or does not fit: “%(sentence)s”"),
    remedy=_("Correct the predefined accounts in Fortnox, then try again."),
    who=Who.ACCOUNTANT,
)
WAREHOUSE = Words(
    title=_("Fortnox’s warehouse module stops this: “%(sentence)s”"),
    remedy=_("Make the document ready, or correct it, in the warehouse module in Fortnox, then try again."),
    who=Who.ACCOUNTANT,
    place=Place.FORTNOX_INVOICE,
)
TAX_REDUCTION = Words(
    title=_("Fortnox takes the invoice for housework with tax reduction: “%(sentence)s”"),
    remedy=_("Brygga sends none. Correct the customer or the article in Fortnox, then try again."),
    who=Who.ACCOUNTANT,
)
PAYMENT_REFUSED = Words(
    title=_("Fortnox does not accept this payment: “%(sentence)s”"),
    remedy=_("Look at the invoice’s payments in Fortnox. Brygga itself writes no payments there."),
    who=Who.ACCOUNTANT,
    place=Place.FORTNOX_INVOICE,
)
DISCOUNT_REFUSED = Words(
    title=_("A discount on the invoice is more than 100 %%."),
    remedy=_("Correct the discount in Productive, then look at the preview again."),
    who=Who.PRODUCTIVE,
    place=Place.PRODUCTIVE_INVOICE,
)
BANK_DETAILS_MISSING = Words(
    title=_("The company has no bank details in Fortnox, so its invoices cannot be sent or printed."),
    remedy=_("Fill in the company’s bank details in Fortnox, then try again."),
    who=Who.FORTNOX_SETTINGS,
)
FROM_AN_ORDER = Words(
    title=_("The invoice was made from an order in Fortnox, so its rows cannot be changed from outside."),
    remedy=_("Change the rows in Fortnox itself, or credit the invoice and make a new one."),
    who=Who.ACCOUNTANT,
    place=Place.FORTNOX_INVOICE,
)
FILE_GONE = Words(
    title=_("The file is no longer in Fortnox."),
    remedy=_("Try again: Brygga then uploads it anew."),
    who=Who.YOU,
)
VOUCHER_SERIES = Words(
    title=_("The voucher series is not right for this in Fortnox: “%(sentence)s”"),
    remedy=_("Correct the voucher series of the financial year in Fortnox, then try again."),
    who=Who.ACCOUNTANT,
)
E_INVOICES_NOT_SET_UP = Words(
    title=_("The company is not registered for e-invoices in Fortnox."),
    remedy=_("Register it in Fortnox, or send the invoice by e-mail."),
    who=Who.FORTNOX_ADMIN,
)
