"""The addresses of a recording's file and captions: for everybody, for those who write or review
it, and for a day on pages that are read by a link."""

import uuid

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from apps.accounts.access import StaffRequest, access
from apps.core import ranges, versions
from apps.publishing import workflow
from apps.publishing.models import Recording
from apps.publishing.recordings import showing
from apps.publishing.recordings.files import path_of

ENDINGS = {
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/ogg": "ogg",
    "audio/wav": "wav",
    "audio/webm": "webm",
    "video/mp4": "mp4",
    "video/webm": "webm",
}


@access(public=True)
@require_safe
def public_file(request: HttpRequest, key: uuid.UUID, what: str) -> HttpResponseBase:
    """A film or sound that people may play today, or its captions; asked anew each time, since a
    browser that has it asks too."""
    recording = get_object_or_404(Recording.objects.public(), key=key)
    answer = file_of(request, recording, what)
    answer.headers["Cache-Control"] = "public, no-cache"
    return answer


@access("home.view_staff")
@require_safe
def staff_file(request: StaffRequest, key: uuid.UUID, what: str) -> HttpResponseBase:
    """The same for whoever may write or review it, wherever it stands."""
    recording = get_object_or_404(Recording, key=key)
    if not workflow.reach(request.user, recording):
        raise Http404
    return _for_one(file_of(request, recording, what))


@access(link="recording")
@require_safe
def file_by_link(request: HttpRequest, token: str, what: str) -> HttpResponseBase:
    """The same for a day, on a page that the person in it reads by a link of theirs."""
    recording = showing.behind(token)
    if recording is None:
        raise Http404
    return _for_one(file_of(request, recording, what))


def _for_one(answer: HttpResponseBase) -> HttpResponseBase:
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def file_of(request: HttpRequest, recording: Recording, what: str) -> HttpResponseBase:
    """The file or the captions, for a view that has looked who may have them. Raises ``Http404``
    for anything else."""
    if what == showing.CAPTIONS and recording.captions:
        return _captions(request, recording)
    if what != showing.FILE or not recording.folder:
        raise Http404
    path = path_of(recording.folder)
    if not default_storage.exists(path):
        raise Http404
    answer = ranges.answer(
        request, lambda: default_storage.open(path), size=recording.size,
        content_type=recording.media_type, tag=f'"{recording.key.hex}"',
    )  # fmt: skip
    name = f"{recording.sort}-{recording.pk}.{ENDINGS[recording.media_type]}"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


def _captions(request: HttpRequest, recording: Recording) -> HttpResponseBase:
    tag = f'W/"{recording.key.hex}-{recording.edit_count}"'
    if versions.has_already(request, tag):
        return HttpResponse(status=304, headers={"ETag": tag})
    answer = HttpResponse(recording.captions, content_type="text/vtt; charset=utf-8")
    answer.headers["ETag"] = tag
    return answer
