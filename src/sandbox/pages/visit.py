"""One look at a Fortnox company, or one act in it, by somebody who plays its bookkeeper."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from markupsafe import Markup
from werkzeug import Response
from werkzeug.datastructures import FileStorage

from sandbox.fortnox.books import Books
from sandbox.pages import frame

ROOMS = (
    ("invoices", "Invoices"),
    ("new", "New invoice"),
    ("customers", "Customers"),
    ("articles", "Articles"),
    ("vouchers", "Vouchers"),
    ("outbox", "Outbox"),
    ("currencies", "Currencies"),
    ("accounts", "Accounts"),
    ("period", "Lock a period"),
    ("connected", "Connected apps"),
)


class NotUnderstood(Exception):
    """What was typed into a form cannot be read; the sentence says what."""


@dataclass(frozen=True, kw_only=True)
class Visit:
    """The company's books, what was asked or typed, and what went wrong with the act before this page."""

    books: Books
    asked: Mapping[str, str]
    typed: Mapping[str, str]
    wrong: str = ""
    files: Mapping[str, FileStorage] = field(default_factory=dict)

    @property
    def home(self) -> str:
        return f"/fortnox/app/{self.books.tenant}"

    @property
    def token(self) -> str:
        """Stops accidents, such as a form of another company's page; nobody is kept out by it."""
        return hashlib.sha256(f"bookkeeper of {self.books.tenant}".encode()).hexdigest()[:20]

    @property
    def company(self) -> str:
        return str(self.books.table("company")["facts"]["Name"])

    def check_token(self) -> None:
        if self.said("token") != self.token:
            raise NotUnderstood("This form was not sent from this company's page. Nothing was done.")

    def path(self, *parts: str) -> str:
        return "/".join((self.home, *parts))

    def said(self, name: str) -> str:
        return self.typed.get(name, "").strip()

    def amount(self, name: str) -> Decimal | None:
        """A number as people type it: 1 250,50 and 1,250.50 alike; None when nothing was typed."""
        text = "".join(self.said(name).split()).replace("\N{MINUS SIGN}", "-")
        if not text:
            return None
        plain = text.replace(",", "") if "." in text else text.replace(",", ".")
        try:
            number = Decimal(plain)
        except InvalidOperation as wrong:
            raise NotUnderstood(f"{self.said(name)} is no amount.") from wrong
        if not number.is_finite():
            raise NotUnderstood(f"{self.said(name)} is no amount.")
        return number

    def form(self, path: str, content: Markup, *, with_files: bool = False) -> Markup:
        return frame.form(path, self.token, content, with_files=with_files)

    def page(self, title: str, content: Markup, *, room: str = "") -> Response:
        """A whole page, with what went wrong on top."""
        alert = Markup('<p class="wrong" role="alert">{}</p>').format(self.wrong) if self.wrong else Markup("")
        status = 400 if self.wrong else 200
        navigation = self._navigation(room)
        return frame.answer(f"{title} – {self.company}", navigation + alert + content, status=status)

    def heading(self, title: str) -> Markup:
        number = self.books.table("company")["facts"]["OrganizationNumber"]
        return Markup("<h1>{}</h1><p class=soft>{} · {}</p>").format(title, self.company, number)

    def _navigation(self, room: str) -> Markup:
        links = frame.join(
            Markup('<a href="{}"{}>{}</a> ').format(
                self.path(path), Markup(' aria-current="page"') if path == room else "", word
            )
            for path, word in ROOMS
        )
        return Markup('<nav><a href="/">The sandbox</a> {}</nav>').format(links)
