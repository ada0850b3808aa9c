"""A group logs it itself: staff send a link, the group answers the same questions once."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from apps.accounts.access import StaffRequest, access
from apps.involvement import actions
from apps.involvement.actions import private
from apps.involvement.forms.private import SendLink
from apps.involvement.forms.quick import ToldLog
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
    """The six questions for a group without an account; they arrive as the sender's draft."""
    link = private.link_of(secret)
    if link is None:
        raise Http404
    if not link.is_open:
        return render(request, "involvement/link_over.html", {"link": link}, status=410)
    form: Any = ToldLog(
        request.POST if request.method == "POST" else None,
        partners=[link.partner],
        places=list(Place.objects.exclude(kind=Place.Kind.NEIGHBOURHOOD)),
        usual=None,
        last_project=None,
    )
    if request.method == "POST" and form.is_valid():
        more = {name: form.cleaned_data[name] for name in ("took_part", "heard")}
        try:
            activity = actions.log_by_link(link=link, answers=form.answers(), more=more)
        except NotAllowed:
            return render(request, "involvement/link_over.html", {"link": link}, status=410)
        return render(request, "involvement/link_thanks.html", {"link": link, "activity": activity})
    status = 422 if request.method == "POST" else 200
    return render(request, "involvement/told.html", {"link": link, "form": form}, status=status)
