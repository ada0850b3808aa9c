"""The one way to say who may use a view: a rule beside it, which is also what enforces it."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from apps.accounts import lapsed, sessions
from apps.accounts.models import User
from apps.accounts.permissions import PERMISSIONS

View = Callable[..., HttpResponseBase]


class StaffRequest(HttpRequest):
    """A request of which the access rule has made sure that somebody is signed in."""

    user: User


@dataclass(frozen=True)
class Rule:
    """Who may use a view: anybody (``public``), the holder of a link, whoever is signed in, or
    whoever holds a permission. ``environments`` narrows it to machines of that kind; on those of
    ``open_in`` anybody may."""

    public: bool = False
    link: str = ""
    permission: str = ""
    signed_in: bool = False
    environments: tuple[str, ...] = ()
    open_in: tuple[str, ...] = ()
    without_second_factor: bool = False

    def __str__(self) -> str:
        if self.environments:
            return "public in " + " and ".join(self.environments)
        if self.link:
            return f"link: {self.link}"
        if self.open_in:
            return f"{self.permission}, public in {' and '.join(self.open_in)}"
        if self.permission:
            return self.permission
        if self.signed_in:
            return "signed in"
        return "public" if self.public else "nobody"

    @property
    def open(self) -> bool:
        """Whether it works without signing in: no session is looked at."""
        return self.public or bool(self.link) or settings.ENVIRONMENT in self.open_in

    def here(self) -> bool:
        """Whether the view exists for anybody on this kind of machine."""
        if not (self.open or self.permission or self.signed_in):
            return False
        return not self.environments or settings.ENVIRONMENT in self.environments

    def allows(self, request: HttpRequest) -> bool:
        """Whether this request may go on; what may not be known is answered as not found."""
        if not self.here():
            return False
        if self.open:
            return True
        if not request.user.is_authenticated:
            return False
        return self.signed_in or (bool(self.permission) and request.user.has_perm(self.permission))


def access(
    permission: str = "",
    *,
    public: bool = False,
    link: str = "",
    signed_in: bool = False,
    environments: tuple[str, ...] = (),
    open_in: tuple[str, ...] = (),
    without_second_factor: bool = False,
) -> Callable[[View], View]:
    """Declare and enforce the rule of a view. Stands outermost, also around views that are not
    ours.

    ``link`` names the kind of link or code whose holder may use it (the view looks at the token
    itself). Raises ``Http404`` when the rule says no, ``KeyError`` for an unknown permission.
    """
    if permission:
        PERMISSIONS[permission]
    rule = Rule(
        public=public,
        link=link,
        permission=permission,
        signed_in=signed_in,
        environments=environments,
        open_in=open_in,
        without_second_factor=without_second_factor,
    )

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not rule.allows(request):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.access_rule = rule  # type: ignore[attr-defined]
        return login_not_required(guarded) if public or link else guarded

    return decorate


class AccessMiddleware(LoginRequiredMiddleware):
    """Deny by default: no rule is not found, and all but public views ask who is signed in.

    Django's own looks at the session even for public views, which would put ``Vary: Cookie`` on
    pages that everybody may keep. Who has no role left is signed out. In production, roles that
    need a second factor get no further than setting one up.
    """

    def process_view(
        self, request: HttpRequest, view: View, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        rule: Rule | None = getattr(view, "access_rule", None)
        if rule is None or not rule.here():
            raise Http404
        if rule.open:
            return None
        to_sign_in = super().process_view(request, view, args, kwargs)
        if to_sign_in is not None:
            of_signing_in = rule.without_second_factor
            kept = None if of_signing_in else lapsed.keep(request, view, args, kwargs)
            return kept or to_sign_in
        gone = sessions.ended(request)
        if gone is not None:
            return gone
        if not rule.allows(request):
            raise Http404
        if not rule.without_second_factor and lacks_second_factor(request):
            return redirect("mfa_index")
        sessions.note_day(request)
        return None


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether the person's role asks for a second factor, here, and none is set up."""
    user = request.user
    if not (settings.SECOND_FACTOR_REQUIRED and user.is_authenticated and user.needs_second_factor):
        return False
    return not is_mfa_enabled(user)
