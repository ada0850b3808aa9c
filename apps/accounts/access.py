"""The one way to say who may use a view: a rule beside it, which is also what enforces it."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Rule:
    """Who may use a view: anybody (``public``), or anybody but only in the environments named."""

    public: bool = False
    environments: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.environments:
            return "public in " + " and ".join(self.environments)
        return "public" if self.public else "nobody"

    def allows(self, request: HttpRequest) -> bool:
        """Whether this request may go on; what may not be known is answered as not found."""
        if self.environments and settings.ENVIRONMENT not in self.environments:
            return False
        return self.public


def access(*, public: bool = False, environments: tuple[str, ...] = ()) -> Callable[[View], View]:
    """Declare and enforce the rule of a view. Stands outermost, also around views that are not
    ours.

    ``environments`` narrows a public view to machines of that kind (the component gallery is open
    in development until people can sign in). Raises ``Http404`` when the rule says no.
    """
    rule = Rule(public=public, environments=environments)

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not rule.allows(request):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.access_rule = rule  # type: ignore[attr-defined]
        return login_not_required(guarded) if public else guarded

    return decorate


class AccessMiddleware(LoginRequiredMiddleware):
    """Deny by default: no rule is not found, and all but public views ask who is signed in.

    Django's own looks at the session even for public views, which would put ``Vary: Cookie`` on
    pages that everybody may keep.
    """

    def process_view(
        self, request: HttpRequest, view: View, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        rule: Rule | None = getattr(view, "access_rule", None)
        if rule is None or not rule.allows(request):
            raise Http404
        if rule.public:
            return None
        return super().process_view(request, view, args, kwargs)
