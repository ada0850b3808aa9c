"""The way to the public: moves, the queue, the preview beside the checklist, corrections."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.access import StaffRequest, access
from apps.core import clock
from apps.core.csp import framed_by_us, frames_ours
from apps.core.forms import PortalForm
from apps.publishing import actions, ahead, part_notes, queue, reading, workflow
from apps.publishing.documents import Entry
from apps.publishing.forms import CorrectionForm, MoveForm
from apps.publishing.models import PUBLIC_STATES, Correction, Recording, State
from apps.publishing.moves import TRANSITIONS, Move
from apps.publishing.views.editing import STAFF, opened_with, trail
from apps.publishing.views.finding import Desk, desk, either_desk, section_of
from apps.publishing.workflow import Blocked, NotAllowed


@access("publishing.review")
@require_safe
def review_queue(request: StaffRequest) -> HttpResponse:
    """Everything that waits for a second person, of all kinds or of one, the longest wait
    first."""
    only = request.GET.get("show", "")
    kinds = queue.kinds_of(request.user)
    kind = next((one for one in kinds if one.area == request.GET.get("kind")), None)
    waiting = queue.waiting_for(request.user, kind.area if kind else "")
    shown = [row for row in waiting if only not in queue.SHOWS or queue.SHOWS[only][1](row)]
    context = {
        "waiting": shown,
        "total": len(waiting),
        "shows": [(name, label) for name, (label, _) in queue.SHOWS.items()],
        "only": only if only in queue.SHOWS else "",
        "kinds": kinds,
        "kind": kind,
        "corrections": queue.second_looks(request.user),
    }
    return render(request, "publishing/review_queue.html", context)


@access(STAFF)
@require_safe
@frames_ours
def review(request: StaffRequest, area: str, pk: int) -> HttpResponse:
    """The record as the public will read it, beside what is missing and what changed."""
    at = desk(request, area, pk, words="publishable_by")
    base = at.document.read(at.item) if at.copy else None
    context = {
        "at": at,
        "missing": at.to_mend(ahead.blockers(at.item, at.copy)),
        "part_notes": part_notes.in_order(at.item, at.document),
        "moves": at.moves_for(request.user),
        "marked": ahead.about_people(at.item) if at.moved.state == State.IN_REVIEW else [],
        "objections": at.item.objections() if at.moved.state == State.IN_REVIEW else [],
        "wrote": at.wrote(request.user),
        "covered": any(team.covered_by_id for team in at.item.teams()),
        "beside_checklist": beside(at.item, request)
        if (beside := at.published.beside_checklist)
        else "",
        "differences": reading.differences(at.document, base, at.data) if base else [],
        "trail": [("/staff/review/", "To review")],
    }
    return render(request, "publishing/review.html", context)


@access(STAFF)
@require_safe
@framed_by_us
@xframe_options_sameorigin
def preview(request: StaffRequest, area: str, pk: int) -> HttpResponse:
    """The public page as it would be, drawn from the very text that would be published; what is
    written for that is taken back."""
    at = either_desk(request, area, pk)
    if at.published.preview is None:
        raise Http404
    if "framed" not in request.GET:
        request.preview_bar = preview_bar(at)  # type: ignore[attr-defined]
    with transaction.atomic():
        item: Any = type(at.item)._default_manager.get(pk=at.item.pk)
        if at.copy is not None:
            at.document.write(item, at.data)
        response = at.published.preview(item, request)
        transaction.set_rollback(True)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def preview_bar(at: Desk) -> dict[str, str]:
    """What stands above a preview on a page of its own: what it is, and the way back. In a frame
    of the review page it would be part of what the public reads."""
    if at.item.state not in PUBLIC_STATES:
        words = "Not public yet. This is how everybody will read it."
    elif at.copy is not None:
        words = "This change is not public yet. This is how everybody will read it."
    else:
        words = "This is public, as it stands here."
    return {"words": words, "address": at.address(), "title": str(at.item)}


@access(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def make_move(request: StaffRequest, area: str, pk: int, name: str) -> HttpResponse:
    """A step on the way, with its note or day; pressed twice it says so and changes nothing."""
    at = either_desk(request, area, pk)
    if name not in TRANSITIONS:
        raise Http404
    step = TRANSITIONS[name]
    marked = ahead.about_people(at.item) if name in ("submit", "publish") else []
    post = request.POST if request.method == "POST" else None
    seen = workflow.mark(at.item, at.copy)
    parts = at.parts if name == "return" else []
    asked = workflow.as_asked(step, at.item)
    form = MoveForm(post, step=asked, marked=bool(marked), seen=seen, parts=parts)
    if request.method != "POST":
        if step not in at.moves_for(request.user):
            messages.error(request, refusal(request, at, name))
            return redirect(at.address())
        return move_page(request, at, form, marked)
    if not form.is_valid():
        return move_page(request, at, form, marked)
    try:
        workflow.move(at.item, name, by=request.user, **form.cleaned_data)
    except Blocked as blocked:
        return move_page(request, at, form, marked, blocked.sentences)
    except NotAllowed as refused:
        messages.error(request, str(refused))
        return redirect(at.address())
    messages.success(request, said(at, name, form.cleaned_data.get("on")))
    still_mine = at.published.rows.editable_by(request.user).filter(pk=pk).exists()
    return redirect(at.address() if still_mine else "publishing:queue")


def move_page(
    request: StaffRequest,
    at: Desk,
    form: PortalForm,
    marked: list[Any],
    missing: Iterable[str] = (),
) -> HttpResponse:
    """The page with the one button of a step; refused, with what is to be mended first."""
    status = 422 if form.is_bound else 200
    step: Move = form.step  # type: ignore[attr-defined]
    context = {
        "at": at,
        "form": form,
        "missing": at.to_mend(missing),
        "marked": marked,
        "step": step,
        "objections": at.item.objections() if step.name == "publish" else [],
        "hides": step.name == "withdraw" and at.published.model is Recording,
        "trail": trail(at, (at.address(), str(at.item))),
    }
    return render(request, "publishing/move.html", context, status=status)


def refusal(request: StaffRequest, at: Desk, name: str) -> str:
    """Why a step can't be made now."""
    step = TRANSITIONS[name]
    if step.second_person and at.wrote(request.user):
        return workflow.WROTE_IT
    if step.second_person and (another := at.item.waits_for_another(request.user.pk)):
        return another
    return workflow.already(step, at.item, at.copy)


