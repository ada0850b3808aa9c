"""The addresses of a picture's file: for everybody, for those who write or review its record, and
for a day on pages that are read by a link."""

import uuid

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from apps.accounts.access import StaffRequest, access
from apps.core import versions
from apps.publishing import workflow
from apps.publishing.models import Picture
from apps.publishing.pictures import placing, showing
from apps.publishing.pictures.files import path_of


@access(public=True)
@require_safe
def public_file(request: HttpRequest, key: uuid.UUID, width: int) -> HttpResponse:
    """A file, if the picture may be shown today and the public reads its record; asked anew each
    time, since a browser that has it asks too. The bytes under one address never change, so the
    tag is the address's own: news elsewhere on the site sends no picture again."""
    picture = get_object_or_404(Picture.objects.showable(), key=key)
    if width not in picture.widths or not placing.is_public(picture):
        raise Http404
    tag = f'W/"{picture.key.hex}-{width}"'
    if versions.has_already(request, tag):
        return versions.finish(HttpResponse(status=304), tag)
    return versions.finish(file_of(picture, width), tag)


@access("home.view_staff")
@require_safe
def staff_file(request: StaffRequest, key: uuid.UUID, width: int) -> HttpResponse:
    """The same for whoever may edit or review its record, wherever that stands."""
    picture = get_object_or_404(Picture, key=key)
    item = placing.record_of(picture)
    if item is None or width not in picture.widths or not workflow.reach(request.user, item):
        raise Http404
    answer = file_of(picture, width)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@access(link="picture")
@require_safe
def file_by_link(request: HttpRequest, token: str, width: int) -> HttpResponse:
    """The same for a day, on a page that somebody reads by a link of theirs: the person in it, or a
    reviewer without an account, before the public does."""
    picture = showing.behind(token)
    if picture is None or width not in picture.widths:
        raise Http404
    answer = file_of(picture, width)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def file_of(picture: Picture, width: int) -> HttpResponse:
    """The file itself, for a view that has looked who may see it. Raises ``Http404``."""
    try:
        with default_storage.open(path_of(picture.folder, width)) as file:
            content = file.read()
    except FileNotFoundError:
        raise Http404 from None
    name = f'inline; filename="picture-{width}.webp"'
    return HttpResponse(content, content_type="image/webp", headers={"Content-Disposition": name})
