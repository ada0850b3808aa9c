"""Who did what when with a record: its versions, side by side, each to be made the text again, and
every other act."""

import datetime
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.access import StaffRequest, access
from apps.core.models import AuditRecord
from apps.publishing import actions, reading
from apps.publishing.models import Publishable, Version
from apps.publishing.moves import MOVES
from apps.publishing.views.editing import STAFF, trail
from apps.publishing.views.finding import either_desk
from apps.publishing.workflow import NotAllowed

WHAT = "Who did what when"
MOST = 200
DONE = {move.act: move.done for move in MOVES}
SHOWN = ("to", "merged")  # of the details of an act


@dataclass(frozen=True)
class Done:
    """One thing that was done with a record; ``version`` where it is a text that can be read."""

    at: datetime.datetime
    who: str
    what: str
    version: int | None = None


def done_with(item: Publishable) -> list[Done]:
    """The last things done with a record, newest first. Of an act only what it was and to whom it
    was given: other details may be for fewer people."""
    acts = AuditRecord.objects.filter(kind=item._meta.model_name, object_id=item.pk)[:MOST]
    versions = actions.versions_of(item).defer("data")[:MOST]
    found = [Done(row.at, row.actor_label, in_words(row)) for row in acts]
    found += [Done(one.made_at, one.made_by_label, saved(one), one.number) for one in versions]
    return sorted(found, key=lambda done: (done.at, done.version or 0), reverse=True)[:MOST]


def in_words(row: AuditRecord) -> str:
    """An act as people read it, with whom or what it was given to."""
    given = " ".join(str(row.details[name]) for name in SHOWN if row.details.get(name))
    done = DONE.get(row.act, capfirst(row.act))
    return f"{done}: {given}" if given else done


def saved(version: Version) -> str:
    """Why a version was kept."""
    return capfirst(version.why or ("mended only" if version.mended else "saved"))


def edit_count_of(request: StaffRequest, now: int) -> int:
    """The edit count that a form carries, ``now`` where it carries none; -1 for nonsense."""
    count = request.POST.get("edit_count", str(now))
    return int(count) if count.isdecimal() and len(count) < 9 else -1


@access(STAFF)
@require_safe
def history(request: StaffRequest, area: str, pk: int) -> HttpResponse:
    """All that was done, newest first."""
    at = either_desk(request, area, pk)
    context = {
        "at": at,
        "done": done_with(at.item),
        "trail": trail(at, (at.address(), str(at.item))),
    }
    return render(request, "publishing/history.html", context)


@access(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def version(request: StaffRequest, area: str, pk: int, number: int) -> HttpResponse:
    """One version beside the one before it; a POST makes it the text again, as a new version."""
    at = either_desk(request, area, pk)
    if number > 2_000_000_000:
        raise Http404
    shown = get_object_or_404(actions.versions_of(at.item), number=number)
    if request.method == "POST":
        try:
            actions.restore_version(
                item=at.item, number=number, by=request.user,
                edit_count=edit_count_of(request, at.edit_count),
            )  # fmt: skip
        except actions.Conflict as conflict:
            messages.error(request, f"Nothing was changed. {conflict} Look at it again.")
            return redirect(request.path)
        except NotAllowed as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"Version {number} is the text again, as a new version.")
        return redirect(at.address())
    before = actions.versions_of(at.item).filter(number__lt=number).first()
    context = {
        "at": at,
        "shown": shown,
        "before": before,
        "differences": reading.differences(at.document, before.data if before else {}, shown.data),
        "since": reading.differences(at.document, shown.data, at.data),
        "trail": trail(at, (at.address(), str(at.item)), (at.address("history"), WHAT)),
    }
    return render(request, "publishing/version.html", context)
