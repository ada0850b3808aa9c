"""Staff pages of resources: their files, the look at their links, and cards beside an activity."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.access import StaffRequest, access
from apps.core import once
from apps.involvement.models import Activity
from apps.library.models import (
    CheckedAddress,
    LinkRun,
    PlannedCards,
    Resource,
    ResourceFile,
    ResourceItem,
)
from apps.library.resources import actions, checking
from apps.library.resources.forms import CardsForm, FileForm
from apps.library.resources.public import handed_out
from apps.publishing import actions as texts
from apps.publishing.models import PUBLIC_STATES, State
from apps.publishing.moves import WRITE
from apps.publishing.views.editing import trail
from apps.publishing.views.finding import Desk, desk, either_desk
from apps.publishing.workflow import NotAllowed

AREA = "resources"
STAFF = "home.view_staff"  # which rows: the words of the queryset
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def desk_parts(resource: Resource, request: Any) -> str:
    """What the desk of a resource shows of its own: the way to its files, and its links."""
    urls = [item.url for item in resource.items.all() if item.url]
    context = {
        "resource": resource,
        "files": resource.files.filter(leaving=False).count(),
        "may_add": resource.state != State.WITHDRAWN
        and Resource.objects.editable_by(request.user).filter(pk=resource.pk).exists(),
        "broken": list(CheckedAddress.objects.broken().filter(url__in=urls)),
        "has_cards": resource.takes_cards and resource.cards.exists(),
    }
    return render_to_string("library/resource_desk.html", context, request)


@access(STAFF)
@get_or_post
def files(request: StaffRequest, pk: int) -> HttpResponse:
    """The files of a resource, and the form by which one is added."""
    at = either_desk(request, AREA, pk)
    writes = WRITE in at.reach_of(request.user) and at.item.state != State.WITHDRAWN
    named = [file for file in files_of(at) if _in_text(at, file)]
    if request.method != "POST":
        return _files_page(request, at, FileForm(named=named), writes=writes)
    if not writes:
        raise Http404
    form = FileForm(request.POST, request.FILES, named=named)
    if not form.is_valid():
        return _files_page(request, at, form, writes=writes, status=422)

    def add() -> str:
        data = form.cleaned_data
        by_key = {str(file.pk): file for file in named}
        actions.add_file(
            resource=at.item,  # type: ignore[arg-type]
            file=data["file"], ending=form.ending, words=data["words"], pages=data["pages"],
            replaces=by_key.get(data.get("replaces", "")), by=request.user,
        )  # fmt: skip
        waits = " The public sees it once somebody else publishes this change."
        public = at.item.state in PUBLIC_STATES
        messages.success(request, f"The file is added.{waits if public else ''}")
        return reverse("library:resource-files", args=[pk])

    try:
        return redirect(once.address_after(request, add))
    except NotAllowed as refused:
        form.add_error("file", str(refused))
        return _files_page(request, at, form, writes=writes, status=422)


def files_of(at: Desk) -> list[ResourceFile]:
    """The files that are not about to go."""
    return list(ResourceFile.objects.filter(resource=at.item.pk, leaving=False))


def _in_text(at: Desk, file: ResourceFile) -> bool:
    return any(str(row.get("file", "")) == str(file.pk) for row in at.data["items"])


def _files_page(
    request: StaffRequest, at: Desk, form: FileForm, *, writes: bool, status: int = 200
) -> HttpResponse:
    public = set(
        ResourceItem.objects.filter(resource=at.item.pk).values_list("file_id", flat=True)
        if at.item.state in PUBLIC_STATES
        else ()
    )
    rows = []
    for file in ResourceFile.objects.filter(resource=at.item.pk):
        rows.append((file, _where(file, _in_text(at, file), file.pk in public)))
    context = {
        "at": at,
        "form": form,
        "rows": rows,
        "writes": writes,
        "trail": trail(at, (at.address(), str(at.item))),
    }
    return render(request, "library/resource_files.html", context, status=status)


def _where(file: ResourceFile, in_text: bool, public: bool) -> str:
    """Who can take a file now, and what waits, in a sentence."""
    if public and (file.leaving or not in_text):
        return "People can take it until somebody else publishes the change without it."
    if public:
        return "People can take it."
    if in_text:
        return "People can take it once this is published."
    return "No text names it."


@access(STAFF)
@require_safe
def staff_file(request: StaffRequest, pk: int, number: int) -> HttpResponseBase:
    """A file for whoever writes or reviews its resource, wherever that stands."""
    at = either_desk(request, AREA, pk)
    answer = handed_out(get_object_or_404(ResourceFile, resource=at.item.pk, pk=number))
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@access(STAFF)
@get_or_post
def delete_file(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    """Take a file out of the text and delete it, after one more question."""
    at = desk(request, AREA, pk)
    file = get_object_or_404(ResourceFile, resource=at.item.pk, pk=number)
    if request.method != "POST":
        where = (reverse("library:resource-files", args=[pk]), "Files")
        context = {
            "at": at, "file": file, "stays": file.is_public,
            "trail": trail(at, (at.address(), str(at.item)), where),
        }  # fmt: skip
        return render(request, "library/resource_file_delete.html", context)
    try:
        at_once = actions.remove_file(file=file, by=request.user)
    except (NotAllowed, texts.Conflict) as refused:
        messages.error(request, str(refused))
    else:
        later = "It is out of the text. It goes once somebody else publishes this change."
        messages.success(request, f"{file.name} is deleted." if at_once else later)
    return redirect("library:resource-files", pk)


@access("library.publish_resource")
@get_or_post
def links(request: StaffRequest) -> HttpResponse:
    """How the addresses on other sites answer, how far the present look is, and a new one."""
    if request.method == "POST":
        run = checking.begin(by=request.user, all_of_them=True)
        if run is None:
            messages.info(request, "Nothing was begun: a look is under way, or there are no links.")
        else:
            several = f"{run.total} links are looked at, one after the other."
            messages.success(request, "One link is looked at." if run.total == 1 else several)
        return redirect("library:links")
    used = checking.used()
    known = list(CheckedAddress.objects.filter(url__in=used))
    shown = [one for one in known if one.state != CheckedAddress.State.FINE]
    leading: dict[str, list[Resource]] = {}
    items = ResourceItem.objects.filter(url__in=[one.url for one in shown])
    for item in items.select_related("resource"):
        leading.setdefault(item.url, []).append(item.resource)
    context = {
        "run": LinkRun.newest(),
        "under_way": checking.under_way(),
        "rows": [(one, leading.get(one.url, [])) for one in shown],
        "heading": _heading(len(used), len(known), len(shown)),
        "trail": [(reverse("publishing:records", args=[AREA]), "Resources")],
    }
    return render(request, "library/links.html", context)


def _heading(used: int, known: int, shown: int) -> str:
    """How it stands, as the heading of the list."""
    if not used:
        return "No resource leads to another site"
    if shown:
        return f"{shown} of {used} to look after"
    links = "One link" if used == 1 else f"{used} links"
    return f"{links} to look at for the first time" if known < used else f"{links}, no problem"


def beside_activity(activity: Activity, request: HttpRequest) -> str:
    """What the desk of an activity shows: the cards that lie beside its planning."""
    planned = list(PlannedCards.objects.filter(activity=activity).select_related("resource"))
    user: Any = request.user
    writes = Activity.objects.editable_by(user).filter(pk=activity.pk).exists()
    if not planned and not (writes and with_cards().exists()):
        return ""
    context = {
        "activity": activity,
        "planned": [(row, row.resource.state in PUBLIC_STATES) for row in planned],
        "writes": writes,
    }
    return render_to_string("library/activity_cards.html", context, request)


def with_cards() -> Any:
    """The guidance that people can read as cards."""
    rows = Resource.objects.current().filter(kind=Resource.Kind.GUIDANCE, cards__isnull=False)
    return rows.distinct().order_by("sort_key", "pk")


@access("involvement.write_activity")
@get_or_post
def activity_cards(request: StaffRequest, pk: int) -> HttpResponse:
    """Choose a set of cards to have at hand while an activity is planned."""
    activity = get_object_or_404(Activity.objects.editable_by(request.user), pk=pk)
    form = CardsForm(request.POST if request.method == "POST" else None, rows=with_cards())
    if request.method == "POST" and form.is_valid():
        resource = form.chosen()
        actions.lay_cards(activity=activity, resource=resource, by=request.user)
        messages.success(request, f"The cards of “{resource}” lie beside the planning now.")
        return redirect("publishing:desk", "activities", pk)
    context = {
        "activity": activity,
        "form": form,
        "trail": [
            (reverse("publishing:records", args=["activities"]), "Activities"),
            (reverse("publishing:desk", args=["activities", pk]), str(activity)),
        ],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "library/activity_cards_choose.html", context, status=status)


@access("involvement.write_activity")
@require_POST
def take_cards_away(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    """Take a set of cards away from the planning of an activity."""
    activity = get_object_or_404(Activity.objects.editable_by(request.user), pk=pk)
    planned = get_object_or_404(PlannedCards, activity=activity, pk=number)
    actions.take_cards_away(planned=planned, by=request.user)
    messages.success(request, "The cards are taken away.")
    return redirect("publishing:desk", "activities", pk)
