"""What people do with films and sound: begin, bring up to date, delete; and what goes when a person
takes back what they agreed to.

A recording goes to the public, changes and is taken down like every record (``workflow.move``): a
second person publishes it, and one alone withdraws it, at once.
"""

from typing import IO, Any

from django.db import transaction

from apps.core import audit, clock, versions
from apps.core.actors import Actor, SystemActor
from apps.publishing import actions as texts
from apps.publishing import types, workflow
from apps.publishing.models import (
    PUBLIC_STATES,
    Consent,
    FormDraft,
    Publishable,
    Recording,
    Version,
    WorkingCopy,
)
from apps.publishing.recordings import files
from apps.publishing.recordings.containers.parts import Kept
from apps.publishing.workflow import NotAllowed

WORDS = ("title", "read_by", "maker", "transcript", "captions", "notice")
TAKEN_DOWN = "The person in it took it back."
PAGE_TOOK_OUT = "Part of the page that it reads aloud was taken down."
BY = SystemActor("due work")


def begin(
    *, page: Publishable, file: IO[bytes], kept: Kept, words: dict[str, Any], by: Actor,
    reading: bool = False,
) -> Recording:  # fmt: skip
    """Keep a file and begin a draft of its recording, made from the page as it is today. ``words``:
    answers to the questions of its document. Where it can't be kept, no file stays behind.

    Raises ``NotAllowed`` for a consent that does not hold.
    """
    folder = files.keep(file, kept)
    try:
        return _begin(page, folder, kept, words, by=by, reading=reading)
    except BaseException:
        files.drop(folder)
        raise


@transaction.atomic
def _begin(
    page: Publishable, folder: str, kept: Kept, words: dict[str, Any], *, by: Actor, reading: bool
) -> Recording:
    rows: Any = types.of(page).rows.public().select_for_update(of=("self",))
    page = rows.get(pk=page.pk)
    number = Recording.page_number(page.record_kind, page.pk)
    data = {**words, "made_from": f"{number} {clock.today():%Y-%m-%d}"}
    recording: Any = texts.create(
        model=Recording, data=data, by=by, kind=page.record_kind, object_id=page.pk,
        is_example=page.is_example, folder=folder, media_type=kept.media_type, size=kept.size,
        seconds=None if kept.seconds is None else round(kept.seconds), reading=reading,
    )  # fmt: skip
    consent = recording.consent
    medium = recording.medium
    if consent is not None and not consents_for(page, medium).filter(pk=consent.pk).exists():
        raise NotAllowed(
            "Choose a consent of a partner of this page that holds today and covers "
            f"{Consent.MEDIA[medium]} on this website."
        )
    audit.note(
        act="added a recording", by=by, target=page, recording=recording.pk, basis=recording.basis
    )
    found: Recording = recording
    return found


def consents_for(item: Publishable, *media: str) -> Any:
    """The consents on which a recording may rest today: of the partners of its page, live, and
    given for one of these media on this website."""
    rows = Consent.objects.for_portal().filter(partner__in=item.teams())
    fitting = Consent.objects.none()
    for medium in media:
        fitting |= rows.filter(**{medium: True})
    return fitting


@transaction.atomic
def delete(*, recording: Recording, by: Actor) -> None:
    """Row, file and versions go for good. Raises ``NotAllowed`` while people may play it."""
    recording = Recording.objects.select_for_update().get(pk=recording.pk)
    if recording.state in PUBLIC_STATES:
        raise NotAllowed("People can play this. Hide it first.")
    _texts_of(recording, delete=True)
    FormDraft.objects.filter(kind=recording.record_kind, object_id=recording.pk).delete()
    audit.note(act="deleted a recording", by=by, target=recording)
    _file_goes(recording)
    recording.delete()


def _texts_of(recording: Recording, *, delete: bool = False) -> list[Any]:
    """The change that waits, and every version."""
    whose = {"kind": recording.record_kind, "object_id": recording.pk}
    found = []
    for model in (WorkingCopy, Version):
        rows = model._default_manager.filter(**whose)
        found += [] if delete else list(rows)
        if delete:
            rows.delete()
    return found


@transaction.atomic
def taken_back(*, consent: Consent, by: Actor) -> None:
    """A person took back what they agreed to: every recording of them goes in this transaction,
    with its file and its words, also from earlier versions. Twice is once."""
    for recording in _resting_on(consent):
        if _holds(consent, recording.medium):
            continue
        recording = Recording.objects.select_for_update().get(pk=recording.pk)
        if recording.state in PUBLIC_STATES:
            workflow.move(recording, "withdraw", by=by, note=TAKEN_DOWN)
        _erase(Recording.objects.get(pk=recording.pk), by=by)


def _resting_on(consent: Consent) -> list[Recording]:
    """Recordings that any text of theirs, also an earlier one, lets rest on a consent: the file
    is the same in each."""
    key = str(consent.pk)
    named = {row.pk for row in Recording.objects.filter(consent=consent)}
    for model in (WorkingCopy, Version):
        rows: Any = model._default_manager.filter(kind=Recording.record_kind)
        named |= {
            row.object_id
            for row in rows.only("object_id", "data")
            if str(row.data.get("consent", "")) == key
        }
    return list(Recording.objects.filter(pk__in=named).order_by("pk"))


def _holds(consent: Consent, medium: str) -> bool:
    return consent.state != Consent.State.WITHDRAWN and consent.covers(medium)


def _erase(recording: Recording, *, by: Actor) -> None:
    """No file and no word stays; the row does, and says so."""
    _file_goes(recording)
    for text in _texts_of(recording):
        text.data = {**text.data, **dict.fromkeys(WORDS, "")}
        text.save(update_fields=["data"])
    FormDraft.objects.filter(kind=recording.record_kind, object_id=recording.pk).delete()
    basis = {"notice": ""} if recording.basis != Recording.Basis.CROWD else {}
    blank = dict.fromkeys((name for name in WORDS if name != "notice"), "")
    for name, value in {**blank, **basis, "folder": ""}.items():
        setattr(recording, name, value)
    recording.edit_count += 1
    recording.save()
    audit.note(act="erased a recording", by=by, target=recording)
    versions.raise_public((recording.kind, recording.object_id))


@transaction.atomic
def take_down_readings(*, page: Publishable, by: Actor) -> None:
    """Something was taken out of a page at once: what reads the page aloud may say it as well, and
    is withdrawn."""
    rows = Recording.objects.of(page).filter(reading=True, state__in=PUBLIC_STATES)
    for recording in rows:
        actor = SystemActor(f"with its page, by {by}")
        workflow.move(recording, "withdraw", by=actor, note=PAGE_TOOK_OUT)


def drop_leftovers() -> str:
    """Delete recordings whose page is gone, and files that no row names."""
    left = [
        recording
        for kind, published in types.registered.items()
        if published.shows_recordings
        for recording in Recording.objects.filter(kind=kind).exclude(
            object_id__in=published.rows.values("pk")
        )
    ]
    for recording in left:
        _drop(recording)
    strays = files.drop_strays()
    said = [f"{len(left)} deleted"] if left else []
    return ", ".join(said + ([f"{strays} strays deleted"] if strays else []))


@transaction.atomic
def _drop(recording: Recording) -> None:
    _texts_of(recording, delete=True)
    audit.note(act="deleted a recording", by=BY, target=recording)
    _file_goes(recording)
    recording.delete()


def _file_goes(recording: Recording) -> None:
    """Delete the file once this is committed, not before: it may still fail."""
    folder = recording.folder
    if folder:
        transaction.on_commit(lambda: files.drop(folder))
