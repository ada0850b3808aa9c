"""Writing: the list of a kind, one record with its sections, a section, and two people's texts."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.access import StaffRequest, access
from apps.core import once
from apps.core.conflicts import Line
from apps.core.paging import Pages
from apps.publishing import actions, ahead, hints, panels, part_notes, reading
from apps.publishing.actions import Conflict
from apps.publishing.documents import Entry, Section
from apps.publishing.models import PUBLIC_STATES, FormDraft, State, WorkingCopy
from apps.publishing.moves import PUBLISH, WRITE
from apps.publishing.views import task_list
from apps.publishing.views.finding import Desk, desk, either_desk, kind_under, section_of
from apps.publishing.workflow import NotAllowed

STAFF = "home.view_staff"  # which rows: the words of each kind's queryset
PAGE_SIZE = 20
LONGEST_TYPING = 500_000  # characters of one section, several times what its fields take


@access(STAFF)
@require_safe
def record_list(request: StaffRequest, area: str) -> HttpResponse:
    """What the person may write of a kind, by title; filtered by state and words."""
    published = kind_under(area)
    rows = published.rows.editable_by(request.user)
    if not rows.exists() and not request.user.has_perm(published.model.write_permission):
        raise Http404
    state, words = request.GET.get("state", ""), request.GET.get("q", "").replace("\0", "")[:100]
    if state in State.values:
        rows = rows.filter(state=state)
    if words:
        rows = rows.filter(title__icontains=words)
    asked = request.GET.get("page", "")
    pages = Pages.of(int(asked[:6]) if asked.isdecimal() else 1, rows.count(), PAGE_SIZE)
    shown = list(rows.order_by("title", "pk")[pages.start : pages.start + PAGE_SIZE])
    copies = WorkingCopy.objects.filter(
        kind=published.kind, object_id__in=[row.pk for row in shown]
    )
    changed = {copy.object_id: copy for copy in copies.defer("data")}
    context = {
        "published": published,
        "rows": [(row, changed.get(row.pk)) for row in shown],
        "pages": pages,
        "pager": pages.links(lambda number: f"?state={state}&page={number}"),
        "states": State.choices,
        "state": state,
        "words": words,
        "may_begin": published.can_begin,
    }
    return render(request, "publishing/record_list.html", context)


@access(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: StaffRequest, area: str) -> HttpResponse:
    """A new record: its first section."""
    published = kind_under(area)
    document: Any = published.document
    if not (published.can_begin and request.user.has_perm(published.model.write_permission)):
        raise Http404
    section = document.sections[0]
    if request.method != "POST":
        entry = Entry(section, data={})
        return form_page(request, entry, published=published, at=None)
    entry = Entry(section, data={}, post=request.POST)
    if "preview" in request.POST:
        entry.preview()
        return form_page(request, entry, published=published, at=None)
    if not entry.is_valid():
        return form_page(request, entry, published=published, at=None)

    def create() -> str:
        item = actions.create(model=published.model, data=entry.data(), by=request.user)
        messages.success(request, f"{item} is saved as a draft.")
        return reverse("publishing:desk", args=[area, item.pk])

    return redirect(once.address_after(request, create))


@access(STAFF)
@require_safe
def record(request: StaffRequest, area: str, pk: int) -> HttpResponse:
    """One record: what it says section by section, what is still to do, and the next step."""
    at = either_desk(request, area, pk)
    drafts = FormDraft.objects.filter(
        user=request.user, kind=at.published.kind, object_id=at.item.pk
    )
    films, versions = task_list.beside(at, request.user)
    context = {
        "at": at,
        "tasks": task_list.of(at, request.user, films, versions),
        "sections": reading.summary(at.document, at.data),
        "moves": at.moves_for(request.user),
        "missing": at.to_mend(ahead.blockers(at.item, at.copy)),
        "mine": WRITE in at.reach_of(request.user),
        "correctable": correctable(request, at),
        "stamp": reading.stamp(at.item) if at.item.state in PUBLIC_STATES else "",
        "drafts": [
            (section, draft.updated_at)
            for draft in drafts
            if (section := at.document.section(draft.form))  # a release may have renamed it
        ],
        "wrote": at.wrote(request.user),
        "part_notes": part_notes.in_order(at.item, at.document),
        "trail": trail(at),
        "marked": ahead.about_people(at.item) if at.moved.state == State.DRAFT else [],
        "beside": at.published.beside(at.item, request) if at.published.beside else "",
        "panels": panels.shown(f"{at.published.kind} desk", at.item, request),
        "formats": versions,
        "recordings": films,
    }
    return render(request, "publishing/record.html", context)


def correctable(request: StaffRequest, at: Desk) -> list[str]:
    """The sections in which the person may mend something small in public, alone."""
    reached = PUBLISH in at.reach_of(request.user)
    if not (reached and at.item.state == State.PUBLISHED and at.copy is None):
        return []
    return [
        section.name
        for section in at.document.sections
        if not set(section.keys) <= at.published.never_small
    ]


def trail(at: Desk, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way back, from the list of its kind."""
    return [
        (reverse("publishing:records", args=[at.published.area]), at.published.many),
        *more,
    ]


