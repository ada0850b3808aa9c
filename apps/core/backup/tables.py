"""Which tables a backup holds, in which order, and a row of each as a line of JSON."""

import base64
import datetime
import decimal
import json
import uuid
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import JSONField, Value

# What ends with the process or the day, and what is made anew from the rest.
LEFT_OUT = {
    "sessions.Session",
    "accounts.Browser",
    "django_tasks_database.DBTaskResult",
    "core.WorkLock",
    "core.PublicChange",
    "publishing.SearchDocument",
}
# Filled by migrations: rows here do not make a database one that somebody uses.
FILLED_BY_MIGRATIONS = {"contenttypes.ContentType", "auth.Permission", "core.VersionNumber"}
Model = type[models.Model]


def backed_up() -> list[Model]:
    """The tables of a backup; those that others point at come first."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.label not in LEFT_OUT
    ]
    return _in_order(sorted(found, key=lambda model: model._meta.label))


def _in_order(found: list[Model]) -> list[Model]:
    order: list[Model] = []

    def place(model: Model, on_the_way: frozenset[Model]) -> None:
        if model in order or model in on_the_way or model not in found:
            return
        for field in model._meta.concrete_fields:
            if field.related_model is not None and field.related_model is not model:
                place(field.related_model, on_the_way | {model})
        order.append(model)

    for model in found:
        place(model, frozenset())
    return order


def columns(model: Model) -> list[models.Field[Any, Any]]:
    """The stored columns of a table; what the database computes is left out."""
    return [field for field in model._meta.concrete_fields if not field.generated]


def lines(model: Model) -> Iterator[bytes]:
    """The rows in the order of their keys, one line of JSON each."""
    names = [field.attname for field in columns(model)]
    rows = model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=2000)
    for row in rows:
        pairs = dict(zip(names, row, strict=True))
        yield json.dumps(pairs, default=_as_text, ensure_ascii=False).encode() + b"\n"


def _as_text(value: Any) -> Any:
    """What JSON has no word for. Moments keep their microseconds."""
    match value:
        case datetime.datetime() | datetime.date() | datetime.time():
            return value.isoformat()
        case datetime.timedelta():
            return str(value)
        case decimal.Decimal() | uuid.UUID():
            return str(value)
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode()
    raise TypeError(f"{type(value).__name__} has no place in a backup")


def row_from(model: Model, line: bytes) -> models.Model:
    """The unsaved row behind a line. Raises ``ValueError`` or ``KeyError`` for another table's."""
    pairs = json.loads(line)
    row = model()
    for field in columns(model):
        setattr(row, field.attname, _from_text(field, pairs[field.attname]))
    return row


def _from_text(field: models.Field[Any, Any], value: Any) -> Any:
    if isinstance(field, JSONField):
        return Value(None, JSONField()) if value is None and not field.null else value
    if isinstance(field, models.BinaryField) and value is not None:
        return base64.b64decode(value)
    if field.related_model is not None:
        return value
    return field.to_python(value)
