"""What somebody was typing while their session ended: it waits one hour, in the browser it was
typed in, for the person who typed it."""

import datetime
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import reverse

from apps.accounts.models import Browser, User
from apps.core import clock, links
from apps.core.middleware import TOO_LARGE, methods_of

WAITS = datetime.timedelta(hours=1)
LARGEST = 200_000  # bytes of names and answers together
REMEMBERED = datetime.timedelta(days=60)  # longer than a session lasts
PURPOSE = "browser"
NEVER_KEPT = ("csrfmiddlewaretoken", "password")
KEPT = (
    "You were signed out. What you typed is kept for one hour: sign in with your own account and "
    "carry on."
)
TOO_BIG = (
    "You were signed out, and what you typed is too long to be kept here. Go back in your browser "
    "and copy it before you sign in."
)
refused = CsrfViewMiddleware(lambda request: HttpResponse()).process_view


def remember(sender: Any, request: HttpRequest, user: User, **more: Any) -> None:
    """At each sign-in: whose browser this is. Django gives it a new token then, which outlives the
    session. Somebody else's waiting text is erased; one's own goes on waiting."""
    token = request.META.get("CSRF_COOKIE")
    if not token:
        return
    with transaction.atomic():
        row = of_token(request.COOKIES.get(settings.CSRF_COOKIE_NAME, ""))
        if row is not None and row.user_id != user.pk:
            row.delete()
            row = None
        row = row or Browser(user=user)
        row.token_hash, row.seen = links.keyed_hash(PURPOSE, token), clock.today()
        row.save()


def seen(request: HttpRequest) -> None:
    """Note the day, so that a browser in use is not forgotten."""
    row = of_token(request.META.get("CSRF_COOKIE", ""))
    if row is not None:
        row.seen = clock.today()
        row.save(update_fields=["seen"])


def of_token(token: str) -> Browser | None:
    """The browser that holds a token, whoever signed in there last."""
    if not token:
        return None
    hashes = links.possible_hashes(PURPOSE, token)
    return Browser.objects.filter(token_hash__in=hashes).first()


def keep(
    request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
) -> HttpResponse | None:
    """Keep the form that somebody sent whose session has ended, and lead to signing in.

    None where there is nothing to keep: another site's form, a script's request, a browser in
    which nobody has signed in.
    """
    row = of_token(request.META.get("CSRF_COOKIE", "")) if is_form(request, view) else None
    if row is None:
        return None
    try:
        if refused(request, view, args, kwargs) is not None:
            return None
        fields = kept_fields(request)
    except TOO_LARGE:
        messages.error(request, TOO_BIG)
        return None
    if not fields:
        return None
    if sum(len(name.encode()) + len(value.encode()) for name, value in fields) > LARGEST:
        messages.error(request, TOO_BIG)
        return None
    row.kept_path, row.kept_at = request.get_full_path(), clock.now()
    row.kept_fields, row.kept_files = fields, sorted(request.FILES)
    row.save()
    messages.warning(request, KEPT)
    return redirect_to_login(reverse("accounts:carry-on"))


def is_form(request: HttpRequest, view: Callable[..., Any]) -> bool:
    """Whether a page's form was sent in, to a view that takes forms; a script's own request, like
    the one that keeps typing, is none."""
    methods = methods_of(view)
    return (
        request.method == "POST"
        and request.headers.get("Sec-Fetch-Dest", "document") == "document"
        and (not methods or "POST" in methods)
    )


def kept_fields(request: HttpRequest) -> list[list[str]]:
    """The answers as they were sent, in order; never a password."""
    return [
        [name, value]
        for name, values in request.POST.lists()
        for value in values
        if not any(word in name.lower() for word in NEVER_KEPT)
    ]


def waiting(request: HttpRequest) -> Browser | None:
    """What waits in this browser for the person who is signed in; None after its hour."""
    row = of_token(request.META.get("CSRF_COOKIE", ""))
    if row is None or row.user_id != request.user.pk or row.kept_at is None:
        return None
    return row if clock.now() - row.kept_at <= WAITS else None


def erase_late() -> str:
    """Erase what waited for more than its hour, and browsers that nobody has used for long."""
    late = Browser.objects.filter(kept_at__lt=clock.now() - WAITS)
    number = late.update(**Browser.NOTHING_KEPT)
    Browser.objects.filter(seen__lt=clock.today() - REMEMBERED).delete()
    return f"{number} erased" if number else ""