@access(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: StaffRequest, area: str, pk: int, name: str) -> HttpResponse:
    """A section: its questions, saved as soon as they are sent."""
    at = either_desk(request, area, pk)
    section = section_of(at, name)
    if request.method != "POST":
        return form_page(request, kept_or_saved(request, at, section), at=at)
    entry = Entry(section, data=at.data, post=request.POST, at=(at.item, request.user))
    if "preview" in request.POST:
        entry.preview()
        return form_page(request, entry, at=at)
    if "add" in request.POST and section.rows is not None:
        entry.add_row(request.POST)
        return form_page(request, entry, at=at, status=200)
    if request.POST.get("keep") == "together":
        return form_page(request, entry, at=at, beside=at.data, status=200)
    if not entry.is_valid():
        return form_page(request, entry, at=at)
    try:
        save(request, at, entry)
    except Conflict as conflict:
        return conflict_page(request, at, entry, conflict)
    except (ValidationError, NotAllowed) as error:
        entry.refuse(error)
        return form_page(request, entry, at=at)
    messages.success(request, f"{section.title}: saved.")
    if "mended" in request.POST and not actions.is_mend(
        at.item, at.data, {**at.data, **entry.data()}
    ):
        messages.warning(
            request,
            "This is more than spelling, so you are one of its writers now: somebody else "
            "publishes it.",
        )
    return redirect(at.address())


def save(request: StaffRequest, at: Desk, entry: Entry) -> None:
    """Save a section by its one action, and forget the typing kept meanwhile."""
    count = request.POST.get("edit_count", "")
    actions.save(
        item=at.item,
        changes=entry.data(),
        edit_count=int(count) if count.isdecimal() and len(count) < 9 else -1,
        by=request.user,
        mended="mended" in request.POST and at.moved.state == State.IN_REVIEW,
    )
    actions.forget_draft(
        user=request.user, form=entry.section.name, kind=at.published.kind, object_id=at.item.pk
    )


def kept_or_saved(request: StaffRequest, at: Desk, section: Section) -> Entry:
    """The section as it was saved; with ``?carry-on`` as it was being typed."""
    if "carry-on" in request.GET:
        kept = FormDraft.objects.filter(
            user=request.user, form=section.name, kind=at.published.kind, object_id=at.item.pk
        ).first()
        if kept:
            return Entry(
                section, data=at.data, post=typed_post(kept.data), at=(at.item, request.user)
            )
    return Entry(section, data=at.data, at=(at.item, request.user))


def typed_post(data: dict[str, list[str]]) -> Any:
    """Kept typing as a browser would send it."""
    post = QueryDict(mutable=True)
    for name, values in data.items():
        post.setlist(name, values)
    return post


