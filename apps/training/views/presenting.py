"""Who presents: asked by trainers, and their own page, for which nobody needs an account."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts.access import StaffRequest, access
from apps.core import once
from apps.core.actors import LinkHolder
from apps.publishing.workflow import NotAllowed
from apps.training import links, places, texts
from apps.training.actions import presenting as actions
from apps.training.forms.presenting import Own
from apps.training.forms.session import AskPresenter
from apps.training.models import BookingNeeds, Presenter, PresenterSlot, SessionSlides
from apps.training.views.desk import KEEP, kept

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
PRESENTER = LinkHolder("somebody who presents")


@access(KEEP)
@get_or_post
def ask(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask somebody to present a session."""
    session = kept(request, reference)
    form = AskPresenter(request.POST if request.method == "POST" else None)
    rows = Presenter.objects.filter(partner=session.course.partner_id)
    field = form.fields["who"]
    field.rows = lambda: rows  # type: ignore[attr-defined]
    field.choices = [("", "Somebody new"), *field.offered()]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        known = rows.filter(pk=data["who"]).first() if data["who"] else None

        def do() -> str:
            slot = actions.ask(session=session, presenter=known, answers=data, by=request.user)
            messages.success(request, f"{slot.presenter} is asked. {_what_now(slot)}")
            return reverse("training:desk", args=[session.reference])

        try:
            return redirect(once.address_after(request, do))
        except NotAllowed as refused:
            form.add_error("who", str(refused))
    status = 422 if request.method == "POST" else 200
    return render(
        request, "training/desk_ask.html", {"session": session, "form": form}, status=status
    )


def _what_now(slot: PresenterSlot) -> str:
    contact = getattr(slot.presenter, "contact", None)
    if contact is not None and contact.email:
        return "They are written to."
    return "They stand in “To ring today”. Enter what they say here."


@access(KEEP)
@require_POST
def answered(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """What somebody said on the phone, entered for them."""
    session = kept(request, reference)
    slot = get_object_or_404(PresenterSlot, pk=pk, session=session)
    said = request.POST.get("said", "")
    if said in actions.ANSWERS and actions.answer(slot=slot, said=said, by=request.user):
        messages.success(request, "It is noted.")
    else:
        messages.error(request, "Nothing was changed: look at how it stands now.")
    return redirect("training:desk", session.reference)


@access(link="presenter's link")
@get_or_post
@never_cache
@sensitive_post_parameters()
@sensitive_variables("token")
def own(request: HttpRequest, token: str) -> HttpResponse:
    """Their page: the session, who presents with them, what they are offered; numbers and needs,
    and never a name of somebody who booked."""
    slot = links.slot_of(token)
    if slot is None:
        raise Http404
    if request.method == "POST" and request.POST.get("said") in actions.ANSWERS:
        actions.answer(slot=slot, said=request.POST["said"], by=PRESENTER)
        return redirect("training:presenting", token)
    begun = {
        "public_name": slot.presenter.public_name,
        "asks": slot.asks,
        "reached": slot.reached,
        "debrief": slot.debrief,
    }
    form = Own(request.POST if request.method == "POST" else None, initial=begun)
    if request.method == "POST" and form.is_valid():
        actions.tell(slot=slot, answers=form.cleaned_data)
        return redirect(f"{links.of_slot(slot)}?did=1")
    status = 422 if request.method == "POST" else 200
    return render(
        request, "training/presenting.html", _context(request, slot, form, token), status=status
    )


def _context(request: HttpRequest, slot: PresenterSlot, form: Own, token: str) -> dict[str, object]:
    session = slot.session
    others = session.slots.exclude(pk=slot.pk).filter(state=PresenterSlot.State.ACCEPTED)
    said_yes = slot.state == PresenterSlot.State.ACCEPTED
    return {
        "slot": slot,
        "session": session,
        "form": form,
        "token": token,
        "others": list(others.select_related("presenter")),
        "said_yes": said_yes,
        "booked": places.of(session).taken,
        "slides": list(SessionSlides.objects.filter(session=session)) if slot.is_asked else [],
        "needs": BookingNeeds.objects.of(session).counted() if said_yes else [],
        "where": texts.where_of(session),
        "joining": texts.joining_of(session) if said_yes and not session.is_over else "",
        "public": session.state != session.State.PLANNED,
        "saved": "did" in request.GET,
    }
