"""Booking without an account: one thing a page, no place held meanwhile, nothing kept until the
last button."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.access import access
from apps.core import limits, links, once, site_settings
from apps.core.actors import LinkHolder
from apps.training import actions, calendar, places, texts
from apps.training import links as training_links
from apps.training.actions import questions as asked
from apps.training.actions.booking import Became
from apps.training.booking_steps import ORDER, Steps, after, before
from apps.training.forms.questions import Questions
from apps.training.models import Booking, Session
from apps.training.views.public import file

BOOKER = LinkHolder("whoever books")
BOOKED = "booked"  # the purpose of the link to the page after booking
AGAIN = "booked again"  # of the same page, for whoever typed a name and number that are booked
LISTED = "asked to wait"  # of the page that says nothing of how they stand: the mail does
MOST_IN_AN_HOUR = 60  # from one network; a hospital is one network
WAIT = "Many people booked from your network just now. Please try again in an hour."


def bookable(reference: str) -> Session:
    """A public session by its reference. Raises ``Http404``."""
    rows = Session.objects.public().select_related("course__partner", "place")
    session: Session | None = rows.filter(reference=reference.upper()).first()
    if session is None or session.course.external:
        raise Http404
    return session


@access(public=True)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters()
def book(request: HttpRequest, reference: str) -> HttpResponse:
    """The pages of booking, and its last button."""
    session = bookable(reference)
    if not session.takes_bookings:
        return render(request, "training/not_open.html", {"session": session}, status=200)
    steps = Steps(request.POST, list(session.course.audiences.all()), _begun(request))
    if request.method != "POST":
        return _page(request, session, steps, ORDER[0])
    step = request.POST.get("step", "")
    if step not in ORDER:
        return _page(request, session, steps, ORDER[0], status=422)
    go = request.POST.get("go", "next")
    if go in ORDER or go == "back":
        return _page(request, session, steps, go if go in ORDER else before(step))
    if step == "check":
        return _last(request, session, steps)
    if not steps.form(step, sent=True).is_valid():
        return _page(request, session, steps, step, status=422)
    return _page(request, session, steps, after(step))


def _begun(request: HttpRequest) -> dict[str, Any]:
    """Another person with the same contact: it stands there already."""
    booking, _purpose = _opened(request.GET.get("with", ""))
    if booking is None:
        return {}
    return {"email": booking.email} if booking.email else {"phone": booking.phone}


def _last(request: HttpRequest, session: Session, steps: Steps) -> HttpResponse:
    """The last button: a place, a turn in the queue, or the truth about why neither."""
    wrong = steps.first_wrong()
    if wrong:
        return _page(request, session, steps, wrong, status=422)
    if limits.too_many(request, of="book", most=MOST_IN_AN_HOUR, seconds=60 * 60):
        return _page(request, session, steps, "check", status=429, problem=WAIT)
    became: Became | None = None

    def do() -> str:
        nonlocal became
        outcome = actions.book(
            session=session, person=steps.person(), join_list="join" in request.POST, by=BOOKER
        )
        became = outcome.became
        return _leads_to(outcome)

    try:
        address = once.address_after(request, do)
    except actions.NotOpen:
        return render(request, "training/not_open.html", {"session": session}, status=409)
    if not address:  # sent again, it is as it is now
        list_open = places.of(session).list_has_room
        became = became or (Became.FULL if list_open else Became.LIST_FULL)
        return _page(request, session, steps, "check", status=409, became=became)
    return redirect(address)


def _leads_to(outcome: actions.Outcome) -> str:
    """The page after the last button; "" where nothing was booked. Of somebody who had booked
    before it is the page of whoever has not."""
    booking = outcome.booking
    if booking is None or outcome.became not in (Became.PLACE, Became.WAITING):
        return ""
    if not booking.email:
        purpose = AGAIN if outcome.again else BOOKED
    else:
        purpose = LISTED if outcome.became is Became.WAITING else BOOKED
    if site_settings.is_on("equality_questions"):
        # Also where they were answered before: whoever types another person's name learns nothing.
        return reverse("training:questions", args=[_token(booking, purpose)])
    return _address_after(booking, purpose)


def _token(booking: Booking, purpose: str) -> str:
    return links.standing(purpose, booking.public_id, booking.link_version)


def _address_after(booking: Booking, purpose: str) -> str:
    """Whoever has e-mail gets the way to change it there. Whoever has none sees it as they book,
    and only then: a name and a number are known to others too."""
    if not booking.email and purpose == BOOKED:
        return f"{training_links.of_booking(booking)}?did=booked"
    return reverse("training:booked", args=[_token(booking, purpose)])


def _page(
    request: HttpRequest,
    session: Session,
    steps: Steps,
    step: str,
    status: int = 200,
    problem: str = "",
    became: Became | None = None,
) -> HttpResponse:
    if step == "check":
        step = steps.first_wrong() or step
    form = None if step == "check" else steps.form(step, sent=status == 422)
    context = {
        "session": session,
        "places": places.of(session),
        "step": step,
        "number": ORDER.index(step) + 1,
        "of": len(ORDER),
        "title": steps.title(step),
        "form": form,
        "hidden": steps.hidden(step),
        "answered": " ".join(steps.answered),
        "rows": steps.rows() if step == "check" else [],
        "problem": problem,
        "lost_race": became == Became.FULL,
        "list_full": became == Became.LIST_FULL,
    }
    return render(request, "training/book.html", context, status=status)


@access(link="booking")
@require_safe
@never_cache
@sensitive_variables("token")
def booked(request: HttpRequest, token: str) -> HttpResponse:
    """You have booked a place, or you wait; the way to change it went by mail."""
    booking, purpose = _booked(token)
    context = {
        "booking": booking,
        "token": token,
        "listed": purpose == LISTED,
        "offer_lasts": texts.offer_lasts(),
    }
    return render(request, "training/booked.html", context)


@access(link="booking")
@require_safe
@never_cache
@sensitive_variables("token")
def booked_entry(request: HttpRequest, token: str) -> HttpResponse:
    """The same entry that goes with the mail, so that a calendar holds it once, and giving the
    place back takes it out."""
    booking, purpose = _booked(token)
    if not booking.has_place or purpose == LISTED:
        raise Http404
    name = f"{booking.session.reference.lower()}.ics"
    return file(calendar.of_booking(booking), name)


@sensitive_variables("token")
def _booked(token: str) -> tuple[Booking, str]:
    """The booking of a page after booking, and which page it is. Raises ``Http404``."""
    booking, purpose = _opened(token)
    if booking is None:
        raise Http404
    return booking, purpose


@sensitive_variables("token")
def _opened(token: str) -> tuple[Booking | None, str]:
    rows = Booking.objects.filter(anonymised=False).select_related("session__course")
    for purpose in (BOOKED, AGAIN, LISTED):
        opened = links.opened(purpose, token)
        if opened:
            found = rows.filter(public_id=opened[0], link_version=opened[1]).first()
            return found, purpose
    return None, ""


@access(link="booking")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters()
@sensitive_variables("token")
def questions(request: HttpRequest, token: str) -> HttpResponse:
    """After booking, where it is switched on: optional questions, kept apart from the booking."""
    if not site_settings.is_on("equality_questions"):
        raise Http404
    booking, purpose = _booked(token)
    form = Questions(request.POST if request.method == "POST" else None)
    if request.method == "POST" and "skip" in request.POST:
        asked.skip(booking=booking)
        return redirect(_address_after(booking, purpose))
    if request.method == "POST" and form.is_valid():
        asked.count(booking=booking, answers=form.answers())
        return redirect(_address_after(booking, purpose))
    status = 422 if request.method == "POST" else 200
    context = {"booking": booking, "form": form, "listed": purpose == LISTED}
    return render(request, "training/questions.html", context, status=status)
