"""The people who sign in: staff of partners. The public needs no account."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower

from apps.partners.models import Partner


class UserManager(BaseUserManager["User"]):
    """Makes people with an e-mail address instead of a user name."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A new person; the address is stripped and in lower case.
        Without a password: can't sign in."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person with every right, for ``manage.py createsuperuser``."""
        return self.create_user(email, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A member of staff; ``partner`` is a default for new records and never a right."""

    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField(max_length=150, blank=True)
    partner = models.ForeignKey(
        Partner, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

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
