"""Sessions as trainers keep them: the list by month, one session with its buttons, its details."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.access import StaffRequest, access
from apps.core import clock, once
from apps.core.paging import Pages
from apps.publishing.workflow import NotAllowed
from apps.training import actions, attendance, links, listing, places, telling
from apps.training.actions.moving import MAY_CANCEL, MAY_HOLD
from apps.training.forms.session import Cancel, Hold, SessionForm
from apps.training.models import Booking, Course, PresenterSlot, Session

KEEP = "training.keep_bookings"
CANCEL = "training.cancel_session"
get_or_post = require_http_methods(["GET", "HEAD", "POST"])
A_PAGE = 50
SAID = {
    "schedule": "The public sees it now. Nobody can book before you open booking.",
    "open": "Booking is open.",
    "close": "Booking is closed. Whoever waits is still offered a place that comes free.",
    "bring_back": "It is back, and everybody is told. Booking and offers wait until you open it.",
}


def kept(request: StaffRequest, reference: str) -> Session:
    """A session whose bookings are theirs. Raises ``Http404``."""
    rows = Session.objects.of_team(request.user).select_related("course__partner", "place")
    found: Session = get_object_or_404(rows, reference=reference.upper())
    return found


@access(KEEP)
@require_safe
def sessions(request: StaffRequest) -> HttpResponse:
    """Their sessions by month: those ahead, or those past with who came."""
    past = "past" in request.GET
    rows = Session.objects.of_team(request.user).select_related("course", "place")
    if past:
        rows = rows.filter(ends_at__lte=clock.now()).order_by("-starts_at", "-pk")
    else:
        rows = rows.filter(ends_at__gt=clock.now()).order_by("starts_at", "pk")
    asked = request.GET.get("page", "")
    pages = Pages.of(int(asked) if asked.isascii() and asked.isdigit() else 1, rows.count(), A_PAGE)
    shown = listing.with_places(rows[pages.start : pages.start + A_PAGE])
    pager = pages.links(lambda number: f"?{'past=1&' if past else ''}page={number}")
    context = {
        "past": past,
        "pages": pages,
        "pager": pager,
        "by_month": listing.by_month(shown),
        "courses": list(Course.objects.editable_by(request.user).in_order()),
    }
    return render(request, "training/desk_list.html", context)


@access(KEEP)
@require_safe
def came(request: StaffRequest) -> HttpResponse:
    """How many came over the last years, by quarter and by course; ``course`` narrows."""
    rows = attendance.held(Session.objects.of_team(request.user))
    courses = attendance.courses_of(rows)
    asked = request.GET.get("course", "")
    chosen = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 18 else 0
    shown = rows.filter(course=chosen) if chosen else rows
    context = {
        "tables": [
            ("By quarter", "Quarter", attendance.by_quarter(shown)),
            ("By course", "Course", attendance.by_course(shown)),
        ],
        "courses": courses,
        "chosen": chosen,
        "any": bool(courses),
        "who": attendance.who_booked(Course.objects.editable_by(request.user), chosen),
        "years": attendance.YEARS,
    }
    return render(request, "training/desk_attendance.html", context)


@access(KEEP)
@require_safe
def session_desk(request: StaffRequest, reference: str) -> HttpResponse:
    """One session: how it stands, what can be done, who presents, who is booked."""
    session = kept(request, reference)
    slots = session.slots.select_related("presenter__contact").order_by("presenter__public_name")
    context = {
        "session": session,
        "course": session.course,
        "one": listing.with_places([session])[0],
        "offered": Booking.objects.filter(session=session).offered().count(),
        "steps": [
            (name, words) for name, (_to, from_, words) in actions.STEPS.items()
            if session.state in from_
        ],
        "may_hold": session.state in MAY_HOLD and not session.is_past,
        "may_cancel": session.state in MAY_CANCEL,
        "missing": actions.missing_presenters(session)
        if session.state in (Session.State.PLANNED, Session.State.SCHEDULED) else [],
        "slots": [(slot, _page_to_read_out(slot)) for slot in slots],
    }  # fmt: skip
    return render(request, "training/desk_session.html", context)


def _page_to_read_out(slot: PresenterSlot) -> str:
    """The page of somebody who presents and has no e-mail, so that no mail leads them there."""
    contact = getattr(slot.presenter, "contact", None)
    if contact is None or contact.email or not slot.is_asked:
        return ""
    return links.of_slot(slot)


@access(KEEP)
@require_POST
def session_step(request: StaffRequest, reference: str) -> HttpResponse:
    """One step along its way."""
    session = kept(request, reference)
    step = request.POST.get("step", "")
    if step in actions.STEPS:
        try:
            actions.move(session=session, step=step, by=request.user)
            messages.success(request, SAID[step])
        except NotAllowed as refused:
            messages.error(request, str(refused))
    return redirect("training:desk", session.reference)


@access(KEEP)
@get_or_post
def session_new(request: StaffRequest, pk: int) -> HttpResponse:
    """A new session of a course of theirs; perhaps a copy of another one."""
    course = get_object_or_404(Course.objects.editable_by(request.user), pk=pk)
    begun: dict[str, Any] = {"waiting_cap": 20}
    copied = request.GET.get("like", "")
    if copied:
        its_own_days = ("day", "booking_opens_on", "booking_closes_on", "needs_by")
        begun = SessionForm.begun(kept(request, copied)) | dict.fromkeys(its_own_days)
    form = SessionForm(request.POST if request.method == "POST" else None, initial=begun)

    def save() -> str:
        made = actions.plan(course=course, answers=form.answers(), by=request.user)
        _keep_joining(made, form, request.user, set(form.fields))
        messages.success(request, "The session is planned. Nobody sees it before you say so.")
        return reverse("training:desk", args=[made.reference])

    if request.method == "POST" and form.is_valid():
        try:
            return redirect(once.address_after(request, save))
        except NotAllowed as refused:
            form.add_error("day", str(refused))
    return _form(request, form, course, None)


@access(KEEP)
@get_or_post
def session_edit(request: StaffRequest, reference: str) -> HttpResponse:
    """The details of a session; whoever is booked hears of another day, hour or place."""
    session = kept(request, reference)
    begun = SessionForm.begun(session)
    form = SessionForm(request.POST if request.method == "POST" else None, initial=begun)
    if request.method == "POST" and form.is_valid():
        opened = _opened_with(request)
        changed = form.changed_from(opened)
        newer = request.POST.get("edit_count", "") != str(session.edit_count)
        if newer and (both := form.changed_by_both(session, opened)):
            return _meanwhile(request, form, session, both)
        try:
            actions.change(
                session=session, answers=form.answers(changed), by=request.user,
                edit_count=session.edit_count,
            )  # fmt: skip
        except actions.Meanwhile:
            session.refresh_from_db()
            return _meanwhile(request, form, session, changed)
        except NotAllowed as refused:
            form.add_error(None, str(refused))
        else:
            _keep_joining(session, form, request.user, changed)
            messages.success(
                request,
                "Saved. Whoever is booked hears of another day, hour or place, and of another "
                "way to join once that is shown.",
            )
            return redirect("training:desk", session.reference)
    return _form(request, form, session.course, session)


def _opened_with(request: HttpRequest) -> dict[str, str]:
    """What the questions began with as this page was opened; nothing where it does not say."""
    try:
        held = json.loads(request.POST.get("opened_with", ""))
    except ValueError:
        return {}
    return {str(name): str(value) for name, value in held.items()} if isinstance(held, dict) else {}


def _meanwhile(
    request: StaffRequest, form: SessionForm, session: Session, both: set[str]
) -> HttpResponse:
    """Somebody else changed the same: theirs is named, and a second press means it."""
    form.add_error(None, form.theirs(session, both))
    now = form.opened_with(session)
    opened = _opened_with(request) or now
    opened |= {name: now[name] for name in both}
    return _form(request, form, session.course, session, status=409, opened=opened)


def _keep_joining(session: Session, form: SessionForm, by: Any, changed: set[str]) -> None:
    now = SessionForm.begun(session)
    link, phone = (
        form.cleaned_data[name] if name in changed else now[name]
        for name in ("joining_link", "joining_phone")
    )
    actions.join_by(session=session, link=link, phone=phone, by=by)


def _form(
    request: StaffRequest,
    form: SessionForm,
    course: Course,
    session: Session | None,
    status: int = 0,
    opened: dict[str, str] | None = None,
) -> HttpResponse:
    status = status or (422 if request.method == "POST" else 200)
    if opened is None:
        opened = _opened_with(request) or (form.opened_with(session) if session else {})
    context = {
        "form": form,
        "course": course,
        "session": session,
        "opened_with": json.dumps(opened),
    }
    return render(request, "training/desk_form.html", context, status=status)


@access(KEEP)
@get_or_post
def session_hold(request: StaffRequest, reference: str) -> HttpResponse:
    """Put it on hold, with the reason."""
    session = kept(request, reference)
    form = Hold(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.hold(session=session, by=request.user, **form.cleaned_data)
            messages.success(request, "It is on hold, and everybody is told.")
        except NotAllowed as refused:
            messages.error(request, str(refused))
        return redirect("training:desk", session.reference)
    back = reverse("training:desk", args=[session.reference])
    return _act(request, session, form, "Put it on hold", "Put it on hold and tell everyone", back)


@access(CANCEL)
@require_safe
def to_cancel(request: StaffRequest) -> HttpResponse:
    """For leads and administrators, when the trainer is away: the sessions that they can cancel,
    without anybody's name."""
    rows = Session.objects.stoppable_by(request.user).filter(state__in=MAY_CANCEL)
    rows = rows.filter(ends_at__gt=clock.now()).select_related("course__partner", "place")
    asked = request.GET.get("page", "")
    pages = Pages.of(int(asked) if asked.isascii() and asked.isdigit() else 1, rows.count(), A_PAGE)
    ordered = rows.order_by("starts_at", "pk")
    context = {
        "shown": listing.with_places(ordered[pages.start : pages.start + A_PAGE]),
        "pager": pages.links(lambda number: f"?page={number}"),
    }
    return render(request, "training/desk_to_cancel.html", context)


