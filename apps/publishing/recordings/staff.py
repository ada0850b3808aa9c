"""Where staff see the films and sound of a page, add one, read the page aloud, and bring one up to
date."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.access import StaffRequest, access
from apps.core import once
from apps.publishing import actions as texts
from apps.publishing import types
from apps.publishing.actions import Conflict
from apps.publishing.formats.actions import bring_up_to_date
from apps.publishing.formats.forms import MadeFromField
from apps.publishing.models import PUBLIC_STATES, Publishable, Recording, State
from apps.publishing.models.recording import LONGEST_READING
from apps.publishing.moves import PUBLISH
from apps.publishing.recordings import actions, showing
from apps.publishing.recordings.forms import CaptionsFile, NewForm, ReadingForm
from apps.publishing.recordings.pages import WRITE, list_of, page_of
from apps.publishing.views.editing import STAFF, trail
from apps.publishing.views.finding import Desk, desk
from apps.publishing.workflow import NotAllowed, reach

AREA = "recordings"
get_or_post = require_http_methods(["GET", "HEAD", "POST"])
CHANGED = "Somebody else changed this just now. Choose the file again."


def of_address(request: StaffRequest, kind: str, pk: int) -> Publishable:
    """The same. Raises ``Http404``."""
    page = page_of(request.user, kind, pk)
    if page is None:
        raise Http404
    return page


def drawn(
    request: StaffRequest, page: Publishable, template: str, status: int = 200, **more: Any
) -> HttpResponse:
    """One of these pages, with the way back."""
    published = types.of(page)
    way = [(reverse("publishing:desk", args=[published.area, page.pk]), str(page))]
    if template != "of":
        way.append((list_of(page), "Films and sound"))
    context = {"page": page, "published": published, "list_address": list_of(page), "trail": way}
    name = f"publishing/recordings/{template}.html"
    return render(request, name, {**context, **more}, status=status)


@access(WRITE)
@require_safe
def of_page(request: StaffRequest, kind: str, pk: int) -> HttpResponse:
    """The films and sound of one page, each with where it stands."""
    page = of_address(request, kind, pk)
    rows = list(Recording.objects.of(page).select_related("consent").with_page_now())
    holding = set(Recording.objects.of(page).holding().values_list("pk", flat=True))
    found = [
        {
            "recording": row,
            "length": showing.length(row.seconds),
            "hidden_by_consent": row.state in PUBLIC_STATES and row.pk not in holding,
            "may_hide": row.state in PUBLIC_STATES and PUBLISH in reach(request.user, row),
        }
        for row in rows
    ]
    return drawn(request, page, "of", rows=found, reads=types.of(page).to_read_aloud is not None)


@access(WRITE)
@get_or_post
def new(request: StaffRequest, kind: str, pk: int) -> HttpResponse:
    """A new film or sound of a page."""
    page = of_address(request, kind, pk)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return _begun(request, page, NewForm(*sent, page=page), "new")


@access(WRITE)
@get_or_post
def reading(request: StaffRequest, kind: str, pk: int) -> HttpResponse:
    """A reading of the page's text, of about a minute."""
    page = of_address(request, kind, pk)
    to_read = types.of(page).to_read_aloud
    if to_read is None:
        raise Http404
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ReadingForm(*sent, page=page, initial={"transcript": to_read(page), "basis": "team"})
    return _begun(request, page, form, "reading")


def _begun(request: StaffRequest, page: Publishable, form: Any, template: str) -> HttpResponse:
    """The form, or the desk of what it began."""
    if request.method != "POST":
        return drawn(request, page, template, form=form)
    if not form.is_valid():
        return drawn(request, page, template, 422, form=form)

    def begin() -> str:
        words = form.words()
        if form.reading:
            words["title"] = f"Read aloud: {page}"[:200]
        recording = actions.begin(
            page=page, file=form.cleaned_data["file"], kept=form.kept, words=words,
            by=request.user, reading=form.reading,
        )  # fmt: skip
        messages.success(request, "It is kept as a draft. Somebody else publishes it.")
        if too_long := longer_than_a_reading(recording):
            messages.warning(request, too_long)
        return reverse("publishing:desk", args=[AREA, recording.pk])

    try:
        return redirect(once.address_after(request, begin))
    except NotAllowed as refused:
        form.add_error("file", str(refused))
        return drawn(request, page, template, 422, form=form)


