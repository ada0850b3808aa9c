"""Collections: as everybody reads them, and as curators make and order them, by buttons."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.access import StaffRequest, access
from apps.core import once
from apps.core.versions import public_page
from apps.showcase.actions import collections as actions
from apps.showcase.forms.collection import CollectionForm, PutIn
from apps.showcase.models import CaseStudy, Collection

EDIT = "showcase.edit_collections"
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@access(public=True)
@require_safe
@public_page
def collection_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The stories of a collection in the order of its curator; those that are not public today
    are left out."""
    collection = get_object_or_404(Collection, slug=slug, public=True)
    rows = CaseStudy.objects.current().filter(in_collections__collection=collection)
    rows = rows.order_by("in_collections__position").for_cards()
    context = {
        "collection": collection,
        "cards": list(rows),
        "trail": [
            (reverse("showcase:projects"), "Our work"),
            (reverse("showcase:stories"), "Stories"),
        ],
    }
    return render(request, "showcase/collection.html", context)


@access(EDIT)
@require_safe
def collection_list(request: StaffRequest) -> HttpResponse:
    """Every collection, and what stands first."""
    featured = CaseStudy.objects.exclude(featured=None).order_by("featured")
    context = {
        "collections": list(Collection.objects.prefetch_related("places")),
        "featured": list(featured),
        "form": PutIn().leave_out([story.pk for story in featured]),
    }
    return render(request, "showcase/collection_list.html", context)


@access(EDIT)
@get_or_post
def collection_edit(request: StaffRequest, pk: int | None = None) -> HttpResponse:
    """A new collection, or the words of one."""
    collection = get_object_or_404(Collection, pk=pk) if pk else None
    begin: dict[str, Any] = {}
    if collection:
        begin = {name: getattr(collection, name) for name in CollectionForm.base_fields}
    form = CollectionForm(request.POST if request.method == "POST" else None, initial=begin)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def save() -> str:
            saved = actions.save(collection=collection, by=request.user, **data)
            messages.success(request, f"{saved} is saved.")
            return reverse("showcase:collection-edit", args=[saved.pk])

        return redirect(once.address_after(request, save))
    stories = []
    if collection:
        stories = [place.story for place in collection.places.select_related("story")]
    context = {
        "collection": collection,
        "form": form,
        "stories": stories,
        "put_in": PutIn().leave_out([story.pk for story in stories]),
        "trail": [(reverse("showcase:collections"), "Collections")],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "showcase/collection_edit.html", context, status=status)


@access(EDIT)
@require_POST
def collection_put_in(request: StaffRequest, pk: int) -> HttpResponse:
    """A story into a collection."""
    collection = get_object_or_404(Collection, pk=pk)
    if story := _chosen(request):
        actions.put_in(collection=collection, story=story, by=request.user)
        messages.success(request, f"{story} is in it now.")
    return redirect(_at(reverse("showcase:collection-edit", args=[pk]), story))


def _chosen(request: StaffRequest) -> CaseStudy | None:
    form = PutIn(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose a story first.")
        return None
    return CaseStudy.objects.get(pk=form.cleaned_data["story"])


@access(EDIT)
@require_POST
def collection_move(request: StaffRequest, pk: int, story: int) -> HttpResponse:
    """One place up or down, or out of the collection."""
    collection = get_object_or_404(Collection, pk=pk)
    actions.move(collection=collection, story=story, to=_step(request), by=request.user)
    stays = collection.places.filter(story=story).exists()
    return redirect(_at(reverse("showcase:collection-edit", args=[pk]), story if stays else None))


def _at(address: str, story: CaseStudy | int | None) -> str:
    """The list where somebody was in it: at the row of a story, else at its heading. A browser
    puts the keyboard there."""
    pk = story.pk if isinstance(story, CaseStudy) else story
    return f"{address}#story-{pk}" if pk else f"{address}#order"


def _step(request: StaffRequest) -> str:
    """Which of the three buttons was pressed; the order that follows is said to be saved."""
    messages.success(request, "The order is saved.")
    return request.POST.get("to", "")


@access(EDIT)
@get_or_post
def collection_delete(request: StaffRequest, pk: int) -> HttpResponse:
    """The collection goes, once that is asked; its stories stay."""
    collection = get_object_or_404(Collection, pk=pk)
    if request.method != "POST":
        way = reverse("showcase:collection-edit", args=[pk])
        trail = [(reverse("showcase:collections"), "Collections"), (way, collection.title)]
        context = {"collection": collection, "keep": way, "trail": trail}
        return render(request, "showcase/collection_delete.html", context)
    actions.delete(collection=collection, by=request.user)
    messages.success(request, "The collection is deleted. Its stories are where they were.")
    return redirect("showcase:collections")


@access(EDIT)
@require_POST
def feature(request: StaffRequest) -> HttpResponse:
    """A story among those that stand first."""
    if story := _chosen(request):
        actions.feature(story=story, by=request.user)
        messages.success(request, f"{story} stands first now, after those before it.")
    return redirect(_at(reverse("showcase:collections"), story))


@access(EDIT)
@require_POST
def feature_move(request: StaffRequest, story: int) -> HttpResponse:
    """One place up or down, or no longer first."""
    actions.move_featured(story=story, to=_step(request), by=request.user)
    stays = CaseStudy.objects.filter(pk=story).exclude(featured=None).exists()
    return redirect(_at(reverse("showcase:collections"), story if stays else None))
