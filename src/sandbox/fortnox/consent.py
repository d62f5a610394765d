"""Logging in to the sandbox's Fortnox and allowing an integration: the page behind /oauth-v1/auth.

Three steps, each a form on the same address: log in, choose a company, approve or deny. What is wrong with the
request itself goes back to the integration as `error` where its address can be trusted, else it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit

from werkzeug import Request, Response
from werkzeug.utils import redirect

from sandbox.clock import SandboxClock
from sandbox.fortnox import consent_pages as pages
from sandbox.fortnox.access import KNOWN_SCOPES
from sandbox.fortnox.grants import Consent, Grants
from sandbox.fortnox.people import Person, known_here, signed_in, with_email
from sandbox.store import Store
from sandbox.worlds import cast

SIGN_INS = "fortnox.sign_ins"
# Only a system administrator approves a service account (documentation, read 2026-04); the rest is a guess.
NO_ADMINISTRATOR = "Only a system administrator of the company can allow this integration a service account."
SIGN_IN_LIVES = timedelta(minutes=10)
REDIRECTS = "fortnox.redirects"
# "testserver" is what Django calls itself in its tests.
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1", "testserver"})


class Untrusted(Exception):
    """The request cannot be answered to its redirect address; its sentence is shown instead."""


def answer(request: Request, *, store: Store, clock: SandboxClock) -> Response:
    """Show the next step, or go back to the integration."""
    try:
        wish = _wish(request, store)
    except Untrusted as wrong:
        return pages.refused(str(wrong))
    if wish.error:
        return _back(wish, error=wish.error)
    return _Visit(request=request, store=store, clock=clock, wish=wish).next_step()


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What the integration asks for; `error` is what is wrong with it."""

    redirect_uri: str
    named_redirect: bool
    state: str
    scope: str
    service: bool
    error: str


@dataclass(frozen=True, kw_only=True)
class _Visit:
    request: Request
    store: Store
    clock: SandboxClock
    wish: Wish

    def next_step(self) -> Response:
        step = self.request.form.get("step", "")
        if self.request.method == "GET" or not step:
            return pages.log_in()
        if step == "log-in":
            return self._logged_in()
        person = self._person()
        if person is None:
            return pages.log_in(wrong="You were away too long. Log in again.")
        company = self._company(person)
        if company is None:
            return pages.choose(person, ticket=self.request.form["ticket"])
        if self.wish.service and not person.administers:
            return pages.refused(NO_ADMINISTRATOR)
        if step == "company":
            return pages.ask(company, scope=self.wish.scope, ticket=self.request.form["ticket"])
        return self._decided(company)

    def _logged_in(self) -> Response:
        form = self.request.form
        person = signed_in(form.get("email", ""), form.get("password", ""))
        if person is None:
            return pages.log_in(wrong="The e-mail address or the password is wrong.")
        person = known_here(person, self.store)
        ticket = f"ticket-{self.store.next_id(SIGN_INS)}"
        self.store.table(SIGN_INS)[ticket] = {"email": person.email, "at": self.clock.now().isoformat()}
        return pages.choose(person, ticket=ticket)

    def _person(self) -> Person | None:
        row = self.store.table(SIGN_INS).get(self.request.form.get("ticket", ""))
        if row is None or self.clock.now() - datetime.fromisoformat(row["at"]) > SIGN_IN_LIVES:
            return None
        person = with_email(row["email"])
        return known_here(person, self.store) if person else None

    def _company(self, person: Person) -> cast.Seller | None:
        chosen = self.request.form.get("company", "")
        return next((one for one in person.companies if str(one.fortnox_tenant_id) == chosen), None)

    def _decided(self, company: cast.Seller) -> Response:
        self.store.table(SIGN_INS).pop(self.request.form["ticket"])
        if self.request.form.get("decision") != "approve":
            return _back(self.wish, error="access_denied")
        consent = Consent(
            client_id=cast.FORTNOX_CLIENT_ID,
            tenant=str(company.fortnox_tenant_id),
            scope=self.wish.scope,
            service=self.wish.service,
        )
        named = self.wish.redirect_uri if self.wish.named_redirect else ""
        return _back(self.wish, code=Grants(self.store, self.clock).allow(consent, redirect_uri=named))


def _wish(request: Request, store: Store) -> Wish:
    args = request.args
    if args.get("client_id") != cast.FORTNOX_CLIENT_ID:
        raise Untrusted("This integration is not known: its client_id is wrong.")
    registered = list(store.table(REDIRECTS))
    redirect_uri = args.get("redirect_uri") or next(iter(registered), "")
    if not _is_trusted(redirect_uri, registered):
        raise Untrusted("The redirect_uri of this integration is not registered.")
    return Wish(
        redirect_uri=redirect_uri,
        named_redirect="redirect_uri" in args,
        state=args.get("state", ""),
        scope=args.get("scope", ""),
        service=args.get("account_type") == "service",
        error=_wrong(args.get("response_type", ""), args.to_dict()),
    )


def _wrong(response_type: str, args: dict[str, str]) -> str:
    """The error code for the integration; only invalid_scope is documented, the others are OAuth's own (guesses)."""
    if response_type != "code":
        return "unsupported_response_type"
    scopes = args.get("scope", "").split()
    if not scopes or set(scopes) - KNOWN_SCOPES:
        return "invalid_scope"
    if not args.get("state") or args.get("access_type") != "offline":
        return "invalid_request"
    return "" if args.get("account_type", "service") == "service" else "invalid_request"


def _is_trusted(redirect_uri: str, registered: list[str]) -> bool:
    parts = urlsplit(redirect_uri)
    local = parts.scheme in {"http", "https"} and parts.hostname in LOCAL_HOSTS
    return local or redirect_uri in registered


def _back(wish: Wish, **told: str) -> Response:
    joint = "&" if urlsplit(wish.redirect_uri).query else "?"
    answered = {**told, "state": wish.state} if wish.state else told
    return redirect(f"{wish.redirect_uri}{joint}{urlencode(answered)}", code=302)
