"""A document as people read it on staff pages: questions and answers, and what two texts differ
in."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from apps.core import clock, money
from apps.core.dates import PartialDate, Precision
from apps.core.forms import DateField, FromTable, MarkdownArea
from apps.core.text import to_html
from apps.publishing.documents import Document, Section
from apps.publishing.models import Publishable
from apps.publishing.plain import Data, from_plain

Lines = list[str]


@dataclass(frozen=True)
class Difference:
    """A question that two texts answer differently, each answer as lines."""

    section: Section
    name: str
    label: str
    before: Lines
    after: Lines


def summary(document: Document, data: Data) -> list[tuple[Section, list[tuple[str, Lines]]]]:
    """Each section that such a text has, with its questions and answers; no lines where nothing is
    answered."""
    return [
        (
            section,
            [
                (label, _drawn(section, name, data.get(name)) or show(data.get(name)))
                for name, label, show in questions(section)
            ],
        )
        for section in document.sections
        if section.asked(data)
    ]


def _drawn(section: Section, name: str, value: Any) -> Lines:
    """An answer in Markdown as people will read it, in one piece; none of another answer."""
    field = section.fields.get(name)
    return (
        [to_html(str(value))] if value and field and isinstance(field.widget, MarkdownArea) else []
    )


def differences(
    document: Document, one: Data, other: Data, *, within: Section | None = None
) -> list[Difference]:
    """Question by question what differs, in the order of the sections."""
    found = []
    for section in (within,) if within else document.sections:
        for name, label, show in questions(section):
            before, after = one.get(name), other.get(name)
            if _said(before) != _said(after):
                found.append(Difference(section, name, label, show(before), show(after)))
    return found


def _said(value: Any) -> Any:
    """An answer; None for all ways to give none. Nought is one."""
    return None if value is False or value in ("", None, [], {}) else value


def questions(section: Section) -> Iterator[tuple[str, str, Callable[[Any], Lines]]]:
    """(name, question, how an answer reads) of a section."""
    for name, field in section.fields.items():
        yield name, str(field.label or name), _reader(field)
    if section.rows is not None:
        asked = {n: field for n, field in section.row_fields.items() if n != "position"}
        readers = {name: _reader(field) for name, field in asked.items()}  # their order says it

        def show_rows(rows: Any) -> Lines:
            rows = rows or []
            for name, show in readers.items():
                show([row[name] for row in rows if row.get(name)])  # names of all rows, at once
            return [
                " · ".join(line for name, show in readers.items() for line in show(row.get(name)))
                for row in rows
            ]

        yield section.rows.name, section.title, show_rows


def _reader(field: Any) -> Callable[[Any], Lines]:
    """How an answer to a field reads. A table is asked for what was chosen, and each row once."""
    labels: dict[str, str | None] = {}

    def learn(keys: list[Any]) -> None:
        if isinstance(field, FromTable):
            if new := [str(key) for key in keys if str(key) not in labels]:
                labels.update(dict.fromkeys(new) | field.names(new))
        elif not labels and (choices := getattr(field, "choices", None)):
            labels.update({str(key): str(label) for key, label in choices})

    def show(value: Any) -> Lines:
        if value in (None, "", [], {}):
            return []
        if isinstance(value, bool):
            return [str(field.label)] if value else []
        if isinstance(value, dict):
            return [str(from_plain(value))]
        chosen = value if isinstance(value, list) else [value]
        learn(chosen)
        if isinstance(value, list) or labels:
            return [labels.get(str(one)) or "(removed since)" for one in chosen]
        if isinstance(field, money.MoneyField):
            return [money.in_words(int(value))]
        if isinstance(field, DateField):
            day = datetime.date.fromisoformat(str(value))
            return [str(PartialDate(day, day, Precision.DAY))]
        return str(value).splitlines()

    return show


def stamp(item: Publishable) -> str:
    """When something public was published, by whom, and who approved it if that was another."""
    day = clock.day_of(item.published_at)  # type: ignore[arg-type]
    words = f"Published on {PartialDate(day, day, Precision.DAY)}"
    by = str(item.published_by or item.published_as)
    if by:
        words += f" by {by}"
    if item.reviewer is not None and item.reviewer_id != item.published_by_id:
        words += f", approved by {item.reviewer}"
    return f"{words}."
