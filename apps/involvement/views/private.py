"""What stays with the partner that owns an activity: notes, files and counts; evidence."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.access import StaffRequest, access
from apps.involvement import equality
from apps.involvement.actions import private as actions
from apps.involvement.forms.equality import EqualityForm, PasteForm
from apps.involvement.forms.private import AttachmentForm, EvidenceForm, NoteForm
from apps.involvement.models import Activity, Attachment
from apps.projects.levels import name_of
from apps.projects.models import EvidenceSign, Project
from apps.publishing import workflow
from apps.publishing.models import PUBLIC_STATES
from apps.publishing.moves import PUBLISH
from apps.publishing.plain import mark_of

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def owned(request: StaffRequest, pk: int, permission: str = "involvement.write_activity") -> Any:
    """An activity of the person's own partners or scope; a part in it is not enough.

    Raises ``Http404``.
    """
    return get_object_or_404(Activity.objects.owned_by(request.user, permission), pk=pk)


@access("involvement.write_activity")
@get_or_post
def private(request: StaffRequest, pk: int) -> HttpResponse:
    """Notes and files; a note or a file is added by its own button."""
    activity = owned(request, pk)
    adds = request.POST.get("add") if request.method == "POST" else None
    note = NoteForm(request.POST if adds == "note" else None)
    file = AttachmentForm(*((request.POST, request.FILES) if adds == "file" else (None, None)))
    if adds == "note" and note.is_valid():
        actions.add_note(activity=activity, text=note.cleaned_data["text"], by=request.user)
        messages.success(request, "The note is kept.")
        return redirect("involvement:private", pk)
    if adds == "file" and file.is_valid():
        actions.attach(activity=activity, file=file.cleaned_data["file"], by=request.user)
        messages.success(request, "The file is kept.")
        return redirect("involvement:private", pk)
    counts = equality.counts_of(activity)
    context = {
        "activity": activity,
        "note_form": note,
        "file_form": file,
        "notes": activity.notes.select_related("author"),
        "attachments": activity.attachments.all(),
        "tables": equality.as_public(counts),
        "may_count": request.user.has_perm("involvement.enter_equality"),
    }
    wrong = (note.is_bound and note.errors) or (file.is_bound and file.errors)
    return render(request, "involvement/private.html", context, status=422 if wrong else 200)


@access("involvement.write_activity")
@require_safe
def attachment(request: StaffRequest, pk: int, number: int) -> HttpResponseBase:
    """A file, always to be saved and never shown in the page."""
    row = get_object_or_404(owned(request, pk).attachments, pk=number)
    try:
        return FileResponse(
            row.file.open("rb"), as_attachment=True, filename=row.name,
            content_type="application/octet-stream",
        )  # fmt: skip
    except FileNotFoundError:
        raise Http404 from None


@access("involvement.write_activity")
@require_POST
def detach(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    """Delete a file."""
    row: Attachment = get_object_or_404(owned(request, pk).attachments, pk=number)
    actions.detach(attachment=row, by=request.user)
    messages.success(request, f"{row.name} is deleted.")
    return redirect("involvement:private", pk)


@access("involvement.enter_equality")
@get_or_post
def count_people(request: StaffRequest, pk: int) -> HttpResponse:
    """The table of counts; pasted lines fill it first, and are saved by the second press."""
    activity = owned(request, pk, "involvement.enter_equality")
    counts = equality.counts_of(activity)
    pasting = request.method == "POST" and "paste" in request.POST
    paste = PasteForm(request.POST if pasting else None)
    if pasting and paste.is_valid():
        for characteristic, values in paste.cleaned_data["pasted"].items():
            counts[characteristic] = {**counts.get(characteristic, {}), **values}
    saving = request.method == "POST" and not pasting
    form = EqualityForm(request.POST if saving else None, counts=counts)
    began, elsewhere = opened_with(request, mark_of(equality.counts_of(activity)))
    if saving and form.is_valid() and not elsewhere:
        actions.count_people(activity=activity, counts=form.counts(), by=request.user)
        messages.success(request, "The numbers are kept. Nobody reads them as they are.")
        return redirect("involvement:private", pk)
    wrong = (saving and form.errors) or (pasting and paste.errors)
    context = {
        "activity": activity, "form": form, "paste": paste,
        "filled": pasting and not paste.errors, "began": began,
        "elsewhere": elsewhere and equality.in_words(counts),
    }  # fmt: skip
    status = 409 if saving and elsewhere else 422 if wrong else 200
    return render(request, "involvement/equality.html", context, status=status)


def opened_with(request: StaffRequest, now: str) -> tuple[str, bool]:
    """(the mark for a form's hidden field, whether somebody else saved since it was opened)."""
    if request.method != "POST":
        return now, False
    return now, "paste" not in request.POST and request.POST.get("began", now) != now


@access("involvement.write_activity")
@get_or_post
def activity_signs(request: StaffRequest, pk: int) -> HttpResponse:
    """What can be shown for the way that an activity claims."""
    return signs_page(request, owned(request, pk), ("publishing:desk", "activities", pk))


@access("projects.write_project")
@get_or_post
def project_signs(request: StaffRequest, pk: int) -> HttpResponse:
    """The same for a project."""
    project = get_object_or_404(Project.objects.editable_by(request.user), pk=pk)
    return signs_page(request, project, ("publishing:desk", "projects", pk))


def signs_page(request: StaffRequest, record: Any, back: tuple[Any, ...]) -> HttpResponse:
    """The signs of the way a record claims, each yes, no, does not apply, or not answered. Of what
    people read, whoever may publish it answers them."""
    signs = list(EvidenceSign.objects.filter(level=record.claimed_level, valid_to=None))
    held = {row.sign_id: row for row in record.evidence.all()}
    form = EvidenceForm(request.POST if request.method == "POST" else None, signs=signs, held=held)
    before = {str(sign): row.answer for sign, row in held.items()}
    began, elsewhere = opened_with(request, mark_of(before))
    if record.state in PUBLIC_STATES and PUBLISH not in workflow.reach(request.user, record):
        messages.error(request, "People read this record, so a lead answers the signs.")
        return redirect(*back)
    if request.method == "POST" and form.is_valid() and not elsewhere:
        actions.answer_signs(record=record, answers=form.answers(), asked=signs, by=request.user)
        messages.success(request, "What you can show, and what you cannot yet, is kept.")
        return redirect(*back)
    context = {
        "record": record, "form": form, "level": name_of(record.claimed_level), "began": began,
        "elsewhere": elsewhere and [(row.asked, row.get_answer_display()) for row in held.values()],
    }  # fmt: skip
    status = 409 if elsewhere else 422 if request.method == "POST" else 200
    return render(request, "involvement/signs.html", context, status=status)
