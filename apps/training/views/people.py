"""Who is booked: found, booked by phone, moved, cancelled, written to; what to have ready for
them. All of it is private, and taking it away is noted."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.access import StaffRequest, access
from apps.core import audit, clock, once, tables
from apps.publishing.workflow import NotAllowed
from apps.training import actions, datasets, links, places, texts
from apps.training.actions import staff
from apps.training.actions.booking import Became
from apps.training.forms.people import ByPhone, MoveTo
from apps.training.forms.session import Message
from apps.training.models import Booking, BookingNeeds, Session
from apps.training.views.desk import KEEP, kept

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
MOST = 500


def of_session(request: StaffRequest, reference: str, pk: int) -> Booking:
    """A booking of a session that is theirs. Raises ``Http404``."""
    session = kept(request, reference)
    rows = Booking.objects.select_related("session__course", "audience")
    found: Booking = get_object_or_404(rows, pk=pk, session=session)
    return found


@access(KEEP)
@require_safe
def bookings(request: StaffRequest, reference: str) -> HttpResponseBase:
    """Everybody of a session, by how they stand; ``format=xlsx`` hands all of them out."""
    session = kept(request, reference)
    if request.GET.get("format") == "xlsx":
        return take_away(request, session)
    words = request.GET.get("q", "").strip()[:100]
    rows = Booking.objects.filter(session=session).select_related("audience", "needs")
    if words:
        rows = rows.filter(
            Q(name__icontains=words) | Q(email__icontains=words) | Q(phone__icontains=words)
        )
    found = list(rows.order_by("position", "booked_at", "pk")[:MOST])
    groups = [
        (label, [row for row in found if row.state == state])
        for state, label in Booking.State.choices
    ]
    context = {
        "session": session,
        "words": words,
        "groups": [(label, held) for label, held in groups if held],
        "places": places.of(session),
        "any": bool(found or words),
        "form": Message(),
    }
    return render(request, "training/desk_bookings.html", context)


@transaction.atomic
def take_away(request: StaffRequest, session: Session) -> HttpResponseBase:
    """The bookings as a spreadsheet, and a line in the audit record."""
    rows = list(
        Booking.objects.filter(session=session)
        .select_related("audience")
        .order_by("state", "position", "booked_at", "pk")
    )
    audit.note(act="downloaded bookings", by=request.user, target=session, rows=len(rows))
    return tables.download(datasets.BOOKINGS, rows, f"bookings-{session.reference.lower()}.xlsx")


@access(KEEP)
@get_or_post
@sensitive_post_parameters()
def book_by_phone(request: StaffRequest, reference: str) -> HttpResponse:
    """Book for somebody on the phone, with the same rules as on the web."""
    session = kept(request, reference)
    form = ByPhone(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        person = actions.Person(
            name=data["name"], email=(data["email"] or "").strip(), phone=data["phone"],
            for_someone_else=data["for_someone_else"], needs=form.chosen(),
            needs_words=data["words"],
        )  # fmt: skip
        try:
            outcome = actions.book(
                session=session, person=person, join_list=data["join"], by=request.user
            )
        except actions.NotOpen:
            form.add_error(None, "This session takes no bookings at the moment.")
        else:
            if outcome.booking is not None:
                messages.success(request, SAYS_AGAIN if outcome.again else SAYS[outcome.became])
                return redirect("training:person", session.reference, outcome.booking.pk)
            form.add_error(None, SAYS[outcome.became])
    context = {"session": session, "form": form, "places": places.of(session)}
    status = 422 if request.method == "POST" else 200
    return render(request, "training/desk_by_phone.html", context, status=status)


SAYS = {
    Became.PLACE: "They have a place. Tell them what stands below.",
    Became.WAITING: "They are on the waiting list. Tell them what stands below.",
    Became.FULL: "There is no place. Tick the last box to put them on the waiting list.",
    Became.LIST_FULL: "There is no place, and nobody more can wait for one.",
}
SAYS_AGAIN = "They had booked already. Tell them how it stands."


@access(KEEP)
@require_safe
def person(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """One booking: how it stands, and what can be done for them."""
    booking = of_session(request, reference, pk)
    context = {
        "booking": booking,
        "session": booking.session,
        "needs": getattr(booking, "needs", None),
        "link": links.of_booking(booking),
        "until": texts.until_of(booking),
        "places": places.of(booking.session),
        "form": _move_form(booking),
    }
    return render(request, "training/desk_person.html", context)


def _move_form(booking: Booking, post: Any = None) -> MoveTo:
    form = MoveTo(post)
    takes = (Session.State.SCHEDULED, Session.State.OPEN, Session.State.CLOSED)
    rows = Session.objects.filter(course=booking.session.course_id, state__in=takes).coming()
    rows = rows.filter(starts_at__gt=clock.now())
    field: Any = form.fields["to"]
    field.rows = lambda: rows.exclude(pk=booking.session_id)
    field.choices = [("", "Choose one"), *field.offered()]
    return form


@access(KEEP)
@require_POST
def person_move(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """To another session of the course."""
    booking = of_session(request, reference, pk)
    form = _move_form(booking, request.POST)
    if not form.is_valid():
        messages.error(request, "Choose a session of the same course that lies ahead.")
        return redirect("training:person", reference, pk)
    to = get_object_or_404(Session.objects.of_team(request.user), pk=form.cleaned_data["to"])
    try:
        moved = staff.move(
            booking=booking, to=to, join_list=form.cleaned_data["join"], by=request.user
        )
    except NotAllowed as refused:
        messages.error(request, str(refused))
        return redirect("training:person", reference, pk)
    messages.success(request, MOVED_TO[moved.is_waiting])
    return redirect("training:person", to.reference, moved.pk)


@access(KEEP)
@require_POST
def person_offer(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """What somebody said on the phone of the place that is kept for them."""
    booking = of_session(request, reference, pk)
    if request.POST.get("said") == "yes":
        stood = actions.take(booking=booking, by=request.user)
        words = "The place is theirs."
    else:
        stood = actions.decline(booking=booking, by=request.user)
        words = "They do not want it. It goes to the next in line."
    if stood:
        messages.success(request, words)
    else:
        messages.error(request, "Nothing was changed: no place is kept for them any more.")
    return redirect("training:person", booking.session.reference, pk)


@access(KEEP)
@require_POST
def person_give(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """A place that became free in the last hours, for somebody who waits."""
    booking = of_session(request, reference, pk)
    if actions.give(booking=booking, by=request.user):
        messages.success(request, "The place is theirs. Tell them, if you have not.")
    else:
        messages.error(request, "Nothing was changed: no place is free for them to be given.")
    return redirect("training:person", booking.session.reference, pk)


MOVED_TO = {
    True: "They are on the waiting list there, and told. They have no place.",
    False: "They have a place there, and are told.",
}


@access(KEEP)
@require_POST
def person_stop(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """Cancel it for them."""
    booking = of_session(request, reference, pk)
    if staff.stop(booking=booking, by=request.user):
        messages.success(request, "It is cancelled, and they are told.")
    else:
        messages.error(request, "Nothing was changed: this booking no longer stood.")
    return redirect("training:bookings", reference)


@access(KEEP)
@require_POST
def message(request: StaffRequest, reference: str) -> HttpResponse:
    """Write to all, or to those in one state."""
    session = kept(request, reference)
    form = Message(request.POST)
    if form.is_valid():
        data = form.cleaned_data

        def do() -> str:
            number = staff.message(
                session=session, to=data["to"], words=data["words"], by=request.user
            )
            people = "1 person is" if number == 1 else f"{number} people are"
            messages.success(request, f"{people} told.")
            return reverse("training:bookings", args=[session.reference])

        return redirect(once.address_after(request, do))
    context = {"session": session, "form": form, "places": places.of(session), "groups": []}
    return render(request, "training/desk_bookings.html", context, status=422)


@access(KEEP)
@require_safe
def needs(request: StaffRequest, reference: str) -> HttpResponse:
    """What to have ready, counted, without names; the names where something has to be handed to
    one person. Reading it is noted."""
    session = kept(request, reference)
    rows = BookingNeeds.objects.of(session).select_related("booking")
    audit.note(act="read what people need", by=request.user, target=session)
    context = {"session": session, "counted": rows.counted(), "rows": list(rows)}
    return render(request, "training/desk_needs.html", context)
