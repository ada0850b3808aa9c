"""Tell me when it is back: one question, without an account."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from apps.accounts.access import access
from apps.core import limits
from apps.publishing.following.forms import Where
from apps.training.actions import interest as actions
from apps.training.models import Course

MOST_IN_AN_HOUR = 40  # from one network
WAIT = "Many people asked from your network just now. Please try again in an hour."


@access(public=True)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters()
def interest(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask to hear of a course; afterwards the page says the same to everybody."""
    course = Course.objects.public().filter(slug=slug, external=False).first()
    if course is None:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = Where(sent, by_phone=True, by_name=False)  # one number is rung once, under no name
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        if not limits.too_many(request, of="interest", most=MOST_IN_AN_HOUR, seconds=60 * 60):
            data = form.cleaned_data
            if form.rings:
                actions.ask(course=course, phone=data["phone"])
            else:
                actions.ask(course=course, email=data["email"])
            return redirect(reverse("training:interest", args=[slug]) + "?asked=1")
        form.add_error(None, WAIT)
        status = 429
    context = {"course": course, "form": form, "asked": "asked" in request.GET}
    return render(request, "training/interest.html", context, status=status)
