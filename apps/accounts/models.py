"""The people who sign in: staff of partners. The public needs no account."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from apps.accounts.permissions import NEEDS_SECOND_FACTOR, Role
from apps.core import clock
from apps.core.models import Stamped
from apps.partners.models import Partner, Place


class UserManager(BaseUserManager["User"]):
    """Makes people with an e-mail address instead of a user name."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        """A new person; the address is stripped and in lower case.
        Without a password: can't sign in by one."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        """A person who may use Django's admin, for ``manage.py createsuperuser``."""
        user = self.create_user(email, password, is_superuser=True, is_staff=True, **fields)
        Grant.objects.create(user=user, role=Role.ADMINISTRATOR, everywhere=True)
        return user


@dataclass(frozen=True)
class PresentGrant:
    """A grant as rights are worked out from it: no query behind any of its attributes."""

    role: str
    everywhere: bool
    partner_ids: frozenset[int]
    place_ids: frozenset[int]


class User(AbstractBaseUser, PermissionsMixin):
    """A member of staff; ``partner`` is a default for new records and never a right."""

    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField(max_length=150, blank=True)
    partner = models.ForeignKey(
        Partner, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    usual_place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField("may use Django's admin", default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    last_seen = models.DateField(null=True, blank=True, help_text="the day, not the hour")

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="%(app_label)s_%(class)s_email_once_whatever_case"
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session is bound to: it ends with a new password, and with a new address."""
        both = f"{self.password}\n{self.email}"
        return salted_hmac("accounts.session", both, secret=secret, algorithm="sha256").hexdigest()

    @cached_property
    def current_grants(self) -> tuple[PresentGrant, ...]:
        """The grants that hold today, in one query once per request."""
        rows = self.grants.current().values_list("pk", "role", "everywhere", "partners", "places")
        held: dict[int, tuple[str, bool, set[int], set[int]]] = {}
        for pk, role, everywhere, partner, place in rows:
            _, _, partners, places = held.setdefault(pk, (role, everywhere, set(), set()))
            partners |= {partner} if partner else set()
            places |= {place} if place else set()
        return tuple(
            PresentGrant(role, everywhere, frozenset(partners), frozenset(places))
            for role, everywhere, partners, places in held.values()
        )

    @property
    def needs_second_factor(self) -> bool:
        """Whether one of the roles asks for more than a password (enforced in production)."""
        return any(grant.role in NEEDS_SECOND_FACTOR for grant in self.current_grants)


class GrantQuerySet(models.QuerySet["Grant"]):
    """Words for reading grants."""

    def current(self) -> "GrantQuerySet":
        """Those that hold today; one that ends today still does."""
        return self.filter(Q(until=None) | Q(until__gte=clock.today()))


class Grant(Stamped):
    """A role for a person, with how far it reaches: everywhere, or partners *or* places.

    ``until`` is the last day it holds (London).
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=13, choices=Role)
    everywhere = models.BooleanField(default=False)
    partners = models.ManyToManyField(Partner, blank=True, related_name="+")
    places = models.ManyToManyField(Place, blank=True, related_name="+")
    until = models.DateField(null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ["role", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=Role.values), name="%(app_label)s_%(class)s_role_is_known"
            )
        ]

    def __str__(self) -> str:
        return self.get_role_display()


class Invitation(Stamped):
    """An invitation by e-mail, used once within so many days; only a keyed hash of its secret
    stands here. ``grants`` is what the person gets: a list of role, everywhere, partners, places,
    until.
    """

    class State(models.TextChoices):
        SENT = "sent", "Sent"
        ACCEPTED = "accepted", "Accepted"
        CANCELLED = "cancelled", "Cancelled"

    email = models.EmailField("e-mail address")
    name = models.CharField(max_length=150, blank=True)
    grants = models.JSONField(default=list)
    secret_hash = models.CharField(max_length=64, blank=True, db_index=True)
    expires_on = models.DateField(help_text="the last day it can be used")
    state = models.CharField(max_length=9, choices=State, default=State.SENT)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=Q(state="sent"),
                name="%(app_label)s_%(class)s_one_waiting_per_address",
            )
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def open(self) -> bool:
        """Whether it can still be used."""
        return self.state == self.State.SENT and self.expires_on >= clock.today()


class Browser(models.Model):
    """A browser in which somebody signed in, known by a keyed hash of its form token, and the form
    that was sent from it after the session had ended (``apps.accounts.lapsed``)."""

    NOTHING_KEPT: ClassVar[dict[str, Any]] = {
        "kept_path": "", "kept_fields": [], "kept_files": [], "kept_at": None,
    }  # fmt: skip

    token_hash = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    seen = models.DateField(help_text="the day, not the hour")
    kept_path = models.TextField(blank=True)
    kept_fields = models.JSONField(default=list, blank=True, help_text="pairs of name and answer")
    kept_files = models.JSONField(default=list, blank=True, help_text="names of questions only")
    kept_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"browser of {self.user_id}"

    def keep_nothing(self) -> None:
        """Erase the form that waits."""
        for name, nothing in self.NOTHING_KEPT.items():
            setattr(self, name, nothing)
        self.save()
