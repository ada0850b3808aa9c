"""The next question about an activity that somebody logged: one, on a page of its own."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from apps.accounts.access import StaffRequest, access
from apps.involvement.documents import ACTIVITY
from apps.involvement.models import Activity
from apps.publishing import actions, reading
from apps.publishing.documents import Entry, Section
from apps.publishing.plain import Data

# The one question of each part; when people hear back has a page of its own.
ASKED = {
    "when": "happened",
    "who": "took_part",
    "said": "heard",
    "way": "level_reason",
    "summary": "public_summary",
}
UNANSWERED = "Answer this question, or leave it with “Not now”"


@access("involvement.write_activity")
@require_http_methods(["GET", "HEAD", "POST"])
def next_question(request: StaffRequest, pk: int) -> HttpResponse:
    """The easiest question that is open, or the one whose answer comes in."""
    activity = get_object_or_404(Activity.objects.to_finish(request.user), pk=pk)
    missing = activity.still_to_add()
    part = request.POST.get("part", "") or (missing[0][0] if missing else "")
    if part == "promise":
        return redirect("involvement:promise", pk)
    section = ACTIVITY.section(part)
    if section is None or part not in ASKED:
        return redirect("publishing:desk", "activities", pk)
    data, edit_count = actions.text_of(activity)
    if request.method != "POST":
        return _page(request, activity, Entry(section, data=data), edit_count)
    entry = Entry(section, data=data, post=_with_answer(section, data, request.POST))
    if not _is_answered(entry, data):
        return _page(request, activity, entry, edit_count, status=422)
    name = ASKED[part]
    open_still = data[name] in ("", Activity.Happened.PLANNED)
    if not open_still and request.POST.get("edit_count") != str(edit_count):
        entry.refuse(ValidationError(_meanwhile(section, data)))
        return _page(request, activity, entry, edit_count, status=409)
    changes = {name: entry.data()[name]}
    actions.save(item=activity, changes=changes, edit_count=edit_count, by=request.user)
    messages.success(request, f"{activity}: your answer is saved.")
    return redirect("home:staff")


def _with_answer(section: Section, data: Data, post: QueryDict) -> QueryDict:
    """The section as it stands, with the one answer that was sent in: its rules hold all the
    same."""
    name, whole = ASKED[section.name], section.as_post(data)
    for key in [key for key in whole if _is_of(key, name)]:
        del whole[key]
    for key in filter(lambda key: _is_of(key, name), post):
        whole.setlist(key, post.getlist(key))
    return whole


def _is_of(key: str, name: str) -> bool:
    return key == name or key.startswith(f"{name}_")


def _is_answered(entry: Entry, before: Data) -> bool:
    """Whether something was answered that can be saved; "planned" is no answer to whether it
    happened."""
    if not entry.is_valid():
        return False
    name = ASKED[entry.section.name]
    answer = entry.data()[name]
    if not answer or answer == Activity.Happened.PLANNED:
        entry.form.add_error(name, UNANSWERED)
        return False
    return True


def _meanwhile(section: Section, data: Data) -> str:
    """What somebody else answered while the page was open."""
    name = ASKED[section.name]
    show = next(show for held, _label, show in reading.questions(section) if held == name)
    lines = show(data[name])
    return (
        f"Somebody else answered this meanwhile: “{' '.join(lines)}”. "
        "Save again to put your answer in its place."
    )


def _page(
    request: StaffRequest, activity: Activity, entry: Entry, edit_count: int, status: int = 200
) -> HttpResponse:
    """The page, with the one question of the section."""
    name, form = ASKED[entry.section.name], entry.form
    if form.is_bound:
        form.errors  # noqa: B018 - found with all questions, before only one is left to show
    form.fields = {name: form.fields[name]}
    context: dict[str, Any] = {
        "activity": activity,
        "form": form,
        "part": entry.section.name,
        "edit_count": edit_count,
        "more": len(activity.still_to_add()) - 1,
    }
    return render(request, "involvement/next_question.html", context, status=status)
