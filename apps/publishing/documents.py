"""A record as people edit it: sections of questions, and its whole text as plain data.

The same data is what versions keep, what a change of something public waits in until it is
published, and what two people's texts are compared by (docs/adr/0006-documents.md).
"""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from apps.core.forms import MarkdownArea, PortalForm, RowField
from apps.core.reasons import Reason
from apps.publishing.plain import (
    Data,
    as_initial,
    as_plain,
    assign,
    into_post,
    mark_of,
    value_of,
    with_words_kept,
)
from apps.publishing.rows import RowSet, in_their_order

MOST_ROWS = 60
TEXTS = (forms.CharField, Reason)  # what somebody types freely


@dataclass(frozen=True)
class Rows:
    """Child rows of a record, edited as a set: the attribute they hang on, the form of one, and
    the answers that no two may give alike."""

    name: str
    form: type[PortalForm]
    noun: str
    once: tuple[str, ...] = ()

    def formset(self) -> Any:
        """A set for as many rows as there are."""
        kind: Any = forms.formset_factory(
            self.form, formset=RowSet, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS,
            validate_max=True, can_delete=True,
        )  # fmt: skip
        kind.noun, kind.once = self.noun, self.once
        return kind


@dataclass(frozen=True)
class Section:
    """A page of a document: its name in addresses, its title, one form, perhaps rows."""

    name: str
    title: str
    form: type[PortalForm] | None = None
    rows: Rows | None = None
    hint: str = ""
    asked: Callable[[Data], bool] = lambda data: True  # whether it belongs to such a text

    @property
    def fields(self) -> dict[str, forms.Field]:
        """The questions of its form."""
        return self.form.base_fields if self.form else {}

    @property
    def keys(self) -> list[str]:
        """The keys of the data that it holds."""
        return [*self.fields, *([self.rows.name] if self.rows else [])]

    @property
    def row_fields(self) -> dict[str, forms.Field]:
        """The questions of one of its rows."""
        return self.rows.form.base_fields if self.rows else {}

    @property
    def has_markdown(self) -> bool:
        """Whether a question of it is answered in Markdown, so that one may look at it first."""
        asked = [*self.fields.values(), *self.row_fields.values()]
        return any(isinstance(field.widget, MarkdownArea) for field in asked)

    def began(self, data: Data) -> str:
        """What a form of it begins with, a mark a key, for its hidden field of that name."""
        return " ".join(f"{key}={mark_of(data.get(key, ''))}" for key in self.keys)

    def touched(self, answers: Data, began: str) -> Data:
        """The answers that somebody changed since their form ``began``; all if it does not say."""
        marks = dict(word.partition("=")[::2] for word in began.split())
        return {key: a for key, a in answers.items() if marks.get(key) != mark_of(a)}

    def as_post(self, data: Data) -> QueryDict:
        """Its part of the data as a browser would send it."""
        post = QueryDict(mutable=True)
        if self.form is not None:
            into_post(post, self.form, data)
        if self.rows is not None:
            rows = data.get(self.rows.name, [])
            post[f"{self.rows.name}-TOTAL_FORMS"] = str(len(rows))
            post[f"{self.rows.name}-INITIAL_FORMS"] = "0"
            for number, row in enumerate(rows):
                into_post(post, self.rows.form, row, f"{self.rows.name}-{number}-")
        return post


