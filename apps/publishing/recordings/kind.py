"""Films and sound as a registered kind of public record."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from apps.publishing.models import Recording
from apps.publishing.recordings import showing
from apps.publishing.recordings.document import NEVER_SMALL, RECORDING
from apps.publishing.recordings.staff import desk_parts
from apps.publishing.types import PublishedType


def address_of(slug: str) -> str:
    """Its place on the page that shows it."""
    recording = Recording.objects.filter(slug=slug).first()
    return recording.get_absolute_url() if recording else "/"


def draw(recording: Recording, request: HttpRequest) -> HttpResponse:
    """A recording as its page will show it."""
    shown: Any = showing.as_shown(recording, preview=True) if recording.folder else None
    context = {"recording": shown, "page": recording.page}
    return render(request, "publishing/recordings/preview.html", context)


def summary(recording: Recording) -> str:
    """On which page it stands."""
    return f"On the page “{recording.page}”." if recording.page else ""


KIND = PublishedType(
    Recording.record_kind,
    Recording,
    "Recording",
    address_of,
    plural="Films and sound",
    area="recordings",
    document=RECORDING,
    can_begin=False,
    stands_alone=False,
    never_small=NEVER_SMALL,
    preview=draw,
    summary=summary,
    beside=desk_parts,
)