def form_page(
    request: StaffRequest,
    entry: Entry,
    *,
    at: Desk | None,
    published: Any = None,
    beside: Any = None,
    status: int | None = None,
) -> HttpResponse:
    """The page of a section; wrong answers come back with 422. ``beside`` is the other person's
    text, to be read while one writes."""
    wrong = bool(entry.sentences())  # typing carried on may be wrong as well
    refused = wrong and request.method == "POST"
    section, published = entry.section, published or (at and at.published)
    context = {
        "at": at,
        "published": published,
        "section": section,
        "form": entry.form,
        "rows": entry.rows,
        "wrong": wrong,
        "previewing": "preview" in request.POST,
        "beside": lines(at, section, {}, beside) if at and beside else None,
        "hints": hints.of_entry(published, entry),
        "asked": part_notes.open_of(at.item).get(section.name) if at else None,
        "in_review": bool(at and at.moved.state == State.IN_REVIEW),
        "trail": trail(at, (at.address(), str(at.item))) if at else [],
        **opened_with(entry, at),
    }
    return render(
        request, "publishing/section.html", context, status=status or (422 if refused else 200)
    )


def opened_with(entry: Entry, at: Desk | None) -> dict[str, Any]:
    """The edit count and the marks of the text that somebody's form began with: a form that comes
    back, or typing carried on, keeps its own, so that what others saved since is noticed."""
    if entry.post is not None and entry.post.get("edit_count"):
        return {name: entry.post.get(name, "") for name in ("edit_count", "began")}
    if at is None:
        return {"edit_count": 0, "began": ""}
    return {"edit_count": at.edit_count, "began": entry.section.began(at.data)}


def conflict_page(
    request: StaffRequest, at: Desk, entry: Entry, conflict: Conflict
) -> HttpResponse:
    """Two people wrote: both texts, and three ways to go on. Nothing is overwritten silently, and
    what this person did not touch is as the other one left it."""
    section = entry.section
    last = actions.versions_of(at.item).first()
    answers = section.touched(entry.data(), request.POST.get("began", ""))
    mine = {**conflict.theirs, **answers}
    context = {
        "what": section.title,
        "saved": last,
        "lines": lines(at, section, mine, conflict.theirs),
        "typed": [
            *((name, one) for name, many in section.as_post(mine).lists() for one in many),
            *((name, request.POST[name]) for name in ("mended",) if name in request.POST),
            ("began", section.began(conflict.theirs)),
        ],
        "edit_count": conflict.edit_count,
        "address": request.path,
        "theirs_url": at.address(),
        "trail": trail(at, (at.address(), str(at.item))),
    }
    return render(request, "publishing/conflict.html", context, status=409)


def lines(at: Desk, section: Section, mine: Any, theirs: Any) -> list[Line]:
    """The questions that two texts of a section answer differently."""
    found = reading.differences(at.document, mine, theirs, within=section)
    return [Line(row.label, "\n".join(row.before), "\n".join(row.after)) for row in found]


@access(STAFF)
@require_http_methods(["POST"])
def keep_typing(request: StaffRequest, area: str, pk: int, name: str) -> HttpResponse:
    """Keep what is being typed, for its writer alone; sent by the script every 20 seconds. What
    says no more than the text that is saved is forgotten, as is what somebody discards."""
    at = desk(request, area, pk)
    section = section_of(at, name)
    whose: Any = {
        "user": request.user,
        "form": section.name,
        "kind": at.published.kind,
        "object_id": at.item.pk,
    }
    if "discard" in request.POST:
        actions.forget_draft(**whose)
        messages.success(request, f"{section.title}: what you had not saved is discarded.")
        return redirect(at.address())
    typed = {n: v for n, v in request.POST.lists() if n not in ("csrfmiddlewaretoken",)}
    if sum(len(word) for words in typed.values() for word in words) > LONGEST_TYPING:
        return HttpResponse(status=413)
    if at.item.began_before_taken_back(request.POST.get("began", "")):
        return HttpResponse(status=410)  # it may hold words that a person took back since
    entry = Entry(section, data=at.data, post=request.POST, at=(at.item, request.user))
    if entry.is_valid() and {**at.data, **entry.data()} == at.data:
        actions.forget_draft(**whose)
    else:
        actions.keep_draft(**whose, data=typed)
    return HttpResponse(status=204)
