"""Hints beside a part that somebody writes: what would read better, and what is left out. Never in
the way."""

from apps.core.forms import MarkdownArea
from apps.core.text import has_picture
from apps.publishing.documents import Entry, Section
from apps.publishing.plain import Data, as_plain
from apps.publishing.types import PublishedType

LEFT_OUT = "A picture in this text is left out."


def of_part(published: PublishedType, section: Section, data: Data) -> list[str]:
    """The hints about one part of such a text."""
    texts = [
        str(data.get(name) or "")
        for name, field in section.fields.items()
        if isinstance(field.widget, MarkdownArea)
    ]
    found = [left_out(published)] if any(has_picture(text) for text in texts) else []
    return found + published.hints(section.name, data)


def left_out(published: PublishedType) -> str:
    """That Markdown brings no picture, and where pictures of such a record are added."""
    sections = published.document.sections if published.document else ()
    place = next((s for s in sections if s.rows and s.rows.name == published.pictures), None)
    return f"{LEFT_OUT} Pictures are added under “{place.title}”." if place else LEFT_OUT


def of_entry(published: PublishedType, entry: Entry) -> list[str]:
    """The same of a part that is being written: of what was typed, as far as it is understood."""
    typed = entry.form.cleaned_data if entry.form is not None and entry.form.is_bound else {}
    data = {**entry.before, **{name: as_plain(value) for name, value in typed.items()}}
    return of_part(published, entry.section, data)