def longer_than_a_reading(recording: Recording) -> str:
    """That a reading is long, in a sentence; "" where it is not, or where nobody knows."""
    if not recording.reading or (recording.seconds or 0) <= LONGEST_READING:
        return ""
    lasts = showing.length(recording.seconds)
    return f"This reading lasts {lasts}. About a minute is heard to its end: could it be shorter?"


@access(STAFF)
@get_or_post
def captions(request: StaffRequest, pk: int) -> HttpResponse:
    """Captions from a file take the place of those that are there."""
    at = desk(request, AREA, pk)
    recording = of_desk(at)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = CaptionsFile(*sent)
    if request.method == "POST" and form.is_valid():
        changes = {"captions": form.cleaned_data["file"]}
        try:
            texts.save(
                item=recording, changes=changes, edit_count=at.edit_count, by=request.user,
                why="captions from a file",
            )  # fmt: skip
        except Conflict:
            form.add_error("file", CHANGED)
        except NotAllowed as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, "The captions are saved.")
            return redirect(at.address())
    status = 422 if request.method == "POST" else 200
    context = {"at": at, "form": form, "trail": trail(at, (at.address(), str(recording)))}
    return render(request, "publishing/recordings/captions.html", context, status=status)


def of_desk(at: Desk) -> Recording:
    """The recording on a desk, while it can be changed. Raises ``Http404``."""
    recording: Any = at.item
    if recording.state == State.WITHDRAWN:
        raise Http404
    found: Recording = recording
    return found


@access(STAFF)
@require_POST
def up_to_date(request: StaffRequest, pk: int) -> HttpResponse:
    """The writer says that a reading fits the page as it is now."""
    at = desk(request, AREA, pk)
    try:
        bring_up_to_date(version=of_desk(at), seen=request.POST.get("seen", ""), by=request.user)
    except NotAllowed as refused:
        messages.error(request, str(refused))
    else:
        done = "It is noted as fitting the page as it is now."
        waits = " The public sees that once somebody else publishes this change."
        messages.success(request, done + (waits if at.item.state == State.PUBLISHED else ""))
    return redirect(at.address())


@access(STAFF)
@get_or_post
def delete(request: StaffRequest, pk: int) -> HttpResponse:
    """Delete what nobody can play, after one more question."""
    at = desk(request, AREA, pk)
    recording: Any = at.item
    if recording.state in PUBLIC_STATES:
        raise Http404
    if request.method != "POST":
        context = {"at": at, "trail": trail(at, (at.address(), str(recording)))}
        return render(request, "publishing/recordings/delete.html", context)
    page = recording.page
    actions.delete(recording=recording, by=request.user)
    messages.success(request, "The recording is deleted.")
    if page is not None and page_of(request.user, page.record_kind, page.pk) is not None:
        return redirect(list_of(page))
    return redirect("publishing:records", AREA)


def desk_parts(recording: Recording, request: Any) -> str:
    """What the desk of a recording shows of its own: the recording, its page, and whether a reading
    still fits that."""
    data, _count = texts.text_of(recording)
    number = data["made_from"].partition(" ")[0]
    page = recording.page
    is_public = recording.public_page is not None
    context = {
        "recording": recording,
        "shown": showing.as_shown(recording, preview=True) if recording.folder else None,
        "page": page,
        "is_public": is_public,
        "address": page.get_absolute_url() if page and is_public else "",  # type: ignore[attr-defined]
        "made_from": MadeFromField().names([data["made_from"]])[data["made_from"]],
        "now": recording.page_now,
        "brought": number == str(recording.page_now),
        "mine": Recording.objects.editable_by(request.user).filter(pk=recording.pk).exists(),
        "too_long": longer_than_a_reading(recording),
        "over": recording.state == State.WITHDRAWN,
        "plays": recording.state in PUBLIC_STATES,
    }
    return render_to_string("publishing/recordings/parts.html", context, request)
