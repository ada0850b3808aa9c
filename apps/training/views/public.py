"""What everybody may read: the courses, one course with its sessions, one session."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from apps.accounts.access import access
from apps.core import clock
from apps.core.versions import public_page_with_places
from apps.publishing.formats import shown as formats
from apps.publishing.gone import public_or_gone
from apps.publishing.models import PUBLIC_STATES, Correction
from apps.publishing.recordings import showing as recordings
from apps.training import calendar, listing, offered, places, texts
from apps.training.models import Course, PresenterSlot, Session

TRAIL = ("training:list", "Training")
MOST_PAST = MOST_AHEAD = 12
MOST_IN_PANEL = 8


@access(public=True)
@require_safe
@public_page_with_places
def training_list(request: HttpRequest) -> HttpResponse:
    """The sessions ahead by month, then the courses without a date, those on hold among them."""
    choices = offered.kept.under(request.page_key)  # type: ignore[attr-defined] # set by public_page
    return render(request, "training/list.html", listing.context(request.GET, choices))


@access(public=True)
@require_safe
@public_page_with_places
def course_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One course: what people learn, for whom, from whom, and when."""
    rows = Course.objects.select_related("partner", "project")
    return draw(public_or_gone(rows.filter(slug=slug).first()), request)


def draw(course: Course, request: HttpRequest) -> HttpResponse:
    """The page of a course, public or not yet."""
    shown = Session.objects.filter(course=course).exclude(state=Session.State.PLANNED)
    shown = shown.select_related("course__partner", "place")
    ahead = shown.filter(ends_at__gt=clock.now()).order_by("starts_at", "pk")
    past = list(shown.filter(ends_at__lte=clock.now()).order_by("-starts_at")[:MOST_PAST])
    project = course.project
    context = {
        "course": course,
        "sessions": listing.with_places(ahead[:MOST_AHEAD]),
        "more": max(0, ahead.count() - MOST_AHEAD),
        "past": past,
        "audiences": list(course.audiences.all()),
        "outcomes": [line.strip() for line in course.outcomes.splitlines() if line.strip()],
        "project": project if project and project.state in PUBLIC_STATES else None,
        "ask_key": f"course-{course.slug}",
        "corrected": Correction.objects.of(course).first(),
        "formats": formats.of(course),
        "recordings": recordings.of(course, request),
        "trail": [(reverse("training:list"), "Training")],
    }
    return render(request, "training/course.html", context)


def on_project(project: Any, request: HttpRequest) -> str:
    """The courses that belong to a project, for its page."""
    return _panel(request, Course.objects.current().filter(project=project))


def on_partner(partner: Any, request: HttpRequest) -> str:
    """The courses that a partner runs, for its page."""
    return _panel(request, Course.objects.current().filter(partner=partner))


def _panel(request: HttpRequest, rows: Any) -> str:
    courses = list(rows.in_order()[:MOST_IN_PANEL])
    if not courses:
        return ""
    return render_to_string("training/_panel.html", {"courses": courses}, request)


def shown_session(reference: str) -> Session:
    """A session that everybody may see. Raises ``Http404``, and ``Gone`` with its course."""
    rows = Session.objects.select_related("course__partner", "place").exclude(
        state=Session.State.PLANNED
    )
    session: Session | None = rows.filter(reference=reference.upper()).first()
    if session is None:
        raise Http404
    public_or_gone(session.course)
    return session


@access(public=True)
@require_safe
@public_page_with_places
def session_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One session: what somebody needs to know before they book."""
    session = shown_session(reference)
    course = session.course
    context = {
        "session": session,
        "course": course,
        "places": places.of(session),
        "offer_lasts": texts.offer_lasts(),
        "audiences": list(course.audiences.all()),
        "outcomes": [line.strip() for line in course.outcomes.splitlines() if line.strip()],
        "presenters": [slot.presenter for slot in presenting(session)],
        "trail": [
            (reverse("training:list"), "Training"),
            (course.get_absolute_url(), course.title),
        ],
    }
    return render(request, "training/session.html", context)


def presenting(session: Session) -> list[PresenterSlot]:
    """Those who said yes, staff and volunteers in one order."""
    return list(PresenterSlot.objects.filter(session=session).accepted())


@access(public=True)
@require_safe
def session_entry(request: HttpRequest, reference: str) -> HttpResponse:
    """The session as a file for a calendar."""
    session = shown_session(reference)
    return file(calendar.of_session(session), f"{session.reference}.ics")


@access(public=True)
@require_safe
@public_page_with_places
def feed(request: HttpRequest) -> HttpResponse:
    """All sessions ahead, as a calendar that programs fetch again."""
    rows = Session.objects.listed().filter(ends_at__gt=clock.now())
    rows = rows.exclude(state=Session.State.ON_HOLD).select_related("course")
    content = calendar.of_sessions(rows.order_by("starts_at", "pk")[:500])
    return HttpResponse(content, content_type=_type(content))


def file(content: bytes, name: str) -> HttpResponse:
    """A calendar file to keep."""
    response = HttpResponse(content, content_type=_type(content))
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _type(content: bytes) -> str:
    return f"{calendar.type_of(content)}; charset=utf-8"
