"""Where pictures stand: the rows of a record's text that place them, and whether the public sees
that text."""

from collections.abc import Iterable
from typing import Any

from django import forms

from apps.publishing import types
from apps.publishing.documents import Section
from apps.publishing.models import Picture, Publishable
from apps.publishing.plain import Data
from apps.publishing.types import PublishedType


def rows_in(published: PublishedType, data: Data) -> list[Data]:
    """The rows of a text that place pictures, in their order."""
    return list(data.get(published.pictures) or []) if published.pictures else []


def placed(published: PublishedType, data: Data) -> set[int]:
    """The numbers of the pictures that a text places."""
    named = (str(row.get("picture", "")) for row in rows_in(published, data))
    return {int(key) for key in named if key.isascii() and key.isdigit()}


def without(published: PublishedType, data: Data, picture: Picture) -> list[Data]:
    """The rows of a text, but for those that place this picture; of one that has words of its own,
    like a line that is easy to read, only the picture goes."""
    kept = []
    for row in rows_in(published, data):
        if str(row.get("picture", "")) != str(picture.pk):
            kept.append(row)
        elif any(row.get(name) for name in _words(published)):
            kept.append({**row, "picture": ""})
    return kept


def _words(published: PublishedType) -> list[str]:
    """The questions of such a row that people answer in words of their own."""
    fields = next(
        (
            s.row_fields
            for s in _sections(published)
            if s.rows and s.rows.name == published.pictures
        ),
        {},
    )
    return [name for name, field in fields.items() if type(field) is forms.CharField]


def _sections(published: PublishedType) -> Iterable[Section]:
    return published.document.sections if published.document else ()


def heading_field(published: PublishedType) -> forms.Field | None:
    """The question of a row under which heading a picture stands, of kinds that have it."""
    for section in _sections(published):
        if section.rows is not None and section.rows.name == published.pictures:
            return section.row_fields.get("heading")
    return None


def strangers(item: Publishable, changes: Data) -> str:
    """Why a text may not place these pictures, in a sentence; "" where all are the record's own."""
    published = types.of(item)
    wanted = placed(published, changes)
    if not wanted:
        return ""
    own = Picture.objects.of(item).filter(pk__in=wanted).values_list("pk", flat=True)
    if wanted <= set(own):
        return ""
    return f"Choose pictures of this {published.label.lower()} only. Other ones are not its own."


def record_of(picture: Picture) -> Publishable | None:
    """The record of a picture, wherever it stands; None where it is gone."""
    published = types.registered.get(picture.kind)
    found: Publishable | None = (
        published.rows.filter(pk=picture.object_id).first() if published else None
    )
    return found


def stands_in(picture: Picture, item: Publishable) -> bool:
    """Whether the record itself places it; a change that waits does not count."""
    return _placing(types.of(item).rows, picture)


def is_public(picture: Picture) -> bool:
    """Whether the public reads its record, and that places it. What the picture itself rests on,
    ``showable`` says."""
    published = types.registered.get(picture.kind)
    return published is not None and _placing(published.public(), picture)


def _placing(rows: Any, picture: Picture) -> bool:
    name = types.registered[picture.kind].pictures
    if not name:
        return False
    found: bool = rows.filter(pk=picture.object_id, **{f"{name}__picture": picture.pk}).exists()
    return found
