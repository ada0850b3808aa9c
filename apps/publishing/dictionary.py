"""The data dictionary: every question of every kind of record, generated from its forms."""

from typing import Any

from django import forms

from apps.core.forms import (
    CountField,
    DateField,
    ManyChoices,
    PartialDateField,
    RowField,
    RowsField,
)
from apps.publishing import types
from apps.publishing.documents import Section

# The most particular first.
KINDS: tuple[tuple[type[forms.Field], str], ...] = (
    (CountField, "number with how it is meant (exactly, about, more than …) and unit"),
    (PartialDateField, "date; the day, or day and month, may be unknown"),
    (DateField, "day"),
    (RowsField, "any of a list"),
    (RowField, "one of a list"),
    (ManyChoices, "any of these"),
    (forms.ChoiceField, "one of these"),
    (forms.BooleanField, "yes or no"),
    (forms.URLField, "web address"),
)


def dictionary() -> str:
    """The page ``docs/fields.md``."""
    lines = [
        "# What each field means",
        "",
        "Generated from the forms by which records are written; a test says whether it is current.",
        "To write it anew: delete this file and run `tests/architecture/test_fields.py`.",
        "",
        "Every question may stay open unless it says *needed*; an open one reads “Not stated”.",
    ]
    for published in sorted(types.registered.values(), key=lambda one: one.label):
        if published.document is None:
            continue
        lines += ["", f"## {published.label}"]
        for section in published.document.sections:
            lines += ["", f"### {section.title}", "", "| field | question | kind of answer |"]
            lines += ["| --- | --- | --- |", *_rows(section)]
    return "\n".join([*lines, ""])


def _rows(section: Section) -> list[str]:
    rows = [_row(name, field) for name, field in section.fields.items()]
    if section.rows is not None:
        rows += [
            _row(f"{section.rows.name} › {name}", field)
            for name, field in section.row_fields.items()
        ]
    return rows


def _row(name: str, field: Any) -> str:
    words = str(field.label or name)
    if field.help_text:
        words += f" – {field.help_text}"
    cells = (f"`{name}`", words, _kind(field) + (", needed" if field.required else ""))
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _kind(field: Any) -> str:
    choices: Any = getattr(field, "choices", ())
    for known, words in KINDS:
        if isinstance(field, known):
            if words.endswith("these"):
                labels = [str(label) for value, label in choices if value != ""]
                return f"{words}: {'; '.join(labels)}"
            return words
    longest = getattr(field, "max_length", None)
    return f"text, at most {longest} characters" if longest else "text"
