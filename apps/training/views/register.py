"""The register on the day, on a phone: each tick a small form of its own, walk-ins, the sheet to
print, and closing it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.access import StaffRequest, access
from apps.core import audit, clock
from apps.publishing.workflow import NotAllowed
from apps.training import actions, texts
from apps.training.actions.day import ON_THE_LIST
from apps.training.forms.people import WalkIn
from apps.training.models import Booking, BookingNeeds, Session
from apps.training.views.desk import KEEP, kept
from apps.training.views.people import of_session

B = Booking.State
SURE = (
    "It is not over yet, and once the register is closed nothing can be changed in it. If you mean "
    "it, press “Close the register” once more."
)
BLANK_LINES = 5  # on paper, for whoever comes without a booking
CAME = {"came": True, "missed": False, "open": None}


@access(KEEP)
@require_safe
def register(request: StaffRequest, reference: str) -> HttpResponse:
    """Everybody with a place, with two big buttons each."""
    return _page(request, reference, WalkIn())


def _page(request: StaffRequest, reference: str, form: WalkIn, status: int = 200) -> HttpResponse:
    session = kept(request, reference)
    people = _people(session)
    context = {
        "session": session,
        "people": people,
        "came": sum(row.state == B.ATTENDED for row in people),
        "form": form,
        "keeping": session.state not in (Session.State.COMPLETED, Session.State.CANCELLED),
        "begun": session.starts.date() <= clock.today(),
    }
    return render(request, "training/desk_register.html", context, status=status)


def _people(session: Session) -> list[Booking]:
    """Everybody with a place, by name."""
    rows = Booking.objects.filter(session=session, state__in=ON_THE_LIST)
    return list(rows.order_by("name_key", "pk"))


@access(KEEP)
@require_safe
def sheet(request: StaffRequest, reference: str) -> HttpResponse:
    """The register on paper, and on a sheet of its own what to have ready, without names. Taking
    names away is noted."""
    session = kept(request, reference)
    audit.note(act="opened the register to print", by=request.user, target=session)
    context = {
        "session": session,
        "where": texts.where_of(session),
        "people": _people(session),
        "blank": range(BLANK_LINES),
        "needs": BookingNeeds.objects.of(session).counted(),
    }
    return render(request, "training/desk_register_sheet.html", context)


@access(KEEP)
@require_POST
def tick(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """One tick; it leads back to the same name, and says where it failed."""
    booking = of_session(request, reference, pk)
    said = request.POST.get("said", "")
    if said in CAME:
        try:
            actions.tick(booking=booking, came=CAME[said], by=request.user)
        except NotAllowed as refused:
            messages.error(request, str(refused))
    there = reverse("training:register", args=[booking.session.reference])
    return redirect(f"{there}#person-{pk}")


@access(KEEP)
@require_POST
def walk_in(request: StaffRequest, reference: str) -> HttpResponse:
    """Somebody came without a booking."""
    session = kept(request, reference)
    form = WalkIn(request.POST)
    if form.is_valid():
        try:
            actions.walk_in(session=session, name=form.cleaned_data["name"], by=request.user)
            messages.success(request, "They are on the list.")
            return redirect("training:register", session.reference)
        except NotAllowed as refused:
            form.add_error(None, str(refused))
    return _page(request, reference, form, status=422)


@access(KEEP)
@require_POST
def close(request: StaffRequest, reference: str) -> HttpResponse:
    """Close it: whoever is not ticked did not come, and the log gets a draft."""
    session = kept(request, reference)
    if session.is_past and not session.is_over and request.POST.get("sure") != "1":
        messages.error(request, SURE)
        return redirect(reverse("training:register", args=[session.reference]) + "?early=1#close")
    try:
        activity = actions.close_register(session=session, by=request.user)
    except NotAllowed as refused:
        messages.error(request, str(refused))
        return redirect("training:register", session.reference)
    messages.success(request, "The register is closed. This is its activity, to be completed.")
    return redirect("publishing:desk", "activities", activity.pk)
