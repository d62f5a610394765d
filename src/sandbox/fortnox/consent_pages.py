"""The pages of logging in and consenting: plainly somebody else's site, and plainly a sandbox."""

from __future__ import annotations

from markupsafe import Markup
from werkzeug import Response

from sandbox.fortnox.people import Person
from sandbox.pages import frame
from sandbox.worlds.cast import Seller

# What a person is told of each scope that Brygga asks for; others are shown by name.
SCOPE_WORDS = {
    "archive": "Archive files",
    "article": "Articles",
    "bookkeeping": "Accounts, financial years and vouchers",
    "companyinformation": "Company information",
    "connectfile": "Files on invoices",
    "costcenter": "Cost centres",
    "currency": "Currencies",
    "customer": "Customers",
    "inbox": "Inbox",
    "invoice": "Invoices",
    "payment": "Payments of invoices",
    "project": "Projects",
    "settings": "Settings, units and terms of payment",
}

LOG_IN = Markup("""
<h1>Log in</h1>
<p class="soft">An integration wants to use your Fortnox. Log in to decide.</p>
{wrong}
<form method="post" class="sheet">
<input type="hidden" name="step" value="log-in">
<label for="email">E-mail address</label>
<input type="email" id="email" name="email" autocomplete="username" required autofocus>
<label for="password">Password</label>
<input type="password" id="password" name="password" autocomplete="current-password" required>
<div class="buttons"><button>Log in</button></div>
</form>
<p class="soft">In this sandbox: <code>karin@fyrljus.example</code> with <code>fyrljus</code>, or
<code>anna@annan.example</code> with <code>annan</code>. <code>olle@fyrljus.example</code> with <code>fyrljus</code> is
no administrator.</p>
""")

CHOOSE = Markup("""
<h1>Choose a company</h1>
<p class="soft">Logged in as {name}. Which company should the integration reach?</p>
<form method="post" class="sheet">
<input type="hidden" name="step" value="company">
<input type="hidden" name="ticket" value="{ticket}">
{companies}
<div class="buttons"><button>Continue</button></div>
</form>
""")

COMPANY = Markup("""
<label class="choice"><input type="radio" name="company" value="{tenant}" required{checked}>
<span><strong>{name}</strong><br><span class="soft">{number}</span></span></label>
""")

ASK = Markup("""
<h1>Allow Brygga?</h1>
<p>Brygga wants to read and write in <strong>{name}</strong> ({number}):</p>
<form method="post" class="sheet">
<input type="hidden" name="step" value="decision">
<input type="hidden" name="ticket" value="{ticket}">
<input type="hidden" name="company" value="{tenant}">
<ul>{scopes}</ul>
<p class="soft">The consent holds until it is revoked. It belongs to the company, not to you.</p>
<div class="buttons"><button name="decision" value="approve">Approve</button>
<button name="decision" value="deny" class="plain">Deny</button></div>
</form>
""")


def log_in(*, wrong: str = "") -> Response:
    told = Markup('<p class="wrong" role="alert">{}</p>').format(wrong) if wrong else Markup("")
    return _page("Log in", LOG_IN.format(wrong=told))


def choose(person: Person, *, ticket: str) -> Response:
    checked = Markup(" checked") if len(person.companies) == 1 else Markup("")
    companies = frame.join(
        COMPANY.format(tenant=one.fortnox_tenant_id, name=one.name, number=one.organisation_number, checked=checked)
        for one in person.companies
    )
    return _page("Choose a company", CHOOSE.format(name=person.name, ticket=ticket, companies=companies))


def ask(company: Seller, *, scope: str, ticket: str) -> Response:
    scopes = frame.join(Markup("<li>{}</li>").format(SCOPE_WORDS.get(word, word)) for word in scope.split())
    content = ASK.format(
        name=company.name,
        number=company.organisation_number,
        tenant=company.fortnox_tenant_id,
        ticket=ticket,
        scopes=scopes,
    )
    return _page("Allow Brygga?", content)


def refused(sentence: str) -> Response:
    content = Markup("<h1>This does not work</h1><p>{}</p>").format(sentence)
    return frame.answer("This does not work", content, status=400, width="narrow")


def _page(title: str, content: Markup) -> Response:
    return frame.answer(title, content, width="narrow")
