"""`brygga users`: who may sign in, where, and as what."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from brygga.cli.choosing import organisation
from brygga.cli.options import Json, OrganisationId
from brygga.cli.output import as_json, refuse, say, table
from brygga.connections.outside import outside
from brygga.tenants.models import Membership, Role, User

app = typer.Typer(no_args_is_help=True)

Email = Annotated[str, typer.Argument(help="The user's email address.")]
PasswordStdin = Annotated[bool, typer.Option("--password-stdin", help="Read the password from standard input.")]


@app.command("list")
def list_users(is_json: Json = False) -> None:
    """List who may sign in, and what they may do where."""
    memberships = Membership.objects.select_related("user", "organisation").order_by("user__email")
    rows = [[each.user.email, each.organisation.name, each.role] for each in memberships]
    if is_json:
        as_json([{"email": email, "organisation": name, "role": role} for email, name, role in rows])
    else:
        table([_("Email"), _("Organisation"), _("Role")], rows)


@app.command("add")
def add(
    email: Email,
    role: Annotated[Role, typer.Option(help="What they may do: set up, copy, or only look.")] = Role.FINANCE,
    password_stdin: PasswordStdin = False,
    organisation_id: OrganisationId = "",
) -> None:
    """Let a person sign in and work for an organisation; one who is known already keeps their password."""
    chosen = organisation(organisation_id)
    _checked_email(email)
    with transaction.atomic():
        user = User.objects.filter(email=email.lower()).first()
        if user is None:
            user = User.objects.create_user(
                email, _asked(password_stdin=password_stdin), joined_at=outside().clock.now()
            )
        Membership.objects.update_or_create(user=user, organisation=chosen, defaults={"role": role})
    say(_("%(email)s is %(role)s of %(name)s.") % {"email": user.email, "role": role.value, "name": chosen.name})


@app.command("password")
def password(email: Email, password_stdin: PasswordStdin = False) -> None:
    """Give a user a new password."""
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        refuse(_("There is no user %(email)s.") % {"email": email})
        return
    user.set_password(_asked(password_stdin=password_stdin, user=user))
    user.save(update_fields=["password"])
    say(_("%(email)s has a new password.") % {"email": user.email})


def _checked_email(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError as error:
        refuse(" ".join(error.messages))


def _asked(*, password_stdin: bool, user: User | None = None) -> str:
    said = sys.stdin.readline().rstrip("\n") if password_stdin else ""
    said = said or typer.prompt(_("New password"), hide_input=True, confirmation_prompt=True)
    try:
        validate_password(said, user)
    except ValidationError as error:
        refuse(" ".join(error.messages))
    return said
