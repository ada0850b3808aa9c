"""What people do with pictures: add, change the words, hide at once, show again, delete.

A picture reaches the public and leaves its text as every change of a text does, by a second person
(``publishing.actions.save``); hiding takes it down at once and alone.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from apps.core import actors, audit, clock, versions
from apps.core.actors import Actor, SystemActor
from apps.publishing import actions as texts
from apps.publishing import ahead, types, workflow
from apps.publishing.documents import MOST_ROWS
from apps.publishing.models import (
    Consent,
    Picture,
    PictureAnswer,
    Publishable,
    State,
    Version,
    WorkingCopy,
)
from apps.publishing.pictures import asking, files, placing
from apps.publishing.pictures.encoding import Encoded
from apps.publishing.workflow import NotAllowed

WORDS = ("alt", "decorative", "caption", "credit")
ASKS_FOR_A_CHANGE = "The person in it asks for a change: “{words}”"
STAYS_HIDDEN = (
    "The picture stays hidden. {why} To show it after all, add it anew: the person in it is asked "
    "before it is public."
)
BASIS = ("basis", "consent", "notice")
BY = SystemActor("due work")


def add(
    *, item: Publishable, encoded: Encoded, words: dict[str, Any], by: Actor, heading: str = ""
) -> Picture:
    """Keep a picture and place it last in the text. ``words``: the columns of ``WORDS`` and
    ``BASIS``. Where it can't be kept, no file stays behind.

    Raises ``NotAllowed`` for a consent that does not hold, or a text that can't be changed now.
    """
    folder = files.keep(encoded)
    try:
        return _add(item, folder, encoded, words, by=by, heading=heading)
    except BaseException:
        files.drop(folder, encoded.files)
        raise


@transaction.atomic
def _add(
    item: Publishable, folder: str, encoded: Encoded, words: dict[str, Any], *, by: Actor,
    heading: str,
) -> Picture:  # fmt: skip
    item = _held(item)
    published = types.of(item)
    if not published.pictures:
        raise NotAllowed(f"No pictures belong to this {published.label.lower()}.")
    _look_at_consent(item, words.get("consent"))
    picture = Picture.objects.create(
        kind=item.record_kind, object_id=item.pk, folder=folder, width=encoded.width,
        height=encoded.height, widths=sorted(encoded.files), author_id=actors.id_of(by), **words,
    )  # fmt: skip
    data, edit_count = texts.text_of(item)
    rows = placing.rows_in(published, data)
    if len(rows) >= MOST_ROWS:
        raise NotAllowed(f"This has {MOST_ROWS} pictures already. Delete one first.")
    row = {"picture": str(picture.pk)}
    if placing.heading_field(published) is not None:
        row["heading"] = heading
    texts.save(
        item=item, changes={published.pictures: [*rows, row]}, edit_count=edit_count, by=by,
        why="added a picture",
    )  # fmt: skip
    audit.note(act="added a picture", by=by, target=item, picture=picture.pk, basis=picture.basis)
    return picture


def _held(item: Publishable) -> Publishable:
    """The record, locked."""
    held: Publishable = type(item)._default_manager.select_for_update().get(pk=item.pk)
    return held


def consents_for(item: Publishable) -> Any:
    """The consents on which a picture of a record may rest today: of its own partners, live, and
    given for a picture on this website."""
    return Consent.objects.for_portal().filter(picture=True, partner__in=item.teams())


def _look_at_consent(item: Publishable, consent: Consent | None) -> None:
    if consent is not None and not consents_for(item).filter(pk=consent.pk).exists():
        raise NotAllowed(
            "Choose a consent of a partner of this record that holds today and covers a picture "
            "on this website."
        )


@transaction.atomic
def change(*, picture: Picture, words: dict[str, Any], by: Actor) -> None:
    """Change what is said beside a picture, or on what it rests. Of what the public sees only the
    words change, dated as a correction that somebody else looks at."""
    item = _held(_record(picture))
    public = placing.is_public(picture)
    if public and set(words) - set(WORDS):
        raise NotAllowed("People see this picture. Add it again to let it rest on something else.")
    if words.get("consent") != picture.consent:
        _look_at_consent(item, words.get("consent"))
    changed = [name for name, value in words.items() if getattr(picture, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(picture, name, words[name])
    picture.save()
    audit.note(
        act="changed what is said about a picture", by=by, target=item, picture=picture.pk,
        fields=changed,
    )  # fmt: skip
    if public:
        texts.ask_second_look(row=item, what="The words beside a picture", by=by)
        _raise(picture)
    else:
        texts.also_wrote(item=item, by=by, why="changed a picture’s words", of_change=True)


@transaction.atomic
def delete(*, picture: Picture, by: Actor) -> bool:
    """Take a picture out of its text, and delete it. What the public sees stays until somebody else
    publishes that change; gives whether it is gone at once."""
    item = _held(_record(picture))
    published = types.of(item)
    data, edit_count = texts.text_of(item)
    if item.state != State.WITHDRAWN and picture.pk in placing.placed(published, data):
        rows = placing.without(published, data, picture)
        texts.save(
            item=item, changes={published.pictures: rows}, edit_count=edit_count, by=by,
            why="took a picture out",
        )  # fmt: skip
    if item.state != State.WITHDRAWN and placing.stands_in(picture, item):
        picture.leaving = True
        picture.save(update_fields=["leaving", "updated_at"])
        audit.note(act="asked to delete a picture", by=by, target=item, picture=picture.pk)
        return False
    _erase(picture, item, by=by)
    return True


def _erase(picture: Picture, item: Publishable, *, by: Actor) -> None:
    """Row and files go, and no version or change names it any more."""
    published = types.of(item)
    for model in (Version, WorkingCopy):
        for text in model._default_manager.filter(kind=item.record_kind, object_id=item.pk):
            if picture.pk in placing.placed(published, text.data):
                text.data[published.pictures] = placing.without(published, text.data, picture)
                text.save(update_fields=["data"])
    audit.note(act="deleted a picture", by=by, target=item, picture=picture.pk)
    _files_go(picture)
    _raise(picture)
    picture.delete()


@transaction.atomic
def hide_now(*, picture: Picture, why: str, by: Actor) -> None:
    """Take a picture from the public in this moment, alone. Whoever reviews its record hears of it
    as of a correction."""
    if picture.hidden_on is not None:
        return
    item = _record(picture)
    if placing.is_public(picture):
        texts.ask_second_look(row=item, what="A picture was hidden", by=by)
    picture.hidden_on, picture.hidden_because = clock.today(), why.strip()[:300]
    picture.save(update_fields=["hidden_on", "hidden_because", "updated_at"])
    audit.note(act="hid a picture", by=by, target=item, picture=picture.pk)
    _raise(picture)


@transaction.atomic
def show_again(*, picture: Picture, by: Actor) -> None:
    """Let a hidden picture be shown again, as far as what it rests on holds. Of a person, beside
    what the public reads, only as they said yes to it: else ``NotAllowed``."""
    picture.hidden_on, picture.hidden_because = None, ""
    picture.save(update_fields=["hidden_on", "hidden_because", "updated_at"])
    item = _record(picture)
    if picture.basis == Picture.Basis.CONSENT and placing.is_public(picture):
        for blocker in item.blockers():
            raise NotAllowed(STAYS_HIDDEN.format(why=blocker))
    audit.note(act="showed a picture again", by=by, target=item, picture=picture.pk)
    _raise(picture)


@transaction.atomic
def answer(
    *, item: Publishable, consent: Consent, said: str, words: str, seen: str, by: Actor
) -> PictureAnswer:
    """What the person of a consent says to pictures of them beside a page, as it would be with the
    change that waits. A change of what is public takes it out of the public at once. Raises
    ``NotAllowed`` where that is not what they have ``seen`` any more."""
    now = asking.as_it_would_be(_held(item), consent)
    if not now.pictures or seen != now.mark:
        raise NotAllowed(workflow.CHANGED_SINCE)
    audit.note(act="said what they think of a picture", by=by, target=item, said=said)
    for picture, _ in now.pictures if said == PictureAnswer.Said.CHANGE else ():
        if placing.is_public(picture):
            hide_now(picture=picture, why=ASKS_FOR_A_CHANGE.format(words=words.strip()), by=by)
    return PictureAnswer.objects.create(
        consent=consent, kind=item.record_kind, object_id=item.pk, said=said,
        words=words.strip()[:1000], mark=now.mark, on=clock.today(),
    )  # fmt: skip


@transaction.atomic
def gone(pictures: Iterable[Picture]) -> None:
    """The files and the words of pictures go for good, while their rows stay and say so: a consent
    was taken back, which is an act of its own that is remembered."""
    for picture in pictures:
        _files_go(picture)
        picture.widths = []
        picture.alt, picture.decorative, picture.caption, picture.credit = "", True, "", ""
        picture.save()
        _raise(picture)


def drop_leaving() -> str:
    """Delete the pictures that were to go with a change which is public now, those of records that
    are gone, and files that no row names."""
    done = sum(_drop(picture.pk) for picture in Picture.objects.filter(leaving=True))
    done += sum(_drop(picture.pk) for picture in _left_alone())
    strays = files.drop_strays()
    said = [f"{done} deleted"] if done else []
    return ", ".join(said + ([f"{strays} strays deleted"] if strays else []))


def _left_alone() -> list[Picture]:
    """Pictures whose record is gone."""
    return [
        picture
        for kind, published in types.registered.items()
        if published.pictures
        for picture in Picture.objects.filter(kind=kind).exclude(
            object_id__in=published.rows.values("pk")
        )
    ]


@transaction.atomic
def _drop(pk: int) -> bool:
    """Delete it, unless its text, or a change of that, places it. A change that was given up took
    the wish to delete with it."""
    picture = Picture.objects.select_for_update().get(pk=pk)
    item = placing.record_of(picture)
    if item is None:
        _files_go(picture)
        picture.delete()
        return True
    copy = ahead.copy_of(item)
    stands = placing.stands_in(picture, item)
    if stands and copy is None:
        picture.leaving = False
        picture.save(update_fields=["leaving", "updated_at"])
    if stands or (copy and picture.pk in placing.placed(types.of(item), copy.data)):
        return False
    _erase(picture, item, by=BY)
    return True


def _record(picture: Picture) -> Publishable:
    item = placing.record_of(picture)
    if item is None:
        raise NotAllowed("The record of this picture is gone.")
    return item


def _files_go(picture: Picture) -> None:
    """Delete the files once this is committed, not before: it may still fail."""
    folder, widths = picture.folder, list(picture.widths)
    transaction.on_commit(lambda: files.drop(folder, widths))


def _raise(picture: Picture) -> None:
    versions.raise_public((picture.kind, picture.object_id))
