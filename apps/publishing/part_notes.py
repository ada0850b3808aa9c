"""Notes on single parts of a text that is sent back: one a part, until it is done."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from apps.core import actors, audit, clock
from apps.core.actors import Actor
from apps.publishing.documents import Document, Section
from apps.publishing.models import PartNote, Publishable

LONGEST = 500
SEE_PARTS = "What should change stands beside the parts."  # where nothing is said of the whole


def of(item: Publishable) -> dict[str, PartNote]:
    """Every note of a record by the name of its part, done or not."""
    rows = PartNote.objects.filter(kind=item.record_kind, object_id=item.pk)
    return {note.part: note for note in rows.select_related("made_by")}


def open_of(item: Publishable) -> dict[str, PartNote]:
    """Those that are not done."""
    return {part: note for part, note in of(item).items() if note.done_on is None}


def in_order(item: Publishable, document: Document) -> list[tuple[Section, PartNote]]:
    """Every note with its part, in the order of the parts."""
    held = of(item)
    return [(part, held[part.name]) for part in document.sections if part.name in held]


def ask(*, item: Publishable, parts: Mapping[str, str], by: Actor) -> None:
    """New notes in place of the earlier ones, in the transaction that sends the text back."""
    forget(item)
    PartNote.objects.bulk_create(
        PartNote(
            kind=item.record_kind, object_id=item.pk, part=part, words=words.strip()[:LONGEST],
            made_by_id=actors.id_of(by), made_on=clock.today(),
        )
        for part, words in parts.items()
        if words.strip()
    )  # fmt: skip


@transaction.atomic
def done(*, item: Publishable, part: str, by: Actor) -> bool:
    """The writer did what was asked of a part; False where nothing was asked, or it is done."""
    rows = PartNote.objects.filter(kind=item.record_kind, object_id=item.pk, part=part)
    if not rows.filter(done_on=None).update(done_on=clock.today()):
        return False
    audit.note(act="marked a note as done", by=by, target=item, part=part)
    return True


def settle(item: Publishable) -> None:
    """It is submitted again: nothing is left to do, and the reviewer reads what was asked."""
    rows = PartNote.objects.filter(kind=item.record_kind, object_id=item.pk, done_on=None)
    rows.update(done_on=clock.today())


def forget(item: Publishable, parts: Iterable[str] = ()) -> None:
    """Delete the notes of some parts; of all, where none is named."""
    rows = PartNote.objects.filter(kind=item.record_kind, object_id=item.pk)
    chosen = list(parts)
    (rows.filter(part__in=chosen) if chosen else rows).delete()


def in_words(document: Document | None, parts: Mapping[str, str]) -> list[str]:
    """The notes as lines of a mail."""
    sections = document.sections if document else ()
    return [
        f"{section.title}: {parts[section.name].strip()}"
        for section in sections
        if parts.get(section.name, "").strip()
    ]
