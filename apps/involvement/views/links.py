"""A group logs it itself: staff send a link, the group answers the same questions once."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from apps.accounts.access import StaffRequest, access
from apps.core import conflicts, once
from apps.involvement import actions
from apps.involvement.actions import private
from apps.involvement.forms.private import SendLink
from apps.involvement.forms.quick import ToldLog
from apps.involvement.models import LogLink
from apps.partners.models import Place
from apps.publishing.workflow import NotAllowed

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@access("involvement.write_activity")
@get_or_post
def send(request: StaffRequest) -> HttpResponse:
    """A link for a group, shown once, to be sent by whatever way suits the group."""
    partners = actions.partners_of(request.user)
    if not partners:
        raise Http404
    form = SendLink(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        row, secret = private.send_link(
            partner=partners[0], group_name=form.cleaned_data["group_name"], by=request.user
        )
        address = request.build_absolute_uri(f"/log/{secret}/")
        return render(request, "involvement/link_made.html", {"link": row, "address": address})
    context = {"form": form, "sent": request.user.log_links.order_by("-pk")[:20]}
    status = 422 if request.method == "POST" else 200
    return render(request, "involvement/send_link.html", context, status=status)


@access(link="log link")
@get_or_post
@sensitive_variables("secret")
def told(request: HttpRequest, secret: str) -> HttpResponse:
    """The six questions for a group without an account; they arrive as the sender's draft. Whoever
    sends them twice is thanked twice; whoever comes too late reads what they typed."""
    link = private.link_of(secret)
    if link is None:
        raise Http404
    form: Any = ToldLog(
        request.POST if request.method == "POST" else None,
        partners=[link.partner],
        places=list(Place.objects.exclude(kind=Place.Kind.NEIGHBOURHOOD)),
        usual=None,
        last_project=None,
    )
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(once.address_after(request, lambda: arrived(link, form)))
        except NotAllowed:
            link.refresh_from_db()
    if not link.is_open:
        return over(request, link, form)
    status = 422 if request.method == "POST" else 200
    return render(request, "involvement/told.html", {"link": link, "form": form}, status=status)


def arrived(link: LogLink, form: Any) -> str:
    """Keep what the form says; the same page, relative, since its address is a secret."""
    more = {name: form.cleaned_data[name] for name in ("took_part", "heard")}
    actions.log_by_link(link=link, answers=form.answers(), more=more)
    return "."


def over(request: HttpRequest, link: LogLink, form: Any) -> HttpResponse:
    """A link that ended: used, it thanks; whatever was typed meanwhile stands there."""
    typed = conflicts.words(form) if form.is_bound else []
    if link.used_on and not typed:
        return render(request, "involvement/link_thanks.html", {"link": link})
    context = {"link": link, "typed": typed}
    status = 409 if link.used_on else 410
    return render(request, "involvement/link_over.html", context, status=status)
