"""Lets Django ask the table of permissions."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import ModelBackend

from apps.accounts.permissions import PERMISSIONS, roles_of, roles_with


class RoleBackend(ModelBackend):
    """Lets ``has_perm`` read the table. Passwords are the sign-in package's, which takes as long
    for an unknown address as for a known one.

    ``obj`` is not looked at: which rows is a question for ``editable_by`` and its like.
    """

    def authenticate(self, request: Any, **credentials: Any) -> None:  # type: ignore[override]
        """Nobody: else each attempt would cost two hashes."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Whether any of the person's present grants holds it. Raises ``KeyError`` for an
        unknown permission of ours, so that a misspelt rule fails loudly."""
        if not user_obj.is_active or user_obj.is_anonymous:
            return False
        if perm not in PERMISSIONS:
            return super().has_perm(user_obj, perm, obj)
        return any(role in roles_with(perm) for role in roles_of(user_obj))

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        held = roles_of(user_obj) if user_obj.is_active else set()
        return any(
            perm.startswith(f"{app_label}.") and held.intersection(roles_with(perm))
            for perm in PERMISSIONS
        ) or super().has_module_perms(user_obj, app_label)


class SignInBackend(AuthenticationBackend):
    """The sign-in package's way in; who may do what is the table's alone, so this one is not asked
    (it would look into Django's own tables of permissions at each no)."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        return False

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return False
