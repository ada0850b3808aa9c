"""A record as people edit it: sections of questions, and its whole text as plain data.

The same data is what versions keep, what a change of something public waits in until it is
published, and what two people's texts are compared by (docs/adr/0006-documents.md).
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.http import QueryDict

from apps.core.counts import Count
from apps.core.dates import PartialDate
from apps.core.forms import PortalForm

Data = dict[str, Any]
MOST_ROWS = 60


class RowSet(forms.BaseFormSet):
    """Small forms of which one more comes at the press of a button, without script."""

    noun = "row"


@dataclass(frozen=True)
class Rows:
    """Child rows of a record, edited as a set: the attribute they hang on and the form of one."""

    name: str
    form: type[PortalForm]
    noun: str

    def formset(self) -> Any:
        """A set that takes what is there, and one empty form."""
        kind: Any = forms.formset_factory(
            self.form, formset=RowSet, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS,
            validate_max=True, can_delete=True,
        )  # fmt: skip
        kind.noun = self.noun
        return kind


@dataclass(frozen=True)
class Section:
    """A page of a document: its name in addresses, its title, one form, perhaps rows."""

    name: str
    title: str
    form: type[PortalForm] | None = None
    rows: Rows | None = None

    @property
    def keys(self) -> list[str]:
        """The keys of the data that this section holds."""
        held = list(self.form.base_fields) if self.form else []
        return held + ([self.rows.name] if self.rows else [])

    def initial(self, data: Data) -> dict[str, Any]:
        """What the form begins with."""
        if self.form is None:
            return {}
        return {
            name: as_initial(field, data.get(name)) for name, field in self.form.base_fields.items()
        }

    def initial_rows(self, data: Data) -> list[dict[str, Any]]:
        """What the forms of the rows begin with."""
        if self.rows is None:
            return []
        fields = self.rows.form.base_fields
        return [
            {name: as_initial(field, row.get(name)) for name, field in fields.items()}
            for row in data.get(self.rows.name, [])
        ]


class Entry:
    """A section being filled in: its form and its rows, together right or wrong."""

    def __init__(self, section: Section, *, data: Data, post: QueryDict | None = None) -> None:
        self.section = section
        self.form: PortalForm | None = None
        self.rows: Any = None
        if section.form is not None:
            self.form = section.form(post, initial=section.initial(data))
        if section.rows is not None:
            formset = section.rows.formset()
            begin = section.initial_rows(data)
            if post is None:
                formset.extra = 1
            self.rows = formset(post, initial=begin, prefix=section.rows.name)

    def add_row(self, post: QueryDict) -> None:
        """One empty form more, with everything typed kept."""
        rows: Any = self.section.rows
        prefix = rows.name
        more = post.copy()
        total = str(more.get(f"{prefix}-TOTAL_FORMS", ""))
        number = int(total) if total.isascii() and total.isdigit() and len(total) < 4 else 0
        more[f"{prefix}-TOTAL_FORMS"] = str(min(MOST_ROWS, number + 1))
        self.rows = rows.formset()(more, prefix=prefix)

    def is_valid(self) -> bool:
        """Whether both can be saved."""
        held = [part.is_valid() for part in (self.form, self.rows) if part is not None]
        return all(held)

    def data(self) -> Data:
        """What was understood, as plain data. Only after ``is_valid``."""
        found: Data = {}
        if self.form is not None:
            found |= {name: as_plain(value) for name, value in self.form.cleaned_data.items()}
        if self.section.rows is not None:
            found[self.section.rows.name] = [
                {n: as_plain(v) for n, v in row.cleaned_data.items() if n != "DELETE"}
                for row in self.rows.forms
                if row.has_changed() or row.initial
                if row.cleaned_data and not row.cleaned_data.get("DELETE")
            ]
        return found


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
            if section.form is not None:
                for name in section.form.base_fields:
                    data[name] = as_plain(_value(item, name))
            if section.rows is not None:
                fields = section.rows.form.base_fields
                data[section.rows.name] = [
                    {name: as_plain(_value(row, name)) for name in fields}
                    for row in getattr(item, section.rows.name).all()
                ]
        return data

    def write(self, item: Any, data: Data) -> None:
        """Put the data into the record and its rows, and save. The caller holds the transaction."""
        many: dict[str, list[str]] = {}
        for section in self.sections:
            for name in section.form.base_fields if section.form else ():
                if name in data:
                    _assign(item, name, data[name], many)
        item.save()
        for name, keys in many.items():
            getattr(item, name).set(keys)
        for section in self.sections:
            if section.rows is not None and section.rows.name in data:
                _replace(item, section.rows, data[section.rows.name])
        self.derive(item)

    def problems(self, data: Data) -> list[tuple[Section, str]]:
        """What the forms would say to this data today: a partner may be gone since."""
        found: list[tuple[Section, str]] = []
        for section in self.sections:
            entry = Entry(section, data={}, post=as_post(section, data))
            if not entry.is_valid():
                found += [(section, sentence) for sentence in sentences(entry)]
        return found

    def differences(self, one: Data, other: Data) -> list["Difference"]:
        """Field by field what differs, in the order of the sections."""
        rows = []
        for section in self.sections:
            for name, label, field in labelled(section):
                before, after = one.get(name), other.get(name)
                if (before or None) != (after or None):
                    rows.append(
                        Difference(section, name, label, shown(field, before), shown(field, after))
                    )
        return rows

    def summary(self, data: Data) -> list[tuple[Section, list[tuple[str, list[str]]]]]:
        """Each section with its questions and answers, as people read them."""
        return [
            (section, [(label, shown(f, data.get(name))) for name, label, f in labelled(section)])
            for section in self.sections
        ]


@dataclass(frozen=True)
class Difference:
    """A question of which two versions give different answers, each as lines of text."""

    section: Section
    name: str
    label: str
    before: list[str]
    after: list[str]


def sentences(entry: Entry) -> list[str]:
    """Every message of an entry."""
    found: list[str] = []
    if entry.form is not None:
        found += [str(message) for messages in entry.form.errors.values() for message in messages]
    if entry.rows is not None:
        found += [str(message) for message in entry.rows.non_form_errors()]
        for errors in entry.rows.errors:
            found += [str(message) for messages in errors.values() for message in messages]
    return found


def labelled(section: Section) -> Iterable[tuple[str, str, Any]]:
    """(name, question, field or rows) of a section."""
    if section.form is not None:
        for name, field in section.form.base_fields.items():
            yield name, str(field.label or name), field
    if section.rows is not None:
        yield section.rows.name, section.title, section.rows


def shown(field: Any, value: Any) -> list[str]:
    """An answer as lines of text; no lines where there is none."""
    if value in (None, "", [], {}):
        return []
    if isinstance(field, Rows):
        fields = field.form.base_fields
        return [
            " · ".join(text for name, f in fields.items() for text in shown(f, row.get(name)))
            for row in value
        ]
    if isinstance(value, bool):
        return ["Yes" if value else "No"]
    if isinstance(value, dict):
        return [str(from_plain(value))]
    choices = _choices(field)
    if isinstance(value, list):
        return [choices.get(str(one), str(one)) for one in value]
    if choices:
        return [choices.get(str(value), str(value))]
    return str(value).splitlines()


def _choices(field: Any) -> dict[str, str]:
    choices = getattr(field, "choices", None)
    return {str(value): str(label) for value, label in choices} if choices else {}


def as_plain(value: Any) -> Any:
    """A cleaned value as JSON can hold it: keys for rows, dictionaries for dates and counts."""
    match value:
        case PartialDate():
            return {"date": _digits(value), "words": value.words}
        case Count():
            return {"value": value.value, "qualifier": value.qualifier, "unit": value.unit}
        case datetime.date():
            return value.isoformat()
        case models.Model():
            return str(value.pk)
        case models.Manager() | models.QuerySet():
            return sorted(str(row.pk) for row in value.all())
        case list() | tuple():
            return [as_plain(one) for one in value]
        case None:
            return ""
    return value if isinstance(value, (str, int, bool)) else str(value)


def from_plain(value: Any) -> Any:
    """The date or count that plain data stands for; other values as they are."""
    if isinstance(value, Mapping) and "date" in value:
        return PartialDate.parse(value["date"], value.get("words", ""))
    if isinstance(value, Mapping) and "qualifier" in value:
        return Count(value["value"], value["qualifier"], value["unit"])
    return value


def as_initial(field: forms.Field, value: Any) -> Any:
    """Plain data as a form begins with it."""
    return from_plain(value) if value not in ("", None) else field.initial


def as_post(section: Section, data: Data) -> QueryDict:
    """Plain data as a browser would send it."""
    post = QueryDict(mutable=True)
    if section.form is not None:
        _into_post(post, section.form, data, "")
    if section.rows is not None:
        rows = data.get(section.rows.name, [])
        prefix = section.rows.name
        post[f"{prefix}-TOTAL_FORMS"] = str(len(rows))
        post[f"{prefix}-INITIAL_FORMS"] = "0"
        for number, row in enumerate(rows):
            _into_post(post, section.rows.form, row, f"{prefix}-{number}-")
    return post


def _into_post(post: QueryDict, form: type[PortalForm], data: Data, prefix: str) -> None:
    for name, field in form.base_fields.items():
        value = from_plain(data.get(name, ""))
        if isinstance(field.widget, forms.MultiWidget):
            for at, part in enumerate(field.widget.decompress(value or None) or []):
                post[f"{prefix}{name}_{at}"] = "" if part is None else str(part)
        elif isinstance(value, list):
            post.setlist(prefix + name, [str(one) for one in value])
        elif isinstance(value, bool):
            if value:
                post[prefix + name] = "on"
        else:
            post[prefix + name] = str(value)


def _digits(date: PartialDate) -> str:
    return {"year": f"{date.first:%Y}", "month": f"{date.first:%Y-%m}"}.get(
        date.precision, date.first.isoformat()
    )


def _value(row: Any, name: str) -> Any:
    """A column's value; of a foreign key its number, without fetching the row."""
    return getattr(row, f"{name}_id", None) if hasattr(row, f"{name}_id") else getattr(row, name)


def _assign(row: Any, name: str, value: Any, many: dict[str, list[str]]) -> None:
    try:
        field: Any = row._meta.get_field(name)
    except FieldDoesNotExist:
        # A date or a count: several columns behind one attribute.
        setattr(row, name, from_plain(value) or None)
        return
    if field.many_to_many:
        many[name] = list(value or [])
    elif field.is_relation:
        setattr(row, f"{name}_id", int(value) if value else None)
    elif value == "" and field.null:
        setattr(row, name, None)
    else:
        setattr(row, name, field.to_python(value))


def _replace(item: Any, rows: Rows, data: list[Data]) -> None:
    manager = getattr(item, rows.name)
    manager.all().delete()
    for position, values in enumerate(data, start=1):
        row = manager.model(**{manager.field.name: item})
        for name, value in values.items():
            _assign(row, name, value, {})
        if hasattr(row, "position"):
            row.position = position
        row.save()