@access(CANCEL)
@get_or_post
def session_cancel(request: StaffRequest, reference: str) -> HttpResponse:
    """Cancel it and tell everyone: also for leads and administrators, who see no names."""
    rows = Session.objects.stoppable_by(request.user).select_related("course__partner")
    session: Session = get_object_or_404(rows, reference=reference.upper())
    form = Cancel(request.POST if request.method == "POST" else None)
    mine = Session.objects.of_team(request.user).filter(pk=session.pk).exists()
    back = (
        reverse("training:desk", args=[session.reference]) if mine else session.get_absolute_url()
    )
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            to_ring = telling.to_ring(session)
            actions.cancel_session(session=session, reason=reason, by=request.user)
            messages.success(request, f"It is cancelled. {_who_is_told(to_ring)}")
        except NotAllowed as refused:
            messages.error(request, str(refused))
        return redirect(back if mine else "home:staff")
    return _act(request, session, form, "Cancel this session", "Cancel and tell everyone", back)


def _who_is_told(to_ring: int) -> str:
    """Who is written to, and how many have to be rung, once a session is cancelled."""
    if not to_ring:
        return "Everybody is told."
    who = "1 person has" if to_ring == 1 else f"{to_ring} people have"
    return (
        f"Everybody with e-mail is told. {who} to be rung: that stands in “To ring today”, for its "
        "trainers and leads."
    )


def _act(
    request: HttpRequest, session: Session, form: Any, title: str, button: str, back: str
) -> HttpResponse:
    """A page with one thing to answer and one button."""
    context = {
        "session": session,
        "form": form,
        "title": title,
        "button": button,
        "back": back,
        "places": places.of(session),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "training/desk_act.html", context, status=status)
