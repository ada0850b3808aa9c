"""Staff pages of the pictures of one record: the list, a new one, its words, hide, delete."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.access import StaffRequest, access
from apps.accounts.scope import scope_of
from apps.core import once
from apps.publishing.models import PUBLIC_STATES, Picture, State
from apps.publishing.moves import PUBLISH, WRITE
from apps.publishing.pictures import actions, placing
from apps.publishing.pictures.forms import HideForm, NewPictureForm, PictureForm, WordsForm
from apps.publishing.pictures.showing import thumbnail
from apps.publishing.views.editing import STAFF, trail
from apps.publishing.views.finding import Desk, desk, either_desk
from apps.publishing.workflow import NotAllowed

SHOW_AGAIN = "showcase.keep_consents"  # whoever looks after consents
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def with_pictures(at: Desk) -> Desk:
    """A desk of a kind that takes pictures. Raises ``Http404``."""
    if not at.published.pictures:
        raise Http404
    return at


def picture_of(at: Desk, number: int) -> Picture:
    """A picture of this record. Raises ``Http404``."""
    return get_object_or_404(Picture.objects.of(with_pictures(at).item), pk=number)


def may_hide(request: StaffRequest, at: Desk) -> bool:
    """Whether the record lies within the person's right to hide."""
    scope = scope_of(request.user, "publishing.hide_now")
    return bool(at.published.rows.filter(at.item.reached_by(scope), pk=at.item.pk).exists())


def page(
    request: StaffRequest, at: Desk, template: str, status: int = 200, **more: Any
) -> HttpResponse:
    """One of these pages, with the way back."""
    way = [(at.address(), str(at.item))]
    if template != "list":
        way.append((at.address("pictures"), "Pictures"))
    context = {"at": at, "trail": trail(at, *way), **more}
    return render(request, f"publishing/pictures/{template}.html", context, status=status)


@access(STAFF)
@require_safe
def pictures(request: StaffRequest, area: str, pk: int) -> HttpResponse:
    """All pictures of a record, each with its words and on what its showing rests."""
    at = with_pictures(either_desk(request, area, pk))
    placed, public = placing.placed(at.published, at.data), seen_by_all(at)
    rows = [
        {
            "picture": picture,
            "thumbnail": thumbnail(picture),
            "where": where(picture, placed, public),
        }
        for picture in Picture.objects.of(at.item)
    ]
    return page(
        request, at, "list", rows=rows, writes=WRITE in at.reach_of(request.user),
        may_hide=may_hide(request, at), may_show=request.user.has_perm(SHOW_AGAIN),
        withdrawn=at.item.state == State.WITHDRAWN,
    )  # fmt: skip


def seen_by_all(at: Desk) -> set[int] | None:
    """The pictures that the text places which the public reads; None where it reads none."""
    if at.item.state not in PUBLIC_STATES:
        return None
    return placing.placed(at.published, at.document.read(at.item) if at.copy else at.data)


def where(picture: Picture, placed: set[int], public: set[int] | None) -> str:
    """Whether a text places it, where that is not plain."""
    if picture.pk in placed:
        waits = public is not None and picture.pk not in public
        return "The public sees it once somebody else publishes this change." if waits else ""
    if public is not None and picture.pk in public:
        return "It leaves the text once somebody else publishes this change."
    return "It stands nowhere in the text."


@access(STAFF)
@get_or_post
def add(request: StaffRequest, area: str, pk: int) -> HttpResponse:
    """A new picture, placed last in the text."""
    at = with_pictures(desk(request, area, pk))
    if at.item.state == State.WITHDRAWN:
        raise Http404
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = NewPictureForm(*sent, item=at.item, published=at.published)
    if request.method != "POST":
        return page(request, at, "form", form=form, picture=None)
    if not form.is_valid():
        return page(request, at, "form", 422, form=form, picture=None)

    def keep() -> str:
        actions.add(
            item=at.item, encoded=form.cleaned_data["file"], words=form.words(),
            heading=form.cleaned_data.get("heading", ""), by=request.user,
        )  # fmt: skip
        messages.success(request, added(at))
        return at.address("pictures")

    try:
        return redirect(once.address_after(request, keep))
    except NotAllowed as refused:
        form.add_error("file", str(refused))
        return page(request, at, "form", 422, form=form, picture=None)


def added(at: Desk) -> str:
    """What happened to a new picture, in a sentence."""
    if at.item.state in PUBLIC_STATES:
        return "The picture is added. The public sees it once somebody else publishes this change."
    return "The picture is added."


@access(STAFF)
@get_or_post
def change(request: StaffRequest, area: str, pk: int, number: int) -> HttpResponse:
    """What is said beside a picture, and on what it rests; of what people see, only the words, and
    by whoever may publish them."""
    at = desk(request, area, pk)
    picture = picture_of(at, number)
    public = placing.is_public(picture)
    if public and PUBLISH not in at.reach_of(request.user):
        messages.error(request, "People see this picture, so whoever publishes changes its words.")
        return redirect(at.address("pictures"))
    sent = request.POST if request.method == "POST" else None
    form: Any = (
        WordsForm(sent, picture=picture, public=True)
        if public
        else PictureForm(sent, item=at.item, picture=picture)
    )
    if request.method != "POST":
        return page(request, at, "form", form=form, picture=picture, thumbnail=thumbnail(picture))
    if form.is_valid():
        try:
            actions.change(picture=picture, words=form.words(), by=request.user)
        except NotAllowed as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The words are saved.")
            return redirect(at.address("pictures"))
    return page(request, at, "form", 422, form=form, picture=picture, thumbnail=thumbnail(picture))


@access("publishing.hide_now")
@get_or_post
def hide(request: StaffRequest, area: str, pk: int, number: int) -> HttpResponse:
    """Take a picture from the public at once, with the reason."""
    at = either_desk(request, area, pk)
    picture = picture_of(at, number)
    if not may_hide(request, at):
        raise Http404
    form = HideForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.hide_now(picture=picture, why=form.cleaned_data["why"], by=request.user)
        messages.success(request, "The picture is hidden. Nobody outside finds it any more.")
        return redirect(at.address("pictures"))
    status = 422 if request.method == "POST" else 200
    return page(
        request, at, "hide", status, form=form, picture=picture, thumbnail=thumbnail(picture)
    )


@access(SHOW_AGAIN)
@require_POST
def show(request: StaffRequest, area: str, pk: int, number: int) -> HttpResponse:
    """Let a hidden picture be shown again."""
    at = either_desk(request, area, pk)
    try:
        actions.show_again(picture=picture_of(at, number), by=request.user)
    except NotAllowed as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The picture is no longer hidden.")
    return redirect(at.address("pictures"))


@access(STAFF)
@get_or_post
def delete(request: StaffRequest, area: str, pk: int, number: int) -> HttpResponse:
    """Take a picture out of the text and delete it, after one more question."""
    at = desk(request, area, pk)
    picture = picture_of(at, number)
    if request.method != "POST":
        stays = at.item.state in PUBLIC_STATES and placing.stands_in(picture, at.item)
        return page(
            request, at, "delete", picture=picture, stays=stays, thumbnail=thumbnail(picture)
        )
    try:
        at_once = actions.delete(picture=picture, by=request.user)
    except NotAllowed as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request,
            "The picture is deleted."
            if at_once
            else "The picture is out of the text. It is deleted once somebody else publishes this"
            " change.",
        )
    return redirect(at.address("pictures"))
