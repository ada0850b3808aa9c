"""The log as everybody reads it: the register, and the page of one activity."""

import datetime

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from apps.accounts.access import access
from apps.core import moved, site_settings, tables
from apps.core.versions import public_page
from apps.involvement import datasets, evidence, facets, promises, ratings, thread, told
from apps.involvement.forms.record import OFFERS
from apps.involvement.models import Activity, Response
from apps.involvement.models.response import with_corrections
from apps.involvement.register import Register
from apps.publishing.filtering.nothing import nothing
from apps.publishing.formats import shown as formats
from apps.publishing.gone import public_or_gone
from apps.publishing.models import PUBLIC_STATES, Correction
from apps.publishing.recordings import showing as recordings

OFFER_NAMES = dict(OFFERS)


@access(public=True)
@require_safe
@public_page
def register(request: HttpRequest) -> HttpResponseBase:
    """The log for the filters in the address; ``format`` hands it out as a file instead."""
    index = facets.kept.under(request.page_key)  # type: ignore[attr-defined]
    listing = Register.of(request.GET, index)
    wish = listing.wish
    if wish.left_out and (to := moved.filters(request.path, request.GET)):
        return moved.leads_on(to)
    if kind := tables.kind_asked(request.GET):
        found = datasets.rows(index.ordered(listing.matching, wish.sort), index)
        return tables.download(datasets.ACTIVITIES, found, wish.file_name("log", kind))
    context = {
        **listing.panel(),
        "rows": listing.rows(),
        "pages": listing.pages(),
        "pager": listing.pager(),
        "nothing": nothing(listing) if not listing.total else None,
        "unpublished": index.unpublished,
        "notice_days": site_settings.number("unpublished_notice"),
        "trail": [(reverse("showcase:projects"), "Our work")],
    }
    return render(request, "involvement/register.html", context)


@access(public=True)
@require_safe
@public_page
def activity_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One activity; one that was public says what became of it, others are not found."""
    rows = Activity.objects.select_related("partner", "project", "came_from")
    return draw(readable(rows.filter(reference=reference).first()), request)


def draw(activity: Activity, request: HttpRequest, answer: Response | None = None) -> HttpResponse:
    """The page of an activity, public or not yet; with an answer that is on its way."""
    project, began_as = activity.project, activity.came_from
    prefetch_related_objects([activity], "promises__extensions", "responses__themes", "places")
    answers = sorted(activity.responses.all(), key=lambda row: (row.given_on, row.pk), reverse=True)
    if activity.state in PUBLIC_STATES:
        answers = [one for one in answers if one.state in PUBLIC_STATES or one == answer]
    with_corrections(answers)
    played = recordings.beside(answers, request)
    context = {
        "activity": activity,
        "recordings": recordings.of(activity, request),
        "places": [place.label for place in activity.places.all()]
        + ([activity.without_place] if activity.without_place else []),
        "project": project if project and project.state in PUBLIC_STATES else None,
        "began_as": began_as if began_as and began_as.state in PUBLIC_STATES else None,
        "parts": list(activity.parts.select_related("partner")),
        "sought": [community.name for community in activity.communities.all()],
        "offers": [OFFER_NAMES[code] for code in activity.access_offered if code in OFFER_NAMES],
        "links": list(activity.links.all()),
        "told": told.of(activity),
        "decisions": list(activity.decisions.all()),
        "answers": [
            (one, thread.steps(one, owed_by=owed_by(one, activity), among=answers), played[one.pk])
            for one in answers
        ],
        "line": promises.line(activity),
        "finished": promises.is_finished(activity),
        "felt": ratings.shown(activity),
        "too_few": ratings.too_few(activity),
        **evidence.shown(activity),
        "unstated": unstated(activity),
        "ask_key": f"activity-{activity.slug}",
        "corrected": Correction.objects.of(activity).first(),
        "formats": formats.of(activity),
        "trail": [
            (reverse("showcase:projects"), "Our work"),
            (reverse("involvement:register"), "The log"),
        ],
    }
    return render(request, "involvement/activity.html", context)


def readable(activity: Activity | None) -> Activity:
    """The activity, if it is public. Raises what ``public_or_gone`` does, and says by when an
    answer is owed all the same."""
    owed = ""
    if activity is not None and activity.state not in PUBLIC_STATES:
        promise = activity.promises.open().first()
        if promise is not None:
            day = promises.in_full(promise.due)
            owed = f"An answer was promised by {day}, and is still owed."
    return public_or_gone(activity, beside=owed)


def owed_by(answer: Response, activity: Activity) -> datetime.date | None:
    """The day of the promise that is open beside the newest answer: more is owed."""
    standing = promises.standing(activity)
    open_one = standing.promise if standing.promise and standing.promise.is_open else None
    if open_one is None or answer.promise_id == open_one.pk:
        return None
    return open_one.due


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
