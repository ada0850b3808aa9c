"""A booking's own page: see it, change what helps, give it back, answer an offer. GET changes
nothing, since programs that read mail open links."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.access import access
from apps.core.actors import LinkHolder
from apps.training import actions, calendar, certificates, links, texts
from apps.training.forms.booking import NOTHING, Needs
from apps.training.models import Booking, Session, SessionSlides
from apps.training.views.public import file

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
BOOKER = LinkHolder("whoever booked")
RAN_OUT = (Booking.State.OFFERED, Booking.State.LAPSED)
DID = {
    "booked": "",
    "needs": "What would help is changed. The people running the session see it.",
    "taken": "The place is yours.",
    "late": "The place was kept until its time was over, and went to the next in line.",
    "over": "There was nothing left to change.",
}


@sensitive_variables("token")
def of(token: str) -> Booking:
    """The booking behind a link. Raises ``Http404`` for any other token."""
    booking = links.booking_of(token)
    if booking is None:
        raise Http404
    return booking


@access(link="booking")
@get_or_post
@never_cache
@sensitive_variables("token")
def booking_page(request: HttpRequest, token: str) -> HttpResponse:
    """What they booked, and the buttons of what they can do."""
    booking = of(token)
    if request.method == "POST":
        return redirect(_done(request.POST.get("do", ""), booking, token))
    return _page(request, booking, token)


def _done(act: str, booking: Booking, token: str) -> str:
    """Do what a button says; where it leads."""
    own = links.of_booking(booking)
    if act == "take":
        if actions.take(booking=booking, by=BOOKER):
            return f"{own}?did=taken"
        return f"{own}?did={'late' if booking.state in RAN_OUT else 'over'}"
    if act == "no":
        actions.decline(booking=booking, by=BOOKER)
        return own
    return own


def _joining(booking: Booking) -> str:
    """How to join, of a place in a session that takes place, until it is over."""
    session = booking.session
    takes_place = session.state != Session.State.ON_HOLD and not session.is_over
    return texts.joining_of(session) if booking.is_there and takes_place else ""


def _page(request: HttpRequest, booking: Booking, token: str, status: int = 200) -> HttpResponse:
    session = booking.session
    needs = getattr(booking, "needs", None)
    came = certificates.may_still(booking)
    context: dict[str, Any] = {
        "booking": booking,
        "session": session,
        "token": token,
        "needs": needs.in_words if needs else [],
        "before": booking.people_before() if booking.is_waiting else 0,
        "until": texts.until_of(booking),
        "where": texts.where_of(session),
        "joining": _joining(booking),
        "look_again": texts.look_again(session),
        "did": DID.get(request.GET.get("did", ""), ""),
        "came": came,
        "there": booking.is_there,
        "kept_until": texts.kept_until(session),
        "slides": list(SessionSlides.objects.filter(session=session)) if came else [],
        "just_booked": request.GET.get("did") == "booked",
        "own_link": links.of_booking(booking) if not booking.email else "",
    }
    return render(request, "training/booking.html", context, status=status)


@access(link="booking")
@get_or_post
@never_cache
@sensitive_post_parameters()
@sensitive_variables("token")
def booking_needs(request: HttpRequest, token: str) -> HttpResponse:
    """What would help, anew."""
    booking = of(token)
    if not booking.is_active:
        return redirect(f"{links.of_booking(booking)}?did=over")
    held = getattr(booking, "needs", None)
    begun = {"needs": held.needs if held else [NOTHING], "words": held.words if held else ""}
    form = Needs(
        request.POST if request.method == "POST" else None, initial=begun,
        of_another=booking.for_someone_else,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        actions.change_needs(booking=booking, needs=form.chosen(), words=form.cleaned_data["words"])
        return redirect(f"{links.of_booking(booking)}?did=needs")
    status = 422 if request.method == "POST" else 200
    context = {"booking": booking, "form": form, "token": token}
    return render(request, "training/booking_needs.html", context, status=status)


@access(link="booking")
@get_or_post
@never_cache
@sensitive_variables("token")
def booking_cancel(request: HttpRequest, token: str) -> HttpResponse:
    """Give the place back, or leave the list: one page with one button."""
    booking = of(token)
    if request.method == "POST":
        done = actions.cancel(booking=booking, by=BOOKER)
        return redirect(links.of_booking(booking) + ("" if done else "?did=over"))
    if not booking.is_active:
        return redirect(links.of_booking(booking))
    return render(request, "training/booking_cancel.html", {"booking": booking, "token": token})


@access(link="booking")
@require_safe
@never_cache
@sensitive_variables("token")
def booking_entry(request: HttpRequest, token: str) -> HttpResponse:
    """Their entry as a file for a calendar; a cancelled one takes it out again."""
    booking = of(token)
    if not booking.has_entry:
        raise Http404
    return file(calendar.of_booking(booking), f"{booking.session.reference}.ics")
