"""The films and sound of the world that the browser walks: on a story that everybody reads, a
reading that is older than it, a film, and a draft."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from apps.accounts.models import User
from apps.core.actors import SystemActor
from apps.publishing import workflow
from apps.publishing.models import Recording
from apps.publishing.recordings import actions
from apps.publishing.recordings.cleaning import clean
from apps.showcase.models import CaseStudy
from tests.publishing import recording_files as made

BY = SystemActor("test")
WORDS = "A letter sent people to the wrong door.\n\nCarers and clerks wrote a new one, together."


def make(people: dict[str, User]) -> dict[str, Any]:
    """Everything, once; numbers by name."""
    story = CaseStudy.objects.get(title="Example: The letter nobody could follow")
    reading = {"title": f"Read aloud: {story}", "read_by": "a member of the team", "basis": "team"}
    film = {"title": "How the letter was written", "basis": "nobody", "captions": made.VTT,
            "maker": "The example team"}  # fmt: skip
    heard = add(story, people["curator"], made.wav(95), {**reading, "transcript": WORDS}, True)
    seen = add(story, people["curator"], made.mp4(), {**film, "transcript": WORDS})
    for one in (heard, seen):
        workflow.move(one, "submit", by=BY)
        workflow.move(one, "publish", by=BY)
    Recording.objects.filter(pk=heard.pk).update(made_from_revision=0)
    draft = add(story, people["curator"], made.mp4(), {"title": "The meeting", "basis": "nobody"})
    return {"recorded": story.pk, "heard": heard.pk, "seen": seen.pk, "recording_draft": draft.pk}


def add(
    story: CaseStudy, by: User, content: bytes, words: dict[str, str], reading: bool = False
) -> Recording:
    """A draft of a recording."""
    file = SimpleUploadedFile("file", content)
    return actions.begin(
        page=story, file=file, kept=clean(file), words=words, by=by, reading=reading
    )