def said(at: Desk, name: str, day: datetime.date | None) -> str:
    """What happened, in a sentence."""
    title = str(at.item)
    if name == "publish" and day and day > clock.today():
        return f"{title} will be published on {day.day} {day:%B %Y}."
    done = {
        "submit": "is submitted for review. Somebody else looks at it now.",
        "return": "is sent back with your note.",
        "take_back": "is a draft again.",
        "publish": "is published.",
        "archive": "is marked as no longer current.",
        "restore": "is current again.",
        "withdraw": f"is withdrawn. {at.item.once_withdrawn()}",
        "reopen": "is a draft again.",
    }
    return f"{title} {done[name]}"


@access(STAFF)
@require_http_methods(["POST"])
def note_done(request: StaffRequest, area: str, pk: int, name: str) -> HttpResponse:
    """The writer did what was asked of a part."""
    at = desk(request, area, pk)
    section = section_of(at, name)
    if part_notes.done(item=at.item, part=section.name, by=request.user):
        messages.success(request, f"{section.title}: the note is done.")
    return redirect(at.address())


@access(STAFF)
@require_http_methods(["POST"])
def ask_cover(request: StaffRequest, area: str, pk: int) -> HttpResponse:
    """Ask the covering team to review."""
    at = either_desk(request, area, pk)
    try:
        actions.ask_for_cover(item=at.item, by=request.user)
    except NotAllowed as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The covering team is asked. Usually 2 working days.")
    return redirect(at.address())


@access(STAFF)
@require_http_methods(["POST"])
def drop_change(request: StaffRequest, area: str, pk: int) -> HttpResponse:
    """Give up a change of something public."""
    at = desk(request, area, pk)
    try:
        actions.drop_change(item=at.item, by=request.user)
    except NotAllowed as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request,
            "The change is given up; its text stays among the versions. The public sees no change.",
        )
    return redirect(at.address())


@access(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: StaffRequest, area: str, pk: int, name: str) -> HttpResponse:
    """A small correction by one person: spelling, a link, a number to ring."""
    at = desk(request, area, pk, words="publishable_by")
    section = section_of(at, name)
    if at.item.state != State.PUBLISHED or at.copy is not None:
        messages.error(request, "A change of this is under way. Mend it there.")
        return redirect(at.address())
    post = request.POST if request.method == "POST" else None
    entry = Entry(section, data=at.data, post=post, at=(at.item, request.user))
    form = CorrectionForm(post)
    previewing = post is not None and "preview" in post
    right = post is not None and all([entry.is_valid(), form.is_valid()])
    if previewing:
        entry.preview()
    elif right:
        try:
            changes = corrected(entry, at)
            count = request.POST.get("edit_count", "")
            actions.correct(
                item=at.item,
                changes=changes,
                what=form.cleaned_data["what"],
                edit_count=int(count) if count.isdecimal() and len(count) < 9 else -1,
                by=request.user,
            )
        except actions.Conflict as conflict:
            form.add_error(None, f"{conflict} Copy what you typed, and open this page anew.")
        except NotAllowed as refused:
            form.add_error(None, str(refused))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Corrected. Somebody else looks at it afterwards.")
            return redirect(at.address())
    wrong = post is not None and not (right and previewing)
    context = {
        "at": at,
        "section": section,
        "form": entry.form,
        "rows": entry.rows,
        "correction": form,
        "wrong": wrong,
        "previewing": previewing,
        "edit_count": opened_with(entry, at)["edit_count"],
        "trail": trail(at, (at.address(), str(at.item))),
    }
    return render(request, "publishing/correct.html", context, status=422 if wrong else 200)


def corrected(entry: Entry, at: Desk) -> dict[str, Any]:
    """The changes of a correction. Raises ``ValidationError`` for what is never small: a way of
    involving people, a number, a date, who had which part."""
    changes = entry.data()
    never = at.published.never_small & {
        name for name, value in changes.items() if value != at.data.get(name)
    }
    if never:
        raise ValidationError(
            "A way of involving people and the reason for it, a date, a number, a quotation, what "
            "people said or a name is more than a small correction. Change it as usual: somebody "
            "else looks at it first."
        )
    return changes


@access(STAFF)
@require_http_methods(["POST"])
def second_look(request: StaffRequest, pk: int) -> HttpResponse:
    """Somebody else has looked at a correction."""
    correction = Correction.objects.filter(pk=pk).first()
    if correction is None or correction not in [
        look.correction for look in queue.second_looks(request.user)
    ]:
        raise Http404
    try:
        actions.look_again(correction=correction, by=request.user)
    except NotAllowed as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Thank you: the correction is looked at.")
    return redirect("publishing:queue")
