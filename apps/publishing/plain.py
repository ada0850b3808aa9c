"""Values of forms and rows as plain data that JSON can hold, and back."""

import datetime
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.http import QueryDict

from apps.core.counts import Count
from apps.core.dates import PartialDate
from apps.core.forms import DateField, PartialDateField, PortalForm

Data = dict[str, Any]


def as_plain(value: Any) -> Any:
    """A cleaned value or a column as JSON can hold it: keys for rows, dictionaries for partial
    dates and counts, "" for nothing."""
    match value:
        case None:
            return ""
        case PartialDate():
            return {"date": _digits(value), "words": value.words}
        case Count():
            return {"value": value.value, "qualifier": value.qualifier, "unit": value.unit}
        case datetime.date():
            return value.isoformat()
        case models.Model():
            return str(value.pk)
        case models.Manager() | models.QuerySet():
            return sorted((str(row.pk) for row in value.all()), key=int)
        case list() | tuple():
            return [as_plain(one) for one in value]
    return value if isinstance(value, (str, int, bool)) else str(value)


def from_plain(value: Any) -> Any:
    """The partial date or count that plain data stands for; other values as they are."""
    if isinstance(value, Mapping) and "date" in value:
        return PartialDate.parse(value["date"], value.get("words", ""))
    if isinstance(value, Mapping) and "qualifier" in value:
        return Count(value["value"], value["qualifier"], value["unit"])
    return value


def as_initial(field: forms.Field, value: Any) -> Any:
    """Plain data as a form begins with it."""
    if value in ("", None):
        return field.initial
    if isinstance(field, DateField) and not isinstance(field, PartialDateField):
        return datetime.date.fromisoformat(value)
    return from_plain(value)


def into_post(post: QueryDict, form: type[PortalForm], data: Data, prefix: str = "") -> None:
    """Plain data as a browser would send it."""
    for name, field in form.base_fields.items():
        value = as_initial(field, data.get(name, ""))
        if isinstance(field.widget, forms.MultiWidget):
            for at, part in enumerate(field.widget.decompress(value or None) or []):
                post[f"{prefix}{name}_{at}"] = "" if part is None else str(part)
        elif isinstance(value, list):
            post.setlist(prefix + name, [str(one) for one in value])
        elif isinstance(value, bool):
            if value:
                post[prefix + name] = "on"
        else:
            typed = field.prepare_value(value)
            post[prefix + name] = "" if typed is None else str(typed)


def mark_of(value: Any) -> str:
    """A short mark of plain data: two marks differ where the data does."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def with_words_kept(new: Any, old: Any) -> Any:
    """A partial date keeps the source's words for it while the date itself stays."""
    if isinstance(new, dict) and isinstance(old, dict) and new.get("date") == old.get("date"):
        return {**new, "words": old.get("words", "")} if "date" in new else new
    return new


def value_of(row: Any, name: str) -> Any:
    """A column's value; of a foreign key its number as text, without fetching the row."""
    if not hasattr(row, f"{name}_id"):
        return getattr(row, name)
    key = getattr(row, f"{name}_id")
    return "" if key is None else str(key)


def assign(row: Any, name: str, value: Any) -> None:
    """Set a column, or the several columns behind a date or a count. Not for many-to-many."""
    try:
        field: Any = row._meta.get_field(name)
    except FieldDoesNotExist:
        setattr(row, name, from_plain(value) or None)
        return
    if field.is_relation:
        setattr(row, f"{name}_id", int(value) if value else None)
    elif value == "" and field.null:
        setattr(row, name, None)
    else:
        setattr(row, name, field.to_python(value))


def _digits(date: PartialDate) -> str:
    return {"year": f"{date.first:%Y}", "month": f"{date.first:%Y-%m}"}.get(
        date.precision, date.first.isoformat()
    )