class Entry:
    """A section being filled in: its form and its rows, together right or wrong. ``at`` is the
    record and who writes, where they are known: fields that look at both offer only what may
    stand there."""

    def __init__(
        self,
        section: Section,
        *,
        data: Data,
        post: QueryDict | None = None,
        at: tuple[Any, Any] | None = None,
    ) -> None:
        self.section, self.before, self.post, self.at = section, data, post, at
        self.form: Any = None
        self.rows: Any = None
        if section.form is not None:
            begin = {n: as_initial(f, data.get(n)) for n, f in section.fields.items()}
            self.form = section.form(post, initial=begin)
            for name, field in self.form.fields.items():
                if isinstance(field, RowField):
                    if at is not None:
                        field.narrow(*at)
                    field.keep([data.get(name) or ""])
        if section.rows is not None:
            kind = section.rows.formset()
            kind.extra = 0 if data.get(section.rows.name) else 1
            held = [
                {n: as_initial(f, row.get(n)) for n, f in section.row_fields.items()}
                for row in data.get(section.rows.name, [])
            ]
            begin_with = {} if post is not None else {"initial": held}
            self.rows = kind(post, prefix=section.rows.name, **begin_with)
            self._share_choices()

    def _share_choices(self) -> None:
        """Choices that come from a table are read once, not once a row, with the rows that stand
        there already."""
        for name, asked in self.section.row_fields.items():
            field = copy.deepcopy(asked)
            if isinstance(field, RowField):
                if self.at is not None:
                    field.narrow(*self.at)
                held = self.before.get(self.rows.prefix, [])
                field.keep([row.get(name) or "" for row in held])
            if isinstance(field, forms.ChoiceField):
                choices: Any = list(field.choices)  # type: ignore[arg-type]
                for row in self.rows.forms:
                    row.fields[name].choices = choices

    def add_row(self, post: QueryDict) -> None:
        """One empty form more, with everything typed kept."""
        rows: Any = self.section.rows
        more = post.copy()
        total = str(more.get(f"{rows.name}-TOTAL_FORMS", ""))
        number = int(total) if total.isascii() and total.isdigit() and len(total) < 4 else 0
        begin = self.section.row_fields
        kind = rows.formset()
        kind.extra = min(MOST_ROWS, number + 1)
        kept = [_typed(begin, more, f"{rows.name}-{at}-") for at in range(number)]
        self.rows = kind(initial=kept, prefix=rows.name)
        self.rows.extra = 1
        self._share_choices()

    def preview(self) -> None:
        """Show beside each text in Markdown what becomes of it; nothing is saved by that."""
        for form in [self.form, *(self.rows.forms if self.rows is not None else [])]:
            if form is not None:
                form.previewing = True

    def is_valid(self) -> bool:
        """Whether both can be saved."""
        held = [part.is_valid() for part in (self.form, self.rows) if part is not None]
        return all(held)

    def data(self) -> Data:
        """What was understood, as plain data. Only after ``is_valid``."""
        found: Data = {}
        if self.form is not None:
            found = {
                name: with_words_kept(as_plain(value), self.before.get(name))
                for name, value in self.form.cleaned_data.items()
                if name in self.section.fields
            }
        if self.section.rows is not None:
            rows = [
                (at, {n: as_plain(v) for n, v in row.cleaned_data.items() if n != "DELETE"})
                for at, row in enumerate(self.rows.forms, start=1)
                if row.has_changed() and not row.cleaned_data.get("DELETE")
            ]
            if "position" in self.section.row_fields:
                rows = in_their_order(rows)
            found[self.section.rows.name] = [row for _at, row in rows]
        return found

    def refuse(self, error: Exception) -> None:
        """Show what only the record itself could find wrong."""
        found = error.messages if isinstance(error, ValidationError) else [str(error)]
        if self.form is not None:
            self.form.add_error(None, ValidationError(found))
        else:
            self.rows.non_form_errors().extend(found)

    def sentences(self) -> list[str]:
        """Every message."""
        found: list[str] = []
        if self.form is not None:
            found += [str(m) for messages in self.form.errors.values() for m in messages]
        if self.rows is not None:
            found += [str(message) for message in self.rows.non_form_errors()]
            for errors in self.rows.errors:
                found += [str(m) for messages in errors.values() for m in messages]
        return found


def _typed(fields: dict[str, forms.Field], post: QueryDict, prefix: str) -> dict[str, Any]:
    """What was typed into a row, right or wrong, as a form may begin with it."""
    typed = {}
    for name, field in fields.items():
        typed[name] = field.widget.value_from_datadict(post, {}, prefix + name)
    return typed


@dataclass(frozen=True)
class Document:
    """How a kind of record is edited. ``derive`` sets what follows from the words (sort keys,
    folded words) after a write."""

    sections: tuple[Section, ...]
    derive: Callable[[Any], None] = lambda item: None

    def section(self, name: str) -> Section | None:
        """The section of this name."""
        return next((section for section in self.sections if section.name == name), None)

    def read(self, item: Any) -> Data:
        """The whole record as plain data."""
        data: Data = {}
        for section in self.sections:
            data |= {name: as_plain(value_of(item, name)) for name in section.fields}
            if section.rows is not None:
                data[section.rows.name] = [
                    {name: as_plain(value_of(row, name)) for name in section.row_fields}
                    for row in getattr(item, section.rows.name).all()
                ]
        return data

    def write(self, item: Any, data: Data) -> None:
        """Put the data into the record and its rows, and save. The caller holds the transaction.

        Raises ``ValidationError`` for what only rows together can get wrong (a circle).
        """
        many = {field.name for field in item._meta.many_to_many}
        given = [name for s in self.sections for name in s.fields if name in data]
        for name in given:
            if name not in many:
                assign(item, name, data[name])
        item.save()
        for name in given:
            if name in many:
                getattr(item, name).set(data[name] or [])
        for section in self.sections:
            if section.rows is not None and section.rows.name in data:
                _replace(item, section.rows, data[section.rows.name])
        self.derive(item)

    def passages(self, data: Data) -> Iterator[tuple[Section, str]]:
        """Every text that somebody typed, with its section; no web addresses, no chosen words."""
        for section in self.sections:
            rows = data.get(section.rows.name, []) if section.rows else []
            for fields, values in [
                (section.fields, data),
                *((section.row_fields, r) for r in rows),
            ]:
                for name, field in fields.items():
                    if type(field) in TEXTS and isinstance(values.get(name), str):
                        yield section, values[name]

    def problems(self, data: Data) -> list[tuple[Section, str]]:
        """What the forms would say to this data today: a partner may be gone since."""
        found: list[tuple[Section, str]] = []
        for section in self.sections:
            entry = Entry(section, data=data, post=section.as_post(data))
            if not entry.is_valid():
                found += [(section, sentence) for sentence in entry.sentences()]
        return found


def _replace(item: Any, rows: Rows, data: list[Data]) -> None:
    manager = getattr(item, rows.name)
    manager.all().delete()
    for position, values in enumerate(data, start=1):
        row = manager.model(**{manager.field.name: item})
        for name, value in values.items():
            assign(row, name, value)
        if hasattr(row, "position"):
            row.position = position
        row.clean()
        row.save()
