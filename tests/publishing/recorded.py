"""What the tests of films and sound send, and where it is found."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.publishing import actions as texts
from apps.publishing.models import Publishable, Recording
from apps.publishing.recordings import actions
from apps.publishing.recordings.cleaning import clean
from tests.publishing import recording_files as made

WORDS = {"title": "How the signs came", "basis": "nobody"}
SPOKEN = "Good morning, and welcome."


def under(page: Publishable, *more: str) -> str:
    kind = page.record_kind
    return "/".join([f"/staff/recordings/for/{kind}/{page.pk}", *more, ""])


def desk_of(recording: Recording, *more: str) -> str:
    return "/".join([f"/staff/recordings/{recording.pk}", *more, ""])


def public(recording: Recording, what: str = "file") -> str:
    return f"/recordings/{recording.key}/{what}"


def send(person: Client, page: Publishable, content: bytes = b"", name: str = "film.mp4",
         where: str = "new", **words: Any) -> Any:  # fmt: skip
    data = {**WORDS, **words, "file": SimpleUploadedFile(name, content or made.mp4())}
    return person.post(under(page, where), {k: v for k, v in data.items() if v is not None})


def save(person: Client, recording: Recording, section: str, **answers: Any) -> Any:
    """Save a section as its form does, at the newest text."""
    recording = Recording.objects.get(pk=recording.pk)
    _, count = texts.text_of(recording)
    return person.post(desk_of(recording, "edit", section), {"edit_count": count, **answers})


def begun(page: Publishable, person: Any, content: bytes = b"", *, reading: bool = False,
          **words: Any) -> Recording:  # fmt: skip
    """A draft, whole in every part."""
    file = SimpleUploadedFile("file", content or made.mp4())
    kept = clean(file)
    answers = {"title": "How the signs came", "transcript": SPOKEN, "basis": "nobody"}
    if kept.is_film:
        answers["captions"] = made.VTT
    return actions.begin(
        page=page, file=file, kept=kept, words={**answers, **words}, by=person.user,
        reading=reading,
    )  # fmt: skip


def put_out(recording: Recording, writer: Client, reviewer: Client) -> Recording:
    """Submitted by its writer and published by somebody else."""
    for who, move in ((writer, "submit"), (reviewer, "publish")):
        answer = who.post(desk_of(recording, "move", move), {"meant": "on"})
        assert answer.status_code == 302, answer.content.decode()
    recording = Recording.objects.get(pk=recording.pk)
    assert recording.state == "published"
    return recording


def body_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content
