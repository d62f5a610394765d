"""Users, organisations, and who belongs to which; every row below an organisation is asked for within it."""

from __future__ import annotations

from typing import Any, Self, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in with an email address."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(null=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def shown_name(self) -> str:
        return self.name or self.email


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def of(self, user: User) -> Self:
        """The organisations that this user belongs to."""
        return self.filter(membership__user=user)


class Organisation(models.Model):
    """A Productive organisation: the tenant."""

    productive_organisation_id = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    added_at = models.DateTimeField()

    objects = OrganisationQuerySet.as_manager()


class Role(models.TextChoices):
    """What a user may do in an organisation: set up, copy, or only look."""

    ADMIN = "admin"
    FINANCE = "finance"
    READER = "reader"


class Membership(models.Model):
    """A user belongs to an organisation."""

    user = models.ForeignKey(User, on_delete=models.CASCADE)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    role = models.CharField(max_length=10, choices=Role.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation"], name="one_membership_per_organisation"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role_is_known"),
        ]

    @property
    def may_set_up(self) -> bool:
        return self.role == Role.ADMIN

    @property
    def may_copy(self) -> bool:
        return self.role in (Role.ADMIN, Role.FINANCE)


RowT = TypeVar("RowT", bound=models.Model)


class ScopedQuerySet(models.QuerySet[RowT]):
    """Rows that belong to an organisation; doors ask for those of one organisation and nothing else."""

    def within(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)
