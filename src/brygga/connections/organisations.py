"""Organisations: added by a Productive token that speaks for them, and the first user of a new installation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from django.db import IntegrityError, transaction

from brygga.connections.models import ProductiveAccess, Subsidiary
from brygga.connections.opening import PRODUCTIVE_FIELD, productive, productive_by_token
from brygga.connections.outside import Outside
from brygga.connections.permission import require_set_up
from brygga.connections.sealing import Sealer
from brygga.history.models import record
from brygga.productive import schema
from brygga.productive.client import ProductiveClient
from brygga.remote.errors import NotAuthorised, Refused, RemoteError, Throttled, Unavailable
from brygga.tenants.models import Membership, Organisation, Role, User

ORGANISATION_ID = re.compile(r"[0-9]{1,20}")
TOKEN = re.compile(r"[!-~]{8,400}")


class OrganisationProblem(StrEnum):
    """Every reason why a token or an organisation is not taken. In each case nothing was written here."""

    # The organisation id is no number. No facts.
    ID_UNUSABLE = "id_unusable"
    # The token is empty or holds characters that no token has. No facts.
    TOKEN_UNUSABLE = "token_unusable"  # noqa: S105
    # Productive does not know the token. Facts: sentence.
    TOKEN_REFUSED = "token_refused"  # noqa: S105
    # The token works, but not for this organisation. Facts: sentence.
    ORGANISATION_REFUSED = "organisation_refused"
    # This user has it already. Facts: name.
    ADDED_BY_YOU = "added_by_you"
    # Somebody else has added it; an admin of it can let this user in. Nobody is named. No facts.
    ADDED_ALREADY = "added_already"
    # Productive did not answer, or is broken: try again later. Facts: sentence.
    PRODUCTIVE_UNAVAILABLE = "productive_unavailable"
    # Productive wants fewer calls: try again then. Facts: seconds.
    PRODUCTIVE_THROTTLED = "productive_throttled"
    # Something answered that is not Productive as we know it: look at its address. Facts: sentence.
    PRODUCTIVE_UNINTELLIGIBLE = "productive_unintelligible"


class OrganisationRefused(Exception):
    """The organisation or its token is not taken; nothing was written here."""

    def __init__(self, kind: OrganisationProblem, facts: dict[str, str] | None = None) -> None:
        self.kind = kind
        self.facts = facts or {}
        super().__init__(f"{kind}: {self.facts}")


def add_organisation(user: User, *, productive_organisation_id: str, token: str, outside: Outside) -> Organisation:
    """Add the organisation that this token speaks for; the user becomes its admin.

    Whether a token may only read cannot be told by reading: Productive shows its access level nowhere (guide, read
    2026-09). Productive refuses a read-only token with 403 at the first write.
    """
    identifier, token = productive_organisation_id.strip(), token.strip()
    found, subsidiaries = _found(identifier, token, outside=outside)

    _refuse_known(user, identifier)

    try:
        return _added(user, found, subsidiaries, token=token, outside=outside)
    except IntegrityError:
        _refuse_known(user, identifier)
        raise


def replace_token(user: User, organisation: Organisation, *, token: str, outside: Outside) -> None:
    """Speak for the organisation by another token from now on, when it speaks for the same organisation."""
    require_set_up(user, organisation)
    token = token.strip()
    _found(organisation.productive_organisation_id, token, outside=outside)

    with transaction.atomic():
        _keep_token(user, organisation, token=token, outside=outside)
        record(
            organisation,
            "token_replaced",
            subject=f"organisation:{organisation.id}",
            at=outside.clock.now(),
            actor=user,
            facts={"name": organisation.name},
        )


def refresh_subsidiaries(organisation: Organisation, *, outside: Outside) -> tuple[Subsidiary, ...]:
    """The subsidiaries as Productive has them now; one that is gone there stays here for what was copied."""
    found = productive(organisation, outside=outside).subsidiaries()

    with transaction.atomic():
        return _kept_subsidiaries(organisation, found)


def first_user(*, email: str, password: str, outside: Outside) -> tuple[User, str] | None:
    """The first user of a new installation and their password, which nothing shows again; None when there is a user."""
    if User.objects.exists():
        return None
    password = password or outside.ids.new().hex
    try:
        with transaction.atomic():
            return User.objects.create_user(email, password, joined_at=outside.clock.now()), password
    except IntegrityError:  # Another process started at the same time and was first.
        return None


def _found(
    identifier: str, token: str, *, outside: Outside
) -> tuple[schema.Organisation, tuple[schema.Subsidiary, ...]]:
    """The organisation and its subsidiaries, as the token shows them."""
    if not ORGANISATION_ID.fullmatch(identifier):
        raise OrganisationRefused(OrganisationProblem.ID_UNUSABLE)
    if not TOKEN.fullmatch(token):
        raise OrganisationRefused(OrganisationProblem.TOKEN_UNUSABLE)
    client = productive_by_token(token, organisation_id=identifier, outside=outside)
    try:
        return _matching(client, identifier), client.subsidiaries()
    except RemoteError as error:
        raise _refusal(error) from error


def _matching(client: ProductiveClient, identifier: str) -> schema.Organisation:
    found = client.organisation()
    if found.id != identifier:
        raise OrganisationRefused(OrganisationProblem.ORGANISATION_REFUSED)
    return found


def _refusal(error: RemoteError) -> OrganisationRefused:
    facts = {"sentence": error.refusal.sentence}
    if isinstance(error, NotAuthorised) and error.whole_connection:
        return OrganisationRefused(OrganisationProblem.TOKEN_REFUSED, facts)
    if isinstance(error, NotAuthorised | Refused):
        return OrganisationRefused(OrganisationProblem.ORGANISATION_REFUSED, facts)
    if isinstance(error, Throttled):
        seconds = str(round(error.after.total_seconds()))
        return OrganisationRefused(OrganisationProblem.PRODUCTIVE_THROTTLED, {"seconds": seconds})
    if isinstance(error, Unavailable):
        return OrganisationRefused(OrganisationProblem.PRODUCTIVE_UNAVAILABLE, facts)
    return OrganisationRefused(OrganisationProblem.PRODUCTIVE_UNINTELLIGIBLE, facts)


def _refuse_known(user: User, identifier: str) -> None:
    known = Organisation.objects.filter(productive_organisation_id=identifier)
    if mine := known.of(user).first():
        raise OrganisationRefused(OrganisationProblem.ADDED_BY_YOU, {"name": mine.name})
    if known.exists():
        raise OrganisationRefused(OrganisationProblem.ADDED_ALREADY)


def _added(
    user: User,
    found: schema.Organisation,
    subsidiaries: Iterable[schema.Subsidiary],
    *,
    token: str,
    outside: Outside,
) -> Organisation:
    now = outside.clock.now()
    with transaction.atomic():
        organisation = Organisation.objects.create(
            productive_organisation_id=found.id, name=found.name or found.id, added_at=now
        )
        Membership.objects.create(user=user, organisation=organisation, role=Role.ADMIN)
        _keep_token(user, organisation, token=token, outside=outside)
        _kept_subsidiaries(organisation, subsidiaries)
        facts = {"name": organisation.name, "productive_organisation_id": found.id}
        subject = f"organisation:{organisation.id}"
        record(organisation, "organisation_added", subject=subject, at=now, actor=user, facts=facts)
    return organisation


def _keep_token(user: User, organisation: Organisation, *, token: str, outside: Outside) -> None:
    sealed = Sealer().seal(token, organisation_id=organisation.id, field=PRODUCTIVE_FIELD)
    ProductiveAccess.objects.update_or_create(
        organisation=organisation,
        defaults={"sealed_token": sealed, "given_by": user, "given_at": outside.clock.now()},
    )


def _kept_subsidiaries(organisation: Organisation, found: Iterable[schema.Subsidiary]) -> tuple[Subsidiary, ...]:
    for each in found:
        Subsidiary.objects.update_or_create(
            organisation=organisation, productive_subsidiary_id=each.id, defaults={"name": each.name}
        )
    return tuple(Subsidiary.objects.within(organisation))
