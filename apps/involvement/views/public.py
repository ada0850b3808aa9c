"""The log as everybody reads it: the register, and the page of one activity."""

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from apps.accounts.access import access
from apps.core.middleware import Gone
from apps.core.paging import Pages
from apps.core.versions import public_page
from apps.involvement import evidence, promises
from apps.involvement.forms.record import OFFERS
from apps.involvement.models import Activity
from apps.projects.levels import WAYS
from apps.publishing.models import PUBLIC_STATES, Correction, State

PAGE_SIZE = 20
OFFER_NAMES = dict(OFFERS)


@access(public=True)
@require_safe
@public_page
def register(request: HttpRequest) -> HttpResponse:
    """Every published activity, newest first; one way of involving people, if asked."""
    level = request.GET.get("level", "")
    known = {way.code: way.name for way in WAYS} | {"not-stated": "Not stated"}
    rows = Activity.objects.current()
    if level in known:
        rows = rows.filter(claimed_level="" if level == "not-stated" else level)
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    pages = Pages.of(number, rows.count(), PAGE_SIZE)
    shown = (
        rows.select_related("partner", "project")
        .prefetch_related("places")
        .order_by("-when_first", "-pk")[pages.start : pages.start + PAGE_SIZE]
    )
    chosen = f"level={level}&" if level in known else ""
    context = {
        "activities": list(shown),
        "pages": pages,
        "pager": pages.links(lambda number: f"?{chosen}page={number}"),
        "levels": known.items(),
        "level": level if level in known else "",
        "trail": [(reverse("showcase:projects"), "Our work")],
    }
    return render(request, "involvement/register.html", context)


@access(public=True)
@require_safe
@public_page
def activity_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One activity; withdrawn ones say so, drafts are not found."""
    activity = (
        Activity.objects.filter(reference=reference).select_related("partner", "project").first()
    )
    if activity is None:
        raise Http404
    if activity.state == State.WITHDRAWN:
        raise Gone(activity.withdrawn_reason)
    if activity.state not in PUBLIC_STATES:
        raise Http404
    return draw(activity, request)


def draw(activity: Activity, request: HttpRequest) -> HttpResponse:
    """The page of an activity, public or not yet."""
    project = activity.project
    prefetch_related_objects([activity], "promises", "responses", "places")
    answers = sorted(activity.responses.all(), key=lambda row: (row.given_on, row.pk), reverse=True)
    if activity.state in PUBLIC_STATES:
        answers = [answer for answer in answers if answer.state in PUBLIC_STATES]
    context = {
        "activity": activity,
        "places": [place.label for place in activity.places.all()]
        + ([activity.without_place] if activity.without_place else []),
        "project": project if project and project.state in PUBLIC_STATES else None,
        "parts": list(activity.parts.select_related("partner")),
        "sought": [community.name for community in activity.communities.all()],
        "offers": [OFFER_NAMES[code] for code in activity.access_offered if code in OFFER_NAMES],
        "links": list(activity.links.all()),
        "decisions": list(activity.decisions.all()),
        "answers": answers,
        "line": promises.line(activity),
        **evidence.shown(activity),
        "unstated": unstated(activity),
        "ask_key": f"activity-{activity.slug}",
        "corrected": Correction.objects.of(activity).first(),
        "trail": [
            (reverse("showcase:projects"), "Our work"),
            (reverse("involvement:register"), "The log"),
        ],
    }
    return render(request, "involvement/activity.html", context)


def unstated(activity: Activity) -> str:
    """What a record does not say, in one line: never a column of empty facts."""
    missing = [
        words
        for words, said in (
            ("how people were asked", activity.method_words),
            ("what could still change", activity.can_change or activity.cannot_change),
            (
                "what was offered to those who took part",
                activity.access_offered or activity.payment_offered,
            ),
        )
        if not said
    ]
    return " or ".join([", ".join(missing[:-1]), missing[-1]] if missing[1:] else missing)
